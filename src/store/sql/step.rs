//! Commits a step: answers its updates, saves its state and does its effects, all or nothing.

use super::feed::{publications as feed, reactions, saved};
use super::senders::{self, Use};
use super::{facts, forget, jobs, join, links, orders, outbox, promos, purchases, support};
use crate::domain::conversation::Effect;
use crate::domain::feed::Liker;
use crate::domain::ids::{ChatId, EntryId, InboxId};
use crate::domain::message::Message;
use crate::domain::rules::ReactionLimits;
use crate::domain::tier::Tier;
use crate::domain::time::Moment;
use crate::store::ChatOwner;
use crate::store::database::{Connection, query, query_as};
use crate::store::sql::chats;
use crate::store::{Result, StepCommit, StoreError};
use sqlx::FromRow;

pub(super) async fn commit(db: &mut Connection, step: StepCommit) -> Result<()> {
    for effect in &step.effects {
        if let Effect::Join(code) = effect {
            join::lock_both(db, step.person, *code).await?;
        }
    }

    fence(db, &step).await?;
    answer_updates(db, &step.updates, step.now).await?;
    go_to_topic(db, &step).await?;

    let elsewhere = elsewhere(db, &step).await?;
    let private: Vec<ChatId> = elsewhere
        .iter()
        .filter(|chat| chat.private_id.is_none())
        .map(|chat| ChatId(chat.id))
        .collect();
    for effect in &step.effects {
        match effect {
            Effect::SayElsewhere(message) => {
                say_elsewhere(db, &private, message, step.now).await?;
            }
            _ => carry_out(db, &step, effect).await?,
        }

        if let Some(CountedUse { kind, subject }) = counted_use(effect) {
            senders::count(db, step.chat, kind, &subject, step.now).await?;
        }
    }

    if !step.effects.contains(&Effect::ForgetPerson) {
        return keep_state(db, &step).await;
    }

    for chat in elsewhere {
        chats::release_chat(db, chat.id).await?;
    }

    Ok(())
}

/// Another chat of the person.
#[derive(FromRow)]
struct OtherChat {
    id: i64,
    /// Of a chat in a group.
    private_id: Option<String>,
}

/// The person's other chats, before any effect is done.
async fn elsewhere(db: &mut Connection, step: &StepCommit) -> Result<Vec<OtherChat>> {
    let sql = "SELECT id, private_id FROM chats WHERE person_id = $1 AND id <> $2";
    Ok(query_as(sql)
        .bind(step.person.0)
        .bind(step.chat.0)
        .fetch_all(db)
        .await?)
}

async fn say_elsewhere(
    db: &mut Connection,
    chats: &[ChatId],
    message: &Message,
    now: Moment,
) -> Result<()> {
    for chat in chats {
        outbox::put(db, *chat, message, now).await?;
    }
    Ok(())
}

/// Checks that the facts are still current, and invalidates all steps made from the same facts.
async fn fence(db: &mut Connection, step: &StepCommit) -> Result<()> {
    let sql = "UPDATE persons SET version = version + 1 WHERE id = $1 AND version = $2 AND forgotten_at IS NULL";
    let fenced = query(sql)
        .bind(step.person.0)
        .bind(step.fence.person)
        .execute(&mut *db)
        .await?;

    if fenced.rows_affected() != 1 {
        return Err(StoreError::Conflict);
    }

    if step
        .effects
        .iter()
        .any(|effect| counted_use(effect).is_some())
    {
        senders::check_fence(db, step.chat, step.fence.sender).await?;
    }

    Ok(())
}

/// What an effect uses up of the limits of its sender.
struct CountedUse {
    kind: Use,
    subject: String,
}

fn counted_use(effect: &Effect) -> Option<CountedUse> {
    let (kind, subject) = match effect {
        Effect::StartJob { id, request } if request.plan.tier == Tier::Free => {
            (Use::FreeJob, id.row().to_string())
        }
        Effect::OpenPurchase(order) if order.provider.has_page() => (Use::Purchase, String::new()),
        Effect::Redeem(promo) => (Use::Promo, promo.code.clone()),
        Effect::CountMiss | Effect::CountWrongPromo => (Use::WrongCode, String::new()),
        Effect::AskSupport(_) => (Use::Support, String::new()),
        _ => return None,
    };

    Some(CountedUse { kind, subject })
}

async fn answer_updates(db: &mut Connection, updates: &[InboxId], now: Moment) -> Result<()> {
    for update in updates {
        let sql = "UPDATE inbox SET done_at = $1 WHERE id = $2 AND done_at IS NULL";
        let answered = query(sql)
            .bind(now.millis())
            .bind(update.0)
            .execute(&mut *db)
            .await?;

        if answered.rows_affected() != 1 {
            return Err(StoreError::Conflict);
        }
    }

    Ok(())
}

/// From now on the chat's messages go to the topic that the answered update came from.
async fn go_to_topic(db: &mut Connection, step: &StepCommit) -> Result<()> {
    let Some(update) = step.updates.first() else {
        return Ok(());
    };
    let sql = "UPDATE chats SET topic = (SELECT topic FROM inbox WHERE id = $2) WHERE id = $1";
    query(sql)
        .bind(step.chat.0)
        .bind(update.0)
        .execute(db)
        .await?;

    Ok(())
}

async fn carry_out(db: &mut Connection, step: &StepCommit, effect: &Effect) -> Result<()> {
    let person = step.person;
    let chat = step.chat;
    let owner = ChatOwner { chat, person };
    let now = step.now;

    match effect {
        // Wall previews were drawn before. One that failed shows the picture itself.
        Effect::Say(message)
        | Effect::SayOnWall(message, _)
        | Effect::SayWithSketches(message, _) => outbox::put(db, chat, message, now).await,
        // The caller does it: it knows the other chats from before the step, and counts for senders.
        Effect::SayElsewhere(_) | Effect::CountWrongPromo => Ok(()),
        Effect::StartJob { id, request } => jobs::start(db, owner, *id, request, now).await,
        Effect::CancelJob(id) => jobs::cancel(db, person, *id, now).await,
        Effect::SetLanguage(language) => {
            set(db, step, Setting::Language, language.code().to_owned()).await
        }
        Effect::SetLook(look) => set(db, step, Setting::Look, serde_json::to_string(look)?).await,
        Effect::OpenPurchase(order) => purchases::create(db, owner, order, now).await,
        Effect::DropDraft(id) => purchases::drop_draft(db, person, *id).await,
        Effect::Redeem(promo) => promos::redeem(db, person, promo, now).await,
        Effect::AcceptInvitation(by) => promos::accept_invitation(db, person, *by).await,
        Effect::SetContact(contact) => {
            set(db, step, Setting::Contact, serde_json::to_string(contact)?).await
        }
        Effect::SetCurrency(currency) => {
            set(db, step, Setting::Currency, currency.code().to_owned()).await
        }
        Effect::AskSupport(words) => support::ask(db, owner, words, now).await,
        Effect::KeepOrder(order) => orders::keep(db, owner, order, now).await,
        Effect::DropOrder(order) => orders::drop(db, person, *order).await,
        Effect::Publish {
            entry,
            job,
            picture,
            shows,
        } => {
            let publication = feed::Publication {
                entry: *entry,
                job: *job,
                picture: *picture,
                shows,
            };
            feed::publish(db, person, publication, now).await
        }
        Effect::TakeBack(entry) => feed::take_back(db, person, *entry).await,
        Effect::AddFilm(entry) => feed::add_film(db, person, *entry).await,
        Effect::SetPenName(name) => set(db, step, Setting::PenName, name.to_string()).await,
        Effect::SaveStyle(style) => saved::save(db, person, style, now).await,
        Effect::DropStyle(picture) => saved::drop(db, person, *picture, now).await,
        Effect::Like { entry, limits } => like(db, step, *entry, *limits).await,
        Effect::ForgetPerson => forget::forget(db, person, now).await,
        Effect::OfferLink(code) => links::offer(db, owner, *code, now).await,
        Effect::CountMiss => links::miss(db, person, now).await,
        Effect::Join(code) => join::join(db, owner, *code, now).await,
    }
}

/// The person saw the heart in any case; a like that cannot count is ignored.
async fn like(
    db: &mut Connection,
    step: &StepCommit,
    entry: EntryId,
    limits: ReactionLimits,
) -> Result<()> {
    let liker = Liker::Person {
        person: step.person,
        network: senders::network(db, step.chat).await?,
    };
    reactions::like(db, entry, &liker, limits, step.now)
        .await
        .map(|_| ())
}

#[derive(Clone, Copy)]
enum Setting {
    Language,
    Look,
    Contact,
    Currency,
    PenName,
}

async fn set(
    db: &mut Connection,
    step: &StepCommit,
    setting: Setting,
    value: String,
) -> Result<()> {
    let sql = match setting {
        Setting::Language => "UPDATE persons SET language = $1 WHERE id = $2",
        Setting::Look => "UPDATE persons SET look = $1 WHERE id = $2",
        Setting::PenName => "UPDATE persons SET pen_name = $1 WHERE id = $2",
        Setting::Contact => "UPDATE persons SET contact = $1 WHERE id = $2",
        Setting::Currency => "UPDATE persons SET chosen_currency = $1 WHERE id = $2",
    };

    query(sql)
        .bind(value)
        .bind(step.person.0)
        .execute(db)
        .await?;

    Ok(())
}

async fn keep_state(db: &mut Connection, step: &StepCommit) -> Result<()> {
    let sql = "UPDATE chats SET state = $1 WHERE id = $2";
    query(sql)
        .bind(facts::written_state(step.state)?)
        .bind(step.chat.0)
        .execute(db)
        .await?;

    Ok(())
}

//! The operator's actions. Each action and its line in the operator log are one transaction.

use super::{feed, operator_log, sessions};
use crate::domain::credits::Credits;
use crate::domain::ids::{ChatId, JobId, PersonId};
use crate::domain::job::JobRequest;
use crate::domain::look::Level;
use crate::domain::message::Message;
use crate::domain::time::Moment;
use crate::store::ChatOwner;
use crate::store::console::{ActionOrigin, OperatorAction, Refusal, Tuning};
use crate::store::database::{Connection, query, query_as, query_scalar};
use crate::store::orders::Advance;
use crate::store::sql::persons;
use crate::store::sql::refund_requests;
use crate::store::sql::{blocks, jobs, ledger, orders, outbox, pictures, support};
use crate::store::{CreditGrant, RefundOrder, RefundRefusal, Result};
use sqlx::FromRow;

type Outcome = std::result::Result<(), Refusal>;

/// Does an action. A refused action leaves nothing but its line in the log.
pub(super) async fn act(
    db: &mut Connection,
    action: OperatorAction,
    origin: ActionOrigin,
    now: Moment,
) -> Result<Outcome> {
    let line = line(&action);
    query("SAVEPOINT action").execute(&mut *db).await?;

    let outcome = carry_out(db, action, now).await?;
    if outcome.is_err() {
        query("ROLLBACK TO action").execute(&mut *db).await?;
    }

    query("RELEASE action").execute(&mut *db).await?;
    operator_log::write(db, line, &origin, outcome, now).await?;

    Ok(outcome)
}

#[expect(clippy::too_many_lines, reason = "one arm for each action")]
fn line(action: &OperatorAction) -> operator_log::Line {
    let (action, subject, note) = match action {
        OperatorAction::SignIn { .. } => ("sign in", String::new(), String::new()),
        OperatorAction::FailToSignIn => ("wrong password", String::new(), String::new()),
        OperatorAction::ShutOut => ("too many wrong passwords", String::new(), String::new()),
        OperatorAction::SignOut { .. } => ("sign out", String::new(), String::new()),
        OperatorAction::PaintAgain {
            job,
            new_job,
            request,
            ..
        } => (
            "paint again",
            format!("job {job}"),
            format!("as job {new_job} for {} credits", request.plan.price),
        ),
        OperatorAction::Cancel { job, .. } => ("cancel", format!("job {job}"), String::new()),
        OperatorAction::Grant(grant) => (
            "give credits",
            format!("person {}", grant.person),
            format!("{}: {}", grant.amount, grant.note),
        ),
        OperatorAction::Block { person, because } => {
            ("block", format!("person {person}"), because.clone())
        }
        OperatorAction::Unblock { person } => {
            ("unblock", format!("person {person}"), String::new())
        }
        OperatorAction::Answer { number, .. } => {
            ("answer", format!("request {number}"), String::new())
        }
        OperatorAction::Refund(order) => (
            "refund",
            format!("payment {}", order.charge.name()),
            refund_note(order),
        ),
        OperatorAction::Advance { order, advance } => {
            ("move on", format!("order {order}"), advance_note(advance))
        }
        OperatorAction::Approve { entry } => ("approve", format!("entry {entry}"), String::new()),
        OperatorAction::Hide { entry, because } => {
            ("hide", format!("entry {entry}"), because.clone())
        }
        OperatorAction::BanFromFeed { person, because } => (
            "ban from the feed",
            format!("person {person}"),
            because.clone(),
        ),
        OperatorAction::AllowInFeed { person } => (
            "allow in the feed",
            format!("person {person}"),
            String::new(),
        ),
        OperatorAction::Tune(tuning) => (
            "tune",
            format!("style {}", tuning.style),
            tuning_note(*tuning),
        ),
        OperatorAction::MakeMaster { order } => (
            "make the master again",
            format!("order {order}"),
            String::new(),
        ),
    };

    operator_log::Line {
        action,
        subject,
        note,
    }
}

fn tuning_note(tuning: Tuning) -> String {
    let level = |level: Option<Level>| {
        level.map_or_else(
            || "as usual".to_owned(),
            |level| level.position().to_string(),
        )
    };

    format!(
        "strength {}, strokes {}",
        level(tuning.strength),
        level(tuning.stroke)
    )
}

fn advance_note(advance: &Advance) -> String {
    match advance {
        Advance::Produce => "to the print shop".to_owned(),
        Advance::Ship { tracking } => format!("shipped as {tracking}"),
        Advance::Deliver => "delivered".to_owned(),
        Advance::Cancel => "cancelled".to_owned(),
    }
}

fn refund_note(order: &RefundOrder) -> String {
    if order.force {
        format!("forced: {}", order.reason)
    } else {
        order.reason.clone()
    }
}

#[expect(clippy::too_many_lines, reason = "one arm for each action")]
async fn carry_out(db: &mut Connection, action: OperatorAction, now: Moment) -> Result<Outcome> {
    match action {
        OperatorAction::SignIn { digest } => {
            sessions::begin(db, &digest, now).await.map(|_| Ok(()))
        }
        OperatorAction::SignOut { digest } => sessions::end(db, &digest).await.map(Ok),
        OperatorAction::FailToSignIn | OperatorAction::ShutOut => Ok(Ok(())),
        OperatorAction::PaintAgain {
            job,
            new_job,
            request,
            message,
        } => {
            paint_again(
                db,
                Repaint {
                    job,
                    new_job,
                    request: &request,
                },
                &message,
                now,
            )
            .await
        }
        OperatorAction::Cancel { job, message } => cancel(db, job, &message, now).await,
        OperatorAction::Grant(grant) => give(db, grant).await,
        OperatorAction::Block { person, because } => {
            let is_blocked = blocks::block(db, person, &because, now).await?;
            changed(db, person, is_blocked).await
        }
        OperatorAction::Unblock { person } => {
            let is_unblocked = blocks::unblock(db, person).await?;
            changed(db, person, is_unblocked).await
        }
        OperatorAction::Answer { number, message } => {
            let answered = support::answer(db, number, message, now).await?;
            Ok(if answered {
                Ok(())
            } else {
                Err(Refusal::TooLate)
            })
        }
        OperatorAction::Refund(order) => {
            Ok(refund_requests::begin(db, order)
                .await?
                .map_err(|refusal| match refusal {
                    RefundRefusal::Unknown => Refusal::Unknown,
                    RefundRefusal::Twice => Refusal::Refunded,
                    RefundRefusal::Made => Refusal::Made,
                    RefundRefusal::Spent(credits) => Refusal::Spent(credits),
                }))
        }
        OperatorAction::Advance { order, advance } => {
            Ok(orders::transitions::advance(db, order, advance, now)
                .await?
                .map(drop)
                .map_err(Refusal::Order))
        }
        OperatorAction::Approve { entry } => feed::approve(db, entry, now).await,
        OperatorAction::Hide { entry, because } => feed::hide(db, entry, &because, now).await,
        OperatorAction::BanFromFeed { person, because } => {
            feed::ban(db, person, Some(&because), now).await
        }
        OperatorAction::AllowInFeed { person } => feed::ban(db, person, None, now).await,
        OperatorAction::Tune(tuning) => feed::tune(db, tuning).await,
        OperatorAction::MakeMaster { order } => {
            let is_queued = orders::masters::retry(db, order, now).await?;
            Ok(if is_queued {
                Ok(())
            } else {
                Err(Refusal::TooLate)
            })
        }
    }
}

#[derive(FromRow)]
struct Job {
    person_id: i64,
    chat_id: Option<i64>,
    state: String,
}

async fn job(db: &mut Connection, job: JobId) -> Result<Option<Job>> {
    let sql = "SELECT person_id, chat_id, state FROM jobs WHERE id = $1";
    Ok(query_as(sql).bind(job.row()).fetch_optional(db).await?)
}

async fn cancel(db: &mut Connection, id: JobId, message: &Message, now: Moment) -> Result<Outcome> {
    let Some(job) = job(db, id).await? else {
        return Ok(Err(Refusal::Unknown));
    };

    if !matches!(job.state.as_str(), "queued" | "running") {
        return Ok(Err(Refusal::TooLate));
    }

    let person = PersonId(job.person_id);
    jobs::cancel(db, person, id, now).await?;
    persons::changed(db, person).await?;

    tell(db, job.chat_id, message, now).await.map(Ok)
}

/// A job to paint again.
struct Repaint<'a> {
    job: JobId,
    /// The id of the new job.
    new_job: JobId,
    request: &'a JobRequest,
}

async fn paint_again(
    db: &mut Connection,
    repaint: Repaint<'_>,
    message: &Message,
    now: Moment,
) -> Result<Outcome> {
    let Repaint {
        job: old,
        new_job,
        request,
    } = repaint;

    let Some(found) = job(db, old).await? else {
        return Ok(Err(Refusal::Unknown));
    };

    if !matches!(found.state.as_str(), "failed" | "cancelled") {
        return Ok(Err(Refusal::NotToBePainted));
    }

    if job(db, new_job).await?.is_some() {
        return Ok(Err(Refusal::Twice));
    }

    let person = PersonId(found.person_id);
    let Some(chat) = found.chat_id else {
        return Ok(Err(Refusal::PicturesGone));
    };

    let owner = ChatOwner {
        person,
        chat: ChatId(chat),
    };

    if let Some(refusal) = hindrance(db, person, request).await? {
        return Ok(Err(refusal));
    }

    jobs::start(db, owner, new_job, request, now).await?;
    persons::changed(db, person).await?;

    tell(db, Some(chat), message, now).await.map(Ok)
}

/// What prevents a new job.
async fn hindrance(
    db: &mut Connection,
    person: PersonId,
    request: &JobRequest,
) -> Result<Option<Refusal>> {
    for key in request.own_pictures() {
        if !pictures::is_usable(db, person, key).await? {
            return Ok(Some(Refusal::PicturesGone));
        }
    }

    let sql = "SELECT balance FROM accounts WHERE name = $1";
    let balance: u32 = query_scalar(sql)
        .bind(ledger::user(person))
        .fetch_one(db)
        .await?;
    let missing = Credits::new(balance).missing_for(request.plan.price);

    Ok((!missing.is_zero()).then_some(Refusal::CreditsMissing(missing)))
}

async fn give(db: &mut Connection, grant: CreditGrant) -> Result<Outcome> {
    if !is_somebody(db, grant.person).await? {
        return Ok(Err(Refusal::Unknown));
    }

    Ok(if ledger::grant(db, grant).await? {
        Ok(())
    } else {
        Err(Refusal::Twice)
    })
}

async fn is_somebody(db: &mut Connection, person: PersonId) -> Result<bool> {
    let person = persons::now_known_as(db, person).await?;
    let sql = "SELECT count(*) FROM persons WHERE id = $1 AND forgotten_at IS NULL";

    Ok(query_scalar::<i64>(sql)
        .bind(person.0)
        .fetch_one(db)
        .await?
        == 1)
}

async fn changed(db: &mut Connection, person: PersonId, is_changed: bool) -> Result<Outcome> {
    if !is_changed {
        return Ok(Err(Refusal::TooLate));
    }
    let person = persons::now_known_as(db, person).await?;
    persons::changed(db, person).await.map(Ok)
}

async fn tell(
    db: &mut Connection,
    chat: Option<i64>,
    message: &Message,
    now: Moment,
) -> Result<()> {
    match chat {
        Some(chat) => outbox::put(db, ChatId(chat), message, now).await,
        None => Ok(()),
    }
}

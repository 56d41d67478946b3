//! The facts for a step, read in one transaction.

use crate::store::database::{Connection, Pool, Whole, query_as, query_scalar};
use sqlx::FromRow;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::feed::{publications as feed, saved};
use super::{
    account_statement, finished_pieces, free_starts, links, orders, promos, purchases, queue,
    senders, support,
};
use crate::domain::conversation::{EventNeeds, State};
use crate::domain::credits::Credits;
use crate::domain::facts::{
    AccountFacts, CanvasFacts, CreditFacts, FeedFacts, PaintingFacts, PersonFacts, PersonJobs,
    PurchaseFacts, SenderFacts, ShopFacts, StyleFacts,
};
use crate::domain::feed::PenName;
use crate::domain::film::Film;
use crate::domain::ids::{ChatId, JobId, OrderId, PersonId};
use crate::domain::job::{JobFacts, JobRequest, Painting, Phase};
use crate::domain::language::Language;
use crate::domain::money::Currency;
use crate::domain::picture::PictureKey;
use crate::domain::picture_size::PictureSize;
use crate::domain::time::{Moment, Zone};
use crate::domain::work::{Findings, Lane};
use crate::store::conversation::Fence;
use crate::store::{Address, Conversation, Result};

/// States of this version are read as long as serde can read them. Any other conversation starts
/// over, so that nobody gets stuck.
const STATE_VERSION: u32 = 1;

#[derive(Serialize, Deserialize)]
struct KeptState {
    v: u32,
    state: State,
}

pub(super) fn written_state(state: State) -> Result<Option<String>> {
    if state == State::Idle {
        return Ok(None);
    }

    Ok(Some(serde_json::to_string(&KeptState {
        v: STATE_VERSION,
        state,
    })?))
}

pub(super) fn read_state(kept: Option<&str>) -> State {
    let kept = kept.and_then(|json| serde_json::from_str::<KeptState>(json).ok());
    kept.filter(|kept| kept.v == STATE_VERSION)
        .map(|kept| kept.state)
        .unwrap_or_default()
}

#[derive(FromRow)]
struct Row {
    person: i64,
    version: i64,
    state: Option<String>,
    language: String,
    zone: Option<i64>,
    profile_read_at: Option<i64>,
    look: Option<String>,
    contact: Option<String>,
    chosen_currency: Option<String>,
    #[sqlx(try_from = "i64")]
    balance: u32,
    #[sqlx(try_from = "i64")]
    held: u32,
    is_blocked: bool,
    pen_name: Option<String>,
    is_banned_from_feed: bool,
}

pub(super) async fn conversation(
    db: &Pool,
    chat: ChatId,
    needs: EventNeeds,
    now: Moment,
) -> Result<Option<Conversation>> {
    let mut db = db.begin().await?;
    let sql =
        "SELECT persons.id AS person, version, state, coalesce(persons.language, chats.language) AS language, zone, profile_read_at,
                      look, contact, chosen_currency,
                      own.balance AS balance, held.balance AS held,
                      persons.blocked_at IS NOT NULL AS is_blocked, pen_name,
                      feed_banned_at IS NOT NULL AS is_banned_from_feed
               FROM chats
               JOIN persons ON persons.id = chats.person_id
               JOIN accounts AS own ON own.name = 'user:' || persons.id
               JOIN accounts AS held ON held.name = 'held:' || persons.id
               WHERE chats.id = $1";

    let Some(row): Option<Row> = query_as(sql).bind(chat.0).fetch_optional(&mut *db).await? else {
        return Ok(None);
    };
    let state = read_state(row.state.as_deref());
    let elsewhere = elsewhere(&mut db, row.person, chat).await?;
    let sender = senders::find(&mut db, chat).await?;
    let mut facts = person_facts(&mut db, &row, &needs, &state, now).await?;
    facts.sender = senders::facts(&mut db, &sender, needs.promo.as_deref(), now).await?;
    facts.account.other_messengers = elsewhere.iter().map(|one| one.messenger.clone()).collect();

    let met = row.profile_read_at.map(Moment::from_millis);
    Ok(Some(Conversation {
        person: PersonId(row.person),
        fence: Fence {
            person: row.version,
            sender: sender.last_use,
        },
        state,
        facts,
        elsewhere,
        met,
    }))
}

async fn person_facts(
    db: &mut Connection,
    row: &Row,
    needs: &EventNeeds,
    state: &State,
    now: Moment,
) -> Result<PersonFacts> {
    let person = row.person;
    let paintings = painting_facts(db, person, needs.job).await?;
    let purchase = purchases::facts(db, person, needs.purchase).await?;
    let in_use = pictures_in_use(
        state,
        needs,
        paintings.requested.as_ref(),
        purchase.as_ref(),
    );
    let orders: Vec<OrderId> = needs.order.into_iter().chain(state.order()).collect();

    Ok(PersonFacts {
        account: account_facts(db, row).await?,
        credits: CreditFacts {
            balance: Credits::new(row.balance),
            on_hold: Credits::new(row.held),
            movements: if needs.movements {
                account_statement::last(db, person).await?
            } else {
                Vec::new()
            },
        },
        jobs: PersonJobs {
            unfinished: live_jobs(db, person).await?,
            free_starts: free_starts::newest(db, PersonId(person)).await?,
            queues: queue::outlook(db).await?,
        },
        paintings,
        grey_pictures: super::pictures::grey(db, PersonId(person), in_use.iter().copied()).await?,
        films: super::films::sources(db, PersonId(person), in_use.iter().copied()).await?,
        gone_pictures: gone(db, person, in_use).await?,
        styles: style_facts(db, person, needs).await?,
        shop: ShopFacts {
            purchase,
            open_purchases: purchases::open_pages(db, person).await?,
            promo: promos::facts(db, PersonId(person), needs.promo.as_deref()).await?,
        },
        canvases: CanvasFacts {
            orders: orders::facts(db, person, &orders, needs.orders).await?,
            open_drafts: orders::open_drafts(db, person).await?,
        },
        feed: feed_facts(db, row, needs, now).await?,
        link: links::facts(db, person, needs.link, now).await?,
        // The caller knows the chat.
        sender: SenderFacts::default(),
    })
}

/// The pictures whose existence a step may ask about.
fn pictures_in_use(
    state: &State,
    needs: &EventNeeds,
    painting: Option<&Painting>,
    purchase: Option<&PurchaseFacts>,
) -> BTreeSet<PictureKey> {
    let mut pictures: BTreeSet<PictureKey> = state
        .own_pictures()
        .into_iter()
        .chain(needs.picture)
        .collect();

    if let Some(painting) = painting {
        pictures.extend(painting.request.own_pictures());
        pictures.extend(painting.pictures.iter().map(|one| one.picture));
    }

    if let Some(draft) = purchase.and_then(|one| one.order.goods.draft()) {
        pictures.extend(draft.own_pictures());
    }

    pictures
}

async fn account_facts(db: &mut Connection, row: &Row) -> Result<AccountFacts> {
    Ok(AccountFacts {
        language: Language::parse(&row.language).unwrap_or_default(),
        zone: row.zone.and_then(Zone::from_minutes).unwrap_or_default(),
        look: row
            .look
            .as_deref()
            .and_then(|json| serde_json::from_str(json).ok())
            .unwrap_or_default(),
        contact: row
            .contact
            .as_deref()
            .and_then(|json| serde_json::from_str(json).ok()),
        currency: row.chosen_currency.as_deref().and_then(Currency::parse),
        other_messengers: Vec::new(),
        is_blocked: row.is_blocked,
        open_requests: support::open(db, row.person).await?,
    })
}

async fn painting_facts(
    db: &mut Connection,
    person: i64,
    job: Option<JobId>,
) -> Result<PaintingFacts> {
    let requested = match job {
        Some(job) => paintings(db, person, Some(job)).await?.pop(),
        None => None,
    };

    Ok(PaintingFacts {
        recent: paintings(db, person, None).await?,
        requested_size: pixels(db, person, requested.as_ref()).await?,
        requested_film: film_beside(db, person, requested.as_ref()).await?,
        requested,
    })
}

async fn style_facts(db: &mut Connection, person: i64, needs: &EventNeeds) -> Result<StyleFacts> {
    let recent = recent_styles(db, person).await?;
    if !needs.styles {
        return Ok(StyleFacts {
            recent,
            ..StyleFacts::default()
        });
    }

    Ok(StyleFacts {
        recent,
        saved: saved::list(db, person).await?,
        liked: saved::liked(db, person).await?,
    })
}

async fn feed_facts(
    db: &mut Connection,
    row: &Row,
    needs: &EventNeeds,
    now: Moment,
) -> Result<FeedFacts> {
    let own = FeedFacts {
        pen_name: row.pen_name.as_deref().and_then(PenName::parse),
        is_banned: row.is_banned_from_feed,
        ..FeedFacts::default()
    };
    if !needs.published {
        return Ok(own);
    }

    Ok(FeedFacts {
        published: feed::published(db, row.person).await?,
        published_lately: feed::lately(db, row.person, now).await?,
        ..own
    })
}

/// The film beside a finished picture.
async fn film_beside(
    db: &mut Connection,
    person: i64,
    painting: Option<&Painting>,
) -> Result<Option<Film>> {
    let last = painting.and_then(Painting::last).map(|last| last.picture);
    let kept = super::films::find(db, PersonId(person), last.into_iter()).await?;

    Ok(kept.first().map(|kept| kept.film))
}

/// Width and height of a finished picture.
async fn pixels(
    db: &mut Connection,
    person: i64,
    painting: Option<&Painting>,
) -> Result<Option<PictureSize>> {
    let Some(last) = painting.and_then(Painting::last) else {
        return Ok(None);
    };
    let kept = super::pictures::find(db, PersonId(person), last.picture).await?;
    Ok(kept.map(|kept| kept.size))
}

/// The person's other chats, without those in groups.
async fn elsewhere(db: &mut Connection, person: i64, chat: ChatId) -> Result<Vec<Address>> {
    let sql = "SELECT messenger, external_id FROM chats
               WHERE person_id = $1 AND id <> $2 AND private_id IS NULL
               ORDER BY id";
    let rows: Vec<(String, String)> = query_as(sql)
        .bind(person)
        .bind(chat.0)
        .fetch_all(db)
        .await?;

    Ok(rows
        .into_iter()
        .map(|(messenger, external)| Address {
            messenger,
            external,
        })
        .collect())
}

async fn live_jobs(db: &mut Connection, person: i64) -> Result<Vec<JobFacts>> {
    let sql = "SELECT id, request, state, percent, lane FROM jobs
               WHERE person_id = $1 AND ended_at IS NULL AND request IS NOT NULL
               ORDER BY asked_at, id";
    let rows: Vec<(i64, String, String, Whole, String)> =
        query_as(sql).bind(person).fetch_all(&mut *db).await?;
    let mut jobs = Vec::with_capacity(rows.len());
    for (id, request, state, percent, lane) in rows {
        let request = serde_json::from_str(&request)?;
        let running = state == "running";
        let percent = u8::try_from(percent.0).unwrap_or(100);
        let phase = if running {
            Phase::Running { percent }
        } else {
            Phase::Queued
        };

        let ahead = if running {
            queue::Ahead::default()
        } else {
            queue::ahead_of(db, id, Lane::parse(&lane).unwrap_or_default()).await?
        };

        jobs.push(JobFacts {
            id: JobId::from_row(id),
            request,
            phase,
            ahead,
        });
    }

    Ok(jobs)
}

async fn recent_styles(db: &mut Connection, person: i64) -> Result<Vec<PictureKey>> {
    let sql = "SELECT style FROM jobs
               JOIN selves ON selves.person_id = $1
               JOIN pictures ON owner_id = self_id AND picture_key = style AND delete_since IS NULL
               WHERE jobs.person_id = $1 AND job_kind = 'painting'
               GROUP BY style
               ORDER BY max(asked_at) DESC
               LIMIT 5";
    let keys: Vec<String> = query_scalar(sql).bind(person).fetch_all(db).await?;

    Ok(keys
        .iter()
        .filter_map(|key| PictureKey::parse(key))
        .collect())
}

#[derive(FromRow)]
struct PaintingRow {
    id: i64,
    request: String,
    ended_at: i64,
    found: Option<String>,
}

/// The painting of one job, or the last twenty, newest first.
async fn paintings(db: &mut Connection, person: i64, job: Option<JobId>) -> Result<Vec<Painting>> {
    // What was made of a finished piece is shown with that piece.
    let sql = "SELECT id, request, ended_at, found FROM jobs
               WHERE person_id = $1 AND state = 'done' AND request IS NOT NULL AND ($2 IS NULL OR id = $2)
                 AND EXISTS (SELECT 1 FROM renditions WHERE job_id = jobs.id)
               ORDER BY asked_at DESC, id
               LIMIT 20";
    let rows: Vec<PaintingRow> = query_as(sql)
        .bind(person)
        .bind(job.map(JobId::row))
        .fetch_all(&mut *db)
        .await?;
    let mut paintings = Vec::with_capacity(rows.len());
    for row in rows {
        let request: JobRequest = serde_json::from_str(&row.request)?;
        let found = match &row.found {
            Some(found) => serde_json::from_str(found)?,
            None => Findings::default(),
        };

        paintings.push(Painting {
            job: JobId::from_row(row.id),
            request,
            pictures: finished_pieces::renditions(db, row.id).await?,
            found,
            finished: Moment::from_millis(row.ended_at),
        });
    }

    Ok(paintings)
}

/// Those of these pictures that the person does not have (any more).
async fn gone(
    db: &mut Connection,
    person: i64,
    used: BTreeSet<PictureKey>,
) -> Result<Vec<PictureKey>> {
    let mut gone = Vec::new();
    for key in used {
        if !super::pictures::is_alive(db, PersonId(person), key).await? {
            gone.push(key);
        }
    }

    Ok(gone)
}

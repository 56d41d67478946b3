//! What people can show in other chats. Every list begins with the person at an address, so that
//! nobody finds what is another's.

use async_trait::async_trait;
use sqlx::FromRow;

use super::due;
use crate::domain::feed::{Cursor, EntryId, StyleId, StyleKey, StyleUse};
use crate::domain::ids::{JobId, PersonId};
use crate::domain::job::JobRequest;
use crate::domain::language::Language;
use crate::domain::picture::PictureRef;
use crate::domain::sharing::OwnPainting;
use crate::domain::time::Moment;
use crate::domain::work::painting;
use crate::store::database::{Connection, Pool, query, query_as, query_scalar};
use crate::store::feed::Page;
use crate::store::sharing::{OwnPaintings, OwnSearch, SentPhoto, SharingStore};
use crate::store::sql::SqlStore;
use crate::store::{Address, Result};

#[async_trait]
impl SharingStore for SqlStore {
    async fn keep_sent_photos(
        &self,
        owner: PersonId,
        messenger: &str,
        photos: Vec<SentPhoto>,
    ) -> Result<()> {
        let messenger = messenger.to_owned();
        self.writer
            .run(move |db| Box::pin(keep(db, owner, messenger, photos)))
            .await
    }

    async fn own_paintings(
        &self,
        address: &Address,
        search: OwnSearch,
    ) -> Result<Option<OwnPaintings>> {
        own_paintings(&self.readers, address, search).await
    }

    async fn entries_of_blocked(&self, entries: &[EntryId]) -> Result<Vec<EntryId>> {
        let sql = "SELECT feed_entries.id FROM feed_entries
                   JOIN persons ON persons.id = person_id
                   WHERE persons.blocked_at IS NOT NULL
                     AND feed_entries.id IN (SELECT CAST(value AS BIGINT) FROM json_each($1))";
        let ids: Vec<i64> = query_scalar(sql)
            .bind(due::list(entries.iter().map(|entry| entry.row())))
            .fetch_all(&self.readers)
            .await?;

        Ok(ids.into_iter().map(EntryId::from_row).collect())
    }
}

async fn keep(
    db: &mut Connection,
    owner: PersonId,
    messenger: String,
    photos: Vec<SentPhoto>,
) -> Result<()> {
    for photo in photos {
        let sql = "UPDATE pictures SET sent_as = $3
                   WHERE owner_id IN (SELECT self_id FROM selves WHERE person_id = $1)
                     AND picture_key = $2
                     AND kind = 'painting'
                     AND delete_since IS NULL";
        query(sql)
            .bind(owner.0)
            .bind(photo.picture.to_string())
            .bind(format!("{messenger} {}", photo.name))
            .execute(&mut *db)
            .await?;
    }

    Ok(())
}

#[derive(FromRow)]
struct PersonRow {
    id: i64,
    language: String,
    is_blocked: bool,
}

async fn own_paintings(
    db: &Pool,
    address: &Address,
    search: OwnSearch,
) -> Result<Option<OwnPaintings>> {
    let mut db = db.begin().await?;
    let sql = "SELECT persons.id, coalesce(persons.language, chats.language) AS language,
                      persons.blocked_at IS NOT NULL AS is_blocked
               FROM chats
               JOIN persons ON persons.id = person_id
               WHERE messenger = $1 AND external_id = $2 AND forgotten_at IS NULL";
    let person: Option<PersonRow> = query_as(sql)
        .bind(&address.messenger)
        .bind(&address.external)
        .fetch_optional(&mut *db)
        .await?;
    let Some(person) = person else {
        return Ok(None);
    };

    let paintings = if person.is_blocked {
        Page {
            items: Vec::new(),
            next: None,
        }
    } else {
        page(&mut db, person.id, &address.messenger, search).await?
    };

    Ok(Some(OwnPaintings {
        language: Language::parse(&person.language).unwrap_or_default(),
        is_blocked: person.is_blocked,
        paintings,
    }))
}

#[derive(FromRow)]
struct Row {
    id: i64,
    request: String,
    ended_at: i64,
    sent_as: String,
    entry: Option<i64>,
    public_style: Option<i64>,
}

/// A page of a person's paintings: the last picture of each, if the messenger has it. People ask
/// at every letter, so everything is found by indexes; that of entries by job leaves out what was
/// taken back, and SQLite uses it only if that is said.
async fn page(
    db: &mut Connection,
    person: i64,
    messenger: &str,
    search: OwnSearch,
) -> Result<Page<OwnPainting>> {
    let sql = "SELECT jobs.id, request, ended_at, sent_as,
                      (SELECT feed_entries.id FROM feed_entries
                       WHERE feed_entries.job_id = jobs.id AND feed_entries.state = 'public'
                         AND feed_entries.state <> 'taken_back') AS entry,
                      (SELECT feed_styles.id FROM feed_styles
                       WHERE entries > 0 AND (picture = jobs.style OR copy = jobs.style)
                       ORDER BY feed_styles.id LIMIT 1) AS public_style
               FROM jobs
               JOIN renditions ON renditions.job_id = jobs.id
               JOIN selves ON selves.person_id = $1
               JOIN pictures ON owner_id = self_id AND pictures.picture_key = renditions.picture_key
               WHERE jobs.person_id = $1
                 AND jobs.state = 'done'
                 AND request IS NOT NULL
                 AND ($2 IS NULL OR jobs.id = $2)
                 AND (ended_at, jobs.id) < ($3, $4)
                 AND place = (SELECT max(place) FROM renditions AS others WHERE others.job_id = jobs.id)
                 AND sent_as LIKE $5
                 AND delete_since IS NULL
                 AND (expires_at IS NULL OR expires_at > $6)
                 AND NOT EXISTS (SELECT 1 FROM feed_entries AS hidden
                                 WHERE hidden.person_id = $1 AND hidden.job_id = jobs.id
                                   AND hidden.hidden_because IS NOT NULL)
               ORDER BY ended_at DESC, jobs.id DESC
               LIMIT $7";
    let mut rows: Vec<Row> = query_as(sql)
        .bind(person)
        .bind(search.job.map(JobId::row))
        .bind(search.after.rank)
        .bind(search.after.id)
        .bind(format!("{messenger} %"))
        .bind(search.now.millis())
        .bind(search.limit + 1)
        .fetch_all(db)
        .await?;

    let is_last = rows.len() <= search.limit as usize;
    // Two accounts that were joined may both have the same picture.
    rows.dedup_by_key(|row| row.id);
    rows.truncate(search.limit as usize);

    let next = rows.last().filter(|_| !is_last).map(|row| Cursor {
        rank: row.ended_at,
        id: row.id,
    });
    let items = rows.iter().map(read).collect::<Result<_>>()?;

    Ok(Page { items, next })
}

fn read(row: &Row) -> Result<OwnPainting> {
    let request: JobRequest = serde_json::from_str(&row.request)?;
    let sent_as = row.sent_as.split_once(' ').map(|(_, name)| name.to_owned());
    let style = style_use(&request, row.public_style);

    Ok(OwnPainting {
        job: JobId::from_row(row.id),
        request,
        finished: Moment::from_millis(row.ended_at),
        sent_as: sent_as.unwrap_or_default(),
        entry: row.entry.map(EntryId::from_row),
        style,
    })
}

/// The style of a painting, if everybody can use it: from the gallery, or shown in the feed.
fn style_use(request: &JobRequest, public_style: Option<i64>) -> Option<StyleUse> {
    let styles = request.styles.filter(|_| request.kind == painting::NAME)?;
    let key = match styles.first {
        PictureRef::Gallery(style) => Some(StyleKey::Gallery(style)),
        PictureRef::Own(_) => public_style.map(|id| StyleKey::Published(StyleId::from_row(id))),
    };

    key.map(StyleUse::plain)
}

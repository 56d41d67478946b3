//! Sketches: what the progress messages of jobs show.

use crate::store::database::{Connection, Pool, query, query_as};
use async_trait::async_trait;
use sqlx::FromRow;

use super::outbox;
use crate::domain::ids::{ChatId, JobId, PersonId};
use crate::domain::job::ProgressPicture;
use crate::domain::language::Language;
use crate::domain::picture::PictureKey;
use crate::domain::time::Moment;
use crate::domain::work::painting;
use crate::store::sql::SqlStore;
use crate::store::{Result, SketchMessage, SketchStore, WantedSketch};

#[async_trait]
impl SketchStore for SqlStore {
    async fn wanted_sketches(&self, limit: u32) -> Result<Vec<WantedSketch>> {
        wanted(&self.readers, limit).await
    }

    async fn show_sketch(&self, sketch: SketchMessage, now: Moment) -> Result<bool> {
        self.writer
            .run(move |db| Box::pin(show(db, sketch, now)))
            .await
    }
}

/// What a row of `jobs` shows. The key of a forgotten picture is gone.
pub(super) fn shown(name: &str, picture: Option<&str>) -> ProgressPicture {
    match (name, picture.and_then(PictureKey::parse)) {
        ("sketch", Some(key)) => ProgressPicture::Sketch(key),
        ("preview", Some(key)) => ProgressPicture::Preview(key),
        _ => ProgressPicture::Photo,
    }
}

/// Whether a worker may put a message that shows this. A preview replaces everything, and is kept as
/// what is shown. Anything else must be what is there already: the worker may not know of a sketch
/// that came meanwhile.
pub(super) async fn may_show(
    db: &mut Connection,
    job: JobId,
    new: ProgressPicture,
) -> Result<bool> {
    if let ProgressPicture::Preview(key) = new {
        let sql = "UPDATE jobs SET shown = 'preview', shown_picture = $2 WHERE id = $1";
        query(sql)
            .bind(job.row())
            .bind(key.to_string())
            .execute(db)
            .await?;
        return Ok(true);
    }

    let sql = "SELECT shown, shown_picture FROM jobs WHERE id = $1";
    let row: (String, Option<String>) = query_as(sql).bind(job.row()).fetch_one(db).await?;
    Ok(shown(&row.0, row.1.as_deref()) == new)
}

#[derive(FromRow)]
struct WantedRow {
    id: i64,
    person_id: i64,
    chat_id: i64,
    language: String,
    request: String,
}

async fn wanted(db: &Pool, limit: u32) -> Result<Vec<WantedSketch>> {
    let sql = "SELECT jobs.id, jobs.person_id, chat_id,
                      coalesce(persons.language, chats.language) AS language, request
               FROM jobs
               JOIN chats ON chats.id = chat_id
               JOIN persons ON persons.id = jobs.person_id
               WHERE jobs.ended_at IS NULL AND shown = 'photo' AND job_kind = $1 AND request IS NOT NULL
               ORDER BY asked_at DESC, jobs.id
               LIMIT $2";
    let rows: Vec<WantedRow> = query_as(sql)
        .bind(painting::NAME.as_str())
        .bind(limit)
        .fetch_all(db)
        .await?;

    rows.into_iter()
        .map(|row| {
            Ok(WantedSketch {
                job: JobId::from_row(row.id),
                person: PersonId(row.person_id),
                chat: ChatId(row.chat_id),
                language: Language::parse(&row.language).unwrap_or_default(),
                request: serde_json::from_str(&row.request)?,
            })
        })
        .collect()
}

async fn show(db: &mut Connection, sketch: SketchMessage, now: Moment) -> Result<bool> {
    let sql = "UPDATE jobs SET shown = 'sketch', shown_picture = $2
               WHERE id = $1 AND shown = 'photo' AND state = $3";
    let state = if sketch.is_queued {
        "queued"
    } else {
        "running"
    };
    let changed = query(sql)
        .bind(sketch.job.row())
        .bind(sketch.sketch.to_string())
        .bind(state)
        .execute(&mut *db)
        .await?;
    if changed.rows_affected() == 0 {
        return Ok(false);
    }

    outbox::put_for_job(db, sketch.job, &sketch.message, now).await?;
    Ok(true)
}

//! Entries as their person sees them: published, withdrawn, handed over.

use super::styles;
use crate::domain::feed::{EntryId, PaintingRecipe, Part, PublishedEntry, Shows, Stage};
use crate::domain::ids::{JobId, PersonId};
use crate::domain::job::{JobRequest, Rendition, Styles};
use crate::domain::picture::{PictureKey, PictureRef};
use crate::domain::style_edit::StyleEdit;
use crate::domain::things::Word;
use crate::domain::time::Moment;
use crate::store::database::{Connection, Whole, query, query_as, query_scalar};
use crate::store::sql::{films, jobs};
use crate::store::{Result, StoreError};

/// How many entries a person sees.
const SHOWN: u32 = 20;
const DAY: i64 = 24 * 60 * 60 * 1000;

/// The pictures that an entry shows, by the name of their part.
pub(super) type Source = Vec<(String, PictureRef)>;

/// A painting to publish.
pub(in crate::store::sql) struct Publication<'a> {
    /// The new entry.
    pub(in crate::store::sql) entry: EntryId,
    /// The job that painted it.
    pub(in crate::store::sql) job: JobId,
    /// Which of its pictures.
    pub(in crate::store::sql) picture: Rendition,
    /// What is shown beside it.
    pub(in crate::store::sql) shows: &'a Shows,
}

/// Publishes a painting. Fails with `Conflict`, because the step was made from old facts, if the
/// job belongs to somebody else or is already in the feed.
pub(in crate::store::sql) async fn publish(
    db: &mut Connection,
    person: PersonId,
    publication: Publication<'_>,
    now: Moment,
) -> Result<()> {
    let Publication {
        entry,
        job,
        picture,
        shows,
    } = publication;

    let sql = "SELECT request FROM jobs WHERE id = $1 AND person_id = $2 AND state = 'done' AND request IS NOT NULL";
    let request: Option<String> = query_scalar(sql)
        .bind(job.row())
        .bind(person.0)
        .fetch_optional(&mut *db)
        .await?;

    let Some(request) = request else {
        return Err(StoreError::Conflict);
    };
    let request: JobRequest = serde_json::from_str(&request)?;
    let source = source(&request, picture, shows);
    // The guide of a dream is shown, but it is no style for others to use.
    let styles = jobs::style_of_painting(&request).filter(|_| shows.style);
    let recipe = PaintingRecipe::from_request(&request, picture.iteration);
    let recipe = styles.map_or(recipe, |styles| recipe.with_edits(styles));
    let sql =
        "INSERT INTO feed_entries (id, person_id, job_id, source, name, thing, recipe, asked_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";

    query(sql)
        .bind(entry.row())
        .bind(person.0)
        .bind(job.row())
        .bind(serde_json::to_string(&source)?)
        .bind(shows.name.as_ref().map(ToString::to_string))
        .bind(shows.title.map(Word::text_key))
        .bind(serde_json::to_string(&recipe)?)
        .bind(now.millis())
        .execute(&mut *db)
        .await?;

    if let Some(styles) = styles {
        keep_styles(db, entry, styles).await?;
    }
    if shows.film {
        add_film(db, person, entry).await?;
    }

    Ok(())
}

/// Has the film beside an entry's painting shown, if there is one. The painting is the last picture of
/// its job.
pub(in crate::store::sql) async fn add_film(
    db: &mut Connection,
    person: PersonId,
    entry: EntryId,
) -> Result<()> {
    let sql = "SELECT picture_key FROM feed_entries
               JOIN renditions ON renditions.job_id = feed_entries.job_id
               WHERE id = $1 AND person_id = $2 AND state <> 'taken_back'
               ORDER BY place DESC
               LIMIT 1";
    let still: Option<String> = query_scalar(sql)
        .bind(entry.row())
        .bind(person.0)
        .fetch_optional(&mut *db)
        .await?;
    let still = still.as_deref().and_then(PictureKey::parse);
    let films = films::find(db, person, still.into_iter()).await?;
    let Some(kept) = films.first() else {
        return Ok(());
    };

    let sql = "UPDATE feed_entries SET film = $2 WHERE id = $1";
    query(sql)
        .bind(entry.row())
        .bind(serde_json::to_string(&kept.film)?)
        .execute(db)
        .await?;

    Ok(())
}

fn source(request: &JobRequest, picture: Rendition, shows: &Shows) -> Source {
    let part = |part: Part, picture| (part.name().to_owned(), picture);
    let photo = shows.photo.then(|| part(Part::Photo, request.photo));
    let styles = request.shown_styles().filter(|_| shows.style);
    let styles = styles.into_iter().flat_map(|styles| {
        let second = styles.second;
        let copy = |edit: StyleEdit| edit.without.map(PictureRef::Own);
        [
            Some(part(Part::Style, styles.first)),
            second.map(|second| part(Part::SecondStyle, second.picture)),
            copy(styles.edit).map(|copy| part(Part::PaintedOver, copy)),
            second
                .and_then(|second| copy(second.edit))
                .map(|copy| part(Part::SecondPaintedOver, copy)),
        ]
    });

    let painting = part(Part::Painting, PictureRef::Own(picture.picture));

    std::iter::once(painting)
        .chain(photo)
        .chain(styles.flatten())
        .collect()
}

async fn keep_styles(db: &mut Connection, entry: EntryId, kept: &Styles) -> Result<()> {
    let first = styles::ensure_shown(db, kept.first, entry).await?;
    let second = match kept.second {
        Some(second) => Some(
            styles::ensure_shown(db, second.picture, EntryId::from_row(entry.row() ^ 1)).await?,
        ),
        None => None,
    };

    let sql = "UPDATE feed_entries SET style_id = $2, second_style_id = $3 WHERE id = $1";
    query(sql)
        .bind(entry.row())
        .bind(first)
        .bind(second)
        .execute(db)
        .await?;

    Ok(())
}

/// Withdraws an entry. An entry that is withdrawn stays so.
pub(in crate::store::sql) async fn take_back(
    db: &mut Connection,
    person: PersonId,
    entry: EntryId,
) -> Result<()> {
    let sql =
        "UPDATE feed_entries SET state = 'taken_back', source = NULL, film = NULL, name = NULL, thing = NULL
               WHERE id = $1 AND person_id = $2 AND state <> 'taken_back'";
    query(sql)
        .bind(entry.row())
        .bind(person.0)
        .execute(&mut *db)
        .await?;

    Ok(())
}

/// Deletes what a forgotten person published and liked, and their pen name.
pub(in crate::store::sql) async fn forget(db: &mut Connection, person: PersonId) -> Result<()> {
    let statements = [
        "UPDATE feed_entries SET state = 'taken_back', source = NULL, film = NULL, name = NULL, thing = NULL
         WHERE person_id = $1",
        "UPDATE feed_entries SET person_id = NULL, job_id = NULL WHERE person_id = $1",
        "DELETE FROM feed_likes WHERE liker = 'person ' || $1",
        "DELETE FROM saved_styles WHERE person_id = $1",
        "UPDATE persons SET pen_name = NULL, feed_banned_because = NULL WHERE id = $1",
    ];

    for statement in statements {
        query(statement).bind(person.0).execute(&mut *db).await?;
    }

    Ok(())
}

/// Hands over what a person published and liked. Nobody keeps two likes on one entry, or one on
/// their own.
pub(in crate::store::sql) async fn hand_over(
    db: &mut Connection,
    person: PersonId,
    into: PersonId,
) -> Result<()> {
    let statements = [
        "UPDATE feed_entries SET person_id = $2 WHERE person_id = $1",
        "UPDATE feed_likes SET liker = 'person ' || $2
         WHERE liker = 'person ' || $1
           AND entry_id NOT IN (SELECT entry_id FROM feed_likes WHERE liker = 'person ' || $2)",
        "DELETE FROM feed_likes WHERE liker = 'person ' || $1",
        "DELETE FROM feed_likes
         WHERE liker = 'person ' || $2 AND entry_id IN (SELECT id FROM feed_entries WHERE person_id = $2)",
        "UPDATE saved_styles SET person_id = $2
         WHERE person_id = $1
           AND picture NOT IN (SELECT picture FROM saved_styles WHERE person_id = $2)",
        "DELETE FROM saved_styles WHERE person_id = $1",
        "UPDATE feed_reports SET reporter = 'person ' || $2
         WHERE reporter = 'person ' || $1
           AND entry_id NOT IN (SELECT entry_id FROM feed_reports WHERE reporter = 'person ' || $2)",
        "UPDATE persons
         SET pen_name = coalesce(persons.pen_name, other.pen_name),
             feed_banned_at = coalesce(persons.feed_banned_at, other.feed_banned_at),
             feed_banned_because = coalesce(persons.feed_banned_because, other.feed_banned_because)
         FROM persons AS other
         WHERE persons.id = $2 AND other.id = $1",
        "UPDATE persons SET pen_name = NULL, feed_banned_at = NULL, feed_banned_because = NULL WHERE id = $1",
    ];

    for statement in statements {
        query(statement)
            .bind(person.0)
            .bind(into.0)
            .execute(&mut *db)
            .await?;
    }

    Ok(())
}

/// What a person has published, newest first; for each painting only the last entry.
pub(in crate::store::sql) async fn published(
    db: &mut Connection,
    person: i64,
) -> Result<Vec<PublishedEntry>> {
    let sql = "SELECT id, job_id, state, likes,
                      film IS NOT NULL OR json_extract(parts, '$.film.width') IS NOT NULL,
                      EXISTS (SELECT 1 FROM feed_entries AS other
                              WHERE other.person_id = $1 AND other.job_id = feed_entries.job_id
                                AND other.hidden_because IS NOT NULL)
               FROM feed_entries
               WHERE person_id = $1 AND job_id IS NOT NULL
               ORDER BY asked_at DESC, state = 'taken_back'
               LIMIT $2";

    let rows: Vec<(i64, i64, String, Whole, bool, bool)> =
        query_as(sql).bind(person).bind(SHOWN).fetch_all(db).await?;
    let mut found: Vec<PublishedEntry> = Vec::with_capacity(rows.len());
    for (id, job, stage, Whole(likes), has_film, was_hidden) in rows {
        let job = JobId::from_row(job);
        if let Some(stage) = Stage::parse(&stage).filter(|_| found.iter().all(|one| one.job != job))
        {
            found.push(PublishedEntry {
                entry: EntryId::from_row(id),
                job,
                stage,
                was_hidden,
                likes,
                has_film,
            });
        }
    }

    Ok(found)
}

/// How many entries a person published in the last day, including those withdrawn since.
pub(in crate::store::sql) async fn lately(
    db: &mut Connection,
    person: i64,
    now: Moment,
) -> Result<u32> {
    let sql = "SELECT count(*) FROM feed_entries WHERE person_id = $1 AND asked_at > $2";
    Ok(query_scalar(sql)
        .bind(person)
        .bind(now.millis() - DAY)
        .fetch_one(db)
        .await?)
}

//! Finished pieces, for what is made of them: found by their picture, with what they looked like on the
//! way.

use crate::store::database::{Connection, Whole, query, query_as};

use super::pictures;
use crate::domain::ids::{JobId, PersonId};
use crate::domain::job::Rendition;
use crate::domain::picture::PictureKey;
use crate::store::Result;
use crate::store::jobs::FinishedPiece;
use crate::store::leases::{JobLease, LeaseState};

/// Saves the key of the snapshots, while the job is this worker's.
pub(super) async fn keep_snapshots(
    db: &mut Connection,
    lease: JobLease,
    film: PictureKey,
) -> Result<LeaseState> {
    let sql = "UPDATE jobs SET snapshots = $3 WHERE id = $1 AND attempt = $2 AND state = 'running'";
    let kept = query(sql)
        .bind(lease.id.row())
        .bind(lease.attempt)
        .bind(film.to_string())
        .execute(db)
        .await?;

    Ok(if kept.rows_affected() == 1 {
        LeaseState::Held
    } else {
        LeaseState::Lost
    })
}

/// The newest finished piece with this picture as its last one.
pub(super) async fn find(
    db: &mut Connection,
    person: PersonId,
    picture: PictureKey,
) -> Result<Option<FinishedPiece>> {
    let Some(kept) = pictures::find(db, person, picture).await? else {
        return Ok(None);
    };

    let sql = "SELECT jobs.id, request, snapshots FROM jobs
               JOIN renditions ON job_id = jobs.id
               WHERE person_id = (SELECT person_id FROM selves WHERE self_id = $1)
                 AND state = 'done'
                 AND request IS NOT NULL
                 AND picture_key = $2
                 AND place = (SELECT max(place) FROM renditions AS all_of_it WHERE all_of_it.job_id = jobs.id)
               ORDER BY snapshots IS NULL, asked_at DESC
               LIMIT 1";
    let row: Option<(i64, String, Option<String>)> = query_as(sql)
        .bind(person.0)
        .bind(picture.to_string())
        .fetch_optional(&mut *db)
        .await?;
    let Some((job, request, snapshots)) = row else {
        return Ok(None);
    };

    Ok(Some(FinishedPiece {
        job: JobId::from_row(job),
        request: serde_json::from_str(&request)?,
        owner: kept.owner,
        pictures: renditions(db, job).await?,
        snapshots: snapshots.as_deref().and_then(PictureKey::parse),
    }))
}

/// The pictures of a job at their iterations, in their order.
pub(super) async fn renditions(db: &mut Connection, job: i64) -> Result<Vec<Rendition>> {
    let sql = "SELECT picture_key, iteration FROM renditions WHERE job_id = $1 ORDER BY place";
    let rows: Vec<(String, Whole)> = query_as(sql).bind(job).fetch_all(db).await?;
    let rendition = |(key, Whole(iteration)): (String, Whole)| {
        Some(Rendition {
            picture: PictureKey::parse(&key)?,
            iteration,
        })
    };

    Ok(rows.into_iter().filter_map(rendition).collect())
}

//! Feed entries from their submission to their deletion.

use crate::store::database::{Connection, Whole, query, query_as, query_scalar};
use std::time::Duration;

use async_trait::async_trait;

use super::super::due;
use super::publications::Source;
use super::{entry_films, styles};
use crate::domain::ids::{ChatId, PersonId};
use crate::domain::incoming::Incoming;
use crate::domain::news::News;
use crate::domain::picture::PictureRef;
use crate::domain::picture_size::PictureSize;
use crate::domain::time::Moment;
use crate::domain::{
    feed::{EntryId, PaintingRecipe, Part},
    news::FeedNews,
};
use crate::store::Result;
use crate::store::feed_entries::{
    Approval, EntryToPrepare, FeedEntryStore, FilmToPublish, PartPicture, PreparedEntry,
};
use crate::store::sql::SqlStore;
use crate::store::sql::inbox_rows;

const DAY: i64 = 24 * 60 * 60 * 1000;
/// Network addresses are only needed to count what came from them in a day.
const ADDRESSES_KEPT: i64 = 2 * DAY;
/// How many people are told in one transaction.
const TOLD_AT_ONCE: u32 = 200;

#[async_trait]
impl FeedEntryStore for SqlStore {
    async fn claim_unprepared_entries(
        &self,
        now: Moment,
        hide_for: Duration,
        limit: u32,
    ) -> Result<Vec<EntryToPrepare>> {
        self.writer
            .run(move |db| Box::pin(unprepared(db, now, hide_for, limit)))
            .await
    }

    async fn publish_prepared_entry(
        &self,
        id: EntryId,
        entry: PreparedEntry,
        approval: Approval,
        now: Moment,
    ) -> Result<bool> {
        self.writer
            .run(move |db| Box::pin(async move { prepared(db, id, &entry, approval, now).await }))
            .await
    }

    async fn withdraw_unpreparable_entry(&self, id: EntryId, now: Moment) -> Result<()> {
        self.writer
            .run(move |db| Box::pin(unpreparable(db, id, now)))
            .await
    }

    async fn withdrawn_entries(&self, limit: u32) -> Result<Vec<EntryId>> {
        let sql = "SELECT id FROM feed_entries WHERE state = 'taken_back' AND files_gone = FALSE LIMIT $1";
        let ids: Vec<i64> = query_scalar(sql)
            .bind(limit)
            .fetch_all(&self.readers)
            .await?;

        Ok(ids.into_iter().map(EntryId::from_row).collect())
    }

    async fn mark_files_deleted(&self, id: EntryId) -> Result<()> {
        self.writer
            .run(move |db| Box::pin(files_gone(db, id)))
            .await
    }

    async fn films_to_publish(&self, limit: u32) -> Result<Vec<FilmToPublish>> {
        entry_films::wanted(&self.readers, limit).await
    }

    async fn settle_film(&self, id: EntryId, shape: Option<PictureSize>) -> Result<bool> {
        self.writer
            .run(move |db| Box::pin(entry_films::settle(db, id, shape)))
            .await
    }

    async fn age_entries(&self, now: Moment) -> Result<()> {
        self.writer.run(move |db| Box::pin(age(db, now))).await
    }

    async fn begin_service_entry(
        &self,
        id: EntryId,
        style: PictureRef,
        recipe: PaintingRecipe,
        now: Moment,
    ) -> Result<()> {
        self.writer
            .run(move |db| Box::pin(begin_service_entry(db, id, style, recipe, now)))
            .await
    }

    async fn drop_service_entry(&self, id: EntryId) -> Result<()> {
        self.writer
            .run(move |db| Box::pin(drop_service_entry(db, id)))
            .await
    }

    async fn last_service_entry_at(&self) -> Result<Option<Moment>> {
        let sql = "SELECT max(asked_at) FROM feed_entries WHERE person_id IS NULL AND is_by_service = TRUE";
        let last: Option<i64> = query_scalar(sql).fetch_one(&self.readers).await?;
        Ok(last.map(Moment::from_millis))
    }

    async fn announce_likes(&self, now: Moment) -> Result<usize> {
        self.writer
            .run(move |db| Box::pin(tell_likes(db, now)))
            .await
    }
}

async fn unprepared(
    db: &mut Connection,
    now: Moment,
    hide_for: Duration,
    limit: u32,
) -> Result<Vec<EntryToPrepare>> {
    let sql = format!(
        "UPDATE feed_entries SET ready_at = $2, ready_set_at = $1, failures = failures + 1
         WHERE id IN (SELECT id FROM feed_entries
                      WHERE state = 'preparing' AND {} AND person_id IS NOT NULL
                      ORDER BY asked_at LIMIT $3
                      FOR UPDATE SKIP LOCKED)
         RETURNING id, person_id, source, failures - 1",
        due::READY,
    );

    let query = query_as(sql)
        .bind(now.millis())
        .bind(now.plus(hide_for).millis())
        .bind(limit);
    let rows: Vec<(i64, i64, String, Whole)> = query.fetch_all(db).await?;
    let mut taken = Vec::with_capacity(rows.len());
    for (id, owner, source, Whole(failures)) in rows {
        let source: Source = serde_json::from_str(&source)?;
        let part = |(name, picture): (String, _)| {
            let part = Part::parse(&name)?;
            Some(PartPicture { part, picture })
        };
        let pictures = source.into_iter().filter_map(part).collect();
        taken.push(EntryToPrepare {
            id: EntryId::from_row(id),
            owner: PersonId(owner),
            pictures,
            failures,
        });
    }

    Ok(taken)
}

async fn prepared(
    db: &mut Connection,
    id: EntryId,
    entry: &PreparedEntry,
    approval: Approval,
    now: Moment,
) -> Result<bool> {
    let (state, news) = match approval {
        Approval::Open => ("public", FeedNews::Public(id)),
        Approval::Guarded => ("awaiting", FeedNews::Awaiting),
    };
    let sql = "UPDATE feed_entries SET state = $2, parts = $3, source = NULL,
                      published_at = CASE $2 WHEN 'public' THEN $4 END, freshness = 3
               WHERE id = $1 AND state = 'preparing'";
    let prepared = query(sql)
        .bind(id.row())
        .bind(state)
        .bind(serde_json::to_string(&entry.parts)?)
        .bind(now.millis())
        .execute(&mut *db)
        .await?;
    if prepared.rows_affected() != 1 {
        return Ok(false);
    }

    for copy in &entry.copies {
        styles::name_copy(db, id, copy.part, copy.picture).await?;
    }

    tell(db, id, &news, now).await?;
    Ok(true)
}

async fn begin_service_entry(
    db: &mut Connection,
    id: EntryId,
    style: PictureRef,
    recipe: PaintingRecipe,
    now: Moment,
) -> Result<()> {
    let style = styles::ensure_shown(db, style, id).await?;
    let sql = "INSERT INTO feed_entries (id, is_by_service, recipe, style_id, asked_at) VALUES ($1, TRUE, $2, $3, $4)";
    query(sql)
        .bind(id.row())
        .bind(serde_json::to_string(&recipe)?)
        .bind(style)
        .bind(now.millis())
        .execute(db)
        .await?;
    Ok(())
}

async fn drop_service_entry(db: &mut Connection, id: EntryId) -> Result<()> {
    let sql =
        "DELETE FROM feed_entries WHERE id = $1 AND state = 'preparing' AND is_by_service = TRUE";
    query(sql).bind(id.row()).execute(db).await?;
    Ok(())
}

async fn unpreparable(db: &mut Connection, id: EntryId, now: Moment) -> Result<()> {
    let sql =
        "UPDATE feed_entries SET state = 'taken_back', source = NULL, film = NULL, name = NULL, thing = NULL
               WHERE id = $1 AND state = 'preparing'";

    if query(sql)
        .bind(id.row())
        .execute(&mut *db)
        .await?
        .rows_affected()
        == 1
    {
        tell(db, id, &FeedNews::Failed, now).await?;
    }

    Ok(())
}

/// Tells the entry's person in the chat of the painting, once for each news.
pub(in crate::store::sql) async fn tell(
    db: &mut Connection,
    id: EntryId,
    news: &FeedNews,
    now: Moment,
) -> Result<()> {
    // A painting that was made in a group is published in the person's own chat, and only that one
    // hears of it.
    let sql = "SELECT own.id FROM feed_entries
               JOIN jobs ON jobs.id = job_id
               JOIN chats AS asked ON asked.id = jobs.chat_id
               JOIN chats AS own ON own.messenger = asked.messenger
                                AND own.external_id = coalesce(asked.private_id, asked.external_id)
               WHERE feed_entries.id = $1";
    let chat: Option<i64> = query_scalar(sql)
        .bind(id.row())
        .fetch_optional(&mut *db)
        .await?;
    let Some(chat) = chat else { return Ok(()) };
    let name = format!("feed:{id}:{}", now.millis());

    inbox_rows::tell(
        db,
        ChatId(chat),
        &name,
        &Incoming::News(News::Feed(news.clone())),
        now,
    )
    .await
}

async fn files_gone(db: &mut Connection, id: EntryId) -> Result<()> {
    let statements = [
        "UPDATE feed_entries SET files_gone = TRUE, parts = NULL WHERE id = $1 AND state = 'taken_back'",
        "DELETE FROM feed_likes WHERE entry_id = $1",
        "DELETE FROM feed_reports WHERE entry_id = $1",
    ];

    for statement in statements {
        query(statement).bind(id.row()).execute(&mut *db).await?;
    }

    Ok(())
}

async fn age(db: &mut Connection, now: Moment) -> Result<()> {
    for (freshness, days) in [(3, 1), (2, 7), (1, 30)] {
        let sql = "UPDATE feed_entries SET freshness = freshness - 1
                   WHERE state = 'public' AND freshness > 0 AND freshness = $1 AND published_at < $2";
        query(sql)
            .bind(freshness)
            .bind(now.millis() - days * DAY)
            .execute(&mut *db)
            .await?;
    }

    // The worker that painted this entry died.
    let sql = "UPDATE feed_entries SET state = 'taken_back'
               WHERE state = 'preparing' AND is_by_service = TRUE AND asked_at < $1";
    query(sql)
        .bind(now.millis() - DAY)
        .execute(&mut *db)
        .await?;

    let statements = [
        "UPDATE feed_likes SET address = NULL WHERE address IS NOT NULL AND at < $1",
        "UPDATE feed_reports SET address = NULL WHERE address IS NOT NULL AND at < $1",
    ];

    for statement in statements {
        query(statement)
            .bind(now.millis() - ADDRESSES_KEPT)
            .execute(&mut *db)
            .await?;
    }

    Ok(())
}

async fn tell_likes(db: &mut Connection, now: Moment) -> Result<usize> {
    let sql = "SELECT feed_entries.person_id, CAST(sum(likes - announced_likes) AS BIGINT),
                      (SELECT max(chats.id) FROM chats
                       WHERE chats.person_id = feed_entries.person_id AND blocked_at IS NULL
                         AND private_id IS NULL)
               FROM feed_entries
               JOIN persons ON persons.id = feed_entries.person_id AND coalesce(likes_announced_at, 0) <= $2
               WHERE state = 'public' AND likes > announced_likes AND person_id IS NOT NULL
               GROUP BY feed_entries.person_id
               LIMIT $1";

    let rows: Vec<(i64, Whole, Option<i64>)> = query_as(sql)
        .bind(TOLD_AT_ONCE)
        .bind(now.millis() - DAY)
        .fetch_all(&mut *db)
        .await?;

    for (person, Whole(likes), chat) in &rows {
        let sql =
            "UPDATE feed_entries SET announced_likes = likes WHERE person_id = $1 AND state = 'public'
                   AND likes > announced_likes";
        query(sql).bind(person).execute(&mut *db).await?;

        let sql = "UPDATE persons SET likes_announced_at = $2 WHERE id = $1";
        query(sql)
            .bind(person)
            .bind(now.millis())
            .execute(&mut *db)
            .await?;

        if let Some(chat) = chat {
            let name = format!("likes:{chat}:{}", now.millis());
            let news = Incoming::News(News::Feed(FeedNews::Liked(*likes)));
            inbox_rows::tell(db, ChatId(*chat), &name, &news, now).await?;
        }
    }

    Ok(rows.len())
}

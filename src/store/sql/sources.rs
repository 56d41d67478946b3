//! Where people and money come from. Each statement reads the rows of the period by an index, and
//! gives few lines.

use std::collections::BTreeMap;

use sqlx::FromRow;

use super::amounts::{money, provider};
use crate::domain::language::Language;
use crate::domain::time::Moment;
use crate::store::Result;
use crate::store::database::{Connection, query_as};
use crate::store::sources::{IncomeSource, PeopleSource, Sources};

/// Since then, until now.
pub(super) async fn read(db: &mut Connection, since: Moment) -> Result<Sources> {
    Ok(Sources {
        people: people(db, since).await?,
        income: income(db, since).await?,
    })
}

#[derive(FromRow)]
struct PeopleRow {
    messenger: String,
    language: String,
    #[sqlx(try_from = "i64")]
    new_people: u32,
    #[sqlx(try_from = "i64")]
    makers: u32,
    #[sqlx(try_from = "i64")]
    finished: u32,
}

/// The first chat of new people counts, and the chat in which something was asked for.
async fn people(db: &mut Connection, since: Moment) -> Result<Vec<PeopleSource>> {
    const NEW: &str = "SELECT messenger, coalesce(persons.language, chats.language) AS language,
                              count(*) AS new_people, CAST(0 AS BIGINT) AS makers,
                              CAST(0 AS BIGINT) AS finished
                       FROM persons
                       JOIN chats ON chats.id = (SELECT min(chats.id) FROM chats WHERE person_id = persons.id)
                       WHERE persons.created_at >= $1
                       GROUP BY 1, 2";
    const MAKERS: &str = "SELECT messenger, coalesce(persons.language, chats.language) AS language,
                                 CAST(0 AS BIGINT) AS new_people,
                                 count(DISTINCT jobs.person_id) AS makers,
                                 count(CASE WHEN jobs.state = 'done' THEN 1 END) AS finished
                          FROM jobs
                          JOIN chats ON chats.id = chat_id
                          JOIN persons ON persons.id = jobs.person_id
                          WHERE asked_at >= $1
                          GROUP BY 1, 2";

    let mut lines: BTreeMap<(String, String), PeopleSource> = BTreeMap::new();
    for sql in [NEW, MAKERS] {
        let rows: Vec<PeopleRow> = query_as(sql)
            .bind(since.millis())
            .fetch_all(&mut *db)
            .await?;
        for row in rows {
            let key = (row.messenger.clone(), row.language.clone());
            let line = lines.entry(key).or_insert_with(|| PeopleSource {
                messenger: row.messenger,
                language: Language::parse(&row.language).unwrap_or_default(),
                new_people: 0,
                makers: 0,
                finished: 0,
            });

            line.new_people += row.new_people;
            line.makers += row.makers;
            line.finished += row.finished;
        }
    }

    Ok(lines.into_values().collect())
}

#[derive(FromRow)]
struct IncomeRow {
    messenger: Option<String>,
    language: Option<String>,
    provider: String,
    currency: String,
    #[sqlx(try_from = "i64")]
    charges: u32,
    kept: i64,
}

async fn income(db: &mut Connection, since: Moment) -> Result<Vec<IncomeSource>> {
    let sql = "SELECT messenger, coalesce(persons.language, chats.language) AS language, charges.provider,
                      charges.currency, count(*) AS charges,
                      CAST(coalesce(sum(CASE WHEN returned_at IS NULL
                                             THEN charges.minor - coalesce((SELECT max(total) FROM partial_returns
                                                                            WHERE partial_returns.provider = charges.provider
                                                                              AND charge_id = charges.id), 0)
                                             ELSE 0 END), 0) AS BIGINT)
                      AS kept
               FROM charges
               LEFT JOIN purchases ON purchases.id = purchase_id
               LEFT JOIN chats ON chats.id = purchases.chat_id
               LEFT JOIN persons ON persons.id = chats.person_id
               WHERE at >= $1
               GROUP BY 1, 2, 3, 4
               ORDER BY 1, 2, 3, 4";
    let rows: Vec<IncomeRow> = query_as(sql).bind(since.millis()).fetch_all(db).await?;

    let source = |row: IncomeRow| {
        Ok(IncomeSource {
            messenger: row.messenger,
            language: row.language.as_deref().and_then(Language::parse),
            provider: provider(&row.provider)?,
            charges: row.charges,
            kept: money(row.kept, &row.currency)?,
        })
    };
    rows.into_iter().map(source).collect()
}

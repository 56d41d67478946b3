//! The contract on SQLite, and what only SQLite promises.

use std::time::Duration;

use sqlx::{Connection, SqliteConnection};
use tempfile::TempDir;
use vernissage::domain::conversation::Effect;
use vernissage::domain::job::Rendition;
use vernissage::domain::tier::Quality;
use vernissage::domain::work::{Finding, Findings, painting};
use vernissage::store::console::{ConsoleLists, ConsoleStore, JobFilter, PageStart};
use vernissage::store::sql::{Durability, SqlStore};
use vernissage::store::{
    ConversationStore, Discrepancy, Ending, InboxStore, JobStore, LedgerStore, OutboxStore,
};

use super::fixtures::{
    NOON, arrivals, carry_out, chat, give, job, job_claim, key, read, say, sent, start, step,
    update,
};

async fn open() -> (SqlStore, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let store = SqlStore::open_with(&folder.path().join("test.sqlite"), Durability::ProcessExit)
        .await
        .unwrap();
    (store, folder)
}

super::contract!(super::databases::on_sqlite);

async fn by_hand(folder: &TempDir) -> SqliteConnection {
    let path = folder.path().join("test.sqlite");
    SqliteConnection::connect(&format!("sqlite://{}", path.display()))
        .await
        .unwrap()
}

#[tokio::test]
async fn a_balance_changed_by_hand_is_found_and_named() {
    let (store, folder) = open().await;
    let anna = chat(&store, "anna").await;
    give(&store, anna, 10, "gift").await;

    let mut db = by_hand(&folder).await;
    let account = format!("user:{}", read(&store, anna).await.person);
    sqlx::query("UPDATE accounts SET balance = 1000 WHERE name = ?")
        .bind(&account)
        .execute(&mut db)
        .await
        .unwrap();

    let found = store.audit().await.unwrap();
    assert_eq!(
        found,
        [
            Discrepancy::Balance {
                account,
                cached: 1000,
                summed: 10
            },
            Discrepancy::Sum(990)
        ]
    );
}

#[tokio::test]
async fn movements_can_neither_be_changed_nor_deleted() {
    let (store, folder) = open().await;
    let anna = chat(&store, "anna").await;
    give(&store, anna, 10, "gift").await;

    let mut db = by_hand(&folder).await;
    for statement in ["UPDATE movements SET amount = 1", "DELETE FROM movements"] {
        let refused = sqlx::query(statement).execute(&mut db).await.unwrap_err();
        assert!(refused.to_string().contains("movements never"), "{refused}");
    }

    let sum: i64 = sqlx::query_scalar("SELECT sum(amount) FROM entries")
        .fetch_one(&mut db)
        .await
        .unwrap();
    assert_eq!(sum, 0);
}

#[tokio::test]
async fn what_was_written_is_there_after_opening_again() {
    let (store, folder) = open().await;
    let anna = chat(&store, "anna").await;
    give(&store, anna, 10, "gift").await;
    drop(store);

    let store = SqlStore::open_with(&folder.path().join("test.sqlite"), Durability::ProcessExit)
        .await
        .unwrap();
    assert_eq!(read(&store, anna).await.facts.credits.balance.amount(), 10);
}

async fn salt(store: &SqlStore) -> u64 {
    let anna = chat(store, "anna").await;
    carry_out(store, anna, vec![say("hello")]).await.unwrap();

    store
        .claim_messages(NOON, std::time::Duration::ZERO, 1, &[])
        .await
        .unwrap()[0]
        .salt
}

#[tokio::test]
async fn a_database_has_a_salt_of_its_own_for_good() {
    let (one, folder) = open().await;
    let (other, _other_folder) = open().await;
    let first = salt(&one).await;
    assert_ne!(first, salt(&other).await);
    drop(one);

    let again = SqlStore::open_with(&folder.path().join("test.sqlite"), Durability::ProcessExit)
        .await
        .unwrap();
    let message = again
        .claim_messages(NOON, std::time::Duration::ZERO, 1, &[])
        .await
        .unwrap()
        .remove(0);

    assert_eq!(
        (message.salt, message.attempt),
        (first, 2),
        "a repetition has the same"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_steps_committed_together_one_that_fails_hurts_no_other() {
    let (store, _folder) = open().await;
    let mut commits = Vec::new();
    for n in 0..40 {
        let chat = chat(&store, &format!("person {n}")).await;
        let mut step = step(chat, &read(&store, chat).await, vec![say("done")]);

        // Every fourth one was made from old facts.
        step.fence.person -= i64::from(n % 4 == 0);

        let store = store.clone();
        commits.push(tokio::spawn(async move {
            store.commit_step(step).await.is_ok()
        }));
    }

    let mut succeeded = 0;
    for commit in commits {
        succeeded += usize::from(commit.await.unwrap());
    }

    assert_eq!((succeeded, sent(&store, NOON).await.len()), (30, 30));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_locked_database_is_waited_for() {
    let (store, folder) = open().await;
    let mut db = by_hand(&folder).await;
    sqlx::query("BEGIN IMMEDIATE")
        .execute(&mut db)
        .await
        .unwrap();

    let waiting = tokio::spawn({
        let store = store.clone();
        async move {
            store
                .receive(arrivals(vec![update("1", "anna", "hi")]))
                .await
        }
    });

    tokio::time::sleep(std::time::Duration::from_millis(200)).await;
    sqlx::query("ROLLBACK").execute(&mut db).await.unwrap();
    assert_eq!(waiting.await.unwrap().unwrap(), 1);
}

#[tokio::test]
async fn what_a_photo_shows_finds_its_job_until_its_person_is_forgotten() {
    let (store, folder) = open().await;
    let anna = chat(&store, "anna").await;
    give(&store, anna, 100, "gift").await;
    start(&store, anna, 1, Quality::Premium).await;
    start(&store, anna, 2, Quality::Premium).await;

    let finding = |class, permille| Finding { class, permille };
    let castle = Findings(vec![
        finding(483, 600),
        finding(903, 300),
        finding(285, 149),
        finding(970, 150),
    ]);
    for found in [castle.clone(), Findings::default()] {
        let claimed = store.claim_job(job_claim(NOON)).await.unwrap().unwrap();
        let ending = Ending::Done {
            pictures: vec![Rendition {
                picture: key("painting"),
                iteration: 300,
            }],
            found,
            worked: Duration::from_secs(100),
        };
        let _ = store
            .finish_job(&claimed.lease, ending, Vec::new(), NOON)
            .await
            .unwrap();
    }

    let console = store.console();
    let jobs = async |things: &[u16]| {
        let filter = JobFilter {
            things: Some(things.to_vec()),
            ..JobFilter::default()
        };
        let page = console.jobs(&filter, PageStart::First).await.unwrap();
        page.items.iter().map(|line| line.id).collect::<Vec<_>>()
    };
    assert_eq!(jobs(&[1, 483]).await, [job(1)]);
    assert_eq!(jobs(&[970, 483]).await, [job(1)], "once");
    assert_eq!(jobs(&[285]).await, [], "it was too improbable");
    assert_eq!(jobs(&[903]).await, [], "it is never said");
    assert_eq!(jobs(&[]).await, []);

    let sheet = console.job(job(1)).await.unwrap().unwrap();
    assert_eq!((sheet.found, sheet.line.kind), (castle, painting::NAME));

    carry_out(&store, anna, vec![Effect::ForgetPerson])
        .await
        .unwrap();
    assert_eq!(jobs(&[1, 483]).await, []);

    let sheet = console.job(job(1)).await.unwrap().unwrap();
    assert_eq!(sheet.found, Findings::default());
    let mut db = by_hand(&folder).await;
    let sql = "SELECT (SELECT count(*) FROM job_things) + count(found) FROM jobs";
    let left: i64 = sqlx::query_scalar(sql).fetch_one(&mut db).await.unwrap();
    assert_eq!(left, 0);
}

#[tokio::test]
async fn what_a_forgotten_person_said_stands_in_no_byte_of_the_file() {
    let (store, folder) = open().await;
    let anna = chat(&store, "anna").await;
    store
        .receive(arrivals(vec![update("1", "anna", "my-dearest-secret")]))
        .await
        .unwrap();

    carry_out(&store, anna, vec![say("told-to-anna-alone")])
        .await
        .unwrap();

    let bytes = || {
        ["", "-wal"]
            .map(|end| std::fs::read(folder.path().join(format!("test.sqlite{end}"))).unwrap())
            .concat()
    };

    let holds = |words: &str| {
        bytes()
            .windows(words.len())
            .any(|part| part == words.as_bytes())
    };
    assert!(holds("my-dearest-secret") && holds("told-to-anna-alone"));
    carry_out(&store, anna, vec![Effect::ForgetPerson, say("farewell")])
        .await
        .unwrap();

    assert!(!holds("my-dearest-secret") && !holds("told-to-anna-alone"));
}

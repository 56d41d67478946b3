//! Two chats become one account: completely or not at all, whenever the service is killed and
//! whatever other people try.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
};

use vernissage::store::{LedgerStore, MaintenanceStore};

use crate::{
    support::{
        chance::Chance,
        lives::{Lives, database},
        size,
        wait::PATIENCE,
    },
    vk::{
        fake::{Chat, Vk},
        person::{Person, button, pair, says},
        service::{folder, print_always, quick, start, store},
    },
};

/// In CI, and elsewhere.
const FULL_KILLS: u64 = 20;
const SMALL_KILLS: u64 = 6;
const COUPLES_AT_ONCE: usize = 6;
/// The promotions of both chats, and the balance when one that both used counts once.
const SETTINGS: &str = "tiers.free.per_day = 1000\ntiers.free.iterations = 10\nqueue.lease_seconds = 1\n\
    queue.attempts = 100\n[[promo]]\ncode = \"ONE\"\ncredits = 30\n[[promo]]\ncode = \"OTHER\"\ncredits = 12\n\
    [[promo]]\ncode = \"BOTH\"\ncredits = 5";
const TOGETHER: &str = "У вас 47 кредитов";
/// A join is committed between these calls.
const AROUND_A_JOIN: [&str; 3] = [
    "messages.sendMessageEventAnswer",
    "messages.sendMessageEventAnswer",
    "messages.send",
];

async fn see<T>(person: &Person, wanted: impl FnMut(&Chat) -> Option<T>) -> T {
    person
        .wait(PATIENCE, wanted)
        .await
        .unwrap_or_else(|| panic!("{} never gets an answer", person.id))
}

fn shown_code(chat: &Chat) -> Option<String> {
    let newest = chat.messages.iter().rev().filter(|one| one.from_bot);
    newest
        .filter_map(|one| one.text.split_once("\n\n/link "))
        .map(|(_, rest)| rest[..10].to_owned())
        .next()
}

/// Both use promotions, one orders a painting, and the other joins.
async fn join([one, other]: [Person; 2]) -> [Person; 2] {
    for (person, code) in [
        (&one, "ONE"),
        (&other, "OTHER"),
        (&one, "BOTH"),
        (&other, "BOTH"),
    ] {
        person.write(&format!("/promo {code}"));
    }

    other.send_photos(pair(), "");

    let (message, paint) = see(&other, |chat| button(chat, "Нарисовать")).await;
    other.press_button(message, &paint);
    one.write("/link");
    other.write(&format!("/link {}", see(&one, shown_code).await));

    let (message, yes) = see(&other, |chat| button(chat, "Да, объединить")).await;
    other.press_button(message, &yes);
    see(&other, |chat| {
        chat.messages
            .iter()
            .find(|one| says(one, "теперь одно целое"))
            .map(drop)
    })
    .await;

    [one, other]
}

/// Joins one couple after another until `next` is negative.
async fn join_on(vk: Vk, next: Arc<AtomicI64>) -> Vec<[Person; 2]> {
    let mut joined = Vec::new();
    while let id @ 1.. = next.fetch_add(2, Ordering::Relaxed) {
        joined.push(join([id, id + 1].map(|id| Person::new(&vk, id, 0))).await);
    }
    joined
}

#[tokio::test(flavor = "multi_thread")]
async fn kills_leave_no_joining_half_done() {
    let kills = size::given_or("VERNISSAGE_KILLS", FULL_KILLS, SMALL_KILLS);
    let mut chance = Chance::seeded("VERNISSAGE_KILL_SEED");
    let folder = folder();
    let vk = Vk::start().await;
    let mut lives = Lives::new(&vk, folder.path(), SETTINGS);

    let next = Arc::new(AtomicI64::new(1));
    let couples: Vec<_> = (0..COUPLES_AT_ONCE)
        .map(|_| tokio::spawn(join_on(vk.clone(), Arc::clone(&next))))
        .collect();
    let mut open = 0;
    for _ in 0..kills {
        lives.live_and_die(&mut chance, &AROUND_A_JOIN).await;
        nothing_is_half_done(folder.path()).await;
        open += open_codes(folder.path()).await;
    }

    next.store(i64::MIN, Ordering::Relaxed);

    let mut joined = Vec::new();
    lives
        .end_calmly(async {
            for couple in couples {
                joined.extend(couple.await.unwrap());
            }

            for person in joined.iter().flatten() {
                person.write("/balance");
                see(person, |chat| {
                    chat.messages
                        .iter()
                        .find(|one| says(one, TOGETHER))
                        .map(drop)
                })
                .await;
            }
        })
        .await;

    let count = nothing_is_half_done(folder.path()).await;
    assert_eq!(count, joined.len(), "each has joined");

    for [one, other] in &joined {
        assert_eq!(
            (
                one.count("Только что присоединился чат"),
                other.count("теперь одно целое")
            ),
            (1, 1)
        );

        assert_eq!(other.count("Ваша картина!"), 1);
    }

    assert_eq!(store(folder.path()).await.audit().await.unwrap(), []);

    let ended = lives.ends();
    print_always(&format!(
        "{kills} kills ({ended}), {count} couples joined, {open} codes open when it was killed"
    ));
}

async fn open_codes(folder: &Path) -> i64 {
    let sql = "SELECT count(*) FROM link_offers";
    sqlx::query_scalar(sql)
        .fetch_one(&mut database(folder).await)
        .await
        .unwrap()
}

/// Checks the database of a killed service; returns how many accounts have joined.
async fn nothing_is_half_done(folder: &Path) -> usize {
    let mut db = database(folder).await;
    let mut number = async |sql: &'static str| {
        sqlx::query_scalar::<_, i64>(sql)
            .fetch_one(&mut db)
            .await
            .unwrap()
    };

    let joined = number("SELECT count(*) FROM persons WHERE joined_into IS NOT NULL").await;

    // Everything that belongs to a join was committed with it.
    for part in [
        "SELECT count(*) FROM movements WHERE kind = 'joined'",
        "SELECT count(*) FROM movements WHERE kind = 'twice'",
        "SELECT count(*) FROM inbox WHERE update_id LIKE 'joined:%'",
        "SELECT count(*) FROM outbox WHERE message LIKE '%теперь одно целое%'",
    ] {
        assert_eq!(number(part).await, joined, "{part}");
    }

    // An account that has joined another has nothing left.
    for rest in [
        "SELECT count(*) FROM persons JOIN accounts ON person_id = persons.id
         WHERE joined_into IS NOT NULL AND balance <> 0",
        "SELECT count(*) FROM persons JOIN chats ON person_id = persons.id WHERE joined_into IS NOT NULL",
        "SELECT count(*) FROM persons JOIN jobs ON person_id = persons.id WHERE joined_into IS NOT NULL",
        "SELECT count(*) FROM persons JOIN link_offers ON person_id = persons.id WHERE joined_into IS NOT NULL",
    ] {
        assert_eq!(number(rest).await, 0, "{rest}");
    }

    // All balances together are what was given, less what the joins took back.
    let given = number("SELECT coalesce(sum(amount), 0) FROM movements WHERE kind = 'promo'").await;
    let all =
        number("SELECT coalesce(sum(balance), 0) FROM accounts WHERE kind IN ('user', 'held')")
            .await;

    assert_eq!(all, given - 5 * joined);
    usize::try_from(joined).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_vandal_with_many_accounts_keeps_nobody_from_joining() {
    let folder = folder();
    let vk = Vk::start().await;
    let app = start(folder.path(), &vk, quick()).await;
    let vandals: Vec<Person> = (100..145).map(|id| Person::new(&vk, id, 0)).collect();

    for vandal in &vandals {
        for guess in [
            "2222222222",
            "3333333333",
            "4444444444",
            "5555555555",
            "6666666666",
        ] {
            vandal.write(&format!("/link {guess}"));
        }
    }

    for vandal in &vandals {
        vandal.read("Это была последняя попытка").await;
    }

    let one = Person::new(&vk, 7, 0);
    let other = Person::new(&vk, 8, 0);
    one.write("/link");
    other.write(&format!("/link {}", see(&one, shown_code).await));
    other.press("Да, объединить").await;

    other.read("теперь одно целое").await;
    one.read("Только что присоединился чат").await;

    let wrong = store(folder.path())
        .await
        .counts(vernissage::clock::Clock::now(
            &vernissage::clock::SystemClock,
        ))
        .await;

    let wrong = wrong
        .unwrap()
        .into_iter()
        .find(|count| count.name == "wrong_link_codes")
        .unwrap()
        .value;
    assert_eq!(wrong, 225, "the operator sees what is going on");
    app.stop().await.unwrap();
}

//! The operator's money commands: the real program on a real database.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    time::Duration,
};

use sqlx::{Connection, SqliteConnection};
use tempfile::TempDir;
use vernissage::{
    domain::{
        conversation::{Effect, EventNeeds},
        credits::Credits,
        ids::{ChatId, PurchaseId},
        incoming::Incoming,
        language::Language,
        money::Money,
        payment::{Charge, Gifts, Goods, Provider, PurchaseRequest},
        time::Moment,
    },
    store::{
        Arrivals, ChargeKey, ChargeOutcome, ChargeStore, ConversationStore, InboxStore,
        OutboxStore, RefundOutcome, RefundState, RefundStore, StepCommit,
        inbox::Update,
        sql::{Durability, SqlStore},
    },
};

use crate::support::wait::wait_until;

const NOON: Moment = Moment::from_millis(1_800_000_000_000);

/// A folder with the database of a service, and the program.
struct TestService {
    folder: TempDir,
    store: SqlStore,
}

impl TestService {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("data")).unwrap();
        let store = SqlStore::open_with(&database(folder.path()), Durability::ProcessExit)
            .await
            .unwrap();
        Self { folder, store }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vernissage"));
        command.args(arguments).current_dir(self.folder.path()).env(
            "VERNISSAGE__MODELS__PATH",
            Path::new(env!("CARGO_MANIFEST_DIR")).join("models"),
        );

        command
    }

    async fn run(&self, arguments: &[&str]) -> Output {
        let mut command = self.command(arguments);
        tokio::task::spawn_blocking(move || command.output().unwrap())
            .await
            .unwrap()
    }

    /// What the program says when it succeeds.
    async fn says(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments).await;
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );

        String::from_utf8(output.stdout).unwrap()
    }

    /// Fails with this exit code and a sentence that holds `words`.
    async fn refuses(&self, arguments: &[&str], code: i32, words: &str) {
        let output = self.run(arguments).await;
        let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{complaint}");
        assert!(
            complaint.contains(words) && !complaint.contains("panicked"),
            "{complaint}"
        );
    }

    /// Somebody writes for the first time and does something.
    async fn person(&self, name: &str, effects: Vec<Effect>) -> ChatId {
        let update = Update {
            id: name.into(),
            chat: name.into(),
            topic: None,
            network: None,
            language: Some(Language::Ru),
            album: None,
            ready_at: NOON,
            incoming: Incoming::Text("hello".into()),
        };

        let arrivals = Arrivals {
            messenger: "web".into(),
            updates: vec![update],
            cursor: None,
            unblocked: Vec::new(),
            now: NOON,
        };
        self.store.receive(arrivals).await.unwrap();

        let turns = self.store.ready_turns(NOON, 9).await.unwrap();
        let turn = turns
            .into_iter()
            .find(|turn| turn.address.external == name)
            .unwrap();
        let read = self
            .store
            .conversation(turn.chat, EventNeeds::default(), NOON)
            .await
            .unwrap()
            .unwrap();

        let updates = turn.updates;
        let chat = turn.chat;
        let state = vernissage::domain::conversation::State::Idle;
        let step = StepCommit {
            updates,
            chat,
            person: read.person,
            fence: read.fence,
            state,
            effects,
            now: NOON,
        };

        self.store.commit_step(step).await.unwrap();
        chat
    }

    /// A person buys, and pays once for each of these charge ids.
    async fn buyer(&self, name: &str, n: u64, payments: &[&str]) -> PurchaseRequest {
        let order = order(n);
        self.person(name, vec![Effect::OpenPurchase(order.clone())])
            .await;

        for id in payments {
            let charge = charge(id, &order);
            assert_eq!(
                self.store
                    .record_charge(&charge, &[], Gifts::default(), NOON)
                    .await
                    .unwrap(),
                ChargeOutcome::Credited
            );
        }

        order
    }

    async fn by_hand(&self, sql: &'static str) {
        let url = format!("sqlite://{}", database(self.folder.path()).display());
        let mut db = SqliteConnection::connect(&url).await.unwrap();
        sqlx::raw_sql(sql).execute(&mut db).await.unwrap();
    }
}

fn database(folder: &Path) -> PathBuf {
    folder.join("data/vernissage.db")
}

fn order(n: u64) -> PurchaseRequest {
    PurchaseRequest {
        id: PurchaseId::from_chance(n),
        goods: Goods::Credits {
            credits: Credits::new(100),
            bonus: Credits::new(10),
            draft: None,
        },
        price: Money::roubles(100),
        provider: Provider::Yookassa,
        contact: None,
    }
}

fn charge(id: &str, order: &PurchaseRequest) -> Charge {
    let provider = order.provider;
    let purchase = Some(order.id);

    Charge {
        provider,
        id: id.into(),
        purchase,
        amount: order.price,
        payer: None,
        destination: None,
    }
}

fn key(id: &str) -> ChargeKey {
    ChargeKey {
        provider: Provider::Yookassa,
        id: id.into(),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_books_are_shown_for_people_and_for_programs() {
    let service = TestService::new().await;
    service.buyer("anna", 1, &["a", "b"]).await;

    let odd = Charge {
        amount: Money::roubles(7),
        ..charge("odd", &order(1))
    };
    service
        .store
        .record_charge(&odd, &[], Gifts::default(), NOON)
        .await
        .unwrap();

    service
        .store
        .record_returned_charge(&key("a"), &[], NOON)
        .await
        .unwrap();

    let csv = service
        .says(&[
            "books",
            "--csv",
            "--from",
            "2027-01-15",
            "--to",
            "2027-01-15",
        ])
        .await;

    let expected = [
        "kind,name,currency,amount",
        "payments,yookassa,RUB,3",
        "taken,yookassa,RUB,207.00",
        "returned,yookassa,RUB,100.00",
        "unmatched,yookassa,RUB,1",
        "credits,sold,,200",
        "credits,bonus,,20",
        "credits,returned_sold,,100",
        "credits,people_have,,110",
        "credits,on_hold,,0",
    ];

    for line in expected {
        assert!(
            csv.lines().any(|one| one == line),
            "{line} is not in\n{csv}"
        );
    }

    let other_day = service
        .says(&[
            "books",
            "--csv",
            "--from",
            "2027-01-16",
            "--to",
            "2027-01-16",
        ])
        .await;

    assert!(
        !other_day.contains("yookassa") && other_day.contains("credits,people_have,,110"),
        "{other_day}"
    );

    let words = service.says(&["books", "--to", "2027-01-15"]).await;
    assert!(
        words.contains("from the beginning to 2027-01-15") && words.contains("207.00 RUB"),
        "{words}"
    );

    assert_eq!(
        service.says(&["books", "--audit"]).await,
        "the books are in order\n"
    );

    service
        .refuses(
            &["books", "--from", "yesterday"],
            2,
            "is not a day such as 2026-01-31",
        )
        .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_balance_changed_by_hand_is_named_by_the_audit() {
    let service = TestService::new().await;
    service.buyer("anna", 1, &["a"]).await;
    service.buyer("boris", 2, &["b"]).await;
    service
        .by_hand("UPDATE accounts SET balance = balance + 5 WHERE name = 'user:2'")
        .await;

    let output = service.run(&["books", "--audit"]).await;
    assert_eq!(output.status.code(), Some(1));

    let words = String::from_utf8(output.stdout).unwrap();
    assert!(
        words.contains("account user:2 has a balance of 115, but its movements sum up to 110"),
        "{words}"
    );

    assert!(!words.contains("user:1"), "{words}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_movement_or_a_charge_changed_by_hand_is_named_by_the_audit() {
    let service = TestService::new().await;
    service.buyer("anna", 1, &["a", "b", "c", "d"]).await;
    service
        .by_hand(
            "DROP TRIGGER movements_never_change;
             DROP TRIGGER movements_never_go;
             UPDATE movements SET amount = 1000 WHERE reason = 'charge:yookassa:a';
             DELETE FROM movements WHERE reason = 'bonus:yookassa:b';
             DELETE FROM charges WHERE id = 'c';
             UPDATE charges SET returned_at = 1 WHERE id = 'd';",
        )
        .await;

    let words = String::from_utf8(service.run(&["books", "--audit"]).await.stdout).unwrap();
    for sentence in [
        "account user:1 has a balance of 440, but its movements sum up to 1330",
        "charge yookassa:a brought 110 credits, but 1010 were booked for it",
        "charge yookassa:b brought 110 credits, but 100 were booked for it",
        "credits were booked for charge yookassa:c, which there is not",
        "charge yookassa:d and its refund do not agree whether it was given back",
    ] {
        assert!(words.contains(sentence), "{sentence} is not in\n{words}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_refund_is_begun_by_the_purchase_and_told_when_its_provider_agrees() {
    let service = TestService::new().await;
    let bought = service.buyer("anna", 1, &["a"]).await.id.to_string();
    let settling = {
        let store = service.store.clone();
        tokio::spawn(async move {
            while store.refund_state(&key("a")).await.unwrap() != Some(RefundState::Asked) {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }

            store
                .settle_refund(&key("a"), RefundOutcome::Done, NOON)
                .await
                .unwrap();
        })
    };

    let words = service
        .says(&["refund", &bought, "--reason", "they asked"])
        .await;
    assert!(
        words.contains("yookassa:a: the refund of 100.00 RUB has begun"),
        "{words}"
    );

    assert!(words.contains("yookassa:a: given back"), "{words}");
    settling.await.unwrap();
    service
        .refuses(
            &["refund", &bought, "--reason", "again"],
            3,
            "it has been refunded",
        )
        .await;

    service
        .refuses(
            &["refund", "nothing", "--reason", "x"],
            3,
            "there is no payment nothing",
        )
        .await;

    service
        .refuses(
            &["refund", "yookassa:zzz", "--reason", "x"],
            3,
            "there is no payment yookassa:zzz",
        )
        .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_command_waits_for_a_service_that_writes() {
    let service = TestService::new().await;
    service.person("anna", vec![]).await;

    let url = format!("sqlite://{}", database(service.folder.path()).display());
    let mut writing = SqliteConnection::connect(&url).await.unwrap();
    sqlx::raw_sql("BEGIN IMMEDIATE")
        .execute(&mut writing)
        .await
        .unwrap();

    // Who only reads waits for nobody.
    service.says(&["books", "--audit"]).await;

    let given = service.says(&["credit", "web:anna", "10", "--reason", "kindness"]);
    let written = async {
        // Longer than one service waits for another.
        tokio::time::sleep(Duration::from_secs(6)).await;
        sqlx::raw_sql("COMMIT").execute(&mut writing).await.unwrap();
    };
    let (words, ()) = tokio::join!(given, written);
    assert!(words.contains("has been given 10 credits"), "{words}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_a_purchase_paid_twice_the_payment_has_to_be_named() {
    let service = TestService::new().await;
    let bought = service.buyer("anna", 1, &["a", "b"]).await.id.to_string();
    let named = "say which payment: yookassa:a, yookassa:b";
    service
        .refuses(&["refund", &bought, "--reason", "twice"], 3, named)
        .await;

    service
        .store
        .record_returned_charge(&key("a"), &[], NOON)
        .await
        .unwrap();

    service.by_hand("INSERT INTO movements (reason, kind, from_account, to_account, amount, at) VALUES ('x', 'hold', 'user:1', 'held:1', 40, 1)").await;
    service
        .refuses(
            &["refund", &bought, "--reason", "twice"],
            3,
            "40 of its credits were spent",
        )
        .await;

    service
        .refuses(
            &["refund", "yookassa:a", "--reason", "twice"],
            3,
            "it has been refunded",
        )
        .await;

    let refusing = {
        let store = service.store.clone();
        tokio::spawn(async move {
            while store.refund_state(&key("b")).await.unwrap() != Some(RefundState::Asked) {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }

            store
                .settle_refund(&key("b"), RefundOutcome::Refused, NOON)
                .await
                .unwrap();
        })
    };

    service
        .refuses(
            &["refund", "yookassa:b", "--reason", "twice", "--force"],
            1,
            "the provider refuses",
        )
        .await;

    refusing.await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_are_listed_and_answered_in_the_persons_language() {
    let service = TestService::new().await;
    assert_eq!(
        service.says(&["support"]).await,
        "no requests wait for an answer\n"
    );

    service
        .person(
            "anna",
            vec![Effect::AskSupport("Заплатила дважды\nи ничего".into())],
        )
        .await;

    let listed = service.says(&["support"]).await;
    assert_eq!(
        listed,
        "1  15.01.2027  person 1  ru\n    Заплатила дважды\n    и ничего\n"
    );

    service.refuses(&["support", "1"], 2, "required").await;
    service
        .refuses(&["support", "2", "sorry"], 3, "no request 2 waits")
        .await;

    service
        .refuses(&["support", "1", " "], 2, "an answer has")
        .await;

    service.says(&["support", "1", "Вернули."]).await;

    let messages = service
        .store
        .claim_messages(
            Moment::from_millis(i64::MAX / 2),
            Duration::from_mins(1),
            9,
            &[],
        )
        .await
        .unwrap();

    assert_eq!(
        messages[0].message.words(),
        "Ответ на ваш вопрос № 1:\nВернули."
    );

    service
        .refuses(&["support", "1", "Ещё раз."], 3, "no request 1 waits")
        .await;
}

/// A running service that ends with the test.
struct Service(Child);

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn get(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.0\r\nHost: {address}\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_running_service_counts_what_the_audit_finds() {
    let service = TestService::new().await;
    service.buyer("anna", 1, &["a"]).await;
    service
        .by_hand("UPDATE accounts SET balance = balance + 5 WHERE name = 'user:1'")
        .await;

    let mut serve = service.command(&["serve"]);
    serve
        .env("VERNISSAGE__SERVER__LISTEN", "127.0.0.1:0")
        .env("VERNISSAGE__SERVER__MONITOR_LISTEN", "127.0.0.1:0")
        .stdout(Stdio::piped())
        .stderr(Stdio::null());

    let mut service = Service(serve.spawn().unwrap());
    let mut announced = BufReader::new(service.0.stdout.take().unwrap())
        .lines()
        .map_while(Result::ok);
    let address = announced
        .find_map(|line| {
            let (_, address) = line.split_once("metrics are at http://")?;
            address.strip_suffix("/metrics").map(str::to_owned)
        })
        .unwrap();

    wait_until("the metric counts both discrepancies", async || {
        get(&address, "/metrics")
            .lines()
            .any(|line| line == "vernissage_audit_discrepancies 2")
    })
    .await;
}

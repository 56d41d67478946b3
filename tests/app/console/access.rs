//! The console without a session: every route is closed. A table over all routes.

use crate::{
    console::test_console::{HASH, Operator, PASSWORD, TestConsole},
    support::{
        http,
        service::{quick, start},
    },
};

/// Every route that is looked at, with a thing that is there where one is named.
const LOOKING: [&str; 19] = [
    "/console",
    "/console/jobs",
    "/console/jobs/JOB",
    "/console/people",
    "/console/people/PERSON",
    "/console/people/PERSON/chats",
    "/console/people/PERSON/movements",
    "/console/support",
    "/console/support/1",
    "/console/purchases",
    "/console/purchases/open",
    "/console/orders",
    "/console/orders/at/paid",
    "/console/feed",
    "/console/feed/styles",
    "/console/audit",
    "/console/audit/1",
    "/console/pictures/PERSON/PICTURE",
    "/console/feed?which=public",
];

/// Every route that does something.
const DOING: [&str; 16] = [
    "/console/sign-out",
    "/console/jobs/JOB/cancel",
    "/console/jobs/JOB/again",
    "/console/people/PERSON/credits",
    "/console/people/PERSON/block",
    "/console/people/PERSON/unblock",
    "/console/people/PERSON/ban",
    "/console/people/PERSON/allow",
    "/console/feed/1/approve",
    "/console/feed/1/hide",
    "/console/feed/styles/wave",
    "/console/support/1",
    "/console/purchases/refund",
    "/console/orders/1/advance",
    "/console/orders/1/master",
    "/console/sign-in",
];

/// The same routes with real names in them.
async fn routes(console: &TestConsole, operator: &Operator) -> (Vec<String>, Vec<String>) {
    let (visitor, person) = console.visitor().await;
    visitor.order().await;
    visitor.read("Your painting!").await;
    visitor.write("/paysupport").await;
    visitor.write("Where are my credits?").await;

    visitor.read("I've passed it on.").await;

    let list = operator.read("/console/jobs").await;
    let job = list
        .split("/console/jobs/")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .to_owned();

    let sheet = operator.read(&format!("/console/jobs/{job}")).await;
    let picture = sheet
        .split(&format!("/console/pictures/{person}/"))
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();

    let named = |route: &&str| {
        route
            .replace("JOB", &job)
            .replace("PERSON", &person.to_string())
            .replace("PICTURE", picture)
    };

    (
        LOOKING.iter().map(named).collect(),
        DOING.iter().map(named).collect(),
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_passes_without_a_session() {
    let console = TestConsole::open(quick()).await;
    let operator = console.operator().await;
    let (looking, doing) = routes(&console, &operator).await;
    let nobody = Operator::with_cookie(console.app.address, "");
    let guessed = Operator::with_cookie(
        console.app.address,
        &format!("vernissage-console={}", "0".repeat(64)),
    );

    let not_signed_in = Operator::stranger(console.app.address).await;
    let visitor = console.visitor().await.0;
    let person = Operator::with_cookie(console.app.address, &visitor.cookie);
    for route in &looking {
        assert_eq!(operator.get(route).await.status, 200, "{route}");
        for stranger in [&nobody, &guessed, &not_signed_in, &person] {
            let shown = stranger.get(route).await;
            assert_eq!(
                (shown.status, shown.header("location")),
                (303, Some("/console/sign-in")),
                "{route}"
            );

            assert!(shown.body.is_empty(), "{route}");
        }
    }

    for route in doing.iter().filter(|route| *route != "/console/sign-in") {
        for stranger in [&nobody, &guessed, &not_signed_in, &person] {
            let fields = [
                ("reason", "x"),
                ("amount", "5"),
                ("once", "0123456789abcdef"),
                ("words", "x"),
            ];
            let shown = stranger.send(route, &fields, &[]).await;
            assert_eq!(
                (shown.status, shown.header("location")),
                (303, Some("/console/sign-in")),
                "{route}"
            );
        }
    }

    assert_eq!(
        console.journal().await,
        ["sign in|||done"],
        "nothing was done"
    );
    console.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_that_is_not_the_consoles_own_does_nothing() {
    let console = TestConsole::open(quick()).await;
    let operator = console.operator().await;
    let (_, doing) = routes(&console, &operator).await;
    let anothers = crate::console::test_console::value(
        &console.operator().await.read("/console").await,
        "token",
    )
    .unwrap();

    let own =
        crate::console::test_console::value(&operator.read("/console").await, "token").unwrap();
    for route in &doing {
        let rest = [
            ("reason", "x"),
            ("amount", "5"),
            ("once", "0123456789abcdef"),
            ("words", "x"),
            ("password", PASSWORD),
        ];

        for token in ["", &anothers, &own[1..]] {
            let fields = [&[("token", token)], &rest[..]].concat();
            assert_eq!(
                operator.send(route, &fields, &[]).await.status,
                403,
                "{route} with {token:?}"
            );
        }

        let fields = [&[("token", own.as_str())], &rest[..]].concat();
        for foreign in [
            ("origin", "https://evil.example"),
            ("sec-fetch-site", "cross-site"),
        ] {
            assert_eq!(
                operator.send(route, &fields, &[foreign]).await.status,
                403,
                "{route} from elsewhere"
            );
        }
    }

    assert_eq!(
        console.journal().await,
        ["sign in|||done", "sign in|||done"],
        "nothing was done"
    );

    console.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_password_there_is_no_console() {
    let folder = crate::support::service::folder();
    let app = start(folder.path(), quick()).await;
    for route in LOOKING.iter().chain(&DOING).chain(&["/console/sign-in"]) {
        for method in ["GET", "POST"] {
            let shown = http::ask(app.address, &format!("{method} {route}"), &[], b"").await;
            assert_eq!(shown.status, 404, "{method} {route}");
        }
    }

    app.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_there_is_not_found() {
    let console = TestConsole::open(quick()).await;
    let operator = console.operator().await;
    for route in [
        "/console/nothing",
        "/console/jobs/zzz",
        "/console/jobs/..%2f",
        "/console/people/99",
        "/console/pictures/1/0000000000000000000000000000000000000000",
        "/console/pictures/1/..%2f..%2ftest.db",
    ] {
        assert_eq!(operator.get(route).await.status, 404, "{route}");
    }

    assert!(!operator.read("/console").await.contains(HASH.as_str()));
    console.close().await;
}

//! The console's job pages: jobs are viewed, cancelled and painted again.

use vernissage::{
    domain::{credits::Credits, ids::PersonId},
    engine::stylize::fake::{FakePainter, Trouble},
    store::{
        CreditGrant, LedgerStore,
        console::{ConsoleLists, JobFilter, PageStart},
    },
};

use crate::{
    console::test_console::{Operator, TestConsole},
    support::{
        service::{picture, quick, slow},
        visitor::{Visitor, says},
    },
};

async fn with_credits(console: &TestConsole, person: PersonId, credits: u32) {
    let amount = Credits::new(credits);
    let now = vernissage::domain::time::Moment::default();
    let grant = CreditGrant {
        person,
        amount,
        reason: format!("gift {person}"),
        note: "a gift".into(),
        now,
    };

    assert!(console.store().await.grant(grant).await.unwrap());
}

/// Orders a painting for 50 credits.
async fn order_premium(visitor: &Visitor) {
    visitor
        .send(&[picture([200, 30, 30]), picture([30, 30, 200])])
        .await;

    visitor.press("Size and quality").await;
    visitor.press("Premium").await;
    visitor.press("for 50 credits").await;
}

/// The address of the newest job.
async fn newest(console: &TestConsole) -> String {
    let jobs = console
        .store()
        .await
        .console()
        .jobs(&JobFilter::default(), PageStart::First)
        .await
        .unwrap();
    format!("/console/jobs/{}", jobs.items[0].id)
}

async fn cancel(operator: &Operator, job: &str) {
    operator
        .does(
            job,
            &format!("{job}/cancel"),
            &[],
            "Cancelled. The held credits are back with the person",
        )
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_job_gives_its_hold_back_and_its_person_is_told() {
    let console = TestConsole::open(slow()).await;
    let operator = console.operator().await;
    let (visitor, person) = console.visitor().await;
    with_credits(&console, person, 70).await;
    order_premium(&visitor).await;

    visitor.read("Painting: ").await;

    let job = newest(&console).await;
    let sheet = operator.read(&job).await;
    assert!(
        sheet.contains("The 50 credits on hold go back to the person at once."),
        "{sheet}"
    );

    assert_eq!(console.balance(person).await, 20);
    cancel(&operator, &job).await;
    visitor
        .read("Our team has cancelled this painting. All 50 credits are back.")
        .await;

    assert_eq!(console.balance(person).await, 70);

    let sheet = operator.read(&job).await;
    assert!(sheet.contains("50, returned to the person"), "{sheet}");

    let id = job.rsplit('/').next().unwrap();
    assert_eq!(console.journal().await[0], format!("cancel|job {id}||done"));
    operator
        .is_refused(&job, &format!("{job}/cancel"), &[], "too late")
        .await;

    assert!(console.journal().await[0].starts_with(&format!("cancel|job {id}||it was too late")));
    console.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_failed_is_painted_again_for_nothing_or_for_its_price() {
    let console = TestConsole::open(FakePainter {
        trouble: Trouble::Memory,
        ..quick()
    })
    .await;
    let operator = console.operator().await;
    let (visitor, person) = console.visitor().await;
    with_credits(&console, person, 70).await;
    order_premium(&visitor).await;

    visitor.read("I'm sorry").await;

    let job = newest(&console).await;
    let again = format!("{job}/again");
    let id = job.rsplit('/').next().unwrap().to_owned();
    let free = operator
        .does(
            &job,
            &again,
            &[("charging", "nothing")],
            "It is in the queue again",
        )
        .await;

    visitor
        .read("started this painting again. It's free of charge.")
        .await;

    let new_job = free.rsplit('/').next().unwrap().to_owned();
    assert_eq!(
        console.journal().await[0],
        format!("paint again|job {id}|as job {new_job} for 0 credits|done")
    );

    let paid = operator
        .does(
            &job,
            &again,
            &[("charging", "again")],
            "It is in the queue again",
        )
        .await;

    visitor
        .read("started this painting again, for 50 credits.")
        .await;

    assert_ne!(free, paid);
    visitor
        .see(|bubbles| {
            (bubbles.iter().filter(|one| says(one, "I'm sorry")).count() == 3).then_some(())
        })
        .await;

    assert_eq!(
        console.balance(person).await,
        70,
        "they failed as well, and nobody has paid for that"
    );

    console.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_sent_twice_paints_once_and_a_painting_is_not_painted_again() {
    let console = TestConsole::open(quick()).await;
    let operator = console.operator().await;
    let (visitor, _) = console.visitor().await;
    visitor.order().await;
    visitor.read("Your painting!").await;

    let done = newest(&console).await;
    let page = operator.read(&done).await;
    assert!(!page.contains("Paint it again") && !page.contains("Cancel this job"));

    let token = crate::console::test_console::value(&page, "token").unwrap();
    let fields = [
        ("token", token.as_str()),
        ("new_job", "123"),
        ("charging", "nothing"),
    ];
    let refused = operator.send(&format!("{done}/again"), &fields, &[]).await;
    assert!(
        refused.status == 409
            && refused
                .text()
                .contains("only a painting that failed or was cancelled")
    );

    let photo = page
        .split("src=\"/console/pictures/")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let shown = operator.get(&format!("/console/pictures/{photo}")).await;
    assert_eq!(
        (shown.status, shown.header("content-type")),
        (200, Some("image/jpeg"))
    );

    console.close().await;

    let console = TestConsole::open(slow()).await;
    let operator = console.operator().await;
    let (visitor, _) = console.visitor().await;
    visitor.order().await;
    visitor.read("Painting: ").await;

    let job = newest(&console).await;
    cancel(&operator, &job).await;

    let page = operator.read(&job).await;
    let token = crate::console::test_console::value(&page, "token").unwrap();
    let new_job = crate::console::test_console::value(&page, "new_job").unwrap();
    let fields = [
        ("token", token.as_str()),
        ("new_job", new_job.as_str()),
        ("charging", "nothing"),
    ];

    assert_eq!(
        operator
            .send(&format!("{job}/again"), &fields, &[])
            .await
            .status,
        303
    );

    let twice = operator.send(&format!("{job}/again"), &fields, &[]).await;
    assert!(twice.status == 409 && twice.text().contains("done before, by the same form"));
    visitor.read("Your painting!").await;
    assert_eq!(visitor.count("Your painting!"), 1);
    console.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn jobs_are_found_by_what_they_are() {
    let console = TestConsole::open(quick()).await;
    let operator = console.operator().await;
    let (visitor, person) = console.visitor().await;
    visitor.order().await;
    visitor.read("Your painting!").await;

    let job = newest(&console).await;
    for (filter, is_there) in [
        ("", true),
        ("?state=done&tier=free&messenger=web", true),
        ("?state=failed", false),
        ("?tier=hd", false),
        ("?messenger=telegram", false),
        ("?kind=painting", true),
        ("?kind=dream", false),
        ("?photo=egyptian+cat", true),
        ("?photo=Cats&kind=painting&state=done", true),
        ("?photo=castle", false),
        ("?photo=qwertz", false),
        ("?photo=+", true),
        ("?older=0.0", false),
        ("?state=nonsense", true),
    ] {
        let list = operator.read(&format!("/console/jobs{filter}")).await;
        assert_eq!(list.contains(&job), is_there, "{filter}");
    }

    let list = operator.read("/console/jobs?photo=cat").await;
    assert!(
        list.contains("<td data-name=\"Kind\">painting</td>")
            && list.contains("name=\"photo\" value=\"cat\""),
        "{list}"
    );

    let sheet = operator.read(&job).await;
    assert!(sheet.contains("<li>an Egyptian cat, 90 %</li>"), "{sheet}");
    assert!(
        sheet.contains(&format!("/console/people/{person}"))
            && sheet.contains("<dt>Credits</dt><dd>none</dd>"),
        "{sheet}"
    );

    assert!(
        sheet.contains("48 px") || sheet.contains("40 "),
        "the wishes are shown: {sheet}"
    );

    console.close().await;
}

//! The console's people pages: search, gifts, blocks, answers.

use crate::{
    console::test_console::TestConsole,
    support::service::{picture, quick},
};

#[tokio::test(flavor = "multi_thread")]
async fn a_person_is_found_by_whatever_is_known_of_them() {
    let console = TestConsole::open(quick()).await;
    let operator = console.operator().await;
    let (visitor, person) = console.visitor().await;
    let (_, other) = console.visitor().await;

    visitor.order().await;
    visitor.read("Your painting!").await;

    let sheet = operator.read(&format!("/console/people/{person}")).await;
    let chat = sheet
        .split("web:")
        .nth(1)
        .unwrap()
        .split('<')
        .next()
        .unwrap()
        .to_owned();

    let job = sheet
        .split("/console/jobs/")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();

    let link = |person| format!("\"/console/people/{person}\"");
    for words in [
        person.to_string(),
        format!("web%3A{chat}"),
        chat.clone(),
        job.to_owned(),
        format!("+{person}+"),
    ] {
        let found = operator
            .read(&format!("/console/people?words={words}"))
            .await;
        assert!(
            found.contains(&link(person)) && !found.contains(&link(other)),
            "{words}"
        );
    }

    for words in ["nobody", "telegram%3A1", "%3Cscript%3E"] {
        let found = operator
            .read(&format!("/console/people?words={words}"))
            .await;
        assert!(
            found.contains("Nobody.") && !found.contains("<script>"),
            "{words}"
        );
    }

    let all = operator.read("/console/people").await;
    assert!(all.contains(&link(person)) && all.contains(&link(other)));
    assert!(sheet.contains("<dt>Now</dt><dd>idle</dd>"), "{sheet}");
    console.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn credits_are_given_once_with_a_reason_through_the_books() {
    let console = TestConsole::open(quick()).await;
    let operator = console.operator().await;
    let (visitor, person) = console.visitor().await;
    let page = format!("/console/people/{person}");
    let give = format!("{page}/credits");

    let shown = operator.read(&page).await;
    let hidden = |name| crate::console::test_console::value(&shown, name).unwrap();
    let token = hidden("token");
    let once = hidden("once");
    let form = [
        ("token", token.as_str()),
        ("once", once.as_str()),
        ("amount", "25"),
        ("reason", "a broken <painting>"),
    ];

    assert_eq!(operator.send(&give, &form, &[]).await.status, 303);
    assert_eq!(
        operator.send(&give, &form, &[]).await.status,
        409,
        "the same form again"
    );

    assert_eq!(console.balance(person).await, 25);

    let shown = operator.read(&page).await;
    assert!(
        shown.contains("a broken &#60;painting&#62;") && shown.contains("+25"),
        "{shown}"
    );

    operator
        .is_refused(
            &page,
            &give,
            &[("amount", "5"), ("reason", " ")],
            "a reason has 1 to 500 letters",
        )
        .await;

    for amount in ["0", "-5", "1000001", "x"] {
        assert_eq!(
            operator
                .post(&page, &give, &[("amount", amount), ("reason", "x")])
                .await
                .status,
            400,
            "{amount}"
        );
    }

    operator
        .is_refused(
            &page,
            "/console/people/99/credits",
            &[("amount", "5"), ("reason", "x")],
            "no such thing",
        )
        .await;

    visitor.write("/balance").await;
    visitor.read("You have 25 credits").await;

    let journal = console.journal().await;
    assert_eq!(
        journal[0],
        "give credits|person 99|5: x|there is no such thing"
    );

    let gift = format!("give credits|person {person}|25: a broken <painting>|");
    assert_eq!(journal[2], format!("{gift}done"));
    assert!(journal[1].starts_with(&gift) && journal[1].ends_with("by the same form"));
    console.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_blocked_person_is_not_served_until_they_are_unblocked() {
    let console = TestConsole::open(quick()).await;
    let operator = console.operator().await;
    let (visitor, person) = console.visitor().await;
    let page = format!("/console/people/{person}");
    operator
        .does(
            &page,
            &format!("{page}/block"),
            &[("reason", "insults")],
            "Blocked. What they have paid",
        )
        .await;

    visitor
        .send(&[picture([200, 30, 30]), picture([30, 30, 200])])
        .await;

    visitor.read("I'm sorry, you have been blocked").await;

    visitor.write("/buy").await;
    visitor
        .see(|bubbles| {
            (bubbles
                .iter()
                .filter(|one| {
                    crate::support::visitor::says(one, "I'm sorry, you have been blocked")
                })
                .count()
                == 2)
                .then_some(())
        })
        .await;

    visitor.write("/balance").await;
    visitor.read("You have 0 credits").await;
    visitor.write("/paysupport").await;
    visitor.read("Is something wrong with a payment").await;
    visitor.write("Why?").await;

    visitor.read("I've passed it on.").await;

    let shown = operator.read(&page).await;
    assert!(
        shown.contains("UTC: insults") && shown.contains("<blockquote>Why?</blockquote>"),
        "{shown}"
    );

    assert!(
        operator
            .read("/console/people?blocked=yes")
            .await
            .contains(&format!("\"{page}\""))
    );

    operator
        .does(
            &page,
            &format!("{page}/unblock"),
            &[],
            "They can use the bot again",
        )
        .await;

    visitor.order().await;
    visitor.read("Your painting!").await;
    operator
        .is_refused(&page, &format!("{page}/unblock"), &[], "too late")
        .await;

    let journal = console.journal().await;
    assert_eq!(
        journal[1..3],
        [
            format!("unblock|person {person}||done"),
            format!("block|person {person}|insults|done")
        ]
    );

    console.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_block_outlives_the_one_who_deletes_everything() {
    let console = TestConsole::open(quick()).await;
    let operator = console.operator().await;
    let (visitor, person) = console.visitor().await;
    let page = format!("/console/people/{person}");
    operator
        .does(
            &page,
            &format!("{page}/block"),
            &[("reason", "insults")],
            "Blocked.",
        )
        .await;

    visitor.write("/delete_me").await;
    visitor.press("delete everything").await;
    visitor.read("Everything has been deleted").await;

    let again = crate::support::visitor::Visitor::back(&console.app, visitor.cookie.clone());
    again.write("/start").await;
    again.read("I'm sorry, you have been blocked").await;

    let found = operator.read("/console/people?blocked=yes").await;
    assert!(found.matches("<th scope=\"row\">").count() == 2, "{found}");
    console.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_arrives_in_the_chat_it_was_asked_in() {
    let console = TestConsole::open(quick()).await;
    let operator = console.operator().await;
    let (visitor, person) = console.visitor().await;
    visitor.write("/paysupport").await;
    visitor.read("Is something wrong with a payment").await;

    visitor.write("Where are my <b>credits</b>?").await;
    visitor.read("I've passed it on.").await;

    let list = operator.read("/console/support").await;
    assert!(
        list.contains("Where are my &#60;b&#62;credits&#60;/b&#62;?"),
        "{list}"
    );

    assert!(list.contains(&format!("/console/people/{person}")));

    let answer = "They are here.\r\nSorry & thank you!";
    operator
        .is_refused(
            "/console/support",
            "/console/support/1",
            &[("words", " ")],
            "an answer has 1 to 3500",
        )
        .await;

    operator
        .does(
            "/console/support",
            "/console/support/1",
            &[("words", answer)],
            "on its way to their chat",
        )
        .await;

    let arrived = visitor.read("The answer to your question no. 1:").await;
    assert!(
        arrived["text"]
            .as_str()
            .unwrap()
            .contains("They are here.\nSorry & thank you!"),
        "{arrived}"
    );

    assert!(
        operator
            .read("/console/support")
            .await
            .contains("Nobody is waiting for an answer.")
    );

    assert!(
        operator
            .read(&format!("/console/people/{person}"))
            .await
            .contains("Sorry &#38; thank you!")
    );

    let twice = [("words", "Once more.")];
    operator
        .is_refused(
            "/console",
            "/console/support/1",
            &twice,
            "no request 1 waits for an answer",
        )
        .await;

    assert_eq!(console.journal().await[0], "answer|request 1||done");
    console.close().await;
}

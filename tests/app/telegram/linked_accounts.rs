//! A person's chat page and Telegram chat become one account, and guessing a code does not join.

use std::path::Path;

use serde_json::Value;
use vernissage::{app::App, store::LedgerStore};

use crate::{
    support::visitor::Visitor,
    telegram::{
        fake::{Message, Telegram},
        person::{Person, pair},
        service::{folder, quick, run, slow, store, toml},
    },
};

const PROMOS: &str = "[[promo]]\ncode = \"PAGE\"\ncredits = 30\n[[promo]]\ncode = \"PHONE\"\ncredits = 12\n\
                      [[promo]]\ncode = \"BOTH\"\ncredits = 5";

/// What follows `/link` in the newest message that shows a code.
async fn shown_code(page: &Visitor, before: usize) -> String {
    let shown = page.see(|bubbles| {
        let codes = bubbles
            .iter()
            .filter_map(|bubble| bubble["text"].as_str()?.split_once("\n\n/link "));
        codes.map(|(_, rest)| rest[..10].to_owned()).nth(before)
    });
    shown.await
}

async fn pictures_of(page: &Visitor, title: &str) -> Vec<String> {
    let shown = page.read(title).await;
    let pictures = shown["pictures"].as_array().unwrap();

    pictures
        .iter()
        .map(|picture| picture["url"].as_str().unwrap().to_owned())
        .collect()
}

async fn in_order(folder: &Path, app: App) {
    app.stop().await.unwrap();
    assert_eq!(store(folder).await.audit().await.unwrap(), []);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_page_and_telegram_share_one_balance_and_one_history() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let app = run(&toml(folder.path(), &telegram, PROMOS), slow()).await;
    let page = Visitor::at(app.address().unwrap()).await;
    let ada = Person::new(&telegram, 7, "en");

    for code in ["PAGE", "BOTH"] {
        page.write(&format!("/promo {code}")).await;
    }

    page.send(&pair()).await;
    page.press("Paint it").await;
    page.read("Your painting!").await;

    for code in ["PHONE", "BOTH"] {
        ada.write(&format!("/promo {code}"));
    }

    ada.order().await;
    ada.read("Painting: ").await;

    page.write("/link").await;
    ada.write(&format!("/link {}", shown_code(&page, 0).await));

    let question = ada
        .read("Link this chat with the one on the chat page?")
        .await;
    assert!(
        question
            .text
            .contains("It has 35 credits, this one has 17: together that makes 47"),
        "{}",
        question.text
    );

    ada.press("Yes, link them").await;
    ada.read("You have 47 credits.").await;

    let told = page.read("A chat in Telegram has just been linked").await;
    assert!(
        told["text"]
            .as_str()
            .unwrap()
            .contains("you have 47 credits"),
        "{told}"
    );

    ada.read("Your painting!").await;
    assert_eq!(
        page.count("Your painting!"),
        1,
        "each painting comes to where it was ordered"
    );

    page.write("/balance").await;
    ada.write("/balance");

    let in_books = page.read("Recent transactions:").await["text"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(
        in_books.contains("+17 from a chat that was linked"),
        "{in_books}"
    );

    assert!(
        in_books.contains("−5 a promo code used in both linked chats counts once"),
        "{in_books}"
    );

    assert_eq!(ada.read("Recent transactions:").await.text, in_books);
    page.write("/history").await;
    ada.write("/history");

    let paintings = pictures_of(&page, "Your recent paintings").await;
    assert_eq!(paintings.len(), 2);

    for url in &paintings {
        assert_eq!(page.get(url).await.status, 200, "{url}");
    }

    ada.read("Which one?").await;

    ada.write("/delete_me");

    let question: Message = ada
        .read("Are you sure you want to delete everything?")
        .await;
    assert!(
        question
            .text
            .contains("everything is deleted there too: on the chat page."),
        "{}",
        question.text
    );

    ada.press("Yes, delete everything").await;
    ada.read("Everything has been deleted.").await;
    page.read("You deleted everything from another of your chats")
        .await;

    for url in &paintings {
        assert_eq!(page.get(url).await.status, 404, "{url}");
    }

    in_order(folder.path(), app).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn guessing_is_refused_after_a_few_tries() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let app = run(&toml(folder.path(), &telegram, ""), quick()).await;
    let page = Visitor::at(app.address().unwrap()).await;
    let thief = Person::new(&telegram, 8, "en");

    page.write("/link").await;

    let code = shown_code(&page, 0).await;

    for (guess, left) in [
        ("2", "4 tries left"),
        ("3", "3 tries left"),
        ("4", "2 tries left"),
        ("5", "1 try left"),
    ] {
        thief.write(&format!("/link {}", guess.repeat(10)));
        thief.read(left).await;
    }

    thief.write("/link 6666666666");
    thief.read("That was your last try for now").await;
    thief.write(&format!("/link {code}"));
    thief.read("Too many wrong codes.").await;

    // Not even the button of a question that was never asked.
    thief.press_code(1, &format!("l:{code}"));
    thief
        .see(|chat| {
            (chat
                .messages
                .iter()
                .filter(|one| one.text.contains("Too many wrong"))
                .count()
                == 2)
                .then_some(())
        })
        .await;

    assert_eq!(
        (
            thief.count("Link this chat"),
            page.count("has just been linked")
        ),
        (0, 0)
    );

    // Who holds the code joins; it is used once, and the next one is another.
    let friend = Person::new(&telegram, 9, "ru");
    friend.write(&format!("/link {code}"));
    friend.press("Да, объединить").await;
    friend.read("Готово!").await;
    page.read("A chat in Telegram has just been linked").await;

    let late = Person::new(&telegram, 10, "en");
    late.write(&format!("/link {code}"));
    late.read("I don't know that code.").await;
    page.write("/link").await;

    let next = shown_code(&page, 1).await;
    assert_ne!(next, code);
    friend.write(&format!("/link {next}"));
    friend.read("Это код этого самого счёта.").await;

    let shown: Value = page
        .read("anyone who has it gets access to everything")
        .await;
    assert!(shown["text"].as_str().unwrap().contains("10 minutes"));
    in_order(folder.path(), app).await;
}

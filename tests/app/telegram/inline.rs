//! Inline mode: what a person finds in other chats by the bot's name. Nobody but the author finds a
//! painting that is not public.

use std::{path::Path, time::Duration};

use serde_json::{Value, json};
use vernissage::{
    app::App,
    clock::{Clock, SystemClock},
    domain::ids::PersonId,
    store::{
        Address, ConversationStore,
        console::{ActionOrigin, ConsoleStore, OperatorAction},
    },
};

use crate::telegram::{
    fake::{Body, Button, InlineAnswer, Telegram},
    person::{Person, button},
    service::{folder, picture, quick, run, store, toml},
};

const HOME: &str = "https://vernissage.example";

/// A Telegram in which the bot's inline mode is on.
async fn telegram() -> Telegram {
    let telegram = Telegram::start().await;
    telegram.world().inline.is_on = true;
    telegram
}

async fn start(folder: &Path, telegram: &Telegram) -> App {
    let more = format!("server.public_url = \"{HOME}\"\n");
    run(&toml(folder, telegram, &more), quick()).await
}

/// What is found: the picture of each result, by its address or its file id.
fn pictures(answer: &InlineAnswer) -> Vec<String> {
    let picture = |result: &Value| {
        let picture = result["photo_file_id"].as_str();
        picture.or(result["photo_url"].as_str()).unwrap().to_owned()
    };
    answer.results.iter().map(picture).collect()
}

fn links(result: &Value) -> Vec<String> {
    let rows = result["reply_markup"]["inline_keyboard"].as_array();
    let keys = rows
        .into_iter()
        .flatten()
        .flat_map(|row| row.as_array().unwrap());
    keys.map(|key| key["url"].as_str().unwrap().to_owned())
        .collect()
}

/// Waits until a person finds so many pictures.
async fn finds(person: &Person, count: usize) -> InlineAnswer {
    for _ in 0..600 {
        let answer = person.find("", "").await;
        if answer.results.len() == count {
            return answer;
        }
        // A person asks no more often than anybody types.
        tokio::time::sleep(Duration::from_millis(1100)).await;
    }

    panic!("{} does not find {count} pictures", person.id)
}

/// Has something painted; the file id under which the painting was sent.
async fn painting_of(person: &Person) -> String {
    person.order().await;
    let message = person.read("Your painting!").await;
    let Body::Photo(photo) = message.body else {
        panic!("no photo")
    };
    photo.file_id
}

async fn person_at(folder: &Path, id: i64) -> PersonId {
    let address = Address {
        messenger: "telegram".to_owned(),
        external: id.to_string(),
    };
    let found = store(folder).await.chat_at(&address).await.unwrap();
    found.unwrap().person
}

async fn act(folder: &Path, action: OperatorAction) {
    let console = store(folder).await.console();
    let done = console.act(action, ActionOrigin::command_line(), SystemClock.now());
    done.await.unwrap().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_private_painting_is_found_by_its_author_only_and_a_public_one_by_all() {
    let folder = folder();
    let telegram = telegram().await;
    let app = start(folder.path(), &telegram).await;
    let ada = Person::new(&telegram, 7, "en");
    let bob = Person::new(&telegram, 8, "ru");

    // Nobody has anything, and the bot knows nobody: it shows a way to itself.
    let nothing = bob.find("", "").await;
    assert!(nothing.results.is_empty());
    let (label, start) = nothing.button.unwrap();
    assert_eq!(
        (label.as_str(), start.as_str()),
        ("Открыть бота и нарисовать свою", "inline")
    );

    let file = painting_of(&ada).await;
    let own = finds(&ada, 1).await;
    assert_eq!(pictures(&own), [file.as_str()], "as it was sent to her");
    assert_eq!(
        links(&own.results[0]),
        ["https://t.me/vernissage_bot?start=picture"]
    );
    assert_eq!(own.button, None);
    assert!(bob.find("", "").await.results.is_empty(), "it is private");

    // What she can find with the button below it, he cannot.
    let (_, Button { data, .. }) = ada.see(|chat| button(chat, "Send to a friend")).await;
    assert_eq!(pictures(&ada.find(&data, "").await), [file.as_str()]);
    assert!(bob.find(&data, "").await.results.is_empty());

    ada.press("Publish").await;
    ada.press("Show the style").await;
    ada.read("• the style (your picture): yes").await;
    ada.press("Yes, publish it").await;
    ada.read("Your painting is in the feed").await;

    let public = finds(&bob, 1).await;
    let picture = &pictures(&public)[0];
    assert!(
        picture.starts_with(&format!("{HOME}/feed/pictures/")),
        "{picture}"
    );
    let [opens_bot, opens_page] = links(&public.results[0]).try_into().unwrap();
    let style = opens_bot.strip_prefix("https://t.me/vernissage_bot?start=style_");
    assert!(style.is_some(), "{opens_bot}");
    assert!(
        opens_page.starts_with(&format!("{HOME}/p/")),
        "{opens_page}"
    );
    assert!(
        bob.find(&data, "").await.results.is_empty(),
        "the name is still hers"
    );

    // She finds it once: as hers.
    let own = finds(&ada, 1).await;
    assert_eq!(pictures(&own), [file.as_str()]);
    assert!(links(&own.results[0])[0].contains("?start=style_"));

    // The link opens the bot with that style.
    bob.write(&format!("/start style_{}", style.unwrap()));
    bob.read("Теперь пришлите").await;

    ada.write("/published");
    ada.press("1").await;
    ada.press("Take it back").await;
    ada.read("Taken back").await;
    finds(&bob, 0).await;
    assert_eq!(
        pictures(&finds(&ada, 1).await),
        [file.as_str()],
        "it is hers"
    );

    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_of_people_who_are_blocked_or_gone_and_nothing_that_was_hidden() {
    let folder = folder();
    let telegram = telegram().await;
    let app = start(folder.path(), &telegram).await;
    let ada = Person::new(&telegram, 7, "en");
    let bob = Person::new(&telegram, 8, "en");

    painting_of(&ada).await;
    ada.press("Publish").await;
    ada.press("Yes, publish it").await;
    ada.read("Your painting is in the feed").await;
    let public = finds(&bob, 1).await;

    let person = person_at(folder.path(), 7).await;
    let because = "spam".to_owned();
    act(folder.path(), OperatorAction::Block { person, because }).await;
    assert!(ada.find("", "").await.results.is_empty());
    assert_eq!(ada.find("", "").await.button, None);
    assert!(bob.find("", "").await.results.is_empty());

    act(folder.path(), OperatorAction::Unblock { person }).await;
    finds(&ada, 1).await;
    let id = public.results[0]["id"].as_str().unwrap();
    let entry = id
        .strip_prefix("feed-")
        .and_then(vernissage::domain::feed::EntryId::parse);
    let hide = OperatorAction::Hide {
        entry: entry.unwrap(),
        because: "no".to_owned(),
    };
    act(folder.path(), hide).await;
    finds(&bob, 0).await;
    assert!(
        ada.find("", "").await.results.is_empty(),
        "not even as her own"
    );
    ada.press("Take it back").await;
    ada.read("Taken back").await;
    assert!(
        ada.find("", "").await.results.is_empty(),
        "it stays hidden when it is taken back"
    );

    painting_again(&ada).await;
    finds(&ada, 1).await;
    ada.write("/delete_me");
    ada.press("Yes, delete").await;
    ada.read("deleted").await;
    let nothing = finds(&ada, 0).await;
    assert!(
        nothing.button.is_some(),
        "the bot does not know her any more"
    );

    app.stop().await.unwrap();
}

/// Another painting, of other pictures.
async fn painting_again(person: &Person) {
    person.send_album([picture([90, 90, 10]), picture([10, 90, 90])], "");
    person.press("Paint it").await;
    person
        .see(|chat| {
            let paintings = chat.messages.iter();
            let done = paintings.filter(|one| one.text.contains("Your painting!"));
            (done.count() == 2).then_some(())
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_best_of_the_week_come_page_by_page_and_by_words() {
    let folder = folder();
    let telegram = telegram().await;
    let feed = store(folder.path()).await.feed();
    feed.seed(300, SystemClock.now()).await.unwrap();
    let app = start(folder.path(), &telegram).await;
    let bob = Person::new(&telegram, 8, "en");

    let mut found = Vec::new();
    let mut offset = String::new();
    loop {
        let answer = bob.find("", &offset).await;
        assert!(answer.results.len() <= 20);
        found.extend(pictures(&answer));
        offset = answer.next_offset;
        if offset.is_empty() {
            break;
        }
    }

    assert!(found.len() > 25, "{} in a week", found.len());
    let mut different = found.clone();
    different.sort();
    different.dedup();
    assert_eq!(different.len(), found.len(), "none comes twice");

    let waves = bob.find("  WAVE ", "").await;
    assert!(!waves.results.is_empty() && waves.next_offset.is_empty());
    for wave in &waves.results {
        assert!(wave["caption"].as_str().unwrap().contains("The Great Wave"));
    }
    assert!(bob.find("no such thing", "").await.results.is_empty());

    // Whatever stands there, it is an answer.
    for offset in ["", "x", "o1-1", "b1-1", "ю", "b--"] {
        bob.find("", offset).await;
    }

    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_sent_is_found_after_a_restart_and_what_telegram_lost_hides_nothing() {
    let folder = folder();
    let telegram = telegram().await;
    let app = start(folder.path(), &telegram).await;
    let ada = Person::new(&telegram, 7, "en");
    let file = painting_of(&ada).await;
    finds(&ada, 1).await;
    app.stop().await.unwrap();

    let feed = store(folder.path()).await.feed();
    feed.seed(60, SystemClock.now()).await.unwrap();
    let app = start(folder.path(), &telegram).await;
    assert_eq!(pictures(&ada.find("", "").await)[0], file);

    telegram.world().chats.files.remove(&file);
    let rest = ada.find("", "").await;
    assert!(!rest.results.is_empty(), "the feed is still there");
    assert!(
        rest.results
            .iter()
            .all(|one| one["photo_file_id"].is_null())
    );

    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_query_is_left_alone_and_nobody_asks_without_end() {
    let folder = folder();
    let telegram = telegram().await;
    let app = start(folder.path(), &telegram).await;
    let ada = Person::new(&telegram, 7, "en");
    let bob = Person::new(&telegram, 8, "en");

    let old = telegram.world().next_query();
    telegram.world().forget_query(&old);
    let update = json!({ "id": old, "from": { "id": 7 }, "query": "", "offset": "" });
    telegram.push("inline_query", update);
    ada.choose("own-1", "");
    ada.find("", "").await;
    assert!(!telegram.world().inline.answers.contains_key(&old));

    let queries: Vec<String> = (0..80).map(|_| ada.type_name("", "")).collect();
    bob.find("", "").await;
    let answered = |telegram: &Telegram| {
        let world = telegram.world();
        let is_answered = |query: &&String| world.inline.answers.contains_key(*query);
        queries.iter().filter(is_answered).count()
    };
    for _ in 0..200 {
        if answered(&telegram) >= 50 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    bob.find("", "").await;
    assert!(answered(&telegram) < 60, "{}", answered(&telegram));

    // Ordinary messages are answered as ever.
    ada.write("/start");
    ada.read("Hello!").await;
    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_button_that_shares_is_there_only_while_inline_mode_is_on() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let app = start(folder.path(), &telegram).await;
    let ada = Person::new(&telegram, 7, "en");
    painting_of(&ada).await;
    assert!(
        ada.see(|chat| Some(button(chat, "Send to a friend")))
            .await
            .is_none()
    );
    app.stop().await.unwrap();

    // It is on when the bot asks, and off when the painting is sent.
    telegram.world().inline.is_on = true;
    let app = start(folder.path(), &telegram).await;
    telegram.world().inline.is_on = true;
    ada.write("/start");
    ada.see(|chat| {
        (chat
            .messages
            .iter()
            .filter(|one| one.text.contains("Hello!"))
            .count()
            == 1)
            .then_some(())
    })
    .await;
    telegram.world().inline.is_on = false;
    painting_again(&ada).await;
    assert!(
        ada.see(|chat| Some(button(chat, "Send to a friend")))
            .await
            .is_none()
    );

    app.stop().await.unwrap();
}

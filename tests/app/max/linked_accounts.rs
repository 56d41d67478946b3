//! Two chats in MAX become one account.

use crate::max::{
    fake::{Chat, Max},
    person::Person,
    service::{folder, quick, run, toml},
};

const SETTINGS: &str =
    "[[promo]]\ncode = \"ONE\"\ncredits = 30\n[[promo]]\ncode = \"OTHER\"\ncredits = 12";

fn shown_code(chat: &Chat) -> Option<String> {
    let newest = chat.messages.iter().rev().filter(|one| one.from_bot);
    newest
        .filter_map(|one| one.text.split_once("\n\n/link "))
        .map(|(_, rest)| rest[..10].to_owned())
        .next()
}

#[tokio::test(flavor = "multi_thread")]
async fn two_chats_are_joined() {
    let folder = folder();
    let max = Max::start().await;
    let app = run(&toml(folder.path(), &max, SETTINGS), quick()).await;
    let one = Person::new(&max, 7, "ru");
    let other = Person::new(&max, 8, "ru");

    one.write("/promo ONE");
    other.write("/promo OTHER");
    one.write("/link");
    other.write(&format!("/link {}", one.see(shown_code).await));
    other.press("Да, объединить").await;
    other.read("теперь одно целое").await;
    one.read("Только что присоединился чат").await;

    for person in [&one, &other] {
        person.write("/balance");
        person.read("У вас 42 кредита").await;
    }
    app.stop().await.unwrap();
}

//! The whole conversation in VKontakte.

use vernissage::{
    domain::{credits::Credits, time::Moment},
    engine::image::{Limits, Picture},
    store::{Address, ConversationStore, CreditGrant, LedgerStore},
};

use crate::vk::{
    fake::{Attachment, Button, Fault, Message, Vk},
    person::{Person, button, pair},
    service::{folder, picture, quick, run, slow, start, store, toml},
};

fn picture_of(message: &Message) -> Picture {
    let [Attachment::Photo(bytes) | Attachment::Document(bytes, _)] =
        message.attachments.as_slice()
    else {
        panic!("not one picture: {message:?}")
    };
    Picture::decode(bytes, &Limits::default()).unwrap()
}

async fn give(folder: &std::path::Path, person: &Person, amount: u32) {
    let store = store(folder).await;
    let address = Address {
        messenger: "vk".into(),
        external: person.id.to_string(),
    };
    let id = store.chat_at(&address).await.unwrap().unwrap().person;
    let amount = Credits::new(amount);
    let reason = format!("a gift to {id}");

    let grant = CreditGrant {
        person: id,
        amount,
        reason,
        note: String::new(),
        now: Moment::default(),
    };
    assert!(store.grant(grant).await.unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn two_photos_in_one_message_become_a_painting_as_photo_and_document() {
    let folder = folder();
    let vk = Vk::start().await;
    let app = start(folder.path(), &vk, slow()).await;
    let anna = Person::new(&vk, 7, 0);
    anna.begin("");

    anna.read("Здравствуйте!").await;
    give(folder.path(), &anna, 500).await;
    anna.send_photos(pair(), "вот");

    let summary = anna.read("Всё готово. Начинаем?").await;
    assert!(
        summary
            .buttons
            .iter()
            .flatten()
            .all(|button| button.kind == "callback")
    );

    anna.press("Размер и качество").await;
    anna.press("HD").await;
    anna.press("Нарисовать за").await;

    let started = anna.read("Начал!").await;
    assert_eq!((started.id, started.buttons.len()), (summary.id, 0));

    let grown = anna.read("Рисую: ").await;
    let painting = anna.read("Ваша картина!").await;
    let file = anna.read("Картина в полном качестве.").await;
    let done = anna.read("Готово!").await;
    assert_eq!(
        (done.id, done.buttons.len(), done.attachments.len()),
        (grown.id, 0, 1),
        "progress is told in one message"
    );

    assert!(done.edits.len() >= 2 && painting.id > done.id, "{done:?}");
    assert_eq!(
        (
            picture_of(&painting).width(),
            picture_of(&painting).height()
        ),
        (48, 36)
    );

    let [red, _, blue] = picture_of(&painting).as_rgb()[..3] else {
        unreachable!()
    };
    assert!(red > 100 && blue > 100, "half photo, half style");
    assert!(matches!(
        painting.attachments.as_slice(),
        [Attachment::Photo(_)]
    ));

    let [Attachment::Document(_, name)] = file.attachments.as_slice() else {
        panic!("no file: {file:?}")
    };
    assert!(name.starts_with("vernissage-"), "{name}");
    app.stop().await.unwrap();

    let world = vk.world();
    assert!(world.chats.pressed.is_empty(), "every press is answered");
    assert_eq!((world.chats.repeated, world.too_many), (0, 0));
    assert!(
        world.chats.open[&anna.id].typing > 0,
        "the bot is seen to be writing"
    );

    assert_eq!(world.chats.snackbars, ["Принято, одну минуту…"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_document_a_forwarded_photo_and_a_post_are_all_pictures() {
    let folder = folder();
    let vk = Vk::start().await;
    let _app = start(folder.path(), &vk, quick()).await;
    let anna = Person::new(&vk, 7, 0);
    anna.send_document(picture([200, 30, 30]), "IMG_0001.PNG");

    anna.read("А в каком стиле?").await;
    anna.forward_photo(picture([30, 30, 200]));
    anna.press("Нарисовать").await;
    assert_eq!(picture_of(&anna.read("Ваша картина!").await).width(), 48);
    anna.forward_post(picture([9, 99, 9]));

    anna.read_times("А в каком стиле?", 2).await;
    anna.send_document(b"Dear sir, this is a letter.".to_vec(), "letter.png");
    anna.read("Это текст").await;

    anna.send_document(b"\0\0\0\x18ftypavif\0\0\0\0avifmif1".to_vec(), "photo.avif");
    anna.read("Это AVIF, его я пока открывать не умею. Отправьте картинку как фото")
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_picture_gets_an_answer_of_its_own() {
    let folder = folder();
    let vk = Vk::start().await;
    let _app = start(folder.path(), &vk, quick()).await;
    let bob = Person::new(&vk, 8, 3);
    let answers = [
        ("sticker", "Nice sticker"),
        ("audio_message", "I can't hear"),
        ("video", "This chat keeps videos to itself"),
        ("poll", "I don't know what to do with that"),
    ];

    for (what, answer) in answers {
        bob.send_other(what);
        bob.read(answer).await;
    }

    bob.write("what a day");
    bob.read("better with pictures than with words").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_style_is_chosen_from_cards_or_where_there_are_none_from_buttons() {
    let folder = folder();
    let vk = Vk::start().await;
    let _app = start(folder.path(), &vk, quick()).await;
    let anna = Person::new(&vk, 7, 0);
    let old = Person::with_app(&vk, 8, vec!["text", "callback"]);

    for person in [&anna, &old] {
        person.write("/styles");
    }

    let cards = anna.read("Мои любимые.").await;
    assert!(
        cards.is_carousel
            && cards.buttons.len() == cards.attachments.len()
            && cards.attachments.len() >= 2
    );

    let style = cards.buttons[1][0].clone();
    anna.press_button(cards.id, &style);
    anna.read("Теперь пришлите фото.").await;

    let plain = old.read("Мои любимые.").await;
    assert!(
        !plain.is_carousel
            && plain.buttons.is_empty()
            && plain.attachments.len() == cards.attachments.len()
    );

    old.press("Хокусай").await;
    old.read("Теперь пришлите фото.").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn cards_that_are_refused_become_pictures() {
    let folder = folder();
    let vk = Vk::start().await;
    let _app = start(folder.path(), &vk, quick()).await;
    let anna = Person::new(&vk, 7, 0);

    vk.order("messages.send", 1, Fault::error(911));
    anna.write("/styles");

    let plain = anna.read("Мои любимые.").await;
    assert!(!plain.is_carousel && plain.attachments.len() >= 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_app_without_callbacks_gets_buttons_that_write() {
    let folder = folder();
    let vk = Vk::start().await;
    let _app = start(folder.path(), &vk, quick()).await;
    let old = Person::with_app(&vk, 7, vec!["text"]);
    old.send_photos(pair(), "");

    let pressed = old.press("Нарисовать").await;
    assert_eq!(pressed.kind, "text");
    old.read("Ваша картина!").await;
    old.write("/buy");

    let shop = old
        .see(|chat| button(chat, "кредит").map(|(_, button)| button))
        .await;
    assert_eq!(shop.kind, "text");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_menu_stays_below_the_chat_and_is_shown_once() {
    let folder = folder();
    let vk = Vk::start().await;
    let _app = start(folder.path(), &vk, quick()).await;
    let anna = Person::new(&vk, 7, 0);
    anna.write("/help");

    anna.press_menu("Стили").await;
    anna.read("Какой стиль возьмём?").await;
    anna.press_menu("Кредиты").await;
    anna.read("У вас 0 кредитов").await;

    let bob = Person::new(&vk, 8, 3);
    bob.write("/help");
    bob.press_menu("My paintings").await;
    bob.read("No paintings").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_who_follows_a_friends_link_is_known_as_invited() {
    let folder = folder();
    let vk = Vk::start().await;
    let _app = start(folder.path(), &vk, quick()).await;
    let anna = Person::new(&vk, 7, 0);
    let bob = Person::new(&vk, 8, 3);

    anna.write("/invite");

    let told = anna
        .see(|chat| {
            chat.messages
                .iter()
                .find(|one| one.text.contains("https://vk.me/"))
                .cloned()
        })
        .await;

    let code = told
        .text
        .split("?ref=")
        .nth(1)
        .unwrap()
        .split_whitespace()
        .next()
        .unwrap();

    assert!(told.text.contains(&format!(
        "https://vk.me/club{}?ref=",
        crate::vk::fake::GROUP
    )));

    bob.begin(code);
    bob.read("Hello!").await;

    let inviter = sqlx_number(
        folder.path(),
        "SELECT count(*) FROM persons WHERE invited_by IS NOT NULL",
    )
    .await;
    assert_eq!(inviter, 1);
}

async fn sqlx_number(folder: &std::path::Path, sql: &'static str) -> i64 {
    use sqlx::{Connection, SqliteConnection};

    let url = format!("sqlite://{}", folder.join("test.db").display());
    let mut db = SqliteConnection::connect(&url).await.unwrap();
    sqlx::query_scalar(sql).fetch_one(&mut db).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_purchase_is_paid_on_a_page_that_a_button_opens() {
    let folder = folder();
    let vk = Vk::start().await;
    let app = run(&toml(folder.path(), &vk, ""), quick()).await;
    let anna = Person::new(&vk, 7, 0);
    anna.write("/buy");

    anna.press("кредит").await;

    let open = |chat: &crate::vk::fake::Chat| {
        chat.messages
            .iter()
            .rev()
            .flat_map(|one| one.buttons.iter().flatten())
            .find(|one| one.kind == "open_link")
            .cloned()
    };
    let Button { data: link, .. } = anna.see(open).await;
    let page = reqwest::get(&link).await.unwrap();
    assert!(page.status().is_success(), "{link}");
    app.stop().await.unwrap();
}

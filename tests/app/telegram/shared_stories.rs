//! The shared stories, in Telegram.

use std::time::Duration;

use crate::{
    support::{
        connections::free_address,
        stories::{self, BotFilm, BotMessage, TestChat},
    },
    telegram::{
        fake::{Body, Button, FilmKind, Message, Telegram},
        person::{Person, button, pair, says},
        service::{folder, quick, run, slow, spawn, store, toml},
    },
};

impl TestChat for Person {
    async fn write(&self, words: &str) {
        Self::write(self, words);
    }

    async fn send_pair(&self) {
        self.send_album(pair(), "");
    }

    async fn send_file(&self, file: Vec<u8>, name: &str) {
        self.send_document(file, name);
    }

    async fn send_film(&self, mp4: Vec<u8>) {
        Self::send_film(self, FilmKind::Animation, mp4, "");
    }

    async fn press(&self, label: &str) {
        Self::press(self, label).await;
    }

    async fn link(&self, label: &str) -> String {
        let is_page = |(_, one): &(i64, Button)| one.data.contains("/pay/");
        self.see(|chat| button(chat, label).filter(is_page))
            .await
            .1
            .data
    }

    async fn read(&self, words: &str) -> BotMessage {
        let message = Self::read(self, words).await;
        let labels = message
            .buttons
            .iter()
            .flatten()
            .map(|button| button.label.clone())
            .collect();

        let is_file = matches!(message.body, Body::Document(..));

        // An album is several messages with the same album id.
        let album: Vec<_> = self
            .messages()
            .into_iter()
            .filter(|one| {
                one.id == message.id || (one.album.is_some() && one.album == message.album)
            })
            .collect();

        let bytes = |body: &Body| match body {
            Body::Photo(picture) | Body::Document(picture, _) => Some(picture.bytes.to_vec()),
            Body::Text
            | Body::Film(..)
            | Body::Invoice(_)
            | Body::Bill(_)
            | Body::Service(..)
            | Body::Other(_) => None,
        };
        let pictures = album.iter().filter_map(|one| bytes(&one.body)).collect();

        // The words of a video note are the next message.
        let messages = self.messages();
        let before = messages.iter().rev().find(|one| one.id < message.id);
        let film = film(&message)
            .or_else(|| film(before?).filter(|film| film.is_round && message.body == Body::Text));

        BotMessage {
            id: message.id.to_string(),
            film,
            pictures,
            is_file,
            labels,
        }
    }

    async fn count(&self, words: &str) -> usize {
        self.messages()
            .iter()
            .filter(|message| says(message, words))
            .count()
    }
}

fn film(message: &Message) -> Option<BotFilm> {
    match &message.body {
        Body::Film(kind, picture) if message.from_bot => Some(BotFilm {
            bytes: picture.bytes.to_vec(),
            is_round: *kind == FilmKind::VideoNote,
        }),
        _ => None,
    }
}

/// Slow enough for a kill in the middle.
const DREAM_STEP: Duration = Duration::from_millis(300);
const CLIP_STEP: Duration = Duration::from_millis(700);

#[tokio::test(flavor = "multi_thread")]
async fn the_stories_of_all_messengers_in_telegram() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let app = run(
        &toml(folder.path(), &telegram, "quick.sketches = true"),
        slow(),
    )
    .await;
    let person = |id| Person::new(&telegram, id, "ru");
    stories::two_pictures_become_a_painting_and_a_file(&person(7)).await;

    stories::a_style_is_chosen_and_the_painting_cancelled(&person(8)).await;
    stories::words_and_unknown_commands_get_an_answer(&person(9)).await;
    stories::a_photo_becomes_a_dream_and_a_deeper_one(&person(10)).await;
    stories::a_photo_is_looked_at(&person(11)).await;
    stories::a_dream_is_cancelled(&person(12), &person(13)).await;
    stories::a_gif_is_dreamt_in(&person(14)).await;
    stories::a_painting_begins_as_a_sketch(&person(15), &person(16)).await;
    stories::a_grey_photo_is_noticed_and_coloured(&person(21)).await;
    stories::colours_are_taken_from_another_picture(&person(22)).await;
    stories::a_colouring_is_cancelled(&person(23)).await;
    stories::a_style_is_chosen_by_seeing(&person(24)).await;
    stories::a_style_is_edited_and_kept(&person(25)).await;
    stories::a_wallpaper_is_made(&person(26)).await;
    stories::a_gif_becomes_a_clip(&person(27)).await;
    stories::a_video_becomes_a_clip(&person(28)).await;
    stories::films_that_cannot_be_used_get_a_sentence(&person(29)).await;
    app.stop().await.unwrap();
}

/// Without a Telegram payment provider the bot asks for the address itself, and a page takes the
/// money.
#[tokio::test(flavor = "multi_thread")]
async fn a_canvas_is_followed_to_the_door_in_telegram() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let free = free_address();

    let more = format!("server.listen = \"{free}\"\nserver.public_url = \"http://{free}\"");
    let app = run(&toml(folder.path(), &telegram, &more), quick()).await;
    let ada = Person::new(&telegram, 7, "ru");
    stories::a_canvas_is_followed_from_the_painting_to_the_door(&ada, &store(folder.path()).await)
        .await;

    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dream_survives_a_kill_in_telegram() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let toml = toml(folder.path(), &telegram, "");
    let log = folder.path().join("log");
    let mut service = spawn(&toml, DREAM_STEP, &log);
    let ada = Person::new(&telegram, 7, "ru");
    stories::a_dream_is_under_way(&ada).await;
    service.kill().unwrap();
    service.wait().unwrap();

    telegram.world().life += 1;
    let mut service = spawn(&toml, DREAM_STEP, &log);
    stories::the_dream_comes_once(&ada).await;
    service.kill().unwrap();
    service.wait().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clip_goes_on_after_a_kill_in_frame_seven_in_telegram() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let toml = toml(folder.path(), &telegram, "");
    let log = folder.path().join("log");
    let mut service = spawn(&toml, CLIP_STEP, &log);
    let ada = Person::new(&telegram, 7, "ru");
    stories::a_clip_is_under_way(&ada).await;
    service.kill().unwrap();
    service.wait().unwrap();

    telegram.world().life += 1;
    let mut service = spawn(&toml, CLIP_STEP, &log);
    stories::the_clip_goes_on_and_comes_once(&ada).await;
    service.kill().unwrap();
    service.wait().unwrap();
}

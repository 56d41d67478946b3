//! The shared stories, in MAX.

use std::time::Duration;

use crate::{
    max::{
        fake::{Attachment, Button, Max},
        person::{Person, button, pair},
        service::{folder, quick, run, slow, spawn, start, store, toml},
    },
    support::stories::{self, BotFilm, BotMessage, TestChat},
};

impl TestChat for Person {
    async fn write(&self, words: &str) {
        Self::write(self, words);
    }

    async fn send_pair(&self) {
        self.send_images(pair(), "");
    }

    async fn send_file(&self, file: Vec<u8>, name: &str) {
        self.send_document(file, name);
    }

    async fn send_film(&self, mp4: Vec<u8>) {
        self.send_video(mp4, "");
    }

    async fn press(&self, label: &str) {
        Self::press(self, label).await;
    }

    async fn link(&self, label: &str) -> String {
        let is_page = |(_, one): &(String, Button)| one.kind == "link";
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

        let bytes = |attachment: &Attachment| match attachment {
            Attachment::Image(bytes) | Attachment::File(bytes, _) => Some(bytes.to_vec()),
            Attachment::Video(_) | Attachment::Other(_) => None,
        };
        let is_file = matches!(message.attachments.first(), Some(Attachment::File(..)));

        let film = message.attachments.iter().find_map(|one| match one {
            Attachment::Video(bytes) => Some(BotFilm {
                bytes: bytes.to_vec(),
                is_round: false,
            }),
            _ => None,
        });

        BotMessage {
            id: message.id,
            film,
            pictures: message.attachments.iter().filter_map(bytes).collect(),
            is_file,
            labels,
        }
    }

    async fn count(&self, words: &str) -> usize {
        Self::count(self, words)
    }
}

/// Slow enough for a kill in the middle.
const DREAM_STEP: Duration = Duration::from_millis(300);
const CLIP_STEP: Duration = Duration::from_millis(700);

#[tokio::test(flavor = "multi_thread")]
async fn the_stories_of_all_messengers_in_max() {
    let folder = folder();
    let max = Max::start().await;
    let app = run(&toml(folder.path(), &max, "quick.sketches = true"), slow()).await;
    let person = |id| Person::new(&max, id, "ru");
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

#[tokio::test(flavor = "multi_thread")]
async fn a_canvas_is_followed_to_the_door_in_max() {
    let folder = folder();
    let max = Max::start().await;
    let app = start(folder.path(), &max, quick()).await;
    let anna = Person::new(&max, 7, "ru");
    stories::a_canvas_is_followed_from_the_painting_to_the_door(&anna, &store(folder.path()).await)
        .await;

    app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dream_survives_a_kill_in_max() {
    let folder = folder();
    let max = Max::start().await;
    let toml = toml(folder.path(), &max, "");
    let log = folder.path().join("log");
    let mut service = spawn(&toml, DREAM_STEP, &log);
    let ada = Person::new(&max, 7, "ru");
    stories::a_dream_is_under_way(&ada).await;
    service.kill().unwrap();
    service.wait().unwrap();

    let mut service = spawn(&toml, DREAM_STEP, &log);
    stories::the_dream_comes_once(&ada).await;
    service.kill().unwrap();
    service.wait().unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clip_goes_on_after_a_kill_in_frame_seven_in_max() {
    let folder = folder();
    let max = Max::start().await;
    let toml = toml(folder.path(), &max, "");
    let log = folder.path().join("log");
    let mut service = spawn(&toml, CLIP_STEP, &log);
    let ada = Person::new(&max, 7, "ru");
    stories::a_clip_is_under_way(&ada).await;
    service.kill().unwrap();
    service.wait().unwrap();

    let mut service = spawn(&toml, CLIP_STEP, &log);
    stories::the_clip_goes_on_and_comes_once(&ada).await;
    service.kill().unwrap();
    service.wait().unwrap();
}

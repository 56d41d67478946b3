//! The shared stories, on the chat page.

use std::time::Duration;

use serde_json::Value;

use crate::support::{
    killed_service::KilledService,
    service::{TestApp, folder, picture, quick, settings, slowly, start, start_with, store},
    stories::{self, BotFilm, BotMessage, TestChat},
    visitor::{Visitor, keys, labels},
};

impl TestChat for Visitor {
    async fn write(&self, words: &str) {
        Self::write(self, words).await;
    }

    async fn send_pair(&self) {
        self.send(&[picture([200, 30, 30]), picture([30, 30, 200])])
            .await;
    }

    async fn send_file(&self, file: Vec<u8>, _name: &str) {
        self.send(&[file]).await;
    }

    async fn send_film(&self, mp4: Vec<u8>) {
        self.send(&[mp4]).await;
    }

    async fn press(&self, label: &str) {
        Self::press(self, label).await;
    }

    async fn link(&self, label: &str) -> String {
        let link = |key: &Value| {
            Some(
                key["link"]
                    .as_str()
                    .filter(|_| key["label"] == label)?
                    .to_owned(),
            )
        };

        let path = self
            .see(|bubbles| bubbles.iter().rev().flat_map(keys).find_map(link))
            .await;

        format!("http://{}{path}", self.address())
    }

    async fn read(&self, words: &str) -> BotMessage {
        let bubble = Self::read(self, words).await;
        let mut pictures = Vec::new();
        for shown in bubble["pictures"].as_array().into_iter().flatten() {
            pictures.push(self.get(shown["url"].as_str().unwrap()).await.body);
        }

        let id = bubble["id"].as_str().unwrap_or_default().to_owned();
        let shown = &bubble["film"];
        let film = match shown["url"].as_str() {
            Some(url) => Some(BotFilm {
                bytes: self.get(url).await.body,
                is_round: shown["round"] == true,
            }),
            None => None,
        };

        BotMessage {
            id,
            pictures,
            is_file: bubble["file"] != Value::Null && film.is_none(),
            film,
            labels: labels(&bubble),
        }
    }

    async fn count(&self, words: &str) -> usize {
        Self::count(self, words)
    }
}

async fn russian(app: &TestApp) -> Visitor {
    let visitor = Visitor::new(app).await;
    choose_russian(&visitor).await;
    visitor
}

async fn choose_russian(visitor: &Visitor) {
    visitor.write("/settings").await;
    visitor.press("🌐 English").await;
    visitor.press("Русский").await;
    Visitor::read(visitor, "Так я рисую").await;
}

/// Slow enough for a kill in the middle.
const DREAM_STEP: Duration = Duration::from_millis(300);
const CLIP_STEP: Duration = Duration::from_millis(700);

#[tokio::test(flavor = "multi_thread")]
async fn the_stories_of_all_messengers_on_the_page() {
    let folder = folder();
    let settings = settings(folder.path(), "quick.sketches = true");
    let app = start_with(&settings, slowly()).await;
    stories::two_pictures_become_a_painting_and_a_file(&russian(&app).await).await;
    stories::a_style_is_chosen_and_the_painting_cancelled(&russian(&app).await).await;
    stories::words_and_unknown_commands_get_an_answer(&russian(&app).await).await;
    stories::a_photo_becomes_a_dream_and_a_deeper_one(&russian(&app).await).await;
    stories::a_photo_is_looked_at(&russian(&app).await).await;
    stories::a_dream_is_cancelled(&russian(&app).await, &russian(&app).await).await;
    stories::a_gif_is_dreamt_in(&russian(&app).await).await;
    stories::a_painting_begins_as_a_sketch(&russian(&app).await, &russian(&app).await).await;
    stories::a_grey_photo_is_noticed_and_coloured(&russian(&app).await).await;
    stories::colours_are_taken_from_another_picture(&russian(&app).await).await;
    stories::a_colouring_is_cancelled(&russian(&app).await).await;
    stories::a_style_is_chosen_by_seeing(&russian(&app).await).await;
    stories::a_style_is_edited_and_kept(&russian(&app).await).await;
    stories::a_wallpaper_is_made(&russian(&app).await).await;
    stories::a_gif_becomes_a_clip(&russian(&app).await).await;
    stories::a_video_becomes_a_clip(&russian(&app).await).await;
    stories::films_that_cannot_be_used_get_a_sentence(&russian(&app).await).await;

    app.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_canvas_is_followed_to_the_door_on_the_page() {
    let folder = folder();
    let app = start(folder.path(), quick()).await;
    let store = store(folder.path()).await;
    stories::a_canvas_is_followed_from_the_painting_to_the_door(&russian(&app).await, &store).await;
    app.app.stop().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dream_a_colouring_and_a_question_survive_a_kill_on_the_page() {
    let mut service = KilledService::start(DREAM_STEP);
    let visitor = service.visitor().await;
    choose_russian(&visitor).await;
    stories::a_dream_is_under_way(&visitor).await;
    stories::a_colouring_is_under_way(&visitor).await;
    stories::a_copy_is_asked_for(&visitor).await;
    service.kill();

    service.start_again();
    let visitor = service.back(&visitor);
    stories::the_copy_is_taken(&visitor).await;
    stories::the_colouring_comes_once(&visitor).await;
    stories::the_dream_comes_once(&visitor).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clip_goes_on_after_a_kill_in_frame_seven_on_the_page() {
    let mut service = KilledService::start(CLIP_STEP);
    let visitor = service.visitor().await;
    choose_russian(&visitor).await;
    stories::a_clip_is_under_way(&visitor).await;
    service.kill();

    service.start_again();
    let visitor = service.back(&visitor);
    stories::the_clip_goes_on_and_comes_once(&visitor).await;
}

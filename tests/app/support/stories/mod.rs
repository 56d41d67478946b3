//! Conversations that are the same in every messenger, written once. Each messenger's tests
//! implement [`TestChat`] and run them all.

mod canvas;
mod clips;
mod colouring;
mod dream;
mod editing;
mod sketch;
mod styles;

use std::future::Future;

use vernissage::engine::image::{Limits, Picture};

pub(crate) use canvas::a_canvas_is_followed_from_the_painting_to_the_door;
pub(crate) use clips::{
    a_clip_is_under_way, a_gif_becomes_a_clip, a_video_becomes_a_clip,
    films_that_cannot_be_used_get_a_sentence, the_clip_goes_on_and_comes_once,
};
pub(crate) use colouring::{
    a_colouring_is_cancelled, a_colouring_is_under_way, a_grey_photo_is_noticed_and_coloured,
    colours_are_taken_from_another_picture, the_colouring_comes_once,
};
pub(crate) use dream::{
    a_dream_is_cancelled, a_dream_is_under_way, a_gif_is_dreamt_in,
    a_photo_becomes_a_dream_and_a_deeper_one, a_photo_is_looked_at, the_dream_comes_once,
};
pub(crate) use editing::{
    a_copy_is_asked_for, a_style_is_edited_and_kept, a_wallpaper_is_made, the_copy_is_taken,
};
pub(crate) use sketch::a_painting_begins_as_a_sketch;
pub(crate) use styles::a_style_is_chosen_by_seeing;

/// A person with a messenger, who speaks Russian.
pub(crate) trait TestChat {
    /// Writes words.
    fn write(&self, words: &str) -> impl Future<Output = ()>;

    /// Sends a red and a blue picture as people do it there.
    fn send_pair(&self) -> impl Future<Output = ()>;

    /// Sends a picture as people do it there, as a file of this name.
    fn send_file(&self, file: Vec<u8>, name: &str) -> impl Future<Output = ()>;

    /// Sends a film as people do it there.
    fn send_film(&self, mp4: Vec<u8>) -> impl Future<Output = ()>;

    /// Waits for a button with this label and presses it.
    fn press(&self, label: &str) -> impl Future<Output = ()>;

    /// Waits for a button with this label that opens a page; returns the address.
    fn link(&self, label: &str) -> impl Future<Output = String>;

    /// Waits for a message of the bot that says this.
    fn read(&self, words: &str) -> impl Future<Output = BotMessage>;

    /// How many messages of the bot say this now.
    fn count(&self, words: &str) -> impl Future<Output = usize>;
}

/// A message of the bot as people see it.
#[derive(Clone, Debug)]
pub(crate) struct BotMessage {
    /// Stays the same when the message is edited.
    pub(crate) id: String,
    pub(crate) pictures: Vec<Vec<u8>>,
    /// The film, as the messenger got it.
    pub(crate) film: Option<BotFilm>,
    /// Whether the picture is a file to be kept.
    pub(crate) is_file: bool,
    pub(crate) labels: Vec<String>,
}

/// A film as people see it.
#[derive(Clone, Debug)]
pub(crate) struct BotFilm {
    pub(crate) bytes: Vec<u8>,
    /// Whether it is shown in a circle.
    pub(crate) is_round: bool,
}

impl BotMessage {
    fn picture(&self) -> Picture {
        let film = self
            .film
            .as_ref()
            .map(|film| (film.bytes.len(), film.is_round));
        assert_eq!((self.pictures.len(), film), (1, None), "{:?}", self.labels);
        Picture::decode(&self.pictures[0], &Limits::default()).unwrap()
    }
}

fn is_half_red_half_blue(picture: &Picture) {
    let [red, _, blue] = picture.as_rgb()[..3] else {
        unreachable!()
    };
    assert!((picture.width(), picture.height()) == (48, 36) && red > 100 && blue > 100);
}

/// Two pictures, buttons, progress in one message, the painting, the painting as a file, and
/// another with more style.
pub(crate) async fn two_pictures_become_a_painting_and_a_file(chat: &impl TestChat) {
    chat.write("/start").await;
    chat.read("Здравствуйте!").await;
    chat.send_pair().await;

    let summary = chat.read("Всё готово. Начинаем?").await;
    chat.press("Нарисовать").await;

    let started = chat.read("Начал!").await;
    assert!(
        started.id == summary.id && started.labels.is_empty(),
        "the summary is closed where it stands"
    );

    let grown = chat.read("Рисую: ").await;
    assert!(grown.labels.iter().any(|label| label == "Отменить") && grown.pictures.len() == 1);

    let painting = chat.read("Ваша картина!").await;
    let done = chat.read("Готово!").await;
    assert!(
        done.id == grown.id && done.labels.is_empty(),
        "progress is told in one message"
    );

    assert_eq!(chat.count("Рисую: ").await, 0);
    assert!(
        !painting.is_file && painting.labels.len() >= 6,
        "{:?}",
        painting.labels
    );

    is_half_red_half_blue(&painting.picture());
    chat.press("Файлом").await;

    let file = chat.read("Картина в полном качестве.").await;
    assert!(file.is_file);
    is_half_red_half_blue(&file.picture());
    chat.press("Больше стиля").await;
    chat.read("Сила стиля: ").await;

    assert_eq!(chat.count("Ваша картина!").await, 1);
}

/// A photo, a style from the gallery, and a change of mind.
pub(crate) async fn a_style_is_chosen_and_the_painting_cancelled(chat: &impl TestChat) {
    chat.write("/styles").await;
    chat.read("Какой стиль возьмём?").await;

    let gallery = chat.read("Мои любимые.").await;
    assert!(gallery.pictures.len() >= 2);
    chat.press("Хокусай").await;
    chat.read("Теперь пришлите фото.").await;
    chat.send_pair().await;

    chat.write("/cancel").await;
    chat.read("забыли").await;
}

/// Words that are not a command, and an unknown command.
pub(crate) async fn words_and_unknown_commands_get_an_answer(chat: &impl TestChat) {
    chat.write("какой чудесный день").await;
    chat.read("лучше, чем со словами").await;
    chat.write("/чтоэто").await;
    chat.read("Такой команды я не знаю").await;
    chat.write("/balance").await;

    chat.read("У вас 0 кредитов").await;
}

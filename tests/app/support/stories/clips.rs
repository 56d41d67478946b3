//! Films and clips, in every messenger.

use std::{ops::ControlFlow, time::Duration};

use tokio::time::sleep;
use vernissage::engine::moving::{self, Format, FrameRate, Header, Limits, OutputFormat};

use super::{BotMessage, TestChat};
use crate::support::{
    films::{check_gif, check_mp4, frames, gif, mp4},
    service::picture,
};

const ASKED: &str = "Какую гифку или видео нарисовать?";
const PAINTED: &str = "Ваш нарисованный ролик!";
const START: &str = "🎞 Нарисовать бесплатно";

fn style() -> Vec<u8> {
    picture([30, 60, 200])
}

/// Checks the film of a message: what its messenger plays, and with so many frames.
fn check_film(message: &BotMessage, count: u32) {
    let film = message.film.as_ref().expect("a film");
    let header = header(&film.bytes);
    assert_eq!(header.frames, count, "{header:?}");
}

fn header(film: &[u8]) -> Header {
    let is_gif = film.starts_with(b"GIF8");
    let checked = if is_gif {
        check_gif(film)
    } else {
        check_mp4(film)
    };

    checked.unwrap()
}

/// A GIF and a style; three sketches, the summary, the quick version, and then the painted one, also
/// as a file.
pub(crate) async fn a_gif_becomes_a_clip(chat: &impl TestChat) {
    chat.write("/clip").await;
    chat.read(ASKED).await;
    chat.send_file(gif(), "dance.gif").await;
    chat.read("Ролик! Длина 1 с, размер 64 × 48 px.").await;
    chat.send_file(style(), "style.png").await;

    let sketches = chat.read("Три момента вашего ролика").await.picture();
    assert!(sketches.width() > 2 * sketches.height(), "a strip of three");
    let summary = chat.read("Нарисованный ролик. Начинаем?").await;
    assert_eq!(summary.labels[0], START);
    chat.read("Ролик: 1 с, 8 кадров в секунду").await;

    chat.press("⚡ Быстрая версия").await;
    let quick = chat.read("Быстрая версия вашего ролика.").await;
    check_film(&quick, 8);

    chat.press(START).await;
    let clip = chat.read(PAINTED).await;
    check_film(&clip, 8);
    assert!(!clip.film.unwrap().is_round);

    chat.press("Файлом").await;
    let file = chat.read("Ролик в полном качестве.").await;
    assert!(file.is_file);
    let header = header(&file.pictures[0]);
    assert_eq!((header.format, header.frames), (Format::Mp4, 8));
}

/// A video as people send it there; it is painted, in another style, and as one picture.
pub(crate) async fn a_video_becomes_a_clip(chat: &impl TestChat) {
    chat.send_film(mp4(8)).await;
    chat.read("Ролик! Длина 1 с, размер 64 × 48 px.").await;
    chat.send_file(style(), "style.png").await;
    chat.press(START).await;
    let clip = chat.read(PAINTED).await;
    check_film(&clip, 8);

    chat.press("Тот же ролик в другом стиле").await;
    chat.read("А в каком стиле?").await;
    chat.write("/cancel").await;
}

/// A film that is too long, one that is damaged, and one in a format that nobody reads: each its
/// sentence, and the next one is taken.
pub(crate) async fn films_that_cannot_be_used_get_a_sentence(chat: &impl TestChat) {
    let rate = FrameRate::new(1).unwrap();
    let long = moving::write(&frames(70), rate, OutputFormat::Gif, u64::MAX).unwrap();
    let whole = mp4(16);
    let damaged = whole[..whole.len() / 3].to_vec();

    chat.write("/clip").await;
    chat.read(ASKED).await;
    chat.send_file(long, "long.gif").await;
    chat.read("Эта гифка или видео длиннее 60 секунд.").await;
    chat.send_file(damaged, "damaged.mp4").await;
    chat.read("Файл дошёл не целиком.").await;
    chat.send_file(b"RIFF\x40\0\0\0AVI LIST".repeat(9), "old.avi")
        .await;
    chat.read("Видео такого вида я здесь прочитать не могу.")
        .await;

    chat.send_file(gif(), "dance.gif").await;
    chat.read("Ролик! Длина 1 с, размер 64 × 48 px.").await;
    chat.write("/cancel").await;
}

/// A film of ten frames is being painted, and the seventh has begun.
pub(crate) async fn a_clip_is_under_way(chat: &impl TestChat) {
    chat.write("/clip").await;
    chat.read(ASKED).await;
    chat.send_file(mp4(10), "dance.mp4").await;
    chat.read("Ролик! Длина 1 с").await;
    chat.send_file(style(), "style.png").await;
    chat.press(START).await;
    chat.read("Рисую кадр за кадром: ").await;

    for _ in 0..600 {
        for percent in ["6", "7", "8"] {
            let words = format!("Рисую кадр за кадром: {percent}");
            if chat.count(&words).await > 0 {
                return;
            }
        }
        sleep(Duration::from_millis(50)).await;
    }
    panic!("the seventh frame never came");
}

/// The clip that was under way goes on where it was and comes once. The stand-in for the painter
/// makes blue what was made before a restart, and everything else red.
pub(crate) async fn the_clip_goes_on_and_comes_once(chat: &impl TestChat) {
    let clip = chat.read(PAINTED).await;
    chat.read("Готово!").await;
    check_film(&clip, 10);
    assert_eq!(chat.count(PAINTED).await, 1);

    let film = clip.film.unwrap().bytes;
    let rate = FrameRate::new(8).unwrap();
    let mut is_blue = Vec::new();
    moving::read(&film, &Limits::default(), rate, &mut |frame| {
        let [red, _, blue] = frame.pixel(frame.width() / 2, frame.height() / 2);
        is_blue.push(blue > red);
        ControlFlow::Continue(())
    })
    .unwrap();

    let earlier = is_blue.iter().take_while(|is_blue| **is_blue).count();
    assert!((4..9).contains(&earlier), "{is_blue:?}");
}

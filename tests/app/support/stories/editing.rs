//! A style is edited, in every messenger.

use vernissage::engine::image::{OutputFormat, Picture};

use super::TestChat;
use crate::support::service::picture;

const GREEN: [u8; 3] = [40, 170, 70];
const ORANGE: [u8; 3] = [230, 120, 30];
const BLACK: [u8; 3] = [0, 0, 0];

/// A PNG file of this size: the left half green, the right half orange, each in two shades, and a
/// black square if something is painted over.
fn style(width: u32, height: u32, is_painted_over: bool) -> Vec<u8> {
    let colour = |x: u32, y: u32| {
        let in_square = (16..48).contains(&x) && (16..48).contains(&y);
        match (is_painted_over && in_square, x < width / 2) {
            (true, _) => BLACK,
            (false, true) => GREEN,
            (false, false) => ORANGE,
        }
    };
    let pixel = |x: u32, y: u32| {
        let shade = (x / 8 + y / 8) % 2 * 12;
        colour(x, y).map(|level| level.saturating_add(shade as u8))
    };
    let rgb = (0..height).flat_map(|y| (0..width).flat_map(move |x| pixel(x, y)));

    Picture::from_rgb(width, height, rgb.collect())
        .unwrap()
        .encode(OutputFormat::Png)
        .unwrap()
}

async fn send(chat: &impl TestChat, file: Vec<u8>) {
    chat.send_file(file, "picture.png").await;
}

/// A red photo and a style of two halves.
async fn a_draft_is_begun(chat: &impl TestChat) {
    send(chat, picture([200, 30, 30])).await;
    chat.read("А в каком стиле?").await;
    send(chat, style(128, 96, false)).await;
    chat.read("Всё готово. Начинаем?").await;
    chat.press("✂ Поправить стиль").await;
    chat.read("Вот с чего я возьму стиль.").await;
}

/// Fewer colours, a part, and something painted over, each shown at once; the painting, the same
/// again, and the style kept with its edit.
pub(crate) async fn a_style_is_edited_and_kept(chat: &impl TestChat) {
    a_draft_is_begun(chat).await;
    chat.press("Меньше цветов").await;
    chat.press("3 цвета").await;
    let few = chat.read("Изменено: 3 цвета").await;

    chat.press("← Назад").await;
    chat.press("Только часть").await;
    chat.press("левая половина").await;
    let left = chat.read("Изменено: 3 цвета, только левая половина").await;
    assert_eq!(left.id, few.id, "it is shown in one message");
    let part = left.picture();
    assert_eq!((part.width(), part.height()), (64, 96));

    chat.press("← Назад").await;
    chat.press("Убрать лишнее").await;
    let question = chat.read("Закрасьте то, что брать не нужно").await;
    assert_eq!(question.picture().width(), 128, "the whole style");
    send(chat, style(128, 96, false)).await;
    chat.read("Я не вижу на этой картинке ничего").await;
    send(chat, style(96, 96, true)).await;
    chat.read("У этой картинки не такая форма").await;
    send(chat, style(256, 192, true)).await;
    let edit = "3 цвета, только левая половина, кое-что убрано";
    chat.read(edit).await;

    chat.press("Готово").await;
    let line = format!("Стиль: ваша картинка ({edit})");
    chat.read(&line).await;
    chat.press("Нарисовать").await;
    let painting = chat.read("Ваша картина!").await.picture();
    let [.., red, _, _] = painting.as_rgb() else {
        unreachable!()
    };
    assert!(*red < 170, "{red}: nothing of the right half is in it");

    chat.press("Сохранить стиль").await;
    chat.read("Стиль сохранён").await;
    chat.press("Больше стиля").await;
    chat.read("Сила стиля: большая").await;
    chat.read(&line).await;

    chat.write("/new").await;
    chat.read("Начнём!").await;
    chat.write("/styles").await;
    chat.press("Мои стили").await;
    chat.press("Стиль 1").await;
    chat.read(&format!("Стиль 1\n{edit}")).await;
    chat.press("Рисовать в нём").await;
    chat.read("Теперь пришлите фото.").await;
    send(chat, picture([30, 30, 200])).await;
    chat.read(&line).await;
}

/// A wallpaper of one picture, in the shape of a phone.
pub(crate) async fn a_wallpaper_is_made(chat: &impl TestChat) {
    chat.write("/wallpaper").await;
    chat.read("Из какой картинки сделать обои?").await;
    send(chat, style(128, 96, false)).await;
    chat.press("Для телефона").await;
    chat.read("Форма: для телефона").await;
    chat.press("🧩 Сделать бесплатно").await;
    let wallpaper = chat.read("Ваши обои!").await;
    let picture = wallpaper.picture();
    assert!(picture.height() > picture.width() * 3 / 2);

    chat.press("Нарисовать фото в этом стиле").await;
    chat.read("Теперь пришлите фото.").await;
}

/// The bot waits for a copy with something painted over.
pub(crate) async fn a_copy_is_asked_for(chat: &impl TestChat) {
    a_draft_is_begun(chat).await;
    chat.press("Убрать лишнее").await;
    chat.read("Закрасьте то, что брать не нужно").await;
}

/// It has not forgotten.
pub(crate) async fn the_copy_is_taken(chat: &impl TestChat) {
    send(chat, style(128, 96, true)).await;
    chat.read("Изменено: кое-что убрано").await;
    chat.write("/new").await;
    chat.read("Начнём!").await;
}

//! Grey photos and their colours, in every messenger.

use vernissage::engine::image::{OutputFormat, Picture};

use super::TestChat;

/// A photo of 64 x 48 px without colours.
fn grey_photo() -> Vec<u8> {
    let level = |place: u32| (30 + place % 64 * 2 + place / 64 * 2) as u8;
    let rgb = (0..64 * 48).flat_map(|place| [level(place); 3]).collect();
    Picture::from_rgb(64, 48, rgb)
        .unwrap()
        .encode(OutputFormat::Png)
        .unwrap()
}

/// A photo of 64 x 48 px in two colours.
fn photo_in_colour() -> Vec<u8> {
    let colour = |place: u32| match place % 64 {
        0..32 => [30, 60, 200],
        _ => [40, 180, 60],
    };
    let rgb = (0..64 * 48).flat_map(colour).collect();
    Picture::from_rgb(64, 48, rgb)
        .unwrap()
        .encode(OutputFormat::Png)
        .unwrap()
}

/// The mean of each channel.
fn means(picture: &Picture) -> [f64; 3] {
    let pixels = picture.as_rgb().as_chunks::<3>().0;
    [0, 1, 2].map(|channel| {
        let sum: f64 = pixels.iter().map(|pixel| f64::from(pixel[channel])).sum();
        sum / pixels.len() as f64
    })
}

/// A first photo without colours is asked about; it gets colours, as a picture and as a file, then
/// more of them, and is painted.
pub(crate) async fn a_grey_photo_is_noticed_and_coloured(chat: &impl TestChat) {
    chat.send_file(grey_photo(), "grandmother.png").await;
    let question = chat.read("Похоже, фото чёрно-белое.").await;
    assert_eq!(question.labels, ["🌈 Раскрасить", "🎨 Нарисовать"]);

    chat.press("🌈 Раскрасить").await;
    chat.read("Настоящих цветов я не знаю").await;
    chat.press("🌈 Раскрасить бесплатно").await;

    let coloured = chat.read("Ваше фото в цвете!").await;
    let picture = coloured.picture();
    let [red, _, blue] = means(&picture);
    assert!((picture.width(), picture.height()) == (64, 48) && red > blue + 20.0);

    let file = chat.read("Фото в полном качестве.").await;
    assert!(file.is_file);
    assert_eq!(file.pictures[0][..4], *b"\x89PNG", "to the bit");

    chat.press("Больше цвета").await;
    chat.read("Цвета: побольше").await;
    chat.press("Нарисовать").await;
    chat.read("Отлично. А в каком стиле?").await;
}

/// A picture for the colours is asked for, refused, and given after all. A photo with colours is told
/// that it loses them.
pub(crate) async fn colours_are_taken_from_another_picture(chat: &impl TestChat) {
    chat.write("/colour").await;
    chat.read("Какое чёрно-белое фото раскрасить?").await;
    chat.send_file(photo_in_colour(), "meadow.png").await;
    chat.read("У этого фото есть свои цвета.").await;

    chat.press("+ Цвета с картинки").await;
    chat.read("Как на какой картинке?").await;
    chat.send_file(photo_in_colour(), "meadow.png").await;
    chat.read("Цвета как на: ваша картинка").await;
    chat.press("− Картинка").await;
    chat.read("Настоящих цветов я не знаю").await;

    chat.press("+ Цвета с картинки").await;
    chat.send_file(photo_in_colour(), "meadow.png").await;
    chat.read("Цвета как на: ваша картинка").await;
    chat.press("🌈 Раскрасить бесплатно").await;

    let coloured = chat.read("Ваше фото в цвете!").await;
    let [red, green, _] = means(&coloured.picture());
    assert!(green > red, "the picture is green and blue");
}

async fn a_colouring_is_ordered(chat: &impl TestChat) {
    chat.write("/colour").await;
    chat.read("Какое чёрно-белое фото раскрасить?").await;
    chat.send_file(grey_photo(), "grandfather.png").await;
    chat.press("🌈 Раскрасить бесплатно").await;
}

/// A colouring is ordered, and has begun.
pub(crate) async fn a_colouring_is_under_way(chat: &impl TestChat) {
    a_colouring_is_ordered(chat).await;
    chat.read("Раскрашиваю: ").await;
}

/// The colouring that was under way comes, and only once.
pub(crate) async fn the_colouring_comes_once(chat: &impl TestChat) {
    chat.read("Ваше фото в цвете!").await;
    chat.read("Готово!").await;
    assert_eq!(chat.count("Ваше фото в цвете!").await, 1);
}

/// A colouring is cancelled while it is made.
pub(crate) async fn a_colouring_is_cancelled(chat: &impl TestChat) {
    a_colouring_is_ordered(chat).await;
    chat.press("Отменить").await;
    chat.read("Отменено.").await;
    assert_eq!(chat.count("Ваше фото в цвете!").await, 0);
}

//! Dreams, in every messenger.

use vernissage::engine::{
    image::Picture,
    moving::{self, FrameRate, OutputFormat},
};

use super::TestChat;

/// A photo, a theme, the dream, and deeper; then towards a second picture; then what there are no
/// credits for.
pub(crate) async fn a_photo_becomes_a_dream_and_a_deeper_one(chat: &impl TestChat) {
    chat.write("/dream").await;
    chat.read("Какое фото мне увидеть во сне?").await;
    chat.send_pair().await;

    chat.read("Похоже на: ваша картинка").await;
    chat.press("− Картинка").await;
    chat.press("О чём сон").await;
    chat.read("Что должно присниться?").await;
    chat.press("собаки").await;

    let summary = chat.read("Снится: собаки").await;
    chat.press("Размер и качество").await;
    chat.press("Премиум · 10 кредитов").await;
    chat.read("Не хватает 10 кредитов").await;
    chat.press("Размер и качество").await;
    chat.press("Бесплатно").await;
    chat.press("👁 Увидеть сон бесплатно").await;

    let started = chat.read("Начал!").await;
    assert_eq!(started.id, summary.id, "the summary is closed in its place");

    let dream = chat.read("Ваш сон!").await;
    for label in ["Глубже", "О чём-то другом", "Похоже на картинку"]
    {
        assert!(dream.labels.iter().any(|known| known == label), "{label}");
    }
    let picture = dream.picture();
    assert_eq!((picture.width(), picture.height()), (64, 48));

    chat.press("Глубже").await;
    chat.read("Глубина сна: очень большая").await;
    chat.press("👁 Увидеть сон бесплатно").await;
    chat.read("Глубина сна: очень большая\nЦвета: из сна").await;

    chat.press("Файлом").await;
    let file = chat.read("Сон в полном качестве.").await;
    assert!(file.is_file);
}

/// A photo is looked at: the sheet with its words, and on to a dream.
pub(crate) async fn a_photo_is_looked_at(chat: &impl TestChat) {
    chat.write("/see").await;
    chat.read("На какое фото мне посмотреть?").await;
    chat.send_pair().await;
    chat.read("Посмотрю внимательно. Начинаем?").await;
    chat.press("🔍 Посмотреть бесплатно").await;

    let sheet = chat.read("Вот что я вижу.").await;
    let picture = sheet.picture();
    assert!(picture.height() > picture.width(), "it is for a phone");
    assert!(sheet.labels.iter().any(|label| label == "Пусть приснится"));

    chat.press("Пусть приснится").await;
    chat.read("Сон. Начинаем?").await;
}

/// A dream that waits behind somebody's painting is cancelled.
pub(crate) async fn a_dream_is_cancelled(chat: &impl TestChat, other: &impl TestChat) {
    other.send_pair().await;
    other.press("Нарисовать").await;
    other.read("Рисую: ").await;

    a_dream_is_ordered(chat).await;
    chat.press("Отменить").await;
    chat.read("Отменено.").await;
    other.read("Ваша картина!").await;
    assert_eq!(chat.count("Ваш сон!").await, 0);
}

/// A moving picture instead of a photo: its first picture is dreamt in.
pub(crate) async fn a_gif_is_dreamt_in(chat: &impl TestChat) {
    let frame = |seed: u32| {
        let grain = (0..64 * 48 * 3).map(|place: u32| (place * 37 % (97 + seed)) as u8);
        Picture::from_rgb(64, 48, grain.collect()).unwrap()
    };
    let rate = FrameRate::default();
    let gif = moving::write(&[frame(0), frame(40)], rate, OutputFormat::Gif, u64::MAX).unwrap();

    chat.write("/dream").await;
    chat.read("Какое фото мне увидеть во сне?").await;
    chat.send_file(gif, "cat.gif").await;
    chat.read("Сон. Начинаем?").await;
    chat.press("👁 Увидеть сон бесплатно").await;
    chat.read("Ваш сон!").await;
}

async fn a_dream_is_ordered(chat: &impl TestChat) {
    chat.write("/dream").await;
    chat.read("Какое фото мне увидеть во сне?").await;
    chat.send_pair().await;
    chat.press("👁 Увидеть сон бесплатно").await;
    chat.read("Начал!").await;
}

/// A dream is ordered, and has begun.
pub(crate) async fn a_dream_is_under_way(chat: &impl TestChat) {
    a_dream_is_ordered(chat).await;
    chat.read("Снится: ").await;
}

/// The dream that was under way comes, and only once.
pub(crate) async fn the_dream_comes_once(chat: &impl TestChat) {
    chat.read("Ваш сон!").await;
    chat.read("Готово!").await;
    assert_eq!(chat.count("Ваш сон!").await, 1);
}

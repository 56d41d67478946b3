//! Dreams, in every messenger.

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

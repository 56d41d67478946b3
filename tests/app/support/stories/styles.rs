//! Choosing a style by seeing, in every messenger.

use super::TestChat;

/// A photo, its sheet of sketches at one tap, and the painting in one of the styles.
pub(crate) async fn a_style_is_chosen_by_seeing(chat: &impl TestChat) {
    chat.write("/sketches").await;
    chat.read("Какое фото показать в восьми стилях?").await;
    chat.send_pair().await;

    let sheet = chat.read("Ваше фото в восьми стилях.").await;
    let picture = sheet.picture();
    assert!(picture.width() > 2 * 64 && picture.height() > 4 * 48);
    for label in ["1 · Большая волна", "8 · Библиотекарь", "Файлом"]
    {
        assert!(sheet.labels.iter().any(|known| known == label), "{label}");
    }

    chat.press("3 · Композиция VIII").await;
    chat.read("Стиль: Кандинский, «Композиция VIII»").await;
}

//! Sketches, in every messenger.

use super::TestChat;

/// A painting that waits behind somebody's shows itself as a sketch, which is called one. Then its
/// own previews take the place, in the same message.
pub(crate) async fn a_painting_begins_as_a_sketch(chat: &impl TestChat, other: &impl TestChat) {
    other.send_pair().await;
    other.press("Нарисовать").await;
    other.read("Рисую: ").await;

    chat.send_pair().await;
    chat.press("Нарисовать").await;
    let sketch = chat.read("быстрый набросок").await;
    assert!(sketch.labels.iter().any(|label| label == "Отменить"));

    // The photo is red, the style blue.
    let picture = sketch.picture();
    let [red, _, blue] = picture.pixel(0, 0);
    assert!(picture.width() == 48 && blue > red, "{red} {blue}");

    let done = chat.read("Готово!").await;
    assert_eq!(done.id, sketch.id, "progress is told in one message");
    assert_eq!(chat.count("быстрый набросок").await, 0);
    chat.read("Ваша картина!").await;
}

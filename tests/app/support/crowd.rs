//! People who order paintings of each tier, ask for files, and ask questions in between.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use crate::support::chance::Chance;

/// How long a person waits for an answer before doing something else.
pub(crate) const PATIENCE: Duration = Duration::from_secs(8);

/// A person with a messenger.
pub(crate) trait Customer: Send + Sync + Sized {
    /// Writes words.
    fn say(&self, words: &str);

    /// Sends a red and a blue picture.
    fn send_two(&self);

    /// How many messages are in the chat.
    fn seen(&self) -> usize;

    /// Waits for a button with this label on a message after the first so many, and presses it;
    /// `None` after [`PATIENCE`].
    fn press_after(&self, seen: usize, label: &str) -> impl Future<Output = Option<()>> + Send;
}

/// Talks until `closing` is set; returns how often.
pub(crate) async fn talk(
    person: impl Customer,
    mut chance: Chance,
    closing: Arc<AtomicBool>,
) -> u64 {
    person.say("/promo RICH");

    let mut somebody = Somebody { person, said: 1 };
    while !closing.load(Ordering::Relaxed) {
        match chance.below(20) {
            0 => somebody.write("/styles"),
            1..=3 => somebody.write("/balance"),
            deed => somebody
                .order(["", "Премиум", "HD"][deed as usize % 3])
                .await
                .unwrap_or_default(),
        }

        tokio::time::sleep(Duration::from_millis(200 + chance.below(1500))).await;
    }

    somebody.said
}

struct Somebody<P> {
    person: P,
    said: u64,
}

impl<P: Customer> Somebody<P> {
    fn write(&mut self, words: &str) {
        self.person.say(words);
        self.said += 1;
    }

    /// Orders and asks for the file; `None` after waiting in vain.
    async fn order(&mut self, tier: &str) -> Option<()> {
        let seen = self.person.seen();
        self.person.send_two();
        self.said += 1;

        if !tier.is_empty() {
            self.press(seen, "Размер и качество").await?;
            self.press(seen, tier).await?;
        }

        self.press(seen, "Нарисовать").await?;

        let more = if tier == "Премиум" {
            "шаг"
        } else {
            "Файлом"
        };
        self.press(seen, more).await
    }

    async fn press(&mut self, seen: usize, label: &str) -> Option<()> {
        self.person.press_after(seen, label).await?;
        self.said += 1;

        Some(())
    }
}

//! People who order paintings of each tier, ask for files, and ask questions in between.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use crate::{
    support::chance::Chance,
    vk::{
        fake::{Button, Chat},
        person::{Person, pair},
    },
};

/// How long a person waits for an answer before doing something else.
const PATIENCE: Duration = Duration::from_secs(8);

/// Talks until `closing` is set; returns how often.
pub(super) async fn talk(person: Person, mut chance: Chance, closing: Arc<AtomicBool>) -> u64 {
    person.write("/promo RICH");

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

struct Somebody {
    person: Person,
    said: u64,
}

impl Somebody {
    fn write(&mut self, words: &str) {
        self.person.write(words);
        self.said += 1;
    }

    /// Orders and asks for the file; `None` after waiting in vain.
    async fn order(&mut self, tier: &str) -> Option<()> {
        let newest = self
            .person
            .messages()
            .last()
            .map_or(0, |message| message.id);

        self.person.send_photos(pair(), "");
        self.said += 1;

        if !tier.is_empty() {
            self.press(newest, "Размер и качество").await?;
            self.press(newest, tier).await?;
        }

        self.press(newest, "Нарисовать").await?;
        self.press(
            newest,
            if tier == "Премиум" {
                "шаг"
            } else {
                "Файлом"
            },
        )
        .await
    }

    /// Waits for a button on a message after this one, and presses it.
    async fn press(&mut self, after: i64, label: &str) -> Option<()> {
        let (message, button) = self
            .person
            .wait(PATIENCE, |chat| button_after(chat, after, label))
            .await?;
        self.person.press_button(message, &button);
        self.said += 1;

        Some(())
    }
}

fn button_after(chat: &Chat, after: i64, label: &str) -> Option<(i64, Button)> {
    let newer = chat
        .messages
        .iter()
        .rev()
        .filter(|message| message.from_bot && message.id > after);

    let mut buttons = newer.flat_map(|message| {
        message
            .buttons
            .iter()
            .flatten()
            .map(move |one| (message.id, one))
    });

    buttons
        .find(|(_, button)| button.label.contains(label))
        .map(|(message, button)| (message, button.clone()))
}

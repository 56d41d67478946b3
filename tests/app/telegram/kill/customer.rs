//! A customer who orders free and paid paintings, cancels, presses old buttons, and asks again when
//! nothing comes.

use std::{
    collections::BTreeSet,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use crate::{
    support::chance::Chance,
    telegram::{
        fake::{Chat, Message},
        person::{Person, button, pair, says},
    },
};

/// After this time without an answer people ask again.
const PATIENCE: Duration = Duration::from_secs(10);

/// How often people did what, and which jobs they were told about.
#[derive(Debug, Default)]
pub(super) struct ActionCounts {
    pub(super) albums: u64,
    /// How many of the orders were for dreams.
    pub(super) dreams: u64,
    pub(super) texts: u64,
    pub(super) presses: u64,
    pub(super) old_buttons: u64,
    pub(super) cancels: u64,
    pub(super) impatient: u64,
    /// Jobs whose start was announced in a chat.
    pub(super) started: BTreeSet<String>,
}

impl ActionCounts {
    pub(super) fn add(&mut self, other: &Self) {
        self.albums += other.albums;
        self.dreams += other.dreams;
        self.texts += other.texts;
        self.presses += other.presses;
        self.old_buttons += other.old_buttons;
        self.cancels += other.cancels;

        self.impatient += other.impatient;
        self.started.extend(other.started.iter().cloned());
    }
}

/// A kind of work as a customer orders it.
#[derive(Clone, Copy)]
struct OrderedKind {
    /// What is written before the pictures.
    command: Option<&'static str>,
    /// What the button that starts it begins with.
    start: &'static str,
    /// And when it costs credits.
    start_paid: &'static str,
    /// The name of the largest tier.
    largest: &'static str,
}

const PAINTING: OrderedKind = OrderedKind {
    command: None,
    start: "Paint it",
    start_paid: "Paint it for",
    largest: "HD",
};

/// Towards the second picture.
const DREAM: OrderedKind = OrderedKind {
    command: Some("/dream"),
    start: "Dream",
    start_paid: "Dream for",
    largest: "Large",
};

pub(super) struct Customer {
    person: Person,
    chance: Chance,
    closing: Arc<AtomicBool>,
    actions: ActionCounts,
}

impl Customer {
    pub(super) fn new(person: &Person, chance: Chance, closing: Arc<AtomicBool>) -> Self {
        Self {
            person: person.clone(),
            chance,
            closing,
            actions: ActionCounts::default(),
        }
    }

    pub(super) async fn order_until_closing(mut self) -> ActionCounts {
        while !self.closing.load(Ordering::Relaxed) {
            match self.chance.below(8) {
                0 => self.chatter(),
                1 => self.old_button(),
                _ => self.order().await,
            }

            tokio::time::sleep(Duration::from_millis(self.chance.below(200))).await;
        }

        self.actions
    }

    fn chatter(&mut self) {
        self.actions.texts += 1;
        let words = ["/balance", "/status", "hello?", "/history", "/help"];
        self.person
            .write(words[self.chance.below(words.len() as u64) as usize]);
    }

    /// Presses any button that was ever in the chat.
    fn old_button(&mut self) {
        let messages = self.person.messages();
        let buttons: Vec<(i64, String)> = messages
            .iter()
            .flat_map(|message| message.codes.iter().map(|code| (message.id, code.clone())))
            // Showing a painting again on request would look like a second delivery.
            .filter(|(_, code)| !code.ends_with(":v"))
            .collect();

        if buttons.is_empty() {
            return;
        }

        let (message, code) = &buttons[self.chance.below(buttons.len() as u64) as usize];
        self.actions.old_buttons += 1;
        self.person.press_code(*message, code);
    }

    /// From an album to a delivery, or to whatever else comes of it.
    async fn order(&mut self) {
        let last = self.newest();
        self.actions.albums += 1;
        let kind = if self.chance.below(3) == 0 {
            DREAM
        } else {
            PAINTING
        };
        self.actions.dreams += u64::from(kind.command.is_some());
        if let Some(command) = kind.command {
            self.person.write(command);
        }
        self.person.send_album(pair(), "");

        let Some((message, start)) = self.wait(|chat| after(chat, last, kind.start)).await else {
            return;
        };
        let Some(job) = start
            .strip_prefix("d:")
            .and_then(|code| code.split(':').next())
            .map(str::to_owned)
        else {
            return;
        };

        if self.chance.below(2) == 0 {
            let tier = ["Premium", kind.largest][self.chance.below(2) as usize];
            self.choose(message, tier, kind.start_paid).await;
        }

        let last = self.newest();
        self.actions.presses += 1;
        self.person.press_code(message, &start);

        if self.chance.below(5) == 0 {
            self.person.press_code(message, &start);
        }

        let taken = self
            .wait(|chat| {
                chat.messages
                    .iter()
                    .find_map(|one| accepted(one, &job, last))
            })
            .await;

        if taken == Some(true) {
            self.see_to_the_end(&job).await;
        }
    }

    async fn see_to_the_end(&mut self, job: &str) {
        self.actions.started.insert(job.to_owned());

        let last = self.newest();

        if self.chance.below(4) == 0 {
            tokio::time::sleep(Duration::from_millis(self.chance.below(300))).await;
            self.actions.cancels += 1;
            self.person.press_code(0, &format!("j:{job}:x"));
        }

        self.wait(|chat| {
            chat.messages
                .iter()
                .find(|one| has_ended(one, job, last))
                .map(|_| ())
        })
        .await;
    }

    fn newest(&self) -> i64 {
        self.person
            .messages()
            .last()
            .map_or(0, |message| message.id)
    }

    async fn choose(&mut self, message: i64, tier: &str, start_paid: &str) {
        let find = |chat: &Chat, label: &str| {
            let below = chat.messages.iter().find(|one| one.id == message)?;
            let found = below
                .buttons
                .iter()
                .flatten()
                .find(|button| button.label.contains(label))?;

            Some(found.data.clone())
        };

        for label in ["Size and quality", tier] {
            let Some(code) = self.wait(|chat| find(chat, label)).await else {
                return;
            };
            self.actions.presses += 1;
            self.person.press_code(message, &code);
        }

        self.wait(|chat| find(chat, start_paid)).await;
    }

    async fn wait<T>(&mut self, wanted: impl FnMut(&Chat) -> Option<T>) -> Option<T> {
        let seen = self.person.wait(PATIENCE, wanted).await;
        self.actions.impatient += u64::from(seen.is_none());
        seen
    }
}

/// A button on a message newer than this.
fn after(chat: &Chat, last: i64, label: &str) -> Option<(i64, String)> {
    let (message, button) = button(chat, label)?;
    (message > last).then_some((message, button.data))
}

/// Whether the job was taken, if this message tells.
fn accepted(message: &Message, job: &str, after: i64) -> Option<bool> {
    if message
        .codes
        .iter()
        .any(|code| *code == format!("j:{job}:x"))
        || is_delivery(message, job)
    {
        return Some(true);
    }

    let refused = [
        "One free painting at a time",
        "That's a lot at once",
        "out of date",
        "already finished",
    ];

    (message.id > after && refused.iter().any(|words| says(message, words))).then_some(false)
}

fn has_ended(message: &Message, job: &str, after: i64) -> bool {
    let of_the_job = message.id > after
        || message
            .codes
            .iter()
            .any(|code| *code == format!("j:{job}:x"));

    let ends = [
        "Cancelled.",
        "nothing to cancel",
        "Too late to cancel",
        "didn't work out",
    ];

    is_delivery(message, job) || of_the_job && ends.iter().any(|words| says(message, words))
}

/// The result itself, with what can be done with it: another style, or, below the sketches in all
/// styles that an old button may ask for, a painting in the first of them.
pub(super) fn is_delivery(message: &Message, job: &str) -> bool {
    let next_steps = ["y", "A"].map(|step| format!("j:{job}:{step}"));
    let has_code = |code: &String| message.codes.contains(code);
    message.from_bot && next_steps.iter().any(has_code)
}

//! What a person sees on an open chat page: the bubbles that its event stream brings.

use std::sync::{
    Mutex, MutexGuard,
    atomic::{AtomicU32, Ordering},
};

use serde_json::Value;
use tokio::sync::Notify;

use crate::support::wait::{PATIENCE, after_changes};

/// An open chat page.
#[derive(Default)]
pub(crate) struct OpenPage {
    bubbles: Mutex<Vec<Value>>,
    changed: Notify,
}

impl OpenPage {
    /// The bubbles as they are now, oldest first.
    pub(crate) fn bubbles(&self) -> MutexGuard<'_, Vec<Value>> {
        self.bubbles.lock().unwrap()
    }

    /// How many bubbles say this.
    pub(crate) fn count(&self, words: &str) -> usize {
        let bubbles = self.bubbles();
        bubbles.iter().filter(|bubble| says(bubble, words)).count()
    }

    /// Waits until the page shows it.
    pub(crate) async fn see<T>(&self, wanted: impl Fn(&[Value]) -> Option<T>) -> T {
        after_changes(&self.changed, PATIENCE, || wanted(&self.bubbles()))
            .await
            .unwrap_or_else(|| panic!("not seen; there is only {:#?}", self.bubbles()))
    }

    /// Takes an event of the stream as the page's script does: a bubble replaces the one with its
    /// id.
    pub(crate) fn hear(&self, event: &str) {
        let data: String = event
            .lines()
            .filter_map(|line| line.strip_prefix("data: "))
            .collect();
        let lines = match serde_json::from_str(&data) {
            Ok(Value::Array(lines)) => lines,
            Ok(line @ Value::Object(_)) => vec![line],
            _ => return,
        };

        let mut bubbles = self.bubbles();
        for line in lines {
            match bubbles.iter_mut().find(|bubble| bubble["id"] == line["id"]) {
                Some(bubble) => *bubble = line,
                None => bubbles.push(line),
            }
        }

        drop(bubbles);
        self.changed.notify_waiters();
    }
}

/// An id for what the page sends; a retry has the same one.
pub(crate) fn fresh() -> String {
    static COUNT: AtomicU32 = AtomicU32::new(0);

    COUNT.fetch_add(1, Ordering::Relaxed).to_string()
}

/// Whether a bubble has these words.
pub(crate) fn says(bubble: &Value, words: &str) -> bool {
    bubble["text"]
        .as_str()
        .is_some_and(|text| text.contains(words))
}

/// The code of the newest button with this label.
pub(crate) fn code(bubbles: &[Value], label: &str) -> Option<String> {
    let has_label = |key: &&Value| {
        key["label"]
            .as_str()
            .is_some_and(|words| words.contains(label))
    };
    let key = bubbles
        .iter()
        .rev()
        .find_map(|bubble| keys(bubble).find(has_label))?;

    Some(key["code"].as_str()?.to_owned())
}

/// The labels of the buttons below a bubble.
pub(crate) fn labels(bubble: &Value) -> Vec<String> {
    keys(bubble)
        .map(|key| key["label"].as_str().unwrap().to_owned())
        .collect()
}

/// The buttons below a bubble.
pub(crate) fn keys(bubble: &Value) -> impl Iterator<Item = &Value> {
    bubble["buttons"]
        .as_array()
        .into_iter()
        .flatten()
        .flat_map(|row| row.as_array().unwrap())
}

//! A line of the chat as the page draws it.

use std::collections::HashMap;

use serde::Serialize;

use crate::{
    domain::{
        button::Action,
        incoming::Incoming,
        message::{Body, Button, Message, Slot},
        picture::PictureRef,
        time::Moment,
    },
    messengers::web_chat::PageNews,
    store::outbox::{Line as Kept, LineAuthor},
};

/// A bubble. One that bears the id of an earlier one takes its place.
#[derive(Debug, Serialize)]
pub(super) struct Line {
    id: String,
    /// `bot` or `me`.
    from: &'static str,
    text: String,
    pictures: Vec<Shown>,
    /// Whether the picture is meant to be kept as a file.
    file: Option<String>,
    buttons: Vec<Vec<Pressable>>,
    /// Whether it tells how far a painting is.
    live: bool,
    /// Whether it did, and the painting has ended.
    past: bool,
}

#[derive(Debug, Serialize)]
struct Shown {
    url: String,
}

#[derive(Debug, Serialize)]
struct Pressable {
    label: String,
    code: String,
    /// Where it leads instead.
    link: Option<String>,
    /// What it chooses, if that can be seen.
    picture: Option<String>,
}

impl Line {
    /// What the store remembers; presses have no bubble.
    pub(super) fn kept(line: &Kept) -> Option<Self> {
        match &line.said {
            LineAuthor::Bot(message, id) => Some(Self::bot(id, message)),
            LineAuthor::Person(incoming) => Self::person(line.at, incoming),
        }
    }

    /// Lines of the store as bubbles: of those with one id the last, in the place of the first.
    pub(super) fn history(kept: &[Kept], most: usize) -> Vec<Self> {
        let mut bubbles: Vec<Self> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        for line in kept.iter().filter_map(Self::kept) {
            if let Some(place) = places.get(&line.id) {
                bubbles[*place] = line;
            } else {
                places.insert(line.id.clone(), bubbles.len());
                bubbles.push(line);
            }
        }

        bubbles.split_off(bubbles.len().saturating_sub(most))
    }

    /// What is told while the page is open.
    pub(super) fn told(told: &PageNews) -> Option<Self> {
        match told {
            PageNews::Bot(id, message) => Some(Self::bot(id, message)),
            PageNews::Person(at, incoming) => Self::person(*at, incoming),
            PageNews::Reload => None,
        }
    }

    fn bot(id: &str, message: &Message) -> Self {
        let pictures = message
            .body
            .pictures()
            .map(|picture| Shown {
                url: picture_url(picture),
            })
            .collect();

        let file = match &message.body {
            Body::File { name, .. } => Some(name.clone()),
            Body::Text(_) | Body::Picture { .. } | Body::Album(_) | Body::Invoice(_) => None,
        };
        let rows = message.keyboard.as_rows();
        let is_job = matches!(message.place.slot(), Some(Slot::Job(_)));

        Self {
            id: format!("b{id}"),
            from: "bot",
            text: message.words().to_owned(),
            pictures,
            file,
            buttons: rows
                .iter()
                .map(|row| row.iter().map(pressable).collect())
                .collect(),
            live: is_job && !rows.is_empty(),
            past: is_job && rows.is_empty(),
        }
    }

    fn person(at: Moment, incoming: &Incoming) -> Option<Self> {
        let (text, pictures) = match incoming {
            // The code behind it was no word of theirs.
            Incoming::Text(text) if text.starts_with("/start ") => {
                ("/start".to_owned(), Vec::new())
            }
            Incoming::Text(text) => (text.clone(), Vec::new()),
            Incoming::Files { files, .. } => {
                let shown = files.iter().map(|file| Shown {
                    url: format!("/chat/uploads/{}", file.reference),
                });
                (String::new(), shown.collect())
            }
            Incoming::Button(_)
            | Incoming::Unsupported(_)
            | Incoming::Charged(_)
            | Incoming::Returned { .. }
            | Incoming::News(_) => return None,
        };

        Some(Self {
            id: format!("m{}", at.millis()),
            from: "me",
            text,
            pictures,
            file: None,
            buttons: Vec::new(),
            live: false,
            past: false,
        })
    }
}

fn pressable(button: &Button) -> Pressable {
    let picture = match &button.action {
        Action::Style(style) => Some(picture_url(*style)),
        _ => None,
    };
    Pressable {
        label: button.label.as_str().to_owned(),
        code: button.action.to_string(),
        link: button.link.clone(),
        picture,
    }
}

fn picture_url(picture: PictureRef) -> String {
    format!("/chat/pictures/{picture}")
}

//! A bubble of the chat page, made from what the store remembers or from what has just been said.

use std::collections::HashMap;

use serde::Serialize;

use super::assets;
use crate::{
    domain::{
        button::Action,
        film::Film,
        incoming::Incoming,
        message::{Body, Button, Message, Slot, Tool},
        picture::PictureRef,
        time::Moment,
    },
    messengers::web_chat::PageEvent,
    store::outbox::{TranscriptContent, TranscriptLine},
};

/// The name under which a film is saved, without its extension.
const FILM_NAME: &str = "vernissage";

/// A bubble. One with the id of an earlier one replaces it.
#[derive(Debug, Serialize)]
pub(super) struct Bubble {
    id: String,
    /// `bot` or `me`.
    from: &'static str,
    text: String,
    pictures: Vec<BubblePicture>,
    /// The film that plays in the place of the picture, which is its still.
    film: Option<BubbleFilm>,
    /// The name under which the picture or the film can be saved, when it was sent to be kept.
    file: Option<String>,
    buttons: Vec<Vec<BubbleButton>>,
    /// The draft whose summary it is, while that is open.
    draft: Option<String>,
    /// Whether it shows the progress of a painting.
    live: bool,
    /// Whether it did, until the painting ended.
    past: bool,
}

#[derive(Debug, Serialize)]
struct BubblePicture {
    url: String,
}

#[derive(Debug, Serialize)]
struct BubbleFilm {
    url: String,
    width: u32,
    height: u32,
    /// Whether it is shown in a circle.
    round: bool,
}

#[derive(Debug, Serialize)]
struct BubbleButton {
    label: String,
    code: String,
    /// The address it opens instead of sending the code.
    link: Option<String>,
    /// The picture that it chooses.
    picture: Option<String>,
    /// The tool that it opens instead of sending the code.
    tool: Option<BubbleTool>,
}

#[derive(Debug, Serialize)]
struct BubbleTool {
    name: &'static str,
    /// The address of the picture to use it on.
    picture: String,
}

impl BubbleTool {
    fn new(tool: Tool) -> Self {
        let (name, picture) = match tool {
            Tool::Rectangle(picture) => ("rectangle", picture),
            Tool::Brush(picture) => ("brush", picture),
        };

        Self {
            name,
            picture: picture_url(picture),
        }
    }
}

impl Bubble {
    /// From a line of the transcript; a pressed button has no bubble.
    fn from_line(line: &TranscriptLine) -> Option<Self> {
        match &line.content {
            TranscriptContent::Bot(message, id) => Some(Self::from_bot(id, message)),
            TranscriptContent::Person(incoming) => Self::from_person(line.at, incoming),
        }
    }

    /// The last bubbles of a transcript. Of several with one id the last counts, in the place of
    /// the first.
    pub(super) fn history(transcript: &[TranscriptLine], most: usize) -> Vec<Self> {
        let mut bubbles: Vec<Self> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        for bubble in transcript.iter().filter_map(Self::from_line) {
            if let Some(place) = places.get(&bubble.id) {
                bubbles[*place] = bubble;
            } else {
                places.insert(bubble.id.clone(), bubbles.len());
                bubbles.push(bubble);
            }
        }

        bubbles.split_off(bubbles.len().saturating_sub(most))
    }

    /// From what happens while the page is open.
    pub(super) fn from_news(news: &PageEvent) -> Option<Self> {
        match news {
            PageEvent::Bot(id, message) => Some(Self::from_bot(id, message)),
            PageEvent::Person(at, incoming) => Self::from_person(*at, incoming),
            PageEvent::Reload => None,
        }
    }

    fn from_bot(id: &str, message: &Message) -> Self {
        let pictures = message
            .body
            .pictures()
            .map(|picture| BubblePicture {
                url: picture_url(picture),
            })
            .collect();

        let file = match &message.body {
            Body::File { name, .. } => Some(name.clone()),
            Body::Film { .. } => Some(FILM_NAME.to_owned()),
            Body::Text(_) | Body::Picture { .. } | Body::Album(_) | Body::Invoice(_) => None,
        };
        let film = match &message.body {
            Body::Film { film, .. } => Some(BubbleFilm::new(film)),
            _ => None,
        };
        let keyboard = message.keyboard.without_shares();
        let rows = keyboard.as_rows();
        let is_job = matches!(message.place.slot(), Some(Slot::Job(_)));
        let draft = match message.place.slot() {
            Some(Slot::Summary(draft)) if !rows.is_empty() => Some(draft.to_string()),
            _ => None,
        };

        Self {
            id: format!("b{id}"),
            from: "bot",
            text: message.words().to_owned(),
            pictures,
            film,
            file,
            buttons: rows
                .iter()
                .map(|row| row.iter().map(BubbleButton::from_button).collect())
                .collect(),
            draft,
            live: is_job && !rows.is_empty(),
            past: is_job && rows.is_empty(),
        }
    }

    fn from_person(at: Moment, incoming: &Incoming) -> Option<Self> {
        let (text, pictures) = match incoming {
            // The code comes from a link; the person did not write it.
            Incoming::Text(text) if text.starts_with("/start ") => {
                ("/start".to_owned(), Vec::new())
            }
            Incoming::Text(text) => (text.clone(), Vec::new()),
            Incoming::Files { files, .. } => {
                let uploads = files.iter().map(|file| BubblePicture {
                    url: format!("/chat/uploads/{}", file.reference),
                });
                (String::new(), uploads.collect())
            }
            Incoming::Button(_)
            | Incoming::InGroup { .. }
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
            film: None,
            file: None,
            buttons: Vec::new(),
            draft: None,
            live: false,
            past: false,
        })
    }
}

impl BubbleFilm {
    fn new(film: &Film) -> Self {
        Self {
            url: picture_url(PictureRef::Own(film.file)),
            width: film.width,
            height: film.height,
            round: film.is_round,
        }
    }
}

impl BubbleButton {
    fn from_button(button: &Button) -> Self {
        let picture = match &button.action {
            Action::Style(style) => Some(picture_url(*style)),
            Action::Make(kind) => assets::kind_picture(*kind),
            _ => None,
        };

        Self {
            label: button.label.as_str().to_owned(),
            code: button.action.to_string(),
            link: button.link.clone(),
            picture,
            tool: button.tool.map(BubbleTool::new),
        }
    }
}

fn picture_url(picture: PictureRef) -> String {
    format!("/chat/pictures/{picture}")
}

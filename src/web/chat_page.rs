//! The chat page: its HTML in the visitor's language, and the data for its scripts.

use std::collections::BTreeMap;

use askama::Template;
use axum::response::{Html, IntoResponse, Response};
use serde::Serialize;

use super::{State, assets, error::Result, visitor::Visitor};
use crate::domain::{
    command::{self, MenuEntry},
    conversation::EventNeeds,
    ids::PersonId,
    language::Language,
    styles::GalleryStyle,
};

/// The texts that the scripts use.
const SCRIPT_TEXTS: [&str; 24] = [
    "web-bot-said",
    "web-busy",
    "web-film-of-bot",
    "web-film-of-you",
    "web-no-room",
    "web-not-sent",
    "web-not-shown",
    "web-offline",
    "web-picture-of-bot",
    "web-picture-of-you",
    "web-replaced",
    "web-save",
    "web-send-again",
    "web-sending",
    "web-sketch",
    "web-sketch-shows",
    "web-too-fast",
    "web-too-large",
    "web-too-many-pictures",
    "web-tool-brush",
    "web-tool-brush-done",
    "web-tool-rectangle",
    "web-tool-rectangle-done",
    "web-you-said",
];

#[derive(Template)]
#[template(path = "chat.html")]
struct ChatPage {
    language: Language,
    version: &'static str,
    /// JSON that cannot end its `<script>` element.
    script_data: String,
}

impl ChatPage {
    fn text(&self, key: &str) -> String {
        self.language.text(key)
    }
}

/// What the scripts read from the page.
#[derive(Serialize)]
struct ScriptData {
    words: BTreeMap<&'static str, String>,
    /// How the operator can find the person, in words.
    number: Option<String>,
    /// The largest file in bytes.
    limit: usize,
    /// The word and the description of each command.
    commands: Vec<(&'static str, String)>,
    /// The address and the title of each picture of the gallery.
    gallery: Vec<(String, String)>,
}

/// The page.
pub(super) async fn show(state: State, visitor: Visitor) -> Result<Response> {
    let person = find_person(&state, &visitor).await?;
    let language = person
        .as_ref()
        .map_or(visitor.language, |person| person.language);
    let number = person.map(|person| person.id);

    let page = ChatPage {
        language,
        version: assets::version(),
        script_data: script_data(language, number, state.web.upload_bytes)?,
    };

    let mut response = Html(page.render()?).into_response();
    visitor.set_cookie(&mut response, state.web.https);

    Ok(response)
}

/// A visitor who has written before.
struct KnownPerson {
    id: PersonId,
    /// The language they chose, or their browser's.
    language: Language,
}

async fn find_person(state: &State, visitor: &Visitor) -> Result<Option<KnownPerson>> {
    let conversations = state.web.stores.conversations.as_ref();
    let Some(owner) = visitor.find(conversations).await? else {
        return Ok(None);
    };

    let conversation = conversations
        .conversation(owner.chat, EventNeeds::default(), state.web.clock.now())
        .await?;
    let language = conversation.map_or(visitor.language, |read| read.facts.account.language);

    Ok(Some(KnownPerson {
        id: owner.person,
        language,
    }))
}

fn script_data(
    language: Language,
    number: Option<PersonId>,
    limit: usize,
) -> serde_json::Result<String> {
    let command = |entry: MenuEntry| (entry.word, language.text(&entry.text_key()));
    let picture = |style: GalleryStyle| {
        let address = format!("/chat/pictures/{}", style.slug());
        (address, language.text(style.title()))
    };

    let data = ScriptData {
        words: SCRIPT_TEXTS
            .into_iter()
            .map(|key| (key, language.text(key)))
            .collect(),
        number: number.map(|id| language.fill("web-number", &[("n", id.to_string().into())])),
        limit,
        commands: command::menu().into_iter().map(command).collect(),
        gallery: GalleryStyle::all().map(picture).collect(),
    };

    Ok(serde_json::to_string(&data)?.replace('<', "\\u003c"))
}

//! The chat page with its words filled in.

use std::collections::BTreeMap;

use axum::{
    http::header,
    response::{Html, IntoResponse, Response},
};

use serde_json::json;

use super::{State, assets, error::Result, visitor::Visitor};
use crate::domain::{
    command::Command, conversation::EventNeeds, ids::PersonId, language::Language,
    styles::GalleryStyle,
};

/// Every word of the page; where one stands in the HTML or the script it is filled in by its key.
const WORDS: [&str; 30] = [
    "web-title",
    "web-subtitle",
    "web-description",
    "web-welcome",
    "web-how",
    "web-choose",
    "web-conversation",
    "web-write",
    "web-send",
    "web-add",
    "web-drop",
    "web-menu",
    "web-sending",
    "web-painting",
    "web-picture-of-you",
    "web-picture-of-bot",
    "web-you-said",
    "web-bot-said",
    "web-save",
    "web-close",
    "web-offline",
    "web-too-large",
    "web-too-fast",
    "web-not-sent",
    "web-not-shown",
    "web-no-script",
    "web-newest",
    "web-previous",
    "web-next",
    "button-gallery",
];

/// The page.
pub(super) async fn page(state: State, visitor: Visitor) -> Result<Response> {
    let (language, number) = person(&state, &visitor).await?;
    let mut response = Html(filled(
        language,
        &Given {
            number,
            limit: state.state.upload_bytes,
        },
    ))
    .into_response();

    if let Some(cookie) = visitor.set_cookie(state.state.https) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }

    Ok(response)
}

/// The language that the person chose, or the browser's; and the number by which the operator knows
/// them.
async fn person(state: &State, visitor: &Visitor) -> Result<(Language, Option<PersonId>)> {
    let store = state.state.store.as_ref();
    let Some((chat, person)) = visitor.find(store).await? else {
        return Ok((visitor.language, None));
    };
    let read = store
        .conversation(chat, EventNeeds::default(), state.state.clock.now())
        .await?;

    Ok((
        read.map_or(visitor.language, |read| read.facts.account.language),
        Some(person),
    ))
}

fn filled(language: Language, given: &Given) -> String {
    let mut page = assets::with_version(assets::PAGE)
        .replace("{{language}}", language.code())
        .replace("{{words}}", &words(language, given));

    for key in WORDS {
        page = page.replace(&format!("{{{{{key}}}}}"), &escaped(&language.text(key)));
    }

    page
}

/// What the script has to know beside the words.
struct Given {
    /// The number by which the operator knows the person.
    number: Option<PersonId>,
    /// The most bytes of a file.
    limit: usize,
}

/// For the script, as JSON that cannot end its element: the words, the commands, the pictures of
/// the gallery.
fn words(language: Language, given: &Given) -> String {
    let words: BTreeMap<&str, String> = WORDS
        .into_iter()
        .map(|key| (key, language.text(key)))
        .collect();
    let commands: Vec<(&str, String)> = Command::menu()
        .map(|command| (command.word(), language.text(&command.text_key())))
        .collect();

    let titled = |style: GalleryStyle| {
        (
            format!("/chat/pictures/{}", style.slug()),
            language.text(style.title()),
        )
    };
    let gallery: Vec<(String, String)> = GalleryStyle::all().map(titled).collect();
    let number = given
        .number
        .map(|number| language.fill("web-number", &[("n", number.to_string().into())]));

    json!({ "words": words, "number": number, "limit": given.limit, "commands": commands, "gallery": gallery })
        .to_string()
        .replace('<', "\\u003c")
}

/// Words as HTML.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

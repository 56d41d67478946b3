//! The chat page: one file of each kind, in the program itself, with its words filled in.

use std::collections::BTreeMap;

use axum::{
    extract::Path,
    http::header,
    response::{Html, IntoResponse, Response},
};

use serde_json::json;

use super::{
    State,
    error::{Result, WebError},
    visitor::Visitor,
};
use crate::{
    domain::{conversation::Command, ids::PersonId, language::Language, picture::PictureKey, styles::GalleryStyle},
    store::About,
};

const PAGE: &str = include_str!("assets/chat.html");
const SCRIPT: &str = include_str!("assets/chat.js");
const STYLE: &str = include_str!("assets/chat.css");
const ICON: &str = include_str!("assets/icon.svg");

/// Every word of the page; where one stands in the HTML or the script it is filled in by its key.
const WORDS: [&str; 27] = [
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
    "button-gallery",
];

/// The page.
pub(super) async fn page(house: State, visitor: Visitor) -> Result<Response> {
    let (language, number) = person(&house, &visitor).await?;
    let mut response = Html(filled(language, number)).into_response();
    if let Some(cookie) = visitor.set_cookie(house.house.https) {
        response.headers_mut().insert(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// Script, style and icon; their addresses change with their content.
pub(super) async fn asset(Path(name): Path<String>) -> Result<Response> {
    let (kind, text) = match name.as_str() {
        "chat.js" => ("text/javascript; charset=utf-8", SCRIPT),
        "chat.css" => ("text/css; charset=utf-8", STYLE),
        "icon.svg" => ("image/svg+xml", ICON),
        _ => return Err(WebError::NotFound),
    };
    let forever = format!("public, max-age={}, immutable", super::FOREVER.as_secs());
    Ok(([(header::CONTENT_TYPE, kind.to_owned()), (header::CACHE_CONTROL, forever)], text).into_response())
}

/// The language that the person chose, or the browser's; and the number by which the operator knows them.
async fn person(house: &State, visitor: &Visitor) -> Result<(Language, Option<PersonId>)> {
    let store = house.house.store.as_ref();
    let Some((chat, person)) = visitor.find(store).await? else { return Ok((visitor.language, None)) };
    let read = store.conversation(chat, About::default(), house.house.clock.now()).await?;
    Ok((read.map_or(visitor.language, |read| read.facts.language), Some(person)))
}

fn filled(language: Language, number: Option<PersonId>) -> String {
    let mut page = PAGE
        .replace("{{language}}", language.code())
        .replace("{{version}}", &version())
        .replace("{{words}}", &words(language, number));
    for key in WORDS {
        page = page.replace(&format!("{{{{{key}}}}}"), &escaped(&language.text(key)));
    }
    page
}

/// For the script, as JSON that cannot end its element: the words, the commands, the pictures of the gallery.
fn words(language: Language, number: Option<PersonId>) -> String {
    let words: BTreeMap<&str, String> = WORDS.into_iter().map(|key| (key, language.text(key))).collect();
    let about = |word: &str| language.text(&format!("command-{}", word.replace('_', "-")));
    let commands: Vec<(&str, String)> = Command::MENU.iter().map(|(word, _)| (*word, about(word))).collect();
    let gallery: Vec<String> = GalleryStyle::all().map(|style| format!("/chat/pictures/{}", style.slug())).collect();
    let number = number.map(|number| language.fill("web-number", &[("n", number.to_string().into())]));
    json!({ "words": words, "number": number, "commands": commands, "gallery": gallery })
        .to_string()
        .replace('<', "\\u003c")
}

/// What the assets are called anew after each change.
fn version() -> String {
    let all = [SCRIPT, STYLE, ICON].concat();
    PictureKey::of(all.as_bytes()).to_string()[..12].to_owned()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

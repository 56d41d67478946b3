//! Inline mode: what people type behind the bot's name, and the answers, as strictly as Telegram
//! takes them.

use std::{
    collections::{HashMap, HashSet},
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use super::{World, refusal::Refusal, request::Request};

/// How long a query may be answered.
const PATIENCE: Duration = Duration::from_secs(10);
/// Everything that a photo among the results may have.
const PHOTO: [&str; 15] = [
    "type",
    "id",
    "photo_file_id",
    "photo_url",
    "thumbnail_url",
    "photo_width",
    "photo_height",
    "title",
    "description",
    "caption",
    "parse_mode",
    "caption_entities",
    "show_caption_above_media",
    "reply_markup",
    "input_message_content",
];

/// Inline mode, as it is set at @BotFather.
#[derive(Debug, Default)]
pub(crate) struct Inline {
    /// Whether it is on.
    pub(crate) is_on: bool,
    /// Queries that are not answered yet.
    asked: HashMap<String, Instant>,
    pub(crate) answers: HashMap<String, InlineAnswer>,
    count: u64,
}

/// What people see.
#[derive(Clone, Debug)]
pub(crate) struct InlineAnswer {
    pub(crate) results: Vec<Value>,
    pub(crate) next_offset: String,
    pub(crate) is_personal: bool,
    pub(crate) cache_time: i64,
    /// The label and the start parameter of the button above the results.
    pub(crate) button: Option<(String, String)>,
}

impl World {
    /// The id of a new query.
    pub(crate) fn next_query(&mut self) -> String {
        assert!(self.inline.is_on, "nobody can type the name of this bot");
        self.inline.count += 1;
        let id = format!("query{}", self.inline.count);
        self.inline.asked.insert(id.clone(), Instant::now());
        id
    }

    /// Lets a query become older than Telegram waits.
    pub(crate) fn forget_query(&mut self, id: &str) {
        self.inline.asked.remove(id);
    }

    pub(super) fn answer_inline(&mut self, request: &Request) -> Result<Value, Refusal> {
        let id = request.text("inline_query_id").unwrap_or_default();
        let is_fresh = self
            .inline
            .asked
            .get(&id)
            .is_some_and(|asked| asked.elapsed() < PATIENCE);
        if !is_fresh {
            return Err(Refusal::bad(
                "query is too old and response timeout expired or query ID is invalid",
            ));
        }

        let results = request.nested("results");
        let results = results
            .as_ref()
            .and_then(Value::as_array)
            .ok_or_else(|| Refusal::bad("can't parse inline query results JSON object"))?;
        if results.len() > 50 {
            return Err(Refusal::bad("RESULTS_TOO_MUCH"));
        }

        let mut ids = HashSet::new();
        for result in results {
            self.check_result(result)?;
            if !ids.insert(result["id"].to_string()) {
                return Err(Refusal::bad("RESULT_ID_DUPLICATE"));
            }
        }

        let next_offset = request.text("next_offset").unwrap_or_default();
        if next_offset.len() > 64 {
            return Err(Refusal::bad("NEXT_OFFSET_INVALID"));
        }

        let answer = InlineAnswer {
            results: results.clone(),
            next_offset,
            is_personal: request.text("is_personal").as_deref() == Some("true"),
            cache_time: request.number("cache_time").unwrap_or(300),
            button: button(request)?,
        };
        self.inline.asked.remove(&id);
        self.inline.answers.insert(id, answer);

        Ok(json!(true))
    }

    fn check_result(&self, result: &Value) -> Result<(), Refusal> {
        let id = result["id"].as_str().unwrap_or_default();
        if !(1..=64).contains(&id.len()) {
            return Err(Refusal::bad("RESULT_ID_INVALID"));
        }
        if result["type"] != "photo" {
            return Err(Refusal::bad("RESULT_TYPE_INVALID"));
        }

        let fields = result.as_object().unwrap();
        if let Some(unknown) = fields.keys().find(|name| !PHOTO.contains(&name.as_str())) {
            return Err(Refusal::bad(&format!("unknown field {unknown}")));
        }

        let caption = result["caption"].as_str().unwrap_or_default();
        if caption.encode_utf16().count() > 1024 {
            return Err(Refusal::bad("MEDIA_CAPTION_TOO_LONG"));
        }

        match result["photo_file_id"].as_str() {
            Some(file) if self.chats.files.contains_key(file) => {}
            Some(_) => return Err(Refusal::bad("wrong file identifier/HTTP URL specified")),
            None => check_addresses(result)?,
        }

        check_links(&result["reply_markup"])
    }
}

/// Telegram's servers fetch the picture, so it has to be public.
fn check_addresses(result: &Value) -> Result<(), Refusal> {
    for field in ["photo_url", "thumbnail_url"] {
        let address = result[field].as_str().unwrap_or_default();
        if !address.starts_with("https://") {
            return Err(Refusal::bad("WEBPAGE_URL_INVALID"));
        }
    }
    Ok(())
}

/// The bot is not in the chat where the picture goes, so its buttons open something.
fn check_links(markup: &Value) -> Result<(), Refusal> {
    let rows = markup["inline_keyboard"].as_array().cloned();
    for key in rows
        .iter()
        .flatten()
        .flat_map(|row| row.as_array().unwrap())
    {
        let label = key["text"].as_str().unwrap_or_default();
        let address = key["url"].as_str().unwrap_or_default();
        if label.is_empty() || !address.starts_with("https://") {
            return Err(Refusal::bad("BUTTON_URL_INVALID"));
        }
    }
    Ok(())
}

fn button(request: &Request) -> Result<Option<(String, String)>, Refusal> {
    let Some(button) = request.nested("button") else {
        return Ok(None);
    };
    let label = button["text"].as_str().unwrap_or_default();
    let start = button["start_parameter"].as_str().unwrap_or_default();
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "_-".contains(letter);
    let is_valid = (1..=64).contains(&start.len()) && start.chars().all(is_plain);

    if label.is_empty() || !is_valid {
        return Err(Refusal::bad("START_PARAM_INVALID"));
    }
    Ok(Some((label.to_owned(), start.to_owned())))
}

//! Inline mode: queries come in, and pictures with links below them go out.

use async_trait::async_trait;
use reqwest::Url;
use serde_json::Value;
use teloxide::{
    payloads::{AnswerInlineQuery, AnswerInlineQuerySetters},
    types::{
        FileId, InlineKeyboardButton, InlineKeyboardMarkup, InlineQueryId, InlineQueryResult,
        InlineQueryResultCachedPhoto, InlineQueryResultPhoto, InlineQueryResultsButton,
        InlineQueryResultsButtonKind,
    },
};

use super::{Telegram, error::CallError, lenient::string, message};
use crate::{
    domain::picture::PictureRef,
    messengers::{
        InlineAnswer, InlineAnswers, InlineLink, InlinePicture, InlineQuery, InlineResult,
        InlineUpdate, MessengerError,
    },
};

/// How long Telegram may give the same answer to the same person, in seconds. What was taken back is
/// found for no longer.
const CACHE_SECONDS: u32 = 5;
/// The parameter of `/start` that the button above the results carries. It has no meaning.
const START_PARAMETER: &str = "inline";
/// The most characters of a caption.
const LONGEST_CAPTION: usize = 1024;

/// `inline_query`: somebody types.
pub(super) fn query(query: &Value) -> Option<InlineUpdate> {
    Some(InlineUpdate::Query(InlineQuery {
        id: string(&query["id"])?,
        person: string(&query["from"]["id"])?,
        language: message::language(&query["from"]).unwrap_or_default(),
        text: string(&query["query"]).unwrap_or_default(),
        offset: string(&query["offset"]).unwrap_or_default(),
    }))
}

/// `chosen_inline_result`: somebody has sent a result.
pub(super) fn chosen(result: &Value) -> Option<InlineUpdate> {
    string(&result["result_id"]).map(InlineUpdate::Chosen)
}

#[async_trait]
impl InlineAnswers for Telegram {
    async fn answer_inline(&self, query: &str, answer: InlineAnswer) -> Result<(), MessengerError> {
        match self.api.call(&self.payload(query, &answer)).await {
            // One picture that is gone must not hide the others.
            Err(CallError::Refused(refusal)) if refusal.is_unknown_file() => {
                let answer = without_sent(answer);
                accept_too_old(self.api.call(&self.payload(query, &answer)).await)
            }
            reply => accept_too_old(reply),
        }
    }
}

impl Telegram {
    /// What another bot was told by another token is of no use to this one.
    fn own_file(&self, name: &str) -> Option<FileId> {
        let (bot, file) = name.split_once(':')?;
        (bot == self.bot_id).then(|| FileId(file.to_owned()))
    }

    /// The name of a picture that this bot has just sent as a photo.
    pub(super) fn file_name(&self, picture: PictureRef) -> Option<String> {
        let file = self.file_ids.photo(picture)?;
        Some(format!("{}:{file}", self.bot_id))
    }

    fn payload(&self, query: &str, answer: &InlineAnswer) -> AnswerInlineQuery {
        let results = answer.results.iter().filter_map(|one| self.result(one));
        let payload = AnswerInlineQuery::new(InlineQueryId(query.to_owned()), results)
            .cache_time(CACHE_SECONDS)
            .is_personal(true)
            .next_offset(answer.next.as_deref().unwrap_or_default());

        match &answer.open_bot {
            Some(label) => payload.button(InlineQueryResultsButton {
                text: label.clone(),
                kind: InlineQueryResultsButtonKind::StartParameter(START_PARAMETER.to_owned()),
            }),
            None => payload,
        }
    }

    fn result(&self, result: &InlineResult) -> Option<InlineQueryResult> {
        let title = Some(result.title.clone());
        let caption: String = result.caption.chars().take(LONGEST_CAPTION).collect();
        let caption = Some(caption).filter(|caption| !caption.is_empty());
        let reply_markup = markup(&result.links);

        Some(match &result.picture {
            InlinePicture::Sent(name) => {
                let file = self.own_file(name)?;
                InlineQueryResult::CachedPhoto(InlineQueryResultCachedPhoto {
                    title,
                    caption,
                    reply_markup,
                    ..InlineQueryResultCachedPhoto::new(result.id.as_str(), file)
                })
            }
            InlinePicture::Public { address, size } => {
                let url = Url::parse(address).ok()?;
                InlineQueryResult::Photo(InlineQueryResultPhoto {
                    title,
                    caption,
                    reply_markup,
                    photo_width: Some(size.width),
                    photo_height: Some(size.height),
                    ..InlineQueryResultPhoto::new(result.id.as_str(), url.clone(), url)
                })
            }
        })
    }
}

fn without_sent(answer: InlineAnswer) -> InlineAnswer {
    let is_public = |one: &InlineResult| matches!(one.picture, InlinePicture::Public { .. });
    InlineAnswer {
        results: answer.results.into_iter().filter(is_public).collect(),
        ..answer
    }
}

fn markup(links: &[InlineLink]) -> Option<InlineKeyboardMarkup> {
    let row = |link: &InlineLink| {
        let url = Url::parse(&link.address).ok()?;
        Some(vec![InlineKeyboardButton::url(link.label.as_str(), url)])
    };
    let rows: Vec<_> = links.iter().filter_map(row).collect();

    (!rows.is_empty()).then(|| InlineKeyboardMarkup::new(rows))
}

/// Nobody waits for an answer that is too late: the person has typed on, or gone away.
fn accept_too_old(reply: Result<Value, CallError>) -> Result<(), MessengerError> {
    match reply {
        Ok(_) => Ok(()),
        Err(CallError::Refused(refusal)) if refusal.is_too_old() => Ok(()),
        Err(error) => Err(error.into_messenger_error()),
    }
}

//! The bot's messages in Telegram's words: plain text, photos, albums, documents, and edits of
//! them.

use reqwest::Url;
use serde::Serialize;
use serde_json::Value;
use teloxide_core::{
    payloads::{
        EditMessageCaption, EditMessageCaptionSetters, EditMessageMedia, EditMessageMediaSetters,
        EditMessageText, EditMessageTextSetters, SendDocument, SendDocumentSetters, SendInvoice,
        SendInvoiceSetters, SendMediaGroup, SendMessage, SendMessageSetters, SendPhoto,
        SendPhotoSetters,
    },
    requests::Payload,
    types::{
        ChatId, InlineKeyboardButton, InlineKeyboardMarkup, InputFile, InputMedia,
        InputMediaDocument, InputMediaPhoto, LabeledPrice, MessageId,
    },
};

use super::{
    Telegram,
    api::method,
    error::CallError,
    files::{PICTURE, Picture, load},
    lenient::number,
    parcel::{Parcel, Shown},
};
use crate::{
    domain::{
        command::Command,
        message::{Body, Button, Invoice, Keyboard, Message},
        picture::{PictureKey, PictureRef},
    },
    messengers::{Edit, Outgoing, SendError},
};

/// A call that is ready but for its files.
struct Call {
    method: String,
    params: Value,
}

impl Call {
    fn of<P: Payload + Serialize>(payload: &P) -> Result<Self, SendError> {
        let unwritable = |error: serde_json::Error| SendError::Refused(error.to_string());
        Ok(Self {
            method: method(P::NAME),
            params: serde_json::to_value(payload).map_err(unwritable)?,
        })
    }
}

/// What became of an edit.
enum Edited {
    Done,
    /// The message is not there any more.
    Lost,
}

impl Telegram {
    /// Sends or edits; an edit of what is not there any more becomes a new message.
    pub(super) async fn deliver(&self, outgoing: &Outgoing<'_>) -> Result<String, SendError> {
        let chat = outgoing
            .chat
            .parse()
            .map(ChatId)
            .map_err(|_| SendError::Refused("no chat id".to_owned()))?;

        if let Some(edit) = outgoing.edits
            && let Ok(id) = edit.message_id.parse().map(MessageId)
            && matches!(self.edit(chat, id, edit, outgoing).await?, Edited::Done)
        {
            return Ok(edit.message_id.to_owned());
        }

        self.say(chat, outgoing).await
    }

    async fn say(&self, chat: ChatId, outgoing: &Outgoing<'_>) -> Result<String, SendError> {
        let Message { body, keyboard, .. } = outgoing.message;
        let sent = match body {
            Body::Text(text) => self.say_words(chat, text.as_str(), keyboard).await?,
            Body::Picture { picture, caption } => match load(outgoing, &[*picture]).await? {
                Some(pictures) => {
                    self.say_picture(chat, &pictures, caption.as_str(), keyboard)
                        .await?
                }
                None => self.say_words(chat, caption.as_str(), keyboard).await?,
            },
            Body::Album(album) => match load(outgoing, album.pictures()).await? {
                Some(pictures) => {
                    self.say_album(chat, &pictures, album.caption().as_str())
                        .await?
                }
                None => {
                    self.say_words(chat, album.caption().as_str(), keyboard)
                        .await?
                }
            },
            Body::File {
                picture,
                name,
                caption,
            } => match self.load_file(outgoing, *picture).await? {
                Some(file) => {
                    self.say_file(chat, &file, (name, caption.as_str()), keyboard)
                        .await?
                }
                None => self.say_words(chat, caption.as_str(), keyboard).await?,
            },
            Body::Invoice(invoice) => self.say_invoice(chat, invoice).await?,
        };

        Ok(message_id(&sent))
    }

    async fn say_words(
        &self,
        chat: ChatId,
        words: &str,
        keyboard: &Keyboard,
    ) -> Result<Value, SendError> {
        let mut payload = SendMessage::new(chat, words);
        if let Some(markup) = markup(keyboard) {
            payload = payload.reply_markup(markup);
        }
        self.api.call(&payload).await.map_err(CallError::sending)
    }

    async fn say_picture(
        &self,
        chat: ChatId,
        pictures: &[Picture],
        caption: &str,
        keyboard: &Keyboard,
    ) -> Result<Value, SendError> {
        self.show(pictures, |parcel| {
            let file = parcel.put(&pictures[0], PICTURE);
            if parcel.shown == Shown::Document {
                return document(chat, file, caption, keyboard);
            }

            let mut payload = SendPhoto::new(chat, file).caption(caption);
            if let Some(markup) = markup(keyboard) {
                payload = payload.reply_markup(markup);
            }

            Call::of(&payload)
        })
        .await
        .map_err(CallError::sending)
    }

    /// Telegram shows no buttons below an album; the domain gives them in the next message.
    async fn say_album(
        &self,
        chat: ChatId,
        pictures: &[Picture],
        caption: &str,
    ) -> Result<Value, SendError> {
        self.show(pictures, |parcel| {
            let media = pictures.iter().enumerate().map(|(place, picture)| {
                let file = parcel.put(picture, PICTURE);
                media(parcel.shown, file, Some(caption).filter(|_| place == 0))
            });
            Call::of(&SendMediaGroup::new(chat, media.collect::<Vec<_>>()))
        })
        .await
        .map_err(CallError::sending)
    }

    async fn say_file(
        &self,
        chat: ChatId,
        file: &Picture,
        (name, caption): (&str, &str),
        keyboard: &Keyboard,
    ) -> Result<Value, SendError> {
        // Never by an id: it would bear the name under which it was sent before.
        let mut parcel = Parcel::new(Shown::Document, None);
        let call = document(chat, parcel.put(file, name), caption, keyboard)?;

        self.api
            .upload(&call.method, &call.params, parcel.files)
            .await
            .map_err(CallError::sending)
    }

    /// Telegram puts its own button below it. A copy that is forwarded leads into the shop: with no
    /// start parameter it would be paid by whoever presses it.
    async fn say_invoice(&self, chat: ChatId, invoice: &Invoice) -> Result<Value, SendError> {
        let Invoice {
            purchase,
            title,
            description,
            price,
            is_sent,
        } = invoice;

        // Telegram itself says no to what is too much.
        let prices = [LabeledPrice::new(
            title.as_str(),
            u32::try_from(price.minor).unwrap_or(u32::MAX),
        )];
        let payload = purchase.to_string();
        let currency = price.currency.code();
        let call = SendInvoice::new(
            chat,
            title.as_str(),
            description.as_str(),
            payload,
            currency,
            prices,
        );

        let call = if *is_sent {
            let call = call
                .provider_token(self.provider_token.as_str())
                .start_parameter(Command::CANVASES);
            call.need_name(true)
                .need_phone_number(true)
                .need_shipping_address(true)
                .is_flexible(true)
        } else {
            call.provider_token("").start_parameter(Command::SHOP)
        };

        self.api.call(&call).await.map_err(CallError::sending)
    }

    async fn edit(
        &self,
        chat: ChatId,
        id: MessageId,
        edit: Edit<'_>,
        outgoing: &Outgoing<'_>,
    ) -> Result<Edited, SendError> {
        let Message { body, keyboard, .. } = outgoing.message;

        // An empty keyboard takes the old one away.
        let markup = markup(keyboard).unwrap_or_default();
        let edited = match body {
            Body::Text(text) => {
                self.api
                    .call(&EditMessageText::new(chat, id, text.as_str()).reply_markup(markup))
                    .await
            }
            Body::Picture { picture, caption } => {
                let pictures = if edit.picture == Some(*picture) {
                    None
                } else {
                    load(outgoing, &[*picture]).await?
                };

                if let Some(pictures) = pictures {
                    self.edit_picture((chat, id), &pictures, caption.as_str(), markup)
                        .await
                } else {
                    let payload = EditMessageCaption::new(chat, id).caption(caption.as_str());
                    self.api.call(&payload.reply_markup(markup)).await
                }
            }
            Body::Album(_) | Body::File { .. } | Body::Invoice(_) => return Ok(Edited::Lost),
        };

        match edited {
            Ok(_) => Ok(Edited::Done),
            Err(CallError::Refused(refusal)) if refusal.is_not_modified() => Ok(Edited::Done),
            Err(CallError::Refused(refusal)) if refusal.is_lost_message() => Ok(Edited::Lost),
            Err(error) => Err(error.sending()),
        }
    }

    async fn edit_picture(
        &self,
        (chat, id): (ChatId, MessageId),
        pictures: &[Picture],
        caption: &str,
        markup: InlineKeyboardMarkup,
    ) -> Result<Value, CallError> {
        self.show(pictures, |parcel| {
            let file = parcel.put(&pictures[0], PICTURE);
            let media = media(parcel.shown, file, Some(caption));
            Call::of(&EditMessageMedia::new(chat, id, media).reply_markup(markup.clone()))
        })
        .await
    }

    /// Shows pictures as photos, by the ids that are known; if Telegram knows one no more, by their
    /// bytes; and if one is no photo to it, as documents.
    async fn show(
        &self,
        pictures: &[Picture],
        write: impl Fn(&mut Parcel) -> Result<Call, SendError> + Send + Sync,
    ) -> Result<Value, CallError> {
        let mut shown = if pictures.iter().all(Picture::may_be_photo) {
            Shown::Photo
        } else {
            Shown::Document
        };

        loop {
            let mut parcel = Parcel::new(shown, Some(&self.known));
            let call = write(&mut parcel).map_err(|error| CallError::Unreachable(error.into()))?;
            let names_known = parcel.names_known;

            match self
                .api
                .upload(&call.method, &call.params, parcel.files)
                .await
            {
                Err(CallError::Refused(refusal)) if names_known && refusal.is_unknown_file() => {
                    self.known.forget(pictures);
                }
                Err(CallError::Refused(refusal))
                    if shown == Shown::Photo && refusal.is_no_photo() =>
                {
                    shown = Shown::Document;
                }
                Ok(sent) => {
                    self.known.learn(pictures, shown, &sent);
                    return Ok(sent);
                }
                Err(error) => return Err(error),
            }
        }
    }

    async fn load_file(
        &self,
        outgoing: &Outgoing<'_>,
        key: PictureKey,
    ) -> Result<Option<Picture>, SendError> {
        Ok(load(outgoing, &[PictureRef::Own(key)])
            .await?
            .and_then(|mut files| files.pop()))
    }
}

fn document(
    chat: ChatId,
    file: InputFile,
    caption: &str,
    keyboard: &Keyboard,
) -> Result<Call, SendError> {
    let mut payload = SendDocument::new(chat, file).caption(caption);
    if let Some(markup) = markup(keyboard) {
        payload = payload.reply_markup(markup);
    }
    Call::of(&payload)
}

fn media(shown: Shown, file: InputFile, caption: Option<&str>) -> InputMedia {
    let caption = caption.map(ToOwned::to_owned);
    match shown {
        Shown::Photo => InputMedia::Photo(InputMediaPhoto {
            caption,
            ..InputMediaPhoto::new(file)
        }),
        Shown::Document => InputMedia::Document(InputMediaDocument {
            caption,
            ..InputMediaDocument::new(file)
        }),
    }
}

fn markup(keyboard: &Keyboard) -> Option<InlineKeyboardMarkup> {
    let rows = keyboard.as_rows();
    let markup = || {
        InlineKeyboardMarkup::new(
            rows.iter()
                .map(|row| row.iter().map(button).collect::<Vec<_>>()),
        )
    };

    (!rows.is_empty()).then(markup)
}

fn button(button: &Button) -> InlineKeyboardButton {
    let label = button.label.as_str();
    match button
        .link
        .as_deref()
        .and_then(|link| Url::parse(link).ok())
    {
        Some(address) => InlineKeyboardButton::url(label, address),
        None => InlineKeyboardButton::callback(label, button.action.to_string()),
    }
}

/// The id of a sent message, of an album the first one's. An answer without it means that the
/// message is there all the same: no id of Telegram's is 0, and an edit of it becomes a new
/// message.
fn message_id(sent: &Value) -> String {
    let first = sent
        .as_array()
        .and_then(|messages| messages.first())
        .unwrap_or(sent);
    number(&first["message_id"]).unwrap_or(0).to_string()
}

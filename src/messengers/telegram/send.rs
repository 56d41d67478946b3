//! Sends and edits messages: text, photos, albums, documents and invoices.

use serde_json::Value;
use teloxide::{
    payloads::{
        EditMessageCaption, EditMessageCaptionSetters, EditMessageText, EditMessageTextSetters,
        SendDocument, SendDocumentSetters, SendInvoice, SendInvoiceSetters, SendMediaGroup,
        SendMessage, SendMessageSetters, SendPhoto, SendPhotoSetters,
    },
    types::{
        ChatId, InputFile, InputMedia, InputMediaDocument, InputMediaPhoto, LabeledPrice, MessageId,
    },
};

use super::{
    Telegram,
    api::FilePart,
    calls::{Call, EditTarget, MessageFilm, MessagePicture, Target},
    error::CallError,
    files::{LoadedPicture, PICTURE, load},
    groups::ChatPlace,
    keyboard::markup,
    lenient::number,
    uploads::{Attachments, MediaKind},
};
use crate::{
    domain::{
        command::Command,
        message::{Body, Invoice, Keyboard, Message},
        picture::{PictureKey, PictureRef},
    },
    messengers::{Outgoing, SendError},
};

/// The result of an edit.
enum EditOutcome {
    Edited,
    /// The message cannot be edited (any more).
    MessageLost,
}

impl Telegram {
    /// Sends or edits. If Telegram refuses a message with a button that shares, it is sent again
    /// without it: inline mode may have been switched off meanwhile.
    pub(super) async fn send_or_edit(&self, outgoing: &Outgoing<'_>) -> Result<String, SendError> {
        let place = ChatPlace::parse(outgoing.chat, outgoing.topic)
            .ok_or_else(|| SendError::Refused("not a chat id".to_owned()))?;
        let keyboard = self.keyboard(place, &outgoing.message.keyboard).await;
        let plain = keyboard.without_tools();

        match self.send_with(place, outgoing, &keyboard).await {
            Err(SendError::Refused(_)) if plain != keyboard => {
                self.send_with(place, outgoing, &plain).await
            }
            sent => sent,
        }
    }

    /// The buttons that are shown there.
    async fn keyboard(&self, place: ChatPlace, keyboard: &Keyboard) -> Keyboard {
        if place.is_group {
            return keyboard.only_links();
        }

        let shares = keyboard.buttons().any(|button| button.shares.is_some());
        if shares && self.profile().await.is_ok_and(|me| me.has_inline_mode) {
            keyboard.with_shares()
        } else {
            keyboard.without_tools()
        }
    }

    /// Sends or edits with these buttons. An edit of a message that is gone sends a new one.
    async fn send_with(
        &self,
        place: ChatPlace,
        outgoing: &Outgoing<'_>,
        keyboard: &Keyboard,
    ) -> Result<String, SendError> {
        let chat = ChatId(place.chat);
        if let Some(edit) = outgoing.edits
            && let Ok(id) = edit.message_id.parse().map(MessageId)
        {
            let to = EditTarget { chat, id, edit };
            let outcome = self.edit(to, outgoing, keyboard).await?;
            if matches!(outcome, EditOutcome::Edited) {
                return Ok(edit.message_id.to_owned());
            }
        }

        let to = Target {
            chat,
            topic: place.topic,
            replies_to: place.replies_to,
        };
        self.send_new(to, outgoing, keyboard).await
    }

    async fn send_new(
        &self,
        to: Target,
        outgoing: &Outgoing<'_>,
        keyboard: &Keyboard,
    ) -> Result<String, SendError> {
        let Message { body, .. } = outgoing.message;
        let sent = match body {
            Body::Text(text) => self.send_text(to, text.as_str(), keyboard).await?,
            Body::Picture { picture, caption } => {
                let message = MessagePicture::new(*picture, caption);
                self.send_picture(to, outgoing, message, keyboard).await?
            }
            Body::Film { film, still, .. } => {
                let still = *still;
                let message = MessageFilm { film, still };
                self.send_film(to, outgoing, message, keyboard).await?
            }
            Body::Album(album) => {
                let caption = album.caption().as_str();
                match load(outgoing, album.pictures()).await? {
                    Some(pictures) => self.send_album(to, &pictures, caption).await?,
                    None => self.send_text(to, caption, keyboard).await?,
                }
            }
            Body::File {
                picture,
                name,
                caption,
            } => match self.load_file(outgoing, *picture).await? {
                Some(file) => {
                    let call = |file| document(to.chat, file, caption.as_str(), keyboard);
                    self.send_file(to, &file, name, call).await?
                }
                None => self.send_text(to, caption.as_str(), keyboard).await?,
            },
            Body::Invoice(invoice) => self.send_invoice(to, invoice).await?,
        };

        Ok(message_id(&sent))
    }

    pub(super) async fn send_text(
        &self,
        to: Target,
        text: &str,
        keyboard: &Keyboard,
    ) -> Result<Value, SendError> {
        let mut payload = SendMessage::new(to.chat, text);
        if let Some(markup) = markup(keyboard) {
            payload = payload.reply_markup(markup);
        }

        self.call_there(to, &Call::from_payload(&payload)?).await
    }

    /// A picture with its caption; only the caption if the picture has been deleted.
    pub(super) async fn send_picture(
        &self,
        to: Target,
        outgoing: &Outgoing<'_>,
        message: MessagePicture<'_>,
        keyboard: &Keyboard,
    ) -> Result<Value, SendError> {
        let MessagePicture { picture, caption } = message;
        match load(outgoing, &[picture]).await? {
            Some(pictures) => self.send_photo(to, &pictures, caption, keyboard).await,
            None => self.send_text(to, caption, keyboard).await,
        }
    }

    async fn send_photo(
        &self,
        to: Target,
        pictures: &[LoadedPicture],
        caption: &str,
        keyboard: &Keyboard,
    ) -> Result<Value, SendError> {
        self.upload_media(Some(to), pictures, photo_kinds(pictures), |attachments| {
            let file = attachments.add(&pictures[0], PICTURE);
            if attachments.kind == MediaKind::Document {
                return document(to.chat, file, caption, keyboard);
            }

            let mut payload = SendPhoto::new(to.chat, file).caption(caption);
            if let Some(markup) = markup(keyboard) {
                payload = payload.reply_markup(markup);
            }

            Call::from_payload(&payload)
        })
        .await
        .map_err(CallError::into_send_error)
    }

    /// Telegram shows no buttons below an album; the domain puts them into the next message.
    async fn send_album(
        &self,
        to: Target,
        pictures: &[LoadedPicture],
        caption: &str,
    ) -> Result<Value, SendError> {
        self.upload_media(Some(to), pictures, photo_kinds(pictures), |attachments| {
            let media = pictures.iter().enumerate().map(|(index, picture)| {
                let file = attachments.add(picture, PICTURE);
                let caption = Some(caption).filter(|_| index == 0);
                media(attachments.kind, file, caption)
            });

            Call::from_payload(&SendMediaGroup::new(to.chat, media.collect::<Vec<_>>()))
        })
        .await
        .map_err(CallError::into_send_error)
    }

    /// Sends a document. It never uses a file id, which would show the name that the file had when
    /// it was sent before.
    async fn send_file(
        &self,
        to: Target,
        file: &LoadedPicture,
        stem: &str,
        call: impl FnOnce(InputFile) -> Result<Call, SendError>,
    ) -> Result<Value, SendError> {
        let mut attachments = Attachments::new(MediaKind::Document, None);
        let call = call(attachments.add(file, stem))?;

        self.upload_there(to, &call, attachments.uploads)
            .await
            .map_err(CallError::into_send_error)
    }

    /// Telegram adds its own button. The start parameter makes a forwarded copy lead to the shop;
    /// without one, anybody who presses it would pay this person's invoice.
    async fn send_invoice(&self, to: Target, invoice: &Invoice) -> Result<Value, SendError> {
        let Invoice {
            purchase,
            title,
            description,
            price,
            is_sent,
        } = invoice;

        // Telegram itself refuses an amount that is too high.
        let amount = u32::try_from(price.minor).unwrap_or(u32::MAX);
        let payload = SendInvoice::new(
            to.chat,
            title.as_str(),
            description.as_str(),
            purchase.to_string(),
            price.currency.code(),
            [LabeledPrice::new(title.as_str(), amount)],
        );

        let payload = if *is_sent {
            payload
                .provider_token(self.provider_token.as_str())
                .start_parameter(Command::CANVASES)
                .need_name(true)
                .need_phone_number(true)
                .need_shipping_address(true)
                .is_flexible(true)
        } else {
            payload.provider_token("").start_parameter(Command::SHOP)
        };

        self.call_there(to, &Call::from_payload(&payload)?).await
    }

    async fn edit(
        &self,
        to: EditTarget<'_>,
        outgoing: &Outgoing<'_>,
        keyboard: &Keyboard,
    ) -> Result<EditOutcome, SendError> {
        let EditTarget { chat, id, .. } = to;
        let Message { body, .. } = outgoing.message;

        let reply = match body {
            Body::Text(text) => {
                // An empty keyboard removes the old one.
                let markup = markup(keyboard).unwrap_or_default();
                let payload = EditMessageText::new(chat, id, text.as_str());
                self.api.call(&payload.reply_markup(markup)).await
            }
            Body::Picture { picture, caption } => {
                let message = MessagePicture::new(*picture, caption);
                self.edit_picture(to, outgoing, message, keyboard).await?
            }
            Body::Film { film, still, .. } => {
                let still = *still;
                let message = MessageFilm { film, still };
                match self.edit_film(to, outgoing, message, keyboard).await? {
                    Some(reply) => reply,
                    None => return Ok(EditOutcome::MessageLost),
                }
            }
            Body::Album(_) | Body::File { .. } | Body::Invoice(_) => {
                return Ok(EditOutcome::MessageLost);
            }
        };

        match reply {
            Ok(_) => Ok(EditOutcome::Edited),
            Err(CallError::Refused(refusal)) if refusal.is_not_modified() => {
                Ok(EditOutcome::Edited)
            }
            Err(CallError::Refused(refusal)) if refusal.is_lost_message() => {
                Ok(EditOutcome::MessageLost)
            }
            Err(error) => Err(error.into_send_error()),
        }
    }

    /// Shows a picture in place of what the message shows, or only changes the words below it.
    pub(super) async fn edit_picture(
        &self,
        to: EditTarget<'_>,
        outgoing: &Outgoing<'_>,
        message: MessagePicture<'_>,
        keyboard: &Keyboard,
    ) -> Result<Result<Value, CallError>, SendError> {
        let MessagePicture { picture, caption } = message;
        let is_shown = to.edit.picture == Some(picture);
        let pictures = if is_shown {
            None
        } else {
            load(outgoing, &[picture]).await?
        };
        let Some(pictures) = pictures else {
            return Ok(self.edit_caption(to, caption, keyboard).await);
        };

        let edited = self.upload_media(None, &pictures, photo_kinds(&pictures), |attachments| {
            let file = attachments.add(&pictures[0], PICTURE);
            let media = media(attachments.kind, file, Some(caption));
            let media = serde_json::to_value(media)
                .map_err(|error| SendError::Refused(error.to_string()))?;

            Ok(to.media_call(&media, keyboard))
        });
        Ok(edited.await)
    }

    pub(super) async fn edit_caption(
        &self,
        to: EditTarget<'_>,
        caption: &str,
        keyboard: &Keyboard,
    ) -> Result<Value, CallError> {
        let payload = EditMessageCaption::new(to.chat, to.id).caption(caption);
        let markup = markup(keyboard).unwrap_or_default();

        self.api.call(&payload.reply_markup(markup)).await
    }

    /// Makes a call with files: of the first kind with the cached file ids, with their bytes if
    /// Telegram has forgotten a file id, and of the next kind if it does not accept one as that.
    ///
    /// Only a new message needs to be told where it goes.
    pub(super) async fn upload_media(
        &self,
        to: Option<Target>,
        files: &[LoadedPicture],
        kinds: &[MediaKind],
        write: impl Fn(&mut Attachments) -> Result<Call, SendError> + Send + Sync,
    ) -> Result<Value, CallError> {
        let mut place = 0;
        loop {
            let kind = kinds[place];
            let mut attachments = Attachments::new(kind, Some(&self.file_ids));
            let call =
                write(&mut attachments).map_err(|error| CallError::Unreachable(error.into()))?;
            let uses_cache = attachments.uses_cache;
            let uploads = attachments.uploads;
            let reply = match to {
                Some(to) => self.upload_there(to, &call, uploads).await,
                None => self.api.upload(&call.method, &call.params, uploads).await,
            };

            match reply {
                Err(CallError::Refused(refusal)) if uses_cache && refusal.is_unknown_file() => {
                    self.file_ids.remove(files);
                }
                Err(CallError::Refused(refusal))
                    if place + 1 < kinds.len() && kind.is_refused_by(&refusal) =>
                {
                    place += 1;
                }
                Ok(sent) => {
                    self.file_ids.insert(files, kind, &sent);
                    return Ok(sent);
                }
                Err(error) => return Err(error),
            }
        }
    }

    async fn call_there(&self, to: Target, call: &Call) -> Result<Value, SendError> {
        let request = |params| async move { self.api.call_by_name(&call.method, &params).await };
        to.call(&call.params, request)
            .await
            .map_err(CallError::into_send_error)
    }

    async fn upload_there(
        &self,
        to: Target,
        call: &Call,
        files: Vec<FilePart>,
    ) -> Result<Value, CallError> {
        let upload = |params| {
            let files = files.clone();
            async move { self.api.upload(&call.method, &params, files).await }
        };

        to.call(&call.params, upload).await
    }

    async fn load_file(
        &self,
        outgoing: &Outgoing<'_>,
        key: PictureKey,
    ) -> Result<Option<LoadedPicture>, SendError> {
        Ok(load(outgoing, &[PictureRef::Own(key)])
            .await?
            .and_then(|mut files| files.pop()))
    }
}

/// As what pictures are sent, and then as what if Telegram does not accept that.
fn photo_kinds(pictures: &[LoadedPicture]) -> &'static [MediaKind] {
    if pictures.iter().all(LoadedPicture::fits_photo) {
        &[MediaKind::Photo, MediaKind::Document]
    } else {
        &[MediaKind::Document]
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
    Call::from_payload(&payload)
}

fn media(kind: MediaKind, file: InputFile, caption: Option<&str>) -> InputMedia {
    let caption = caption.map(ToOwned::to_owned);
    match kind {
        MediaKind::Photo => InputMedia::Photo(InputMediaPhoto {
            caption,
            ..InputMediaPhoto::new(file)
        }),
        _ => InputMedia::Document(InputMediaDocument {
            caption,
            ..InputMediaDocument::new(file)
        }),
    }
}

/// The id of a sent message, or of an album's first one. A reply without an id still means that the
/// message was sent. Then the id is 0, which no message has, so that an edit sends a new message.
fn message_id(sent: &Value) -> String {
    let first = sent
        .as_array()
        .and_then(|messages| messages.first())
        .unwrap_or(sent);
    number(&first["message_id"]).unwrap_or(0).to_string()
}

//! Sends and edits messages.

use serde_json::Value;

use super::{
    Vk,
    client_info::ClientInfo,
    content::{Content, fit},
    error::CallError,
    files::{load, load_film, words_below_still},
    keyboard,
    lenient::string,
    random_id::random_id,
};
use crate::{
    domain::{
        film::Film,
        message::{Body, Message, Place},
        picture::{PictureKey, PictureRef},
    },
    messengers::{Edit, Outgoing, SendError},
};

/// The id of a sent message as the outbox stores it: VKontakte's id and, if there is just one, the
/// attachment, which an edit has to repeat.
struct SentMessage<'a> {
    id: &'a str,
    attachment: Option<&'a str>,
}

impl<'a> SentMessage<'a> {
    fn new(id: &'a str, attachments: &'a [String]) -> Self {
        let attachment = match attachments {
            [one] => Some(one.as_str()),
            _ => None,
        };

        Self { id, attachment }
    }

    /// Parses a stored id; `None` for a message whose id is not known.
    fn parse(stored: &'a str) -> Option<Self> {
        let (id, attachment) = stored
            .split_once(':')
            .map_or((stored, None), |(id, attachment)| (id, Some(attachment)));

        (id != UNKNOWN_ID).then_some(Self { id, attachment })
    }

    fn to_stored(&self) -> String {
        match self.attachment {
            Some(attachment) => format!("{}:{attachment}", self.id),
            None => self.id.to_owned(),
        }
    }
}

/// Stands for the id of a message whose reply had none. It was sent all the same, and an edit of it
/// sends a new one.
const UNKNOWN_ID: &str = "0";

/// A call that sends or edits, and the parameters that only it has.
struct Call<'a> {
    method: &'static str,
    peer: i64,
    outgoing: &'a Outgoing<'a>,
    params: Vec<(&'static str, String)>,
}

impl Vk {
    /// Sends or edits. An edit of a message that is gone sends a new one.
    pub(super) async fn send_or_edit(&self, outgoing: &Outgoing<'_>) -> Result<String, SendError> {
        let peer = outgoing
            .chat
            .parse()
            .map_err(|_| SendError::Refused("not a chat id".to_owned()))?;

        if let Some(edit) = outgoing.edits
            && let Some(edited) = self.edit(peer, edit, outgoing).await?
        {
            return Ok(edited);
        }

        let mut content = self.new_content(peer, outgoing).await?;
        let client = self.clients.get(peer);
        let has_buttons = content.keyboard.is_some() || content.carousel.is_some();
        let shows_menu = outgoing.message.place == Place::New && !has_buttons && !client.has_menu;

        if let Some(language) = client.language.filter(|_| shows_menu) {
            content.keyboard = Some(keyboard::menu(language));
        }

        let id = self.send_new(peer, outgoing, content).await?;
        self.typing.end(peer);

        if shows_menu {
            self.clients.set_menu_shown(peer);
        }

        Ok(id)
    }

    async fn send_new(
        &self,
        peer: i64,
        outgoing: &Outgoing<'_>,
        mut content: Content,
    ) -> Result<String, SendError> {
        let random_id = random_id(outgoing.id, outgoing.salt).to_string();
        let call = Call {
            method: "messages.send",
            peer,
            outgoing,
            params: vec![
                ("disable_mentions", "1".to_owned()),
                ("random_id", random_id),
            ],
        };
        let mut uploaded_again = false;

        loop {
            match self.call_with_content(&call, &mut content).await {
                Ok(reply) => {
                    let id = string(&reply).unwrap_or_else(|| UNKNOWN_ID.to_owned());
                    return Ok(SentMessage::new(&id, &content.attachments).to_stored());
                }
                Err(CallError::Refused(refusal))
                    if content.carousel.is_some() && refusal.is_template() =>
                {
                    tracing::warn!(%refusal, "pictures are sent without their carousel");
                    self.card_photos.remove(outgoing.message.body.pictures());
                    content = self.content(peer, outgoing, None).await?;
                }
                Err(CallError::Refused(refusal))
                    if refusal.is_parameter() && !uploaded_again && self.uses_cache(outgoing) =>
                {
                    uploaded_again = true;
                    self.attachments.remove(outgoing.message.body.files());
                    content.attachments = self.content(peer, outgoing, None).await?.attachments;
                }
                Err(error) => return Err(error.into_send_error()),
            }
        }
    }

    /// Makes a call. It goes without buttons if VKontakte refuses them, and with a shorter text if
    /// that is too long; if the community's bot features are off, it turns them on.
    async fn call_with_content(
        &self,
        call: &Call<'_>,
        content: &mut Content,
    ) -> Result<Value, CallError> {
        let mut turned_on = false;
        loop {
            let params = [content.params(call.peer), call.params.clone()].concat();
            match self.api.call(call.method, &params).await {
                Err(CallError::Refused(refusal))
                    if refusal.is_keyboard() && content.keyboard.is_some() =>
                {
                    tracing::error!(%refusal, "a message is sent without its buttons");
                    content.keyboard = None;

                    let keyboard = &call.outgoing.message.keyboard;
                    let links =
                        keyboard::links_as_text(keyboard, ClientInfo::TEXT_ONLY, &self.home);
                    content.text = fit(&content.text, &links);
                }
                Err(CallError::Refused(refusal)) if refusal.is_too_long() && content.shorten() => {
                    tracing::error!(%refusal, "a message is sent with half of its text");
                }
                Err(CallError::Refused(refusal)) if refusal.is_bot_off() && !turned_on => {
                    turned_on = true;
                    if let Err(error) = self.turn_bot_on().await {
                        tracing::error!(%error, "the community's bot features are off and cannot be turned on from here");
                        return Err(refusal.into());
                    }
                }
                reply => return reply,
            }
        }
    }

    /// Whether the attachment of a picture or a film comes from the cache, and may be gone.
    fn uses_cache(&self, outgoing: &Outgoing<'_>) -> bool {
        outgoing
            .message
            .body
            .files()
            .any(|picture| self.attachments.get(picture).is_some())
    }

    /// Returns the message's new id; `None` if it is gone, or of a kind that is never edited.
    async fn edit(
        &self,
        peer: i64,
        edit: Edit<'_>,
        outgoing: &Outgoing<'_>,
    ) -> Result<Option<String>, SendError> {
        let Some(sent) = SentMessage::parse(edit.message_id) else {
            return Ok(None);
        };
        let kept = match outgoing.message.body {
            Body::Text(_) => None,
            Body::Picture { picture, .. } => {
                sent.attachment.filter(|_| edit.picture == Some(picture))
            }
            Body::Film { film, .. } => sent
                .attachment
                .filter(|_| edit.picture == Some(PictureRef::Own(film.file))),
            Body::Album(_) | Body::File { .. } | Body::Invoice(_) => return Ok(None),
        };

        let mut content = self.content(peer, outgoing, kept).await?;
        let call = Call {
            method: "messages.edit",
            peer,
            outgoing,
            params: vec![("message_id", sent.id.to_owned())],
        };

        match self.call_with_content(&call, &mut content).await {
            Ok(_) => Ok(Some(
                SentMessage::new(sent.id, &content.attachments).to_stored(),
            )),
            Err(CallError::Refused(refusal)) if refusal.is_lost_message() => Ok(None),
            Err(error) => Err(error.into_send_error()),
        }
    }

    /// Uses a carousel where there is something to choose and the app shows one.
    async fn new_content(&self, peer: i64, outgoing: &Outgoing<'_>) -> Result<Content, SendError> {
        if let Body::Album(album) = &outgoing.message.body
            && let Some(carousel) = self.carousel(peer, outgoing, album).await?
        {
            return Ok(Content {
                text: outgoing.message.words().to_owned(),
                attachments: Vec::new(),
                keyboard: None,
                carousel: Some(carousel),
            });
        }

        self.content(peer, outgoing, None).await
    }

    /// The content of a message. `kept` is the attachment that the message has already.
    async fn content(
        &self,
        peer: i64,
        outgoing: &Outgoing<'_>,
        kept: Option<&str>,
    ) -> Result<Content, SendError> {
        let Message { body, keyboard, .. } = outgoing.message;
        let mut words = outgoing.message.words().to_owned();
        let attachments = match (body, kept) {
            (Body::Invoice(_), _) => {
                return Err(SendError::Refused(
                    "there are no invoices in VKontakte".to_owned(),
                ));
            }
            (Body::Text(_), _) => Vec::new(),
            (_, Some(kept)) => vec![kept.to_owned()],
            (Body::Picture { picture, .. }, None) => {
                self.photos(peer, outgoing, &[*picture]).await?
            }
            (Body::Film { film, still, .. }, None) => {
                if let Some(document) = self.film(peer, outgoing, film).await? {
                    vec![document]
                } else {
                    words = words_below_still(outgoing).into();
                    let still = PictureRef::Own(*still);
                    self.photos(peer, outgoing, &[still]).await?
                }
            }
            (Body::Album(album), None) => self.photos(peer, outgoing, album.pictures()).await?,
            (Body::File { picture, name, .. }, None) => {
                self.document(peer, outgoing, *picture, name).await?
            }
        };

        let client = self.clients.get(peer);
        let links = keyboard::links_as_text(keyboard, client, &self.home);
        Ok(Content {
            text: fit(&words, &links),
            attachments,
            keyboard: keyboard::message_keyboard(keyboard, client, &self.home),
            carousel: None,
        })
    }

    /// The attachments of pictures; empty if one has been deleted, and then only the text is sent.
    async fn photos(
        &self,
        peer: i64,
        outgoing: &Outgoing<'_>,
        pictures: &[PictureRef],
    ) -> Result<Vec<String>, SendError> {
        let mut photos = Vec::new();
        for picture in load(outgoing, pictures).await?.unwrap_or_default() {
            let photo = self.upload_photo(peer, &picture).await;
            photos.push(photo.map_err(CallError::into_send_error)?);
        }

        Ok(photos)
    }

    /// The attachment of a film; `None` if only its still can be shown.
    async fn film(
        &self,
        peer: i64,
        outgoing: &Outgoing<'_>,
        film: &Film,
    ) -> Result<Option<String>, SendError> {
        let known = self.attachments.get(PictureRef::Own(film.file));
        if known.is_some() {
            return Ok(known);
        }
        let Some(file) = load_film(outgoing, film).await? else {
            return Ok(None);
        };

        match self.upload_film(peer, &file).await {
            Err(CallError::Refused(refusal)) if refusal.is_upload() => {
                tracing::warn!(%refusal, "VKontakte does not accept a film; its still is sent");
                Ok(None)
            }
            document => document.map(Some).map_err(CallError::into_send_error),
        }
    }

    async fn document(
        &self,
        peer: i64,
        outgoing: &Outgoing<'_>,
        picture: PictureKey,
        name: &str,
    ) -> Result<Vec<String>, SendError> {
        let files = load(outgoing, &[PictureRef::Own(picture)]).await?;
        let Some(file) = files.unwrap_or_default().pop() else {
            return Ok(Vec::new());
        };

        let document = self.upload_document(peer, &file, name).await;
        Ok(vec![document.map_err(CallError::into_send_error)?])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sent_message_is_stored_with_its_picture() {
        let stored = SentMessage::new("17", &["photo-1_2_key".into()]).to_stored();
        let sent = SentMessage::parse(&stored).unwrap();
        assert_eq!((sent.id, sent.attachment), ("17", Some("photo-1_2_key")));

        let stored = SentMessage::new("17", &[]).to_stored();
        assert_eq!(SentMessage::parse(&stored).unwrap().attachment, None);

        assert!(SentMessage::parse("0").is_none() && SentMessage::parse("0:photo-1_2").is_none());
    }
}

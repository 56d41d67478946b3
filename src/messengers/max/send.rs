//! Sends and edits messages.

use std::time::Duration;

use reqwest::Method;
use serde_json::Value;
use tokio::time::sleep;

use super::{
    Max,
    api::{Call, Query},
    content::{Content, Media, MediaKind, fit},
    error::CallError,
    files::{LoadedPicture, PICTURE, load, load_film, words_below_still},
    keyboard,
    lenient::string,
    peer::Peer,
};
use crate::{
    backoff::Backoff,
    domain::{
        film::Film,
        message::{Body, Message},
        picture::{PictureKey, PictureRef},
    },
    messengers::{Edit, Outgoing, SendError},
};

/// How often a message is tried whose file MAX still processes. That takes up to seven seconds, less
/// than a service has that stops and finishes what it sends. After that the outbox tries it again.
const READY_TRIES: u32 = 5;
const READY_BACKOFF: Backoff = Backoff::new(Duration::from_millis(400), Duration::from_secs(4));

/// Stands for the id of a message whose reply had none. It was sent all the same, and an edit of it
/// sends a new one.
const UNKNOWN_ID: &str = "0";

/// A call that sends or edits, without its content.
struct ChatCall<'a> {
    peer: Peer,
    call: Call,
    outgoing: &'a Outgoing<'a>,
}

/// The id of a sent message as the outbox stores it: MAX's id and, if it shows just one image, the
/// token, which an edit has to repeat.
struct SentMessage<'a> {
    id: &'a str,
    image: Option<&'a str>,
}

impl<'a> SentMessage<'a> {
    fn new(id: &'a str, media: &'a [Media]) -> Self {
        let image = match media {
            [one] if one.kind == MediaKind::Image => Some(one.token.as_str()),
            _ => None,
        };

        Self { id, image }
    }

    /// Parses a stored id; `None` for a message whose id is not known.
    fn parse(stored: &'a str) -> Option<Self> {
        let (id, image) = stored
            .split_once(':')
            .map_or((stored, None), |(id, image)| (id, Some(image)));

        (id != UNKNOWN_ID).then_some(Self { id, image })
    }

    fn to_stored(&self) -> String {
        match self.image {
            Some(image) => format!("{}:{image}", self.id),
            None => self.id.to_owned(),
        }
    }
}

impl Max {
    /// Sends or edits. An edit of a message that is gone sends a new one.
    pub(super) async fn send_or_edit(
        &self,
        peer: Peer,
        outgoing: &Outgoing<'_>,
    ) -> Result<String, SendError> {
        if let Some(edit) = outgoing.edits
            && let Some(edited) = self.edit(peer, edit, outgoing).await?
        {
            return Ok(edited);
        }

        self.send_new(peer, outgoing).await
    }

    async fn send_new(&self, peer: Peer, outgoing: &Outgoing<'_>) -> Result<String, SendError> {
        let call = Call::new(Method::POST, "messages").with_query(vec![
            peer.param(),
            ("disable_link_preview", "true".to_owned()),
        ]);

        let call = ChatCall {
            peer,
            call,
            outgoing,
        };
        let mut content = self.content(outgoing, None).await?;
        let reply = self.call_with_content(&call, &mut content).await;
        let reply = reply.map_err(CallError::into_send_error)?;
        let id = string(&reply["message"]["body"]["mid"]).unwrap_or_else(|| UNKNOWN_ID.to_owned());

        Ok(SentMessage::new(&id, &content.media).to_stored())
    }

    /// Returns the message's new id; `None` if it is gone, or of a kind that is never edited.
    async fn edit(
        &self,
        peer: Peer,
        edit: Edit<'_>,
        outgoing: &Outgoing<'_>,
    ) -> Result<Option<String>, SendError> {
        let Some(sent) = SentMessage::parse(edit.message_id) else {
            return Ok(None);
        };
        let kept = match outgoing.message.body {
            // The token of a film is found among those that are kept.
            Body::Text(_) | Body::Film { .. } => None,
            Body::Picture { picture, .. } => sent.image.filter(|_| edit.picture == Some(picture)),
            Body::Album(_) | Body::File { .. } | Body::Invoice(_) => return Ok(None),
        };

        let query: Query = vec![("message_id", sent.id.to_owned())];
        let call = Call::new(Method::PUT, "messages").with_query(query);
        let call = ChatCall {
            peer,
            call,
            outgoing,
        };
        let mut content = self.content(outgoing, kept).await?;

        match self.call_with_content(&call, &mut content).await {
            Ok(_) => Ok(Some(SentMessage::new(sent.id, &content.media).to_stored())),
            Err(CallError::Refused(refusal))
                if refusal.is_lost_message() && !refusal.is_not_ready() =>
            {
                Ok(None)
            }
            Err(error) => Err(error.into_send_error()),
        }
    }

    /// Makes a call. It waits for files that MAX still processes. If the call is invalid, the reason
    /// may be a file that MAX has forgotten or a button that it does not accept: it is repeated with
    /// the files uploaded again, and then without its buttons.
    async fn call_with_content(
        &self,
        call: &ChatCall<'_>,
        content: &mut Content,
    ) -> Result<Value, CallError> {
        let ChatCall {
            peer,
            call,
            outgoing,
        } = call;
        let mut not_ready = 0;
        let mut uploaded_again = false;

        loop {
            self.chat_limiter.wait(*peer, &call.method).await;

            let body = content.to_body();
            match self.api.call(&call.clone().with_body(body)).await {
                Err(CallError::Refused(refusal))
                    if refusal.is_not_ready() && not_ready + 1 < READY_TRIES =>
                {
                    sleep(READY_BACKOFF.pause(not_ready)).await;
                    not_ready += 1;
                }
                Err(CallError::Refused(refusal))
                    if refusal.is_invalid()
                        && !refusal.is_not_ready()
                        && !uploaded_again
                        && self.tokens.has_any(outgoing.message.body.files()) =>
                {
                    uploaded_again = true;
                    self.tokens.remove(outgoing.message.body.files());

                    let again = self.content(outgoing, None).await;
                    content.media = again
                        .map_err(|error| CallError::Unreachable(error.into()))?
                        .media;
                }
                Err(CallError::Refused(refusal))
                    if refusal.is_invalid()
                        && !refusal.is_not_ready()
                        && content.keyboard.is_some() =>
                {
                    tracing::error!(%refusal, "a message is sent without its buttons");
                    content.keyboard = None;

                    let links = keyboard::links_as_text(&outgoing.message.keyboard, &self.home);
                    content.text = fit(&content.text, &links);
                }
                reply => return reply,
            }
        }
    }

    /// The content of a message. `kept` is the token of the image that the message has already.
    async fn content(
        &self,
        outgoing: &Outgoing<'_>,
        kept: Option<&str>,
    ) -> Result<Content, SendError> {
        let Message { body, keyboard, .. } = outgoing.message;
        let mut words = outgoing.message.words().to_owned();
        let media = match (body, kept) {
            (Body::Invoice(_), _) => {
                return Err(SendError::Refused(
                    "there are no invoices in MAX".to_owned(),
                ));
            }
            (Body::Text(_), _) => Vec::new(),
            (_, Some(kept)) => vec![Media {
                kind: MediaKind::Image,
                token: kept.to_owned(),
            }],
            (Body::Picture { picture, .. }, None) => self.image(outgoing, *picture).await?,
            (Body::Film { film, still, .. }, None) => {
                if let Some(film) = self.film(outgoing, film).await? {
                    vec![film]
                } else {
                    words = words_below_still(outgoing).into();
                    self.image(outgoing, PictureRef::Own(*still)).await?
                }
            }
            (Body::Album(album), None) => self.images(outgoing, album.pictures()).await?,
            (Body::File { picture, name, .. }, None) => {
                self.document(outgoing, *picture, name).await?
            }
        };

        Ok(Content {
            text: fit(&words, ""),
            media,
            keyboard: keyboard::attachment(keyboard, &self.home),
        })
    }

    /// A picture as an image, or as a file if MAX does not accept it as an image; empty if it has
    /// been deleted, and then only the text is sent.
    async fn image(
        &self,
        outgoing: &Outgoing<'_>,
        picture: PictureRef,
    ) -> Result<Vec<Media>, SendError> {
        let Some(loaded) = load_one(outgoing, picture).await? else {
            return Ok(Vec::new());
        };

        let media = match self.upload(MediaKind::Image, &loaded, PICTURE).await {
            Err(CallError::Refused(refusal)) if refusal.is_upload() => {
                tracing::warn!(%refusal, "MAX does not accept a picture as an image; it is sent as a file");
                self.upload(MediaKind::File, &loaded, PICTURE).await
            }
            media => media,
        };

        media
            .map(|media| vec![media])
            .map_err(CallError::into_send_error)
    }

    /// A film as a video, or as a file if MAX does not accept it as a video; `None` if only its still
    /// can be shown.
    async fn film(&self, outgoing: &Outgoing<'_>, film: &Film) -> Result<Option<Media>, SendError> {
        let Some(loaded) = load_film(outgoing, film).await? else {
            return Ok(None);
        };

        for kind in [MediaKind::Video, MediaKind::File] {
            match self.upload(kind, &loaded, PICTURE).await {
                Err(CallError::Refused(refusal)) if refusal.is_upload() => {
                    tracing::warn!(%refusal, kind = kind.name(), "MAX does not accept a film");
                }
                media => return media.map(Some).map_err(CallError::into_send_error),
            }
        }

        Ok(None)
    }

    /// Several pictures, without one that MAX does not accept: a file must be alone in its message.
    async fn images(
        &self,
        outgoing: &Outgoing<'_>,
        pictures: &[PictureRef],
    ) -> Result<Vec<Media>, SendError> {
        let mut media = Vec::new();
        for picture in load(outgoing, pictures).await?.unwrap_or_default() {
            match self.upload(MediaKind::Image, &picture, PICTURE).await {
                Err(CallError::Refused(refusal)) if refusal.is_upload() => {
                    tracing::warn!(%refusal, "MAX does not accept a picture of an album");
                }
                uploaded => media.push(uploaded.map_err(CallError::into_send_error)?),
            }
        }

        Ok(media)
    }

    async fn document(
        &self,
        outgoing: &Outgoing<'_>,
        picture: PictureKey,
        name: &str,
    ) -> Result<Vec<Media>, SendError> {
        let Some(file) = load_one(outgoing, PictureRef::Own(picture)).await? else {
            return Ok(Vec::new());
        };

        let media = self.upload(MediaKind::File, &file, name).await;
        Ok(vec![media.map_err(CallError::into_send_error)?])
    }
}

async fn load_one(
    outgoing: &Outgoing<'_>,
    picture: PictureRef,
) -> Result<Option<LoadedPicture>, SendError> {
    let loaded = load(outgoing, &[picture]).await?;
    Ok(loaded.and_then(|mut files| files.pop()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_stored_with_the_image_that_an_edit_repeats() {
        let image = Media {
            kind: MediaKind::Image,
            token: "a+/=:b".to_owned(),
        };
        let file = Media {
            kind: MediaKind::File,
            ..image.clone()
        };

        let stored = SentMessage::new("mid.1", std::slice::from_ref(&image)).to_stored();
        let sent = SentMessage::parse(&stored).unwrap();
        assert_eq!((sent.id, sent.image), ("mid.1", Some("a+/=:b")));

        for media in [vec![], vec![file], vec![image.clone(), image]] {
            assert_eq!(SentMessage::new("mid.1", &media).to_stored(), "mid.1");
        }
        assert!(SentMessage::parse(UNKNOWN_ID).is_none());
    }
}

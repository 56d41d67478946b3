//! The bot's messages in VKontakte's words, and edits of them.

use serde_json::Value;

use super::{
    Vk,
    client::Client,
    content::{Content, fitted},
    error::CallError,
    files::{Picture, load},
    keyboard,
    lenient::words,
    number::random_id,
};
use crate::{
    domain::{
        message::{Body, Message, Place},
        picture::{PictureKey, PictureRef},
    },
    messengers::{Edit, Outgoing, SendError},
};

/// A message that was sent, as the outbox remembers it: its number, and the picture that an edit
/// has to name again.
struct SentMessage<'a> {
    id: &'a str,
    attachment: Option<&'a str>,
}

impl<'a> SentMessage<'a> {
    /// Reads what [`remembered`] wrote; `None` for one whose number is not known.
    fn parse(text: &'a str) -> Option<Self> {
        let (id, attachment) = text
            .split_once(':')
            .map_or((text, None), |(id, rest)| (id, Some(rest)));
        (id != "0").then_some(Self { id, attachment })
    }
}

fn remembered(id: &str, attachments: &[String]) -> String {
    match attachments {
        [one] => format!("{id}:{one}"),
        _ => id.to_owned(),
    }
}

impl Vk {
    /// Sends or edits; an edit of what is not there any more becomes a new message.
    pub(super) async fn deliver(&self, outgoing: &Outgoing<'_>) -> Result<String, SendError> {
        let peer = outgoing
            .chat
            .parse()
            .map_err(|_| SendError::Refused("no chat id".to_owned()))?;

        if let Some(edit) = outgoing.edits
            && let Some(edited) = self.edit(peer, edit, outgoing).await?
        {
            return Ok(edited);
        }

        let mut content = self.new_content(peer, outgoing).await?;
        let client = self.clients.of(peer);
        let bare = content.keyboard.is_none() && content.cards.is_none();
        let shows_menu = outgoing.message.place == Place::New && bare && !client.has_menu;

        if let Some(language) = client.language.filter(|_| shows_menu) {
            content.keyboard = Some(keyboard::menu(language));
        }

        let id = self.say(peer, outgoing, content).await?;
        self.typing.is_over(peer);

        if shows_menu {
            self.clients.has_menu(peer);
        }

        Ok(id)
    }

    async fn say(
        &self,
        peer: i64,
        outgoing: &Outgoing<'_>,
        mut content: Content,
    ) -> Result<String, SendError> {
        let random_id = random_id(outgoing.id, outgoing.salt).to_string();
        let mut renewed = false;

        loop {
            let more = [
                ("disable_mentions", "1".to_owned()),
                ("random_id", random_id.clone()),
            ];

            match self
                .put("messages.send", (peer, outgoing), &mut content, &more)
                .await
            {
                // An answer without a number means that the message is there all the same: an edit
                // of it becomes a new one.
                Ok(sent) => {
                    return Ok(remembered(
                        &words(&sent).unwrap_or_else(|| "0".into()),
                        &content.attachments,
                    ));
                }
                Err(CallError::Refused(refusal))
                    if content.cards.is_some() && refusal.is_template() =>
                {
                    tracing::warn!(%refusal, "pictures go without their cards");
                    self.cards.forget(outgoing.message.body.pictures());
                    content = self.content(peer, outgoing, None).await?;
                }
                Err(CallError::Refused(refusal))
                    if refusal.is_parameter() && !renewed && self.names_known(outgoing) =>
                {
                    renewed = true;
                    self.known.forget(outgoing.message.body.pictures());
                    content.attachments = self.content(peer, outgoing, None).await?.attachments;
                }
                Err(error) => return Err(error.sending()),
            }
        }
    }

    /// Sends or edits, without buttons where VKontakte refuses them, and shorter where it is too
    /// long; turns the features of a bot on where they are off.
    async fn put(
        &self,
        method: &str,
        (peer, outgoing): (i64, &Outgoing<'_>),
        content: &mut Content,
        more: &[(&'static str, String)],
    ) -> Result<Value, CallError> {
        let mut turned_on = false;
        loop {
            let params = [content.params(peer), more.to_vec()].concat();
            match self.api.call(method, &params).await {
                Err(CallError::Refused(refusal))
                    if refusal.is_keyboard() && content.keyboard.is_some() =>
                {
                    tracing::error!(%refusal, "a message goes without its buttons");
                    content.keyboard = None;

                    let links = keyboard::written_out(
                        &outgoing.message.keyboard,
                        Client::SHOWS_NOTHING,
                        &self.home,
                    );
                    content.words = fitted(&content.words, &links);
                }
                Err(CallError::Refused(refusal)) if refusal.is_too_long() && content.shorten() => {
                    tracing::error!(%refusal, "a message goes with the first half of its words");
                }
                Err(CallError::Refused(refusal)) if refusal.is_bot_off() && !turned_on => {
                    turned_on = true;
                    if let Err(error) = self.turn_bot_on().await {
                        tracing::error!(%error, "the features of a bot are off, and cannot be turned on from here");
                        return Err(refusal.into());
                    }
                }
                answered => return answered,
            }
        }
    }

    /// Whether a picture was not brought for this message, and may not be there any more.
    fn names_known(&self, outgoing: &Outgoing<'_>) -> bool {
        outgoing
            .message
            .body
            .pictures()
            .any(|picture| self.known.of(picture).is_some())
    }

    /// The message's new id; `None` when it is not there any more, or of a kind that is never
    /// edited.
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
            Body::Album(_) | Body::File { .. } | Body::Invoice(_) => return Ok(None),
        };

        let mut content = self.content(peer, outgoing, kept).await?;
        let more = [("message_id", sent.id.to_owned())];

        match self
            .put("messages.edit", (peer, outgoing), &mut content, &more)
            .await
        {
            Ok(_) => Ok(Some(remembered(sent.id, &content.attachments))),
            Err(CallError::Refused(refusal)) if refusal.is_lost_message() => Ok(None),
            Err(error) => Err(error.sending()),
        }
    }

    /// As cards where there are some to choose from and the app shows them.
    async fn new_content(&self, peer: i64, outgoing: &Outgoing<'_>) -> Result<Content, SendError> {
        if let Body::Album(album) = &outgoing.message.body
            && let Some(cards) = self.cards(peer, outgoing, album).await?
        {
            let words = outgoing.message.words().to_owned();
            return Ok(Content {
                words,
                attachments: Vec::new(),
                keyboard: None,
                cards: Some(cards),
            });
        }

        self.content(peer, outgoing, None).await
    }

    /// Puts a message together; `kept` is the picture that stands there already.
    async fn content(
        &self,
        peer: i64,
        outgoing: &Outgoing<'_>,
        kept: Option<&str>,
    ) -> Result<Content, SendError> {
        let Message { body, keyboard, .. } = outgoing.message;
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
            (Body::Album(album), None) => self.photos(peer, outgoing, album.pictures()).await?,
            (Body::File { picture, name, .. }, None) => {
                self.file(peer, outgoing, *picture, name).await?
            }
        };

        let client = self.clients.of(peer);
        let words = fitted(
            outgoing.message.words(),
            &keyboard::written_out(keyboard, client, &self.home),
        );
        Ok(Content {
            words,
            attachments,
            keyboard: keyboard::below(keyboard, client, &self.home),
            cards: None,
        })
    }

    /// None when a file is gone: the words have to do.
    async fn photos(
        &self,
        peer: i64,
        outgoing: &Outgoing<'_>,
        pictures: &[PictureRef],
    ) -> Result<Vec<String>, SendError> {
        let mut photos = Vec::new();
        for picture in load(outgoing, pictures).await?.unwrap_or_default() {
            photos.push(
                self.photo(peer, &picture)
                    .await
                    .map_err(CallError::sending)?,
            );
        }

        Ok(photos)
    }

    async fn file(
        &self,
        peer: i64,
        outgoing: &Outgoing<'_>,
        picture: PictureKey,
        name: &str,
    ) -> Result<Vec<String>, SendError> {
        let files: Vec<Picture> = load(outgoing, &[PictureRef::Own(picture)])
            .await?
            .unwrap_or_default();
        let Some(file) = files.first() else {
            return Ok(Vec::new());
        };
        Ok(vec![
            self.document(peer, file, name)
                .await
                .map_err(CallError::sending)?,
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sent_message_is_remembered_with_its_picture() {
        let text = remembered("17", &["photo-1_2_key".into()]);
        let sent = SentMessage::parse(&text).unwrap();
        assert_eq!((sent.id, sent.attachment), ("17", Some("photo-1_2_key")));
        assert_eq!(
            SentMessage::parse(&remembered("17", &[]))
                .unwrap()
                .attachment,
            None
        );

        assert!(SentMessage::parse("0").is_none() && SentMessage::parse("0:photo-1_2").is_none());
    }
}

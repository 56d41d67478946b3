//! Fetches what other people have published, before a step that shows it or paints in its style.
//! From then on it is the person's own, like a picture they have sent.

use std::time::Duration;

use bytes::Bytes;

use super::Inbox;
use crate::{
    domain::{
        button::Action,
        command::Command,
        conversation::{Code, Event},
        feed::{Best, FetchedStyle, Order, Part, PublicStyle, Size, Span, StyleKey},
        ids::PersonId,
        picture::{PictureKey, PictureRef},
    },
    pictures::{NewPicture, feed::FeedPictures},
    store::{Conversation, pictures::PictureKind},
    workers::feed_pictures::as_jpeg,
};

/// How many of the best entries are shown.
const SHOWN: u32 = 5;
/// How long pictures are kept that are only shown.
const KEEP_SHOWN: Duration = Duration::from_hours(24);

impl Inbox {
    /// Completes an event with what it needs from the feed. Nothing is fetched for people who
    /// are blocked by the operator.
    pub(super) async fn complete_from_feed(
        &self,
        event: Event,
        conversation: &Conversation,
    ) -> anyhow::Result<Event> {
        if !self.context.rules.feed.enabled || conversation.facts.account.is_blocked {
            return Ok(event);
        }

        let person = conversation.person;
        Ok(match event {
            Event::Code(Code::Style(key, _)) | Event::Button(Action::Take(key)) => {
                Event::Code(Code::Style(key, self.fetch_style(person, key).await?))
            }
            Event::Command(Command::Top) => Event::Code(Code::Best(self.fetch_best(person).await?)),
            other => other,
        })
    }

    fn feed_pictures(&self) -> FeedPictures {
        FeedPictures::new(self.context.feed.clone(), self.context.pictures.clone())
    }

    async fn fetch_style(
        &self,
        person: PersonId,
        key: StyleKey,
    ) -> anyhow::Result<Option<FetchedStyle>> {
        let Some(style) = self.context.feed.style(key).await? else {
            return Ok(None);
        };
        let PublicStyle {
            face,
            strength,
            stroke,
            ..
        } = style;

        let picture = match (key, face) {
            (StyleKey::Gallery(style), _) => Some(PictureRef::Gallery(style)),
            (StyleKey::Published(_), None) => None,
            (StyleKey::Published(_), Some(face)) => {
                let feed_pictures = self.feed_pictures();
                let served = feed_pictures
                    .open(face.entry, face.part, Size::Page)
                    .await?;

                match served {
                    Some(served) => self
                        .keep_copy(person, served.file.read().await?, PictureKind::Input)
                        .await?
                        .map(PictureRef::Own),
                    None => None,
                }
            }
        };

        Ok(picture.map(|picture| FetchedStyle {
            picture,
            strength,
            stroke,
        }))
    }

    async fn fetch_best(&self, person: PersonId) -> anyhow::Result<Vec<Best>> {
        let page = self
            .context
            .feed
            .page(Order::Best(Span::Week), None, SHOWN)
            .await?;

        let mut best = Vec::new();
        for entry in page.items {
            let feed_pictures = self.feed_pictures();
            let served = feed_pictures
                .open(entry.id, Part::Painting, Size::Page)
                .await?;
            let Some(served) = served else { continue };

            let bytes = served.file.read().await?;
            let copy = self.keep_copy(person, bytes, PictureKind::Preview);
            let Some(picture) = copy.await? else {
                continue;
            };

            best.push(Best {
                entry: entry.id,
                picture,
                style: entry.style,
                likes: entry.likes,
            });
        }

        Ok(best)
    }

    /// Keeps a copy as the person's own, in a format that every messenger shows. `None` if the
    /// file cannot be read or the person is gone.
    async fn keep_copy(
        &self,
        owner: PersonId,
        bytes: Bytes,
        kind: PictureKind,
    ) -> anyhow::Result<Option<PictureKey>> {
        let Some(file) = tokio::task::spawn_blocking(move || as_jpeg(&bytes)).await? else {
            return Ok(None);
        };

        let keep_for = if kind == PictureKind::Input {
            self.context.rules.limits.keep_inputs
        } else {
            KEEP_SHOWN
        };

        let picture = NewPicture {
            owner,
            kind,
            file,
            keep_for: Some(keep_for),
        };

        self.context.pictures.keep(picture).await
    }
}

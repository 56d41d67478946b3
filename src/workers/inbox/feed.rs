//! Fetches what others have published, before a step that shows it or takes it: from then on it is
//! the person's own, like a picture they have sent.

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

/// So many of the best are shown.
const SHOWN: u32 = 5;
/// What is only looked at is kept for a day.
const LOOKED_AT: Duration = Duration::from_hours(24);

impl Inbox {
    /// The event with what it asks for.
    pub(super) async fn fetched(
        &self,
        event: Event,
        conversation: &Conversation,
    ) -> anyhow::Result<Event> {
        // Nothing is fetched for blocked people.
        if !self.context.rules.feed.enabled || conversation.facts.account.is_blocked {
            return Ok(event);
        }

        let person = conversation.person;
        Ok(match event {
            Event::Code(Code::Style(key, _)) | Event::Button(Action::Take(key)) => {
                Event::Code(Code::Style(key, self.take(person, key).await?))
            }
            Event::Command(Command::Top) => Event::Code(Code::Best(self.best(person).await?)),
            other => other,
        })
    }

    fn hung(&self) -> FeedPictures {
        FeedPictures::new(self.context.feed.clone(), self.context.pictures.clone())
    }

    async fn take(&self, person: PersonId, key: StyleKey) -> anyhow::Result<Option<FetchedStyle>> {
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
                let keep = self.context.rules.limits.keep_inputs;
                let served = self.hung().bytes(face.entry, face.part, Size::Page).await?;

                self.keep(
                    person,
                    served.map(|served| served.bytes),
                    (PictureKind::Input, keep),
                )
                .await?
                .map(PictureRef::Own)
            }
        };

        Ok(picture.map(|picture| FetchedStyle {
            picture,
            strength,
            stroke,
        }))
    }

    async fn best(&self, person: PersonId) -> anyhow::Result<Vec<Best>> {
        let mut best = Vec::new();
        for entry in self
            .context
            .feed
            .page(Order::Best(Span::Week), None, SHOWN)
            .await?
            .items
        {
            let served = self
                .hung()
                .bytes(entry.id, Part::Painting, Size::Page)
                .await?;
            let bytes = served.map(|served| served.bytes);
            let Some(picture) = self
                .keep(person, bytes, (PictureKind::Preview, LOOKED_AT))
                .await?
            else {
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

    /// Keeps a copy as the person's own, in a format that every messenger shows.
    async fn keep(
        &self,
        owner: PersonId,
        bytes: Option<Bytes>,
        (kind, span): (PictureKind, Duration),
    ) -> anyhow::Result<Option<PictureKey>> {
        let Some(bytes) = bytes else { return Ok(None) };
        let Some((bytes, size)) = tokio::task::spawn_blocking(move || as_jpeg(&bytes)).await?
        else {
            return Ok(None);
        };
        let picture = NewPicture {
            owner,
            kind,
            bytes,
            size,
            keep_for: Some(span),
        };

        self.context.pictures.keep(picture).await
    }
}

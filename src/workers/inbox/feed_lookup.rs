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
        feed::{
            Best, EntryId, FetchedStyle, Order, Part, PublicStyle, Size, Span, StyleKey, StyleUse,
        },
        ids::PersonId,
        job::WhichStyle,
        picture::{PictureKey, PictureRef},
        style_edit::{EditedStyle, StyleEdit},
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
            Event::Code(Code::Style(style, _)) | Event::Button(Action::Take(style)) => {
                Event::Code(Code::Style(style, self.fetch_style(person, style).await?))
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
        wanted: StyleUse,
    ) -> anyhow::Result<Option<FetchedStyle>> {
        let key = wanted.key;
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
            (StyleKey::Published(_), Some(face)) => self
                .fetch_part(person, face.entry, face.part)
                .await?
                .map(PictureRef::Own),
        };
        let Some(picture) = picture else {
            return Ok(None);
        };

        let edit = self.fetch_edit(person, wanted).await?;
        Ok(Some(FetchedStyle {
            style: EditedStyle { picture, edit },
            strength,
            stroke,
        }))
    }

    /// How a style was edited for the entry that it was seen in.
    async fn fetch_edit(&self, person: PersonId, wanted: StyleUse) -> anyhow::Result<StyleEdit> {
        let entry = match wanted.seen_in {
            Some(id) => self.context.feed.entry(id).await?,
            None => None,
        };
        let Some(entry) = entry else {
            return Ok(StyleEdit::default());
        };

        let (edit, copy) = match () {
            () if entry.style == Some(wanted.key) => (entry.recipe.edit, Part::PaintedOver),
            () if entry.second_style == Some(wanted.key) => {
                (entry.recipe.second_edit, Part::SecondPaintedOver)
            }
            () => return Ok(StyleEdit::default()),
        };
        let without = match entry.parts.shape(copy) {
            Some(_) => self.fetch_part(person, entry.id, copy).await?,
            None => None,
        };

        Ok(StyleEdit { without, ..edit })
    }

    /// A picture of an entry as the person's own.
    async fn fetch_part(
        &self,
        person: PersonId,
        entry: EntryId,
        part: Part,
    ) -> anyhow::Result<Option<PictureKey>> {
        let served = self.feed_pictures().open(entry, part, Size::Page).await?;
        match served {
            Some(served) => {
                let bytes = served.file.read().await?;
                self.keep_copy(person, bytes, PictureKind::Input).await
            }
            None => Ok(None),
        }
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
                style: entry.style_use(WhichStyle::First),
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
            is_grey: false,
            keep_for: Some(keep_for),
        };

        self.context.pictures.keep(picture).await
    }
}

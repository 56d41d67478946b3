//! Films: a round one as a video note, one with sound as a video, any other as an animation, which
//! plays by itself. What Telegram does not accept as such is sent as a document, and at last as its
//! still.

use std::{
    collections::VecDeque,
    sync::{Mutex, PoisonError},
};

use bytes::Bytes;
use serde_json::{Value, json};

use super::{
    Telegram,
    calls::{Call, EditTarget, MessageFilm, MessagePicture, Target},
    error::CallError,
    files::{LoadedPicture, PICTURE, load_film, words_below_still},
    keyboard::markup,
    uploads::{Attachments, MediaKind},
};
use crate::{
    domain::{film::Film, ids::OutboxId, message::Keyboard, picture::PictureRef},
    messengers::{Outgoing, SendError},
};

/// The largest side of a video note in pixels, and its longest time.
const NOTE_SIDE: u32 = 640;
const NOTE_MILLIS: u32 = 60_000;
/// How many video notes are remembered whose words are still to be sent.
const CAPACITY: usize = 1_000;

/// Video notes that were sent. Their words are a message of their own, and if only that fails, the
/// note is not sent again.
#[derive(Default)]
pub(super) struct SentNotes(Mutex<VecDeque<OutboxId>>);

impl SentNotes {
    fn insert(&self, message: OutboxId) {
        let mut sent = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        sent.push_back(message);
        if sent.len() > CAPACITY {
            sent.pop_front();
        }
    }

    fn contains(&self, message: OutboxId) -> bool {
        let sent = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        sent.contains(&message)
    }
}

/// What is uploaded of a film.
struct FilmFiles {
    film: LoadedPicture,
    thumbnail: Option<Bytes>,
}

impl FilmFiles {
    /// `None` if only the still can be shown.
    async fn load(
        outgoing: &Outgoing<'_>,
        message: MessageFilm<'_>,
    ) -> Result<Option<Self>, SendError> {
        let Some(film) = load_film(outgoing, message.film).await? else {
            return Ok(None);
        };
        let still = PictureRef::Own(message.still);
        let thumbnail = outgoing.files.thumbnail(still).await;

        Ok(Some(Self {
            film,
            thumbnail: thumbnail.map_err(SendError::Unavailable)?,
        }))
    }

    /// The fields of a call, or of what an edit puts in place: the file, and what Telegram would
    /// otherwise find out only later.
    fn fields(&self, film: &Film, field: &str, attachments: &mut Attachments) -> Value {
        let file = attachments.add(&self.film, PICTURE);
        let mut fields = json!({ field: file });
        if attachments.kind == MediaKind::Document {
            return fields;
        }

        let seconds = film.millis.div_ceil(1_000);
        fields["duration"] = seconds.into();
        match attachments.kind {
            MediaKind::VideoNote => fields["length"] = film.width.into(),
            MediaKind::Video | MediaKind::Animation | MediaKind::Photo | MediaKind::Document => {
                fields["width"] = film.width.into();
                fields["height"] = film.height.into();
            }
        }
        if attachments.kind == MediaKind::Video {
            fields["supports_streaming"] = true.into();
        }
        if let Some(thumbnail) = self.thumbnail.as_ref().filter(|_| !attachments.uses_cache) {
            let reference = attachments.add_thumbnail(thumbnail);
            fields["thumbnail"] = json!(reference);
        }

        fields
    }
}

impl Telegram {
    /// A film with its caption and buttons. Below a video note they come in the next message, whose
    /// id is then the id of both.
    pub(super) async fn send_film(
        &self,
        to: Target,
        outgoing: &Outgoing<'_>,
        message: MessageFilm<'_>,
        keyboard: &Keyboard,
    ) -> Result<Value, SendError> {
        let caption = outgoing.message.words();
        let is_sent = self.sent_notes.contains(outgoing.id);
        if is_sent {
            return self.send_text(to, caption, keyboard).await;
        }

        let Some(files) = FilmFiles::load(outgoing, message).await? else {
            return self.send_still(to, outgoing, message, keyboard).await;
        };
        if let Some(note) = self.send_note(to, &files, message.film).await? {
            self.sent_notes.insert(outgoing.id);
            if caption.is_empty() {
                return Ok(note);
            }

            return self.send_text(to, caption, keyboard).await;
        }

        let sent = self.upload_media(
            Some(to),
            std::slice::from_ref(&files.film),
            kinds(message.film),
            |attachments| {
                let field = attachments.kind.field();
                let mut params = files.fields(message.film, field, attachments);
                params["chat_id"] = json!(to.chat);
                params["caption"] = caption.into();
                if let Some(markup) = markup(keyboard) {
                    params["reply_markup"] = json!(markup);
                }

                Ok(Call {
                    method: attachments.kind.method().to_owned(),
                    params,
                })
            },
        );

        match sent.await {
            Err(CallError::Refused(refusal)) if refusal.is_no_film() => {
                tracing::warn!(%refusal, "a film is sent as a still");
                self.send_still(to, outgoing, message, keyboard).await
            }
            sent => sent.map_err(CallError::into_send_error),
        }
    }

    /// A round film as a video note; `None` if it is none, or Telegram does not accept it, such as
    /// from a person who wants no voice messages.
    async fn send_note(
        &self,
        to: Target,
        files: &FilmFiles,
        film: &Film,
    ) -> Result<Option<Value>, SendError> {
        if !fits_note(film) {
            return Ok(None);
        }

        let film_file = std::slice::from_ref(&files.film);
        let kinds = &[MediaKind::VideoNote];
        let sent = self.upload_media(Some(to), film_file, kinds, |attachments| {
            let mut params = files.fields(film, MediaKind::VideoNote.field(), attachments);
            params["chat_id"] = json!(to.chat);

            Ok(Call {
                method: MediaKind::VideoNote.method().to_owned(),
                params,
            })
        });

        match sent.await {
            Ok(note) => Ok(Some(note)),
            Err(CallError::Refused(refusal)) if refusal.is_no_film() => {
                tracing::warn!(%refusal, "a round film is sent as any other");
                Ok(None)
            }
            Err(error) => Err(error.into_send_error()),
        }
    }

    async fn send_still(
        &self,
        to: Target,
        outgoing: &Outgoing<'_>,
        message: MessageFilm<'_>,
        keyboard: &Keyboard,
    ) -> Result<Value, SendError> {
        let words = words_below_still(outgoing);
        let still = MessagePicture::new(PictureRef::Own(message.still), &words);

        self.send_picture(to, outgoing, still, keyboard).await
    }

    /// Puts a film in the place of a picture; `None` for a round one, which no message turns into.
    pub(super) async fn edit_film(
        &self,
        to: EditTarget<'_>,
        outgoing: &Outgoing<'_>,
        message: MessageFilm<'_>,
        keyboard: &Keyboard,
    ) -> Result<Option<Result<Value, CallError>>, SendError> {
        if message.film.is_round {
            return Ok(None);
        }

        let is_shown = to.edit.picture == Some(PictureRef::Own(message.film.file));
        let caption = outgoing.message.words();
        if is_shown {
            return Ok(Some(self.edit_caption(to, caption, keyboard).await));
        }

        let Some(files) = FilmFiles::load(outgoing, message).await? else {
            return self.edit_still(to, outgoing, message, keyboard).await;
        };
        let film_file = std::slice::from_ref(&files.film);
        let edited = self.upload_media(None, film_file, kinds(message.film), |attachments| {
            let mut media = files.fields(message.film, "media", attachments);
            media["type"] = attachments.kind.field().into();
            media["caption"] = caption.into();

            Ok(to.media_call(&media, keyboard))
        });

        match edited.await {
            Err(CallError::Refused(refusal)) if refusal.is_no_film() => {
                tracing::warn!(%refusal, "a film is shown as a still");
                self.edit_still(to, outgoing, message, keyboard).await
            }
            edited => Ok(Some(edited)),
        }
    }

    async fn edit_still(
        &self,
        to: EditTarget<'_>,
        outgoing: &Outgoing<'_>,
        message: MessageFilm<'_>,
        keyboard: &Keyboard,
    ) -> Result<Option<Result<Value, CallError>>, SendError> {
        let words = words_below_still(outgoing);
        let still = MessagePicture::new(PictureRef::Own(message.still), &words);
        let edited = self.edit_picture(to, outgoing, still, keyboard).await?;

        Ok(Some(edited))
    }
}

/// How a film is sent, and then how if Telegram does not accept that.
fn kinds(film: &Film) -> &'static [MediaKind] {
    if film.has_sound {
        &[MediaKind::Video, MediaKind::Document]
    } else {
        &[MediaKind::Animation, MediaKind::Document]
    }
}

fn fits_note(film: &Film) -> bool {
    let is_square = film.width == film.height;
    film.is_round && is_square && film.width <= NOTE_SIDE && film.millis <= NOTE_MILLIS
}

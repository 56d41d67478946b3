//! Films to send, and what players want of a film that is sent to them.

use std::{
    ops::ControlFlow,
    sync::atomic::{AtomicI64, Ordering},
};

use async_trait::async_trait;
use bytes::Bytes;
use vernissage::{
    domain::{
        button::Action,
        film::Film,
        ids::OutboxId,
        language::Language,
        message::{Body, Button, Keyboard, Message, Place},
        picture::{PictureKey, PictureRef},
    },
    engine::{
        image::{self, Picture},
        moving::{self, Format, FrameRate, Header, Limits, OutputFormat, Rotation},
    },
    messengers::{Edit, Files, Messenger, Outgoing, SendError},
};

/// Frames a second of all films here.
const RATE: u32 = 8;

/// A film of `frames` frames of 64 x 48 px: a bright square that goes from left to right on a
/// background of many colours.
pub(crate) fn frames(frames: u32) -> Vec<Picture> {
    (0..frames).map(|index| frame(64, 48, index * 3)).collect()
}

/// The same, as high as wide, as a video note is.
fn square_frames(frames: u32) -> Vec<Picture> {
    (0..frames).map(|index| frame(64, 64, index * 3)).collect()
}

fn frame(width: u32, height: u32, left: u32) -> Picture {
    let pixel = |place: u32| {
        let (x, y) = (place % width, place / width);
        let is_square = (left..left + 16).contains(&x) && (16..32).contains(&y);
        let background = [(40 + x * 2) as u8, (60 + y * 2) as u8, 150];
        if is_square { [230, 60, 40] } else { background }
    };
    let rgb = (0..width * height).flat_map(pixel).collect();

    Picture::from_rgb(width, height, rgb).unwrap()
}

/// A GIF of a second.
pub(crate) fn gif() -> Vec<u8> {
    encoded(&frames(RATE), OutputFormat::Gif)
}

/// An MP4 of so many frames, eight a second.
pub(crate) fn mp4(count: u32) -> Vec<u8> {
    encoded(&frames(count), OutputFormat::Mp4)
}

/// An MP4 of a second, as high as wide.
pub(crate) fn square_mp4() -> Vec<u8> {
    encoded(&square_frames(RATE), OutputFormat::Mp4)
}

fn encoded(frames: &[Picture], format: OutputFormat) -> Vec<u8> {
    let rate = FrameRate::new(RATE).unwrap();
    moving::write(frames, rate, format, u64::MAX).unwrap()
}

/// Checks an MP4 as all players can play it while it is loaded: H.264 in 4:2:0, upright, and the
/// index before the frames. The error says what is wrong.
pub(crate) fn check_mp4(bytes: &[u8]) -> Result<Header, String> {
    let header = moving::probe(bytes, &Limits::default()).map_err(|error| error.to_string())?;
    if header.format != Format::Mp4 || header.rotation != Rotation::Upright {
        return Err(format!("{header:?}"));
    }

    let place = |name: &[u8]| bytes.windows(4).position(|window| window == name);
    if place(b"moov") > place(b"mdat") {
        return Err("the index comes after the frames".to_owned());
    }

    // The decoder of these tests knows nothing but 4:2:0.
    let rate = FrameRate::new(RATE).unwrap();
    let read = moving::read(bytes, &Limits::default(), rate, &mut |_| {
        ControlFlow::Break(())
    });
    read.map_err(|error| error.to_string())
}

/// Checks a GIF that moves.
pub(crate) fn check_gif(bytes: &[u8]) -> Result<Header, String> {
    let header = moving::probe(bytes, &Limits::default()).map_err(|error| error.to_string())?;
    if header.format == Format::Gif {
        Ok(header)
    } else {
        Err(format!("{header:?}"))
    }
}

/// A message with a film and a button, and its files as the outbox gives them.
pub(crate) struct FilmMessage {
    pub(crate) message: Message,
    /// As the messenger wants it; `None` if it cannot be made so.
    pub(crate) film: Option<Vec<u8>>,
    still: Vec<u8>,
    id: OutboxId,
}

impl FilmMessage {
    /// A message with this film, which is an MP4.
    pub(crate) fn new(mp4: &[u8]) -> Self {
        static MESSAGES: AtomicI64 = AtomicI64::new(1);

        let header = check_mp4(mp4).unwrap();
        let still = frames(1)[0].encode(image::OutputFormat::Jpeg).unwrap();
        let film = Film {
            file: PictureKey::from_bytes(mp4),
            millis: header.length.as_millis() as u32,
            width: header.size.width,
            height: header.size.height,
            frames: header.frames,
            is_round: false,
            has_sound: false,
        };
        let body = Body::Film {
            film,
            still: PictureKey::from_bytes(&still),
            caption: "It dances!".to_owned().into(),
        };
        let button = Button::new("Again".to_owned(), Action::New);

        Self {
            message: Message {
                place: Place::New,
                body,
                keyboard: Keyboard::rows(vec![vec![button]]),
            },
            film: Some(mp4.to_vec()),
            still,
            id: OutboxId(MESSAGES.fetch_add(1, Ordering::Relaxed)),
        }
    }

    /// A message with a film of a second.
    pub(crate) fn of_a_second() -> Self {
        Self::new(&mp4(RATE))
    }

    /// With another file than the film's own, or with none.
    pub(crate) fn with_file(self, film: Option<Vec<u8>>) -> Self {
        Self { film, ..self }
    }

    pub(crate) fn with_film(mut self, change: impl FnOnce(&mut Film)) -> Self {
        if let Body::Film { film, .. } = &mut self.message.body {
            change(film);
        }
        self
    }

    /// What an edit has to know of this message when it was sent.
    pub(crate) fn shown(&self) -> Option<PictureRef> {
        self.message.body.files().next()
    }

    /// Sends it to this chat, or edits a message there.
    pub(crate) async fn send(
        &self,
        messenger: &dyn Messenger,
        chat: &str,
        edits: Option<Edit<'_>>,
    ) -> Result<String, SendError> {
        self.say(messenger, chat, &self.message, edits).await
    }

    /// Sends only its still, as a picture.
    pub(crate) async fn send_still(&self, messenger: &dyn Messenger, chat: &str) -> String {
        let still = PictureRef::Own(PictureKey::from_bytes(&self.still));
        let message = Message::picture(still, "It will dance.".to_owned());
        self.say(messenger, chat, &message, None).await.unwrap()
    }

    async fn say(
        &self,
        messenger: &dyn Messenger,
        chat: &str,
        message: &Message,
        edits: Option<Edit<'_>>,
    ) -> Result<String, SendError> {
        let outgoing = Outgoing {
            id: self.id,
            salt: 7,
            chat,
            topic: None,
            language: Language::En,
            message,
            edits,
            files: self,
        };
        messenger.send(outgoing).await
    }
}

#[async_trait]
impl Files for FilmMessage {
    async fn file(&self, _picture: PictureRef) -> anyhow::Result<Option<Bytes>> {
        Ok(Some(self.still.clone().into()))
    }

    async fn card(&self, picture: PictureRef) -> anyhow::Result<Option<Bytes>> {
        self.file(picture).await
    }

    async fn thumbnail(&self, picture: PictureRef) -> anyhow::Result<Option<Bytes>> {
        self.file(picture).await
    }

    async fn film(&self, _film: &Film) -> anyhow::Result<Option<Bytes>> {
        Ok(self.film.clone().map(Bytes::from))
    }
}

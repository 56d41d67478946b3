//! The pictures of one message. What Telegram has already is named by its id and not uploaded
//! again: the gallery, the photo that a person has just sent, paintings that are shown once more.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use serde_json::Value;
use teloxide_core::types::{FileId, InputFile};

use super::{api::Attached, files::Picture, lenient::words};
use crate::domain::picture::PictureRef;

/// A photo may have so many bytes.
const HEAVIEST_PHOTO: usize = 10_000_000;
/// Ids kept at a time; they cost nothing but an upload when they are gone.
const MOST_KNOWN: usize = 10_000;

/// How a picture is shown: Telegram takes only some for photos.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Shown {
    Photo,
    Document,
}

/// The ids by which Telegram knows pictures.
#[derive(Default)]
pub(super) struct Known(Mutex<HashMap<(PictureRef, Shown), String>>);

/// Files on their way out, put together while the message is written.
pub(super) struct Parcel<'a> {
    pub(super) shown: Shown,
    known: Option<&'a Known>,
    pub(super) files: Vec<Attached>,
    pub(super) names_known: bool,
}

impl Picture {
    pub(super) fn may_be_photo(&self) -> bool {
        self.bytes.len() <= HEAVIEST_PHOTO
    }
}

impl Known {
    /// Learns ids from what a call has returned: a message, or the messages of an album.
    pub(super) fn learn(&self, pictures: &[Picture], shown: Shown, sent: &Value) {
        let messages = sent
            .as_array()
            .map_or(std::slice::from_ref(sent), Vec::as_slice);
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() > MOST_KNOWN {
            known.clear();
        }

        for (picture, message) in pictures.iter().zip(messages) {
            let file = match shown {
                Shown::Photo => message["photo"].as_array().and_then(|sizes| sizes.last()),
                Shown::Document => message.get("document"),
            };

            if let Some(id) = file.and_then(|file| words(&file["file_id"])) {
                known.insert((picture.picture, shown), id);
            }
        }
    }

    pub(super) fn forget(&self, pictures: &[Picture]) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|(known, _), _| pictures.iter().all(|picture| picture.picture != *known));
    }

    fn id(&self, picture: PictureRef, shown: Shown) -> Option<String> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&(picture, shown))
            .cloned()
    }
}

impl<'a> Parcel<'a> {
    /// An empty one; without `known` every file is uploaded.
    pub(super) fn new(shown: Shown, known: Option<&'a Known>) -> Self {
        Self {
            shown,
            known,
            files: Vec::new(),
            names_known: false,
        }
    }

    /// Puts a picture in, by its id or its bytes; `name` lacks its ending.
    pub(super) fn put(&mut self, picture: &Picture, name: &str) -> InputFile {
        if let Some(id) = self
            .known
            .and_then(|known| known.id(picture.picture, self.shown))
        {
            self.names_known = true;
            return InputFile::file_id(FileId(id));
        }

        let part = format!("file{}", self.files.len());
        let file_name = picture.file_name(name);
        let attached = InputFile::file_id(FileId(format!("attach://{part}")));

        self.files.push(Attached {
            part,
            file_name,
            bytes: picture.bytes.clone(),
        });

        attached
    }
}

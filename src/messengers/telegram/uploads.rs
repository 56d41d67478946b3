//! The files of one message. A file that Telegram already has is sent by its file id and
//! not uploaded again: pictures of the gallery, a photo that the person has just sent, a painting
//! that is shown once more.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use bytes::Bytes;
use serde_json::Value;
use teloxide::types::{FileId, InputFile};

use super::{api::FilePart, error::Refusal, files::LoadedPicture, lenient::string};
use crate::domain::picture::PictureRef;

/// The largest photo that Telegram accepts, in bytes.
const MAX_PHOTO_BYTES: usize = 10_000_000;
/// How many file ids are cached. A lost one costs only another upload.
const CAPACITY: usize = 10_000;

/// How a picture or a film is sent: Telegram accepts only some as photos, and only some as films.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum MediaKind {
    Photo,
    /// A film that plays by itself, again and again.
    Animation,
    /// A film with sound.
    Video,
    /// A film in a circle.
    VideoNote,
    Document,
}

/// The file ids of pictures that Telegram has. They differ for photos and documents.
#[derive(Default)]
pub(super) struct FileIdCache(Mutex<HashMap<CacheKey, String>>);

#[derive(PartialEq, Eq, Hash)]
struct CacheKey {
    picture: PictureRef,
    kind: MediaKind,
}

/// The files of one message, collected while its call is written.
pub(super) struct Attachments<'a> {
    pub(super) kind: MediaKind,
    cache: Option<&'a FileIdCache>,
    /// What has to be uploaded.
    pub(super) uploads: Vec<FilePart>,
    /// Whether a file id of the cache was used, which Telegram may have forgotten.
    pub(super) uses_cache: bool,
}

impl MediaKind {
    /// The field that holds its file, in a call and in a message.
    pub(super) const fn field(self) -> &'static str {
        match self {
            Self::Photo => "photo",
            Self::Animation => "animation",
            Self::Video => "video",
            Self::VideoNote => "video_note",
            Self::Document => "document",
        }
    }

    /// Whether a refusal says that Telegram does not accept a file as this. It may accept it as
    /// something else.
    pub(super) fn is_refused_by(self, refusal: &Refusal) -> bool {
        match self {
            Self::Photo => refusal.is_no_photo(),
            Self::Animation | Self::Video | Self::VideoNote => refusal.is_no_film(),
            Self::Document => false,
        }
    }

    /// The method that sends it.
    pub(super) const fn method(self) -> &'static str {
        match self {
            Self::Photo => "sendPhoto",
            Self::Animation => "sendAnimation",
            Self::Video => "sendVideo",
            Self::VideoNote => "sendVideoNote",
            Self::Document => "sendDocument",
        }
    }
}

impl LoadedPicture {
    pub(super) fn fits_photo(&self) -> bool {
        self.bytes.len() <= MAX_PHOTO_BYTES
    }
}

impl FileIdCache {
    /// Remembers the file ids in the result of a call: a message, or the messages of an album.
    pub(super) fn insert(&self, pictures: &[LoadedPicture], kind: MediaKind, sent: &Value) {
        let messages = sent
            .as_array()
            .map_or(std::slice::from_ref(sent), Vec::as_slice);
        let mut ids = self.lock();
        if ids.len() > CAPACITY {
            ids.clear();
        }

        for (picture, message) in pictures.iter().zip(messages) {
            let file = match kind {
                MediaKind::Photo => message["photo"].as_array().and_then(|sizes| sizes.last()),
                kind => message.get(kind.field()),
            };

            if let Some(id) = file.and_then(|file| string(&file["file_id"])) {
                let picture = picture.picture;
                ids.insert(CacheKey { picture, kind }, id);
            }
        }
    }

    /// The file id of a picture that was sent as a photo.
    pub(super) fn photo(&self, picture: PictureRef) -> Option<String> {
        self.get(picture, MediaKind::Photo)
    }

    pub(super) fn remove(&self, pictures: &[LoadedPicture]) {
        let is_kept = |key: &CacheKey| {
            pictures
                .iter()
                .all(|picture| picture.picture != key.picture)
        };
        self.lock().retain(|key, _| is_kept(key));
    }

    fn get(&self, picture: PictureRef, kind: MediaKind) -> Option<String> {
        self.lock().get(&CacheKey { picture, kind }).cloned()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<CacheKey, String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<'a> Attachments<'a> {
    /// Starts empty. Without a cache every file is uploaded.
    pub(super) fn new(kind: MediaKind, cache: Option<&'a FileIdCache>) -> Self {
        Self {
            kind,
            cache,
            uploads: Vec::new(),
            uses_cache: false,
        }
    }

    /// Adds a picture by its file id or its bytes. `stem` is the file name without its extension.
    pub(super) fn add(&mut self, picture: &LoadedPicture, stem: &str) -> InputFile {
        if let Some(id) = self
            .cache
            .and_then(|cache| cache.get(picture.picture, self.kind))
        {
            self.uses_cache = true;
            return InputFile::file_id(FileId(id));
        }

        let name = format!("file{}", self.uploads.len());
        let reference = uploaded(&name);

        self.uploads.push(FilePart {
            name,
            file_name: picture.file_name(stem),
            bytes: picture.bytes.clone(),
        });

        reference
    }

    /// Adds the small picture that is shown before a film plays.
    pub(super) fn add_thumbnail(&mut self, jpeg: &Bytes) -> InputFile {
        let name = "thumbnail".to_owned();
        let reference = uploaded(&name);

        self.uploads.push(FilePart {
            name,
            file_name: "thumbnail.jpg".to_owned(),
            bytes: jpeg.clone(),
        });

        reference
    }
}

/// Refers to a file that is uploaded with the call.
fn uploaded(name: &str) -> InputFile {
    InputFile::file_id(FileId(format!("attach://{name}")))
}

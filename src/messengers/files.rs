//! The picture files of an outgoing message.

use bytes::Bytes;

use super::{Outgoing, SendError};
use crate::domain::picture::PictureRef;

/// The file name of a picture that was never given one, without its extension.
pub(in crate::messengers) const PICTURE: &str = "vernissage";

/// A picture together with its file.
pub(in crate::messengers) struct LoadedPicture {
    pub(in crate::messengers) picture: PictureRef,
    pub(in crate::messengers) bytes: Bytes,
}

impl LoadedPicture {
    /// A file name with the extension that fits the bytes.
    pub(in crate::messengers) fn file_name(&self, stem: &str) -> String {
        format!("{stem}.{}", extension(&self.bytes))
    }
}

/// Loads the files of pictures; `None` if one has been deleted, and then only the text is sent.
pub(in crate::messengers) async fn load(
    outgoing: &Outgoing<'_>,
    pictures: &[PictureRef],
) -> Result<Option<Vec<LoadedPicture>>, SendError> {
    let mut loaded = Vec::with_capacity(pictures.len());
    for picture in pictures {
        let Some(bytes) = outgoing
            .files
            .file(*picture)
            .await
            .map_err(SendError::Unavailable)?
        else {
            return Ok(None);
        };

        loaded.push(LoadedPicture {
            picture: *picture,
            bytes,
        });
    }

    Ok(Some(loaded))
}

fn extension(bytes: &[u8]) -> &'static str {
    if bytes.starts_with(b"\x89PNG") {
        "png"
    } else if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        "webp"
    } else {
        "jpg"
    }
}

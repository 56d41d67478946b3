//! The files of a message's pictures, on their way out.

use bytes::Bytes;

use super::{Outgoing, SendError};
use crate::domain::picture::PictureRef;

/// How a picture's file is called that was never given a name.
pub(in crate::messengers) const PICTURE: &str = "vernissage";

/// A picture with its file.
pub(in crate::messengers) struct Picture {
    pub(in crate::messengers) picture: PictureRef,
    pub(in crate::messengers) bytes: Bytes,
}

impl Picture {
    /// The name of its file, with the ending that its bytes ask for.
    pub(in crate::messengers) fn file_name(&self, name: &str) -> String {
        format!("{name}.{}", ending(&self.bytes))
    }
}

/// The files of pictures; `None` when one is gone, and the words have to do.
pub(in crate::messengers) async fn load(
    outgoing: &Outgoing<'_>,
    pictures: &[PictureRef],
) -> Result<Option<Vec<Picture>>, SendError> {
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

        loaded.push(Picture {
            picture: *picture,
            bytes,
        });
    }

    Ok(Some(loaded))
}

fn ending(bytes: &[u8]) -> &'static str {
    match bytes {
        [0x89, b'P', b'N', b'G', ..] => "png",
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => "webp",
        _ => "jpg",
    }
}

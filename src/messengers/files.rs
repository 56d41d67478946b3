//! The files of an outgoing message: pictures and films.

use bytes::Bytes;

use super::{Outgoing, SendError};
use crate::domain::{film::Film, message::Caption, picture::PictureRef};

/// The file name of a picture that was never given one, without its extension.
pub(in crate::messengers) const PICTURE: &str = "vernissage";

/// A picture or a film together with its file.
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

/// Loads the file of a film in the messenger's format; `None` if only its still can be shown.
pub(in crate::messengers) async fn load_film(
    outgoing: &Outgoing<'_>,
    film: &Film,
) -> Result<Option<LoadedPicture>, SendError> {
    let file = outgoing.files.film(film).await;
    let bytes = file.map_err(SendError::Unavailable)?;

    Ok(bytes.map(|bytes| LoadedPicture {
        picture: PictureRef::Own(film.file),
        bytes,
    }))
}

/// The words of a message whose film is shown as a still.
pub(in crate::messengers) fn words_below_still(outgoing: &Outgoing<'_>) -> Caption {
    let words = outgoing.message.words();
    let reason = outgoing.language.text("film-as-still");

    Caption::from(format!("{words}\n\n{reason}").trim().to_owned())
}

fn extension(bytes: &[u8]) -> &'static str {
    let is_riff = bytes.starts_with(b"RIFF");
    match bytes.get(4..12) {
        _ if bytes.starts_with(b"\x89PNG") => "png",
        _ if bytes.starts_with(b"GIF8") => "gif",
        _ if bytes.starts_with(b"\x1a\x45\xdf\xa3") => "webm",
        Some([_, _, _, _, b'W', b'E', b'B', b'P']) if is_riff => "webp",
        Some([b'f', b't', b'y', b'p', b'q', b't', ..]) => "mov",
        Some([b'f', b't', b'y', b'p', ..]) => "mp4",
        _ => "jpg",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_extension_follows_from_the_bytes() {
        for (bytes, expected) in [
            (b"\x89PNG\r\n\x1a\n____".as_slice(), "png"),
            (b"RIFF____WEBPVP8 ", "webp"),
            (b"GIF89a__________", "gif"),
            (b"____ftypisom____", "mp4"),
            (b"____ftypqt  ____", "mov"),
            (b"\x1a\x45\xdf\xa3________", "webm"),
            (b"\xff\xd8\xff\xe0", "jpg"),
            (b"", "jpg"),
        ] {
            assert_eq!(extension(bytes), expected);
        }
    }
}

//! What became of the pictures that a person sent, after the inbox worker has fetched and decoded
//! them.

use super::film::Film;
use super::picture::PictureKey;
use super::time::Moment;

/// One uploaded file after it was checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckedUpload {
    /// Fetched, decoded and kept under this key.
    Picture(PictureKey),
    /// The same, and it has no colours of its own.
    GreyPicture(PictureKey),
    /// A moving picture, kept beside the still that stands for it.
    Film {
        /// Its first frame that is not nearly blank.
        still: PictureKey,
        /// The film.
        film: Film,
    },
    /// It cannot be used.
    Unusable(UploadProblem),
}

impl CheckedUpload {
    /// The picture, or the still of a film.
    #[must_use]
    pub const fn picture(&self) -> Option<PictureKey> {
        match self {
            Self::Picture(key) | Self::GreyPicture(key) | Self::Film { still: key, .. } => {
                Some(*key)
            }
            Self::Unusable(_) => None,
        }
    }
}

/// Why an uploaded file cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UploadProblem {
    /// Nobody knows what it is.
    NotAPicture,
    /// It is something else.
    OtherKind(FileKind),
    /// A rare kind of a format that can be read.
    RareKind,
    /// A rare kind of HEIC.
    RareHeic,
    /// The file ends too early.
    CutShort,
    /// The picture is damaged.
    Broken,
    /// The file has too many bytes.
    TooHeavy,
    /// The picture has too many pixels, or one side is too long.
    TooLarge,
    /// The picture has too few pixels.
    TooSmall,
    /// The picture has only one colour. As a style it would leave nothing of the photo.
    Flat,
    /// The person, or their network, has sent more pixels lately than are decoded in an hour.
    TooMuchLately {
        /// When there is room for this picture again.
        minutes: u32,
    },
    /// Decoding it takes too long.
    TooSlow,
    /// It is a film that cannot be used.
    Film(FilmRefusal),
    /// The messenger does not hand the file out, or no longer does.
    NotFetched,
    /// The disk is almost full.
    NoRoom,
    /// What the person has sent before takes all the space that one person has.
    PersonIsFull {
        /// When the first of it is deleted.
        until: Moment,
    },
    /// What has been sent from the person's network lately is as much as one network may send.
    NetworkIsFull {
        /// When some of it no longer counts.
        until: Moment,
    },
}

/// Why a film cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilmRefusal {
    /// It takes too long to watch.
    TooLong {
        /// The longest that is accepted, in seconds.
        seconds: u32,
    },
    /// The file has too many bytes.
    TooHeavy {
        /// The largest that is accepted.
        megabytes: u32,
    },
    /// It has too many frames, or frames of too many pixels.
    TooLarge,
    /// Its frames have too few pixels.
    TooSmall,
    /// Nothing here reads its kind.
    OtherKind,
    /// Its kind is not read here, since there is no ffmpeg.
    NeedsFfmpeg,
    /// It has sound only, or nothing at all.
    NoPicture,
    /// It is damaged.
    Broken,
    /// Reading it takes too long.
    TooSlow,
}

/// What people send instead of a picture that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// No bytes at all.
    Empty,
    /// AVIF.
    Avif,
    /// JPEG XL.
    JpegXl,
    /// JPEG 2000.
    Jpeg2000,
    /// Raw data of a camera.
    CameraRaw,
    /// A Photoshop document.
    Photoshop,
    /// SVG.
    Svg,
    /// PDF.
    Pdf,
    /// An icon.
    Icon,
    /// A video.
    Video,
    /// A sound.
    Audio,
    /// A web page.
    WebPage,
    /// A text.
    Text,
    /// An archive, which includes office documents.
    Archive,
}

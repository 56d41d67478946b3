//! The style pictures of a painting, with their weights and edits.

use std::{
    ffi::{OsStr, OsString},
    os::unix::ffi::OsStrExt,
    path::{Path, PathBuf},
};

use clap::{
    Args,
    builder::{OsStringValueParser, TypedValueParser, ValueParserFactory},
};

use super::{Failure, read_picture};
use crate::engine::{
    image::Limits,
    stylize::{COLOURS, Part, StyleEdit, WeightedPicture},
};

/// How the style pictures are changed before they are measured.
#[derive(Debug, Args)]
pub(super) struct StyleEdits {
    /// Reduce the style to so many colours, 2 to 16, or all; once for all styles, or once for each
    #[arg(long, value_name = "N")]
    colours: Vec<ColourCount>,
    /// The part of the style that counts: whole, top, bottom, left, right, middle, or a rectangle
    /// as LEFT,TOP,WIDTH,HEIGHT in per cent; once for all styles, or once for each
    #[arg(long, value_name = "PART")]
    part: Vec<Part>,
    /// A copy of the style picture in which things are painted over, to paint without them; the
    /// first for the first style, and so on
    #[arg(long, value_name = "FILE")]
    without: Vec<PathBuf>,
}

/// How many colours are left; `None` for all.
#[derive(Clone, Copy, Debug)]
struct ColourCount(Option<u8>);

impl std::str::FromStr for ColourCount {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text == "all" {
            return Ok(Self(None));
        }

        text.parse()
            .ok()
            .filter(|count| COLOURS.contains(count))
            .map(|count| Self(Some(count)))
            .ok_or_else(|| "choose 2 to 16 colours, or all".into())
    }
}

impl StyleEdits {
    /// The painted-over copies.
    pub(super) fn copies(&self) -> impl Iterator<Item = &Path> {
        self.without.iter().map(PathBuf::as_path)
    }

    /// Reads the style pictures with their edits, and makes sure that they can be edited so.
    pub(super) fn read(
        &self,
        styles: &[WeightedFile],
        limits: &Limits,
    ) -> Result<Vec<WeightedPicture>, Failure> {
        let count = styles.len();
        let colours = each("--colours", &self.colours, count)?;
        let parts = each("--part", &self.part, count)?;
        if self.without.len() > count {
            return Err(Failure::Settings(
                "--without may be given once for each --style".into(),
            ));
        }

        let mut pictures = Vec::new();
        for (number, file) in styles.iter().enumerate() {
            let style = file.read(limits)?;
            let copy = self.without.get(number);
            let edit = StyleEdit {
                colours: colours.get(number).and_then(|count| count.0),
                part: parts.get(number).copied().unwrap_or_default(),
                without: copy.map(|copy| read_picture(copy, limits)).transpose()?,
            };

            edit.check(&style.picture).map_err(|error| {
                let name = copy.map_or(file.path(), PathBuf::as_path).display();
                Failure::Input(format!("{name}: {error}"))
            })?;
            pictures.push(style.edited(edit));
        }

        Ok(pictures)
    }
}

/// The value of an option for each of `count` styles: the same for all, or one for each; none if it
/// was not given.
fn each<T: Copy>(name: &str, given: &[T], count: usize) -> Result<Vec<T>, Failure> {
    match given {
        [one] => Ok(vec![*one; count]),
        given if given.is_empty() || given.len() == count => Ok(given.to_vec()),
        _ => Err(Failure::Settings(format!(
            "{name} may be given once for all styles, or once for each --style"
        ))),
    }
}

/// A style, and its weight among others.
#[derive(Clone, Debug)]
pub(super) struct WeightedFile {
    path: PathBuf,
    weight: f64,
}

impl WeightedFile {
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Reads the picture.
    pub(super) fn read(&self, limits: &Limits) -> Result<WeightedPicture, Failure> {
        let picture = read_picture(&self.path, limits)?;
        Ok(WeightedPicture::new(picture, self.weight))
    }
}

impl ValueParserFactory for WeightedFile {
    type Parser = WeightedFileParser;

    fn value_parser() -> Self::Parser {
        WeightedFileParser
    }
}

/// Reads `FILE[:WEIGHT]`. The file may have any name, also one that is not UTF-8.
#[derive(Clone)]
pub(super) struct WeightedFileParser;

impl TypedValueParser for WeightedFileParser {
    type Value = WeightedFile;

    fn parse_ref(
        &self,
        command: &clap::Command,
        argument: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<WeightedFile, clap::Error> {
        OsStringValueParser::new()
            .try_map(|text: OsString| WeightedFile::parse(&text))
            .parse_ref(command, argument, value)
    }
}

impl WeightedFile {
    fn parse(text: &OsStr) -> Result<Self, String> {
        let (path, weight) = split_weight(text).unwrap_or((text, 1.0));
        if weight > 0.0 && weight <= 1e6 {
            return Ok(Self {
                path: path.into(),
                weight,
            });
        }

        Err(format!(
            "the weight of {} must be above 0, not {weight}",
            path.display()
        ))
    }
}

/// The name and the weight on both sides of the last colon, if there is a number behind it.
fn split_weight(text: &OsStr) -> Option<(&OsStr, f64)> {
    let bytes = text.as_bytes();
    let colon = bytes.iter().rposition(|&byte| byte == b':')?;
    let weight = std::str::from_utf8(&bytes[colon + 1..]).ok()?;

    Some((OsStr::from_bytes(&bytes[..colon]), weight.parse().ok()?))
}

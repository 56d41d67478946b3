//! What a button means. A messenger carries it as a code of at most 64 bytes and brings it back,
//! perhaps years later or changed by a stranger: reading never fails, it yields
//! [`Action::Unknown`].

mod code;
mod feed;
mod print;

use serde::{Deserialize, Serialize};
use strum::{Display, EnumString};

use super::credits::Credits;
use super::feed::{Choice, EntryId, StyleKey};
use super::ids::{JobId, OrderId};
use super::language::Language;
use super::link::LinkCode;
use super::look::{Level, Share};
use super::order::recipient::Country;
use super::order::{Format, PrintStep, Wrap};
use super::picture::{PictureKey, PictureRef};
use super::tier::{Quality, Tier};
use super::time::Moment;

/// The meaning of a button. Codes of former versions stay readable: add letters, never give one a
/// new meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Action {
    /// Something with the draft that is being prepared; stale once another draft is.
    Draft(JobId, DraftAction),
    /// Something with a job or its painting.
    Job(JobId, JobAction),
    /// Take this style, for whatever is being prepared.
    Style(PictureRef),
    /// Begin a new painting.
    New,
    /// Show the starter gallery.
    Gallery,
    /// Show a page of the last paintings.
    History(u8),
    /// Change a setting.
    Set(Setting),
    /// Yes, delete everything; asked at this moment.
    DeleteMe(Moment),
    /// No, keep everything.
    KeepMe,
    /// Get credits.
    Buy,
    /// Buy the pack of so many credits.
    Pack(Credits),
    /// Yes, join the account that this code opens.
    Join(LinkCode),
    /// No, do not join.
    StayApart,
    /// Something with an order of a canvas.
    Print(OrderId, PrintAction),
    /// Show the orders of canvases.
    Orders,
    /// Something with a painting in the feed.
    Feed(JobId, FeedAction),
    /// Take this public style, for whatever is being prepared.
    Take(StyleKey),
    /// Something with a style of the person's own.
    Saved(PictureKey, SavedAction),
    /// Show the styles that the person keeps.
    SavedStyles,
    /// Like this entry of the feed.
    Like(EntryId),
    /// A code that is not (or no longer) understood.
    Unknown,
}

/// What can be done with a style of the person's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, Display)]
pub enum SavedAction {
    /// Keep it.
    #[strum(serialize = "k")]
    Keep,
    /// Show it with what can be done.
    #[strum(serialize = "v")]
    Show,
    /// Ask for another name.
    #[strum(serialize = "r")]
    Rename,
    /// Keep it no more.
    #[strum(serialize = "x")]
    Drop,
}

/// What can be done with a painting in the feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedAction {
    /// Ask what is to be shown.
    Ask(Choice),
    /// Ask under which name.
    AskName(Choice),
    /// Publish it so.
    Publish(Choice),
    /// Show how far it is.
    Show,
    /// Take it back.
    TakeBack,
}

/// What can be done with an order of a canvas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrintAction {
    /// Show this step, or ask it again.
    Go(PrintStep),
    /// Choose this canvas.
    Size(Format),
    /// Shift the cut-out by so many steps.
    Shift(i8),
    /// Hang the canvas the other way.
    Turn,
    /// Choose what goes around the edge.
    Wrap(Wrap),
    /// It goes to this country.
    To(Country),
    /// Choose the way of delivery at this place of the list.
    By(u8),
    /// Confirm it, and pay.
    Pay,
    /// Do without it.
    Drop,
    /// Show how far it is.
    Show,
}

/// What can be done with a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftAction {
    /// Start painting.
    Start,
    /// Show the summary with its own buttons.
    Summary,
    /// Show the positions of a knob.
    Menu(Menu),
    /// Choose the quality.
    Quality(Quality),
    /// Choose how strong the style is.
    Strength(Level),
    /// Choose how large the strokes are.
    Stroke(Level),
    /// Keep the photo's colours, or take the style's.
    KeepColours(bool),
    /// Photo becomes style and style becomes photo.
    Swap,
    /// Ask for a second style.
    AskSecond,
    /// Do without the second style.
    DropSecond,
    /// Choose the second style's share.
    Share(Share),
    /// Take this picture as the photo.
    AsPhoto(PictureKey),
    /// Take this picture as the style.
    AsStyle(PictureKey),
    /// Take this picture as the second style.
    AsSecond(PictureKey),
    /// Forget the draft.
    Discard,
}

/// The knobs with several positions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, Display)]
pub enum Menu {
    /// Tier and iterations.
    #[strum(serialize = "q")]
    Quality,
    /// Strength of the style.
    #[strum(serialize = "l")]
    Strength,
    /// Size of the strokes.
    #[strum(serialize = "o")]
    Stroke,
    /// Share of the second style.
    #[strum(serialize = "r")]
    Share,
}

/// What can be done with a job or its painting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobAction {
    /// Stop it.
    Cancel,
    /// Again, with more style.
    Stronger,
    /// Again, with less style.
    Weaker,
    /// The same photo in another style.
    OtherStyle,
    /// Another photo in the same style.
    OtherPhoto,
    /// The same in another tier.
    Larger(Tier),
    /// Printed on canvas.
    Canvas,
    /// Keep its style under a name.
    KeepStyle,
    /// The picture at this place among the iterations, as a file.
    File(u8),
    /// Show the painting again.
    Show,
}

/// What /settings changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// The language.
    Language(Language),
    /// How strong the style usually is.
    Strength(Level),
    /// How large the strokes usually are.
    Stroke(Level),
    /// Whether the photo's colours are usually kept.
    KeepColours(bool),
}

impl Action {
    /// Reads a code; total.
    #[must_use]
    pub fn parse(code: &str) -> Self {
        code::parse(code).unwrap_or(Self::Unknown)
    }
}

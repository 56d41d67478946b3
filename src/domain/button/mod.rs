//! What a button does. Messengers carry it as a code of at most 64 bytes and send it back, perhaps
//! years later or tampered with. Reading never fails: codes that make no sense are
//! [`Action::Unknown`].

mod code;
mod edit;
mod feed;
mod print;

use serde::{Deserialize, Serialize};
use strum::{Display, EnumString};

use super::credits::Credits;
use super::feed::{Choice, EntryId, StyleUse};
use super::ids::{JobId, OrderId};
use super::job::WhichStyle;
use super::language::Language;
use super::link::LinkCode;
use super::look::{Level, Share};
use super::money::Currency;
use super::order::recipient::Country;
use super::order::{Format, PrintStep, Wrap};
use super::picture::{PictureKey, PictureRef};
use super::style_edit::{Colours, StylePart};
use super::tier::{Quality, Tier};
use super::time::Moment;
use super::work::{Code, KindName};

/// What a button does. Old codes must stay readable: add new ones, but never reuse one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum Action {
    /// Something with the draft that is being prepared; stale once another draft is.
    Draft(JobId, DraftAction),
    /// Something with a job or its painting.
    Job(JobId, JobAction),
    /// Use this style.
    Style(PictureRef),
    /// Begin a new painting.
    New,
    /// Begin something of this kind.
    Make(KindName),
    /// Show the starter gallery.
    Gallery,
    /// Show a page of the last paintings.
    History(u8),
    /// Change a setting.
    Set(Setting),
    /// Show the languages.
    Languages,
    /// Yes, delete everything; the question was asked at this moment.
    DeleteMe(Moment),
    /// No, keep everything.
    KeepMe,
    /// Get credits.
    Buy,
    /// Buy the pack with this many credits.
    Pack(Credits),
    /// Pay in this currency from now on.
    Currency(Currency),
    /// Yes, link with the account of this code.
    Join(LinkCode),
    /// No, do not link.
    StayApart,
    /// Something with an order of a canvas.
    Print(OrderId, PrintAction),
    /// Show the orders of canvases.
    Orders,
    /// Something with a painting in the feed.
    Feed(JobId, FeedAction),
    /// Use this public style.
    Take(StyleUse),
    /// Something with a saved style.
    Saved(PictureKey, SavedAction),
    /// Show the saved styles.
    SavedStyles,
    /// Like this entry of the feed.
    Like(EntryId),
    /// A code that is not (or no longer) understood.
    Unknown,
}

/// What can be done with a saved style.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, Display)]
pub enum SavedAction {
    /// Save it.
    #[strum(serialize = "k")]
    Keep,
    /// Show it with its buttons.
    #[strum(serialize = "v")]
    Show,
    /// Use it as it was saved, with its edit.
    #[strum(serialize = "t")]
    Take,
    /// Ask for another name.
    #[strum(serialize = "r")]
    Rename,
    /// Remove it.
    #[strum(serialize = "x")]
    Drop,
}

/// What can be done with a painting in the feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeedAction {
    /// Ask what to show.
    Ask(Choice),
    /// Ask for the pen name.
    AskName(Choice),
    /// Publish it.
    Publish(Choice),
    /// Show its state.
    Show,
    /// Take it back.
    TakeBack,
    /// Show the film beside it, too.
    AddFilm,
}

/// What can be done with an order of a canvas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrintAction {
    /// Go to this step.
    Go(PrintStep),
    /// Choose this canvas.
    Size(Format),
    /// Move the crop by this many steps.
    Shift(i8),
    /// Turn the canvas by 90 degrees.
    Turn,
    /// Choose the finish of the edges.
    Wrap(Wrap),
    /// Choose the country.
    Country(Country),
    /// Choose the delivery method at this place in the list.
    Delivery(u8),
    /// Pay for it in this currency.
    Currency(Currency),
    /// Confirm it, and pay.
    Pay,
    /// Drop the order.
    Drop,
    /// Show its state.
    Show,
}

/// What can be done with a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DraftAction {
    /// Start painting.
    Start,
    /// Show the summary with its own buttons.
    Summary,
    /// Show the levels of an option.
    Menu(Menu),
    /// Choose the quality.
    Quality(Quality),
    /// Choose this place on a knob.
    Turn(Code, u8),
    /// Swap photo and style.
    Swap,
    /// Ask for a second style.
    AskSecond,
    /// Remove the second style.
    DropSecond,
    /// Choose the second style's share.
    Share(Share),
    /// Take this picture as the photo.
    AsPhoto(PictureKey),
    /// Take this picture as the style.
    AsStyle(PictureKey),
    /// Take this picture as the second style.
    AsSecond(PictureKey),
    /// Edit one of the styles.
    Edit(WhichStyle, EditAction),
    /// Drop the draft.
    Discard,
}

/// What can be done with a style of a draft.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditAction {
    /// Show the edited style at the end of the chat, with everything that can be changed.
    Open,
    /// Show these choices below the edited style.
    Menu(EditMenu),
    /// Reduce it to so many colours.
    Colours(Colours),
    /// Use this part of it.
    Part(StylePart),
    /// Choose this place on the knob for the strokes.
    Stroke(u8),
    /// Ask for a copy in which something is painted over.
    Remove,
    /// Use again what was painted over.
    PutBack,
    /// Use it as it is.
    Reset,
    /// Make a wallpaper of it.
    Wallpaper,
    /// Go back to the summary.
    Done,
}

/// The choices below an edited style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditMenu {
    /// Everything that can be changed.
    All,
    /// The number of colours.
    Colours,
    /// The part.
    Part,
    /// The strokes.
    Stroke,
}

/// The options with several choices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Menu {
    /// Tier and iterations.
    Quality,
    /// Share of the second style.
    Share,
    /// A knob of the kind, and the page of its choices.
    Knob(Code, u8),
}

/// What can be done with a job or its painting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JobAction {
    /// Cancel it.
    Cancel,
    /// A next step of its kind.
    Next(Code),
    /// The same in another tier.
    Larger(Tier),
    /// Print it on canvas.
    Canvas,
    /// Save its style.
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
    /// The default strength.
    Strength(Level),
    /// The default stroke size.
    Stroke(Level),
    /// Whether the photo's colours are kept by default.
    KeepColours(bool),
}

impl Action {
    /// Reads a code; never fails.
    #[must_use]
    pub fn parse(code: &str) -> Self {
        code::parse(code).unwrap_or(Self::Unknown)
    }
}

//! The feed: the paintings that people publish, and how others see them.
//!
//! Only its author publishes a painting, and decides what is shown: always the painting itself,
//! optionally the photo, the style and a pen name. [`entry`] is what visitors see, [`order`] how
//! the feed is sorted and paged, [`style`] the styles that others can use, [`saved`] the styles
//! that people save, [`action`] likes and reports, [`choice`] and [`own`] what the author chooses
//! and sees.

pub mod action;
pub mod choice;
pub mod entry;
pub mod order;
pub mod own;
pub mod saved;
pub mod style;

pub use action::{LikeOutcome, Liker, Reason, Report, ReportOutcome};
pub use choice::Choice;
pub use entry::{Entry, PaintingRecipe, Part, Parts, PenName, Shows, Size, Stage};
pub use order::{Cursor, Order, Span};
pub use own::{Best, FetchedStyle, PublishedEntry};
pub use saved::{SavedStyle, StyleTitle};
pub use style::{Face, PublicStyle, StyleKey, StyleUse};

pub use super::ids::{EntryId, StyleId};

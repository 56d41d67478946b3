//! The feed: what people publish of their paintings, and how others see it.
//!
//! A painting is published by its person only, and shows what they have chosen: the painting itself
//! always, the photo and the style each if they say so, a name or none. [`entry`] is what visitors
//! see, [`order`] how it is sorted and turned over, [`style`] what can be taken for a photo of
//! one's own, [`saved`] what is kept of it, [`deed`] what visitors do with it, [`choice`] and
//! [`own`] what its person does and sees.

pub mod action;
pub mod choice;
pub mod entry;
pub mod order;
pub mod own;
pub mod saved;
pub mod style;

pub use action::{LikeOutcome, Liker, Reason, ReportOutcome};
pub use choice::Choice;
pub use entry::{Entry, PaintingRecipe, Part, Parts, PenName, Shape, Shows, Size, Stage};
pub use order::{Cursor, Order, Span};
pub use own::{Best, FetchedStyle, PublishedEntry};
pub use saved::{SavedStyle, StyleTitle};
pub use style::{Face, PublicStyle, StyleKey};

pub use super::ids::{EntryId, StyleId};

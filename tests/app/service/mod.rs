//! The whole service through its edge: a real port, a real database file, real HTTP. Only the
//! engine is a stand-in, except in one story.

pub(crate) mod canvas;
mod edge;
mod failures;
mod feed;
pub(crate) mod master;
mod network;
mod painting;
mod planted_kind;
mod proxy;
mod shared_stories;
mod shop;
mod site;

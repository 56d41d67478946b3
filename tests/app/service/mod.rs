//! The whole service through its edge: a real port, a real database file, real HTTP. Only the
//! engine is a stand-in, except in one story.

mod canvas;
mod edge;
mod failures;
mod feed;
mod master;
mod painting;
mod shared_stories;
mod shop;
mod site;

//! The whole service through its edge: a real port, a real database file, real HTTP. Only the
//! engine is a stand-in, except in one story.

mod bad_days;
mod canvas;
mod edge;
mod feed;
mod master;
mod painting;
mod shop;
mod site;
mod stage;

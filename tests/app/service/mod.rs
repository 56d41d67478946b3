//! The whole service through its edge: a real port, a real database file, real HTTP. Only the
//! engine is a stand-in, except in one story.

pub(crate) mod canvas;
mod clip;
mod edge;
mod failures;
mod feed;
mod growth;
pub(crate) mod master;
mod moving;
mod network;
mod object_storage;
mod painting;
mod parts;
mod planted_kind;
mod proxy;
mod quick_lane;
mod shared_stories;
mod shop;
mod site;
mod two_services;

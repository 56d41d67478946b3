//! What several suites share.

pub(crate) mod chance;
pub(crate) mod http;
pub(crate) mod stories;
pub(crate) mod visitor;
pub(crate) mod wire;
pub(crate) mod world;

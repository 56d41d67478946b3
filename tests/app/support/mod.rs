//! What several suites share: the service under test, the people who use it, and the parts of the
//! fake servers that it talks to.

pub(crate) mod chance;
pub(crate) mod clock;
pub(crate) mod connections;
pub(crate) mod crowd;
pub(crate) mod faults;
pub(crate) mod films;
pub(crate) mod http;
pub(crate) mod killed_service;
pub(crate) mod lives;
pub(crate) mod makers;
pub(crate) mod object_server;
pub(crate) mod open_page;
pub(crate) mod postgres;
pub(crate) mod process;
pub(crate) mod service;
pub(crate) mod shared_database;
pub(crate) mod size;
pub(crate) mod stories;
pub(crate) mod stranger;
pub(crate) mod visitor;
pub(crate) mod wait;

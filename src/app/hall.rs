//! The public pages, as the settings have them.

use std::sync::Arc;

use crate::{messengers::Messenger, store::sqlite::SqliteFeed, web::Hall, workers::Desk};

/// With a door into every messenger, that of the house first.
pub(super) fn hall(desk: &Desk, feed: SqliteFeed, home: &str) -> Hall {
    let messengers: Vec<Arc<dyn Messenger>> = desk.messengers.iter().map(Arc::clone).collect();
    Hall { feed: Arc::new(feed), messengers: messengers.into(), home: home.to_owned() }
}

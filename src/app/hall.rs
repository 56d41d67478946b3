//! The public pages, as the settings have them.

use std::sync::Arc;

use crate::{
    messengers::Messenger,
    pictures::feed::FeedPictures,
    store::{Feed, sqlite::SqliteFeed},
    web::Hall,
    workers::Desk,
};

/// With a door into every messenger, that of the house first.
pub(super) fn hall(desk: &Desk, feed: SqliteFeed, home: &str) -> Hall {
    let messengers: Vec<Arc<dyn Messenger>> = desk.messengers.iter().map(Arc::clone).collect();
    let feed: Arc<dyn Feed> = Arc::new(feed);
    let pictures = FeedPictures::new(Arc::clone(&feed), desk.pictures.clone());
    Hall { feed, pictures, messengers: messengers.into(), home: home.to_owned() }
}

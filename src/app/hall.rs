//! The public pages, as the settings have them.

use std::sync::Arc;

use crate::{config::Settings, pictures::feed::FeedPictures, web::Hall, workers::Desk};

/// With a door into every messenger, that of the house first; there are none without a feed.
pub(super) fn hall(settings: &Settings, desk: &Desk, home: &str) -> Option<Hall> {
    let hall = || Hall {
        feed: Arc::clone(&desk.feed),
        pictures: FeedPictures::new(Arc::clone(&desk.feed), desk.pictures.clone()),
        messengers: Arc::clone(&desk.messengers),
        home: home.to_owned(),
    };
    settings.feed.enabled.then(hall)
}

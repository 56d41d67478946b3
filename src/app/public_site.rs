//! The public pages, as the settings have them.

use std::sync::Arc;

use crate::{
    config::Settings, pictures::feed::FeedPictures, web::PublicSite, workers::WorkerContext,
};

/// With a door into every messenger, that of the house first; there are none without a feed.
pub(super) fn public_site(
    settings: &Settings,
    context: &WorkerContext,
    home: &str,
) -> Option<PublicSite> {
    let public_site = || PublicSite {
        feed: Arc::clone(&context.feed),
        pictures: FeedPictures::new(Arc::clone(&context.feed), context.pictures.clone()),
        messengers: Arc::clone(&context.messengers),
        home: home.to_owned(),
    };
    settings.feed.enabled.then(public_site)
}

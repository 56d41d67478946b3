//! The public pages, from the settings.

use std::sync::Arc;

use crate::{
    config::Settings, pictures::feed::FeedPictures, web::PublicSite, workers::WorkerContext,
};

/// The public pages, with a link into every messenger, the chat page first. `None` without a feed.
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
        reactions: context.rules.network.reactions,
        kinds: context.rules.other_kinds().collect(),
    };

    settings.feed.enabled.then(public_site)
}

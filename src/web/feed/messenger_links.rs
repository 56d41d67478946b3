//! The ways from a page into a chat. A messenger may have to be asked how its links look, and no
//! visitor waits for it: until it has answered, its door is not shown.

use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

use tokio_util::sync::CancellationToken;

use super::PublicSite;
use crate::{
    domain::{feed::StyleKey, language::Language},
    messengers::Messenger,
};

/// A messenger that did not answer is asked again after so long.
const AGAIN: Duration = Duration::from_secs(30);
/// Stands where a code will.
const CODE: &str = "code";
/// Before the key of a style, in a link that chooses it.
const STYLE: &str = "style_";

/// The doors of the house.
pub(super) struct MessengerLinks(Vec<Known>);

struct Known {
    messenger: &'static str,
    /// A link but for its code.
    link: OnceLock<String>,
}

/// One of them, for a page.
pub(super) struct MessengerLink {
    pub(super) address: String,
    pub(super) label: String,
}

impl MessengerLinks {
    /// Asks each messenger for its links, in the background.
    pub(super) fn open(public_site: &PublicSite, stop: &CancellationToken) -> Arc<Self> {
        let known = |messenger: &Arc<dyn Messenger>| Known {
            messenger: messenger.name(),
            link: OnceLock::new(),
        };
        let messenger_links = Arc::new(Self(public_site.messengers.iter().map(known).collect()));
        for (number, messenger) in public_site.messengers.iter().enumerate() {
            let asking = ask(
                Arc::clone(&messenger_links),
                number,
                Arc::clone(messenger),
                public_site.home.clone(),
            );

            let stopped = stop.clone().cancelled_owned();
            tokio::spawn(async move {
                tokio::select! {
                    () = asking => {}
                    () = stopped => {}
                }
            });
        }

        messenger_links
    }

    /// Into a conversation.
    pub(super) fn plain(&self, language: Language) -> Vec<MessengerLink> {
        self.leading("", language)
    }

    /// Into a conversation with this style chosen.
    pub(super) fn with_style(&self, key: StyleKey, language: Language) -> Vec<MessengerLink> {
        self.leading(&format!("{STYLE}{key}"), language)
    }

    fn leading(&self, code: &str, language: Language) -> Vec<MessengerLink> {
        let door = |known: &Known| {
            let label = language.text(&format!("site-door-{}", known.messenger));
            Some(MessengerLink {
                address: format!("{}{code}", known.link.get()?),
                label,
            })
        };
        self.0.iter().filter_map(door).collect()
    }
}

async fn ask(
    messenger_links: Arc<MessengerLinks>,
    number: usize,
    messenger: Arc<dyn Messenger>,
    home: String,
) {
    loop {
        let link = messenger.invitation(CODE).await;
        if let Some(link) = link.as_deref().and_then(|link| link.strip_suffix(CODE)) {
            // A page of the house is reached at the address at which the visitor reached this one.
            let link = link.strip_prefix(&home).unwrap_or(link).to_owned();
            // Nobody else asks for this one.
            let _ = messenger_links.0[number].link.set(link);
            return;
        }

        tokio::time::sleep(AGAIN).await;
    }
}

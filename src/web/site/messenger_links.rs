//! The links from a page into a chat. Some messengers have to be asked what their links look like,
//! and no visitor waits for that: until a messenger has answered, its link is not shown.

use std::{
    sync::{Arc, OnceLock},
    time::Duration,
};

use tokio_util::sync::CancellationToken;

use super::PublicSite;
use crate::{
    domain::{feed::StyleUse, language::Language},
    messengers::Messenger,
};

/// How long to wait before a messenger that did not answer is asked again.
const RETRY_AFTER: Duration = Duration::from_secs(30);
/// A placeholder for the code in a link.
const CODE: &str = "code";
/// The prefix of a code that chooses a style.
const STYLE: &str = "style_";

/// The links into each messenger.
pub(super) struct MessengerLinks(Vec<LinkPrefix>);

struct LinkPrefix {
    messenger: &'static str,
    /// A link without its code at the end; unset until the messenger has answered.
    prefix: OnceLock<String>,
}

/// A link on a page.
pub(super) struct MessengerLink {
    pub(super) address: String,
    pub(super) label: String,
}

impl MessengerLinks {
    /// Asks each messenger for its links, in the background.
    pub(super) fn fetch(public_site: &PublicSite, stop: &CancellationToken) -> Arc<Self> {
        let unknown = |messenger: &Arc<dyn Messenger>| LinkPrefix {
            messenger: messenger.name(),
            prefix: OnceLock::new(),
        };

        let messengers = &public_site.messengers;
        let links = Arc::new(Self(messengers.iter().map(unknown).collect()));
        for (index, messenger) in messengers.iter().enumerate() {
            let links = Arc::clone(&links);
            let messenger = Arc::clone(messenger);
            let home = public_site.home.clone();
            let stopped = stop.clone().cancelled_owned();

            tokio::spawn(async move {
                tokio::select! {
                    prefix = fetch_prefix(messenger.as_ref(), &home) => {
                        // This task alone sets this prefix.
                        let _ = links.0[index].prefix.set(prefix);
                    }
                    () = stopped => {}
                }
            });
        }

        links
    }

    /// Links into a conversation.
    pub(super) fn plain(&self, language: Language) -> Vec<MessengerLink> {
        self.with_code("", language)
    }

    /// Links into a conversation with a style chosen.
    pub(super) fn with_style(&self, style: StyleUse, language: Language) -> Vec<MessengerLink> {
        self.with_code(&format!("{STYLE}{style}"), language)
    }

    fn with_code(&self, code: &str, language: Language) -> Vec<MessengerLink> {
        let link = |known: &LinkPrefix| {
            let prefix = known.prefix.get()?;
            Some(MessengerLink {
                address: format!("{prefix}{code}"),
                label: language.text(&format!("site-link-{}", known.messenger)),
            })
        };

        self.0.iter().filter_map(link).collect()
    }
}

async fn fetch_prefix(messenger: &dyn Messenger, home: &str) -> String {
    loop {
        let link = messenger.invitation(CODE).await;
        if let Some(prefix) = link.as_deref().and_then(|link| link.strip_suffix(CODE)) {
            // A link to our own pages works at whatever address the visitor uses for them.
            return prefix.strip_prefix(home).unwrap_or(prefix).to_owned();
        }

        tokio::time::sleep(RETRY_AFTER).await;
    }
}

//! What the web pages hold, from the settings.

use std::{sync::Arc, time::Duration};

use tokio_util::sync::CancellationToken;

use super::{connections, draft_sketches::draft_sketcher};
use crate::{
    config::{Settings, megabytes},
    messengers::{Webhook, web_chat::WebChat},
    store::WebKeys,
    update_receiver::UpdateReceiver,
    web::{
        Console, Deadlines, EventStreamLimits, Metrics, Payments, PublicSite, RequestRules,
        UploadLimits, WebState,
    },
    workers::WorkerContext,
};

/// What the pages have beside the [`WorkerContext`].
pub(super) struct WebParts {
    pub(super) chat: WebChat,
    pub(super) hooks: Arc<[Arc<dyn Webhook>]>,
    pub(super) receiver: UpdateReceiver,
    pub(super) keys: WebKeys,
    pub(super) metrics: Metrics,
    /// Cancelled when pages are no longer served.
    pub(super) stop: CancellationToken,
    pub(super) payments: Payments,
    pub(super) public_site: Option<PublicSite>,
    pub(super) console: Option<Console>,
}

pub(super) fn web_state(settings: &Settings, context: &WorkerContext, parts: WebParts) -> WebState {
    let messengers = context
        .messengers
        .iter()
        .map(|messenger| messenger.name().to_owned())
        .collect();

    let public_origin = settings.server.public_origin();

    WebState {
        stores: context.stores.clone(),
        pictures: context.pictures.clone(),
        chat: parts.chat,
        messengers,
        hooks: parts.hooks,
        receiver: parts.receiver,
        payments: parts.payments,
        bells: Arc::clone(&context.bells),
        clock: Arc::clone(&context.clock),
        chance: context.chance,
        keys: parts.keys,
        metrics: parts.metrics,
        stopping: context.stop.clone(),
        stop: parts.stop,
        upload_bytes: usize::try_from(settings.picture_limits().bytes).unwrap_or(usize::MAX),
        upload_limits: upload_limits(settings),
        event_stream_limits: event_stream_limits(settings),
        https: public_origin
            .as_deref()
            .is_some_and(|origin| origin.starts_with("https://")),
        public_origin,
        proxies: settings.server.trusted_proxies.clone(),
        deadlines: deadlines(settings),
        connections: connections::limits(settings),
        requests: RequestRules {
            visitor_per_minute: settings.limits.requests_per_minute,
            reads_per_minute: settings.network.reads_per_minute,
            posts_per_minute: settings.network.posts_per_minute,
            at_once: settings.network.requests_at_once,
            new_visitors_per_hour: settings.network.new_visitors_per_hour,
        },
        draft_sketcher: draft_sketcher(context),
        public_site: parts.public_site,
        console: parts.console,
    }
}

/// How long requests may take.
pub(super) fn deadlines(settings: &Settings) -> Deadlines {
    let server = &settings.server;
    Deadlines {
        request: seconds(server.request_seconds),
        upload: seconds(server.upload_seconds),
        upload_pause: seconds(server.upload_pause_seconds),
    }
}

fn seconds(number: u32) -> Duration {
    Duration::from_secs(number.into())
}

fn upload_limits(settings: &Settings) -> UploadLimits {
    UploadLimits {
        in_all: settings.server.uploads_at_once as usize,
        per_network: settings.network.uploads_at_once as usize,
        visitor_bytes: megabytes(settings.limits.upload_megabytes_per_hour),
        network_bytes: megabytes(settings.network.upload_megabytes_per_hour),
    }
}

fn event_stream_limits(settings: &Settings) -> EventStreamLimits {
    EventStreamLimits {
        per_visitor: settings.limits.event_streams as usize,
        per_network: settings.network.event_streams as usize,
        in_all: settings.server.event_streams as usize,
    }
}

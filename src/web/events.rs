//! The event stream of an open chat page: first the conversation so far, then what is new.

use std::{convert::Infallible, time::Duration};

use axum::response::{
    IntoResponse, Response,
    sse::{Event, KeepAlive, Sse},
};
use futures_util::{Stream, StreamExt, stream};
use tokio::sync::broadcast::error::RecvError;

use super::{State, bubble::Bubble, error::Result, visitor::Visitor};
use crate::messengers::web_chat::{PageEvent, Subscription};

/// The most bubbles that a page opens with.
const MOST_BUBBLES: usize = 200;
/// Rows of the transcript that they are made from: each step of a painting's progress is a row,
/// all of them together are one bubble.
const TRANSCRIPT_ROWS: u32 = 3000;
/// Proxies close connections that are silent for long.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// The stream.
pub(super) async fn stream(state: State, visitor: Visitor) -> Result<Response> {
    let web = &state.web;

    // Subscribe first and read then. What is said in between comes twice, which changes nothing.
    let subscription = web.chat.subscribe(&visitor.chat());
    let history = match visitor.find(web.stores.conversations.as_ref()).await? {
        Some(owner) => {
            let transcript = web
                .stores
                .conversations
                .transcript(owner.chat, TRANSCRIPT_ROWS)
                .await?;
            Bubble::history(&transcript, MOST_BUBBLES)
        }
        None => Vec::new(),
    };

    let stop = web.stop.clone();
    let events = stream::iter(event("history", &history))
        .chain(new_events(subscription))
        .map(Ok::<_, Infallible>)
        .take_until(async move { stop.cancelled().await });

    let mut response = Sse::new(events)
        .keep_alive(KeepAlive::new().interval(KEEP_ALIVE))
        .into_response();
    visitor.set_cookie(&mut response, web.https);

    Ok(response)
}

fn new_events(subscription: Subscription) -> impl Stream<Item = Event> + Send {
    let recent = stream::iter(subscription.recent);
    let coming = stream::unfold(subscription.upcoming, |mut coming| async move {
        match coming.recv().await {
            Ok(news) => Some((news, coming)),
            Err(RecvError::Lagged(_)) => Some((PageEvent::Reload, coming)),
            Err(RecvError::Closed) => None,
        }
    });

    recent.chain(coming).filter_map(|news| async move {
        match &news {
            PageEvent::Reload => Some(Event::default().event("reload").data("now")),
            news => event("line", &Bubble::from_news(news)?),
        }
    })
}

fn event(name: &str, data: &impl serde::Serialize) -> Option<Event> {
    let json = serde_json::to_string(data).ok()?;
    Some(Event::default().event(name).data(json))
}

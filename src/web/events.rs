//! The event stream of an open chat page: first the conversation so far, then what is new.

use std::{convert::Infallible, future::ready, time::Duration};

use axum::response::{
    IntoResponse, Response,
    sse::{Event, KeepAlive, Sse},
};
use futures_util::{Stream, StreamExt, stream};
use tokio::sync::broadcast::error::RecvError;

use super::{State, bubble::Bubble, error::Result, guard::ClientNetwork, visitor::Visitor};
use crate::messengers::web_chat::{PageEvent, Subscription};

/// The most bubbles that a page opens with.
const MOST_BUBBLES: usize = 200;
/// Lines of the transcript that they are made from. Two lines of the same moment are one bubble.
const TRANSCRIPT_LINES: u32 = 300;
/// Proxies close connections that are silent for long.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

/// The stream.
pub(super) async fn stream(
    state: State,
    visitor: Visitor,
    ClientNetwork(network): ClientNetwork,
) -> Result<Response> {
    let web = &state.web;
    let place = state.event_streams.open(visitor.chat(), network)?;

    // Subscribe first and read then. What is said in between comes twice, which changes nothing.
    let subscription = web.chat.subscribe(&visitor.chat());
    let history = history(&state, &visitor).await?;

    let stop = web.stop.clone();
    let replaced = place.replaced();
    let is_replaced = replaced.clone();
    let end = async move {
        tokio::select! {
            () = stop.cancelled() => {}
            () = replaced.cancelled() => {}
        }
    };

    // A page that would connect again by itself has to be told that it is not to.
    let last = stream::once(async move { is_replaced.is_cancelled() })
        .filter(|is_replaced| ready(*is_replaced))
        .map(|_| Event::default().event("replaced").data("now"));
    let events = stream::iter(event("history", &history))
        .chain(new_events(subscription))
        .take_until(end)
        .chain(last)
        .map(move |event| {
            // The stream has its place as long as it lives.
            let _ = &place;
            Ok::<_, Infallible>(event)
        });

    let mut response = Sse::new(events)
        .keep_alive(KeepAlive::new().interval(KEEP_ALIVE))
        .into_response();
    visitor.set_cookie(&mut response, web.https);

    Ok(response)
}

/// The conversation so far. Few read theirs at the same time, so that many pages that open together
/// take neither all connections to the database nor much memory.
async fn history(state: &State, visitor: &Visitor) -> Result<Vec<Bubble>> {
    let conversations = state.web.stores.conversations.as_ref();
    let Some(owner) = visitor.find(conversations).await? else {
        return Ok(Vec::new());
    };

    let _turn = state.history_readers.acquire().await?;
    let transcript = conversations
        .transcript(owner.chat, TRANSCRIPT_LINES)
        .await?;

    Ok(Bubble::history(&transcript, MOST_BUBBLES))
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

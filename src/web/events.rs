//! The stream that an open page listens to: first what was said, then what is said.

use std::{convert::Infallible, time::Duration};

use axum::response::{
    IntoResponse, Response,
    sse::{Event, KeepAlive, Sse},
};
use futures_util::{Stream, StreamExt, stream};
use tokio::sync::broadcast::error::RecvError;

use super::{State, error::Result, line::Line, visitor::Visitor};
use crate::messengers::web_chat::{Listening, PageNews};

/// Bubbles of a page that opens.
const BUBBLES: usize = 200;
/// Rows of the store they are made from: a painting's progress is one bubble and many rows.
const ROWS: u32 = 3000;
/// Proxies close what is silent for long.
const ALIVE: Duration = Duration::from_secs(15);

/// The stream.
pub(super) async fn events(state: State, visitor: Visitor) -> Result<Response> {
    let state = &state.state;

    // Listen first and read then: what is said in between is told twice, which changes nothing.
    let listening = state.chat.listen(&visitor.chat());
    let history = match visitor.find(state.store.as_ref()).await? {
        Some((chat, _)) => Line::history(&state.store.transcript(chat, ROWS).await?, BUBBLES),
        None => Vec::new(),
    };
    let first = event("history", &history);
    let stream = stream::iter(first)
        .chain(told(listening))
        .map(Ok::<_, Infallible>);

    let stop = state.stop.clone();
    let stream = stream.take_until(async move { stop.cancelled().await });
    let mut response = Sse::new(stream)
        .keep_alive(KeepAlive::new().interval(ALIVE))
        .into_response();

    if let Some(cookie) = visitor.set_cookie(state.https) {
        response
            .headers_mut()
            .insert(axum::http::header::SET_COOKIE, cookie);
    }

    Ok(response)
}

fn told(listening: Listening) -> impl Stream<Item = Event> + Send {
    let recent = stream::iter(listening.recent);
    let coming = stream::unfold(listening.coming, |mut coming| async move {
        match coming.recv().await {
            Ok(told) => Some((told, coming)),
            Err(RecvError::Lagged(_)) => Some((PageNews::Reload, coming)),
            Err(RecvError::Closed) => None,
        }
    });

    recent.chain(coming).filter_map(|told| async move {
        match &told {
            PageNews::Reload => Some(Event::default().event("reload").data("now")),
            told => event("line", &Line::told(told)?),
        }
    })
}

fn event(name: &str, data: &impl serde::Serialize) -> Option<Event> {
    let json = serde_json::to_string(data).ok()?;
    Some(Event::default().event(name).data(json))
}

//! The server loop: takes connections, serves HTTP/1.1 on them, and keeps every one of them within
//! its limits. A stranger who is silent, slow or deaf holds a connection for a while and nothing
//! else, and never keeps others out.
//!
//! Owns deadlines and caps of connections; routes and bodies are the router's. HTTP/1.1 only: a
//! server that also looks for HTTP/2 reads the first bytes without a deadline.

mod register;

use std::{
    convert::Infallible, future::Future, io, net::SocketAddr, pin::pin, sync::Arc, time::Duration,
};

use axum::{
    Router,
    body::Body,
    extract::ConnectInfo,
    http::{Request, header},
    response::Response,
};
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use tokio::{
    net::{TcpListener, TcpStream},
    time::{Instant, interval, sleep, timeout},
};
use tokio_io_timeout::TimeoutWriter;
use tokio_util::task::TaskTracker;
use tower::ServiceExt;

use self::register::{OpenConnection, Refusal, Register};
use super::held_body::hold_until_sent;
use crate::domain::{network::Network, sender::TrustedProxies};

/// The most bytes of a request's head, and of what waits to be written to one connection. Proxies
/// allow as much; it is what a stranger can make us hold.
const BUFFER: usize = 16 << 10;
/// The most headers of a request; browsers behind proxies send about thirty.
const MOST_HEADERS: usize = 64;
/// How often requests that take too long are looked for.
const LOOK_EVERY: Duration = Duration::from_secs(1);
/// The pause after a connection that the system could not give us.
const PAUSE: Duration = Duration::from_millis(100);
/// The least time between two lines in the log that say the same.
const LOG_EVERY: Duration = Duration::from_mins(1);

/// What connections may take and how long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConnectionLimits {
    /// Connections in all.
    pub in_all: usize,
    /// Connections of one network. The operator's own proxies have no such limit.
    pub per_network: usize,
    /// The head of a request, from the moment the connection is ready for it: this also ends
    /// connections that are silent or idle.
    pub head: Duration,
    /// How long a client may take none of the bytes that are sent to it.
    pub write: Duration,
    /// A request with its response, event streams apart.
    pub exchange: Duration,
    /// How long requests in progress have to end when the service stops.
    pub stop: Duration,
}

/// A server of one listener.
pub(super) struct Server {
    router: Router,
    limits: ConnectionLimits,
    proxies: TrustedProxies,
    register: Arc<Register>,
    http: http1::Builder,
    shutdown: GracefulShutdown,
    tasks: TaskTracker,
    logged_at: Option<Instant>,
}

/// The connection was closed before its request began.
#[derive(Debug, thiserror::Error)]
#[error("the connection has made room for another one")]
struct Displaced;

impl Server {
    pub(super) fn new(router: Router, limits: ConnectionLimits, proxies: TrustedProxies) -> Self {
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new())
            .header_read_timeout(limits.head)
            .max_buf_size(BUFFER)
            .max_headers(MOST_HEADERS);

        Self {
            router,
            limits,
            proxies,
            register: Arc::new(Register::new(limits)),
            http,
            shutdown: GracefulShutdown::new(),
            tasks: TaskTracker::new(),
            logged_at: None,
        }
    }

    /// Serves until `stop` resolves. Then finishes the requests in progress as far as the time
    /// for that allows, and closes everything else.
    pub(super) async fn run(mut self, listener: TcpListener, stop: impl Future<Output = ()>) {
        let mut stop = pin!(stop);
        let mut look = interval(LOOK_EVERY);

        loop {
            tokio::select! {
                () = &mut stop => break,
                now = look.tick() => self.register.close_overdue(now),
                accepted = listener.accept() => match accepted {
                    Ok((stream, peer)) => self.open(stream, peer),
                    Err(error) => self.recover(&error).await,
                },
            }
        }

        drop(listener);
        self.finish().await;
    }

    fn open(&mut self, stream: TcpStream, peer: SocketAddr) {
        let is_proxy = self.proxies.contains(peer.ip());
        let network = (!is_proxy).then(|| Network::from_address(peer.ip()));
        let connection = match self.register.admit(network) {
            Ok(connection) => Arc::new(connection),
            Err(refusal) => return self.log_refusal(refusal),
        };

        // Without it, an event may wait for the acknowledgement of the one before. It is only
        // slower if the system cannot do it.
        let _ = stream.set_nodelay(true);

        // A deadline for reading would end event streams, whose clients say nothing.
        let mut stream = TimeoutWriter::new(stream);
        stream.set_timeout(Some(self.limits.write));

        let router = self.router.clone();
        let own = Arc::clone(&connection);
        let service =
            service_fn(move |request| answer(router.clone(), Arc::clone(&own), peer, request));
        let serving = self
            .http
            .serve_connection(TokioIo::new(Box::pin(stream)), service);
        let serving = self.shutdown.watch(serving);

        self.tasks.spawn(async move {
            // Clients come and go, and a deadline is no fault of ours.
            if let Some(Err(error)) = connection.closing().run_until_cancelled(serving).await {
                tracing::debug!(%error, "a connection ended");
            }
        });
    }

    /// After a connection could not be taken. Most often the client has given up; otherwise the
    /// system has no descriptor or no memory left, and a connection that nobody uses gives its own
    /// back.
    async fn recover(&mut self, error: &io::Error) {
        if matches!(
            error.kind(),
            io::ErrorKind::ConnectionAborted
                | io::ErrorKind::ConnectionReset
                | io::ErrorKind::ConnectionRefused
        ) {
            return;
        }

        if self.may_log() {
            tracing::error!(%error, "a connection cannot be taken; it is tried again");
        }

        self.register.close_oldest_idle();
        sleep(PAUSE).await;
    }

    fn log_refusal(&mut self, refusal: Refusal) {
        metrics::counter!("vernissage_connections_refused_total", "limit" => refusal.name())
            .increment(1);

        if refusal == Refusal::InAll && self.may_log() {
            tracing::warn!(
                connections = self.limits.in_all,
                "connections are refused: all of them have a request in progress"
            );
        }
    }

    fn may_log(&mut self) -> bool {
        let now = Instant::now();
        let is_due = self.logged_at.is_none_or(|at| now - at >= LOG_EVERY);
        if is_due {
            self.logged_at = Some(now);
        }

        is_due
    }

    async fn finish(self) {
        self.register.close_idle();
        if timeout(self.limits.stop, self.shutdown.shutdown())
            .await
            .is_err()
        {
            self.register.close_all();
        }

        self.tasks.close();
        self.tasks.wait().await;
    }
}

async fn answer(
    router: Router,
    connection: Arc<OpenConnection>,
    peer: SocketAddr,
    request: Request<Incoming>,
) -> Result<Response, Displaced> {
    let in_progress = connection.begin_request(Instant::now()).ok_or(Displaced)?;
    let mut request = request.map(Body::new);
    request.extensions_mut().insert(ConnectInfo(peer));

    let response: Result<Response, Infallible> = router.oneshot(request).await;
    let Ok(response) = response;
    if is_event_stream(&response) {
        in_progress.may_last();
    }

    Ok(hold_until_sent(response, in_progress))
}

fn is_event_stream(response: &Response) -> bool {
    response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|value| value.as_bytes().starts_with(b"text/event-stream"))
}

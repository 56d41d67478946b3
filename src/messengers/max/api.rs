//! Calls of the API over HTTP: JSON in and out, the token in a header, an error as an HTTP status
//! with a code in words.

use std::time::Duration;

use anyhow::{Context, anyhow, bail};
use bytes::Bytes;
use reqwest::{
    Certificate, Client, ClientBuilder, Method, Response, StatusCode, Url,
    header::{AUTHORIZATION, HeaderValue, RETRY_AFTER},
    multipart::{Form, Part},
    redirect::Policy,
};
use serde_json::Value;

use super::{
    error::{CallError, Refusal},
    lenient::string,
    rate_limiter::RateLimiter,
};
use crate::{
    messengers::{FetchError, downloads},
    reply_body,
};

/// A little below the rate limit of a bot, which is 30, since polls go beside it.
const CALLS_A_SECOND: usize = 27;
/// For calls that carry no file.
const CALL_TIMEOUT: Duration = Duration::from_secs(20);
/// For an upload; the outbox considers a sender dead after a minute.
const TRANSFER_TIMEOUT: Duration = Duration::from_secs(50);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Files are on other servers, sometimes behind several redirects.
const MAX_REDIRECTS: usize = 5;
/// The form field that upload servers expect.
const UPLOAD_FIELD: &str = "data";
/// How often a call is tried that was one request too many.
const MAX_TRIES: u32 = 4;
/// A longer pause is left to the caller.
const LONGEST_HOLD: Duration = Duration::from_secs(5);

/// The parameters of a call's URL.
pub(super) type Query = Vec<(&'static str, String)>;

/// A client with a bot's token. Neither the client nor its errors ever show the token.
pub(super) struct Api {
    client: Client,
    /// For URLs that MAX supplies. It carries no token.
    external_client: Client,
    base: Url,
    token: HeaderValue,
    rate_limiter: RateLimiter,
}

/// A call.
#[derive(Clone)]
pub(super) struct Call {
    pub(super) method: Method,
    /// The path below the API's URL.
    pub(super) path: &'static str,
    /// What follows it, behind a slash.
    pub(super) item: Option<String>,
    pub(super) query: Query,
    /// Sent as JSON.
    pub(super) body: Option<Value>,
}

impl Call {
    pub(super) const fn new(method: Method, path: &'static str) -> Self {
        Self {
            method,
            path,
            item: None,
            query: Vec::new(),
            body: None,
        }
    }

    pub(super) fn with_item(self, item: String) -> Self {
        Self {
            item: Some(item),
            ..self
        }
    }

    pub(super) fn with_query(self, query: Query) -> Self {
        Self { query, ..self }
    }

    pub(super) fn with_body(self, body: Value) -> Self {
        Self {
            body: Some(body),
            ..self
        }
    }
}

/// A file to be uploaded.
pub(super) struct Upload<'a> {
    pub(super) file_name: String,
    pub(super) bytes: &'a Bytes,
}

impl Api {
    pub(super) fn new(base: Url, token: String, root_certificates: &[u8]) -> anyhow::Result<Self> {
        let mut token = HeaderValue::try_from(token)
            .map_err(|_| anyhow!("max.token has characters that no token has"))?;
        token.set_sensitive(true);

        Ok(Self {
            // A redirect would send the token to another server.
            client: builder(root_certificates)?
                .redirect(Policy::none())
                .build()?,
            external_client: builder(root_certificates)?
                .redirect(Policy::limited(MAX_REDIRECTS))
                .build()?,
            base,
            token,
            rate_limiter: RateLimiter::new(CALLS_A_SECOND),
        })
    }

    /// Makes a call. One that was one request too many was not executed, and is repeated.
    pub(super) async fn call(&self, call: &Call) -> Result<Value, CallError> {
        let mut tries = 1;
        loop {
            self.rate_limiter.wait().await;

            match self.request(call, CALL_TIMEOUT).await {
                Err(CallError::Refused(refusal)) if refusal.is_too_many() => {
                    let pause = refusal.pause();
                    self.rate_limiter.hold(pause.min(LONGEST_HOLD));

                    if tries == MAX_TRIES || pause > LONGEST_HOLD {
                        return Err(refusal.into());
                    }
                    tries += 1;
                }
                reply => return reply,
            }
        }
    }

    /// Makes an unimportant call: only once, and only if no other call is waiting.
    pub(super) async fn call_if_idle(&self, call: &Call) -> Result<(), CallError> {
        if self.rate_limiter.try_acquire() {
            self.request(call, CALL_TIMEOUT).await.map(|_| ())
        } else {
            Ok(())
        }
    }

    /// Makes a call once, with a timeout of its own, beside the rate limit.
    pub(super) async fn request(&self, call: &Call, timeout: Duration) -> Result<Value, CallError> {
        let mut request = self
            .client
            .request(call.method.clone(), self.url(call)?)
            .header(AUTHORIZATION, self.token.clone())
            .timeout(timeout);

        if let Some(body) = &call.body {
            request = request.json(body);
        }

        read_reply(request.send().await?).await
    }

    /// Uploads a file to a URL that the API returned for it.
    pub(super) async fn upload(&self, url: &str, file: &Upload<'_>) -> Result<Value, CallError> {
        let length = file.bytes.len() as u64;
        let part =
            Part::stream_with_length(file.bytes.clone(), length).file_name(file.file_name.clone());
        let request = self
            .external_client
            .post(url)
            .multipart(Form::new().part(UPLOAD_FIELD, part))
            .timeout(TRANSFER_TIMEOUT);

        let response = request.send().await?;
        let status = response.status();
        // One request too many says nothing about the file.
        if status.is_client_error() && status != StatusCode::TOO_MANY_REQUESTS {
            return Err(Refusal::from_upload(status.as_u16()).into());
        }

        // The servers for videos answer in XML: the token came with the URL.
        if status.is_success() {
            let body = reply_body::read(response).await?;
            return Ok(serde_json::from_slice(&body).unwrap_or_default());
        }

        read_json(response).await
    }

    /// Downloads a file of at most `limit` bytes from the URL in a message.
    pub(super) async fn download(&self, url: &str, limit: u64) -> Result<Bytes, FetchError> {
        downloads::download_from_text(&self.external_client, url, limit).await
    }

    fn url(&self, call: &Call) -> Result<Url, CallError> {
        let mut url = self.base.clone();
        url.path_segments_mut()
            .map_err(|()| CallError::Unreachable(anyhow!("max.api_url cannot have a path")))?
            .pop_if_empty()
            .push(call.path)
            .extend(&call.item);

        if !call.query.is_empty() {
            url.query_pairs_mut().extend_pairs(&call.query);
        }

        Ok(url)
    }
}

/// A client that trusts these certificates as well.
fn builder(root_certificates: &[u8]) -> anyhow::Result<ClientBuilder> {
    let mut builder = Client::builder()
        .connect_timeout(CONNECT_TIMEOUT)
        .tcp_nodelay(true);

    let certificates = Certificate::from_pem_bundle(root_certificates)
        .context("max.root_certificates is no file of certificates in PEM")?;
    // What is not PEM at all, such as a certificate in DER, is read without an error.
    if certificates.is_empty() && !root_certificates.is_empty() {
        bail!("max.root_certificates is no file of certificates in PEM");
    }

    for certificate in certificates {
        builder = builder.add_root_certificate(certificate);
    }

    Ok(builder)
}

/// Only an error in MAX's own format is final: an error page of a proxy may be temporary.
async fn read_reply(response: Response) -> Result<Value, CallError> {
    let status = response.status();
    let retry_after = response
        .headers()
        .get(RETRY_AFTER)
        .and_then(|seconds| seconds.to_str().ok()?.trim().parse().ok())
        .map(Duration::from_secs);

    let reply = match read_json(response).await {
        // A proxy may keep the limit as well.
        Err(_) if status == StatusCode::TOO_MANY_REQUESTS => Value::Null,
        reply => reply?,
    };

    if status.is_success() && reply["success"] != false {
        return Ok(reply);
    }

    let field = |name: &str| string(&reply[name]).unwrap_or_default();
    let is_final = status.is_client_error() && !field("code").is_empty();
    if is_final || status.is_success() || status == StatusCode::TOO_MANY_REQUESTS {
        return Err(CallError::Refused(Refusal {
            status: status.as_u16(),
            code: field("code"),
            message: field("message"),
            retry_after,
        }));
    }

    Err(CallError::Unreachable(anyhow!(
        "HTTP status {status}, {}",
        field("code")
    )))
}

async fn read_json(response: Response) -> Result<Value, CallError> {
    let status = response.status();
    let body = reply_body::read(response).await?;

    serde_json::from_slice(&body)
        .map_err(|_| CallError::Unreachable(anyhow!("HTTP status {status} without a reply of MAX")))
}

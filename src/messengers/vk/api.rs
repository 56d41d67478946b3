//! Calls of VKontakte's API over HTTP: forms in, JSON out, and errors with HTTP status 200.

use std::time::Duration;

use anyhow::anyhow;
use bytes::Bytes;
use reqwest::{
    Client, Response, Url,
    multipart::{Form, Part},
    redirect::Policy,
};
use serde_json::Value;

use super::{
    error::{CallError, Refusal},
    lenient::{number, string},
    rate_limiter::RateLimiter,
};
use crate::{
    messengers::{FetchError, downloads},
    reply_body,
};

/// The version of the API that all of this is written for.
pub(super) const VERSION: &str = "5.199";

/// For calls that carry no file.
const CALL_TIMEOUT: Duration = Duration::from_secs(20);
/// For an upload; the outbox considers a sender dead after a minute.
const TRANSFER_TIMEOUT: Duration = Duration::from_secs(50);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Files are on other servers, sometimes behind several redirects.
const MAX_REDIRECTS: usize = 5;
/// The pause of all calls after VKontakte has reported too many requests.
const TOO_MANY_PAUSE: Duration = Duration::from_secs(1);
/// The rate limit of a community.
const CALLS_A_SECOND: usize = 20;
/// How often a call is tried that was one request too many.
const MAX_TRIES: u32 = 5;

/// The parameters of a call.
pub(super) type Params = Vec<(&'static str, String)>;

/// A client with a community's token. Neither the client nor its errors ever show the token.
pub(super) struct Api {
    client: Client,
    /// For URLs that others supply. It carries no token.
    external_client: Client,
    base: Url,
    token: String,
    rate_limiter: RateLimiter,
}

/// A file to be uploaded.
pub(super) struct Upload<'a> {
    /// The form field that the upload server expects.
    pub(super) field: &'static str,
    pub(super) file_name: String,
    pub(super) bytes: &'a Bytes,
}

impl Api {
    pub(super) fn new(base: Url, token: String) -> anyhow::Result<Self> {
        let builder = || {
            Client::builder()
                .connect_timeout(CONNECT_TIMEOUT)
                .tcp_nodelay(true)
        };

        Ok(Self {
            // A redirect would send the token to another server.
            client: builder().redirect(Policy::none()).build()?,
            external_client: builder().redirect(Policy::limited(MAX_REDIRECTS)).build()?,
            base,
            token,
            rate_limiter: RateLimiter::new(CALLS_A_SECOND),
        })
    }

    /// Calls a method. A call that was one request too many was not executed, and is repeated.
    pub(super) async fn call(&self, method: &str, params: &Params) -> Result<Value, CallError> {
        let mut tries = 1;
        loop {
            self.rate_limiter.wait().await;

            match self.call_once(method, params).await {
                Err(CallError::Refused(refusal)) if refusal.is_too_many() && tries < MAX_TRIES => {
                    self.rate_limiter.hold(TOO_MANY_PAUSE);
                    tries += 1;
                }
                Err(CallError::Refused(refusal)) if refusal.is_captcha() => {
                    tracing::error!(
                        method,
                        "VKontakte asks for a captcha: log in to the community and solve it"
                    );
                    return Err(refusal.into());
                }
                reply => return reply,
            }
        }
    }

    /// Makes an unimportant call: only once, and only if no other call is waiting.
    pub(super) async fn call_if_idle(
        &self,
        method: &str,
        params: &Params,
    ) -> Result<(), CallError> {
        if self.rate_limiter.try_acquire() {
            self.call_once(method, params).await.map(|_| ())
        } else {
            Ok(())
        }
    }

    async fn call_once(&self, method: &str, params: &Params) -> Result<Value, CallError> {
        let mut form: Vec<(&str, &str)> = params
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        form.push(("v", VERSION));

        let request = self
            .client
            .post(self.url(method)?)
            .bearer_auth(&self.token)
            .form(&form)
            .timeout(CALL_TIMEOUT);

        let mut reply = read_json(request.send().await?).await?;
        if reply["error"].is_object() {
            return Err(read_refusal(&reply["error"]).into());
        }

        reply
            .get_mut("response")
            .map(Value::take)
            .ok_or_else(|| CallError::Unreachable(anyhow!("a reply in an unknown format")))
    }

    /// Polls a Long Poll server, which is not part of the API and has no rate limit.
    pub(super) async fn poll(
        &self,
        server: &str,
        query: &Params,
        timeout: Duration,
    ) -> Result<Value, CallError> {
        let url = Url::parse_with_params(server, query).map_err(|_| {
            CallError::Unreachable(anyhow!("the address of the Long Poll server is not a URL"))
        })?;
        let request = self.external_client.get(url).timeout(timeout);

        read_json(request.send().await?).await
    }

    /// Uploads a file to a URL that the API returned for it.
    pub(super) async fn upload(&self, url: &str, file: &Upload<'_>) -> Result<Value, CallError> {
        let length = file.bytes.len() as u64;
        let part =
            Part::stream_with_length(file.bytes.clone(), length).file_name(file.file_name.clone());
        let request = self
            .external_client
            .post(url)
            .multipart(Form::new().part(file.field, part))
            .timeout(TRANSFER_TIMEOUT);

        let response = request.send().await?;
        let status = response.status();
        if status.is_client_error() {
            return Err(Refusal::from_upload(format!("HTTP status {status} for an upload")).into());
        }

        let reply = read_json(response).await?;
        match reply.get("error") {
            Some(error) => Err(Refusal::from_upload(error.to_string()).into()),
            None => Ok(reply),
        }
    }

    /// Downloads a file of at most `limit` bytes from the URL in a message.
    pub(super) async fn download(&self, url: &str, limit: u64) -> Result<Bytes, FetchError> {
        downloads::download_from_text(&self.external_client, url, limit).await
    }

    fn url(&self, method: &str) -> Result<Url, CallError> {
        let mut url = self.base.clone();
        url.path_segments_mut()
            .map_err(|()| CallError::Unreachable(anyhow!("vk.api_url cannot have a path")))?
            .pop_if_empty()
            .extend(["method", method]);

        Ok(url)
    }
}

/// Only a reply of VKontakte itself is final: an error page of a proxy may be temporary.
async fn read_json(response: Response) -> Result<Value, CallError> {
    let status = response.status();
    let body = reply_body::read(response).await?;

    serde_json::from_slice(&body).map_err(|_| {
        CallError::Unreachable(anyhow!("HTTP status {status} without a reply of VKontakte"))
    })
}

fn read_refusal(error: &Value) -> Refusal {
    Refusal {
        code: number(&error["error_code"]).unwrap_or(-1),
        message: string(&error["error_msg"]).unwrap_or_default(),
    }
}

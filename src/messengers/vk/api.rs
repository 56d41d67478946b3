//! Calls of the API of VKontakte: forms in, JSON out, and errors with HTTP status 200.

use std::time::Duration;

use anyhow::anyhow;
use bytes::{Bytes, BytesMut};
use reqwest::{
    Client, Response, StatusCode, Url,
    multipart::{Form, Part},
    redirect::Policy,
};
use serde_json::Value;

use super::{
    error::{CallError, Refusal},
    lenient::{number, words},
    pacer::Pacer,
};
use crate::messengers::FetchError;

/// The version of the API that all is written for.
pub(super) const VERSION: &str = "5.199";

/// For an answer that takes no work.
const QUICK: Duration = Duration::from_secs(20);
/// For an upload or a download; the outbox takes a sender for dead after a minute.
const SLOW: Duration = Duration::from_secs(50);
const CONNECT: Duration = Duration::from_secs(10);
/// Files lie on other servers, one behind another.
const REDIRECTS: usize = 5;
/// After too many requests a second nobody asks for so long.
const BREATH: Duration = Duration::from_secs(1);
/// A request that was one too many is made again so often.
const TRIES: u32 = 5;

/// The parameters of a call.
pub(super) type Params = Vec<(&'static str, String)>;

/// A community's access. Neither it nor its errors ever show the token.
pub(super) struct Api {
    client: Client,
    /// Without the token, for addresses that are told.
    strangers: Client,
    base: Url,
    token: String,
    pacer: Pacer,
}

/// A file on its way out.
pub(super) struct Upload<'a> {
    /// The field that its server wants it in.
    pub(super) field: &'static str,
    pub(super) name: String,
    pub(super) bytes: &'a Bytes,
}

impl Api {
    pub(super) fn new(base: Url, token: String) -> anyhow::Result<Self> {
        let client = || Client::builder().connect_timeout(CONNECT).tcp_nodelay(true);
        Ok(Self {
            // A redirect would carry the token to somebody else.
            client: client().redirect(Policy::none()).build()?,
            strangers: client().redirect(Policy::limited(REDIRECTS)).build()?,
            base,
            token,
            pacer: Pacer::default(),
        })
    }

    /// Calls a method. What was one request too many is asked once more: it was not carried out.
    pub(super) async fn call(&self, method: &str, params: &Params) -> Result<Value, CallError> {
        let mut tries = 1;
        loop {
            self.pacer.turn().await;
            match self.try_to_call(method, params).await {
                Err(CallError::Refused(refusal)) if refusal.is_too_many() && tries < TRIES => {
                    self.pacer.hold(BREATH);
                    tries += 1;
                }
                Err(CallError::Refused(refusal)) if refusal.is_captcha() => {
                    tracing::error!(
                        method,
                        "VKontakte wants a captcha to be solved: look into the community"
                    );
                    return Err(refusal.into());
                }
                answered => return answered,
            }
        }
    }

    /// Calls a method that is of no importance: once, and only when nobody else waits.
    pub(super) async fn call_if_free(
        &self,
        method: &str,
        params: &Params,
    ) -> Result<(), CallError> {
        match self.pacer.turn_at_once() {
            Some(()) => self.try_to_call(method, params).await.map(|_| ()),
            None => Ok(()),
        }
    }

    async fn try_to_call(&self, method: &str, params: &Params) -> Result<Value, CallError> {
        let mut form: Vec<(&str, &str)> = params
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        form.push(("v", VERSION));

        let url = self.url(method)?;
        let post = self
            .client
            .post(url)
            .bearer_auth(&self.token)
            .form(&form)
            .timeout(QUICK);

        let mut reply = json(post.send().await?).await?;
        if reply["error"].is_object() {
            return Err(refusal(&reply["error"]).into());
        }

        let response = reply.get_mut("response").map(Value::take);
        response.ok_or_else(|| CallError::Unreachable(anyhow!("an answer in a shape of its own")))
    }

    /// Asks the server for events, which is none of the API's.
    pub(super) async fn poll(
        &self,
        server: &str,
        query: &Params,
        limit: Duration,
    ) -> Result<Value, CallError> {
        let url = Url::parse_with_params(server, query);
        let url = url
            .map_err(|_| CallError::Unreachable(anyhow!("the server for events has no address")))?;
        json(self.strangers.get(url).timeout(limit).send().await?).await
    }

    /// Brings a file to the address that was given for it.
    pub(super) async fn upload(
        &self,
        address: &str,
        file: &Upload<'_>,
    ) -> Result<Value, CallError> {
        let part = Part::stream_with_length(file.bytes.clone(), file.bytes.len() as u64)
            .file_name(file.name.clone());
        let post = self
            .strangers
            .post(address)
            .multipart(Form::new().part(file.field, part))
            .timeout(SLOW);
        let response = post.send().await?;
        let status = response.status();

        if status.is_client_error() {
            return Err(Refusal {
                code: Refusal::UPLOAD,
                words: format!("HTTP status {status} for a file"),
            }
            .into());
        }

        let reply = json(response).await?;
        match reply.get("error") {
            Some(error) => Err(Refusal {
                code: Refusal::UPLOAD,
                words: error.to_string(),
            }
            .into()),
            None => Ok(reply),
        }
    }

    /// Fetches a file by the address that a message gave.
    pub(super) async fn download(&self, address: &str, limit: u64) -> Result<Bytes, FetchError> {
        let url = Url::parse(address)
            .ok()
            .filter(|url| matches!(url.scheme(), "http" | "https"));
        let get = self
            .strangers
            .get(url.ok_or(FetchError::Gone)?)
            .timeout(SLOW);
        let response = get
            .send()
            .await
            .map_err(|error| CallError::from(error).fetching())?;

        match response.status() {
            StatusCode::OK => whole(response, limit).await,
            status if status.is_client_error() && status != StatusCode::TOO_MANY_REQUESTS => {
                Err(FetchError::Gone)
            }
            status => Err(FetchError::Unavailable(anyhow!(
                "the file's address answers {status}"
            ))),
        }
    }

    fn url(&self, method: &str) -> Result<Url, CallError> {
        let mut url = self.base.clone();
        let path = url.path_segments_mut();
        path.map_err(|()| CallError::Unreachable(anyhow!("vk.api_url has no path")))?
            .pop_if_empty()
            .extend(["method", method]);

        Ok(url)
    }
}

/// Only what VKontakte itself says counts as its word: an error page of something in between may
/// pass.
async fn json(response: Response) -> Result<Value, CallError> {
    let status = response.status();
    let body = response.bytes().await?;
    let unreadable = |_| {
        CallError::Unreachable(anyhow!(
            "HTTP status {status} without an answer of VKontakte"
        ))
    };

    serde_json::from_slice(&body).map_err(unreadable)
}

fn refusal(error: &Value) -> Refusal {
    Refusal {
        code: number(&error["error_code"]).unwrap_or(-1),
        words: words(&error["error_msg"]).unwrap_or_default(),
    }
}

async fn whole(mut response: Response, limit: u64) -> Result<Bytes, FetchError> {
    if response
        .content_length()
        .is_some_and(|length| length > limit)
    {
        return Err(FetchError::TooHeavy);
    }

    let mut bytes = BytesMut::new();
    while let Some(chunk) = response
        .chunk()
        .await
        .map_err(|error| CallError::from(error).fetching())?
    {
        if (bytes.len() + chunk.len()) as u64 > limit {
            return Err(FetchError::TooHeavy);
        }
        bytes.extend_from_slice(&chunk);
    }

    Ok(bytes.freeze())
}

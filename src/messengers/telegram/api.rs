//! Calls of the Bot API. teloxide's own client keeps only the words of a refusal and not its code,
//! sleeps ten seconds on every 5xx, gives up after 17 seconds, and takes an answer for a failure
//! when it does not know one of its fields, which would send a message twice: so its types are used
//! here, and not its client.

use std::time::Duration;

use anyhow::anyhow;
use bytes::{Bytes, BytesMut};
use reqwest::{Client, Response, StatusCode, Url, redirect::Policy};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;
use teloxide_core::requests::Payload;

use super::{
    error::{CallError, Refusal},
    lenient::{size, words},
};
use crate::messengers::FetchError;

/// For an answer that takes no work.
const QUICK: Duration = Duration::from_secs(20);
/// For an upload or a download; the outbox takes a sender for dead after a minute.
const SLOW: Duration = Duration::from_secs(50);
const CONNECT: Duration = Duration::from_secs(10);

/// A bot's access. Neither it nor its errors ever show the token, which is a part of every address.
pub(super) struct Api {
    client: Client,
    base: Url,
    token: String,
}

/// A file on its way out.
pub(super) struct Attached {
    /// What `attach://` names.
    pub(super) part: String,
    pub(super) file_name: String,
    pub(super) bytes: Bytes,
}

#[derive(Deserialize)]
struct Reply {
    ok: bool,
    #[serde(default)]
    result: Value,
    #[serde(default)]
    error_code: Value,
    #[serde(default)]
    description: Value,
    #[serde(default)]
    parameters: Value,
}

impl Api {
    pub(super) fn new(base: Url, token: String) -> anyhow::Result<Self> {
        // A redirect would carry the token to somebody else.
        let client = Client::builder()
            .connect_timeout(CONNECT)
            .redirect(Policy::none())
            .tcp_nodelay(true)
            .build()?;

        Ok(Self {
            client,
            base,
            token,
        })
    }

    /// Calls a method.
    pub(super) async fn call<P: Payload + Serialize>(
        &self,
        payload: &P,
    ) -> Result<Value, CallError> {
        self.request(method(P::NAME).as_str(), payload, QUICK).await
    }

    /// Calls a method that may wait before it answers.
    pub(super) async fn request<T: DeserializeOwned>(
        &self,
        method: &str,
        params: &impl Serialize,
        limit: Duration,
    ) -> Result<T, CallError> {
        let url = self.url(&[&self.bot(), method])?;
        read(
            self.client
                .post(url)
                .json(params)
                .timeout(limit)
                .send()
                .await?,
        )
        .await
    }

    /// Calls a method with files.
    pub(super) async fn upload(
        &self,
        method: &str,
        params: &Value,
        mut files: Vec<Attached>,
    ) -> Result<Value, CallError> {
        let mut form = reqwest::multipart::Form::new();
        for (name, value) in params
            .as_object()
            .into_iter()
            .flatten()
            .filter(|(_, value)| !value.is_null())
        {
            let attached = value
                .as_str()
                .and_then(|value| value.strip_prefix("attach://"));

            if let Some(file) =
                attached.and_then(|part| files.iter_mut().find(|file| file.part == part))
            {
                // A file that is a field of its own goes by the field's name; every server knows it
                // by that.
                file.part.clone_from(name);
                continue;
            }

            form = form.text(
                name.clone(),
                value
                    .as_str()
                    .map_or_else(|| value.to_string(), ToOwned::to_owned),
            );
        }

        for file in files {
            let length = file.bytes.len() as u64;
            let part = reqwest::multipart::Part::stream_with_length(file.bytes, length)
                .file_name(file.file_name);
            form = form.part(file.part, part);
        }

        let url = self.url(&[&self.bot(), method])?;
        read(
            self.client
                .post(url)
                .multipart(form)
                .timeout(SLOW)
                .send()
                .await?,
        )
        .await
    }

    /// Fetches a file by the path that `getFile` gave.
    pub(super) async fn download(&self, path: &str, limit: u64) -> Result<Bytes, FetchError> {
        let bot = self.bot();
        let mut segments = vec!["file"];
        segments.push(&bot);

        // Some servers write the path with a slash before it.
        segments.extend(path.trim_start_matches('/').split('/'));

        let url = self.url(&segments).map_err(CallError::fetching)?;
        let response = self
            .client
            .get(url)
            .timeout(SLOW)
            .send()
            .await
            .map_err(|error| unreachable(error).fetching())?;

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

    fn bot(&self) -> String {
        format!("bot{}", self.token)
    }

    fn url(&self, segments: &[&str]) -> Result<Url, CallError> {
        let mut url = self.base.clone();
        let path = url.path_segments_mut();
        path.map_err(|()| {
            CallError::Unreachable(anyhow!("the address of the Bot API has no path"))
        })?
        .pop_if_empty()
        .extend(segments);

        Ok(url)
    }
}

/// `SendMessage` as the documentation writes it.
pub(super) fn method(name: &str) -> String {
    let mut letters = name.chars();
    letters
        .next()
        .into_iter()
        .flat_map(char::to_lowercase)
        .chain(letters)
        .collect()
}

/// Only what the Bot API itself says counts as its word: an error page of something in between may
/// pass. What is too large for something in between will not pass, however often it is sent.
async fn read<T: DeserializeOwned>(response: Response) -> Result<T, CallError> {
    let status = response.status();
    let body = response.bytes().await?;
    let Ok(reply) = serde_json::from_slice::<Reply>(&body) else {
        if status == StatusCode::PAYLOAD_TOO_LARGE {
            return Err(CallError::Refused(Refusal::of(status)));
        }

        return Err(CallError::Unreachable(anyhow!(
            "HTTP status {status} without an answer of the Bot API"
        )));
    };

    if reply.ok {
        let unreadable =
            |error| CallError::Unreachable(anyhow!("an answer in a shape of its own: {error}"));
        return serde_json::from_value(reply.result).map_err(unreadable);
    }

    Err(CallError::Refused(Refusal {
        code: size(&reply.error_code)
            .and_then(|code| code.try_into().ok())
            .unwrap_or(status.as_u16()),
        description: words(&reply.description).unwrap_or_default(),
        retry_after: size(&reply.parameters["retry_after"]).map(Duration::from_secs),
    }))
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
        .map_err(|error| unreachable(error).fetching())?
    {
        if (bytes.len() + chunk.len()) as u64 > limit {
            return Err(FetchError::TooHeavy);
        }
        bytes.extend_from_slice(&chunk);
    }

    Ok(bytes.freeze())
}

fn unreachable(error: reqwest::Error) -> CallError {
    error.into()
}

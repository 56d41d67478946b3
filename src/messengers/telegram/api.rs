//! Calls of the Bot API over HTTP. The module head of [`super`] says why `teloxide`'s own client
//! is not used.

use std::time::Duration;

use anyhow::anyhow;
use bytes::Bytes;
use reqwest::{
    Client, Response, StatusCode, Url,
    multipart::{Form, Part},
    redirect::Policy,
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;
use teloxide::requests::Payload;

use super::{
    error::{CallError, Refusal},
    lenient::{size, string},
};
use crate::{
    messengers::{FetchError, downloads},
    reply_body,
};

/// For calls that carry no file.
const CALL_TIMEOUT: Duration = Duration::from_secs(20);
/// For an upload; the outbox considers a sender dead after a minute.
const TRANSFER_TIMEOUT: Duration = Duration::from_secs(50);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);

/// A client with a bot's token. The token is part of every URL, and neither the client nor its
/// errors ever show it.
pub(super) struct Api {
    client: Client,
    base: Url,
    token: String,
}

/// A file to be uploaded.
#[derive(Clone)]
pub(super) struct FilePart {
    /// The name after `attach://` in the parameters.
    pub(super) name: String,
    pub(super) file_name: String,
    pub(super) bytes: Bytes,
}

/// The envelope of every response.
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
        // A redirect would send the token to another server.
        let client = Client::builder()
            .connect_timeout(CONNECT_TIMEOUT)
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
        self.call_by_name(&method_name(P::NAME), payload).await
    }

    /// Calls a method by its name.
    pub(super) async fn call_by_name(
        &self,
        method: &str,
        params: &impl Serialize,
    ) -> Result<Value, CallError> {
        self.request(method, params, CALL_TIMEOUT).await
    }

    /// Calls a method with a timeout of its own.
    pub(super) async fn request<T: DeserializeOwned>(
        &self,
        method: &str,
        params: &impl Serialize,
        timeout: Duration,
    ) -> Result<T, CallError> {
        let url = self.url(&[&self.bot(), method])?;
        let request = self.client.post(url).json(params).timeout(timeout);

        read_reply(request.send().await?).await
    }

    /// Calls a method with files.
    pub(super) async fn upload(
        &self,
        method: &str,
        params: &Value,
        files: Vec<FilePart>,
    ) -> Result<Value, CallError> {
        let url = self.url(&[&self.bot(), method])?;
        let request = self
            .client
            .post(url)
            .multipart(form(params, files))
            .timeout(TRANSFER_TIMEOUT);

        read_reply(request.send().await?).await
    }

    /// Downloads a file of at most `limit` bytes by the path that `getFile` returned.
    pub(super) async fn download(&self, path: &str, limit: u64) -> Result<Bytes, FetchError> {
        let bot = self.bot();
        let mut segments = vec!["file", &bot];

        // Some servers put a slash in front of the path.
        segments.extend(path.trim_start_matches('/').split('/'));

        let url = self.url(&segments).map_err(CallError::into_fetch_error)?;
        downloads::download(&self.client, url, limit).await
    }

    fn bot(&self) -> String {
        format!("bot{}", self.token)
    }

    fn url(&self, segments: &[&str]) -> Result<Url, CallError> {
        let mut url = self.base.clone();
        url.path_segments_mut()
            .map_err(|()| CallError::Unreachable(anyhow!("telegram.api_url cannot have a path")))?
            .pop_if_empty()
            .extend(segments);

        Ok(url)
    }
}

/// The form of a call with files. A file that is a parameter of its own takes that parameter's
/// name, since every server knows it by that; the others keep the name after `attach://`.
fn form(params: &Value, mut files: Vec<FilePart>) -> Form {
    let mut form = Form::new();
    let params = params.as_object().into_iter().flatten();
    for (name, value) in params.filter(|(_, value)| !value.is_null()) {
        let attached = value
            .as_str()
            .and_then(|value| value.strip_prefix("attach://"));

        if let Some(file) =
            attached.and_then(|part| files.iter_mut().find(|file| file.name == part))
        {
            file.name.clone_from(name);
            continue;
        }

        let text = value
            .as_str()
            .map_or_else(|| value.to_string(), ToOwned::to_owned);
        form = form.text(name.clone(), text);
    }

    for file in files {
        let length = file.bytes.len() as u64;
        let part = Part::stream_with_length(file.bytes, length).file_name(file.file_name);
        form = form.part(file.name, part);
    }

    form
}

/// The name of a method as the documentation writes it: `sendMessage` for `SendMessage`.
pub(super) fn method_name(payload: &str) -> String {
    let mut letters = payload.chars();
    letters
        .next()
        .into_iter()
        .flat_map(char::to_lowercase)
        .chain(letters)
        .collect()
}

/// Only a reply of the Bot API itself is final. An error page of a proxy may be temporary, except
/// 413: what is too large for a proxy will be too large the next time as well.
async fn read_reply<T: DeserializeOwned>(response: Response) -> Result<T, CallError> {
    let status = response.status();
    let body = reply_body::read(response).await?;
    let Ok(reply) = serde_json::from_slice::<Reply>(&body) else {
        if status == StatusCode::PAYLOAD_TOO_LARGE {
            return Err(CallError::Refused(Refusal::from_status(status)));
        }

        return Err(CallError::Unreachable(anyhow!(
            "HTTP status {status} without a reply of the Bot API"
        )));
    };

    if reply.ok {
        return serde_json::from_value(reply.result).map_err(|error| {
            CallError::Unreachable(anyhow!("a reply in an unknown format: {error}"))
        });
    }

    Err(CallError::Refused(Refusal {
        code: size(&reply.error_code)
            .and_then(|code| code.try_into().ok())
            .unwrap_or(status.as_u16()),
        description: string(&reply.description).unwrap_or_default(),
        retry_after: size(&reply.parameters["retry_after"]).map(Duration::from_secs),
    }))
}

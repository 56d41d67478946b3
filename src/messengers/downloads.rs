//! Downloads of files that people sent, from the servers of messengers.

use std::time::Duration;

use anyhow::anyhow;
use bytes::Bytes;
use reqwest::{Client, Response, StatusCode, Url};

use super::FetchError;
use crate::reply_body::{self, ReplyBodyError};

/// How long a download may take.
const TIMEOUT: Duration = Duration::from_secs(50);

/// Downloads a file of at most `limit` bytes.
pub(in crate::messengers) async fn download(
    client: &Client,
    url: Url,
    limit: u64,
) -> Result<Bytes, FetchError> {
    let request = client.get(url).timeout(TIMEOUT);
    let response = request.send().await.map_err(unavailable)?;

    match response.status() {
        StatusCode::OK => read_file(response, limit).await,
        status if status.is_client_error() && status != StatusCode::TOO_MANY_REQUESTS => {
            Err(FetchError::Gone)
        }
        status => Err(FetchError::Unavailable(anyhow!(
            "the file's URL returns {status}"
        ))),
    }
}

/// Downloads a file from the URL in a message.
pub(in crate::messengers) async fn download_from_text(
    client: &Client,
    url: &str,
    limit: u64,
) -> Result<Bytes, FetchError> {
    let url = Url::parse(url)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https"))
        .ok_or(FetchError::Gone)?;

    download(client, url, limit).await
}

async fn read_file(response: Response, limit: u64) -> Result<Bytes, FetchError> {
    reply_body::read_at_most(response, limit)
        .await
        .map_err(|error| match error {
            ReplyBodyError::TooLarge { .. } => FetchError::TooLarge,
            ReplyBodyError::Broken(_) => FetchError::Unavailable(error.into()),
        })
}

/// Removes the URL, which may contain a token or a key.
fn unavailable(error: reqwest::Error) -> FetchError {
    FetchError::Unavailable(error.without_url().into())
}

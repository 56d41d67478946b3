//! Calls of YooKassa's API: which answers are its word, and which leave open whether it did the
//! work.

use std::{fmt::Write, time::Duration};

use anyhow::anyhow;
use reqwest::{Client, RequestBuilder, Response, StatusCode, Url, redirect::Policy};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::payments::PaymentError;

const CONNECT: Duration = Duration::from_secs(10);
const LIMIT: Duration = Duration::from_secs(30);
/// As many letters of an order's hash as tell it from any other of the same purchase.
const MARK: usize = 16;

/// A shop's access. Neither it nor its errors show the key.
pub(super) struct Api {
    client: Client,
    base: Url,
    shop_id: String,
    secret_key: String,
}

/// A no of the API.
#[derive(Deserialize)]
struct Refusal {
    code: String,
    #[serde(default)]
    description: String,
    parameter: Option<String>,
}

impl Api {
    pub(super) fn new(base: Url, shop_id: String, secret_key: String) -> anyhow::Result<Self> {
        // A redirect would carry the key to somebody else.
        let client = Client::builder()
            .connect_timeout(CONNECT)
            .timeout(LIMIT)
            .redirect(Policy::none())
            .build()?;

        Ok(Self {
            client,
            base,
            shop_id,
            secret_key,
        })
    }

    /// Reads an object.
    pub(super) async fn get<T: DeserializeOwned>(&self, path: &[&str]) -> Result<T, PaymentError> {
        self.send(self.client.get(self.url(path)?)).await
    }

    /// Makes an object; the same one, however often the same key comes.
    pub(super) async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        key: &str,
        order: &Value,
    ) -> Result<T, PaymentError> {
        self.send(
            self.client
                .post(self.url(&[path])?)
                .header("idempotence-key", key)
                .json(order),
        )
        .await
    }

    async fn send<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, PaymentError> {
        let request = request.basic_auth(&self.shop_id, Some(&self.secret_key));
        read(request.send().await.map_err(unreachable)?).await
    }

    fn url(&self, path: &[&str]) -> Result<Url, PaymentError> {
        let mut url = self.base.clone();
        let segments = url.path_segments_mut();
        segments
            .map_err(|()| {
                PaymentError::Unavailable(anyhow!("the address of YooKassa's API has no path"))
            })?
            .pop_if_empty()
            .extend(path);

        Ok(url)
    }
}

/// The key of an order. YooKassa refuses a known key with another order, and settings that stand in
/// an order may have changed between two tries; nobody has the address of the first one then, so
/// that a second may take its place.
pub(super) fn key(name: &str, order: &Value) -> String {
    let hash = Sha256::digest(order.to_string().as_bytes());
    let mark = hash
        .iter()
        .take(MARK / 2)
        .fold(String::new(), |mut mark, byte| {
            // Writing to a string does not fail.
            let _ = write!(mark, "{byte:02x}");
            mark
        });

    format!("{name}-{mark}")
}

/// What is not surely a no may have been done: it is asked for again under the same key.
async fn read<T: DeserializeOwned>(response: Response) -> Result<T, PaymentError> {
    let status = response.status();
    let body = response.bytes().await.map_err(unreachable)?;
    if status == StatusCode::OK {
        let unreadable =
            |error| PaymentError::Unavailable(anyhow!("an answer in a shape of its own: {error}"));
        return serde_json::from_slice(&body).map_err(unreadable);
    }

    match serde_json::from_slice::<Refusal>(&body) {
        Ok(refusal) if is_final(status) => Err(PaymentError::Refused(refusal.words())),
        Ok(refusal) => Err(PaymentError::Unavailable(anyhow!(
            "HTTP status {status}: {}",
            refusal.words()
        ))),
        Err(_) => Err(PaymentError::Unavailable(anyhow!(
            "HTTP status {status} without an answer of YooKassa"
        ))),
    }
}

/// A key that is not accepted is the operator's to put right: what waits goes on waiting.
fn is_final(status: StatusCode) -> bool {
    let later = [
        StatusCode::UNAUTHORIZED,
        StatusCode::FORBIDDEN,
        StatusCode::TOO_MANY_REQUESTS,
    ];
    status.is_client_error() && !later.contains(&status)
}

fn unreachable(error: reqwest::Error) -> PaymentError {
    PaymentError::Unavailable(error.into())
}

impl Refusal {
    fn words(self) -> String {
        let parameter = self
            .parameter
            .map(|parameter| format!(" ({parameter})"))
            .unwrap_or_default();
        format!("{} {}{parameter}", self.code, self.description)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_same_order_has_the_same_key_and_another_has_another() {
        let order = |url: &str| json!({ "confirmation": { "return_url": url } });
        assert_eq!(
            key("1y2p0ij32e8e7", &order("a")),
            key("1y2p0ij32e8e7", &order("a"))
        );

        assert_ne!(
            key("1y2p0ij32e8e7", &order("a")),
            key("1y2p0ij32e8e7", &order("b"))
        );

        assert!(key("refund-2419a771-000f-5000-9000-1edaf29243f2", &order("a")).len() <= 64);
    }
}

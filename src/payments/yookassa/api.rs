//! Calls of YooKassa's API: which replies are final, and which leave open whether the call was
//! executed.

use std::time::Duration;

use anyhow::anyhow;
use reqwest::{Client, RequestBuilder, Response, StatusCode, Url, redirect::Policy};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{payments::PaymentError, reply_body};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const CALL_TIMEOUT: Duration = Duration::from_secs(30);
/// How many bytes of a body's hash its key contains: enough to tell apart the bodies of one
/// purchase, and few enough to fit into YooKassa's 64 characters.
const HASH_BYTES: usize = 8;

/// A client with a shop's key. Neither the client nor its errors show the key.
pub(super) struct Api {
    client: Client,
    base: Url,
    shop_id: String,
    secret_key: String,
}

/// An error that the API returned.
#[derive(Deserialize)]
struct Refusal {
    code: String,
    #[serde(default)]
    description: String,
    parameter: Option<String>,
}

impl Api {
    pub(super) fn new(base: Url, shop_id: String, secret_key: String) -> anyhow::Result<Self> {
        // A redirect would send the key to another server.
        let client = Client::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(CALL_TIMEOUT)
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

    /// Reads a page of a list.
    pub(super) async fn list<T: DeserializeOwned>(
        &self,
        path: &str,
        query: &[(&str, &str)],
    ) -> Result<T, PaymentError> {
        let mut url = self.url(&[path])?;
        url.query_pairs_mut().extend_pairs(query);

        self.send(self.client.get(url)).await
    }

    /// Creates an object, or returns the one that was created with the same key.
    pub(super) async fn post<T: DeserializeOwned>(
        &self,
        path: &str,
        key: &str,
        body: &Value,
    ) -> Result<T, PaymentError> {
        let request = self
            .client
            .post(self.url(&[path])?)
            .header("idempotence-key", key)
            .json(body);

        self.send(request).await
    }

    async fn send<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, PaymentError> {
        let request = request.basic_auth(&self.shop_id, Some(&self.secret_key));
        read_reply(request.send().await.map_err(unavailable)?).await
    }

    fn url(&self, path: &[&str]) -> Result<Url, PaymentError> {
        let mut url = self.base.clone();
        url.path_segments_mut()
            .map_err(|()| {
                PaymentError::Unavailable(anyhow!("the URL of YooKassa's API cannot have a path"))
            })?
            .pop_if_empty()
            .extend(path);

        Ok(url)
    }
}

/// The idempotence key of a call. It contains a hash of the body, because YooKassa refuses a known
/// key with another body, and the body depends on settings that may change between two tries. The
/// new payment may take the place of the first one: nobody has seen the first one's page.
pub(super) fn idempotence_key(name: &str, body: &Value) -> String {
    let hash = Sha256::digest(body.to_string().as_bytes());
    format!("{name}-{}", hex::encode(&hash[..HASH_BYTES]))
}

/// Any failure that is not a clear refusal leaves open whether the call was executed, and is
/// repeated with the same key.
async fn read_reply<T: DeserializeOwned>(response: Response) -> Result<T, PaymentError> {
    let status = response.status();
    let body = reply_body::read(response)
        .await
        .map_err(|error| PaymentError::Unavailable(error.into()))?;
    if status == StatusCode::OK {
        return serde_json::from_slice(&body).map_err(|error| {
            PaymentError::Unavailable(anyhow!("a reply in an unknown format: {error}"))
        });
    }

    match serde_json::from_slice::<Refusal>(&body) {
        Ok(refusal) if is_final(status) => Err(PaymentError::Refused(refusal.message())),
        Ok(refusal) => Err(PaymentError::Unavailable(anyhow!(
            "HTTP status {status}: {}",
            refusal.message()
        ))),
        Err(_) => Err(PaymentError::Unavailable(anyhow!(
            "HTTP status {status} without a reply of YooKassa"
        ))),
    }
}

/// A rejected key is the operator's problem: what waits goes on waiting.
fn is_final(status: StatusCode) -> bool {
    let temporary = [
        StatusCode::UNAUTHORIZED,
        StatusCode::FORBIDDEN,
        StatusCode::TOO_MANY_REQUESTS,
    ];

    status.is_client_error() && !temporary.contains(&status)
}

fn unavailable(error: reqwest::Error) -> PaymentError {
    PaymentError::Unavailable(error.into())
}

impl Refusal {
    fn message(self) -> String {
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
    fn the_same_body_has_the_same_key_and_another_has_another() {
        let body = |url: &str| json!({ "confirmation": { "return_url": url } });
        assert_eq!(
            idempotence_key("1y2p0ij32e8e7", &body("a")),
            idempotence_key("1y2p0ij32e8e7", &body("a"))
        );

        assert_ne!(
            idempotence_key("1y2p0ij32e8e7", &body("a")),
            idempotence_key("1y2p0ij32e8e7", &body("b"))
        );

        let refund = "refund-2419a771-000f-5000-9000-1edaf29243f2";
        assert!(idempotence_key(refund, &body("a")).len() <= 64);
    }
}

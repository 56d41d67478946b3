//! Calls of Stripe's API: which replies are final, and which leave open whether the call was
//! executed.

use std::time::Duration;

use anyhow::anyhow;
use reqwest::{Client, RequestBuilder, Response, StatusCode, Url, redirect::Policy};
use serde::{Deserialize, de::DeserializeOwned};
use sha2::{Digest, Sha256};

use crate::{payments::PaymentError, reply_body};

/// The version whose formats are read here, whatever the account's own version is.
const VERSION: &str = "2025-09-30.clover";
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
const CALL_TIMEOUT: Duration = Duration::from_secs(30);
/// How many bytes of a form's hash its key contains.
const HASH_BYTES: usize = 8;
/// How many keys are tried for one call. A further one is needed only where Stripe has kept an
/// error of its own as the answer to a key.
const MOST_KEYS: u32 = 5;

/// A client with an account's key. Neither the client nor its errors show the key.
pub(super) struct Api {
    client: Client,
    base: Url,
    secret_key: String,
}

/// An error that the API returned.
#[derive(Deserialize)]
struct Refusal {
    error: RefusalDetails,
}

#[derive(Deserialize)]
struct RefusalDetails {
    #[serde(rename = "type")]
    kind: String,
    code: Option<String>,
    #[serde(default)]
    message: String,
    param: Option<String>,
}

/// A reply that was read, or an error that the key will bring each time.
enum Reply<T> {
    Object(T),
    KeptError(PaymentError),
}

impl Api {
    pub(super) fn new(base: Url, secret_key: String) -> anyhow::Result<Self> {
        // A redirect would send the key to another server.
        let client = Client::builder()
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(CALL_TIMEOUT)
            .redirect(Policy::none())
            .build()?;

        Ok(Self {
            client,
            base,
            secret_key,
        })
    }

    /// Whether the key moves no money.
    pub(super) fn is_test(&self) -> bool {
        self.secret_key.contains("_test_")
    }

    /// Reads an object or a list.
    pub(super) async fn get<T: DeserializeOwned>(
        &self,
        path: &[&str],
        query: &[(&str, &str)],
    ) -> Result<T, PaymentError> {
        let mut url = self.url(path)?;
        url.query_pairs_mut().extend_pairs(query);

        match self.send(self.client.get(url)).await? {
            Reply::Object(object) => Ok(object),
            Reply::KeptError(error) => Err(error),
        }
    }

    /// Creates an object, or returns the one that was created with the same name and form.
    ///
    /// Stripe keeps the answer to each key, also an internal error of its own, and gives the same
    /// one to every repetition. The outcome behind a kept error will never be known, so the call is
    /// made with the next key. The order of the keys is always the same: however often this is
    /// begun again, it comes to the same one.
    pub(super) async fn post<T: DeserializeOwned>(
        &self,
        path: &[&str],
        name: &str,
        form: &[(String, String)],
    ) -> Result<T, PaymentError> {
        let mut number = 1;
        loop {
            let key = idempotency_key(name, form, number);
            let request = self
                .client
                .post(self.url(path)?)
                .header("idempotency-key", key)
                .form(form);

            match self.send(request).await? {
                Reply::Object(object) => return Ok(object),
                Reply::KeptError(error) if number == MOST_KEYS => return Err(error),
                Reply::KeptError(_) => number += 1,
            }
        }
    }

    async fn send<T: DeserializeOwned>(
        &self,
        request: RequestBuilder,
    ) -> Result<Reply<T>, PaymentError> {
        let request = request
            .bearer_auth(&self.secret_key)
            .header("stripe-version", VERSION);

        read_reply(request.send().await.map_err(unavailable)?).await
    }

    fn url(&self, path: &[&str]) -> Result<Url, PaymentError> {
        let mut url = self.base.clone();
        url.path_segments_mut()
            .map_err(|()| {
                PaymentError::Unavailable(anyhow!("the URL of Stripe's API cannot have a path"))
            })?
            .pop_if_empty()
            .extend(path);

        Ok(url)
    }
}

/// The idempotency key of a call. It contains a hash of the form, because Stripe refuses a known
/// key with another form, and the form depends on settings that may change between two tries. The
/// new session may take the place of the first one: nobody has seen the first one's page.
fn idempotency_key(name: &str, form: &[(String, String)], number: u32) -> String {
    let mut hash = Sha256::new();
    for (field, value) in form {
        hash.update(field.as_bytes());
        hash.update([0]);
        hash.update(value.as_bytes());
        hash.update([0]);
    }

    let hash = hash.finalize();
    format!("{name}-{}-{number}", hex::encode(&hash[..HASH_BYTES]))
}

/// Any failure that is not a clear refusal leaves open whether the call was executed, and is
/// repeated with the same key.
async fn read_reply<T: DeserializeOwned>(response: Response) -> Result<Reply<T>, PaymentError> {
    let status = response.status();
    let is_replayed = response.headers().contains_key("idempotent-replayed");
    let body = reply_body::read(response)
        .await
        .map_err(|error| PaymentError::Unavailable(error.into()))?;
    if status == StatusCode::OK {
        return serde_json::from_slice(&body)
            .map(Reply::Object)
            .map_err(|error| {
                PaymentError::Unavailable(anyhow!("a reply in an unknown format: {error}"))
            });
    }

    let refusal = serde_json::from_slice::<Refusal>(&body).ok();
    let message = match &refusal {
        Some(refusal) => refusal.error.message(),
        None => "without a reply of Stripe".to_owned(),
    };

    if refusal.is_some_and(|refusal| is_final(status, &refusal.error)) {
        return Err(PaymentError::Refused(message));
    }

    let error = PaymentError::Unavailable(anyhow!("HTTP status {status}: {message}"));
    if is_replayed && status.is_server_error() {
        return Ok(Reply::KeptError(error));
    }

    Err(error)
}

/// A rejected key is the operator's problem, and a conflict is one with ourselves: what waits goes
/// on waiting.
fn is_final(status: StatusCode, error: &RefusalDetails) -> bool {
    let temporary = [
        StatusCode::UNAUTHORIZED,
        StatusCode::FORBIDDEN,
        StatusCode::CONFLICT,
        StatusCode::TOO_MANY_REQUESTS,
    ];

    status.is_client_error() && !temporary.contains(&status) && error.kind != "idempotency_error"
}

fn unavailable(error: reqwest::Error) -> PaymentError {
    // The URL has ids of payments and nothing else, but it is not needed either.
    PaymentError::Unavailable(error.without_url().into())
}

impl RefusalDetails {
    fn message(&self) -> String {
        let parameter = self.param.as_deref().map(|name| format!(" ({name})"));
        let code = self.code.as_deref().unwrap_or(&self.kind);

        format!("{code} {}{}", self.message, parameter.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(url: &str) -> Vec<(String, String)> {
        vec![("success_url".to_owned(), url.to_owned())]
    }

    #[test]
    fn the_same_form_has_the_same_key_and_another_has_another() {
        let key = |url: &str, number| idempotency_key("1y2p0ij32e8e7", &form(url), number);
        assert_eq!(key("a", 1), key("a", 1));
        assert_ne!(key("a", 1), key("b", 1));
        assert_ne!(key("a", 1), key("a", 2));
        assert!(key("a", 1).len() <= 255);
    }

    #[test]
    fn what_may_go_well_the_next_time_is_not_final() {
        let error = |kind: &str| RefusalDetails {
            kind: kind.to_owned(),
            code: None,
            message: String::new(),
            param: None,
        };
        let request = error("invalid_request_error");

        assert!(is_final(StatusCode::BAD_REQUEST, &request));
        assert!(is_final(StatusCode::NOT_FOUND, &request));
        for status in [401, 403, 409, 429, 500, 503] {
            assert!(!is_final(StatusCode::from_u16(status).unwrap(), &request));
        }

        let mismatch = error("idempotency_error");
        assert!(!is_final(StatusCode::BAD_REQUEST, &mismatch));
    }
}

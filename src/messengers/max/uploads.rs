//! Uploads pictures and films, and keeps the tokens that MAX gives for them. MAX processes a file for a while
//! before it can be attached; a message that is tried again then finds its token here.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use anyhow::anyhow;
use reqwest::Method;
use serde_json::Value;

use super::{
    Max,
    api::{Call, Upload},
    content::{Media, MediaKind},
    error::CallError,
    files::LoadedPicture,
    lenient::string,
};
use crate::domain::picture::PictureRef;

/// How many tokens are kept. A lost one costs only another upload.
const CAPACITY: usize = 10_000;

/// The tokens of files that MAX has.
#[derive(Default)]
pub(super) struct TokenCache(Mutex<HashMap<TokenKey, String>>);

/// A file as people see it: a document has its name.
#[derive(Clone, PartialEq, Eq, Hash)]
struct TokenKey {
    picture: PictureRef,
    kind: MediaKind,
    file_name: String,
}

impl TokenCache {
    pub(super) fn remove(&self, pictures: impl Iterator<Item = PictureRef>) {
        let mut tokens = self.lock();
        for picture in pictures {
            tokens.retain(|key, _| key.picture != picture);
        }
    }

    /// Whether a token of one of these pictures is kept.
    pub(super) fn has_any(&self, mut pictures: impl Iterator<Item = PictureRef>) -> bool {
        let tokens = self.lock();
        pictures.any(|picture| tokens.keys().any(|key| key.picture == picture))
    }

    fn get(&self, key: &TokenKey) -> Option<String> {
        self.lock().get(key).cloned()
    }

    fn insert(&self, key: TokenKey, token: String) {
        let mut tokens = self.lock();
        if tokens.len() >= CAPACITY {
            tokens.clear();
        }
        tokens.insert(key, token);
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<TokenKey, String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Max {
    /// Uploads a picture, unless MAX has it. `stem` is the file name without its extension.
    pub(super) async fn upload(
        &self,
        kind: MediaKind,
        picture: &LoadedPicture,
        stem: &str,
    ) -> Result<Media, CallError> {
        let key = TokenKey {
            picture: picture.picture,
            kind,
            file_name: picture.file_name(stem),
        };
        if let Some(token) = self.tokens.get(&key) {
            return Ok(Media { kind, token });
        }

        let token = self
            .upload_with_retry(kind, picture, &key.file_name)
            .await?;
        self.tokens.insert(key, token.clone());

        Ok(Media { kind, token })
    }

    /// Tries again with a new URL if the first has expired or the connection broke. Otherwise a
    /// message with many pictures would start over from its first one.
    async fn upload_with_retry(
        &self,
        kind: MediaKind,
        picture: &LoadedPicture,
        file_name: &str,
    ) -> Result<String, CallError> {
        match self.try_upload(kind, picture, file_name).await {
            Err(CallError::Refused(refusal)) if !refusal.is_upload() => Err(refusal.into()),
            Err(_) => self.try_upload(kind, picture, file_name).await,
            token => token,
        }
    }

    async fn try_upload(
        &self,
        kind: MediaKind,
        picture: &LoadedPicture,
        file_name: &str,
    ) -> Result<String, CallError> {
        let call =
            Call::new(Method::POST, "uploads").with_query(vec![("type", kind.name().to_owned())]);
        let reply = self.api.call(&call).await?;
        let url = string(&reply["url"])
            .ok_or_else(|| CallError::Unreachable(anyhow!("no URL for an upload")))?;

        let file = Upload {
            file_name: file_name.to_owned(),
            bytes: &picture.bytes,
        };
        let uploaded = self.api.upload(&url, &file).await?;

        // The token of a video comes with the URL.
        token(&uploaded)
            .or_else(|| token(&reply))
            .ok_or_else(|| CallError::Unreachable(anyhow!("no token for an uploaded file")))
    }
}

/// The token of a file, or that of an image, which stands among its sizes.
fn token(uploaded: &Value) -> Option<String> {
    let photos = uploaded["photos"].as_object();
    let photo = photos.and_then(|photos| photos.values().next());

    photo
        .and_then(|photo| string(&photo["token"]))
        .or_else(|| string(&uploaded["token"]))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_token_is_found_where_it_stands() {
        let image = json!({ "photos": { "3JJv==": { "token": "a" } } });
        assert_eq!(token(&image).as_deref(), Some("a"));
        assert_eq!(
            token(&json!({ "fileId": 1, "token": "b" })).as_deref(),
            Some("b")
        );

        for odd in [
            json!({ "photos": {} }),
            json!({ "error_code": 1 }),
            json!(null),
        ] {
            assert_eq!(token(&odd), None);
        }
    }
}

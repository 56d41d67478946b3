//! Uploads pictures and documents, and caches the attachments that VKontakte makes of them.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use anyhow::anyhow;
use serde_json::Value;

use super::{
    Vk,
    api::{Params, Upload},
    error::CallError,
    files::{LoadedPicture, PICTURE},
    lenient::{number, string},
};
use crate::domain::picture::PictureRef;

/// How many attachments are cached. A lost one costs only another upload.
const CAPACITY: usize = 10_000;

/// The attachments of pictures that VKontakte has.
#[derive(Default)]
pub(super) struct AttachmentCache(Mutex<HashMap<PictureRef, String>>);

impl AttachmentCache {
    fn insert(&self, picture: PictureRef, attachment: &str) {
        let mut attachments = self.lock();
        if attachments.len() > CAPACITY {
            attachments.clear();
        }
        attachments.insert(picture, attachment.to_owned());
    }

    pub(super) fn remove(&self, pictures: impl Iterator<Item = PictureRef>) {
        let mut attachments = self.lock();
        for picture in pictures {
            attachments.remove(&picture);
        }
    }

    pub(super) fn get(&self, picture: PictureRef) -> Option<String> {
        self.lock().get(&picture).cloned()
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<PictureRef, String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Vk {
    /// Uploads a picture as a photo, or as a document if VKontakte does not accept it as a photo.
    pub(super) async fn upload_photo(
        &self,
        peer: i64,
        picture: &LoadedPicture,
    ) -> Result<String, CallError> {
        if let Some(attachment) = self.attachments.get(picture.picture) {
            return Ok(attachment);
        }

        let upload = || self.try_upload_photo(peer, picture);
        let photo = match self.upload_with_retry(peer, upload).await {
            Err(CallError::Refused(refusal)) if refusal.is_upload() => {
                tracing::warn!(%refusal, "VKontakte does not accept a picture as a photo; it is sent as a document");
                return self.upload_document(peer, picture, PICTURE).await;
            }
            photo => photo?,
        };
        self.attachments.insert(picture.picture, &photo);

        Ok(photo)
    }

    /// Uploads a picture for a card.
    pub(super) async fn upload_card_photo(
        &self,
        peer: i64,
        card: &LoadedPicture,
    ) -> Result<String, CallError> {
        if let Some(attachment) = self.card_photos.get(card.picture) {
            return Ok(attachment);
        }

        let upload = || self.try_upload_photo(peer, card);
        let photo = self.upload_with_retry(peer, upload).await?;
        self.card_photos.insert(card.picture, &photo);

        Ok(photo)
    }

    /// Uploads a film, which is a GIF: VKontakte plays documents of that kind.
    pub(super) async fn upload_film(
        &self,
        peer: i64,
        film: &LoadedPicture,
    ) -> Result<String, CallError> {
        let document = self.upload_document(peer, film, PICTURE).await?;
        self.attachments.insert(film.picture, &document);

        Ok(document)
    }

    /// Uploads a file as it is.
    pub(super) async fn upload_document(
        &self,
        peer: i64,
        file: &LoadedPicture,
        stem: &str,
    ) -> Result<String, CallError> {
        let upload = || self.try_upload_document(peer, file, stem);
        self.upload_with_retry(peer, upload).await
    }

    /// Tries again with a new URL if the first has expired or the connection broke. Otherwise a
    /// message with many pictures would start over from its first one.
    async fn upload_with_retry<F: Future<Output = Result<String, CallError>>>(
        &self,
        peer: i64,
        upload: impl Fn() -> F,
    ) -> Result<String, CallError> {
        self.show_typing(peer);

        match upload().await {
            Err(CallError::Refused(refusal)) if !refusal.is_upload() => Err(refusal.into()),
            Err(_) => upload().await,
            attachment => attachment,
        }
    }

    async fn try_upload_photo(
        &self,
        peer: i64,
        picture: &LoadedPicture,
    ) -> Result<String, CallError> {
        let file = Upload {
            field: "photo",
            file_name: picture.file_name(PICTURE),
            bytes: &picture.bytes,
        };

        // A public picture is uploaded without a chat, since it is shown in many.
        let is_private = matches!(picture.picture, PictureRef::Own(_));
        let params = is_private.then(|| ("peer_id", peer.to_string()));
        let url = self
            .upload_url(
                "photos.getMessagesUploadServer",
                params.into_iter().collect(),
            )
            .await?;

        let uploaded = self.api.upload(&url, &file).await?;
        let field = |name: &'static str| (name, string(&uploaded[name]).unwrap_or_default());
        let params = vec![field("server"), field("photo"), field("hash")];
        let saved = self.api.call("photos.saveMessagesPhoto", &params).await?;

        attachment("photo", &saved[0])
    }

    async fn try_upload_document(
        &self,
        peer: i64,
        file: &LoadedPicture,
        stem: &str,
    ) -> Result<String, CallError> {
        let file_name = file.file_name(stem);
        let file = Upload {
            field: "file",
            file_name: file_name.clone(),
            bytes: &file.bytes,
        };
        let params = vec![("type", "doc".to_owned()), ("peer_id", peer.to_string())];
        let url = self
            .upload_url("docs.getMessagesUploadServer", params)
            .await?;

        let uploaded = self.api.upload(&url, &file).await?;
        let params = vec![
            ("file", string(&uploaded["file"]).unwrap_or_default()),
            ("title", file_name),
        ];
        let saved = self.api.call("docs.save", &params).await?;

        // Before version 5.84 it was a list of documents.
        let document = if saved["doc"].is_object() {
            &saved["doc"]
        } else {
            &saved[0]
        };

        attachment("doc", document)
    }

    async fn upload_url(&self, method: &str, params: Params) -> Result<String, CallError> {
        let reply = self.api.call(method, &params).await?;
        string(&reply["upload_url"])
            .ok_or_else(|| CallError::Unreachable(anyhow!("no URL for an upload")))
    }
}

/// An attachment as `messages.send` expects it: type, owner, id, and the access key if there is one.
fn attachment(kind: &str, saved: &Value) -> Result<String, CallError> {
    let without_id = || CallError::Unreachable(anyhow!("a saved file without an id"));
    let owner = number(&saved["owner_id"]).ok_or_else(without_id)?;
    let id = number(&saved["id"]).ok_or_else(without_id)?;
    let key = string(&saved["access_key"])
        .map(|key| format!("_{key}"))
        .unwrap_or_default();

    Ok(format!("{kind}{owner}_{id}{key}"))
}

/// An attachment without its type and access key.
pub(super) fn owner_and_id(attachment: &str) -> &str {
    let object = attachment.trim_start_matches(|letter: char| letter.is_ascii_lowercase());
    let end = object
        .match_indices('_')
        .nth(1)
        .map_or(object.len(), |(index, _)| index);

    &object[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_names_a_photo_by_its_owner_and_id() {
        assert_eq!(owner_and_id("photo-5_12_abc1"), "-5_12");
        assert_eq!(owner_and_id("photo-5_12"), "-5_12");
        assert_eq!(owner_and_id("photo7_12_f_f"), "7_12");
    }
}

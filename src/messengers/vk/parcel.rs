//! The pictures of a message: brought to a server for files, saved, and named by what VKontakte
//! calls an attachment.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use anyhow::anyhow;
use serde_json::Value;

use super::{
    Vk,
    api::{Params, Upload},
    error::CallError,
    files::{PICTURE, Picture},
    lenient::{number, words},
};
use crate::domain::picture::PictureRef;

/// Names kept at a time; they cost nothing but an upload when they are gone.
const MOST_KNOWN: usize = 10_000;

/// The attachments by which VKontakte knows pictures.
#[derive(Default)]
pub(super) struct Known(Mutex<HashMap<PictureRef, String>>);

impl Known {
    fn learn(&self, picture: PictureRef, attachment: &str) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() > MOST_KNOWN {
            known.clear();
        }
        known.insert(picture, attachment.to_owned());
    }

    pub(super) fn forget(&self, pictures: impl Iterator<Item = PictureRef>) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for picture in pictures {
            known.remove(&picture);
        }
    }

    pub(super) fn of(&self, picture: PictureRef) -> Option<String> {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get(&picture)
            .cloned()
    }
}

impl Vk {
    /// A picture to look at; as a document if it is no photo to VKontakte.
    pub(super) async fn photo(&self, peer: i64, picture: &Picture) -> Result<String, CallError> {
        if let Some(known) = self.known.of(picture.picture) {
            return Ok(known);
        }

        let photo = match self.anew(peer, || self.try_photo(peer, picture)).await {
            Err(CallError::Refused(refusal)) if refusal.is_upload() => {
                tracing::warn!(%refusal, "a picture is no photo to VKontakte, and goes as a document");
                return self.document(peer, picture, PICTURE).await;
            }
            photo => photo?,
        };
        self.known.learn(picture.picture, &photo);

        Ok(photo)
    }

    /// A picture for a card.
    pub(super) async fn card_photo(&self, peer: i64, card: &Picture) -> Result<String, CallError> {
        if let Some(known) = self.cards.of(card.picture) {
            return Ok(known);
        }

        let photo = self.anew(peer, || self.try_photo(peer, card)).await?;
        self.cards.learn(card.picture, &photo);

        Ok(photo)
    }

    /// A file, byte for byte.
    pub(super) async fn document(
        &self,
        peer: i64,
        file: &Picture,
        name: &str,
    ) -> Result<String, CallError> {
        self.anew(peer, || self.try_document(peer, file, name))
            .await
    }

    /// Once more, by a new address, when the first one was too old or a connection broke: a message
    /// of many pictures would else begin from its first one.
    async fn anew<F: Future<Output = Result<String, CallError>>>(
        &self,
        peer: i64,
        bring: impl Fn() -> F,
    ) -> Result<String, CallError> {
        self.show_typing(peer);
        match bring().await {
            Err(CallError::Refused(refusal)) if !refusal.is_upload() => Err(refusal.into()),
            Err(_) => bring().await,
            brought => brought,
        }
    }

    async fn try_photo(&self, peer: i64, picture: &Picture) -> Result<String, CallError> {
        let file = Upload {
            field: "photo",
            name: picture.file_name(PICTURE),
            bytes: &picture.bytes,
        };

        // What everybody may see is shown in many chats.
        let peer =
            matches!(picture.picture, PictureRef::Own(_)).then_some(("peer_id", peer.to_string()));
        let address = self
            .upload_address("photos.getMessagesUploadServer", peer.into_iter().collect())
            .await?;
        let brought = self.api.upload(&address, &file).await?;
        let field = |name: &'static str| (name, words(&brought[name]).unwrap_or_default());
        let params = vec![field("server"), field("photo"), field("hash")];

        let saved = self.api.call("photos.saveMessagesPhoto", &params).await?;
        attachment("photo", &saved[0])
    }

    async fn try_document(
        &self,
        peer: i64,
        file: &Picture,
        name: &str,
    ) -> Result<String, CallError> {
        let name = file.file_name(name);
        let file = Upload {
            field: "file",
            name: name.clone(),
            bytes: &file.bytes,
        };
        let params = vec![("type", "doc".to_owned()), ("peer_id", peer.to_string())];
        let address = self
            .upload_address("docs.getMessagesUploadServer", params)
            .await?;

        let brought = self.api.upload(&address, &file).await?;
        let params = vec![
            ("file", words(&brought["file"]).unwrap_or_default()),
            ("title", name),
        ];
        let saved = self.api.call("docs.save", &params).await?;

        // Before 5.84 it was a list of documents.
        attachment(
            "doc",
            if saved["doc"].is_object() {
                &saved["doc"]
            } else {
                &saved[0]
            },
        )
    }

    async fn upload_address(&self, method: &str, params: Params) -> Result<String, CallError> {
        let reply = self.api.call(method, &params).await?;
        words(&reply["upload_url"])
            .ok_or_else(|| CallError::Unreachable(anyhow!("no address for a file")))
    }
}

/// As messages.send wants it: kind, owner, number, and the key where there is one.
fn attachment(kind: &str, saved: &Value) -> Result<String, CallError> {
    let unnamed = || CallError::Unreachable(anyhow!("a saved file without a number"));
    let (owner, id) = number(&saved["owner_id"])
        .zip(number(&saved["id"]))
        .ok_or_else(unnamed)?;

    let key = words(&saved["access_key"])
        .map(|key| format!("_{key}"))
        .unwrap_or_default();

    Ok(format!("{kind}{owner}_{id}{key}"))
}

/// Owner and number of an attachment, without its kind and key.
pub(super) fn object(attachment: &str) -> &str {
    let object = attachment.trim_start_matches(|letter: char| letter.is_ascii_lowercase());
    let end = object
        .match_indices('_')
        .nth(1)
        .map_or(object.len(), |(at, _)| at);

    &object[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_card_names_a_photo_by_its_owner_and_number() {
        assert_eq!(object("photo-5_12_abc1"), "-5_12");
        assert_eq!(object("photo-5_12"), "-5_12");
        assert_eq!(object("photo7_12_f_f"), "7_12");
    }
}

//! The upload servers: addresses that are good for one file, and the uploads until they are saved.

use std::{
    collections::{BTreeMap, HashMap},
    net::SocketAddr,
};

use axum::{body::Bytes, extract::Multipart};
use serde_json::{Value, json};

use crate::support::films::check_gif;

use super::{
    GROUP,
    chats::Attachment,
    request::{Refusal, Request},
};

/// The largest photo that is taken, in bytes.
const HEAVIEST_PHOTO: usize = 50 * 1024 * 1024;

#[derive(Debug, Default)]
pub(crate) struct Files {
    /// What people have sent, by its name.
    pub(crate) sent: HashMap<String, Bytes>,
    /// How many of the next addresses expire before they are used.
    pub(crate) expiring: u32,
    /// How many addresses were given out, and files uploaded.
    pub(crate) given: u64,
    pub(crate) brought: u64,
    addresses: BTreeMap<u64, bool>,
    waiting: HashMap<String, (Bytes, String)>,
    saved: BTreeMap<String, (String, Attachment)>,
    last: u64,
}

/// A file in a form.
pub(super) struct UploadedFile {
    field: String,
    name: String,
    bytes: Bytes,
}

/// The file of a form that holds nothing else.
pub(super) async fn only_file(mut parts: Multipart) -> Option<UploadedFile> {
    let part = parts.next_field().await.ok()??;
    let field = part.name()?.to_owned();
    let name = part.file_name()?.to_owned();
    let bytes = part.bytes().await.ok()?;

    parts
        .next_field()
        .await
        .ok()?
        .is_none()
        .then_some(UploadedFile { field, name, bytes })
}

impl Files {
    fn next(&mut self) -> u64 {
        self.last += 1;
        self.last
    }

    /// What a person has sent.
    pub(crate) fn keep(&mut self, bytes: Bytes) -> String {
        let name = format!("sent{}", self.next());
        self.sent.insert(name.clone(), bytes);
        name
    }

    pub(super) fn address(&mut self, kind: &str, home: SocketAddr) -> Value {
        let id = self.next();
        self.given += 1;
        self.addresses.insert(id, self.expiring > 0);
        self.expiring = self.expiring.saturating_sub(1);
        json!({ "upload_url": format!("http://{home}/upload/{kind}/{id}"), "album_id": -64, "user_id": 0 })
    }

    /// Takes an upload at an address, which is good for one file.
    pub(super) fn take(&mut self, kind: &str, id: u64, file: UploadedFile) -> Value {
        let UploadedFile { field, name, bytes } = file;
        if self.addresses.remove(&id) != Some(false) || field != kind || bytes.is_empty() {
            return json!({ "error": "ERR_UPLOAD_BAD_ADDRESS", "error_descr": "the address is too old" });
        }

        self.brought += 1;

        let image = [b"\xff\xd8".as_slice(), b"\x89PNG", b"RIFF"]
            .iter()
            .any(|magic| bytes.starts_with(magic));
        let photo = image && bytes.len() <= HEAVIEST_PHOTO;
        let ticket = format!("ticket{id}");

        if kind == "photo" && !photo {
            return json!({ "server": 1, "photo": "[]", "hash": "h" });
        }

        self.waiting.insert(ticket.clone(), (bytes, name));

        if kind == "photo" {
            json!({ "server": 1, "photo": ticket, "hash": "h" })
        } else {
            json!({ "file": ticket })
        }
    }

    pub(super) fn save_photo(&mut self, request: &Request) -> Result<Value, Refusal> {
        let ticket = request.text("photo").unwrap_or_default();
        let (bytes, _) = self
            .waiting
            .remove(ticket)
            .ok_or_else(|| Refusal::new(129, "Invalid photo"))?;
        let saved = self.save("photo", Attachment::Photo(bytes));

        Ok(json!([saved]))
    }

    pub(super) fn save_document(&mut self, request: &Request) -> Result<Value, Refusal> {
        let ticket = request.text("file").unwrap_or_default();
        let (bytes, name) = self
            .waiting
            .remove(ticket)
            .ok_or_else(|| Refusal::new(105, "Couldn't save file"))?;
        let name = request.text("title").map_or(name, str::to_owned);
        let is_called_gif = name.strip_suffix(".gif").is_some();
        if is_called_gif && check_gif(&bytes).is_err() {
            return Err(Refusal::new(105, "Couldn't save file: no GIF"));
        }
        let saved = self.save("doc", Attachment::Document(bytes, name));

        Ok(json!({ "type": "doc", "doc": saved }))
    }

    fn save(&mut self, kind: &str, attachment: Attachment) -> Value {
        let id = self.next();
        let key = format!("key{id}");
        self.saved
            .insert(format!("{kind}-{GROUP}_{id}"), (key.clone(), attachment));
        json!({ "id": id, "owner_id": -GROUP, "access_key": key, "date": 1, "title": "t", "sizes": [] })
    }

    /// The saved file with this name, if the key is right.
    pub(super) fn attachment(&self, name: &str) -> Result<Attachment, Refusal> {
        let (object, key) = name
            .rsplit_once('_')
            .ok_or_else(|| Refusal::parameter("attachment"))?;
        let found = self.saved.get(object).filter(|(known, _)| known == key);

        found
            .map(|(_, attachment)| attachment.clone())
            .ok_or_else(|| Refusal::parameter("attachment"))
    }

    /// A photo by its owner and number.
    pub(super) fn photo(&self, object: &str) -> Result<Attachment, Refusal> {
        let found = self.saved.get(&format!("photo{object}"));
        found
            .map(|(_, attachment)| attachment.clone())
            .ok_or_else(|| Refusal::parameter("photo_id"))
    }

    /// Forgets everything that was saved.
    pub(crate) fn lose_saved(&mut self) {
        self.saved.clear();
    }
}

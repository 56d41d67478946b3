//! The upload servers: addresses that are good for one file, and the files until they are ready.

use std::{
    collections::{BTreeMap, HashMap},
    net::SocketAddr,
};

use axum::{body::Bytes, extract::Multipart};
use serde_json::{Value, json};

use crate::support::films::check_mp4;

use super::{
    chats::Attachment,
    request::{Refusal, Request},
};

/// The largest image that is taken, in bytes.
const HEAVIEST_IMAGE: usize = 50_000_000;

#[derive(Debug, Default)]
pub(crate) struct Files {
    /// What people have sent, by its name.
    pub(crate) sent: HashMap<String, Bytes>,
    /// How many of the next addresses expire before they are used.
    pub(crate) expiring: u32,
    /// How many times each new file is not ready when it is attached.
    pub(crate) processing: u32,
    /// How many addresses were given out, and files uploaded.
    pub(crate) given: u64,
    pub(crate) brought: u64,
    /// How often a file was not ready.
    pub(crate) not_ready: u64,
    /// Whether images are refused.
    pub(crate) takes_no_images: bool,
    /// Whether videos are refused.
    pub(crate) takes_no_videos: bool,
    addresses: BTreeMap<u64, bool>,
    uploaded: BTreeMap<String, UploadedFile>,
    last: u64,
}

#[derive(Debug)]
struct UploadedFile {
    attachment: Attachment,
    /// How many times it is not ready from now on.
    processing: u32,
}

fn token(kind: &str, id: u64) -> String {
    format!("{kind}{id}/+:==")
}

/// A file in a form.
pub(super) struct FormFile {
    field: String,
    name: String,
    bytes: Bytes,
}

/// The file of a form that holds nothing else.
pub(super) async fn only_file(mut parts: Multipart) -> Option<FormFile> {
    let part = parts.next_field().await.ok()??;
    let field = part.name()?.to_owned();
    let name = part.file_name()?.to_owned();
    let bytes = part.bytes().await.ok()?;

    parts
        .next_field()
        .await
        .ok()?
        .is_none()
        .then_some(FormFile { field, name, bytes })
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

    pub(super) fn address(
        &mut self,
        request: &Request,
        home: SocketAddr,
    ) -> Result<Value, Refusal> {
        let kind = request.text("type");
        if !["image", "video", "file"].contains(&kind) {
            return Err(Refusal::payload("type"));
        }

        let id = self.next();
        self.given += 1;
        self.addresses.insert(id, self.expiring > 0);
        self.expiring = self.expiring.saturating_sub(1);

        let url = format!("http://{home}/upload/{kind}/{id}");
        // The token of a video is known before it is there.
        Ok(match kind {
            "video" => json!({ "url": url, "token": token(kind, id) }),
            _ => json!({ "url": url }),
        })
    }

    /// Takes an upload at an address, which is good for one file; `None` if it is refused.
    pub(super) fn take(&mut self, kind: &str, id: u64, file: FormFile) -> Option<Value> {
        let FormFile { field, name, bytes } = file;
        if self.addresses.remove(&id) != Some(false) || field != "data" || bytes.is_empty() {
            return None;
        }

        let is_image = [b"\xff\xd8".as_slice(), b"\x89PNG", b"GIF8"]
            .iter()
            .any(|magic| bytes.starts_with(magic));
        let is_fit = is_image && bytes.len() <= HEAVIEST_IMAGE && !self.takes_no_images;
        if kind == "image" && !is_fit {
            return None;
        }
        if kind == "video" && (self.takes_no_videos || check_mp4(&bytes).is_err()) {
            return None;
        }

        self.brought += 1;

        let token = token(kind, id);
        let attachment = match kind {
            "image" => Attachment::Image(bytes),
            "video" => Attachment::Video(bytes),
            _ => Attachment::File(bytes, name),
        };
        let processing = self.processing;
        self.uploaded.insert(
            token.clone(),
            UploadedFile {
                attachment,
                processing,
            },
        );

        Some(match kind {
            // No JSON at all.
            "video" => json!("<retval>1</retval>"),
            "image" => json!({ "photos": { format!("{id}=="): { "token": token } } }),
            _ => json!({ "fileId": id, "token": token }),
        })
    }

    /// What MAX tells of a video that a person has sent.
    pub(super) fn video(&self, token: &str, home: SocketAddr) -> Result<Value, Refusal> {
        if !self.sent.contains_key(token) {
            return Err(Refusal::new(404, "not.found", "video.not.found"));
        }

        let url = format!("http://{home}/file/{token}");
        Ok(json!({
            "token": token, "width": 64, "height": 48, "duration": 1,
            "urls": { "mp4_1080": null, "mp4_720": null, "mp4_480": url, "hls": format!("{url}.m3u8") },
        }))
    }

    /// The uploaded file with this token, if it is ready.
    pub(super) fn attachment(&mut self, kind: &str, token: &str) -> Result<Attachment, Refusal> {
        let file = self
            .uploaded
            .get_mut(token)
            .filter(|_| token.starts_with(kind))
            .ok_or_else(|| Refusal::payload("attachment token"))?;

        if file.processing > 0 {
            file.processing -= 1;
            self.not_ready += 1;
            return Err(Refusal::new(
                400,
                "attachment.not.ready",
                "Key: errors.process.attachment.file.not.processed",
            ));
        }

        Ok(file.attachment.clone())
    }

    /// Forgets everything that was uploaded.
    pub(crate) fn lose_uploaded(&mut self) {
        self.uploaded.clear();
    }
}

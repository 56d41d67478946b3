//! Videos that people send: a message has only a token, by which MAX tells the URLs of the video in
//! several sizes.

use bytes::Bytes;
use reqwest::Method;
use serde_json::Value;

use super::{Max, api::Call, error::CallError, lenient::string};
use crate::{domain::incoming::RemoteFile, messengers::FetchError};

/// What the reference of a video begins with. That of any other file is a URL.
const PREFIX: &str = "video:";

/// The sizes that MAX keeps, the best one for painting first: a film is painted small, and the
/// largest ones take long to download.
const SIZES: [&str; 6] = [
    "mp4_720", "mp4_480", "mp4_1080", "mp4_360", "mp4_240", "mp4_144",
];

/// The video of an attachment, to be fetched later.
pub(super) fn remote_file(attachment: &Value) -> Option<RemoteFile> {
    let token = string(&attachment["payload"]["token"]).filter(|token| !token.is_empty())?;

    Some(RemoteFile {
        reference: format!("{PREFIX}{token}"),
        bytes: None,
        is_round: false,
    })
}

/// The token in a reference; `None` if it is not that of a video.
pub(super) fn token(reference: &str) -> Option<&str> {
    reference.strip_prefix(PREFIX)
}

impl Max {
    /// Downloads a video of at most `limit` bytes.
    pub(super) async fn fetch_video(&self, token: &str, limit: u64) -> Result<Bytes, FetchError> {
        let call = Call::new(Method::GET, "videos").with_item(token.to_owned());
        let video = self.api.call(&call).await;
        let video = video.map_err(CallError::into_fetch_error)?;
        let url = url(&video["urls"]).ok_or(FetchError::Withheld)?;

        self.api.download(url, limit).await
    }
}

/// The URL of the best size there is; none while MAX still processes the video.
fn url(urls: &Value) -> Option<&str> {
    let urls = SIZES.iter().map(|size| urls[size].as_str());
    urls.flatten().find(|url| !url.is_empty())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_video_is_found_by_its_token() {
        let attachment = json!({
            "type": "video", "payload": { "url": "https://a.example/page", "token": "a:b" },
        });
        let file = remote_file(&attachment).unwrap();
        assert_eq!(token(&file.reference), Some("a:b"));
        assert_eq!(token("https://a.example/video:"), None);
        assert!(remote_file(&json!({ "type": "video", "payload": {} })).is_none());
    }

    #[test]
    fn the_best_size_is_taken() {
        let urls = json!({ "mp4_1080": "a", "mp4_480": "b", "mp4_240": "c", "hls": "d" });
        assert_eq!(url(&urls), Some("b"));
        assert_eq!(url(&json!({ "mp4_1080": "a", "mp4_720": null })), Some("a"));
        assert_eq!(url(&json!({ "hls": "d" })), None);
        assert_eq!(url(&json!(null)), None);
    }
}

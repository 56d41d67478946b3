//! The form that the chat page uploads, read as it comes: first the id, then the files. Whatever
//! stands before a part, the head of each part and the id are capped, so that a form takes little
//! memory whatever it contains.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use axum::{
    body::BodyDataStream,
    http::{HeaderMap, header},
};
use bytes::Bytes;
use futures_util::StreamExt;
use multer::{Constraints, Field, Multipart, SizeLimit};

use super::error::{Result, WebError};

const LONGEST_ID: usize = 64;
/// The longest head of a part; the name of a file is the only long thing in it.
const LONGEST_HEAD: usize = 8 << 10;
/// The most that may come without the start of a part or a piece of one: what is read at once, and
/// the head of a part.
const UNPARSED: usize = 1 << 20;

/// A form.
pub(super) struct UploadForm<'b> {
    form: Multipart<'b>,
    unparsed: Arc<AtomicUsize>,
}

/// A file of a form.
pub(super) struct FormFile<'b> {
    field: Field<'b>,
    unparsed: Arc<AtomicUsize>,
}

/// More came than a form can need.
#[derive(Debug, thiserror::Error)]
#[error("this is no form of ours")]
struct NoForm;

impl<'b> UploadForm<'b> {
    /// Begins to read a form of up to `largest` bytes.
    pub(super) fn new(
        headers: &HeaderMap,
        body: &'b mut BodyDataStream,
        largest: u64,
    ) -> Result<Self> {
        let content_type = headers
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
            .ok_or(WebError::BadRequest)?;
        let boundary = multer::parse_boundary(content_type).map_err(|_| WebError::BadRequest)?;

        let unparsed = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&unparsed);
        let pieces = body.map(move |piece| {
            let piece = piece.map_err(anyhow::Error::from)?;
            let before = counted.fetch_add(piece.len(), Ordering::Relaxed);
            if before.saturating_add(piece.len()) > UNPARSED {
                return Err(anyhow::Error::from(NoForm));
            }

            Ok(piece)
        });

        let limits = Constraints::new().size_limit(SizeLimit::new().whole_stream(largest));
        Ok(Self {
            form: Multipart::with_constraints(pieces, boundary, limits),
            unparsed,
        })
    }

    /// The id, which is the first part.
    pub(super) async fn id(&mut self) -> Result<String> {
        let mut field = self.field("id").await?.ok_or(WebError::BadRequest)?;
        let mut id = Vec::new();
        while let Some(piece) = field.next_piece().await? {
            id.extend_from_slice(&piece);
            if id.len() > LONGEST_ID {
                return Err(WebError::BadRequest);
            }
        }

        let id = String::from_utf8(id).map_err(|_| WebError::BadRequest)?;
        if id.is_empty() {
            return Err(WebError::BadRequest);
        }

        Ok(id)
    }

    /// The next file; `None` at the end of the form.
    pub(super) async fn next_file(&mut self) -> Result<Option<FormFile<'b>>> {
        self.field("files").await
    }

    /// The next part, which must have this name.
    async fn field(&mut self, name: &str) -> Result<Option<FormFile<'b>>> {
        let Some(field) = self
            .form
            .next_field()
            .await
            .map_err(|error| refusal(&error))?
        else {
            return Ok(None);
        };

        let head: usize = field
            .headers()
            .iter()
            .map(|header| header.0.as_str().len() + header.1.len())
            .sum();
        if field.name() != Some(name) || head > LONGEST_HEAD {
            return Err(WebError::BadRequest);
        }

        self.unparsed.store(0, Ordering::Relaxed);
        Ok(Some(FormFile {
            field,
            unparsed: Arc::clone(&self.unparsed),
        }))
    }
}

impl FormFile<'_> {
    /// The next bytes; `None` at the end of the part.
    pub(super) async fn next_piece(&mut self) -> Result<Option<Bytes>> {
        let piece = self.field.chunk().await.map_err(|error| refusal(&error))?;
        self.unparsed.store(0, Ordering::Relaxed);

        Ok(piece)
    }
}

fn refusal(error: &multer::Error) -> WebError {
    match error {
        multer::Error::StreamSizeExceeded { .. } => WebError::TooLarge,
        _ => WebError::BadRequest,
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;
    use futures_util::stream;

    use super::*;

    const HEAD: &str = "--x\r\ncontent-disposition: form-data; name=";

    /// What reading a form leads to: the sizes of its files.
    async fn read(pieces: Vec<String>) -> Result<Vec<usize>> {
        let pieces = pieces.into_iter().map(Ok::<_, std::io::Error>);
        let mut body = Body::from_stream(stream::iter(pieces)).into_data_stream();
        let mut headers = HeaderMap::new();
        let content_type = "multipart/form-data; boundary=x".parse().unwrap();
        headers.insert(header::CONTENT_TYPE, content_type);

        let mut form = UploadForm::new(&headers, &mut body, 100 << 20)?;
        form.id().await?;

        let mut sizes = Vec::new();
        while let Some(mut file) = form.next_file().await? {
            let mut size = 0;
            while let Some(piece) = file.next_piece().await? {
                size += piece.len();
            }
            sizes.push(size);
        }

        Ok(sizes)
    }

    fn part(name: &str, content: &str) -> String {
        format!("{HEAD}\"{name}\"\r\n\r\n{content}\r\n")
    }

    #[tokio::test]
    async fn the_id_comes_first_and_then_the_files() {
        let form = [
            part("id", "1"),
            part("files", "abc"),
            part("files", ""),
            "--x--\r\n".to_owned(),
        ];
        assert_eq!(read(form.to_vec()).await.ok().unwrap(), [3, 0]);
    }

    #[tokio::test]
    async fn everything_else_is_refused() {
        let end = || "--x--\r\n".to_owned();
        for form in [
            vec![],
            vec![end()],
            vec![part("files", "abc"), part("id", "1"), end()],
            vec![part("id", ""), end()],
            vec![part("id", &"1".repeat(65)), end()],
            vec![part("id", "1"), part("id", "2"), end()],
            vec![part("id", "1"), part("other", "2"), end()],
            vec![part("id", "1"), part("files", "abc")],
            vec![part(
                &format!("id\"; filename=\"{}", "a".repeat(LONGEST_HEAD)),
                "1",
            )],
            vec!["a".repeat(1 << 10); 2 << 10],
            vec![HEAD.to_owned(), "a".repeat(UNPARSED)],
            [
                vec![part("id", "1"), HEAD.to_owned()],
                vec!["a".repeat(1 << 16); 17],
            ]
            .concat(),
        ] {
            let start: String = form.concat().chars().take(120).collect();
            assert!(
                matches!(read(form).await, Err(WebError::BadRequest)),
                "{start}"
            );
        }
    }
}

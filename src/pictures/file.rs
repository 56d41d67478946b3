//! Files as they are served: read from the disk in small pieces while the reader takes them, so that
//! a reader who does not read holds a few kilobytes and no whole picture.

use bytes::{Bytes, BytesMut};
use futures_util::{Stream, StreamExt, TryStreamExt, stream, stream::BoxStream};
use object_store::path::Path as Place;

use super::Pictures;

/// A file that has been opened.
pub struct OpenFile {
    size: u64,
    head: Bytes,
    rest: BoxStream<'static, object_store::Result<Bytes>>,
}

impl OpenFile {
    /// A file that is in memory anyway.
    #[must_use]
    pub fn in_memory(bytes: Bytes) -> Self {
        Self {
            size: bytes.len() as u64,
            head: bytes,
            rest: stream::empty().boxed(),
        }
    }

    /// Its size in bytes.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Its first bytes, by which a picture says what it is.
    #[must_use]
    pub fn head(&self) -> &[u8] {
        &self.head
    }

    /// Its bytes, read as they are taken.
    pub fn into_stream(self) -> impl Stream<Item = anyhow::Result<Bytes>> + Send + 'static {
        let rest = self.rest.map_err(anyhow::Error::from);
        stream::once(async move { Ok(self.head) }).chain(rest)
    }

    /// All of its bytes.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn read(self) -> anyhow::Result<Bytes> {
        let mut bytes = BytesMut::with_capacity(usize::try_from(self.size)?);
        let mut pieces = Box::pin(self.into_stream());
        while let Some(piece) = pieces.try_next().await? {
            bytes.extend_from_slice(&piece);
        }

        Ok(bytes.freeze())
    }
}

impl Pictures {
    pub(super) async fn open_file(&self, place: &Place) -> anyhow::Result<Option<OpenFile>> {
        let found = match self.files.get(place).await {
            Ok(found) => found,
            Err(object_store::Error::NotFound { .. }) => return Ok(None),
            Err(error) => return Err(error.into()),
        };

        let size = found.meta.size;
        let mut rest = found.into_stream();
        let head = rest.try_next().await?.unwrap_or_default();

        Ok(Some(OpenFile { size, head, rest }))
    }
}

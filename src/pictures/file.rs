//! Files as they are served: read from the disk or the bucket in small pieces while the reader takes
//! them, so that a reader who does not read holds a few kilobytes and no whole picture.

use std::{ops::Range, time::Duration};

use bytes::{Bytes, BytesMut};
use futures_util::{
    Stream, StreamExt, TryStreamExt,
    stream::{self, BoxStream},
};
use object_store::{GetOptions, GetRange, path::Path as Place};
use tokio::time::sleep;

use super::{
    error::StorageError,
    storage::{Storage, found},
};

/// How often in a row a file whose answer breaks off is asked for the rest of it.
const RESUMES: u32 = 3;
/// The pause before that, once more for each failure in a row.
const PAUSE: Duration = Duration::from_millis(300);

/// A file that has been opened.
pub struct OpenFile {
    size: u64,
    head: Bytes,
    rest: BoxStream<'static, Result<Bytes, StorageError>>,
    /// Where it is kept; `None` if it is in memory.
    source: Option<Source>,
}

/// Where a file is kept.
#[derive(Clone)]
struct Source {
    storage: Storage,
    place: Place,
    e_tag: Option<String>,
}

impl OpenFile {
    /// A file that is in memory anyway.
    #[must_use]
    pub fn in_memory(bytes: Bytes) -> Self {
        Self {
            size: bytes.len() as u64,
            head: bytes,
            rest: stream::empty().boxed(),
            source: None,
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
    pub fn into_stream(self) -> impl Stream<Item = Result<Bytes, StorageError>> + Send + 'static {
        stream::once(async move { Ok(self.head) }).chain(self.rest)
    }

    /// Only these of its bytes, which it has. They are read from where they are kept, without those
    /// before them.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn part(self, range: Range<u64>) -> Result<Self, StorageError> {
        let size = range.end.saturating_sub(range.start);
        let Some(source) = self.source else {
            let bound = |at: u64| {
                usize::try_from(at)
                    .unwrap_or(usize::MAX)
                    .min(self.head.len())
            };
            let bytes = self.head.slice(bound(range.start)..bound(range.end));
            return Ok(Self::in_memory(bytes));
        };

        let answer = source.bytes(range.clone()).await?;
        let rest = source.clone().read(range, answer);

        Ok(Self {
            size,
            head: Bytes::new(),
            rest,
            source: Some(source),
        })
    }

    /// All of its bytes.
    ///
    /// # Errors
    /// If it cannot be read.
    pub async fn read(self) -> Result<Bytes, StorageError> {
        let mut bytes = BytesMut::with_capacity(usize::try_from(self.size).unwrap_or(0));
        let mut pieces = Box::pin(self.into_stream());
        while let Some(piece) = pieces.try_next().await? {
            bytes.extend_from_slice(&piece);
        }

        Ok(bytes.freeze())
    }
}

impl Storage {
    /// Opens a file; `None` if there is none.
    pub(super) async fn open(&self, place: &Place) -> Result<Option<OpenFile>, StorageError> {
        let answer = self.ask("get", 0, self.objects.get(place)).await;
        let Some(answer) = found(answer)? else {
            return Ok(None);
        };

        let size = answer.meta.size;
        let source = Source {
            storage: self.clone(),
            place: place.clone(),
            e_tag: answer.meta.e_tag.clone(),
        };
        let mut rest = source.clone().read(0..size, answer.into_stream());
        let head = rest.try_next().await?.unwrap_or_default();

        Ok(Some(OpenFile {
            size,
            head,
            rest,
            source: Some(source),
        }))
    }
}

impl Source {
    /// Asks for some of its bytes.
    async fn bytes(
        &self,
        range: Range<u64>,
    ) -> Result<BoxStream<'static, object_store::Result<Bytes>>, StorageError> {
        let part = GetOptions {
            range: Some(GetRange::Bounded(range)),
            if_match: self.e_tag.clone(),
            ..GetOptions::default()
        };
        let answer = self.storage.objects.get_opts(&self.place, part);

        Ok(self.storage.ask("get", 0, answer).await?.into_stream())
    }

    /// Reads these of its bytes from an answer that has them.
    fn read(
        self,
        range: Range<u64>,
        answer: BoxStream<'static, object_store::Result<Bytes>>,
    ) -> BoxStream<'static, Result<Bytes, StorageError>> {
        let reading = Reading {
            source: self,
            left: range,
            answer,
            failures: 0,
        };

        stream::try_unfold(reading, Reading::next).boxed()
    }
}

/// A file under way.
struct Reading {
    source: Source,
    /// The bytes that are still to come.
    left: Range<u64>,
    answer: BoxStream<'static, object_store::Result<Bytes>>,
    /// How often in a row it failed.
    failures: u32,
}

impl Reading {
    /// The next piece. When the answer of a bucket breaks off, the rest is asked for.
    async fn next(mut self) -> Result<Option<(Bytes, Self)>, StorageError> {
        loop {
            let storage = &self.source.storage;
            let piece = storage.in_time("get", 0, self.answer.try_next()).await;
            let error = match piece {
                Ok(Some(piece)) => {
                    self.left.start += piece.len() as u64;
                    self.failures = 0;
                    return Ok(Some((piece, self)));
                }
                Ok(None) if self.left.is_empty() || !self.source.storage.is_bucket() => {
                    return Ok(None);
                }
                Ok(None) => StorageError::cut(),
                Err(error) => error,
            };

            self.resume(error).await?;
        }
    }

    /// Asks for the rest, unless that has failed too often.
    async fn resume(&mut self, mut error: StorageError) -> Result<(), StorageError> {
        while self.source.storage.is_bucket() && self.failures < RESUMES {
            self.failures += 1;
            sleep(PAUSE * self.failures).await;

            match self.source.bytes(self.left.clone()).await {
                Ok(answer) => {
                    self.answer = answer;
                    return Ok(());
                }
                Err(again) => error = again,
            }
        }

        Err(error)
    }
}

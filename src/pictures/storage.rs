//! Where the bytes lie: in a folder, or in a bucket of an S3-compatible store.
//!
//! Every request to a bucket ends in time, is counted, and fails with a [`StorageError`] that says
//! whether to come again. How often and how long something is tried here fits a chat, which waits
//! for seconds; who can wait longer asks again.

use std::{path::Path, sync::Arc, time::Duration};

use anyhow::Context;
use bytes::Bytes;
use futures_util::{
    StreamExt, TryStreamExt,
    stream::{self, BoxStream},
};
use object_store::{
    BackoffConfig, ClientOptions, ObjectMeta, ObjectStore, RetryConfig, aws::AmazonS3Builder,
    local::LocalFileSystem, path::Path as Place, prefix::PrefixStore,
};
use tokio::time::timeout;

use super::error::{StorageError, StorageFailure};

/// How often a request to a bucket is sent again after an error or a 5xx, within its time.
const RETRIES: usize = 2;
/// The pauses before that.
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(1);
/// Who does not take the connection by then is not there.
const CONNECT: Duration = Duration::from_secs(3);
/// With fewer bytes a second than this, a line is too slow.
const SLOWEST: u64 = 256 << 10;
/// Written once to see whether the storage can be used.
pub(super) const PROBE: &str = "probe";

/// A bucket of an S3-compatible store.
#[derive(Clone)]
pub struct Bucket {
    /// The name of the bucket.
    pub name: String,
    /// What the names of all files begin with; may be empty.
    pub prefix: String,
    /// The address of the store; `None` for Amazon's own.
    pub endpoint: Option<String>,
    /// The region that the requests are signed for.
    pub region: String,
    /// The name of the key.
    pub access_key: String,
    /// The secret part of the key.
    pub secret_key: String,
    /// How long a request may take with all its retries, before the time for its bytes.
    pub patience: Duration,
}

/// The bytes of all pictures.
#[derive(Clone)]
pub struct Storage {
    pub(super) objects: Arc<dyn ObjectStore>,
    pub(super) location: Location,
}

/// Where the bytes lie.
#[derive(Clone)]
pub(super) enum Location {
    Folder(Arc<Path>),
    Bucket { patience: Duration },
}

/// A file of a storage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredFile {
    /// Its name, such as `12/0123abcd`.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
}

impl Storage {
    /// A folder, which is created if it is missing.
    ///
    /// # Errors
    /// If the folder cannot be created.
    pub fn in_folder(folder: &Path) -> anyhow::Result<Self> {
        let message = || format!("cannot use the folder {} for pictures", folder.display());
        std::fs::create_dir_all(folder).with_context(message)?;

        let files = LocalFileSystem::new_with_prefix(folder)
            .with_context(message)?
            .with_automatic_cleanup(true);

        Ok(Self {
            objects: Arc::new(files),
            location: Location::Folder(folder.into()),
        })
    }

    /// A bucket. Nothing is asked of it yet.
    ///
    /// # Errors
    /// If the address makes no sense.
    pub fn in_bucket(bucket: &Bucket) -> anyhow::Result<Self> {
        // A client that takes its time for a large file is not late: deadlines are kept here.
        let options = ClientOptions::new()
            .with_timeout_disabled()
            .with_connect_timeout(CONNECT)
            .with_allow_http(true);
        let retry = RetryConfig {
            max_retries: RETRIES,
            retry_timeout: bucket.patience,
            backoff: BackoffConfig {
                init_backoff: FIRST_PAUSE,
                max_backoff: LONGEST_PAUSE,
                ..BackoffConfig::default()
            },
        };

        let builder = AmazonS3Builder::new()
            .with_bucket_name(&bucket.name)
            .with_region(&bucket.region)
            .with_access_key_id(&bucket.access_key)
            .with_secret_access_key(&bucket.secret_key)
            .with_client_options(options)
            .with_retry(retry);
        let builder = match &bucket.endpoint {
            Some(endpoint) => builder.with_endpoint(endpoint),
            None => builder,
        };

        let objects = builder.build().context("the bucket cannot be used")?;
        Ok(Self {
            objects: Arc::new(PrefixStore::new(objects, bucket.prefix.as_str())),
            location: Location::Bucket {
                patience: bucket.patience,
            },
        })
    }

    /// Whether the bytes lie in a bucket.
    #[must_use]
    pub fn is_bucket(&self) -> bool {
        matches!(self.location, Location::Bucket { .. })
    }

    /// Writes a small file, looks for it, lists and deletes: everything that a key must be able to
    /// do. Without the right to list, S3 answers 403 for a file that is not there.
    ///
    /// # Errors
    /// If one of these is not possible.
    pub async fn try_out(&self) -> Result<(), StorageError> {
        let place = Place::from(PROBE);
        self.put(&place, Bytes::from_static(b"written by vernissage"))
            .await?;
        self.exists(&place).await?;
        self.ping().await?;
        self.remove(&place).await
    }

    /// The names and sizes of all files.
    #[must_use]
    pub fn files(&self) -> BoxStream<'static, Result<StoredFile, StorageError>> {
        let files = self.list("").map_ok(|file| StoredFile {
            name: file.location.to_string(),
            bytes: file.size,
        });

        files.boxed()
    }

    pub(super) async fn put_whole(&self, place: &Place, bytes: Bytes) -> Result<(), StorageError> {
        let size = bytes.len() as u64;
        let put = self.objects.put(place, bytes.into());
        self.ask("put", size, put).await.map(|_| ())
    }

    pub(super) async fn read(&self, place: &Place) -> Result<Option<Bytes>, StorageError> {
        match self.open(place).await? {
            Some(file) => Ok(Some(file.read().await?)),
            None => Ok(None),
        }
    }

    /// Deletes a file. One that is not there is no failure.
    pub(super) async fn remove(&self, place: &Place) -> Result<(), StorageError> {
        let removed = self.ask("delete", 0, self.objects.delete(place)).await;
        found(removed).map(|_| ())
    }

    pub(super) async fn exists(&self, place: &Place) -> Result<bool, StorageError> {
        let head = self.ask("head", 0, self.objects.head(place)).await;
        Ok(found(head)?.is_some())
    }

    /// Moves a file. In a bucket it is copied; the original may stay until it is swept.
    pub(super) async fn rename(&self, from: &Place, to: &Place) -> Result<(), StorageError> {
        if !self.is_bucket() {
            return self.ask("rename", 0, self.objects.rename(from, to)).await;
        }

        self.ask("copy", 0, self.objects.copy(from, to)).await?;
        if let Err(error) = self.remove(from).await {
            tracing::warn!(%error, "a copied file is not deleted");
        }

        Ok(())
    }

    /// The files whose names begin with this folder, page by page.
    pub(super) fn list(
        &self,
        folder: &str,
    ) -> BoxStream<'static, Result<ObjectMeta, StorageError>> {
        let folder = (!folder.is_empty()).then(|| Place::from(folder));
        let found = self.objects.list(folder.as_ref());
        let storage = self.clone();

        stream::try_unfold(found, move |mut found| {
            let storage = storage.clone();
            async move {
                let next = storage.in_time("list", 0, found.try_next()).await?;
                Ok(next.map(|file| (file, found)))
            }
        })
        .boxed()
    }

    /// Makes a request, and counts it.
    pub(super) async fn ask<T>(
        &self,
        operation: &'static str,
        bytes: u64,
        answer: impl Future<Output = object_store::Result<T>>,
    ) -> Result<T, StorageError> {
        let answered = self.in_time(operation, bytes, answer).await;
        if answered.is_ok() {
            count(operation, "ok");
        }

        answered
    }

    /// Waits for a part of an answer, and counts a failure.
    pub(super) async fn in_time<T>(
        &self,
        operation: &'static str,
        bytes: u64,
        answer: impl Future<Output = object_store::Result<T>>,
    ) -> Result<T, StorageError> {
        let outcome = match &self.location {
            Location::Folder(_) => answer
                .await
                .map_err(|error| StorageError::of_folder(&error)),
            Location::Bucket { patience } => {
                let limit = *patience + Duration::from_secs(bytes / SLOWEST);
                match timeout(limit, answer).await {
                    Ok(answer) => answer.map_err(|error| {
                        let has_answer = !matches!(operation, "head" | "delete");
                        StorageError::of_bucket(&error, has_answer)
                    }),
                    Err(_) => Err(StorageError::silent(limit)),
                }
            }
        };

        outcome.inspect_err(|error| count(operation, error.failure.name()))
    }
}

/// What was found, if anything was.
pub(super) fn found<T>(answer: Result<T, StorageError>) -> Result<Option<T>, StorageError> {
    match answer {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.failure == StorageFailure::Missing => Ok(None),
        Err(error) => Err(error),
    }
}

fn count(operation: &'static str, outcome: &'static str) {
    metrics::counter!("vernissage_storage_requests_total", "operation" => operation, "outcome" => outcome)
        .increment(1);
}

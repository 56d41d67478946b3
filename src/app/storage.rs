//! The storage of pictures, from the settings.

use std::time::Duration;

use anyhow::{Context, bail};
use secrecy::ExposeSecret;
use tokio::time::timeout;

use crate::{
    config::{BucketSettings, Settings, StorageLocation},
    pictures::{Bucket, Storage, StorageError},
};

/// How long the start waits for a bucket's first answer.
const FIRST_ANSWER: Duration = Duration::from_secs(10);

/// The storage of the settings. Nothing is asked of a bucket yet.
///
/// # Errors
/// If the folder cannot be made, or the address of the bucket makes no sense.
pub fn open_storage(settings: &Settings) -> anyhow::Result<Storage> {
    match settings.storage.location() {
        StorageLocation::Folder(folder) => Storage::in_folder(&folder),
        StorageLocation::Bucket(bucket) => Storage::in_bucket(&described(&bucket)),
    }
}

/// The storage of the settings, after a first write to a bucket. One that is wrong by the settings
/// is an error; one that is only out of order may come back, and the service waits for it.
///
/// # Errors
/// As [`open_storage`], and if the bucket refuses.
pub(super) async fn open_tested_storage(settings: &Settings) -> anyhow::Result<Storage> {
    let storage = open_storage(settings)?;
    let StorageLocation::Bucket(bucket) = settings.storage.location() else {
        return Ok(storage);
    };

    if bucket.is_in_clear() {
        tracing::warn!(%bucket, "storage.endpoint is http: others on the way can read the pictures");
    }

    match try_out(&storage).await {
        Ok(()) => tracing::info!(%bucket, "the pictures are in a bucket"),
        Err(FirstAnswer::Refused(error)) => {
            bail!("{bucket} cannot be used: {}: {error}", suspects(&error));
        }
        Err(FirstAnswer::Missing(why)) => {
            tracing::error!(%bucket, why, "the bucket does not answer; look at storage.endpoint");
        }
    }

    Ok(storage)
}

/// Tries the storage out, for `vernissage check`.
///
/// # Errors
/// If it cannot be used, or does not answer.
pub async fn check_storage(settings: &Settings) -> anyhow::Result<()> {
    let storage = open_storage(settings)?;
    match try_out(&storage).await {
        Ok(()) => Ok(()),
        Err(FirstAnswer::Refused(error)) => {
            let suspects = suspects(&error);
            Err(error).context(suspects)
        }
        Err(FirstAnswer::Missing(why)) => {
            bail!("no answer; look at storage.endpoint: {why}")
        }
    }
}

/// Why the first request failed.
enum FirstAnswer {
    Refused(StorageError),
    Missing(String),
}

async fn try_out(storage: &Storage) -> Result<(), FirstAnswer> {
    match timeout(FIRST_ANSWER, storage.try_out()).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(error)) if error.failure.is_a_mistake() => Err(FirstAnswer::Refused(error)),
        Ok(Err(error)) => Err(FirstAnswer::Missing(error.to_string())),
        Err(_) => Err(FirstAnswer::Missing(format!(
            "nothing within {FIRST_ANSWER:?}"
        ))),
    }
}

/// The settings to look at first.
fn suspects(error: &StorageError) -> &'static str {
    use crate::pictures::StorageFailure as Failure;

    match error.failure {
        Failure::NoBucket => "there is no such bucket, look at storage.url and storage.endpoint",
        Failure::Denied => {
            "look at storage.access_key and storage.secret_key, and what they may do"
        }
        _ => "look at storage.region and storage.endpoint",
    }
}

fn described(bucket: &BucketSettings) -> Bucket {
    Bucket {
        name: bucket.name.clone(),
        prefix: bucket.prefix.clone(),
        endpoint: bucket.endpoint.clone(),
        region: bucket.region.clone(),
        access_key: bucket.access_key.expose_secret().to_owned(),
        secret_key: bucket.secret_key.expose_secret().to_owned(),
        patience: bucket.timeout,
    }
}

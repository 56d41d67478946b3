//! Section `storage`: a folder, which needs nothing, or a bucket of an S3-compatible store.

use std::{fmt, path::PathBuf, time::Duration};

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use url::{Host, Url};

use super::validation::{InvalidSetting, invalid, is_written_with, within};

const SCHEME: &str = "s3";
/// S3's own limits for the name of a bucket.
const SHORTEST_NAME: usize = 3;
const LONGEST_NAME: usize = 63;

/// Section `storage`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Storage {
    /// The folder for pictures; not used with a `url`.
    pub path: PathBuf,
    /// The bucket, such as `s3://bucket/prefix`; empty for the folder.
    pub url: String,
    /// The address of the store; empty for Amazon's own.
    pub endpoint: String,
    /// The region that requests are signed for.
    pub region: String,
    /// The name of the key.
    pub access_key: SecretString,
    /// The secret part of the key.
    pub secret_key: SecretString,
    /// How long a request to the store may take with its retries.
    pub timeout_seconds: u32,
    /// The free space below which people cannot send pictures.
    pub free_megabytes_floor: u32,
}

/// Where the pictures are.
#[derive(Clone, Debug)]
pub enum StorageLocation {
    /// A folder.
    Folder(PathBuf),
    /// A bucket of an S3-compatible store.
    Bucket(BucketSettings),
}

/// How a bucket is reached.
#[derive(Clone, Debug)]
pub struct BucketSettings {
    /// Its name.
    pub name: String,
    /// What the names of all files begin with, without a slash at either end; may be empty.
    pub prefix: String,
    /// The address of the store, without a slash at the end; `None` for Amazon's own.
    pub endpoint: Option<String>,
    /// The region that requests are signed for.
    pub region: String,
    /// The name of the key.
    pub access_key: SecretString,
    /// The secret part of the key.
    pub secret_key: SecretString,
    /// How long a request may take with its retries.
    pub timeout: Duration,
}

impl Storage {
    /// Where the pictures are: at `url`, or else in the folder.
    #[must_use]
    pub fn location(&self) -> StorageLocation {
        let Some(address) = BucketAddress::parse(&self.url) else {
            return StorageLocation::Folder(self.path.clone());
        };
        let endpoint = self.endpoint.trim_end_matches('/');

        StorageLocation::Bucket(BucketSettings {
            name: address.name,
            prefix: address.prefix,
            endpoint: (!endpoint.is_empty()).then(|| endpoint.to_owned()),
            region: self.region.clone(),
            access_key: self.access_key.clone(),
            secret_key: self.secret_key.clone(),
            timeout: Duration::from_secs(self.timeout_seconds.into()),
        })
    }

    /// Refuses what leads nowhere. No message contains the keys.
    pub(super) fn check(&self) -> Result<(), InvalidSetting> {
        within("storage.timeout_seconds", self.timeout_seconds, 1, 300)?;
        let has_bucket = !self.url.is_empty();
        if has_bucket && BucketAddress::parse(&self.url).is_none() {
            let url = &self.url;
            return Err(invalid(
                "storage.url",
                format!(
                    "must be the address of a bucket such as s3://bucket or s3://bucket/prefix, not {url:?}"
                ),
            ));
        }

        if self.region.is_empty() || !is_written_with(&self.region, "-_") {
            let region = &self.region;
            return Err(invalid(
                "storage.region",
                format!("must be a region such as us-east-1, not {region:?}"),
            ));
        }

        for (name, key) in [
            ("storage.access_key", &self.access_key),
            ("storage.secret_key", &self.secret_key),
        ] {
            let key = key.expose_secret();
            if key.is_empty() == has_bucket || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
                return Err(invalid(
                    name,
                    "must be written exactly as the store gave it, and goes with storage.url",
                ));
            }
        }

        Ok(())
    }
}

impl BucketSettings {
    /// Whether pictures and the names of keys go over a network that others may read.
    #[must_use]
    pub fn is_in_clear(&self) -> bool {
        let endpoint = self.endpoint.as_deref().map(Url::parse);
        let Some(Ok(endpoint)) = endpoint else {
            return false;
        };
        let is_here = match endpoint.host() {
            Some(Host::Ipv4(address)) => address.is_loopback(),
            Some(Host::Ipv6(address)) => address.is_loopback(),
            Some(Host::Domain(name)) => name == "localhost",
            None => false,
        };

        endpoint.scheme() == "http" && !is_here
    }
}

impl fmt::Display for StorageLocation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(path) => path.display().fmt(f),
            Self::Bucket(bucket) => bucket.fmt(f),
        }
    }
}

/// Where it is, for people: without the keys.
impl fmt::Display for BucketSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{SCHEME}://{}", self.name)?;
        if !self.prefix.is_empty() {
            write!(f, "/{}", self.prefix)?;
        }

        match &self.endpoint {
            Some(endpoint) => write!(f, " at {endpoint}"),
            None => write!(f, " in {}", self.region),
        }
    }
}

/// The parts of `s3://bucket/prefix`.
struct BucketAddress {
    name: String,
    prefix: String,
}

impl BucketAddress {
    fn parse(text: &str) -> Option<Self> {
        let (scheme, rest) = text.split_once("://")?;
        let (name, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        let prefix = prefix.trim_end_matches('/');

        let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
        let fits = (SHORTEST_NAME..=LONGEST_NAME).contains(&name.len())
            && name
                .bytes()
                .all(|byte| is_plain(byte) || b"-.".contains(&byte))
            && name.bytes().next().is_some_and(is_plain);
        let has_folders = prefix.is_empty()
            || prefix
                .split('/')
                .all(|folder| !matches!(folder, "" | "." | "..") && is_written_with(folder, "-_."));

        (scheme == SCHEME && fits && has_folders).then(|| Self {
            name: name.to_owned(),
            prefix: prefix.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;

    const KEYS: &str = "storage.access_key = \"AKIA\"\nstorage.secret_key = \"geheim+/\"";

    fn location(toml: &str) -> StorageLocation {
        Settings::from_toml(toml).unwrap().storage.location()
    }

    fn bucket(toml: &str) -> BucketSettings {
        match location(&format!("{KEYS}\n{toml}")) {
            StorageLocation::Bucket(bucket) => bucket,
            StorageLocation::Folder(folder) => panic!("the folder {}", folder.display()),
        }
    }

    fn problem(toml: &str) -> String {
        Settings::from_toml(toml).unwrap_err().to_string()
    }

    #[test]
    fn without_an_address_the_pictures_are_in_a_folder() {
        assert_eq!(location("storage.path = \"a/b\"").to_string(), "a/b");
    }

    #[test]
    fn an_address_is_a_bucket_and_a_prefix() {
        let plain = bucket("storage.url = \"s3://photos\"");
        assert_eq!((plain.name.as_str(), plain.prefix.as_str()), ("photos", ""));
        assert_eq!(plain.to_string(), "s3://photos in us-east-1");

        let deep = bucket(
            "storage.url = \"s3://my.photos/a/b/\"\nstorage.endpoint = \"http://minio:9000/\"",
        );
        assert_eq!(deep.prefix, "a/b");
        assert_eq!(deep.to_string(), "s3://my.photos/a/b at http://minio:9000");
    }

    #[test]
    fn a_bucket_needs_its_keys_and_they_are_not_shown() {
        let url = "storage.url = \"s3://photos\"";
        assert!(problem(url).contains("storage.access_key"));
        assert!(problem(KEYS).contains("storage.access_key"));

        let wrong = problem(&format!(
            "{url}\nstorage.access_key = \"AKIA\"\nstorage.secret_key = \"geh eim\""
        ));
        assert!(
            wrong.contains("storage.secret_key") && !wrong.contains("eim\""),
            "{wrong}"
        );

        let settings = Settings::from_toml(&format!("{KEYS}\n{url}")).unwrap();
        for shown in [
            format!("{settings:?}"),
            format!("{:?}", settings.storage.location()),
        ] {
            assert!(
                !shown.contains("geheim") && !shown.contains("AKIA"),
                "{shown}"
            );
        }
    }

    #[test]
    fn only_a_store_on_this_machine_may_speak_http_unnoticed() {
        for (endpoint, in_clear) in [
            ("http://127.0.0.1:9000", false),
            ("http://localhost:9000", false),
            ("http://[::1]:9000", false),
            ("http://minio:9000", true),
            ("https://s3.example.org", false),
            ("", false),
        ] {
            let settings =
                format!("storage.url = \"s3://photos\"\nstorage.endpoint = \"{endpoint}\"");
            assert_eq!(bucket(&settings).is_in_clear(), in_clear, "{endpoint}");
        }
    }
}

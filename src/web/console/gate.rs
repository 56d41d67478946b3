//! What stands before the password: only so many tries, from one address and from all together, and
//! only one at a time, for each costs memory and time.

use std::net::IpAddr;

use tokio::sync::Semaphore;

use crate::{domain::password::PasswordHash, web::guard::Buckets};

/// Wrong passwords from one address at once, and then within a minute.
const ADDRESS: (f64, f64) = (5.0, 1.0);
/// Tries from everywhere.
const ALL: (f64, f64) = (30.0, 10.0);
/// So often it is written down that there were too many.
const COMPLAINTS: (f64, f64) = (1.0, 1.0);

/// The gate.
pub(super) struct Gate {
    addresses: Buckets<IpAddr>,
    all: Buckets<()>,
    complaints: Buckets<()>,
    one: Semaphore,
}

/// How a try ended.
pub(super) enum Tried {
    Right,
    Wrong,
    /// The password was not even looked at.
    TooMany {
        is_to_be_told: bool,
    },
}

impl Default for Gate {
    fn default() -> Self {
        let addresses = Buckets::default();
        let all = Buckets::default();
        let complaints = Buckets::default();

        Self {
            addresses,
            all,
            complaints,
            one: Semaphore::new(1),
        }
    }
}

impl Gate {
    /// Compares a password. The time it takes tells nothing: the hash is computed whole, whatever
    /// was sent.
    pub(super) async fn attempt(
        &self,
        from: IpAddr,
        password: String,
        hash: &PasswordHash,
    ) -> anyhow::Result<Tried> {
        if !self.addresses.allow(from, ADDRESS) || !self.all.allow((), ALL) {
            return Ok(Tried::TooMany {
                is_to_be_told: self.complaints.allow((), COMPLAINTS),
            });
        }

        let _alone = self.one.acquire().await?;
        let hash = hash.clone();
        let is_right = tokio::task::spawn_blocking(move || hash.is_of(&password)).await?;

        Ok(if is_right { Tried::Right } else { Tried::Wrong })
    }
}

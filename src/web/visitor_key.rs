//! The key that signs the cookies of visitors. A cookie that somebody has made up is never adopted:
//! otherwise one person could plant a cookie in another's browser and read along.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use super::cookies;

/// What the signature is for, so that the key could sign something else as well.
const PURPOSE: &[u8] = b"visitor ";
/// Between the secret and its signature.
const SEPARATOR: char = '.';

/// The key.
pub(super) struct VisitorKey(Vec<u8>);

impl VisitorKey {
    pub(super) const fn new(key: Vec<u8>) -> Self {
        Self(key)
    }

    /// The value of the cookie that holds a secret.
    pub(super) fn sign(&self, secret: &str) -> String {
        let signature = self.signature(secret).finalize().into_bytes();
        format!("{secret}{SEPARATOR}{}", hex::encode(signature))
    }

    /// The secret in a cookie that this key has signed; compares in constant time.
    pub(super) fn read<'c>(&self, cookie: &'c str) -> Option<&'c str> {
        let (secret, signature) = cookie.split_once(SEPARATOR)?;
        let signature = hex::decode(signature).ok()?;
        let is_ours =
            cookies::is_secret(secret) && self.signature(secret).verify_slice(&signature).is_ok();

        is_ours.then_some(secret)
    }

    fn signature(&self, secret: &str) -> Hmac<Sha256> {
        Hmac::<Sha256>::new_from_slice(&self.0)
            .expect("HMAC takes keys of any length")
            .chain_update(PURPOSE)
            .chain_update(secret)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_the_key_has_signed_is_read() {
        let key = VisitorKey::new(vec![7; 32]);
        let secret = "5a".repeat(32);
        let cookie = key.sign(&secret);
        assert_eq!(key.read(&cookie), Some(secret.as_str()));

        let other_key = VisitorKey::new(vec![8; 32]);
        let other_secret = cookie.replacen("5a", "5b", 1);
        let cut_short = &cookie[..cookie.len() - 2];
        for forged in [
            secret.as_str(),
            &format!("{secret}."),
            &other_key.sign(&secret),
            &other_secret,
            cut_short,
            &key.sign("not a secret"),
            "",
            ".",
        ] {
            assert_eq!(key.read(forged), None, "{forged}");
        }
    }
}

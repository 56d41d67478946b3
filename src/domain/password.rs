//! The operator's password. Only its Argon2 hash is kept, as a PHC string.

use std::fmt;

use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, password_hash::phc};

/// The shortest password that is accepted.
pub const SHORTEST: usize = 10;
/// The longest password; longer input is refused before it is hashed.
pub const LONGEST: usize = 1024;

/// Upper limits for memory (in KiB) and rounds, because every sign-in pays for them.
const MOST_MEMORY: u32 = 256 * 1024;
const MOST_ROUNDS: u32 = 20;

/// The hash of a password.
#[derive(Clone)]
pub struct PasswordHash(phc::PasswordHash);

impl PasswordHash {
    /// Reads a PHC string such as `$argon2id$v=19$m=19456,t=2,p=1$…`. `None` if it cannot be
    /// verified, or only at excessive cost.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let hash = phc::PasswordHash::new(text).ok()?;
        let params = Params::try_from(&hash).ok()?;
        let is_ours = Algorithm::try_from(hash.algorithm.as_str()).is_ok();
        let is_whole = hash.salt.is_some() && hash.hash.is_some();
        let is_cheap = params.m_cost() <= MOST_MEMORY && params.t_cost() <= MOST_ROUNDS;

        (is_ours && is_whole && is_cheap).then_some(Self(hash))
    }

    /// Hashes a password with a random salt and OWASP's first recommended parameters.
    ///
    /// # Panics
    /// Never: password and salt are of lengths that Argon2 takes.
    #[must_use]
    pub fn hash(password: &str, salt: &[u8; 16]) -> Self {
        let hash = Argon2::default().hash_password_with_salt(password.as_bytes(), salt);
        Self(hash.expect("a password and a salt of 16 bytes can be hashed"))
    }

    /// Whether it is the hash of this password, in constant time.
    #[must_use]
    pub fn is_of(&self, password: &str) -> bool {
        Argon2::default()
            .verify_password(password.as_bytes(), &self.0)
            .is_ok()
    }
}

impl fmt::Display for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for PasswordHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PasswordHash(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_known_by_its_written_hash() {
        let written = PasswordHash::hash("correct horse battery", &[7; 16]).to_string();
        assert!(
            written.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{written}"
        );

        let hash = PasswordHash::parse(&written).unwrap();
        assert!(hash.is_of("correct horse battery"));
        assert!(!hash.is_of("correct horse batterie") && !hash.is_of(""));
        assert!(!format!("{hash:?}").contains("argon2"));
    }

    #[test]
    fn nothing_else_is_a_hash() {
        let whole = PasswordHash::hash("correct horse battery", &[7; 16]).to_string();
        let without_hash = whole.rsplit_once('$').unwrap().0;
        let dear = whole.replace("m=19456", "m=4000000");
        let other = whole.replace("argon2id", "scrypt");

        for text in [
            "",
            "secret",
            "$argon2id$",
            without_hash,
            dear.as_str(),
            other.as_str(),
        ] {
            assert!(PasswordHash::parse(text).is_none(), "{text}");
        }
    }
}

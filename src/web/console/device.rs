//! Browsers in which the operator has signed in before. Each keeps a signed cookie, which opens
//! nothing, but whose attempts to sign in do not wait behind those of strangers.

use std::time::Duration;

use axum::{http::HeaderMap, response::Response};
use axum_extra::extract::cookie::{Cookie, SameSite};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::{
    clock::Chance,
    domain::time::Moment,
    web::{ONE_YEAR, cookies},
};

const DEVICE_COOKIE: &str = "vernissage-console-device";
/// The length in bytes of a device's id.
const ID_BYTES: usize = 16;
/// How long after its last sign-in a browser is known.
const KNOWN_FOR: Duration = ONE_YEAR;

/// A browser that has signed in before.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct KnownDevice(String);

impl KnownDevice {
    pub(super) fn random(chance: Chance) -> Self {
        Self(hex::encode(chance.bytes::<ID_BYTES>()))
    }

    /// The device that a request comes from, if its cookie bears our signature and is not too old.
    pub(super) fn from_headers(headers: &HeaderMap, key: &[u8], now: Moment) -> Option<Self> {
        let cookie = cookies::find(headers, DEVICE_COOKIE)?;
        Self::read(cookie.value(), key, now)
    }

    fn read(value: &str, key: &[u8], now: Moment) -> Option<Self> {
        let (signed, signature) = value.rsplit_once('.')?;
        let (id, seen_at) = signed.split_once('.')?;
        let seen_at = Moment::from_millis(seen_at.parse().ok()?);

        signature_of(signed, key)
            .verify_slice(&hex::decode(signature).ok()?)
            .ok()?;

        (now.since(seen_at) < KNOWN_FOR).then(|| Self(id.to_owned()))
    }

    fn written(&self, key: &[u8], now: Moment) -> String {
        let signed = format!("{}.{}", self.0, now.millis());
        let signature = signature_of(&signed, key).finalize().into_bytes();
        format!("{signed}.{}", hex::encode(signature))
    }

    /// Makes the browser keep the cookie for the console alone, out of reach of scripts.
    pub(super) fn set_cookie(&self, response: &mut Response, key: &[u8], now: Moment, https: bool) {
        let cookie = Cookie::build((DEVICE_COOKIE, self.written(key, now)))
            .path("/console")
            .max_age(KNOWN_FOR.try_into().unwrap_or_default())
            .http_only(true)
            .same_site(SameSite::Strict)
            .secure(https)
            .build();
        cookies::set(response, &cookie);
    }
}

fn signature_of(text: &str, key: &[u8]) -> Hmac<Sha256> {
    let mut signature = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    signature.update(text.as_bytes());
    signature
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_we_have_signed_is_a_known_device() {
        let now = Moment::from_millis(1_800_000_000_000);
        let device = KnownDevice::random(Chance);
        let written = device.written(b"key", now);
        let read = |value: &str, key: &[u8], now| KnownDevice::read(value, key, now);

        assert_eq!(read(&written, b"key", now), Some(device));
        assert_eq!(read(&written, b"another", now), None);
        assert_eq!(read(&written, b"key", now.plus(KNOWN_FOR)), None);

        let (signed, signature) = written.rsplit_once('.').unwrap();
        let older = format!("{}.1.{signature}", &signed[..2 * ID_BYTES]);
        let other = format!("{}{}", "0".repeat(2 * ID_BYTES), &written[2 * ID_BYTES..]);
        for forged in [
            "",
            "a.b.c",
            signed,
            older.as_str(),
            other.as_str(),
            &written[1..],
        ] {
            assert_eq!(read(forged, b"key", now), None, "{forged}");
        }
    }
}

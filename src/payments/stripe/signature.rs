//! The signature of an event: `t=MOMENT,v1=HMAC,v1=HMAC`, where each HMAC is over `MOMENT.BODY`.
//! There are two of them while the operator changes the secret.

use std::time::Duration;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::domain::time::Moment;

/// How old an event may be, and how far ahead Stripe's clock: the tolerance of Stripe's own
/// libraries. What was recorded is worth nothing after that.
const TOLERANCE: Duration = Duration::from_mins(5);
/// How many signatures of one event are looked at.
const MOST_SIGNATURES: usize = 8;

/// Whether Stripe has signed this body lately.
pub(super) fn is_valid(header: &str, body: &[u8], secret: &str, now: Moment) -> bool {
    let Some(moment) = field(header, "t").next() else {
        return false;
    };
    let Some(sent_at) = parse_moment(moment) else {
        return false;
    };
    if sent_at.since(now).max(now.since(sent_at)) > TOLERANCE {
        return false;
    }

    field(header, "v1")
        .take(MOST_SIGNATURES)
        .filter_map(|signature| hex::decode(signature).ok())
        .any(|signature| is_signed(moment, body, secret, &signature))
}

fn field<'a>(header: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    header.split(',').filter_map(move |part| {
        let (key, value) = part.trim().split_once('=')?;
        (key == name).then_some(value)
    })
}

fn parse_moment(seconds: &str) -> Option<Moment> {
    let seconds: i64 = seconds.parse().ok()?;
    seconds.checked_mul(1000).map(Moment::from_millis)
}

/// Compares in constant time.
fn is_signed(moment: &str, body: &[u8], secret: &str, signature: &[u8]) -> bool {
    let key = secret.as_bytes();
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of every length");
    mac.update(moment.as_bytes());
    mac.update(b".");
    mac.update(body);

    mac.verify_slice(signature).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &[u8] = b"{\"id\":\"evt_1\"}";

    fn sign(seconds: i64, body: &[u8], secret: &str) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
        mac.update(format!("{seconds}.").as_bytes());
        mac.update(body);
        hex::encode(mac.finalize().into_bytes())
    }

    fn is_valid_at(header: &str, body: &[u8], seconds: i64) -> bool {
        let now = Moment::from_millis(seconds * 1000);
        is_valid(header, body, "whsec_a", now)
    }

    /// `printf '1700000000.{"id":"evt_1"}' | openssl dgst -sha256 -hmac whsec_a`
    #[test]
    fn the_signature_is_the_one_that_openssl_makes() {
        let hmac = "97ea69f91fd566038386bacf87292eb0d73a8207414ee62ed313d49996fe0639";
        assert_eq!(sign(1_700_000_000, BODY, "whsec_a"), hmac);
        let header = format!("t=1700000000,v1={hmac},v0=aa");
        assert!(is_valid_at(&header, BODY, 1_700_000_000));
    }

    #[test]
    fn another_body_secret_moment_or_scheme_is_forged() {
        let t = 1_700_000_000;
        let good = sign(t, BODY, "whsec_a");
        assert!(!is_valid_at(&format!("t={t},v1={good}"), b"{}", t));
        assert!(!is_valid_at(&format!("t={},v1={good}", t + 1), BODY, t));
        assert!(!is_valid_at(&format!("t={t},v0={good}"), BODY, t));

        let other = sign(t, BODY, "whsec_b");
        assert!(!is_valid_at(&format!("t={t},v1={other}"), BODY, t));
        for header in ["", "t=", "v1=", "t=x,v1=", &format!("v1={good}")] {
            assert!(!is_valid_at(header, BODY, t), "{header}");
        }
    }

    #[test]
    fn one_of_several_signatures_is_enough() {
        let t = 1_700_000_000;
        let header = format!(
            "t={t},v1={},v1={}",
            sign(t, BODY, "whsec_old"),
            sign(t, BODY, "whsec_a")
        );
        assert!(is_valid_at(&header, BODY, t));
    }

    #[test]
    fn what_is_old_is_not_believed() {
        let t = 1_700_000_000;
        let header = format!("t={t},v1={}", sign(t, BODY, "whsec_a"));
        for later in [-300, 0, 300] {
            assert!(is_valid_at(&header, BODY, t + later), "{later}");
        }

        for later in [-301, 301, 86_400] {
            assert!(!is_valid_at(&header, BODY, t + later), "{later}");
        }
    }
}

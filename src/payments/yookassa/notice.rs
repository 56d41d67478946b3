//! Notifications: unsigned letters, of which only the name of a payment is read.

use serde::Deserialize;

#[derive(Deserialize)]
struct Notice {
    event: String,
    object: Object,
}

#[derive(Deserialize)]
struct Object {
    id: String,
    payment_id: Option<String>,
}

/// The payment that a notification is about; `None` for one about anything else. Nothing of it is
/// true until YooKassa was asked.
pub(super) fn paid_for(body: &[u8]) -> Option<String> {
    let Notice { event, object } = serde_json::from_slice(body).ok()?;
    match event.split_once('.')?.0 {
        "payment" => Some(object.id),
        "refund" => object.payment_id,
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_payment_of_a_notification_is_found() {
        let payment = br#"{"type":"notification","event":"payment.succeeded","object":{"id":"2c","paid":true}}"#;
        assert_eq!(paid_for(payment).as_deref(), Some("2c"));

        let refund = br#"{"type":"notification","event":"refund.succeeded","object":{"id":"r","payment_id":"2c"}}"#;
        assert_eq!(paid_for(refund).as_deref(), Some("2c"));

        for other in [
            &br#"{"event":"payout.succeeded","object":{"id":"p"}}"#[..],
            b"{}",
            b"[",
            b"",
        ] {
            assert_eq!(paid_for(other), None);
        }
    }
}

//! Notifications. They are not signed, so only the id of a payment is read from them.

use serde::Deserialize;

#[derive(Deserialize)]
struct Notification {
    event: String,
    object: Object,
}

#[derive(Deserialize)]
struct Object {
    id: String,
    payment_id: Option<String>,
}

/// The payment that a notification is about; `None` if it is about anything else.
pub(super) fn payment_id(body: &[u8]) -> Option<String> {
    let Notification { event, object } = serde_json::from_slice(body).ok()?;
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
        assert_eq!(payment_id(payment).as_deref(), Some("2c"));

        let refund = br#"{"type":"notification","event":"refund.succeeded","object":{"id":"r","payment_id":"2c"}}"#;
        assert_eq!(payment_id(refund).as_deref(), Some("2c"));

        for other in [
            &br#"{"event":"payout.succeeded","object":{"id":"p"}}"#[..],
            b"{}",
            b"[",
            b"",
        ] {
            assert_eq!(payment_id(other), None);
        }
    }
}

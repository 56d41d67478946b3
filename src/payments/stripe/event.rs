//! Events. Only the id of a payment is read from them.

use serde::Deserialize;

#[derive(Deserialize)]
struct Event {
    data: EventData,
}

#[derive(Deserialize)]
struct EventData {
    object: EventObject,
}

#[derive(Deserialize)]
struct EventObject {
    object: String,
    id: String,
    payment_intent: Option<String>,
}

/// The session or the PaymentIntent that an event is about; `None` if it is about anything else.
pub(super) fn payment_id(body: &[u8]) -> Option<String> {
    let event: Event = serde_json::from_slice(body).ok()?;
    let object = event.data.object;

    match object.object.as_str() {
        "checkout.session" | "payment_intent" => Some(object.id),
        "charge" | "refund" | "dispute" => object.payment_intent,
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_payment_of_an_event_is_found() {
        let of = |object: &str| {
            payment_id(
                format!(r#"{{"id":"evt_1","type":"x","data":{{"object":{object}}}}}"#).as_bytes(),
            )
        };

        let session = r#"{"object":"checkout.session","id":"cs_1","payment_intent":"pi_1"}"#;
        assert_eq!(of(session).as_deref(), Some("cs_1"));

        for kind in ["charge", "refund", "dispute"] {
            let object = format!(r#"{{"object":"{kind}","id":"x","payment_intent":"pi_1"}}"#);
            assert_eq!(of(&object).as_deref(), Some("pi_1"), "{kind}");
        }

        assert_eq!(of(r#"{"object":"payout","id":"po_1"}"#), None);
        for other in [&b"{}"[..], b"[", b""] {
            assert_eq!(payment_id(other), None);
        }
    }
}

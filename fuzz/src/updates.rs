//! What holds for updates from any messenger.

use vernissage::{
    domain::{
        incoming::{Arrived, Incoming},
        sharing::{SharingPlace, SharingSearch},
    },
    messengers::{Checkout, CheckoutQuestion, InlineUpdate, UpdateBatch},
};

use super::{buttons, texts};

/// Checks what was read: the inbox can keep it, and the conversation can answer it.
pub fn check(batch: &UpdateBatch) {
    for arrived in &batch.arrived {
        check_arrived(arrived);
    }
    for checkout in &batch.checkouts {
        check_checkout(checkout);
    }

    for update in &batch.inline {
        check_inline(update);
    }

    for chat in &batch.unblocked {
        check_chat(chat);
    }
}

fn check_arrived(arrived: &Arrived) {
    for id in arrived.chat.split('/') {
        check_chat(id);
    }
    assert!(!arrived.id.is_empty());

    match &arrived.incoming {
        Incoming::Text(words) => texts::check_words(words),
        Incoming::Button(code) => buttons::check_code(code),
        Incoming::Files { files, .. } => assert!(!files.is_empty(), "files without a file"),
        Incoming::InGroup { person, files } => {
            check_chat(person);
            assert!(files.is_empty() || files.len() == 2, "a photo and a style");
        }
        Incoming::Charged(charge) => assert!(i64::try_from(charge.amount.minor).is_ok()),
        Incoming::Unsupported(_) | Incoming::Returned { .. } | Incoming::News(_) => {}
    }

    let kept = serde_json::to_string(&arrived.incoming).expect("an update is kept as JSON");
    let read: Incoming = serde_json::from_str(&kept).expect("an update is read from JSON");
    assert_eq!(read, arrived.incoming);
}

fn check_checkout(checkout: &Checkout) {
    if let CheckoutQuestion::Payment { amount, .. } = &checkout.question {
        assert!(i64::try_from(amount.minor).is_ok());
    }
}

fn check_inline(update: &InlineUpdate) {
    if let InlineUpdate::Query(query) = update {
        let search = SharingSearch::parse(&query.text);
        assert!(search.matches(&query.text.to_lowercase()), "{search:?}");
        let place = SharingPlace::parse(&query.offset);
        assert_eq!(SharingPlace::parse(&place.to_string()), place);
    }
}

fn check_chat(chat: &str) {
    assert!(chat.parse::<i64>().is_ok(), "{chat:?} is no chat");
}

//! Notifications of payments: YooKassa's, Stripe's, and the fields of Telegram's updates that are about
//! payments.

use std::{net::IpAddr, sync::LazyLock};

use serde_json::{Value, json};
use vernissage::{
    domain::{sender::TrustedProxies, time::Moment},
    payments::{
        PaymentWebhook,
        stripe::{Stripe, StripeAccount},
        yookassa::{Shop, Yookassa},
    },
};

use super::telegram;

static SHOP: LazyLock<Yookassa> = LazyLock::new(|| {
    let proxies =
        TrustedProxies::try_from(vec!["127.0.0.1".to_owned()]).expect("that is an address");

    Yookassa::new(&Shop {
        shop_id: "1",
        secret_key: "key",
        api_url: "http://127.0.0.1:1",
        receipts: None,
        proxies: &proxies,
    })
    .expect("the settings are valid")
});

static ACCOUNT: LazyLock<Stripe> = LazyLock::new(|| {
    Stripe::new(&StripeAccount {
        secret_key: "sk_test_key",
        webhook_secret: "whsec_secret",
        api_url: "http://127.0.0.1:1",
        makes_invoices: false,
    })
    .expect("the settings are valid")
});

/// Reads a notification of YooKassa and an event of Stripe, and the same bytes as the part of an update of Telegram.
pub fn check(body: &[u8]) {
    let _ = SHOP.read(None, body, Moment::default());

    let header = std::str::from_utf8(body).ok();
    let _ = ACCOUNT.read(header, body, Moment::default());

    if let Ok(header) = std::str::from_utf8(body) {
        let peer = IpAddr::from([127, 0, 0, 1]);
        let _ = SHOP.is_trusted(SHOP.sender(peer, Some(header)));
    }

    if let Ok(payment) = serde_json::from_slice::<Value>(body) {
        check_in_telegram(&payment);
    }
}

fn check_in_telegram(payment: &Value) {
    for field in ["successful_payment", "refunded_payment"] {
        for kind in ["private", "group"] {
            let chat = json!({ "id": 5, "type": kind });
            let from = json!({ "id": 5, "language_code": "ru" });
            check_update(&json!({
                "update_id": 1,
                "message": { "chat": chat, "from": from, field: payment },
            }));
        }
    }

    for field in ["pre_checkout_query", "shipping_query"] {
        check_update(&json!({ "update_id": 1, field: payment }));
    }
}

fn check_update(update: &Value) {
    telegram::check(&serde_json::to_vec(update).expect("JSON is written"));
}

//! Receipts, as the Russian law on cash registers (54-FZ) requires them.

use serde_json::{Value, json};

use super::objects::{self, Amount};
use crate::domain::{money::Money, payment::Goods, receipt::Contact};

/// The settings of receipts that YooKassa needs.
#[derive(Clone, Debug)]
pub struct ReceiptSettings {
    /// What credits are called on a receipt.
    pub item: String,
    /// What a canvas is called on a receipt.
    pub canvas_item: String,
    /// YooKassa's code of the VAT rate.
    pub vat_code: u8,
    /// YooKassa's code of the seller's tax system; `None` if the cash register knows it.
    pub tax_system_code: Option<u8>,
}

impl ReceiptSettings {
    /// The receipt of a sale.
    pub(super) fn receipt(&self, goods: &Goods, price: Money, contact: &Contact) -> Value {
        let (name, subject) = match goods {
            Goods::Credits { .. } => (&self.item, "service"),
            Goods::Canvas(_) => (&self.canvas_item, "commodity"),
        };

        let customer = match contact {
            Contact::Email(email) => json!({ "email": email }),
            Contact::Phone(phone) => json!({ "phone": phone }),
        };

        let item = json!({
            "description": objects::truncate(name),
            "quantity": "1.00",
            "amount": Amount::from_money(price),
            "vat_code": self.vat_code,
            "payment_mode": "full_payment",
            "payment_subject": subject,
        });
        let mut receipt = json!({ "customer": customer, "items": [item] });
        if let Some(code) = self.tax_system_code {
            receipt["tax_system_code"] = code.into();
        }

        receipt
    }
}

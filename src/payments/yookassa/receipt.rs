//! What the law on cash registers (54-FZ) wants to know of a sale.

use serde_json::{Value, json};

use super::wire::Amount;
use crate::domain::{money::Money, payment::Goods, receipt::Contact};

/// `receipt.*` of the settings, as far as they are YooKassa's.
#[derive(Clone, Debug)]
pub struct Receipts {
    /// What is sold, in the words of the law.
    pub item: String,
    /// The same of a canvas.
    pub canvas_item: String,
    /// The rate of VAT by its code.
    pub vat_code: u8,
    /// The seller's system of taxes by its code, where the cash register does not know it.
    pub tax_system_code: Option<u8>,
}

impl Receipts {
    /// The receipt of a sale.
    pub(super) fn of(&self, goods: &Goods, price: Money, contact: &Contact) -> Value {
        let (name, subject) = match goods {
            Goods::Credits { .. } => (&self.item, "service"),
            Goods::Canvas(_) => (&self.canvas_item, "commodity"),
        };

        let customer = match contact {
            Contact::Email(email) => json!({ "email": email }),
            Contact::Phone(phone) => json!({ "phone": phone }),
        };

        let item = json!({
            "description": super::wire::shortened(name),
            "quantity": "1.00",
            "amount": Amount::of(price),
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

//! The form that makes a Checkout Session.

use crate::{
    domain::{language::Language, receipt::Contact},
    payments::PaymentRequest,
};

/// The longest name of an item, in characters.
const LONGEST_NAME: usize = 250;

/// The fields of a session for a purchase. Each comes from the purchase's row or the settings, so
/// that a repetition is the same.
pub(super) fn form(request: &PaymentRequest<'_>, makes_invoices: bool) -> Vec<(String, String)> {
    let purchase = request.purchase.to_string();
    let amount = request.price.minor.to_string();
    let currency = request.price.currency.code().to_lowercase();
    let name: String = request.description.chars().take(LONGEST_NAME).collect();

    let mut fields = vec![
        ("mode", "payment"),
        ("client_reference_id", &purchase),
        ("success_url", request.return_url),
        ("cancel_url", request.return_url),
        ("locale", locale(request.language)),
        // The price is agreed. The account's own setting may offer the currency of the person's
        // country in place of it.
        ("adaptive_pricing[enabled]", "false"),
        ("line_items[0][quantity]", "1"),
        ("line_items[0][price_data][currency]", &currency),
        ("line_items[0][price_data][unit_amount]", &amount),
        ("line_items[0][price_data][product_data][name]", &name),
        ("metadata[purchase]", &purchase),
        ("payment_intent_data[metadata][purchase]", &purchase),
        ("payment_intent_data[description]", &name),
    ];

    if let Some(Contact::Email(email)) = request.contact {
        fields.push(("customer_email", email));
        fields.push(("payment_intent_data[receipt_email]", email));
    }

    if makes_invoices {
        fields.push(("invoice_creation[enabled]", "true"));
    }

    fields
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}

/// Stripe's name of a language; it follows the browser for those that it does not speak.
fn locale(language: Language) -> &'static str {
    match language {
        Language::En
        | Language::Ru
        | Language::De
        | Language::Fr
        | Language::Es
        | Language::Pt
        | Language::Tr => language.tag(),
        Language::Zh => "zh",
        Language::Kk | Language::Uk => "auto",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        credits::Credits,
        ids::PurchaseId,
        money::{Currency, Money},
        payment::Goods,
    };

    fn request(contact: Option<&Contact>) -> PaymentRequest<'_> {
        PaymentRequest {
            purchase: PurchaseId::from_chance(7),
            goods: Goods::Credits {
                credits: Credits::new(50),
                bonus: Credits::ZERO,
                draft: None,
            },
            price: Money::new(90, Currency::Jpy),
            description: "50 credits",
            language: Language::En,
            return_url: "https://paint.example.org/pay/back/1",
            contact,
        }
    }

    #[test]
    fn amounts_are_in_the_smallest_unit_and_names_are_written_in_brackets() {
        let form = form(&request(None), false);
        let field = |name: &str| {
            let found = form.iter().find(|(field, _)| field == name);
            found.map(|(_, value)| value.as_str())
        };

        assert_eq!(field("line_items[0][price_data][unit_amount]"), Some("90"));
        assert_eq!(field("line_items[0][price_data][currency]"), Some("jpy"));
        assert_eq!(field("metadata[purchase]"), field("client_reference_id"));
        assert_eq!(field("customer_email"), None);
        assert_eq!(field("invoice_creation[enabled]"), None);
        assert_eq!(field("adaptive_pricing[enabled]"), Some("false"));
    }

    #[test]
    fn a_known_address_gets_the_receipt() {
        let email = Contact::parse("ada@example.org", crate::domain::receipt::ReceiptTo::Email);
        let form = form(&request(email.as_ref()), true);
        for (name, value) in [
            ("payment_intent_data[receipt_email]", "ada@example.org"),
            ("invoice_creation[enabled]", "true"),
        ] {
            assert!(
                form.contains(&(name.to_owned(), value.to_owned())),
                "{name}"
            );
        }
    }
}

//! The strict check of request bodies: unknown fields, wrong types and exceeded limits are refused
//! by name.

use serde_json::{Map, Value};

use super::{ApiRequest, refusal::Refusal};

type Checked = Result<(), Refusal>;

/// The key and the body of an order.
pub(super) fn body(asked: &ApiRequest) -> Result<(String, Value), Refusal> {
    let key = asked
        .header("idempotence-key")
        .filter(|key| (1..=64).contains(&key.len()));
    let key = key.ok_or_else(|| {
        Refusal::invalid("Idempotence-Key", "Idempotence key is missing or too long")
    })?;

    if asked.header("content-type") != Some("application/json") {
        return Err(Refusal::invalid(
            "Content-Type",
            "Content type is not supported",
        ));
    }

    let body = serde_json::from_slice(&asked.body);
    Ok((
        key.to_owned(),
        body.map_err(|_| Refusal::invalid("body", "Incorrect JSON"))?,
    ))
}

/// A payment's order; with `receipts` the shop has a cash register that wants one.
pub(super) fn check_payment(order: &Value, receipts: bool) -> Checked {
    let known = [
        "amount",
        "capture",
        "confirmation",
        "description",
        "metadata",
        "receipt",
    ];
    let fields = object(order, "body", &known)?;
    let amount = amount(fields.get("amount"), "amount")?;

    ensure(
        order["capture"] == true,
        "capture",
        "a payment in two steps is not meant here",
    )?;

    check_confirmation(&order["confirmation"])?;
    text(order.get("description"), "description", 128)?;
    check_metadata(&order["metadata"])?;

    match fields.get("receipt") {
        Some(receipt) => check_receipt(receipt, amount),
        None => ensure(!receipts, "receipt", "Receipt is missing or illegal"),
    }
}

/// A refund's order: the payment and how much.
pub(super) fn check_refund(order: &Value) -> Result<(String, u64), Refusal> {
    let fields = object(order, "body", &["payment_id", "amount", "description"])?;
    let amount = amount(fields.get("amount"), "amount")?;
    text(fields.get("description"), "description", 250)?;

    let payment = order["payment_id"].as_str().filter(|id| id.len() == 36);
    let payment = payment.ok_or_else(|| Refusal::invalid("payment_id", "Invalid payment_id"))?;

    Ok((payment.to_owned(), amount))
}

fn check_confirmation(confirmation: &Value) -> Checked {
    object(
        confirmation,
        "confirmation",
        &["type", "return_url", "locale"],
    )?;

    ensure(
        confirmation["type"] == "redirect",
        "confirmation.type",
        "Incorrect value",
    )?;

    let back = confirmation["return_url"].as_str().unwrap_or_default();
    ensure(
        back.starts_with("http") && back.len() <= 2048,
        "confirmation.return_url",
        "Incorrect URL",
    )?;

    let locales = ["ru_RU", "en_US"];
    let locale = confirmation["locale"].as_str().unwrap_or_default();

    ensure(
        locales.contains(&locale),
        "confirmation.locale",
        "Incorrect value",
    )
}

fn check_metadata(metadata: &Value) -> Checked {
    let fields = metadata
        .as_object()
        .ok_or_else(|| Refusal::invalid("metadata", "Incorrect value"))?;

    let fits = |(key, value): (&String, &Value)| {
        key.len() <= 32
            && value
                .as_str()
                .is_some_and(|value| value.chars().count() <= 512)
    };

    ensure(
        fields.len() <= 16 && fields.iter().all(fits),
        "metadata",
        "Incorrect value",
    )
}

fn check_receipt(receipt: &Value, paid: u64) -> Checked {
    object(
        receipt,
        "receipt",
        &["customer", "items", "tax_system_code"],
    )?;

    let customer = object(
        &receipt["customer"],
        "receipt.customer",
        &["email", "phone"],
    )?;

    let email = customer
        .get("email")
        .and_then(Value::as_str)
        .is_some_and(|email| email.contains('@'));

    let is_number = |phone: &str| {
        (11..=15).contains(&phone.len()) && phone.bytes().all(|byte| byte.is_ascii_digit())
    };
    let phone = customer
        .get("phone")
        .and_then(Value::as_str)
        .is_some_and(is_number);
    ensure(
        email || phone,
        "receipt.customer",
        "email or phone is required",
    )?;

    if let Some(code) = receipt.get("tax_system_code") {
        let known = code.as_u64().is_some_and(|code| (1..=6).contains(&code));
        ensure(known, "receipt.tax_system_code", "Incorrect value")?;
    }

    let items = receipt["items"]
        .as_array()
        .ok_or_else(|| Refusal::invalid("receipt.items", "Incorrect value"))?;
    let mut sum = 0;
    for item in items {
        sum += check_item(item)?;
    }

    ensure(
        sum == paid,
        "receipt.items",
        "The amount of the items is not the amount of the payment",
    )
}

fn check_item(item: &Value) -> Result<u64, Refusal> {
    let known = [
        "description",
        "quantity",
        "amount",
        "vat_code",
        "payment_mode",
        "payment_subject",
    ];
    object(item, "receipt.items", &known)?;
    text(item.get("description"), "receipt.items.description", 128)?;
    ensure(
        item["quantity"] == "1.00",
        "receipt.items.quantity",
        "one thing is sold at a time",
    )?;

    let known = item["vat_code"]
        .as_u64()
        .is_some_and(|code| (1..=12).contains(&code));
    ensure(known, "receipt.items.vat_code", "Incorrect value")?;
    ensure(
        item["payment_mode"] == "full_payment",
        "receipt.items.payment_mode",
        "Incorrect value",
    )?;

    let subject = item["payment_subject"]
        .as_str()
        .is_some_and(|subject| ["commodity", "service"].contains(&subject));
    ensure(subject, "receipt.items.payment_subject", "Incorrect value")?;

    amount(item.get("amount"), "receipt.items.amount")
}

/// A decimal string with two digits behind the point, in kopecks.
fn amount(amount: Option<&Value>, name: &str) -> Result<u64, Refusal> {
    let refused = || Refusal::invalid(name, "Invalid amount");
    let amount = amount.ok_or_else(refused)?;
    object(amount, name, &["value", "currency"])?;
    ensure(
        amount["currency"] == "RUB",
        name,
        "Currency is not supported",
    )?;

    let (whole, part) = amount["value"]
        .as_str()
        .and_then(|value| value.split_once('.'))
        .ok_or_else(refused)?;
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    ensure(
        digits(whole) && digits(part) && part.len() == 2,
        name,
        "Invalid amount",
    )?;

    let kopecks = format!("{whole}{part}").parse().map_err(|_| refused())?;
    ensure(kopecks >= 100, name, "Amount is too small")?;

    Ok(kopecks)
}

fn object<'a>(
    value: &'a Value,
    name: &str,
    known: &[&str],
) -> Result<&'a Map<String, Value>, Refusal> {
    let fields = value
        .as_object()
        .ok_or_else(|| Refusal::invalid(name, "Incorrect value"))?;

    match fields.keys().find(|key| !known.contains(&key.as_str())) {
        Some(unknown) => Err(Refusal::invalid(
            &format!("{name}.{unknown}"),
            "Unknown field",
        )),
        None => Ok(fields),
    }
}

fn text(value: Option<&Value>, name: &str, most: usize) -> Checked {
    let fits = value.is_none_or(|value| {
        value
            .as_str()
            .is_some_and(|text| (1..=most).contains(&text.chars().count()))
    });
    ensure(fits, name, "Incorrect value")
}

fn ensure(holds: bool, parameter: &str, description: &str) -> Checked {
    if holds {
        Ok(())
    } else {
        Err(Refusal::invalid(parameter, description))
    }
}

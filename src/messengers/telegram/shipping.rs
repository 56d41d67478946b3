//! Delivery of goods that are paid in Telegram: reads the address and offers the ways of delivery.

use serde_json::Value;
use teloxide::{
    payloads::{AnswerShippingQuery, AnswerShippingQuerySetters},
    types::{LabeledPrice, ShippingOption as TelegramOption, ShippingQueryId},
};

use super::{Telegram, error::ignore_too_old, lenient::string};
use crate::{
    domain::{
        order::{
            Phone, Postcode, Recipient,
            recipient::{Country, Line},
        },
        payment::Destination,
    },
    messengers::{MessengerError, ShippingOption},
};

/// The chosen way of delivery and the address, from a pre-checkout query or a payment.
pub(super) fn destination(payment: &Value) -> Option<Destination> {
    Some(Destination {
        way: string(&payment["shipping_option_id"])?,
        recipient: recipient(&payment["order_info"]),
    })
}

/// The recipient; fields that make no sense are left out.
pub(super) fn recipient(info: &Value) -> Recipient {
    let address = &info["shipping_address"];
    let country = string(&address["country_code"]).and_then(|code| Country::parse(&code));
    let postcode = string(&address["post_code"]).zip(country);

    Recipient {
        name: string(&info["name"]).and_then(|name| Line::parse(&name)),
        phone: string(&info["phone_number"]).and_then(|number| Phone::parse(&number)),
        country,
        city: line(address, &["city"]),
        street: street(address),
        postcode: postcode.and_then(|(code, country)| Postcode::for_country(country, &code)),
    }
}

/// The second line of a street may be empty.
fn street(address: &Value) -> Option<Line> {
    let second = string(&address["street_line2"]);
    if second.is_some_and(|line| !line.trim().is_empty()) {
        line(address, &["street_line1", "street_line2"])
    } else {
        line(address, &["street_line1"])
    }
}

fn line(address: &Value, fields: &[&str]) -> Option<Line> {
    let parts: Vec<String> = fields
        .iter()
        .filter_map(|field| string(&address[*field]))
        .collect();

    Line::parse(&parts.join(", "))
}

impl Telegram {
    /// Answers a `shipping_query` with the ways of delivery, or refuses it.
    pub(super) async fn answer_shipping_query(
        &self,
        id: &str,
        options: Result<Vec<ShippingOption>, String>,
    ) -> Result<(), MessengerError> {
        let query = ShippingQueryId(id.to_owned());
        let answer = match options {
            Ok(options) => AnswerShippingQuery::new(query, true)
                .shipping_options(options.into_iter().map(telegram_option)),
            Err(why) => AnswerShippingQuery::new(query, false).error_message(why),
        };

        ignore_too_old(self.api.call(&answer).await)
    }
}

fn telegram_option(option: ShippingOption) -> TelegramOption {
    // Telegram itself refuses a price that is too high.
    let amount = u32::try_from(option.price.minor).unwrap_or(u32::MAX);
    let price = LabeledPrice::new(option.title.clone(), amount);

    TelegramOption::new(option.id, option.title, [price])
}

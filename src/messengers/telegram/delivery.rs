//! Where something goes that is paid in Telegram, as Telegram tells it; and which ways lead there.

use serde_json::Value;
use teloxide_core::{
    payloads::{AnswerShippingQuery, AnswerShippingQuerySetters},
    types::{LabeledPrice, ShippingOption, ShippingQueryId},
};

use super::{Telegram, lenient::words, stars::heard};
use crate::{
    domain::{
        order::{
            Phone, Postcode, Recipient,
            recipient::{Country, Line},
        },
        payment::Destination,
    },
    messengers::{AskError, Way},
};

/// What was chosen and said, in a question before a payment or in the payment itself.
pub(super) fn destination(told: &Value) -> Option<Destination> {
    let way = words(&told["shipping_option_id"])?;
    Some(Destination {
        way,
        recipient: recipient(&told["order_info"]),
    })
}

/// Whom it goes to; what cannot be meant is left out.
pub(super) fn recipient(info: &Value) -> Recipient {
    let address = &info["shipping_address"];
    let line = |parts: &[&str]| {
        let parts: Vec<String> = parts
            .iter()
            .filter_map(|part| words(&address[*part]))
            .collect();
        Line::parse(&parts.join(", "))
    };

    let country = words(&address["country_code"]).and_then(|code| Country::parse(&code));
    let postcode = words(&address["post_code"]).zip(country);

    Recipient {
        name: words(&info["name"]).and_then(|name| Line::parse(&name)),
        phone: words(&info["phone_number"]).and_then(|number| Phone::parse(&number)),
        country,
        city: line(&["city"]),
        street: street(&line, address),
        postcode: postcode.and_then(|(code, country)| Postcode::for_country(country, &code)),
    }
}

/// The second line may be empty.
fn street(line: &impl Fn(&[&str]) -> Option<Line>, address: &Value) -> Option<Line> {
    let has_second = words(&address["street_line2"]).is_some_and(|words| !words.trim().is_empty());
    if has_second {
        line(&["street_line1", "street_line2"])
    } else {
        line(&["street_line1"])
    }
}

impl Telegram {
    /// Says which ways lead there, or that none does.
    pub(super) async fn say_how(
        &self,
        id: &str,
        ways: Result<Vec<Way>, String>,
    ) -> Result<(), AskError> {
        let query = ShippingQueryId(id.to_owned());
        let answer = match ways {
            Ok(ways) => {
                AnswerShippingQuery::new(query, true).shipping_options(ways.into_iter().map(option))
            }
            Err(why) => AnswerShippingQuery::new(query, false).error_message(why),
        };

        heard(self.api.call(&answer).await)
    }
}

fn option(way: Way) -> ShippingOption {
    // Telegram itself says no to what is too much.
    let price = LabeledPrice::new(
        way.title.clone(),
        u32::try_from(way.price.minor).unwrap_or(u32::MAX),
    );
    ShippingOption::new(way.id, way.title, [price])
}

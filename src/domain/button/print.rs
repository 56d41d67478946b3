//! The codes of an order's buttons.

use std::fmt;

use super::PrintAction;
use crate::domain::money::Currency;
use crate::domain::order::recipient::Country;
use crate::domain::order::{Format, PrintStep, Wrap};

pub(super) fn parse(parts: &[&str]) -> Option<PrintAction> {
    match parts {
        ["g", step] => PrintStep::parse(step).map(PrintAction::Go),
        ["f", format] => Format::parse(format).map(PrintAction::Size),
        ["s", steps] => steps.parse().ok().map(PrintAction::Shift),
        ["t"] => Some(PrintAction::Turn),
        ["w", wrap] => Wrap::parse(wrap).map(PrintAction::Wrap),
        ["c", country] => Country::parse(country).map(PrintAction::Country),
        ["m", currency] => Currency::parse(currency).map(PrintAction::Currency),
        ["b", place] => place.parse().ok().map(PrintAction::Delivery),
        ["p"] => Some(PrintAction::Pay),
        ["x"] => Some(PrintAction::Drop),
        ["v"] => Some(PrintAction::Show),
        _ => None,
    }
}

impl fmt::Display for PrintAction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Go(step) => write!(f, "g:{}", step.name()),
            Self::Size(format) => write!(f, "f:{format}"),
            Self::Shift(steps) => write!(f, "s:{steps}"),
            Self::Turn => f.write_str("t"),
            Self::Wrap(wrap) => write!(f, "w:{}", wrap.name()),
            Self::Country(country) => write!(f, "c:{}", country.code()),
            Self::Currency(currency) => write!(f, "m:{}", currency.code()),
            Self::Delivery(place) => write!(f, "b:{place}"),
            Self::Pay => f.write_str("p"),
            Self::Drop => f.write_str("x"),
            Self::Show => f.write_str("v"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::button::Action;
    use crate::domain::ids::OrderId;

    #[test]
    fn every_button_of_an_order_is_read_back() {
        let order = OrderId::from_chance(u64::MAX);
        let steps = PrintStep::ALL.map(PrintAction::Go).into_iter();
        let others = [
            PrintAction::Size(Format::new(60, 90)),
            PrintAction::Shift(-2),
            PrintAction::Turn,
            PrintAction::Country(Country::parse("RU").unwrap()),
            PrintAction::Delivery(3),
            PrintAction::Currency(Currency::Eur),
            PrintAction::Pay,
            PrintAction::Drop,
            PrintAction::Show,
        ];

        for action in steps.chain(Wrap::ALL.map(PrintAction::Wrap)).chain(others) {
            let action = Action::Print(order, action);
            assert_eq!(Action::parse(&action.to_string()), action);
        }

        for code in [
            "o:1",
            "o:1:g:no",
            "o:1:c:RUS",
            "o:1:b:256",
            "o::p",
            "o:1:f:0x1",
        ] {
            assert_eq!(Action::parse(code), Action::Unknown, "{code}");
        }
    }
}

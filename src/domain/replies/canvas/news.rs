//! What a person hears of an order by itself.

use super::format;
use crate::domain::button::{Action, PrintAction};
use crate::domain::ids::OrderId;
use crate::domain::language::Language;
use crate::domain::message::{Keyboard, Message};
use crate::domain::news::OrderNews;
use crate::domain::order::CanvasOrder;
use crate::domain::picture::{PictureKey, PictureRef};
use crate::domain::replies::{button, in_date};
use crate::domain::time::Moment;

/// News about an order, with its date.
#[must_use]
pub fn news(language: Language, order: OrderId, news: &OrderNews, at: Moment) -> Message {
    let key = match news {
        OrderNews::Paid(_) => "order-paid",
        OrderNews::InProduction => "order-in-production",
        OrderNews::Shipped { .. } => "order-shipped",
        OrderNews::Delivered => "order-delivered",
        OrderNews::Cancelled => "order-cancelled",
        OrderNews::Refunded => "order-refunded",
        OrderNews::PaidInVain => "order-paid-in-vain",
        OrderNews::ReturnedInVain => "order-returned-in-vain",
    };

    let tracking = if let OrderNews::Shipped { tracking } = news {
        tracking.clone()
    } else {
        String::new()
    };

    let values = [
        ("order", order.to_string().into()),
        ("date", in_date(language, at).into()),
        ("tracking", tracking.into()),
    ];

    let show = button(
        language,
        "button-order-show",
        Action::Print(order, PrintAction::Show),
    );

    Message::text(language.fill(key, &values)).with(Keyboard::grid(1, [show]))
}

/// The proof of a finished master, before anything is printed.
#[must_use]
pub fn proof(
    language: Language,
    order: &CanvasOrder,
    picture: PictureKey,
    origin: MasterOrigin,
) -> Message {
    let key = match origin {
        MasterOrigin::Painted => "master-proof",
        MasterOrigin::Resampled => "master-proof-resampled",
    };

    let values = [
        ("order", order.id.to_string().into()),
        (
            "format",
            order.design.map(format).unwrap_or_default().into(),
        ),
    ];

    let show = button(
        language,
        "button-order-show",
        Action::Print(order.id, PrintAction::Show),
    );

    Message::picture(PictureRef::Own(picture), language.fill(key, &values))
        .with(Keyboard::grid(1, [show]))
}

/// How a master reached its full size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MasterOrigin {
    /// It was painted at full size.
    Painted,
    /// It was painted smaller and then enlarged.
    Resampled,
}

/// Says that the master could not be made after several attempts.
#[must_use]
pub fn master_failed(language: Language, order: OrderId) -> Message {
    let show = button(
        language,
        "button-order-show",
        Action::Print(order, PrintAction::Show),
    );

    Message::text(language.fill("master-failed", &[("order", order.to_string().into())]))
        .with(Keyboard::grid(1, [show]))
}

//! What goes wrong, by order or by chance.

use std::time::Duration;

use crate::support::chance::Chance;

/// A way to go wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// 429 with `retry_after` in seconds.
    TooMany(u32),
    /// An error of the servers in between, in HTML.
    Status(u16),
    /// The connection is cut before anything was done.
    CutBefore,
    /// It is done, but the answer is lost.
    CutAfter,
    /// It is done, and answered only after so long.
    Late(Duration),
    /// Nothing is done and nothing is said for so long; then the connection is cut.
    Silence(Duration),
    /// A no of the API.
    Refuse(u16, &'static str),
}

/// A fault for certain requests.
#[derive(Clone, Debug)]
pub(crate) struct Order {
    /// In small letters; empty for any.
    pub(crate) method: &'static str,
    /// Only of this chat.
    pub(crate) chat: Option<i64>,
    /// So many times.
    pub(crate) times: u32,
    pub(crate) fault: Fault,
}

/// Faults by chance.
#[derive(Debug)]
pub(crate) struct Storm {
    pub(crate) chance: Chance,
    /// So many of a thousand requests go wrong.
    pub(crate) of_a_thousand: u64,
}

#[derive(Debug, Default)]
pub(crate) struct Faults {
    /// Every request is cut.
    pub(crate) down: bool,
    pub(crate) orders: Vec<Order>,
    pub(crate) storm: Option<Storm>,
    /// How many requests went wrong, by way.
    pub(crate) happened: std::collections::BTreeMap<&'static str, u64>,
}

impl Faults {
    /// What goes wrong with this request.
    pub(crate) fn of(&mut self, method: &str, chat: Option<i64>) -> Option<Fault> {
        let fault = self
            .ordered(method, chat)
            .or_else(|| self.storm.as_mut()?.draw(method))?;
        *self.happened.entry(name(&fault)).or_default() += 1;
        Some(fault)
    }

    fn ordered(&mut self, method: &str, chat: Option<i64>) -> Option<Fault> {
        if self.down {
            return Some(Fault::CutBefore);
        }

        let fits = |order: &&mut Order| {
            order.times > 0
                && (order.method.is_empty() || order.method == method)
                && (order.chat.is_none() || order.chat == chat)
        };
        let order = self.orders.iter_mut().find(fits)?;
        order.times -= 1;

        Some(order.fault.clone())
    }
}

impl Storm {
    fn draw(&mut self, method: &str) -> Option<Fault> {
        if self.chance.below(1000) >= self.of_a_thousand {
            return None;
        }

        Some(match self.chance.below(10) {
            // Asking again and again for updates is never too much.
            0 if method != "getupdates" => Fault::TooMany(1),
            0..=2 => Fault::CutBefore,
            3..=6 => Fault::CutAfter,
            _ => Fault::Late(Duration::from_millis(self.chance.below(100))),
        })
    }
}

fn name(fault: &Fault) -> &'static str {
    match fault {
        Fault::TooMany(_) => "429",
        Fault::Status(_) => "5xx",
        Fault::CutBefore => "requests lost",
        Fault::CutAfter => "replies lost",
        Fault::Late(_) => "replies late",
        Fault::Silence(_) => "silence",
        Fault::Refuse(..) => "refused",
    }
}

//! What goes wrong, by order or by chance.

use std::{
    collections::{BTreeMap, VecDeque},
    time::Duration,
};

use crate::support::chance::Chance;

/// A way to go wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// An error of the API, by its code.
    Error(i64),
    /// An error of the servers in between, in HTML.
    Status(u16),
    /// The connection is cut before anything was done.
    CutBefore,
    /// It is done, but the answer is lost.
    CutAfter,
    /// It is done, and answered only after so long.
    Late(Duration),
}

/// A way in which the server for events goes wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum LineFault {
    /// `failed: 1`: the place is too old, and the one to go on from is before what was seen
    /// already.
    TooOld,
    /// `failed: 2`: the key has run out.
    KeyGone,
    /// `failed: 3`: key and place are gone.
    AllGone,
    /// An answer that ends in the middle.
    HalfJson,
    /// An answer that is something else.
    Status(u16),
    /// Nothing, and then the connection is cut.
    Silence(Duration),
    /// The answer is lost.
    CutAfter,
}

/// A fault for certain requests.
#[derive(Clone, Debug)]
pub(crate) struct Order {
    /// Empty for any.
    pub(crate) method: &'static str,
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
    /// Of the server for events, in their order.
    pub(crate) of_line: VecDeque<LineFault>,
    pub(crate) storm: Option<Storm>,
    /// How many requests went wrong, by way.
    pub(crate) happened: BTreeMap<String, u64>,
}

impl Faults {
    /// What goes wrong with this request.
    pub(crate) fn of(&mut self, method: &str) -> Option<Fault> {
        let fault = self
            .ordered(method)
            .or_else(|| self.storm.as_mut()?.draw())?;
        *self.happened.entry(name(&fault)).or_default() += 1;
        Some(fault)
    }

    fn ordered(&mut self, method: &str) -> Option<Fault> {
        if self.down {
            return Some(Fault::CutBefore);
        }

        let fits = |order: &&mut Order| {
            order.times > 0 && (order.method.is_empty() || order.method == method)
        };
        let order = self.orders.iter_mut().find(fits)?;
        order.times -= 1;

        Some(order.fault.clone())
    }
}

impl Storm {
    fn draw(&mut self) -> Option<Fault> {
        if self.chance.below(1000) >= self.of_a_thousand {
            return None;
        }

        Some(match self.chance.below(10) {
            0 => Fault::Error(10),
            1..=2 => Fault::CutBefore,
            3..=7 => Fault::CutAfter,
            _ => Fault::Late(Duration::from_millis(self.chance.below(100))),
        })
    }
}

fn name(fault: &Fault) -> String {
    match fault {
        Fault::Error(code) => format!("errors {code}"),
        Fault::Status(_) => "5xx".to_owned(),
        Fault::CutBefore => "requests lost".to_owned(),
        Fault::CutAfter => "replies lost".to_owned(),
        Fault::Late(_) => "replies late".to_owned(),
    }
}

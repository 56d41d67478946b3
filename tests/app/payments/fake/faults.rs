//! What goes wrong, by order or by chance.

use std::{collections::BTreeMap, time::Duration};

use axum::http::Method;

use crate::support::chance::Chance;

/// What can be asked of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Call {
    /// POST /v3/payments
    Create,
    /// GET /v3/payments/{id}
    Look,
    /// POST /v3/refunds
    Refund,
}

impl Call {
    pub(super) fn of(method: &Method, path: &str) -> Option<Self> {
        match (method.as_str(), path) {
            ("POST", "/v3/payments") => Some(Self::Create),
            ("POST", "/v3/refunds") => Some(Self::Refund),
            ("GET", path) if path.starts_with("/v3/payments/") => Some(Self::Look),
            _ => None,
        }
    }
}

/// A way to go wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Fault {
    /// 500, and nothing is done.
    Broken,
    /// 500, and it is done all the same.
    BrokenAfter,
    /// A page of the servers in between; nothing is done.
    Gateway,
    /// 429.
    TooMany,
    /// The connection is cut before anything was done.
    Cut,
    /// It is done, and the connection is cut.
    CutAfter,
    /// It is done, and half of the answer comes.
    Half,
    /// It is done, and answered only after so long.
    Late(Duration),
    /// It is done, and never answered.
    Silence,
}

impl Fault {
    /// Whether nothing is done then.
    pub(super) fn comes_before(&self) -> bool {
        matches!(
            self,
            Self::Broken | Self::Gateway | Self::TooMany | Self::Cut
        )
    }

    /// Whether the work is done and the answer of no use.
    pub(crate) fn loses_the_answer(&self) -> bool {
        matches!(
            self,
            Self::BrokenAfter | Self::CutAfter | Self::Half | Self::Silence
        )
    }
}

/// Faults by chance.
#[derive(Debug)]
pub(crate) struct Storm {
    pub(crate) chance: Chance,
    /// So many of a thousand calls go wrong.
    pub(crate) of_a_thousand: u64,
}

#[derive(Debug, Default)]
pub(crate) struct Faults {
    /// Every call is cut.
    pub(crate) down: bool,
    orders: Vec<(Call, u32, Fault)>,
    pub(crate) storm: Option<Storm>,
    /// How many calls went wrong, by way; however late counts as one way.
    pub(crate) happened: BTreeMap<Fault, u64>,
}

impl Faults {
    pub(super) fn order(&mut self, call: Call, times: u32, fault: Fault) {
        self.orders.push((call, times, fault));
    }

    pub(super) fn calm(&mut self) {
        (self.down, self.storm) = (false, None);
        self.orders.clear();
    }

    /// What goes wrong with this call.
    pub(super) fn of(&mut self, call: Call) -> Option<Fault> {
        let fault = self.ordered(call).or_else(|| self.storm.as_mut()?.draw())?;
        let way = if let Fault::Late(_) = fault {
            Fault::Late(Duration::ZERO)
        } else {
            fault.clone()
        };

        *self.happened.entry(way).or_default() += 1;
        Some(fault)
    }

    fn ordered(&mut self, call: Call) -> Option<Fault> {
        if self.down {
            return Some(Fault::Cut);
        }

        let (_, times, fault) = self
            .orders
            .iter_mut()
            .find(|(of, times, _)| *of == call && *times > 0)?;
        *times -= 1;

        Some(fault.clone())
    }

    /// How many calls were carried out whose answer was lost.
    pub(crate) fn lost_answers(&self) -> u64 {
        self.happened
            .iter()
            .filter(|(fault, _)| fault.loses_the_answer())
            .map(|(_, times)| times)
            .sum()
    }
}

impl Storm {
    fn draw(&mut self) -> Option<Fault> {
        if self.chance.below(1000) >= self.of_a_thousand {
            return None;
        }

        Some(match self.chance.below(12) {
            0 => Fault::Broken,
            1 => Fault::Gateway,
            2 => Fault::TooMany,
            3 => Fault::Cut,
            4 | 5 => Fault::BrokenAfter,
            6..=8 => Fault::CutAfter,
            9 => Fault::Half,
            _ => Fault::Late(Duration::from_millis(self.chance.below(300))),
        })
    }
}

//! What was paid, what was only asked for, and refunds.

use askama::Template;
use axum::{
    Extension,
    extract::{Query, State as Given},
    response::{Html, Redirect},
};
use serde::Deserialize;

use super::{
    State,
    frame::{Done, Frame, Told, html},
    posted::Posted,
    session::Signed,
    shown,
    trouble::Result,
};
use crate::{
    domain::{payment::Provider, time::Moment},
    operator::Force,
    store::{
        RefundState,
        console::{ChargeFilter, ChargeLine, OpenPurchase},
    },
};

/// What stands in the address of a list; empty for everything.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    provider: String,
    unmatched: String,
    before: String,
}

impl Wanted {
    fn filter(&self) -> ChargeFilter {
        ChargeFilter {
            provider: Provider::parse(&self.provider),
            unmatched: !self.unmatched.is_empty(),
            before: self.before.parse().ok().map(Moment::from_millis),
        }
    }
}

#[derive(Template)]
#[template(path = "purchases.html")]
struct List {
    frame: Frame,
    wanted: Wanted,
    charges: Vec<ChargeLine>,
    open: Vec<OpenPurchase>,
}

/// A page of the list.
pub(super) async fn list(
    Given(state): State,
    Extension(signed): Extension<Signed>,
    Query(wanted): Query<Wanted>,
    told: Query<Told>,
) -> Result<Html<String>> {
    let charges = state.console().charges(&wanted.filter()).await?;
    let open = state.console().open_purchases().await?;

    html(&List {
        frame: Frame::of(&signed, told),
        wanted,
        charges,
        open,
    })
}

/// Which payment goes back, and why.
#[derive(Deserialize)]
pub(super) struct Refund {
    payment: String,
    reason: String,
    #[serde(default)]
    force: String,
}

/// Begins it; the service asks the provider.
pub(super) async fn refund(
    Given(state): State,
    Posted { signed, form }: Posted<Refund>,
) -> Result<Redirect> {
    let operator = state.operator(&signed);
    let charge = operator.payment(&form.payment).await?;
    let force = if form.force.is_empty() {
        Force::No
    } else {
        Force::WritesOff
    };

    operator.refund(&charge, &form.reason, force).await?;
    state.shared.state.bells.payments.ring();

    Ok(Done::Refunding.at("/console/purchases"))
}

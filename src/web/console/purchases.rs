//! Payments, purchases that are not paid yet, and refunds.

use std::sync::Arc;

use askama::Template;
use axum::{
    Extension,
    extract::{Query, State},
    response::{Html, Redirect},
};
use serde::Deserialize;

use super::{
    ConsoleState,
    error::Result,
    form::ConsoleForm,
    format,
    layout::{Layout, Notice, NoticeQuery},
    render::html,
    session::ConsoleSession,
};
use crate::{
    domain::{payment::Provider, time::Moment},
    operator::Force,
    store::{
        RefundState,
        console::{ChargeFilter, ChargeLine, OpenPurchase},
    },
};

/// The filters in the address of the list; empty for everything.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ChargeListQuery {
    provider: String,
    unmatched: String,
    before: String,
}

impl ChargeListQuery {
    fn filter(&self) -> ChargeFilter {
        ChargeFilter {
            provider: Provider::parse(&self.provider),
            unmatched: !self.unmatched.is_empty(),
            before: self.before.parse().ok().map(Moment::from_millis),
        }
    }
}

#[derive(Template)]
#[template(path = "console/purchases.html")]
struct PurchasesPage {
    layout: Layout,
    query: ChargeListQuery,
    charges: Vec<ChargeLine>,
    open: Vec<OpenPurchase>,
}

/// A page of the list.
pub(super) async fn list(
    State(state): State<Arc<ConsoleState>>,
    Extension(session): Extension<ConsoleSession>,
    Query(query): Query<ChargeListQuery>,
    notice: Query<NoticeQuery>,
) -> Result<Html<String>> {
    let charges = state.console().charges(&query.filter()).await?;
    let open = state.console().open_purchases().await?;

    html(&PurchasesPage {
        layout: session.layout(&notice),
        query,
        charges,
        open,
    })
}

/// The form that refunds a payment.
#[derive(Deserialize)]
pub(super) struct RefundFields {
    payment: String,
    reason: String,
    #[serde(default)]
    force: String,
}

/// Begins a refund; a worker asks the provider.
pub(super) async fn refund(
    State(state): State<Arc<ConsoleState>>,
    ConsoleForm { session, fields }: ConsoleForm<RefundFields>,
) -> Result<Redirect> {
    let operator = state.operator(&session);
    let charge = operator.payment(&fields.payment).await?;
    let force = if fields.force.is_empty() {
        Force::No
    } else {
        Force::WritesOff
    };

    operator.refund(&charge, &fields.reason, force).await?;
    state.web().bells.payments.ring();

    Ok(Notice::Refunding.at("/console/purchases"))
}

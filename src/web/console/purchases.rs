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
    pages::{PageLinks, PageQuery},
    render::html,
    session::ConsoleSession,
};
use crate::{
    domain::{
        ids::PersonId,
        payment::{DisputeState, Provider},
    },
    operator::Force,
    store::{
        RefundState,
        console::{ChargeFilter, ChargeLine, OpenPurchase, PageStart},
    },
};

/// The purchases not paid yet that stand below the payments.
const OPEN_SHOWN: usize = 10;

/// The filters in the address of the list; empty for everything.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct ChargeListQuery {
    provider: String,
    unmatched: String,
    disputed: String,
    person: String,
}

impl ChargeListQuery {
    fn filter(&self) -> ChargeFilter {
        ChargeFilter {
            provider: Provider::parse(&self.provider),
            unmatched: !self.unmatched.is_empty(),
            disputed: !self.disputed.is_empty(),
            person: self.person.parse().ok().map(PersonId),
        }
    }
}

#[derive(Template)]
#[template(path = "console/purchases.html")]
struct PurchasesPage {
    layout: Layout,
    query: ChargeListQuery,
    person: Option<PersonId>,
    charges: Vec<ChargeLine>,
    links: PageLinks,
    open: Vec<OpenPurchase>,
    has_more_open: bool,
}

/// A page of the payments, and the last purchases that are not paid yet.
pub(super) async fn list(
    State(state): State<Arc<ConsoleState>>,
    Extension(session): Extension<ConsoleSession>,
    Query(query): Query<ChargeListQuery>,
    Query(place): Query<PageQuery>,
    notice: Query<NoticeQuery>,
) -> Result<Html<String>> {
    let filter = query.filter();
    let page = state.console().charges(&filter, place.start()).await?;
    let open = state.console().open_purchases(PageStart::First).await?;
    let links = PageLinks::new("/console/purchases", &page)
        .with("provider", &query.provider)
        .with("unmatched", &query.unmatched)
        .with("disputed", &query.disputed)
        .with("person", &query.person);

    html(&PurchasesPage {
        layout: session.layout(&notice),
        query,
        person: filter.person,
        charges: page.items,
        links,
        has_more_open: open.items.len() > OPEN_SHOWN,
        open: open.items.into_iter().take(OPEN_SHOWN).collect(),
    })
}

#[derive(Template)]
#[template(path = "console/open_purchases.html")]
struct OpenPurchasesPage {
    layout: Layout,
    open: Vec<OpenPurchase>,
    links: PageLinks,
}

/// A page of the purchases that are not paid yet.
pub(super) async fn list_open(
    State(state): State<Arc<ConsoleState>>,
    Extension(session): Extension<ConsoleSession>,
    Query(place): Query<PageQuery>,
) -> Result<Html<String>> {
    let page = state.console().open_purchases(place.start()).await?;

    html(&OpenPurchasesPage {
        layout: session.layout_without_notice(),
        links: PageLinks::new("/console/purchases/open", &page),
        open: page.items,
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

//! Canvases on their way: a board by stage, and one order with its files for the print shop and its
//! next steps.

use askama::Template;
use axum::{
    Extension,
    extract::{Path, Query, State as Given},
    http::header,
    response::{Html, IntoResponse, Redirect, Response},
};
use bytes::Bytes;
use serde::Deserialize;

use super::{
    State,
    frame::{Done, Frame, Told, html},
    posted::{Posted, Pressed},
    session::Signed,
    shown,
    trouble::{Result, Trouble},
};
use crate::{
    domain::{
        ids::OrderId, language::Language, order::Stage, picture::PictureRef, replies::canvas,
    },
    store::{
        console::ConsoleStore,
        orders::{Advance, KeptOrder, MasterState},
    },
};

/// A column of the board.
struct Column {
    stage: &'static str,
    count: u64,
    orders: Vec<KeptOrder>,
}

#[derive(Template)]
#[template(path = "orders.html")]
struct Board {
    frame: Frame,
    columns: Vec<Column>,
}

/// Everything that was ever confirmed, what waits for the operator first.
pub(super) async fn board(
    Given(state): State,
    Extension(signed): Extension<Signed>,
    told: Query<Told>,
) -> Result<Html<String>> {
    let stages = &Stage::NAMES[1..];
    let read = state.console().orders(stages).await?;
    let column = |(stage, (orders, count)): (&&'static str, _)| Column {
        stage,
        count,
        orders,
    };

    let columns = stages.iter().zip(read).map(column).collect();
    html(&Board {
        frame: Frame::of(&signed, told),
        columns,
    })
}

#[derive(Template)]
#[template(path = "order.html")]
struct Sheet {
    frame: Frame,
    kept: KeptOrder,
}

/// Everything about one.
pub(super) async fn sheet(
    Given(state): State,
    Extension(signed): Extension<Signed>,
    Path(order): Path<String>,
    told: Query<Told>,
) -> Result<Html<String>> {
    let kept = find(state.console(), &order).await?;
    html(&Sheet {
        frame: Frame::of(&signed, told),
        kept,
    })
}

async fn find(console: &dyn ConsoleStore, number: &str) -> Result<KeptOrder> {
    let id = OrderId::parse(number).ok_or(Trouble::NotFound)?;
    console.order(id).await?.ok_or(Trouble::NotFound)
}

/// What the print shop gets.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum File {
    Master,
    Sheet,
}

/// One of the files, to be saved under the order's number.
pub(super) async fn file(
    Given(state): State,
    Path((order, file)): Path<(String, File)>,
) -> Result<Response> {
    let kept = find(state.console(), &order).await?;
    let Some(MasterState::Done(files)) = kept.master else {
        return Err(Trouble::NotFound);
    };
    let (key, what) = match file {
        File::Master => (files.master, "master"),
        File::Sheet => (files.sheet, "sheet"),
    };

    let bytes = state
        .shared
        .state
        .pictures
        .bytes(kept.person, PictureRef::Own(key))
        .await?;
    let bytes = bytes.ok_or(Trouble::NotFound)?;
    let (kind, ending) = kind(&bytes);
    let disposition = format!("attachment; filename=\"{}-{what}.{ending}\"", kept.order.id);

    Ok((
        [
            (header::CONTENT_TYPE, kind.to_owned()),
            (header::CONTENT_DISPOSITION, disposition),
        ],
        bytes,
    )
        .into_response())
}

fn kind(bytes: &Bytes) -> (&'static str, &'static str) {
    match bytes.as_ref() {
        [0x89, b'P', b'N', b'G', ..] => ("image/png", "png"),
        [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => ("image/tiff", "tif"),
        [b'%', b'P', b'D', b'F', ..] => ("application/pdf", "pdf"),
        _ => ("application/octet-stream", "bin"),
    }
}

/// Where an order moves on to.
#[derive(Deserialize)]
pub(super) struct Step {
    to: To,
    #[serde(default)]
    tracking: String,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum To {
    Production,
    Carrier,
    Recipient,
    Nowhere,
}

/// Moves it on.
pub(super) async fn advance(
    Given(state): State,
    Path(order): Path<String>,
    Posted { signed, form }: Posted<Step>,
) -> Result<Redirect> {
    let id = OrderId::parse(&order).ok_or(Trouble::NotFound)?;
    let operator = state.operator(&signed);
    match form.to {
        To::Production => operator.advance(id, Advance::Produce).await?,
        To::Carrier => operator.ship(id, &form.tracking).await?,
        To::Recipient => operator.advance(id, Advance::Deliver).await?,
        To::Nowhere => operator.advance(id, Advance::Cancel).await?,
    }

    state.shared.state.bells.inbox.ring();
    Ok(Done::Moved.at(&format!("/console/orders/{id}")))
}

/// Has its master made anew.
pub(super) async fn make_master(
    Given(state): State,
    Path(order): Path<String>,
    posted: Posted<Pressed>,
) -> Result<Redirect> {
    let id = OrderId::parse(&order).ok_or(Trouble::NotFound)?;
    state.operator(&posted.signed).make_master(id).await?;
    state.shared.state.bells.jobs.ring();
    Ok(Done::Queued.at(&format!("/console/orders/{id}")))
}

//! Canvas orders: a list by stage, and a page for each with its files for the print shop and its
//! next steps.

use std::sync::Arc;

use askama::Template;
use axum::{
    Extension,
    extract::{Path, Query, State},
    http::header,
    response::{Html, IntoResponse, Redirect, Response},
};
use serde::Deserialize;

use super::{
    ConsoleState,
    error::{ConsoleError, Result},
    form::{ConsoleForm, NoFields},
    format,
    layout::{Layout, Notice, NoticeQuery},
    pages::{PageLinks, PageQuery},
    render::html,
    session::ConsoleSession,
};
use crate::{
    domain::{
        ids::OrderId, language::Language, order::Stage, picture::PictureRef, replies::canvas,
    },
    store::{
        console::{ConsoleStore, ListKey, ListPage},
        masters::MasterState,
        orders::{Advance, KeptOrder},
    },
    web::files,
};

/// The orders in one stage.
struct StageColumn {
    stage: &'static str,
    count: u64,
    orders: ListPage<KeptOrder, ListKey>,
}

#[derive(Template)]
#[template(path = "console/orders.html")]
struct OrdersPage {
    layout: Layout,
    columns: Vec<StageColumn>,
}

/// Every order that was ever confirmed, by stage.
pub(super) async fn list(
    State(state): State<Arc<ConsoleState>>,
    Extension(session): Extension<ConsoleSession>,
    notice: Query<NoticeQuery>,
) -> Result<Html<String>> {
    let stages = &Stage::NAMES[1..];
    let read = state.console().orders(stages).await?;
    let columns = stages
        .iter()
        .zip(read)
        .map(|(stage, column)| StageColumn {
            stage,
            count: column.total,
            orders: column.orders,
        })
        .collect();

    html(&OrdersPage {
        layout: session.layout(&notice),
        columns,
    })
}

#[derive(Template)]
#[template(path = "console/stage.html")]
struct StagePage {
    layout: Layout,
    column: StageName,
    orders: Vec<KeptOrder>,
    links: PageLinks,
}

/// A stage, as the title of a column names it.
struct StageName {
    stage: &'static str,
}

/// A page of the orders at one stage.
pub(super) async fn list_stage(
    State(state): State<Arc<ConsoleState>>,
    Extension(session): Extension<ConsoleSession>,
    Path(stage): Path<String>,
    Query(place): Query<PageQuery>,
) -> Result<Html<String>> {
    let stage = Stage::NAMES[1..]
        .iter()
        .find(|name| **name == stage)
        .ok_or(ConsoleError::NotFound)?;
    let page = state.console().orders_at(stage, place.start()).await?;

    html(&StagePage {
        layout: session.layout_without_notice(),
        column: StageName { stage },
        links: PageLinks::new(format!("/console/orders/at/{stage}"), &page),
        orders: page.items,
    })
}

#[derive(Template)]
#[template(path = "console/order.html")]
struct OrderPage {
    layout: Layout,
    kept: KeptOrder,
}

/// The page of one order.
pub(super) async fn show(
    State(state): State<Arc<ConsoleState>>,
    Extension(session): Extension<ConsoleSession>,
    Path(order): Path<String>,
    notice: Query<NoticeQuery>,
) -> Result<Html<String>> {
    let kept = find(state.console(), &order).await?;
    html(&OrderPage {
        layout: session.layout(&notice),
        kept,
    })
}

async fn find(console: &dyn ConsoleStore, number: &str) -> Result<KeptOrder> {
    let id = OrderId::parse(number).ok_or(ConsoleError::NotFound)?;
    console.order(id).await?.ok_or(ConsoleError::NotFound)
}

/// A file for the print shop.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum PrintFile {
    Master,
    Sheet,
}

/// The path parameters of a file.
#[derive(Deserialize)]
pub(super) struct PrintFilePath {
    order: String,
    file: PrintFile,
}

/// Serves one of the files as a download named after the order.
pub(super) async fn file(
    State(state): State<Arc<ConsoleState>>,
    Path(path): Path<PrintFilePath>,
) -> Result<Response> {
    let kept = find(state.console(), &path.order).await?;
    let Some(MasterState::Done(files)) = kept.master else {
        return Err(ConsoleError::NotFound);
    };
    let key = match path.file {
        PrintFile::Master => files.master,
        PrintFile::Sheet => files.sheet,
    };

    let file = state
        .web()
        .pictures
        .open(kept.person, PictureRef::Own(key))
        .await?;
    let file = file.ok_or(ConsoleError::NotFound)?;
    let file_type = FileType::guess(file.head());
    let disposition = format!(
        "attachment; filename=\"{}-{}.{}\"",
        kept.order.id,
        path.file.name(),
        file_type.extension
    );

    Ok((
        [
            (header::CONTENT_TYPE, file_type.content_type.to_owned()),
            (header::CONTENT_DISPOSITION, disposition),
        ],
        files::file_response(file),
    )
        .into_response())
}

impl PrintFile {
    const fn name(self) -> &'static str {
        match self {
            Self::Master => "master",
            Self::Sheet => "sheet",
        }
    }
}

struct FileType {
    content_type: &'static str,
    extension: &'static str,
}

impl FileType {
    /// Guesses from the first bytes.
    fn guess(head: &[u8]) -> Self {
        let (content_type, extension) = match head {
            [0x89, b'P', b'N', b'G', ..] => ("image/png", "png"),
            [b'I', b'I', 42, 0, ..] | [b'M', b'M', 0, 42, ..] => ("image/tiff", "tif"),
            [b'%', b'P', b'D', b'F', ..] => ("application/pdf", "pdf"),
            _ => ("application/octet-stream", "bin"),
        };

        Self {
            content_type,
            extension,
        }
    }
}

/// The form that moves an order on.
#[derive(Deserialize)]
pub(super) struct AdvanceFields {
    to: Destination,
    #[serde(default)]
    tracking: String,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Destination {
    Production,
    Carrier,
    Recipient,
    Nowhere,
}

/// Moves an order on to its next stage.
pub(super) async fn advance(
    State(state): State<Arc<ConsoleState>>,
    Path(order): Path<String>,
    ConsoleForm { session, fields }: ConsoleForm<AdvanceFields>,
) -> Result<Redirect> {
    let id = OrderId::parse(&order).ok_or(ConsoleError::NotFound)?;
    let operator = state.operator(&session);
    match fields.to {
        Destination::Production => operator.advance(id, Advance::Produce).await?,
        Destination::Carrier => operator.ship(id, &fields.tracking).await?,
        Destination::Recipient => operator.advance(id, Advance::Deliver).await?,
        Destination::Nowhere => operator.advance(id, Advance::Cancel).await?,
    }

    state.web().bells.inbox.ring();
    Ok(Notice::Moved.at(&format!("/console/orders/{id}")))
}

/// Queues the making of the master file again.
pub(super) async fn make_master(
    State(state): State<Arc<ConsoleState>>,
    Path(order): Path<String>,
    form: ConsoleForm<NoFields>,
) -> Result<Redirect> {
    let id = OrderId::parse(&order).ok_or(ConsoleError::NotFound)?;
    state.operator(&form.session).make_master(id).await?;
    state.web().bells.jobs.ring();
    Ok(Notice::Queued.at(&format!("/console/orders/{id}")))
}

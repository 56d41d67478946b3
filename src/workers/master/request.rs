//! Turns a canvas order into the engine's request for its master.

use std::time::Duration;

use anyhow::{Context, anyhow};

use crate::{
    domain::picture::PictureRef,
    engine::{
        image::{Limits, Picture},
        master::MasterRequest,
    },
    store::masters::ClaimedMaster,
    workers::{WorkerContext, canvas, jobs},
};

/// Reads what the master of an order is made from. The photo and the styles of the painting may be
/// gone or unreadable by now. The master is resampled from the painting then, because it was paid
/// for.
pub(super) async fn read(
    context: &WorkerContext,
    master: &ClaimedMaster,
    limit: Duration,
) -> anyhow::Result<MasterRequest> {
    let design = master.order.design.context("the order has no size")?;
    let painting = context
        .pictures
        .bytes(master.person, PictureRef::Own(master.order.picture))
        .await?
        .context("the painting is gone")?;

    let decoding =
        tokio::task::spawn_blocking(move || Picture::decode(&painting, &Limits::default()));
    let painting = decoding
        .await?
        .map_err(|error| anyhow!("the painting cannot be read: {error}"))?;

    let request = match master.request {
        // What is no painting is resampled.
        Some(request) => {
            jobs::request::read_painting(&context.pictures, master.person, request).await?
        }
        None => None,
    };

    Ok(MasterRequest {
        request,
        painting,
        canvas: canvas::printed_canvas(&design, &context.rules.prints)?,
        crop: canvas::crop(&design),
        wrap: canvas::wrap(design.wrap),
        limit,
    })
}

//! From an order to what the engine is asked for.

use std::time::Duration;

use anyhow::{Context, anyhow};

use crate::{
    domain::picture::PictureRef,
    engine::{
        image::{Limits, Picture},
        master::MasterRequest,
    },
    store::orders::ClaimedMaster,
    workers::{WorkerContext, canvas, stylize},
};

/// What the master of an order is made of. What the painting was painted by may be gone, or be
/// readable no more: it is resampled then, for it was paid.
pub(super) async fn request(
    context: &WorkerContext,
    master: &ClaimedMaster,
    limit: Duration,
) -> anyhow::Result<MasterRequest> {
    let design = master.order.design.context("the order has no size")?;
    let painting = context
        .pictures
        .bytes(master.person, PictureRef::Own(master.order.picture))
        .await?;
    let painting = painting.context("the painting is not there any more")?;
    let decoded =
        tokio::task::spawn_blocking(move || Picture::decode(&painting, &Limits::default())).await?;

    let painted_by = match master.request {
        Some(request) => stylize::order::of(&context.pictures, master.person, request)
            .await?
            .ok(),
        None => None,
    };

    Ok(MasterRequest {
        request: painted_by,
        painting: decoded.map_err(|error| anyhow!("the painting cannot be read: {error}"))?,
        canvas: canvas::printed(&design, &context.rules.prints)?,
        crop: canvas::crop(&design),
        wrap: canvas::wrap(design.wrap),
        limit,
    })
}

//! Whether there is room for what somebody sends: on the disk, and within what is kept of one person
//! and of one network. What was sent before is never deleted to make room.

use crate::{
    domain::{ids::PersonId, time::Moment, upload::UploadProblem},
    store::{PendingTurn, pictures::KeptBytes},
    workers::WorkerContext,
};

/// Why nothing more is taken in at the moment; `None` if there is room.
pub(super) async fn problem(
    context: &WorkerContext,
    turn: &PendingTurn,
    owner: PersonId,
) -> anyhow::Result<Option<UploadProblem>> {
    if !context.pictures.has_room().await {
        metrics::counter!("vernissage_errors_total", "where" => "storage").increment(1);
        tracing::error!(
            "a picture is refused: less space is free than storage.free_megabytes_floor"
        );
        return Ok(Some(UploadProblem::NoRoom));
    }

    let now = context.clock.now();
    let pictures = &context.stores.pictures;
    let kept = pictures.kept_inputs(owner, turn.chat, now).await?;
    let until = |kept: KeptBytes| -> Moment {
        let latest = now.plus(context.rules.limits.keep_inputs);
        kept.fewer_at.unwrap_or(latest)
    };

    if kept.by_person.bytes >= context.rules.limits.kept_bytes {
        let until = until(kept.by_person);
        return Ok(Some(UploadProblem::PersonIsFull { until }));
    }
    if kept.by_network.bytes >= context.rules.network.kept_bytes {
        let until = until(kept.by_network);
        return Ok(Some(UploadProblem::NetworkIsFull { until }));
    }

    Ok(None)
}

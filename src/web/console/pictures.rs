//! The pictures of a job, for the operator; never the checkpoints that an engine keeps.

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    response::Response,
};

use super::{
    ConsoleState,
    error::{ConsoleError, Result},
};
use crate::{
    domain::{ids::PersonId, picture::PictureRef},
    store::pictures::PictureKind,
    web::files,
};

/// A picture of a person's, or of the gallery.
pub(super) async fn picture(
    State(state): State<Arc<ConsoleState>>,
    Path((person, name)): Path<(i64, String)>,
) -> Result<Response> {
    let web = state.web();
    let owner = PersonId(person);
    let picture = PictureRef::parse(&name).ok_or(ConsoleError::NotFound)?;
    if let Some(key) = picture.own() {
        let row = web.store.picture(owner, key).await?;
        row.filter(|row| row.kind != PictureKind::Checkpoint)
            .ok_or(ConsoleError::NotFound)?;
    }

    let bytes = web
        .pictures
        .bytes(owner, picture)
        .await?
        .ok_or(ConsoleError::NotFound)?;

    files::picture_response(bytes).map_err(ConsoleError::Web)
}

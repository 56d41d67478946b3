//! The pictures of a job, for the operator's eyes; never what an engine keeps for itself.

use axum::{
    extract::{Path, State as Given},
    response::Response,
};

use super::{
    State,
    trouble::{Result, Trouble},
};
use crate::{
    domain::{ids::PersonId, picture::PictureRef},
    store::pictures::PictureKind,
    web::files,
};

/// One of a person's pictures, or of the gallery's.
pub(super) async fn picture(
    Given(state): State,
    Path((person, name)): Path<(i64, String)>,
) -> Result<Response> {
    let state = &state.shared.state;
    let owner = PersonId(person);
    let picture = PictureRef::parse(&name).ok_or(Trouble::NotFound)?;
    if let Some(key) = picture.own() {
        let row = state.store.picture(owner, key).await?;
        row.filter(|row| row.kind != PictureKind::Checkpoint)
            .ok_or(Trouble::NotFound)?;
    }

    let bytes = state
        .pictures
        .bytes(owner, picture)
        .await?
        .ok_or(Trouble::NotFound)?;

    files::answer(bytes).map_err(Trouble::Web)
}

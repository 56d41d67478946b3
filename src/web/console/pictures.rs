//! The pictures of a job, for the operator; never the checkpoints that an engine keeps.

use std::sync::Arc;

use axum::{
    extract::{Path, State},
    response::Response,
};
use serde::Deserialize;

use super::{
    ConsoleState,
    error::{ConsoleError, Result},
};
use crate::{
    domain::{ids::PersonId, picture::PictureRef},
    store::pictures::PictureKind,
    web::files,
};

/// The path parameters of a picture.
#[derive(Deserialize)]
pub(super) struct PersonPicturePath {
    person: i64,
    picture: String,
}

/// A picture of a person's, or of the gallery.
pub(super) async fn picture(
    State(state): State<Arc<ConsoleState>>,
    Path(path): Path<PersonPicturePath>,
) -> Result<Response> {
    let web = state.web();
    let owner = PersonId(path.person);
    let picture = PictureRef::parse(&path.picture).ok_or(ConsoleError::NotFound)?;
    if let Some(key) = picture.own() {
        let row = web.stores.pictures.picture(owner, key).await?;
        row.filter(|row| row.kind != PictureKind::Checkpoint)
            .ok_or(ConsoleError::NotFound)?;
    }

    let file = web
        .pictures
        .open(owner, picture)
        .await?
        .ok_or(ConsoleError::NotFound)?;

    files::picture_response(file).map_err(ConsoleError::Web)
}

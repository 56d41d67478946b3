//! Reads a finished painting of the bot by the number of its job.

use std::sync::Arc;

use super::{Failure, serve::block_on};
use crate::{
    app::{open_storage, open_store},
    clock::SystemClock,
    config::Settings,
    domain::{
        ids::{JobId, PersonId},
        picture::{PictureKey, PictureRef},
    },
    engine::{
        image::{Limits, Picture},
        stylize::Request,
    },
    pictures::Pictures,
    store::console::{ConsoleStore, JobSheet, JobState},
    workers::jobs,
};

/// A painting, and the request that it came from.
pub(super) struct FinishedJob {
    pub(super) painting: Picture,
    /// `None` if the photo or a style is gone.
    pub(super) request: Option<Request>,
}

impl FinishedJob {
    /// Reads it from the database of the settings, also while the service runs.
    pub(super) fn read(settings: &Settings, id: JobId) -> Result<Self, Failure> {
        block_on(async {
            let database = open_store(settings).await?;
            let job = database
                .console()
                .job(id)
                .await
                .map_err(anyhow::Error::from)?
                .ok_or_else(|| Failure::Input(format!("there is no job {id}")))?;

            let storage = open_storage(settings)?;
            let pictures = Pictures::new(storage, Arc::new(database), Arc::new(SystemClock));

            let person = job.line.person;
            let painting = read_painting(&pictures, person, last_rendition(&job)?).await?;
            let request = match job.request {
                Some(request) => jobs::request::read_painting(&pictures, person, request).await?,
                None => None,
            };

            Ok(Self { painting, request })
        })
    }
}

/// The painting after its last iteration, which is the one that is printed.
fn last_rendition(job: &JobSheet) -> Result<PictureKey, Failure> {
    let id = job.line.id;
    let state = job.line.state;

    job.renditions
        .last()
        .filter(|_| state == JobState::Done)
        .map(|last| last.picture)
        .ok_or_else(|| {
            let name = state.name();
            Failure::Input(format!("job {id} is {name} and has no painting"))
        })
}

async fn read_painting(
    pictures: &Pictures,
    person: PersonId,
    key: PictureKey,
) -> Result<Picture, Failure> {
    let file = pictures
        .bytes(person, PictureRef::Own(key))
        .await?
        .ok_or_else(|| Failure::Input("the painting is gone".into()))?;

    Picture::decode(&file, &Limits::default())
        .map_err(|error| Failure::Input(format!("the painting cannot be read: {error}")))
}

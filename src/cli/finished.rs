//! A finished painting of the bot's, by the number of its job.

use std::sync::Arc;

use super::{Failure, serve::block_on};
use crate::{
    app::open_store,
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
    workers::stylize::order,
};

/// A painting, and what it was painted by.
pub(super) struct Finished {
    pub(super) painting: Picture,
    /// `None` once its photo or a style is there no more.
    pub(super) painted_by: Option<Request>,
}

impl Finished {
    /// Reads it from the database of the settings; the service may run meanwhile.
    pub(super) fn read(settings: &Settings, id: JobId) -> Result<Self, Failure> {
        block_on(async {
            let database = open_store(settings).await?;
            let job = database
                .console()
                .job(id)
                .await
                .map_err(anyhow::Error::from)?;
            let job = job.ok_or_else(|| Failure::Input(format!("there is no job {id}")))?;
            let pictures = Pictures::in_folder(
                &settings.storage.path,
                Arc::new(database),
                Arc::new(SystemClock),
            )?;

            let painting = painting(&pictures, job.line.person, last(&job)?).await?;
            let painted_by = match job.request {
                Some(request) => order::of(&pictures, job.line.person, request).await?.ok(),
                None => None,
            };
            Ok(Self {
                painting,
                painted_by,
            })
        })
    }
}

/// Of several iterations the last one, as it is printed.
fn last(job: &JobSheet) -> Result<PictureKey, Failure> {
    let state = job.line.state;
    let last = job.renditions.last().filter(|_| state == JobState::Done);
    let none = || {
        Failure::Input(format!(
            "job {} is {} and has no painting",
            job.line.id,
            state.name()
        ))
    };

    last.map(|last| last.picture).ok_or_else(none)
}

async fn painting(
    pictures: &Pictures,
    person: PersonId,
    key: PictureKey,
) -> Result<Picture, Failure> {
    let file = pictures.bytes(person, PictureRef::Own(key)).await?;
    let file = file.ok_or_else(|| Failure::Input("the painting is not there any more".into()))?;
    Picture::decode(&file, &Limits::default())
        .map_err(|error| Failure::Input(format!("the painting cannot be read: {error}")))
}

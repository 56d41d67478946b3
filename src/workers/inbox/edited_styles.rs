//! Draws the edited style that a step shows, before the step is made, so that each tap answers with a
//! picture. The same edit gives the same picture, and those that were drawn lately are remembered.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use bytes::Bytes;
use tokio::{sync::Semaphore, time::timeout};

use crate::{
    domain::{
        conversation::{Event, edit_to_try},
        ids::PersonId,
        picture::{PictureKey, PictureRef},
        picture_size::PictureSize,
        style_edit::{EditProblem, EditedStyle, TriedEdit},
        time::Moment,
    },
    engine::{
        image::{Limits, OutputFormat, Picture},
        stylize::EditError,
    },
    pictures::{EncodedFile, NewPicture},
    store::{Conversation, pictures::PictureKind},
    workers::{WorkerContext, edits},
};

/// How long a drawn picture is kept; to see it later means to have it drawn again.
const KEEP: Duration = Duration::from_hours(24);
/// How long a drawn picture is shown again: shorter than it is kept, so that it is still there when
/// it is sent.
const REMEMBERED: Duration = Duration::from_hours(12);
/// How many drawn pictures are remembered.
const MOST: usize = 1000;
/// How long the person waits for a picture. After that they read what is changed.
const PATIENCE: Duration = Duration::from_secs(8);
/// How many styles are drawn at once, for the memory that each of them takes.
static ROOM: Semaphore = Semaphore::const_new(2);

/// Draws edited styles.
#[derive(Default)]
pub(super) struct EditedStyles {
    drawn: Mutex<HashMap<(PersonId, EditedStyle), Drawn>>,
}

/// A picture of an edited style.
#[derive(Clone, Copy)]
struct Drawn {
    picture: PictureKey,
    at: Moment,
}

impl EditedStyles {
    /// Tries the edit that one of the events asks for; `None` if none does.
    pub(super) async fn try_edit(
        &self,
        context: &WorkerContext,
        conversation: &Conversation,
        events: &[Event],
    ) -> anyhow::Result<Option<TriedEdit>> {
        let state = &conversation.state;
        let asked = events.iter().find_map(|event| edit_to_try(state, event));
        let asked = asked.filter(|_| !conversation.facts.account.is_blocked);
        let Some(style) = asked else {
            return Ok(None);
        };

        let person = conversation.person;
        let outcome = match self.remembered(context, person, style) {
            Some(picture) => Ok(picture),
            None => self.draw(context, person, style).await?,
        };
        Ok(Some(TriedEdit { style, outcome }))
    }

    async fn draw(
        &self,
        context: &WorkerContext,
        owner: PersonId,
        style: EditedStyle,
    ) -> anyhow::Result<Result<PictureKey, EditProblem>> {
        let Some(files) = read(context, owner, style).await? else {
            return Ok(Err(EditProblem::NotTried));
        };

        let drawing = async {
            let room = ROOM.acquire().await.ok()?;
            // A decoder that panics has met a picture that is broken in a new way.
            let drawing = tokio::task::spawn_blocking(move || {
                let drawn = draw_now(&files, style);
                drop(room);
                drawn
            });
            drawing.await.ok()
        };
        let file = match timeout(PATIENCE, drawing).await {
            Ok(Some(Ok(file))) => file,
            Ok(Some(Err(problem))) => return Ok(Err(problem)),
            Ok(None) | Err(_) => {
                tracing::warn!("an edited style could not be drawn");
                return Ok(Err(EditProblem::NotTried));
            }
        };

        let picture = NewPicture {
            owner,
            kind: PictureKind::Preview,
            file,
            is_grey: false,
            keep_for: Some(KEEP),
        };
        let Some(key) = context.pictures.keep(picture).await? else {
            return Ok(Err(EditProblem::NotTried));
        };
        self.remember(context, owner, style, key);

        Ok(Ok(key))
    }

    fn remembered(
        &self,
        context: &WorkerContext,
        owner: PersonId,
        style: EditedStyle,
    ) -> Option<PictureKey> {
        let drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        let found = drawn.get(&(owner, style))?;
        let is_fresh = !context.clock.now().is_past(found.at, REMEMBERED);
        is_fresh.then_some(found.picture)
    }

    fn remember(
        &self,
        context: &WorkerContext,
        owner: PersonId,
        style: EditedStyle,
        picture: PictureKey,
    ) {
        let at = context.clock.now();
        let mut drawn = self.drawn.lock().unwrap_or_else(PoisonError::into_inner);
        if drawn.len() >= MOST {
            drawn.clear();
        }
        drawn.insert((owner, style), Drawn { picture, at });
    }
}

/// The files of a style and of its copy in which something is painted over.
struct StyleFiles {
    style: Bytes,
    painted_over: Option<Bytes>,
}

/// Reads the files; `None` if one is gone.
async fn read(
    context: &WorkerContext,
    owner: PersonId,
    style: EditedStyle,
) -> anyhow::Result<Option<StyleFiles>> {
    let pictures = &context.pictures;
    let Some(file) = pictures.bytes(owner, style.picture).await? else {
        return Ok(None);
    };
    let painted_over = match style.edit.without {
        None => None,
        Some(copy) => match pictures.bytes(owner, PictureRef::Own(copy)).await? {
            Some(copy) => Some(copy),
            None => return Ok(None),
        },
    };

    Ok(Some(StyleFiles {
        style: file,
        painted_over,
    }))
}

fn draw_now(files: &StyleFiles, style: EditedStyle) -> Result<EncodedFile, EditProblem> {
    let decode =
        |file: &Bytes| Picture::decode(file, &Limits::default()).map_err(|_| EditProblem::NotTried);
    let picture = decode(&files.style)?;
    let without = files.painted_over.as_ref().map(decode).transpose()?;

    let edit = edits::for_engine(style.edit, without);
    let preview = edit.preview(&picture).map_err(|error| problem(&error))?;
    let bytes = preview.encode(OutputFormat::Jpeg);

    Ok(EncodedFile {
        bytes: bytes.map_err(|_| EditProblem::NotTried)?.into(),
        size: PictureSize::new(preview.width(), preview.height()),
    })
}

fn problem(error: &EditError) -> EditProblem {
    tracing::info!(%error, "a style cannot be edited like this");
    match error {
        EditError::OtherShape { .. } => EditProblem::OtherShape,
        EditError::NothingRemoved => EditProblem::NothingRemoved,
        EditError::EverythingRemoved => EditProblem::EverythingRemoved,
        EditError::PartTooSmall { .. } => EditProblem::TooSmall,
        EditError::Colours(_) => EditProblem::NotTried,
    }
}

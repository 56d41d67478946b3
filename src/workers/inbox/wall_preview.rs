//! Draws the canvases that a step shows on a wall, before the step is committed. The same canvas
//! gives the same picture, so nothing is drawn in vain when the step has to be made again.

use std::time::Duration;

use tokio::sync::Semaphore;

use crate::{
    domain::{
        conversation::{Effect, Wall},
        ids::PersonId,
        message::{Body, Message},
        picture::PictureRef,
        picture_size::PictureSize,
    },
    engine::{
        canvas::wall_preview,
        image::{Limits, OutputFormat, Picture},
    },
    pictures::{EncodedFile, NewPicture},
    store::pictures::PictureKind,
    workers::{
        WorkerContext,
        canvas::{crop, preview_canvas, wrap},
    },
};

/// How long a preview is kept; to see it later means to have it drawn again.
const KEEP_PREVIEW: Duration = Duration::from_hours(24);
/// How many walls are drawn at once, for the memory that each of them takes.
static ROOM: Semaphore = Semaphore::const_new(2);

/// Draws every wall among the effects. A message whose wall cannot be drawn shows the picture
/// itself.
pub(super) async fn draw_walls(
    context: &WorkerContext,
    owner: PersonId,
    effects: Vec<Effect>,
) -> anyhow::Result<Vec<Effect>> {
    let mut drawn = Vec::with_capacity(effects.len());
    for effect in effects {
        drawn.push(match effect {
            Effect::SayOnWall(message, wall) => {
                Effect::Say(show_on_wall(context, owner, message, wall).await?)
            }
            other => other,
        });
    }

    Ok(drawn)
}

async fn show_on_wall(
    context: &WorkerContext,
    owner: PersonId,
    message: Message,
    wall: Wall,
) -> anyhow::Result<Message> {
    let Some(bytes) = context
        .pictures
        .bytes(owner, PictureRef::Own(wall.picture))
        .await?
    else {
        return Ok(message);
    };

    let _room = ROOM.acquire().await?;
    let drawing = tokio::task::spawn_blocking(move || draw(&bytes, &wall)).await;
    let Ok(Ok(file)) = drawing else {
        tracing::error!("a canvas could not be drawn on its wall");
        return Ok(message);
    };

    let key = context
        .pictures
        .keep(NewPicture {
            owner,
            kind: PictureKind::Preview,
            file,
            is_grey: false,
            keep_for: Some(KEEP_PREVIEW),
        })
        .await?;

    let body = match (key, message.body) {
        (Some(key), Body::Picture { caption, .. }) => Body::Picture {
            picture: PictureRef::Own(key),
            caption,
        },
        (_, body) => body,
    };

    Ok(Message { body, ..message })
}

fn draw(bytes: &[u8], wall: &Wall) -> anyhow::Result<EncodedFile> {
    let design = &wall.design;
    let painting = Picture::decode(bytes, &Limits::default())?;
    let canvas = preview_canvas(design)?;
    let preview = wall_preview(&painting, canvas, crop(design), wrap(design.wrap));

    Ok(EncodedFile {
        bytes: preview.encode(OutputFormat::Jpeg)?.into(),
        size: PictureSize::new(preview.width(), preview.height()),
    })
}

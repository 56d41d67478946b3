//! Draws what a step wants to hang on a wall, before the step is committed: the same canvas is the
//! same picture, so nothing is drawn in vain when the step has to be made again.

use std::time::Duration;

use crate::{
    domain::{
        conversation::{Effect, Wall},
        ids::PersonId,
        message::{Body, Message},
        picture::PictureRef,
    },
    engine::{
        canvas::wall_preview,
        image::{Limits, OutputFormat, Picture},
    },
    pictures::NewPicture,
    store::pictures::PictureKind,
    workers::{
        WorkerContext,
        canvas::{canvas, wrap},
    },
};

/// A canvas on a wall is there for a day; whoever wants to see it later has it drawn again.
const KEPT: Duration = Duration::from_hours(24);

/// The effects with every wall drawn. What cannot be drawn shows the picture itself, as it is.
pub(super) async fn hung(
    context: &WorkerContext,
    owner: PersonId,
    effects: Vec<Effect>,
) -> anyhow::Result<Vec<Effect>> {
    let mut hung = Vec::with_capacity(effects.len());
    for effect in effects {
        hung.push(match effect {
            Effect::SayOnWall(message, wall) => {
                Effect::Say(on_wall(context, owner, (message, wall)).await?)
            }
            other => other,
        });
    }

    Ok(hung)
}

async fn on_wall(
    context: &WorkerContext,
    owner: PersonId,
    (message, wall): (Message, Wall),
) -> anyhow::Result<Message> {
    let Some(bytes) = context
        .pictures
        .bytes(owner, PictureRef::Own(wall.picture))
        .await?
    else {
        return Ok(message);
    };
    let drawn = tokio::task::spawn_blocking(move || draw(&bytes, &wall)).await;
    let Ok(Ok((bytes, size))) = drawn else {
        tracing::error!("a canvas could not be drawn on its wall");
        return Ok(message);
    };

    let picture = NewPicture {
        owner,
        kind: PictureKind::Preview,
        bytes: bytes.into(),
        size,
        keep_for: Some(KEPT),
    };

    Ok(
        match (context.pictures.keep(picture).await?, message.body) {
            (Some(key), Body::Picture { caption, .. }) => Message {
                body: Body::Picture {
                    picture: PictureRef::Own(key),
                    caption,
                },
                ..message
            },
            (_, body) => Message { body, ..message },
        },
    )
}

fn draw(bytes: &[u8], wall: &Wall) -> anyhow::Result<(Vec<u8>, (u32, u32))> {
    let painting = Picture::decode(bytes, &Limits::default())?;
    let (canvas, crop) = canvas(&wall.design)?;
    let shown = wall_preview(&painting, canvas, crop, wrap(wall.design.wrap));

    Ok((
        shown.encode(OutputFormat::Jpeg)?,
        (shown.width(), shown.height()),
    ))
}

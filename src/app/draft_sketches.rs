//! Sketches of drafts for the chat page, made in the quick lane.

use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use tokio::sync::Semaphore;

use crate::{
    domain::{draft::Draft, ids::PersonId, rules::Rules, work::painting},
    pictures::Pictures,
    web::DraftSketcher,
    workers::{
        WorkerContext,
        sketches::{NoSketch, Sketches},
    },
};

/// The longest side of a sketch beside a draft's buttons in px.
const SIDE: u32 = 400;
/// The most drafts whose pictures are in memory; others wait.
const READ_AT_ONCE: usize = 8;

/// Sketches drafts in the quick lane.
struct DraftSketches {
    sketches: Sketches,
    pictures: Pictures,
    rules: Arc<Rules>,
    places: Semaphore,
}

/// What sketches drafts; `None` if nobody is to see sketches.
pub(super) fn draft_sketcher(context: &WorkerContext) -> Option<Arc<dyn DraftSketcher>> {
    let sketches = context.sketches.clone()?;
    Some(Arc::new(DraftSketches {
        sketches,
        pictures: context.pictures.clone(),
        rules: Arc::clone(&context.rules),
        places: Semaphore::new(READ_AT_ONCE),
    }))
}

#[async_trait]
impl DraftSketcher for DraftSketches {
    async fn sketch(&self, person: PersonId, draft: Draft) -> anyhow::Result<Option<Bytes>> {
        if draft.recipe.kind != painting::NAME {
            return Ok(None);
        }

        let _place = self.places.acquire().await?;
        let request = self.rules.request(&draft, None);
        let made = self
            .sketches
            .sketch_draft(&self.pictures, person, request, SIDE)
            .await?;
        Ok(match made {
            Ok(file) => Some(file.bytes),
            Err(NoSketch::Superseded) => None,
            Err(NoSketch::Failed(why)) => {
                tracing::warn!(why, "a draft has no sketch");
                None
            }
        })
    }
}

//! Cleans up after uploads of the chat page: those that broke off with the process, and those whose
//! row was never written.

use std::{collections::BTreeMap, time::Duration};

use super::WorkerContext;
use crate::{
    domain::{picture::PictureKey, time::Moment},
    messengers::web_chat,
    store::Address,
};

/// An upload becomes a row within minutes, or never.
const ACCEPTED_WITHIN: Duration = Duration::from_hours(1);

/// Deletes what was not accepted.
#[derive(Default)]
pub(super) struct UploadSweep {
    /// Uploads that were written until then have been looked at.
    seen_until: Moment,
}

impl UploadSweep {
    pub(super) async fn round(&mut self, context: &WorkerContext) -> anyhow::Result<()> {
        let pictures = &context.pictures;
        pictures
            .delete_old_uploads(context.rules.limits.keep_inputs)
            .await?;
        pictures.delete_unfinished_uploads(ACCEPTED_WITHIN).await?;

        let until = context.clock.now().minus(ACCEPTED_WITHIN);
        let uploads = pictures.uploads_written(self.seen_until, until).await?;
        delete_unnamed(context, uploads).await?;
        self.seen_until = until;

        Ok(())
    }
}

async fn delete_unnamed(
    context: &WorkerContext,
    uploads: BTreeMap<String, Vec<PictureKey>>,
) -> anyhow::Result<()> {
    for (visitor, keys) in uploads {
        let chat = Address {
            messenger: web_chat::NAME.to_owned(),
            external: visitor,
        };
        let named = context.stores.inbox.named_files(&chat).await?;
        let unnamed = keys
            .into_iter()
            .filter(|key| !named.contains(&key.to_string()));

        for key in unnamed {
            let visitor = &chat.external;
            context.pictures.replace_upload(visitor, key, None).await?;
        }
    }

    Ok(())
}

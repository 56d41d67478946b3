//! One master from the claim to its outcome.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use anyhow::Context;
use bytes::Bytes;
use tokio::{
    sync::{mpsc, oneshot},
    time::{interval, sleep},
};

use super::{
    MasterWorker,
    master_thread::{self, FinishedMaster, News, Order, Reply},
    order,
};
use crate::{
    domain::{
        language::Language,
        message::Message,
        picture::{PictureKey, PictureRef},
        replies::canvas,
    },
    engine::master::{Finish, MasterCheckpoint},
    pictures::NewPicture,
    print_sheet::{Print, PrintSheet},
    store::{
        StoreError,
        jobs::LeaseState,
        orders::{ClaimedMaster, MasterFiles, MasterTouch},
        pictures::PictureKind,
    },
};

/// A checkpoint goes with its master; this is for one that is left.
const KEEP_CHECKPOINT: Duration = Duration::from_hours(24 * 7);
/// Beyond the limit of its painting: the files are drawn, and a last iteration may be slow.
const GRACE: Duration = Duration::from_mins(15);
/// How often it is looked whether a painting waits.
const LOOK: Duration = Duration::from_secs(2);
/// What the print shop reads, whatever the person speaks: it works for roubles.
const SHOP: Language = Language::Ru;
/// The paper of the sheet in points.
const PAPER: (u32, u32) = (595, 842);

/// What became of a master.
pub(super) enum Outcome {
    /// The files, and the proof for the person.
    Made(MasterFiles, Message),
    /// Something that may go better the next time.
    Retry(String),
    /// A painting waits, or the service stops; the checkpoint is saved.
    PutAway,
    /// Somebody else's by now, or nobody needs it any more.
    Lost,
}

impl Outcome {
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Made(..) => "made",
            Self::Retry(_) => "retry",
            Self::PutAway => "put_away",
            Self::Lost => "lost",
        }
    }
}

/// A master under way.
struct RunningMaster<'a> {
    worker: &'a MasterWorker,
    master: &'a ClaimedMaster,
    stop: Arc<AtomicBool>,
    percent: u8,
}

impl MasterWorker {
    pub(super) async fn work(&self, master: &ClaimedMaster) -> anyhow::Result<Outcome> {
        let request = order::request(&self.context, master, self.pace.limit).await?;
        let canvas = request.canvas;
        let (news, coming) = mpsc::channel(4);
        let stop = Arc::new(AtomicBool::new(false));
        let resume = self.checkpoint(master).await?;

        let order = Order {
            request,
            resume,
            news,
            stop: Arc::clone(&stop),
            pause: self.pace.checkpoint,
        };

        let replied = master_thread::begin(Arc::clone(&self.make), order)
            .context("no thread for the master")?;

        let mut work = RunningMaster {
            worker: self,
            master,
            stop,
            percent: 0,
        };

        let made = match work.follow(coming, replied).await? {
            Ok(made) => made,
            Err(outcome) => return Ok(outcome),
        };
        let print = Print {
            width: canvas.width(),
            height: canvas.height(),
            wrap: canvas.wrap(),
            bleed: canvas.bleed(),
            dpi: canvas.dpi(),
            pixels: made.size,
            resampled_from: match made.finish {
                Finish::Painted => None,
                Finish::Resampled { width, height } => Some((width, height)),
            },
        };

        work.keep(*made, print).await
    }

    /// A checkpoint that cannot be read costs time, not the master.
    async fn checkpoint(&self, master: &ClaimedMaster) -> anyhow::Result<Option<MasterCheckpoint>> {
        let Some(key) = master.checkpoint else {
            return Ok(None);
        };
        let bytes = self
            .context
            .pictures
            .bytes(master.person, PictureRef::Own(key))
            .await?;

        Ok(bytes.and_then(|bytes| MasterCheckpoint::from_bytes(&bytes).ok()))
    }
}

impl RunningMaster<'_> {
    async fn follow(
        &mut self,
        mut coming: mpsc::Receiver<News>,
        mut replied: oneshot::Receiver<Reply>,
    ) -> anyhow::Result<Result<Box<FinishedMaster>, Outcome>> {
        let pace = self.worker.pace;
        let mut renewal = interval(pace.lease / 3);
        let mut looking = interval(LOOK);
        let too_long = sleep(pace.limit + GRACE);
        tokio::pin!(too_long);

        loop {
            tokio::select! {
                biased;
                Some(news) = coming.recv() => {
                    if self.tell(news).await? == LeaseState::Lost {
                        return Ok(Err(Outcome::Lost));
                    }
                }
                reply = &mut replied => return Ok(match reply {
                    Ok(Reply::Made(made)) => Ok(made),
                    Ok(Reply::Stopped) => Err(Outcome::PutAway),
                    Ok(Reply::Failed(why)) => Err(Outcome::Retry(why)),
                    Ok(Reply::Panic) => Err(Outcome::Retry("the engine has panicked".into())),
                    Err(_) => Err(Outcome::Retry("the engine's thread has ended".into())),
                }),
                _ = renewal.tick() => {
                    if self.touch(None).await? == LeaseState::Lost {
                        return Ok(Err(Outcome::Lost));
                    }
                }
                _ = looking.tick() => self.make_way().await,
                // An iteration may take longer than a stop waits: what was saved last is gone on
                // with.
                () = self.worker.context.stop.cancelled() => return Ok(Err(Outcome::PutAway)),
                () = &mut too_long => return Ok(Err(Outcome::Retry("it takes too long".into()))),
            }
        }
    }

    /// Stops the engine after its iteration when somebody waits for a painting.
    async fn make_way(&self) {
        // A database that cannot be read just now is no reason to stop.
        if self.worker.paintings_wait().await.unwrap_or(false) {
            self.stop.store(true, Ordering::Relaxed);
        }
    }

    async fn tell(&mut self, news: News) -> anyhow::Result<LeaseState> {
        self.percent = news.percent;
        match news.checkpoint {
            Some(bytes) => {
                let key = self.try_to_keep(bytes).await;
                self.touch(key).await
            }
            None => Ok(LeaseState::Yes),
        }
    }

    /// A full disk costs the checkpoint, and not the master.
    async fn try_to_keep(&self, bytes: Bytes) -> Option<PictureKey> {
        let kept = self
            .keep_file(
                PictureKind::Checkpoint,
                (bytes, (0, 0)),
                Some(KEEP_CHECKPOINT),
            )
            .await;

        kept.unwrap_or_else(|error| {
            tracing::warn!(?error, order = %self.master.lease.order, "checkpoint not kept");
            None
        })
    }

    async fn touch(&self, checkpoint: Option<PictureKey>) -> anyhow::Result<LeaseState> {
        let context = &self.worker.context;
        let touch = MasterTouch {
            lease: self.worker.pace.lease,
            percent: self.percent,
            checkpoint,
            now: context.clock.now(),
        };

        match context.store.touch_master(&self.master.lease, touch).await {
            // As long as the lease holds, the work is worth going on with.
            Err(StoreError::Busy(error)) => {
                tracing::warn!(?error, order = %self.master.lease.order, "lease not renewed");
                Ok(LeaseState::Yes)
            }
            held => Ok(held?),
        }
    }

    /// Keeps what was made, for the print shop and for the person.
    async fn keep(&self, made: FinishedMaster, print: Print) -> anyhow::Result<Outcome> {
        let FinishedMaster {
            file,
            size,
            proof,
            finish,
        } = made;

        let order = self.master.order.clone();
        let at = self.worker.context.clock.now();
        let picture = proof.0.clone();
        let draw = move || {
            PrintSheet {
                language: SHOP,
                order: &order,
                print,
                picture: &picture,
                at,
            }
            .draw()
        };

        let paper: Bytes = tokio::task::spawn_blocking(draw).await??.into();
        let files = [(file, size), (paper, PAPER), proof];
        let mut keys = Vec::new();
        for file in files {
            match self.keep_file(PictureKind::Painting, file, None).await? {
                Some(key) => keys.push(key),
                None => return Ok(Outcome::Lost),
            }
        }

        let [master, sheet, proof] = keys[..] else {
            return Ok(Outcome::Lost);
        };

        let (made, said) = match finish {
            Finish::Painted => ("continued".to_owned(), canvas::MasterOrigin::Painted),
            Finish::Resampled { width, height } => (
                format!("resampled {width}x{height}"),
                canvas::MasterOrigin::Resampled,
            ),
        };
        let told = canvas::proof(self.master.language, &self.master.order, proof, said);

        Ok(Outcome::Made(
            MasterFiles {
                master,
                sheet,
                made,
            },
            told,
        ))
    }

    async fn keep_file(
        &self,
        kind: PictureKind,
        (bytes, size): (Bytes, (u32, u32)),
        keep_for: Option<Duration>,
    ) -> anyhow::Result<Option<PictureKey>> {
        let new = NewPicture {
            owner: self.master.person,
            kind,
            bytes,
            size,
            keep_for,
        };
        self.worker.context.pictures.keep(new).await
    }
}

//! One master from its claim to its outcome.

use std::{
    ops::ControlFlow,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use anyhow::Context;
use async_trait::async_trait;
use bytes::Bytes;
use tokio::{
    sync::mpsc,
    time::{Instant, sleep},
};

use super::{
    MasterWorker,
    master_files::{FinishedMaster, MasterReply, MasterReport, MasterTask, make_master},
    request,
};
use crate::{
    domain::{
        language::Language,
        message::Message,
        picture::{PictureKey, PictureRef},
        picture_size::PictureSize,
        replies::canvas,
    },
    engine::{
        canvas::Canvas,
        master::{Finish, MasterCheckpoint},
    },
    pictures::{EncodedFile, FileOnDisk, NewFile, NewPicture, StorageError},
    print_sheet::{Print, PrintSheet},
    store::{
        LeaseState, StoreError,
        masters::{ClaimedMaster, MasterFiles, MasterProgress},
        pictures::PictureKind,
    },
    workers::{
        POLL,
        leased::{
            EngineRun, EngineThread, LeaseTimes, Next, Outcome, RunningWork, StopReason, follow,
        },
    },
};

/// How long a checkpoint is kept. It goes with its master, so this is for one that is left over.
const KEEP_CHECKPOINT: Duration = Duration::from_hours(24 * 7);
/// The time beyond the limit of the painting itself: the files are encoded, and a last iteration
/// may be slow.
const GRACE: Duration = Duration::from_mins(15);
/// The time between two checks whether a painting waits.
const LOOK: Duration = Duration::from_secs(2);
/// The print shop works in Russia and reads Russian, whatever the person's language is.
const SHOP_LANGUAGE: Language = Language::Ru;
/// A4 in points.
const PAPER: PictureSize = PictureSize::new(595, 842);

/// A master whose files are kept.
pub(in crate::workers) struct KeptMaster {
    pub(super) files: MasterFiles,
    /// Shows the person what will be printed.
    pub(super) proof_message: Message,
}

/// A master in progress.
struct RunningMaster<'a> {
    worker: &'a MasterWorker,
    master: &'a ClaimedMaster,
    stop: Arc<AtomicBool>,
    percent: u8,
}

impl MasterWorker {
    /// Makes one attempt at a master.
    pub(super) async fn make_master(
        &self,
        master: &ClaimedMaster,
    ) -> anyhow::Result<Outcome<KeptMaster>> {
        let request = request::read(&self.context, master, self.pace.limit).await?;
        let canvas = request.canvas;
        let (reports, progress) = mpsc::channel(4);
        let stop = Arc::new(AtomicBool::new(false));

        let task = MasterTask {
            request,
            resume: self.checkpoint(master).await?,
            reports,
            stop: Arc::clone(&stop),
            checkpoint_every: self.pace.checkpoint,
        };

        let make = Arc::clone(&self.make);
        let thread = EngineThread::start(
            "master",
            move || make(),
            |painter, task| make_master(painter.as_mut(), task),
        )
        .context("no thread could be started for the master")?;
        let reply = thread.begin(task)?;

        // An iteration may take longer than a service may take to stop. The thread ends by itself
        // when nobody listens to its reports.
        thread.abandon();

        let running = RunningMaster {
            worker: self,
            master,
            stop,
            percent: 0,
        };

        running.follow(EngineRun { progress, reply }, &canvas).await
    }

    /// The checkpoint of an earlier attempt. One that cannot be read costs time but not the master.
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
        mut self,
        run: EngineRun<MasterReport, MasterReply>,
        canvas: &Canvas,
    ) -> anyhow::Result<Outcome<KeptMaster>> {
        let pace = self.worker.pace;
        let times = LeaseTimes {
            renew_every: pace.lease / 3,
            check_every: LOOK,
            limit: pace.limit + GRACE,
        };

        let stop = &self.worker.context.stop;
        let reply = match follow(&mut self, run, times, stop).await? {
            ControlFlow::Continue(reply) => reply,
            ControlFlow::Break(outcome) => return Ok(outcome),
        };

        match reply {
            Ok(MasterReply::Finished(finished)) => {
                let print = print_of(canvas, &finished);
                self.keep_files(*finished, print).await
            }
            Ok(MasterReply::Stopped) => Ok(Outcome::Interrupted),
            Ok(MasterReply::Failed(why)) => Ok(Outcome::Retry(why)),
            Err(gone) => Ok(Outcome::Retry(gone.to_string())),
        }
    }

    async fn touch(&self, checkpoint: Option<PictureKey>) -> anyhow::Result<Next<KeptMaster>> {
        let context = &self.worker.context;
        let touch = MasterProgress {
            lease: self.worker.pace.lease,
            percent: self.percent,
            checkpoint,
            now: context.clock.now(),
        };

        match context
            .stores
            .masters
            .renew_master(&self.master.lease, touch)
            .await
        {
            Ok(LeaseState::Held) => Ok(Next::Continue(())),
            Ok(LeaseState::Lost) => Ok(Next::Break(Outcome::Lost)),
            // The work is worth going on with for as long as the lease lasts.
            Err(StoreError::Busy(error)) => {
                tracing::warn!(?error, "the lease could not be renewed");
                Ok(Next::Continue(()))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// A storage that is full or out of order costs the checkpoint and not the master.
    async fn try_to_keep_checkpoint(&self, bytes: Bytes) -> Option<PictureKey> {
        let keeping = self.worker.context.pictures.keep(NewPicture {
            owner: self.master.person,
            kind: PictureKind::Checkpoint,
            file: EncodedFile::without_size(bytes),
            is_grey: false,
            keep_for: Some(KEEP_CHECKPOINT),
        });

        match self.while_held(keeping).await {
            Ok(key) => key,
            Err(error) => {
                tracing::warn!(?error, "a checkpoint could not be kept");
                None
            }
        }
    }

    /// Keeps the files for the print shop and for the person.
    async fn keep_files(
        &self,
        finished: FinishedMaster,
        print: Print,
    ) -> anyhow::Result<Outcome<KeptMaster>> {
        let FinishedMaster {
            print_file,
            proof,
            finish,
        } = finished;

        let sheet = self.draw_sheet(proof.bytes.clone(), print).await?;
        let files = [
            OrderedFile::OnDisk(print_file),
            OrderedFile::InMemory(sheet),
            OrderedFile::InMemory(proof),
        ];
        let mut keys = Vec::new();
        for file in &files {
            match self.keep_for_good(file).await? {
                Some(key) => keys.push(key),
                None => return Ok(Outcome::Lost),
            }
        }

        let [master, sheet, proof] = keys[..] else {
            return Ok(Outcome::Lost);
        };

        let method = match finish {
            Finish::Painted => "continued".to_owned(),
            Finish::Resampled { width, height } => format!("resampled {width}x{height}"),
        };
        let origin = match finish {
            Finish::Painted => canvas::MasterOrigin::Painted,
            Finish::Resampled { .. } => canvas::MasterOrigin::Resampled,
        };

        Ok(Outcome::Done(KeptMaster {
            files: MasterFiles {
                master,
                sheet,
                method,
            },
            proof_message: canvas::proof(self.master.language, &self.master.order, proof, origin),
        }))
    }

    async fn draw_sheet(&self, picture: Bytes, print: Print) -> anyhow::Result<EncodedFile> {
        let order = self.master.order.clone();
        let at = self.worker.context.clock.now();
        let draw = move || {
            PrintSheet {
                language: SHOP_LANGUAGE,
                order: &order,
                print,
                picture: &picture,
                at,
            }
            .draw()
        };

        Ok(EncodedFile {
            bytes: tokio::task::spawn_blocking(draw).await??.into(),
            size: PAPER,
        })
    }

    /// Keeps a file that was ordered. A master takes hours, so that the storage is asked until it
    /// takes the file, for as long as the master is this worker's.
    async fn keep_for_good(&self, file: &OrderedFile) -> anyhow::Result<Option<PictureKey>> {
        let context = &self.worker.context;
        let until = Instant::now() + GRACE;
        loop {
            match self.while_held(self.keep_ordered(file)).await {
                Err(error)
                    if StorageError::passes(&error)
                        && Instant::now() < until
                        && !context.stop.is_cancelled() =>
                {
                    tracing::warn!(?error, "a file of a master could not be kept; trying again");
                    sleep(POLL).await;
                }
                kept => return kept,
            }
        }
    }

    /// Keeps a file; `None` if its owner is gone.
    async fn keep_ordered(&self, file: &OrderedFile) -> anyhow::Result<Option<PictureKey>> {
        let pictures = &self.worker.context.pictures;
        let owner = self.master.person;
        let kind = PictureKind::Painting;

        match file.clone() {
            OrderedFile::OnDisk(file) => pictures.keep_file(NewFile { owner, kind, file }).await,
            OrderedFile::InMemory(file) => {
                let picture = NewPicture {
                    owner,
                    kind,
                    file,
                    is_grey: false,
                    keep_for: None,
                };
                pictures.keep(picture).await
            }
        }
    }

    /// Waits for a file to be kept, and renews the lease meanwhile; `None` if it is lost.
    async fn while_held(
        &self,
        keeping: impl Future<Output = anyhow::Result<Option<PictureKey>>>,
    ) -> anyhow::Result<Option<PictureKey>> {
        tokio::pin!(keeping);
        loop {
            tokio::select! {
                kept = &mut keeping => return kept,
                () = sleep(self.worker.pace.lease / 3) => {
                    if self.touch(None).await?.is_break() {
                        return Ok(None);
                    }
                }
            }
        }
    }
}

/// A file for the print shop or for the person.
#[derive(Clone)]
enum OrderedFile {
    OnDisk(FileOnDisk),
    InMemory(EncodedFile),
}

#[async_trait]
impl RunningWork for RunningMaster<'_> {
    type Progress = MasterReport;
    type Done = KeptMaster;

    async fn save(&mut self, report: MasterReport) -> anyhow::Result<Next<KeptMaster>> {
        self.percent = report.percent;
        let Some(bytes) = report.checkpoint else {
            return Ok(Next::Continue(()));
        };

        let key = self.try_to_keep_checkpoint(bytes).await;
        self.touch(key).await
    }

    async fn renew(&mut self) -> anyhow::Result<Next<KeptMaster>> {
        self.touch(None).await
    }

    /// Stops the engine after the current iteration when somebody waits for a painting.
    async fn check(&mut self) -> Next<KeptMaster> {
        // A database that cannot be read at the moment is no reason to stop.
        if self.worker.do_paintings_wait().await.unwrap_or(false) {
            self.stop.store(true, Ordering::Relaxed);
        }

        Next::Continue(())
    }

    /// Does not wait for the current iteration, which may take long. The next attempt continues
    /// from the last checkpoint.
    fn stop(&mut self, reason: StopReason) -> Next<KeptMaster> {
        Next::Break(match reason {
            StopReason::Service => Outcome::Interrupted,
            StopReason::TooLong => Outcome::Retry("it takes too long".into()),
        })
    }
}

fn print_of(canvas: &Canvas, finished: &FinishedMaster) -> Print {
    let resampled_from = match finished.finish {
        Finish::Painted => None,
        Finish::Resampled { width, height } => Some(PictureSize::new(width, height)),
    };

    Print {
        width: canvas.width(),
        height: canvas.height(),
        wrap: canvas.wrap(),
        bleed: canvas.bleed(),
        dpi: canvas.dpi(),
        pixels: finished.print_file.size(),
        resampled_from,
    }
}

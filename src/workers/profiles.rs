//! Asks messengers who those are that have written: after their message is in hand, many at once,
//! and never in anybody's way. What fails is asked again when they write again.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
    time::Duration,
};

use tokio::{sync::mpsc, time::sleep};

use super::WorkerContext;
use crate::{
    domain::time::Moment,
    messengers::People,
    store::{Address, Conversation},
};

/// A profile is asked for again when it is so old.
const AGE: Duration = Duration::from_hours(24 * 30);
/// Those who write within so long are asked for together.
const GATHER: Duration = Duration::from_millis(300);
/// So many at a time.
const AT_ONCE: usize = 100;
/// After a failure nobody is asked for so long.
const PAUSE: Duration = Duration::from_secs(10);
/// So many wait; the others come again when they write again.
const ROOM: usize = 1024;

/// Where those are named whose profile is wanting.
#[derive(Clone, Debug)]
pub struct ProfileRequests(mpsc::Sender<Address>);

impl ProfileRequests {
    /// A way with both its ends.
    #[must_use]
    pub fn open() -> (Self, mpsc::Receiver<Address>) {
        let (sender, receiver) = mpsc::channel(ROOM);
        (Self(sender), receiver)
    }

    /// Names who speaks, if their profile is not known or is old. Never waits.
    pub fn notice(&self, address: &Address, read: &Conversation, now: Moment) {
        if read.met.is_none_or(|met| now.since(met) > AGE) {
            // One that finds no room is noticed again.
            let _ = self.0.try_send(address.clone());
        }
    }
}

/// The loop.
pub struct ProfileWorker {
    context: WorkerContext,
    people: Vec<Arc<dyn People>>,
}

impl ProfileWorker {
    /// What asks these.
    #[must_use]
    pub fn new(context: WorkerContext, people: Vec<Arc<dyn People>>) -> Self {
        Self { context, people }
    }

    /// Asks until told to stop.
    pub async fn run(self, mut newcomers: mpsc::Receiver<Address>) {
        let stop = self.context.stop.clone();
        let work = async {
            while let Some(first) = newcomers.recv().await {
                sleep(GATHER).await;
                self.ask(gather(first, &mut newcomers)).await;
            }
        };

        tokio::select! {
            () = stop.cancelled() => {}
            () = work => stop.cancelled().await,
        }
    }

    async fn ask(&self, mut gathered: HashMap<String, BTreeSet<String>>) {
        for people in &self.people {
            let chats: Vec<String> = gathered
                .remove(people.name())
                .unwrap_or_default()
                .into_iter()
                .collect();

            if chats.is_empty() {
                continue;
            }

            if let Err(error) = self.learn(people.as_ref(), chats).await {
                tracing::warn!(
                    ?error,
                    messenger = people.name(),
                    "people stay unknown for now"
                );

                sleep(PAUSE).await;
            }
        }
    }

    /// Of whom nothing is told an empty profile is kept: they are not asked for with every message.
    async fn learn(&self, people: &dyn People, chats: Vec<String>) -> anyhow::Result<()> {
        let mut told = people.profiles(&chats).await?;
        for external in chats {
            let profile = told.remove(&external).unwrap_or_default();
            let address = Address {
                messenger: people.name().to_owned(),
                external,
            };
            self.context
                .store
                .keep_profile(&address, profile, self.context.clock.now())
                .await?;
        }

        Ok(())
    }
}

/// The chats of those who wait, by their messengers.
fn gather(
    first: Address,
    newcomers: &mut mpsc::Receiver<Address>,
) -> HashMap<String, BTreeSet<String>> {
    let others = std::iter::from_fn(|| newcomers.try_recv().ok());
    let mut gathered: HashMap<String, BTreeSet<String>> = HashMap::new();
    for Address {
        messenger,
        external,
    } in std::iter::once(first).chain(others).take(AT_ONCE)
    {
        gathered.entry(messenger).or_default().insert(external);
    }

    gathered
}

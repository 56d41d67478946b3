//! Asks messengers for the profiles of people who have written: after their message was received,
//! many people at once, and without delaying anybody. What fails is asked again when they write
//! again.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
    time::Duration,
};

use tokio::{sync::mpsc, time::sleep};

use super::WorkerContext;
use crate::{
    domain::time::Moment,
    messengers::ProfileSource,
    store::{Address, Conversation},
};

/// A profile older than this is asked for again.
const AGE: Duration = Duration::from_hours(24 * 30);
/// People who write within this time are asked about together.
const GATHER: Duration = Duration::from_millis(300);
/// How many people are asked about at once.
const AT_ONCE: usize = 100;
/// The pause after a failure.
const PAUSE: Duration = Duration::from_secs(10);
/// How many requests can wait. Others are made again when people write again.
const QUEUE: usize = 1024;

/// Where profiles are requested.
#[derive(Clone, Debug)]
pub struct ProfileRequests(mpsc::Sender<Address>);

impl ProfileRequests {
    /// The queue's two ends.
    #[must_use]
    pub fn open() -> (Self, mpsc::Receiver<Address>) {
        let (sender, receiver) = mpsc::channel(QUEUE);
        (Self(sender), receiver)
    }

    /// Requests a person's profile if it is unknown or old. Never waits.
    pub fn request_if_old(&self, address: &Address, read: &Conversation, now: Moment) {
        if read.met.is_none_or(|met| now.is_past(met, AGE)) {
            // If the queue is full, the person's next message requests it again.
            let _ = self.0.try_send(address.clone());
        }
    }
}

/// Asks for profiles.
pub struct ProfileWorker {
    context: WorkerContext,
    people: Vec<Arc<dyn ProfileSource>>,
}

impl ProfileWorker {
    /// A worker that asks these messengers.
    #[must_use]
    pub fn new(context: WorkerContext, people: Vec<Arc<dyn ProfileSource>>) -> Self {
        Self { context, people }
    }

    /// Asks until the service stops.
    pub async fn run(self, mut requests: mpsc::Receiver<Address>) {
        let stop = self.context.stop.clone();
        let work = async {
            while let Some(first) = requests.recv().await {
                sleep(GATHER).await;
                self.ask(gather(first, &mut requests)).await;
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

            if let Err(error) = self.ask_one(people.as_ref(), chats).await {
                tracing::warn!(
                    ?error,
                    messenger = people.name(),
                    "profiles could not be read"
                );

                sleep(PAUSE).await;
            }
        }
    }

    /// Keeps an empty profile for people that the messenger does not describe, so that it is not
    /// asked again with every message.
    async fn ask_one(&self, people: &dyn ProfileSource, chats: Vec<String>) -> anyhow::Result<()> {
        let mut profiles = people.profiles(&chats).await?;
        for external in chats {
            let profile = profiles.remove(&external).unwrap_or_default();
            let address = Address {
                messenger: people.name().to_owned(),
                external,
            };
            self.context
                .stores
                .conversations
                .keep_profile(&address, profile, self.context.clock.now())
                .await?;
        }

        Ok(())
    }
}

/// The chats of all waiting requests, by messenger.
fn gather(
    first: Address,
    requests: &mut mpsc::Receiver<Address>,
) -> HashMap<String, BTreeSet<String>> {
    let others = std::iter::from_fn(|| requests.try_recv().ok());
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

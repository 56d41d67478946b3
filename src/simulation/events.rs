//! Plays orders event after event: only the time between two events is skipped.

use std::{
    cmp::Reverse,
    collections::{BTreeSet, BinaryHeap, HashMap},
    time::Duration,
};

use anyhow::Context;

use super::{
    device::Device,
    line::{Line, Rhythm, TouchAt, touches},
    orders::{Order, whole_millis},
    record::JobRecord,
};
use crate::domain::ids::JobId;

/// Painters that are alike.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Painters {
    /// How many.
    pub(crate) count: usize,
    /// How fast each is.
    pub(crate) device: Device,
    /// How often each saves something.
    pub(crate) rhythm: Rhythm,
}

/// What happens at a time. What was planned first happens first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Event {
    at: Duration,
    number: u64,
    what: What,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum What {
    /// The order with this index comes.
    Order(usize),
    /// The painter of a job saves something.
    Touch { order: usize, touch: usize },
    /// A painting is finished.
    Finish { order: usize, painter: usize },
}

#[derive(Default)]
struct Agenda {
    events: BinaryHeap<Reverse<Event>>,
    planned: u64,
}

impl Agenda {
    fn plan(&mut self, at: Duration, what: What) {
        self.planned += 1;
        self.events.push(Reverse(Event {
            at,
            number: self.planned,
            what,
        }));
    }

    fn next(&mut self) -> Option<Event> {
        self.events.pop().map(|event| event.0)
    }
}

/// What became of one order so far.
#[derive(Clone, Default)]
struct Progress {
    started: Option<Duration>,
    ended: Option<Duration>,
    takes: Duration,
    touches: Vec<TouchAt>,
}

struct Play<'a, L> {
    orders: &'a [Order],
    painters: Painters,
    line: &'a mut L,
    agenda: Agenda,
    progress: Vec<Progress>,
    by_job: HashMap<JobId, usize>,
    idle: BTreeSet<usize>,
    waiting: usize,
}

/// Plays the orders until the last one is delivered.
///
/// # Errors
/// If the queue fails.
pub(crate) async fn play<L: Line>(
    orders: &[Order],
    painters: Painters,
    line: &mut L,
) -> anyhow::Result<Vec<JobRecord>> {
    let mut agenda = Agenda::default();
    for (index, order) in orders.iter().enumerate() {
        agenda.plan(order.at, What::Order(index));
    }

    let numbered = orders.iter().enumerate();
    let mut play = Play {
        orders,
        painters,
        line,
        agenda,
        progress: vec![Progress::default(); orders.len()],
        by_job: numbered.map(|(index, order)| (order.id, index)).collect(),
        idle: (0..painters.count).collect(),
        waiting: 0,
    };
    play.run().await?;

    play.records()
}

impl<L: Line> Play<'_, L> {
    async fn run(&mut self) -> anyhow::Result<()> {
        while let Some(event) = self.agenda.next() {
            let now = event.at;
            match event.what {
                What::Order(index) => {
                    self.line.order(&self.orders[index]).await?;
                    self.waiting += 1;
                }
                What::Touch { order, touch } => {
                    let touch = self.progress[order].touches[touch];
                    self.line.touch(self.orders[order].id, touch, now).await?;
                }
                What::Finish { order, painter } => {
                    let took = self.progress[order].takes;
                    self.line.finish(self.orders[order].id, took, now).await?;
                    self.progress[order].ended = Some(now);
                    self.idle.insert(painter);
                }
            }

            self.put_to_work(now).await?;
        }

        Ok(())
    }

    /// Every painter that has nothing to do claims a job, while any wait.
    async fn put_to_work(&mut self, now: Duration) -> anyhow::Result<()> {
        while self.waiting > 0
            && let Some(painter) = self.idle.pop_first()
        {
            let job = self.line.claim(painter, now).await?;
            let job = job.context("jobs wait, and none could be claimed")?;
            let order = *self
                .by_job
                .get(&job)
                .context("a job was claimed that nobody ordered")?;

            self.waiting -= 1;
            self.begin(order, painter, now);
        }

        Ok(())
    }

    fn begin(&mut self, order: usize, painter: usize, now: Duration) {
        let plan = self.orders[order].plan;
        let takes = whole_millis(self.painters.device.time_for(&plan));
        let touches = if L::SEES_TOUCHES {
            touches(plan.tier, takes, &self.painters.rhythm)
        } else {
            Vec::new()
        };

        for (touch, planned) in touches.iter().enumerate() {
            let at = now + planned.after;
            self.agenda.plan(at, What::Touch { order, touch });
        }
        self.agenda
            .plan(now + takes, What::Finish { order, painter });

        self.progress[order] = Progress {
            started: Some(now),
            ended: None,
            takes,
            touches,
        };
    }

    fn records(self) -> anyhow::Result<Vec<JobRecord>> {
        let all = self.orders.iter().zip(self.progress);
        all.map(|(order, progress)| {
            Ok(JobRecord {
                id: order.id,
                person: order.person,
                tier: order.plan.tier,
                asked: order.at,
                started: progress.started.context("a job was never begun")?,
                ended: progress.ended.context("a job was never finished")?,
            })
        })
        .collect()
    }
}

//! Wake-ups from code that commits to loops that wait. A bell rings in this process, and is heard of
//! in the others soon after (`workers::wakeups`). It may be missed. That costs only the pause of a
//! poll: loops read the store anyway.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU16, Ordering},
    },
    time::Duration,
};

use tokio::sync::Notify;

/// The bells of one process.
#[derive(Debug)]
pub struct Bells {
    /// An update was written to the inbox.
    pub inbox: Bell,
    /// A job was queued for the painters.
    pub jobs: Bell,
    /// A job was queued in the quick lane.
    pub quick_jobs: Bell,
    /// A painting was queued: somebody waits for its sketch.
    pub sketches: Bell,
    /// A message waits.
    pub outbox: Bell,
    /// A purchase or a refund waits for its provider.
    pub payments: Bell,
    /// Something was published or taken back.
    pub feed: Bell,
    /// A person has cancelled a job: its worker checks whether it still has the lease.
    pub ended: Bell,
    /// Something was said in a chat of the chat page.
    pub pages: Bell,
    /// A duty may be free.
    pub duties: Bell,
    /// What other processes have not heard of yet.
    unheard: Arc<Unheard>,
}

/// Bells that have rung since other processes were told last.
#[derive(Debug, Default)]
struct Unheard {
    bells: AtomicU16,
    rung: Notify,
}

impl Default for Bells {
    fn default() -> Self {
        let unheard = Arc::<Unheard>::default();
        let bell = |letter| Bell {
            letter,
            here: Notify::new(),
            unheard: Arc::clone(&unheard),
        };

        Self {
            inbox: bell('i'),
            jobs: bell('j'),
            quick_jobs: bell('q'),
            sketches: bell('s'),
            outbox: bell('o'),
            payments: bell('p'),
            feed: bell('f'),
            ended: bell('e'),
            pages: bell('w'),
            duties: bell('d'),
            unheard,
        }
    }
}

impl Bells {
    fn all(&self) -> [&Bell; 10] {
        [
            &self.inbox,
            &self.jobs,
            &self.quick_jobs,
            &self.sketches,
            &self.outbox,
            &self.payments,
            &self.feed,
            &self.ended,
            &self.pages,
            &self.duties,
        ]
    }

    /// Rings every bell in this process only: anything may have happened elsewhere.
    pub fn ring_all(&self) {
        self.all().into_iter().for_each(Bell::ring_here);
    }

    /// Rings the bells with these letters in this process only: they rang in another one. Letters
    /// that a newer version of the program has are passed over.
    pub fn ring_letters(&self, letters: &str) {
        let meant = |bell: &&Bell| letters.contains(bell.letter);
        self.all()
            .into_iter()
            .filter(meant)
            .for_each(Bell::ring_here);
    }

    /// Waits until bells ring that other processes have not heard of; returns their letters.
    pub async fn unheard(&self) -> String {
        loop {
            let bells = self.unheard.bells.swap(0, Ordering::Relaxed);
            if bells != 0 {
                let is_rung = |bell: &&Bell| bells & bell.bit() != 0;
                let rung = self.all().into_iter().filter(is_rung);
                return rung.map(|bell| bell.letter).collect();
            }

            self.unheard.rung.notified().await;
        }
    }
}

/// One bell.
#[derive(Debug)]
pub struct Bell {
    /// What other processes call it, from a to z.
    letter: char,
    here: Notify,
    unheard: Arc<Unheard>,
}

impl Bell {
    /// Wakes everybody who waits, or else the next one who will; in other processes soon after.
    pub fn ring(&self) {
        self.ring_here();
        self.unheard.bells.fetch_or(self.bit(), Ordering::Relaxed);
        self.unheard.rung.notify_one();
    }

    /// The same in this process only.
    pub fn ring_here(&self) {
        self.here.notify_waiters();
        self.here.notify_one();
    }

    /// Waits for the bell.
    pub async fn rung(&self) {
        self.here.notified().await;
    }

    /// Waits for the bell, but no longer than `pause`.
    pub async fn rung_or(&self, pause: Duration) {
        let _ = tokio::time::timeout(pause, self.rung()).await;
    }

    fn bit(&self) -> u16 {
        1 << (self.letter as u32 % 16)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn other_processes_hear_of_what_rang_here_once() {
        let bells = Bells::default();
        bells.ended.ring();
        bells.outbox.ring();
        bells.outbox.ring();
        bells.inbox.ring_here();
        assert_eq!(bells.unheard().await, "oe");

        bells.ring_letters("jx");
        bells.jobs.rung().await;
        let nothing = tokio::time::timeout(Duration::from_millis(5), bells.unheard());
        assert!(
            nothing.await.is_err(),
            "what came from elsewhere stays here"
        );
    }

    #[test]
    fn each_bell_has_a_bit_of_its_own() {
        let bells = Bells::default();
        let bits = bells
            .all()
            .into_iter()
            .fold(0, |bits, bell| bits | bell.bit());
        assert_eq!(bits.count_ones() as usize, bells.all().len());
    }
}

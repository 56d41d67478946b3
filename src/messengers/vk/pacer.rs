//! VKontakte takes 20 requests a second of a community, whatever they are. Everybody waits in one
//! line, so that nobody waits longer than those who came before.

use std::{
    collections::VecDeque,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use tokio::time::{Instant, sleep_until};

/// So many within [`WINDOW`].
const AT_ONCE: usize = 20;
/// A little more than a second: what leaves evenly may arrive in a heap.
const WINDOW: Duration = Duration::from_millis(1100);

/// The line.
#[derive(Default)]
pub(super) struct Pacer(Mutex<Line>);

#[derive(Default)]
struct Line {
    /// When the last requests leave.
    turns: VecDeque<Instant>,
    /// Nobody leaves before.
    held_until: Option<Instant>,
}

impl Pacer {
    /// Waits for a turn.
    pub(super) async fn turn(&self) {
        loop {
            let turn = self.line().reserve(Instant::now());
            sleep_until(turn).await;

            // Whoever was held meanwhile waits for another turn.
            if self.line().held_until.is_none_or(|until| until <= turn) {
                return;
            }
        }
    }

    /// A turn that comes at once; `None` while others wait.
    pub(super) fn turn_at_once(&self) -> Option<()> {
        let mut line = self.line();
        let now = Instant::now();
        line.is_free(now).then(|| {
            line.reserve(now);
        })
    }

    /// Nobody leaves for so long: VKontakte has had too much.
    pub(super) fn hold(&self, pause: Duration) {
        let mut line = self.line();
        line.held_until = line.held_until.max(Some(Instant::now() + pause));
    }

    fn line(&self) -> std::sync::MutexGuard<'_, Line> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Line {
    /// Whether a turn would come at once, and another one after it.
    fn is_free(&self, now: Instant) -> bool {
        let recent = self
            .turns
            .iter()
            .filter(|turn| **turn + WINDOW > now)
            .count();
        self.held_until.is_none_or(|until| until <= now) && recent + 1 < AT_ONCE
    }

    fn reserve(&mut self, now: Instant) -> Instant {
        let begin = self.held_until.map_or(now, |until| until.max(now));
        let last = self.turns.back().map_or(begin, |last| begin.max(*last));
        let turn = match self.turns.len().checked_sub(AT_ONCE) {
            Some(first) => last.max(self.turns[first] + WINDOW),
            None => last,
        };

        self.turns.push_back(turn);

        if self.turns.len() > AT_ONCE {
            self.turns.pop_front();
        }

        turn
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_window_has_more_turns_than_are_allowed() {
        let mut line = Line::default();
        let now = Instant::now();
        let turns: Vec<Instant> = (0..100).map(|_| line.reserve(now)).collect();
        assert!(
            turns[..AT_ONCE].iter().all(|turn| *turn == now),
            "a quiet line does not wait"
        );

        for (first, later) in turns.iter().zip(&turns[AT_ONCE..]) {
            assert!(later.duration_since(*first) >= WINDOW);
        }

        assert!(turns.is_sorted(), "who comes first leaves first");
    }

    #[tokio::test]
    async fn what_may_be_left_out_takes_only_turns_that_nobody_needs() {
        let pacer = Pacer::default();
        let taken = (0..AT_ONCE)
            .filter(|_| pacer.turn_at_once().is_some())
            .count();

        assert_eq!(taken, AT_ONCE - 1);
        pacer.turn().await;

        let other = Pacer::default();
        other.hold(WINDOW);
        assert_eq!(other.turn_at_once(), None);
    }

    #[tokio::test]
    async fn a_held_line_waits_and_then_goes_on() {
        let pacer = Pacer::default();
        pacer.hold(Duration::from_millis(50));
        let began = Instant::now();
        pacer.turn().await;
        assert!(began.elapsed() >= Duration::from_millis(50));
    }
}

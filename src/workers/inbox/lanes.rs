//! The two lanes of the inbox: words, which are answered at once, and files, which have to be fetched
//! and decoded first. Within a lane nobody has everything: senders take turns, and neither one of
//! them nor one messenger that is slow can occupy the lane.

use std::{collections::VecDeque, sync::Arc};

use tokio::task::{JoinError, JoinSet};

use super::{Inbox, count_error};
use crate::{
    domain::ids::ChatId,
    store::{BusyParts, Lane, PendingTurn, StoreError, TurnSearch},
    workers::POLL,
};

/// How many turns of a lane are answered at once.
pub(super) struct LaneLimits {
    lane: Lane,
    at_once: usize,
    /// Of one sender, so that others are answered beside one who asks for much.
    per_sender: usize,
    /// Of one messenger, so that others are answered while one does not answer us.
    per_messenger: usize,
    /// How many turns are read at once. What is read is outdated soon, and each query looks at all
    /// chats.
    read_at_once: u32,
}

/// Words take milliseconds.
pub(super) const WORDS: LaneLimits = LaneLimits {
    lane: Lane::Words,
    at_once: 32,
    per_sender: 8,
    per_messenger: 24,
    read_at_once: 128,
};

/// Files take seconds, and may take minutes where a messenger is slow.
pub(super) const FILES: LaneLimits = LaneLimits {
    lane: Lane::Files,
    at_once: 48,
    per_sender: 2,
    per_messenger: 16,
    read_at_once: 8,
};

/// A turn that is being answered.
struct BusyTurn {
    task: tokio::task::Id,
    chat: ChatId,
    sender: String,
    messenger: String,
}

/// The turns of a lane that are being answered.
struct BusyTurns<'a> {
    limits: &'a LaneLimits,
    turns: Vec<BusyTurn>,
}

impl Inbox {
    /// Answers the turns of a lane until the service stops. Turns that are being answered then are
    /// finished.
    pub(super) async fn run_lane(self: Arc<Self>, limits: &LaneLimits) {
        let mut waiting = VecDeque::new();
        let mut busy = BusyTurns::new(limits);
        let mut turns = JoinSet::new();

        while !self.context.stop.is_cancelled() {
            if busy.has_room() && !waiting.iter().any(|turn| busy.allows(turn)) {
                waiting = self.read(&busy).await;
            }

            self.begin(&mut waiting, &mut busy, &mut turns);
            tokio::select! {
                () = self.context.stop.cancelled() => {}
                () = self.context.bells.inbox.rung_or(POLL), if busy.has_room() => {}
                Some(ended) = turns.join_next_with_id() => busy.forget(ended),
            }
        }

        while turns.join_next().await.is_some() {}
    }

    /// Reads the next turns. Those of busy chats are read again later, because what is read of them
    /// now will be outdated.
    async fn read(&self, busy: &BusyTurns<'_>) -> VecDeque<PendingTurn> {
        let search = TurnSearch {
            now: self.context.clock.now(),
            limit: busy.limits.read_at_once,
            lane: Some(busy.limits.lane),
            process: self.context.duties.process().to_owned(),
            without: busy.parts(),
        };

        match self.claim(&search).await {
            Ok(turns) => turns.into(),
            Err(error) => {
                count_error("inbox");
                tracing::error!(?error, "the inbox could not be read");
                tokio::time::sleep(POLL).await;
                VecDeque::new()
            }
        }
    }

    /// Claims what is found, so that no other process fetches the same pictures.
    async fn claim(&self, search: &TurnSearch) -> Result<Vec<PendingTurn>, StoreError> {
        if !self.context.duties.is_sure() {
            return Ok(Vec::new());
        }

        let inbox = &self.context.stores.inbox;
        let found = inbox.turns(search).await?;
        if found.is_empty() {
            return Ok(found);
        }

        inbox.claim_turns(&search.process, found).await
    }

    /// Begins the turns for which there is room, in their order.
    fn begin(
        self: &Arc<Self>,
        waiting: &mut VecDeque<PendingTurn>,
        busy: &mut BusyTurns<'_>,
        turns: &mut JoinSet<()>,
    ) {
        while busy.has_room()
            && let Some(next) = waiting.iter().position(|turn| busy.allows(turn))
            && let Some(turn) = waiting.remove(next)
        {
            let inbox = Arc::clone(self);
            let chat = turn.chat;
            let sender = turn.sender.clone();
            let messenger = turn.address.messenger.clone();
            let task = turns.spawn(async move { inbox.answer(turn).await });

            busy.turns.push(BusyTurn {
                task: task.id(),
                chat,
                sender,
                messenger,
            });
        }
    }
}

impl<'a> BusyTurns<'a> {
    fn new(limits: &'a LaneLimits) -> Self {
        Self {
            limits,
            turns: Vec::new(),
        }
    }

    fn has_room(&self) -> bool {
        self.turns.len() < self.limits.at_once
    }

    fn allows(&self, turn: &PendingTurn) -> bool {
        !self.turns.iter().any(|busy| busy.chat == turn.chat)
            && self.of_sender(&turn.sender) < self.limits.per_sender
            && self.of_messenger(&turn.address.messenger) < self.limits.per_messenger
    }

    fn of_sender(&self, sender: &str) -> usize {
        let is_same = |busy: &&BusyTurn| busy.sender == sender;
        self.turns.iter().filter(is_same).count()
    }

    fn of_messenger(&self, messenger: &str) -> usize {
        let is_same = |busy: &&BusyTurn| busy.messenger == messenger;
        self.turns.iter().filter(is_same).count()
    }

    /// Those whose turns would not be begun now.
    fn parts(&self) -> BusyParts {
        let turns = || self.turns.iter();
        let full_sender = |busy: &&BusyTurn| self.of_sender(&busy.sender) >= self.limits.per_sender;
        let full_messenger =
            |busy: &&BusyTurn| self.of_messenger(&busy.messenger) >= self.limits.per_messenger;

        BusyParts {
            chats: turns().map(|busy| busy.chat).collect(),
            senders: turns()
                .filter(full_sender)
                .map(|busy| busy.sender.clone())
                .collect(),
            messengers: turns()
                .filter(full_messenger)
                .map(|busy| busy.messenger.clone())
                .collect(),
        }
    }

    fn forget(&mut self, ended: Result<(tokio::task::Id, ()), JoinError>) {
        let task = match ended {
            Ok((task, ())) => task,
            Err(error) => {
                tracing::error!(?error, "the task of a turn crashed");
                error.id()
            }
        };

        self.turns.retain(|turn| turn.task != task);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::{incoming::Incoming, time::Moment},
        store::Address,
    };

    fn turn(chat: i64, sender: &str, messenger: &str) -> PendingTurn {
        PendingTurn {
            updates: Vec::new(),
            chat: ChatId(chat),
            address: Address {
                messenger: messenger.into(),
                external: chat.to_string(),
            },
            network: None,
            sender: sender.into(),
            incoming: Incoming::Text(String::new()),
            attempts: 0,
            received_at: Moment::from_millis(0),
        }
    }

    async fn busy_with<'a>(limits: &'a LaneLimits, turns: &[PendingTurn]) -> BusyTurns<'a> {
        let mut busy = BusyTurns::new(limits);
        let mut tasks = JoinSet::new();
        for turn in turns {
            assert!(busy.has_room() && busy.allows(turn));
            busy.turns.push(BusyTurn {
                task: tasks.spawn(async {}).id(),
                chat: turn.chat,
                sender: turn.sender.clone(),
                messenger: turn.address.messenger.clone(),
            });
        }

        while tasks.join_next().await.is_some() {}
        busy
    }

    #[tokio::test]
    async fn a_sender_has_a_share_and_others_have_theirs() {
        let busy = busy_with(&FILES, &[turn(1, "a", "web"), turn(2, "a", "web")]).await;

        assert!(!busy.allows(&turn(3, "a", "web")));
        assert!(busy.allows(&turn(3, "b", "web")));
        assert!(!busy.allows(&turn(1, "b", "web")), "its chat is busy");
        assert_eq!(busy.parts().senders, ["a", "a"]);
        assert!(busy.parts().messengers.is_empty());
    }

    #[tokio::test]
    async fn a_messenger_that_is_slow_leaves_room_for_others() {
        let slow: Vec<PendingTurn> = (0..16)
            .map(|chat| turn(chat, &chat.to_string(), "telegram"))
            .collect();
        let busy = busy_with(&FILES, &slow).await;

        assert!(busy.has_room());
        assert!(!busy.allows(&turn(99, "z", "telegram")));
        assert!(busy.allows(&turn(99, "z", "web")));
        assert_eq!(busy.parts().messengers[0], "telegram");
    }
}

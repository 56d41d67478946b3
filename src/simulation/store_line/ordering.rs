//! Orders, from the update to the job in the queue.

use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use futures_util::future::try_join_all;

use super::{MESSENGER, Person, PhotoFiles, StoreLine};
use crate::{
    domain::{
        conversation::{Effect, EventNeeds, State},
        ids::{ChatId, PersonId},
        incoming::{Arrived, Incoming},
        job::{JobRequest, ProgressPicture, Styles},
        language::Language,
        look::Look,
        picture::{PictureKey, PictureRef},
        picture_size::PictureSize,
        replies::{Subject, progress},
        styles::GalleryStyle,
        time::Moment,
    },
    pictures::{EncodedFile, NewPicture},
    simulation::orders::Order,
    store::{
        Arrivals, CreditGrant, KeepPicture, PendingTurn, StepCommit, StoreError,
        pictures::PictureKind,
    },
};

/// How many orders are taken together at most.
const TOGETHER: usize = 64;

impl StoreLine {
    /// Takes orders that come at the same time.
    ///
    /// # Errors
    /// If the store fails.
    pub(crate) async fn order_together(
        &mut self,
        orders: &[Order],
        at: Duration,
        now: Moment,
    ) -> anyhow::Result<()> {
        for orders in orders.chunks(TOGETHER) {
            self.receive(orders, at, now).await?;

            let mut left = orders.len();
            while left > 0 {
                let begun = Instant::now();
                let turns = self.stores.inbox.ready_turns(now, TOGETHER as u32).await?;
                self.costs.read("turns", at, begun);
                if turns.is_empty() {
                    bail!("orders were received, and there is no turn to answer");
                }

                left -= turns.len();
                self.answer_all(turns, orders, at, now).await?;
            }
        }

        Ok(())
    }

    async fn receive(&mut self, orders: &[Order], at: Duration, now: Moment) -> anyhow::Result<()> {
        let arrived = |order: &Order| Arrived {
            id: order.id.to_string(),
            chat: order.person.to_string(),
            topic: None,
            language: Some(Language::default()),
            album: None,
            pause: Duration::ZERO,
            incoming: Incoming::Button(order.id.to_string()),
        };
        let updates = orders.iter().map(arrived).collect();

        let begun = Instant::now();
        let arrivals = Arrivals::new(MESSENGER, updates, None, now);
        self.stores.inbox.receive(arrivals).await?;
        self.costs.wrote("receive updates", 1, at, begun);

        Ok(())
    }

    /// Answers the turns of different people.
    async fn answer_all(
        &mut self,
        turns: Vec<PendingTurn>,
        orders: &[Order],
        at: Duration,
        now: Moment,
    ) -> anyhow::Result<()> {
        let order_of = |turn: &PendingTurn| {
            orders
                .iter()
                .find(|order| turn.incoming == Incoming::Button(order.id.to_string()))
                .context("a turn belongs to no order")
        };

        for turn in &turns {
            let order = order_of(turn)?;
            if !self.people.contains_key(&order.person) {
                self.meet(order.person, turn.chat, at, now).await?;
            }
        }

        let paid: Vec<&Order> = turns
            .iter()
            .filter_map(|turn| order_of(turn).ok())
            .filter(|order| !order.plan.price.is_zero())
            .collect();
        let begun = Instant::now();
        let grants = paid.iter().map(|order| self.grant(order, now));
        try_join_all(grants).await?;
        if !paid.is_empty() {
            self.costs.wrote("credits", paid.len() as u64, at, begun);
        }

        let begun = Instant::now();
        let mut steps = Vec::new();
        for turn in &turns {
            steps.push(self.start(turn, order_of(turn)?, now));
        }
        let count = steps.len() as u64;
        try_join_all(steps).await?;
        *self.costs.reads.entry("conversation").or_default() += count;
        self.costs.wrote("commit the order", count, at, begun);

        Ok(())
    }

    /// Somebody sends the photo.
    async fn meet(
        &mut self,
        number: u32,
        chat: ChatId,
        at: Duration,
        now: Moment,
    ) -> anyhow::Result<()> {
        let read = self
            .stores
            .conversations
            .conversation(chat, EventNeeds::default(), now)
            .await?
            .context("a chat that wrote is not there")?;
        let id = read.person;

        let begun = Instant::now();
        let person = match &self.files {
            Some(files) => Person {
                id,
                photo: files.keep(id, &files.photo).await?,
                style: files.keep(id, &files.style).await?,
            },
            None => Person {
                id,
                photo: self.keep_photo(id, number, now).await?,
                style: first_style(),
            },
        };
        self.costs.wrote("keep a photo", 1, at, begun);
        self.people.insert(number, person);

        Ok(())
    }

    async fn keep_photo(
        &self,
        owner: PersonId,
        number: u32,
        now: Moment,
    ) -> anyhow::Result<PictureRef> {
        let key = PictureKey::from_bytes(format!("photo {number}").as_bytes());
        let keep_for = self.rules.limits.keep_inputs;
        self.keep_row(KeepPicture {
            owner,
            key,
            kind: PictureKind::Input,
            bytes: 200_000,
            size: PictureSize::new(1280, 960),
            is_grey: false,
            expires_at: Some(now.plus(keep_for)),
            now,
        })
        .await?;

        Ok(PictureRef::Own(key))
    }

    /// Gives the price of an order to its person.
    async fn grant(&self, order: &Order, now: Moment) -> anyhow::Result<()> {
        let person = self.person(order.person)?.id;
        self.stores
            .ledger
            .grant(CreditGrant {
                person,
                amount: order.plan.price,
                reason: format!("simulation:{}", order.id),
                note: "a simulation".to_owned(),
                now,
            })
            .await?;

        Ok(())
    }

    fn person(&self, number: u32) -> anyhow::Result<Person> {
        let person = self.people.get(&number).copied();
        person.context("somebody orders who never wrote")
    }

    /// Commits the step that starts a job. A job of the same person that ends meanwhile is a reason
    /// to read again.
    async fn start(&self, turn: &PendingTurn, order: &Order, now: Moment) -> anyhow::Result<()> {
        let person = self.person(order.person)?;
        let styles = Styles::one(person.style);
        let request = JobRequest::painting(person.photo, styles, Look::default(), order.plan);
        let subject = Subject {
            language: Language::default(),
            job: order.id,
            request: &request,
        };
        let told = progress::queued(&subject, 1, None, ProgressPicture::Photo);

        loop {
            let read = self
                .stores
                .conversations
                .conversation(turn.chat, EventNeeds::default(), now)
                .await?
                .context("a chat that wrote is not there")?;
            let step = StepCommit {
                updates: turn.updates.clone(),
                chat: turn.chat,
                person: read.person,
                fence: read.fence,
                state: State::Idle,
                effects: vec![
                    Effect::StartJob {
                        id: order.id,
                        request,
                    },
                    Effect::Say(told.clone()),
                ],
                now,
            };

            match self.stores.conversations.commit_step(step).await {
                Err(StoreError::Conflict) => tokio::task::yield_now().await,
                committed => return Ok(committed?),
            }
        }
    }
}

impl PhotoFiles {
    async fn keep(&self, owner: PersonId, file: &EncodedFile) -> anyhow::Result<PictureRef> {
        let picture = NewPicture {
            owner,
            kind: PictureKind::Input,
            file: file.clone(),
            is_grey: false,
            keep_for: None,
        };
        let key = self.pictures.keep(picture).await?;

        key.map(PictureRef::Own).context("a person is gone")
    }
}

fn first_style() -> PictureRef {
    let first = GalleryStyle::all().next();
    PictureRef::Gallery(first.expect("the gallery has a style"))
}

//! What a step needs to know about the world.

use std::time::Duration;

use crate::domain::credits::Credits;
use crate::domain::feed::{PenName, PublishedEntry, SavedStyle, StyleKey};
use crate::domain::ids::{JobId, OrderId, PurchaseId};
use crate::domain::job::{JobFacts, Painting, QueueFacts};
use crate::domain::language::Language;
use crate::domain::link::LinkFacts;
use crate::domain::look::Look;
use crate::domain::movement::Movement;
use crate::domain::order::CanvasOrder;
use crate::domain::payment::{Contact, PurchaseRequest, Till};
use crate::domain::picture::{PictureKey, PictureRef};
use crate::domain::rules::{Limits, Rules};
use crate::domain::tier::Tier;
use crate::domain::time::{Moment, Zone};

/// The world as a step sees it.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// Now.
    pub now: Moment,
    /// A drawn id for what may begin in this step.
    pub fresh: JobId,
    /// The numbers of the house.
    pub rules: &'a Rules,
    /// How one pays in this chat.
    pub till: Till,
    /// How one pays for a canvas in this chat.
    pub canvas_till: Till,
    /// The link by which this person invites others, where there is one.
    pub invitation: Option<&'a str>,
    /// Who speaks.
    pub person: &'a PersonFacts,
}

/// What the store knows about the person who speaks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonFacts {
    /// The language chosen, or the messenger's.
    pub language: Language,
    /// Where the person's clock stands; that of Greenwich while it is not known.
    pub zone: Zone,
    /// The usual knobs.
    pub look: Look,
    /// Credits that can be spent.
    pub balance: Credits,
    /// Credits held for jobs that have not ended.
    pub held: Credits,
    /// Jobs that have not ended, oldest first.
    pub jobs: Vec<JobFacts>,
    /// When the free jobs that still count were started, oldest first.
    pub free_starts: Vec<Moment>,
    /// Own styles used last, newest first, none of them gone.
    pub recent_styles: Vec<PictureKey>,
    /// The last paintings, newest first.
    pub paintings: Vec<Painting>,
    /// The painting the event speaks of, however old.
    pub about: Option<Painting>,
    /// Of the pictures in the state, the event and `about`, those that were deleted.
    pub gone: Vec<PictureKey>,
    /// The queue.
    pub queue: QueueFacts,
    /// The purchase the event speaks of, if it is the person's.
    pub purchase: Option<PurchaseFacts>,
    /// How many of the person's payment pages are open.
    pub open_purchases: u32,
    /// How many of the person's requests to the operator wait for an answer.
    pub open_requests: u32,
    /// Where receipts go, if the person has said it.
    pub contact: Option<Contact>,
    /// The last movements of credits, newest first, if the event asks for them.
    pub movements: Vec<Movement>,
    /// The promotion the event speaks of.
    pub promo: PromoFacts,
    /// The account that the event wants to join.
    pub link: LinkFacts,
    /// The orders of canvases that the event speaks of, newest first.
    pub orders: Vec<CanvasOrder>,
    /// How many of the person's orders are not confirmed.
    pub open_drafts: u32,
    /// Width and height of the finished picture of `about`.
    pub about_pixels: Option<(u32, u32)>,
    /// The messengers of the person's other chats, by their names.
    pub elsewhere: Vec<String>,
    /// Whether the operator has blocked them.
    pub is_blocked: bool,
    /// What they have published, newest first, if the event asks for it.
    pub published: Vec<PublishedEntry>,
    /// How much of it was in the last day.
    pub published_lately: u32,
    /// The styles they keep, newest first, if the event asks for them.
    pub saved_styles: Vec<SavedStyle>,
    /// The public styles of what they like, likewise.
    pub liked_styles: Vec<StyleKey>,
    /// The name under which they publish, if they have said one.
    pub pen_name: Option<PenName>,
    /// Whether the operator lets them publish no more.
    pub is_banned_from_feed: bool,
}

/// A purchase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PurchaseFacts {
    /// What was asked for.
    pub order: PurchaseRequest,
    /// Whether what was wanted with it has been started by now.
    pub is_started: bool,
}

/// Who has used a promotion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PromoFacts {
    /// This person has.
    pub is_used: bool,
    /// So many people have.
    pub uses: u32,
}

/// Whether a free job may start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FreeQuota {
    /// So many are left.
    Left(u32),
    /// None is left; the next one after so long.
    NextIn(Duration),
}

impl Facts<'_> {
    /// The language to answer in.
    pub(crate) const fn language(&self) -> Language {
        self.person.language
    }

    /// How many free jobs are left, or when the next one is.
    pub(crate) fn free_quota(&self) -> FreeQuota {
        let period = Limits::FREE_PERIOD;
        let counted = |start: &&Moment| self.now.since(**start) < period;
        let starts: Vec<Moment> = self
            .person
            .free_starts
            .iter()
            .filter(counted)
            .copied()
            .collect();

        let per_day = self.rules.tiers.free.per_day as usize;
        match starts.len().checked_sub(per_day) {
            None => FreeQuota::Left(u32::try_from(per_day - starts.len()).unwrap_or(u32::MAX)),
            // The next is free when so many have become old that one place opens.
            Some(over) => FreeQuota::NextIn(starts.get(over).map_or(period, |start| {
                period.saturating_sub(self.now.since(*start))
            })),
        }
    }

    /// How many jobs of the person have not ended, of one tier.
    pub(crate) fn running(&self, tier: Tier) -> usize {
        self.person
            .jobs
            .iter()
            .filter(|job| job.request.plan.tier == tier)
            .count()
    }

    /// Whether a job of the person has not ended.
    pub(crate) fn job(&self, id: JobId) -> Option<&JobFacts> {
        self.person.jobs.iter().find(|job| job.id == id)
    }

    /// The painting of a job, if the event speaks of it.
    pub(crate) fn about(&self, id: JobId) -> Option<&Painting> {
        self.person
            .about
            .as_ref()
            .filter(|painting| painting.job == id)
    }

    /// An order of a canvas, if the event or the state speaks of it.
    pub(crate) fn order(&self, id: OrderId) -> Option<&CanvasOrder> {
        self.person.orders.iter().find(|order| order.id == id)
    }

    /// A purchase, if the event speaks of it.
    pub(crate) fn purchase(&self, id: PurchaseId) -> Option<&PurchaseFacts> {
        self.person
            .purchase
            .as_ref()
            .filter(|purchase| purchase.order.id == id)
    }

    /// Whether a picture was deleted; those of the gallery never are.
    pub(crate) fn is_gone_ref(&self, picture: PictureRef) -> bool {
        picture.own().is_some_and(|key| self.is_gone(key))
    }

    /// Whether a picture was deleted.
    pub(crate) fn is_gone(&self, picture: PictureKey) -> bool {
        self.person.gone.contains(&picture)
    }
}

//! Everything a step of the conversation may know, read before the step.
//!
//! The store fills [`PersonFacts`] in one transaction; what it looks up beyond the basics is chosen
//! by [`EventNeeds`](super::conversation::EventNeeds). Facts are plain data: nothing here decides
//! what is answered.

use std::time::Duration;

use super::credits::Credits;
use super::feed::{PenName, PublishedEntry, SavedStyle, StyleKey};
use super::film::{Film, KeptFilm};
use super::ids::{JobId, OrderId, PurchaseId};
use super::job::{JobFacts, LaneQueues, Painting};
use super::language::Language;
use super::link::LinkFacts;
use super::look::Look;
use super::money::{Currency, Money};
use super::movement::Movement;
use super::order::CanvasOrder;
use super::payment::{PageTills, PurchaseRequest, Till};
use super::picture::{PictureKey, PictureRef};
use super::picture_size::PictureSize;
use super::receipt::Contact;
use super::rules::{Limits, Rules};
use super::style_edit::TriedEdit;
use super::tier::Tier;
use super::time::{Moment, Zone};
use super::work::{self, KindName, Lane};

/// The world as a step sees it.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The current time.
    pub now: Moment,
    /// A random id for whatever begins in this step.
    pub fresh: JobId,
    /// Tiers, prices and limits from the settings.
    pub rules: &'a Rules,
    /// How people pay for credits in this chat.
    pub till: Till,
    /// How people pay for a canvas in this chat.
    pub canvas_till: Till,
    /// The currencies that are paid on pages.
    pub pages: &'a PageTills,
    /// The link by which this person invites others, if the messenger has such links.
    pub invitation: Option<&'a str>,
    /// The person who wrote.
    pub person: &'a PersonFacts,
    /// What came of the edit that had to be tried, by
    /// [`edit_to_try`](super::conversation::edit_to_try).
    pub tried: Option<TriedEdit>,
}

/// What the store knows about the person who wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonFacts {
    /// Language, time zone, settings, chats.
    pub account: AccountFacts,
    /// Balance and ledger entries.
    pub credits: CreditFacts,
    /// Unfinished jobs and the queue.
    pub jobs: PersonJobs,
    /// Finished paintings.
    pub paintings: PaintingFacts,
    /// Of the pictures in the state, the event and the requested painting: those that were deleted.
    pub gone_pictures: Vec<PictureKey>,
    /// Of the same pictures: those that have no colours of their own.
    pub grey_pictures: Vec<PictureKey>,
    /// Of the same pictures: those that are stills, with their films.
    pub films: Vec<KeptFilm>,
    /// Styles to choose from.
    pub styles: StyleFacts,
    /// Purchases and promotions.
    pub shop: ShopFacts,
    /// Canvas orders.
    pub canvases: CanvasFacts,
    /// What the person has published.
    pub feed: FeedFacts,
    /// The account that a link code belongs to.
    pub link: LinkFacts,
    /// What came lately from where the person writes.
    pub sender: SenderFacts,
}

/// What came lately from the network that the person writes from, or, in a messenger, from their
/// account. It includes what the person did themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SenderFacts {
    /// Free jobs that have not ended.
    pub free_unfinished: u32,
    /// When the free jobs of the last 24 hours that count were started, oldest first.
    pub free_starts: Vec<Moment>,
    /// Payment pages opened within an hour.
    pub purchases_opened: u32,
    /// Uses within 24 hours of the promo code that the event is about.
    pub promo_uses: u32,
    /// Wrong promo codes and link codes within an hour.
    pub wrong_codes: u32,
    /// Messages to support within 24 hours.
    pub support_requests: u32,
}

/// The account and its settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AccountFacts {
    /// The chosen language, or else the messenger's.
    pub language: Language,
    /// The person's time zone; UTC while it is unknown.
    pub zone: Zone,
    /// The default look for new paintings.
    pub look: Look,
    /// Where receipts go, if the person has told us.
    pub contact: Option<Contact>,
    /// The currency that the person has chosen to pay in.
    pub currency: Option<Currency>,
    /// The messengers of the person's other chats, by name.
    pub other_messengers: Vec<String>,
    /// Whether the operator has blocked the person.
    pub is_blocked: bool,
    /// Requests to the operator that are still unanswered.
    pub open_requests: u32,
}

/// A person's credits.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CreditFacts {
    /// Credits that can be spent.
    pub balance: Credits,
    /// Credits on hold for unfinished jobs.
    pub on_hold: Credits,
    /// The last ledger entries, newest first, if the event needs them.
    pub movements: Vec<Movement>,
}

/// A person's unfinished jobs, and the queue they wait in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonJobs {
    /// Jobs that have not ended, oldest first.
    pub unfinished: Vec<JobFacts>,
    /// The free jobs that count towards the daily limit of their kind, oldest first.
    pub free_starts: Vec<FreeStart>,
    /// The whole queue, by lanes.
    pub queues: LaneQueues,
}

/// A free job that was started.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct FreeStart {
    /// When.
    pub at: Moment,
    /// Of which kind.
    pub kind: KindName,
}

/// A person's finished paintings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaintingFacts {
    /// The last paintings, newest first.
    pub recent: Vec<Painting>,
    /// The painting that the event is about, however old it is.
    pub requested: Option<Painting>,
    /// The film beside the requested painting's finished picture.
    pub requested_film: Option<Film>,
    /// Width and height in pixels of the requested painting's finished picture.
    pub requested_size: Option<PictureSize>,
}

/// Styles that are offered to a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StyleFacts {
    /// The person's own styles used last, newest first; deleted ones are left out.
    pub recent: Vec<PictureKey>,
    /// The saved styles, newest first, if the event needs them.
    pub saved: Vec<SavedStyle>,
    /// The public styles of liked entries, newest first, if the event needs them.
    pub liked: Vec<StyleKey>,
}

/// Purchases and promotions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShopFacts {
    /// The purchase that the event is about, if it is the person's own.
    pub purchase: Option<PurchaseFacts>,
    /// Payment pages that the person has open.
    pub open_purchases: u32,
    /// How far the promotion that the event is about was used.
    pub promo: PromoFacts,
}

/// A purchase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PurchaseFacts {
    /// What was asked for.
    pub order: PurchaseRequest,
    /// Whether the draft that waited for the credits has been started since.
    pub is_started: bool,
}

/// How far a promotion was used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PromoFacts {
    /// Whether this person has used it.
    pub is_used: bool,
    /// How many people have used it.
    pub uses: u32,
}

/// A person's canvas orders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CanvasFacts {
    /// The orders that the event or the state is about, newest first.
    pub orders: Vec<CanvasOrder>,
    /// How many orders are not confirmed yet.
    pub open_drafts: u32,
}

/// What a person has published.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedFacts {
    /// Their entries, newest first, if the event needs them.
    pub published: Vec<PublishedEntry>,
    /// How many of them were published in the last day.
    pub published_lately: u32,
    /// The name they publish under, if they have chosen one.
    pub pen_name: Option<PenName>,
    /// Whether the operator has banned them from publishing.
    pub is_banned: bool,
}

/// Whether a free job may start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FreeQuota {
    /// This many are left.
    Left(u32),
    /// None is left; the next one becomes available after this time.
    NextIn(Duration),
}

/// How far clocks are corrected without having been wrong.
const CLOCK_TOLERANCE: Duration = Duration::from_mins(1);

impl Facts<'_> {
    /// The language to answer in.
    pub(crate) const fn language(&self) -> Language {
        self.person.account.language
    }

    /// What an order's canvas costs in this chat; `None` if it is not sold here.
    pub(crate) fn print_price(&self, order: &CanvasOrder) -> Option<Money> {
        order.print_price(&self.rules.prints, self.canvas_till.currency())
    }

    /// How many free jobs of a kind are left, or when the next one becomes available.
    pub(crate) fn free_quota(&self, kind: KindName) -> FreeQuota {
        let starts = &self.person.jobs.free_starts;
        let of_kind: Vec<Moment> = starts
            .iter()
            .filter(|start| start.kind == kind)
            .map(|start| start.at)
            .collect();

        self.quota_of(&of_kind, self.rules.free_per_day(kind))
    }

    /// How many free jobs are left for everybody who writes from where the person does.
    pub(crate) fn network_quota(&self) -> FreeQuota {
        self.quota_of(
            &self.person.sender.free_starts,
            self.rules.network.free_per_day,
        )
    }

    /// What is left after these starts, oldest first.
    fn quota_of(&self, starts: &[Moment], per_day: u32) -> FreeQuota {
        let period = Limits::FREE_PERIOD;
        // A start in the future was dated by a clock that has been put back since: to count it would
        // mean to wait for that time to come again, and for the period after it.
        let is_counted = |start: &&Moment| {
            **start <= self.now.plus(CLOCK_TOLERANCE) && self.now.since(**start) < period
        };
        let starts: Vec<Moment> = starts.iter().filter(is_counted).copied().collect();

        let per_day = per_day as usize;
        match starts.len().checked_sub(per_day) {
            None => FreeQuota::Left(u32::try_from(per_day - starts.len()).unwrap_or(u32::MAX)),
            // If there are more starts than the limit, that many have to expire first.
            Some(over) => FreeQuota::NextIn(starts.get(over).map_or(period, |start| {
                period.saturating_sub(self.now.since(*start))
            })),
        }
    }

    /// How many of the person's unfinished jobs are free ones in this lane.
    pub(crate) fn free_unfinished(&self, lane: Lane) -> usize {
        self.person
            .jobs
            .unfinished
            .iter()
            .filter(|job| job.request.plan.tier == Tier::Free)
            .filter(|job| work::lane(job.request.kind) == lane)
            .count()
    }

    /// One of the person's unfinished jobs.
    pub(crate) fn job(&self, id: JobId) -> Option<&JobFacts> {
        self.person.jobs.unfinished.iter().find(|job| job.id == id)
    }

    /// The painting of a job, if the event is about it.
    pub(crate) fn painting(&self, id: JobId) -> Option<&Painting> {
        self.person
            .paintings
            .requested
            .as_ref()
            .filter(|painting| painting.job == id)
    }

    /// A canvas order, if the event or the state is about it.
    pub(crate) fn order(&self, id: OrderId) -> Option<&CanvasOrder> {
        self.person
            .canvases
            .orders
            .iter()
            .find(|order| order.id == id)
    }

    /// A purchase, if the event is about it.
    pub(crate) fn purchase(&self, id: PurchaseId) -> Option<&PurchaseFacts> {
        self.person
            .shop
            .purchase
            .as_ref()
            .filter(|purchase| purchase.order.id == id)
    }

    /// Whether a picture was deleted; gallery pictures never are.
    pub(crate) fn is_gone_ref(&self, picture: PictureRef) -> bool {
        picture.own().is_some_and(|key| self.is_gone(key))
    }

    /// Whether a picture has no colours of its own; gallery pictures have.
    pub(crate) fn is_grey(&self, picture: PictureRef) -> bool {
        picture
            .own()
            .is_some_and(|key| self.person.grey_pictures.contains(&key))
    }

    /// The film that a picture is the still of.
    #[must_use]
    pub fn film(&self, still: PictureRef) -> Option<Film> {
        let still = still.own()?;
        let kept = self.person.films.iter().find(|kept| kept.still == still)?;
        Some(kept.film)
    }

    /// The film beside the finished picture of a painting, if the event is about it.
    pub(crate) fn film_of(&self, painting: &Painting) -> Option<Film> {
        self.painting(painting.job)?;
        self.person.paintings.requested_film
    }

    /// Whether one of the person's own pictures was deleted.
    pub(crate) fn is_gone(&self, picture: PictureKey) -> bool {
        self.person.gone_pictures.contains(&picture)
    }
}

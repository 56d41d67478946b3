//! An in-memory world for the conversation. It carries out effects as the store would, and keeps
//! accounts of its own for comparison.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use vernissage::config::Settings;
use vernissage::domain::button::Action;
use vernissage::domain::credits::Credits;
use vernissage::domain::feed::{PublishedEntry, Shows};
use vernissage::domain::film::KeptFilm;
use vernissage::domain::ids::{EntryId, JobId, OrderId, PurchaseId};
use vernissage::domain::job::{Ahead, Failure, JobFacts, JobRequest, Painting, Phase, Rendition};
use vernissage::domain::message::Message;
use vernissage::domain::money::Currency;
use vernissage::domain::order::CanvasOrder;
use vernissage::domain::payment::{PageTills, Provider, Till};
use vernissage::domain::picture::PictureKey;
use vernissage::domain::replies::{Subject, delivery, progress};
use vernissage::domain::rules::Rules;
use vernissage::domain::style_edit::{EditProblem, StyleEdit, StylePart, TriedEdit};
use vernissage::domain::tier::Tier;
use vernissage::domain::time::Moment;
use vernissage::domain::{
    conversation::{Effect, Event, State, Wall, edit_to_try, step},
    facts::{Facts, FreeStart, PersonFacts},
    work::{Findings, painting},
};

use crate::bot::link::Links;
use crate::bot::purchases::{Bought, Payment};

/// One person and the bot.
pub(crate) struct World {
    pub(crate) state: State,
    pub(crate) person: PersonFacts,
    pub(crate) rules: Rules,
    pub(crate) now: Moment,
    /// Every painting, not only the last ones.
    pub(crate) paintings: Vec<Painting>,
    /// Pictures that retention has deleted.
    pub(crate) deleted: Vec<PictureKey>,
    /// What is held for each job.
    pub(crate) holds: BTreeMap<JobId, Credits>,
    /// Everything ever given, and everything ever earned by us.
    pub(crate) given: u64,
    pub(crate) earned: u64,
    /// How one pays here.
    pub(crate) till: Till,
    /// How one pays for canvases here.
    pub(crate) canvas_till: Till,
    /// What one can pay in on pages.
    pub(crate) pages: PageTills,
    /// Every order of a canvas, as it was kept last.
    pub(crate) orders: BTreeMap<OrderId, CanvasOrder>,
    /// What hangs on a wall.
    pub(crate) walls: Vec<Wall>,
    pub(crate) purchases: BTreeMap<PurchaseId, Bought>,
    /// Every job that ever began.
    pub(crate) started: BTreeSet<JobId>,
    /// The promotions that were used.
    pub(crate) promos: BTreeSet<String>,
    /// What was written to the operator.
    pub(crate) requests: Vec<String>,
    /// Accounts that may be joined, and the tries to do so.
    pub(crate) links: Links,
    /// What was said in the person's other chats.
    pub(crate) said_elsewhere: Vec<String>,
    /// What was published, and what was shown each time.
    pub(crate) published: Vec<PublishedEntry>,
    pub(crate) shown: Vec<Shows>,
    /// What is found in every photo.
    pub(crate) found: Findings,
    /// Films about finished pieces.
    pub(crate) films_about: Vec<KeptFilm>,
    /// What was liked.
    pub(crate) liked: Vec<EntryId>,
    pub(crate) drawn: u64,
}

impl World {
    pub(crate) fn new() -> Self {
        Self {
            state: State::Idle,
            person: PersonFacts::default(),
            rules: Settings::from_toml("").unwrap().rules(),
            now: Moment::from_millis(1_000_000_000_000),
            paintings: Vec::new(),
            deleted: Vec::new(),
            holds: BTreeMap::new(),
            given: 0,
            earned: 0,
            till: Till::Page(Provider::Test, Currency::Rub),
            canvas_till: Till::Page(Provider::Test, Currency::Rub),
            pages: PageTills::only(Provider::Test, Currency::Rub),
            orders: BTreeMap::new(),
            walls: Vec::new(),
            purchases: BTreeMap::new(),
            started: BTreeSet::new(),
            promos: BTreeSet::new(),
            requests: Vec::new(),
            links: Links::default(),
            said_elsewhere: Vec::new(),
            published: Vec::new(),
            shown: Vec::new(),
            found: Findings::default(),
            films_about: Vec::new(),
            liked: Vec::new(),
            drawn: 0,
        }
    }

    pub(crate) fn give(&mut self, credits: u32) {
        self.given += u64::from(credits);
        self.person.credits.balance = self
            .person
            .credits
            .balance
            .checked_add(Credits::new(credits))
            .unwrap();
    }

    pub(crate) fn wait(&mut self, span: Duration) {
        self.now = self.now.plus(span);
    }

    /// The person does something; returns what the bot says.
    pub(crate) fn answer(&mut self, event: Event) -> Vec<Message> {
        self.drawn += 1;
        self.person.paintings.requested = event
            .needs()
            .job
            .and_then(|id| self.paintings.iter().find(|one| one.job == id))
            .cloned();

        self.person.paintings.requested_film = self.film_of_requested();
        self.person.gone_pictures.clone_from(&self.deleted);
        self.person.grey_pictures.extend(event.grey_pictures());
        self.person.films.extend(event.films());
        self.person.credits.on_hold =
            Credits::new(self.holds.values().map(|price| price.amount()).sum());
        self.person.feed.published = if event.needs().published {
            self.published.clone()
        } else {
            Vec::new()
        };

        self.look_up_purchases(&event);
        self.look_up_link(&event);
        self.look_up_orders(&event);

        let style = edit_to_try(&self.state, &event);
        let tried = style.map(|style| TriedEdit {
            style,
            outcome: outcome(&style.edit),
        });
        let facts = Facts {
            now: self.now,
            fresh: JobId::from_chance(self.drawn),
            rules: &self.rules,
            till: self.till,
            canvas_till: self.canvas_till,
            pages: &self.pages,
            invitation: Some("https://example.org/chat?start=ref_1"),
            person: &self.person,
            tried,
        };
        let (state, effects) = step(self.state, event, &facts);
        self.state = state;

        effects
            .into_iter()
            .filter_map(|effect| self.carry_out(effect))
            .collect()
    }

    fn carry_out(&mut self, effect: Effect) -> Option<Message> {
        match effect {
            Effect::Say(message) | Effect::SayWithSketches(message, _) => return Some(message),
            Effect::StartJob { id, request } => self.start(id, request),
            Effect::CancelJob(id) => self.give_back(id),
            Effect::SetLanguage(language) => self.person.account.language = language,
            Effect::SetLook(look) => self.person.account.look = look,
            Effect::OpenPurchase(order) => self.order(order),
            Effect::DropDraft(id) => self.drop_draft(id),
            Effect::Redeem(promo) => self.redeem(&promo),
            Effect::AcceptInvitation(_) => {}
            Effect::SetCurrency(currency) => self.person.account.currency = Some(currency),
            Effect::SetContact(contact) => self.person.account.contact = Some(contact),
            Effect::AskSupport(words) => self.requests.push(words),
            Effect::SayElsewhere(message) => self.said_elsewhere.push(message.words().to_owned()),
            Effect::OfferLink(code) => self.links.own = Some((code, self.now)),
            Effect::CountMiss => self.links.misses.push(self.now),
            // The world is one person, and the account is their measure.
            Effect::CountWrongPromo => self.person.sender.wrong_codes += 1,
            Effect::Join(code) => self.join(code),
            Effect::SayOnWall(message, wall) => {
                self.walls.push(wall);
                return Some(message);
            }
            Effect::KeepOrder(order) => self.keep_order(order),
            Effect::DropOrder(id) => self.drop_order(id),
            Effect::Publish {
                entry, job, shows, ..
            } => {
                self.publish(entry, job);
                self.published[0].has_film = shows.film;
                self.shown.push(shows);
            }
            Effect::TakeBack(entry) => self.take_from_feed(entry),
            Effect::AddFilm(entry) => self.add_film(entry),
            Effect::SetPenName(name) => self.person.feed.pen_name = Some(name),
            Effect::SaveStyle(style) => {
                self.person
                    .styles
                    .saved
                    .retain(|one| one.picture != style.picture);
                self.person.styles.saved.insert(0, style);
            }
            Effect::DropStyle(picture) => self
                .person
                .styles
                .saved
                .retain(|one| one.picture != picture),
            Effect::Like { entry, .. } => self.liked.push(entry),
            Effect::ForgetPerson => self.forget(),
        }

        None
    }

    fn start(&mut self, id: JobId, request: JobRequest) {
        let known = self.person.jobs.unfinished.iter().any(|job| job.id == id)
            || self.paintings.iter().any(|one| one.job == id);
        assert!(!known, "{id} was started twice");
        assert!(
            request
                .own_pictures()
                .all(|key| !self.deleted.contains(&key)),
            "{id} starts without its pictures"
        );

        let price = request.plan.price;
        self.person.credits.balance = self
            .person
            .credits
            .balance
            .checked_sub(price)
            .expect("started without the credits for it");

        self.holds.insert(id, price);
        self.started.insert(id);

        if request.plan.tier == Tier::Free {
            self.person.jobs.free_starts.push(FreeStart {
                at: self.now,
                kind: request.kind,
            });
        }

        self.person.jobs.unfinished.push(JobFacts {
            id,
            request,
            phase: Phase::Queued,
            ahead: Ahead::default(),
        });
    }

    fn give_back(&mut self, id: JobId) {
        let job = self.take(id);
        if job.request.plan.tier == Tier::Free {
            self.person.jobs.free_starts.pop();
        }

        let price = self.holds.remove(&id).expect("a hold was lost");
        self.person.credits.balance = self.person.credits.balance.checked_add(price).unwrap();
    }

    fn take(&mut self, id: JobId) -> JobFacts {
        let place = self
            .person
            .jobs
            .unfinished
            .iter()
            .position(|job| job.id == id)
            .expect("the job had ended");
        self.person.jobs.unfinished.remove(place)
    }

    fn forget(&mut self) {
        while let Some(id) = self.person.jobs.unfinished.first().map(|job| job.id) {
            self.give_back(id);
        }

        let before = std::mem::take(&mut self.person);
        self.person.credits.balance = before.credits.balance;
        self.person.jobs.free_starts = before.jobs.free_starts;

        self.paintings.clear();
        self.published.clear();
        self.requests.clear();
        self.forget_orders();
        self.purchases
            .retain(|_, bought| bought.state != Payment::Waiting);
    }

    /// The oldest job is done; returns what the worker says.
    pub(crate) fn finish(&mut self) -> Vec<Message> {
        let Some(id) = self.person.jobs.unfinished.first().map(|job| job.id) else {
            return Vec::new();
        };
        let job = self.take(id);
        self.earned += u64::from(self.holds.remove(&id).expect("a hold was lost").amount());
        if let Some(said) = self.finish_film(&job) {
            return said;
        }

        let is_painting = job.request.kind == painting::NAME;
        let shots: &[u32] = if is_painting && job.request.plan.tier == Tier::Premium {
            &[200, 400, 600]
        } else {
            &[300]
        };

        let rendition = |n: &u32| Rendition {
            picture: PictureKey::from_bytes(format!("{id} {n}").as_bytes()),
            iteration: *n,
        };
        let pictures: Vec<Rendition> = shots.iter().map(rendition).collect();
        let subject = Subject {
            language: self.person.account.language,
            job: id,
            request: &job.request,
        };

        let film = job.request.film.map(|part| part.whole);
        let last = pictures.last().unwrap().picture;
        let made = film.map(|film| KeptFilm { still: last, film });
        self.person.films.extend(made);

        let said = delivery::delivered(&subject, &pictures, film, &self.found, &self.rules);
        self.paintings.insert(
            0,
            Painting {
                job: id,
                request: job.request,
                pictures,
                found: self.found.clone(),
                finished: self.now,
            },
        );

        self.person.paintings.recent = self.paintings.iter().take(20).cloned().collect();
        said
    }

    /// The oldest job has failed; returns what the worker says.
    pub(crate) fn fail(&mut self) -> Vec<Message> {
        let Some(job) = self.person.jobs.unfinished.first().cloned() else {
            return Vec::new();
        };
        self.give_back(job.id);

        let subject = Subject {
            language: self.person.account.language,
            job: job.id,
            request: &job.request,
        };

        progress::failed(&subject, Failure::Broken)
    }

    /// Nothing was lost or made: given = had + held + earned, and a hold for each job.
    pub(crate) fn check_books(&self) {
        let held: u64 = self
            .holds
            .values()
            .map(|price| u64::from(price.amount()))
            .sum();

        assert_eq!(
            self.given,
            u64::from(self.person.credits.balance.amount()) + held + self.earned
        );

        assert_eq!(self.holds.len(), self.person.jobs.unfinished.len());
    }
}

/// What comes of an edit, by the name of the copy in which something is painted over.
fn outcome(edit: &StyleEdit) -> Result<PictureKey, EditProblem> {
    let is = |name: &str| edit.without == Some(PictureKey::from_bytes(name.as_bytes()));
    match () {
        () if is("cropped") => Err(EditProblem::OtherShape),
        () if is("untouched") => Err(EditProblem::NothingRemoved),
        () if is("black") => Err(EditProblem::EverythingRemoved),
        () if is("half") && edit.part == StylePart::Left => Err(EditProblem::EverythingRemoved),
        () if is("unreadable") => Err(EditProblem::NotTried),
        () => Ok(PictureKey::from_bytes(b"edited")),
    }
}

/// The action of the newest button with this label.
pub(crate) fn button(said: &[Message], label: &str) -> Option<Action> {
    let buttons = said
        .iter()
        .rev()
        .flat_map(|message| message.keyboard.buttons());
    buttons
        .into_iter()
        .find(|button| button.label.as_str() == label)
        .map(|button| button.action)
}

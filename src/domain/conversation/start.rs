//! A draft becomes a job, unless a limit or missing credits prevent it.

use super::answer::say;
use super::{Effect, State, Step, answer, begin};
use crate::domain::draft::Draft;
use crate::domain::facts::Facts;
use crate::domain::facts::FreeQuota;
use crate::domain::job::{JobRequest, ProgressPicture};
use crate::domain::message::{Message, Place, Slot};
use crate::domain::replies::{Subject, answers, progress, summary};
use crate::domain::rules::Limits;
use crate::domain::tier::Tier;
use crate::domain::work::{self, KindOffer};

pub(super) fn start(draft: Draft, facts: &Facts) -> Step {
    if let Some(step) = begin::without_gone(&draft, facts) {
        return step;
    }

    let offer = facts.rules.offer(draft.recipe.kind);
    if !offer.is_some_and(KindOffer::is_open) {
        return answer::keep(State::Ready(draft), "kind-closed", facts);
    }

    if begin::is_made_of_film(draft.recipe.kind) && facts.film(draft.photo).is_none() {
        return answer::keep(State::Ready(draft), "film-gone", facts);
    }

    match begin(&draft, facts) {
        Err(refusal) => (State::Ready(draft), say([*refusal])),
        Ok(begun) => {
            let closed = summary::closed(&draft, facts, "summary-started");
            let mut effects = begun;
            effects.insert(1, Effect::Say(closed));

            (State::Idle, effects)
        }
    }
}

/// Starts the job and begins the message with its progress. Fails with the message that says why
/// not.
pub(super) fn begin(draft: &Draft, facts: &Facts) -> Result<Vec<Effect>, Box<Message>> {
    let request = facts.rules.request(draft, facts.film(draft.photo));
    if let Some(refusal) = refusal(draft, &request, facts) {
        return Err(Box::new(refusal));
    }

    let id = draft.id;
    Ok(vec![
        Effect::StartJob { id, request },
        Effect::Say(accepted(draft, &request, facts)),
    ])
}

fn refusal(draft: &Draft, request: &JobRequest, facts: &Facts) -> Option<Message> {
    let limits = &facts.rules.limits;
    if facts.person.jobs.unfinished.len() >= limits.jobs_at_once as usize {
        return Some(answers::status(facts, "too-many-jobs"));
    }

    if request.plan.tier == Tier::Free {
        return free_refusal(draft, facts);
    }

    let missing = facts.person.credits.balance.missing_for(request.plan.price);
    (!missing.is_zero()).then(|| answers::credits_missing(facts, missing.amount()))
}

fn free_refusal(draft: &Draft, facts: &Facts) -> Option<Message> {
    let lane = work::lane(draft.recipe.kind);
    if facts.free_unfinished(lane) >= facts.rules.limits.free_at_once as usize {
        return Some(answers::free_one_at_a_time(facts, draft));
    }

    match facts.free_quota(draft.recipe.kind) {
        FreeQuota::Left(1..) => network_refusal(draft, facts),
        FreeQuota::Left(0) => Some(answers::no_free_left(facts, draft, Limits::FREE_PERIOD)),
        FreeQuota::NextIn(wait) => Some(answers::no_free_left(facts, draft, wait)),
    }
}

/// Others may have used up what everybody of one network has together.
fn network_refusal(draft: &Draft, facts: &Facts) -> Option<Message> {
    if facts.person.sender.free_unfinished >= facts.rules.network.free_at_once {
        return Some(answers::network_is_busy(facts, draft));
    }

    match facts.network_quota() {
        FreeQuota::Left(1..) => None,
        FreeQuota::Left(0) => Some(answers::no_free_left_in_network(
            facts,
            draft,
            Limits::FREE_PERIOD,
        )),
        FreeQuota::NextIn(wait) => Some(answers::no_free_left_in_network(facts, draft, wait)),
    }
}

/// The message that will show the job's progress.
fn accepted(draft: &Draft, request: &JobRequest, facts: &Facts) -> Message {
    let subject = Subject {
        language: facts.language(),
        job: draft.id,
        request,
    };
    let queue = facts.person.jobs.queues.for_kind(request.kind);
    let ahead = queue.ahead(request.plan.tier);
    let ready_in = queue.time_for(ahead.work.saturating_add(request.work()));

    progress::queued(
        &subject,
        ahead.jobs.saturating_add(1),
        ready_in,
        ProgressPicture::Photo,
    )
    .at(Place::NewIn(Slot::Job(draft.id)))
}

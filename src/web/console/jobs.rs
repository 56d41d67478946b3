//! Jobs: a list with filters, and a page for each with everything about it and its actions.

use std::sync::Arc;

use askama::Template;
use axum::{
    Extension,
    extract::{Path, Query, State},
    response::{Html, Redirect},
};
use serde::Deserialize;

use super::{
    ConsoleState,
    error::{ConsoleError, Result},
    form::{ConsoleForm, NoFields},
    format,
    layout::{Layout, Notice, NoticeQuery},
    pages::{PageLinks, PageQuery},
    render::html,
    session::ConsoleSession,
};
use crate::{
    domain::{
        ids::{JobId, PersonId},
        job::Failure,
        language::Language,
        picture::{PictureKey, PictureRef},
        replies::choices,
        things::{self, Guess, Word},
        tier::Tier,
        time::Moment,
        work::{self, KindName},
    },
    store::console::{Charging, JobFilter, JobLine, JobSheet, JobState},
};

/// The filters in the address of the list; empty for everything.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct JobListQuery {
    state: String,
    tier: String,
    messenger: String,
    person: String,
    kind: String,
    /// Words for what the photo shows.
    photo: String,
}

impl JobListQuery {
    fn filter(&self) -> JobFilter {
        JobFilter {
            state: JobState::parse(&self.state),
            tier: Tier::parse(&self.tier),
            messenger: (!self.messenger.is_empty()).then(|| self.messenger.clone()),
            person: self.person.parse().ok().map(PersonId),
            kind: KindName::parse(&self.kind),
            things: (!self.photo.trim().is_empty()).then(|| things::with_words(&self.photo)),
        }
    }
}

#[derive(Template)]
#[template(path = "console/jobs.html")]
struct JobListPage {
    layout: Layout,
    query: JobListQuery,
    person: Option<PersonId>,
    messengers: Vec<String>,
    kinds: Vec<KindName>,
    jobs: Vec<JobLine>,
    links: PageLinks,
    now: Moment,
}

/// A page of the list.
pub(super) async fn list(
    State(state): State<Arc<ConsoleState>>,
    Extension(session): Extension<ConsoleSession>,
    Query(query): Query<JobListQuery>,
    Query(place): Query<PageQuery>,
) -> Result<Html<String>> {
    let filter = query.filter();
    let page = state.console().jobs(&filter, place.start()).await?;
    let messengers = state.web().messengers.to_vec();
    let links = PageLinks::new("/console/jobs", &page)
        .with("state", &query.state)
        .with("tier", &query.tier)
        .with("messenger", &query.messenger)
        .with("person", &query.person)
        .with("kind", &query.kind)
        .with("photo", &query.photo);

    html(&JobListPage {
        layout: session.layout_without_notice(),
        query,
        person: filter.person,
        messengers,
        kinds: work::kinds().into_iter().map(|kind| kind.name).collect(),
        jobs: page.items,
        links,
        now: state.now(),
    })
}

/// The things on the page of a job that are less probable than this are not worth a line.
const LISTED: f32 = 0.05;

/// Something that may be in a photo.
struct FoundThing {
    name: String,
    percent: f32,
}

impl FoundThing {
    fn new(guess: Guess) -> Self {
        Self {
            name: Word::Thing(guess.thing).name(Language::En),
            percent: (guess.probability * 100.0).round(),
        }
    }
}

#[derive(Template)]
#[template(path = "console/job.html")]
struct JobPage {
    layout: Layout,
    job: JobSheet,
    /// The choices of the person, one a line.
    choices: Vec<String>,
    /// The photo and the styles that were sent.
    pictures: Vec<PictureRef>,
    /// The file of the film that it is made of, and that of the one that was made.
    films: Vec<PictureKey>,
    /// What was found in the photo, the likeliest first.
    found: Vec<FoundThing>,
    /// The id of the new job, drawn when the page is made, so that a repeated form counts once.
    new_job: JobId,
    now: Moment,
}

/// The page of one job.
pub(super) async fn show(
    State(state): State<Arc<ConsoleState>>,
    Extension(session): Extension<ConsoleSession>,
    Path(job): Path<String>,
    notice: Query<NoticeQuery>,
) -> Result<Html<String>> {
    let id = JobId::parse(&job).ok_or(ConsoleError::NotFound)?;
    let job = state
        .console()
        .job(id)
        .await?
        .ok_or(ConsoleError::NotFound)?;
    let lines = job
        .request
        .as_ref()
        .map(|request| choices(Language::En, request))
        .unwrap_or_default();

    let pictures = job
        .request
        .as_ref()
        .map(|request| request.pictures().collect());

    let found = things::guesses(&job.found, LISTED).into_iter();
    let films = films(&state, &job).await?;

    html(&JobPage {
        layout: session.layout(&notice),
        found: found.map(FoundThing::new).collect(),
        choices: lines.lines().map(str::to_owned).collect(),
        pictures: pictures.unwrap_or_default(),
        films,
        new_job: JobId::from_chance(state.web().chance.bits()),
        now: state.now(),
        job,
    })
}

/// The films of a job that still are there.
async fn films(state: &ConsoleState, job: &JobSheet) -> Result<Vec<PictureKey>> {
    let pictures = &state.web().stores.pictures;
    let owner = job.line.person;
    let part = job.request.as_ref().and_then(|request| request.film);
    let mut films = Vec::new();

    if let Some(part) = part {
        let kept = pictures.picture(owner, part.whole.file).await?;
        films.extend(kept.map(|_| part.whole.file));
    }
    if let Some(last) = job.renditions.last() {
        let made = pictures.film(owner, last.picture).await?;
        films.extend(made.map(|film| film.file));
    }

    Ok(films)
}

/// Cancels a job.
pub(super) async fn cancel(
    State(state): State<Arc<ConsoleState>>,
    Path(job): Path<String>,
    form: ConsoleForm<NoFields>,
) -> Result<Redirect> {
    let id = JobId::parse(&job).ok_or(ConsoleError::NotFound)?;
    state.operator(&form.session).cancel(id).await?;

    let bells = &state.web().bells;
    bells.ended.ring();
    bells.outbox.ring();

    Ok(Notice::Cancelled.at(&format!("/console/jobs/{id}")))
}

/// The form that paints a job again.
#[derive(Deserialize)]
pub(super) struct PaintAgainFields {
    new_job: String,
    charging: ChargingField,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum ChargingField {
    Nothing,
    Again,
}

/// Queues a job again, under a new id.
pub(super) async fn paint_again(
    State(state): State<Arc<ConsoleState>>,
    Path(job): Path<String>,
    form: ConsoleForm<PaintAgainFields>,
) -> Result<Redirect> {
    let id = JobId::parse(&job);
    let new_job = JobId::parse(&form.fields.new_job);
    let (id, new_job) = id.zip(new_job).ok_or(ConsoleError::NotFound)?;
    let charging = match form.fields.charging {
        ChargingField::Nothing => Charging::Nothing,
        ChargingField::Again => Charging::Again,
    };

    state
        .operator(&form.session)
        .paint_again(id, new_job, charging)
        .await?;

    let bells = &state.web().bells;
    // Whose lane it is stands in the job.
    bells.jobs.ring();
    bells.quick_jobs.ring();
    bells.outbox.ring();

    Ok(Notice::Queued.at(&format!("/console/jobs/{new_job}")))
}

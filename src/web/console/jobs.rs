//! Jobs: a list with filters, and one with everything about it and what can be done.

use askama::Template;
use axum::{
    Extension,
    extract::{Path, Query, State as Given},
    response::{Html, Redirect},
};
use serde::Deserialize;

use super::{
    State,
    frame::{Done, Frame, Told, html},
    posted::{Posted, Pressed},
    session::Signed,
    shown,
    trouble::{Result, Trouble},
};
use crate::{
    domain::{
        ids::JobId, job::Failure, language::Language, picture::PictureRef, replies::choices,
        tier::Tier, time::Moment,
    },
    store::console::{Charging, JobFilter, JobLine, JobSheet, JobState},
};

/// What stands in the address of a list; empty for everything.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    state: String,
    tier: String,
    messenger: String,
    /// The job above, as `moment.id`.
    before: String,
}

impl Wanted {
    fn filter(&self) -> JobFilter {
        let before = self.before.split_once('.');
        let before = before
            .and_then(|(at, id)| Some((Moment::from_millis(at.parse().ok()?), JobId::parse(id)?)));
        JobFilter {
            state: JobState::parse(&self.state),
            tier: Tier::parse(&self.tier),
            messenger: (!self.messenger.is_empty()).then(|| self.messenger.clone()),
            before,
        }
    }
}

#[derive(Template)]
#[template(path = "jobs.html")]
struct List {
    frame: Frame,
    wanted: Wanted,
    messengers: Vec<String>,
    jobs: Vec<JobLine>,
    now: Moment,
}

/// A page of the list.
pub(super) async fn list(
    Given(state): State,
    Extension(signed): Extension<Signed>,
    Query(wanted): Query<Wanted>,
) -> Result<Html<String>> {
    let jobs = state.console().jobs(&wanted.filter()).await?;
    let messengers = state.shared.state.messengers.to_vec();

    html(&List {
        frame: Frame::quiet(&signed),
        wanted,
        messengers,
        jobs,
        now: state.now(),
    })
}

#[derive(Template)]
#[template(path = "job.html")]
struct Sheet {
    frame: Frame,
    job: JobSheet,
    /// What was chosen, a line each.
    choices: Vec<String>,
    /// The photo and the styles.
    pictures: Vec<PictureRef>,
    /// Makes the form one that is obeyed once.
    anew: JobId,
    now: Moment,
}

/// Everything about one.
pub(super) async fn sheet(
    Given(state): State,
    Extension(signed): Extension<Signed>,
    Path(job): Path<String>,
    told: Query<Told>,
) -> Result<Html<String>> {
    let id = JobId::parse(&job).ok_or(Trouble::NotFound)?;
    let job = state.console().job(id).await?.ok_or(Trouble::NotFound)?;
    let lines = job
        .request
        .as_ref()
        .map(|request| choices(Language::En, request))
        .unwrap_or_default();

    let of_request = job.request.map(|request| {
        std::iter::once(request.photo)
            .chain(request.styles.pictures())
            .collect()
    });

    html(&Sheet {
        frame: Frame::of(&signed, told),
        choices: lines.lines().map(str::to_owned).collect(),
        pictures: of_request.unwrap_or_default(),
        anew: JobId::from_chance(state.shared.state.chance.bits()),
        now: state.now(),
        job,
    })
}

/// Ends it.
pub(super) async fn cancel(
    Given(state): State,
    Path(job): Path<String>,
    posted: Posted<Pressed>,
) -> Result<Redirect> {
    let id = JobId::parse(&job).ok_or(Trouble::NotFound)?;
    state.operator(&posted.signed).cancel(id).await?;

    let bells = &state.shared.state.bells;
    bells.ended.ring();
    bells.outbox.ring();

    Ok(Done::Cancelled.at(&format!("/console/jobs/{id}")))
}

/// How it is painted again.
#[derive(Deserialize)]
pub(super) struct Again {
    anew: String,
    charging: Price,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Price {
    Nothing,
    Again,
}

/// Paints it again.
pub(super) async fn again(
    Given(state): State,
    Path(job): Path<String>,
    posted: Posted<Again>,
) -> Result<Redirect> {
    let id = JobId::parse(&job);
    let anew = JobId::parse(&posted.form.anew);
    let (id, anew) = id.zip(anew).ok_or(Trouble::NotFound)?;
    let charging = match posted.form.charging {
        Price::Nothing => Charging::Nothing,
        Price::Again => Charging::Again,
    };

    state
        .operator(&posted.signed)
        .paint_again(id, anew, charging)
        .await?;

    let bells = &state.shared.state.bells;
    bells.jobs.ring();
    bells.outbox.ring();

    Ok(Done::Queued.at(&format!("/console/jobs/{anew}")))
}

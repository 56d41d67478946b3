//! Leases: a worker holds a job or a print master for a limited time.
//!
//! Every statement after a claim names the row and the attempt. A worker whose lease is lost
//! therefore changes nothing, even when it does not know yet.

use std::time::Duration;

use crate::domain::ids::{JobId, OrderId};
use crate::domain::time::Moment;

/// How a worker asks for work.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The worker's name, for the operator to read.
    pub worker: String,
    /// How long the work is the worker's, unless the lease is renewed.
    pub lease: Duration,
    /// How many attempts one piece of work gets.
    pub attempts: u32,
    /// The ids of the work of this kind that this process is doing now. Their leases hold, even if
    /// the clock was put forward since they were renewed.
    pub in_hand: Vec<i64>,
    /// Whether leases that have run out are taken over. Not when the clock was put forward or back
    /// just now: a lease then looks run out whose worker is alive.
    pub takes_abandoned: bool,
    /// Now.
    pub now: Moment,
}

/// The right to do a piece of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lease<Id> {
    /// Which piece of work.
    pub id: Id,
    /// Which attempt this is, from 1. It fences off the workers of earlier attempts.
    pub attempt: u32,
}

/// The right to paint a job.
pub type JobLease = Lease<JobId>;

/// The right to make the master of an order.
pub type MasterLease = Lease<OrderId>;

/// Whether the worker still has its lease.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub enum LeaseState {
    /// Go on.
    Held,
    /// Stop at once: nothing was written.
    Lost,
}

/// Whether an attempt counts against the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attempt {
    /// It failed.
    Counts,
    /// The service interrupted it.
    DoesNotCount,
}

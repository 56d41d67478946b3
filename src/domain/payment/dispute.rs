//! Disputes: a person has told their bank that they want a charge back.

use serde::{Deserialize, Serialize};
use strum::{EnumString, IntoStaticStr};

use super::Provider;
use crate::domain::money::Money;
use crate::domain::time::Moment;

/// A dispute about a charge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispute {
    /// Who took the money.
    pub provider: Provider,
    /// The provider's id of the dispute.
    pub id: String,
    /// The provider's id of the charge.
    pub charge: String,
    /// How much is wanted back.
    pub amount: Money,
    /// Why, in the provider's word, such as `fraudulent`.
    pub reason: String,
    /// How far it is.
    pub state: DisputeState,
    /// Until when the operator can answer it.
    pub answer_by: Option<Moment>,
}

/// How far a dispute is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumString, IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum DisputeState {
    /// The operator has to answer it in the provider's dashboard.
    NeedsAnswer,
    /// The bank decides.
    UnderReview,
    /// The money stays here.
    Won,
    /// The bank has taken the money back.
    Lost,
}

impl DisputeState {
    /// The name in the database.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Reads [`DisputeState::name`].
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        name.parse().ok()
    }

    /// Whether it can still end in either way.
    #[must_use]
    pub const fn is_open(self) -> bool {
        matches!(self, Self::NeedsAnswer | Self::UnderReview)
    }
}

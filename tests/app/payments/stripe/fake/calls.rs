//! The calls of Stripe's API.

use axum::http::Method;

/// What can be asked of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Call {
    /// GET /v1/account
    Account,
    /// POST /v1/checkout/sessions
    CreateSession,
    /// GET /v1/checkout/sessions/{id}
    LookSession,
    /// GET /v1/payment_intents/{id}
    LookIntent,
    /// POST /v1/refunds
    Refund,
    /// GET /v1/refunds
    ListRefunds,
    /// GET /v1/disputes
    ListDisputes,
}

impl Call {
    pub(super) fn from_request(method: &Method, path: &str) -> Option<Self> {
        match (method.as_str(), path) {
            ("GET", "/v1/account") => Some(Self::Account),
            ("POST", "/v1/checkout/sessions") => Some(Self::CreateSession),
            ("POST", "/v1/refunds") => Some(Self::Refund),
            ("GET", "/v1/refunds") => Some(Self::ListRefunds),
            ("GET", "/v1/disputes") => Some(Self::ListDisputes),
            ("GET", path) if path.starts_with("/v1/checkout/sessions/") => Some(Self::LookSession),
            ("GET", path) if path.starts_with("/v1/payment_intents/") => Some(Self::LookIntent),
            _ => None,
        }
    }

    /// What the fault injector calls it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::CreateSession => "create_session",
            Self::LookSession => "look_session",
            Self::LookIntent => "look_intent",
            Self::Refund => "refund",
            Self::ListRefunds => "list_refunds",
            Self::ListDisputes => "list_disputes",
        }
    }
}

//! The calls of YooKassa's API.

use axum::http::Method;

/// What can be asked of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Call {
    /// POST /v3/payments
    Create,
    /// GET /v3/payments/{id}
    Look,
    /// POST /v3/refunds
    Refund,
    /// GET /v3/refunds
    ListRefunds,
    /// GET /v3/me
    Shop,
}

impl Call {
    pub(super) fn from_request(method: &Method, path: &str) -> Option<Self> {
        match (method.as_str(), path) {
            ("POST", "/v3/payments") => Some(Self::Create),
            ("POST", "/v3/refunds") => Some(Self::Refund),
            ("GET", "/v3/refunds") => Some(Self::ListRefunds),
            ("GET", "/v3/me") => Some(Self::Shop),
            ("GET", path) if path.starts_with("/v3/payments/") => Some(Self::Look),
            _ => None,
        }
    }

    /// What the fault injector calls it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Look => "look",
            Self::Refund => "refund",
            Self::ListRefunds => "list_refunds",
            Self::Shop => "shop",
        }
    }
}

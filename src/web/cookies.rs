//! Reading and setting cookies.

use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use axum_extra::extract::cookie::Cookie;

/// The length in bytes of a secret that a cookie holds, before it is written in hexadecimal.
pub(super) const SECRET_BYTES: usize = 32;

/// The cookie of a name. Of two with one name the first counts: browsers send the one with the
/// longer path first, so a cookie for the whole site cannot shadow one for a part of it.
pub(super) fn find<'h>(headers: &'h HeaderMap, name: &str) -> Option<Cookie<'h>> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(Cookie::split_parse)
        .filter_map(Result::ok)
        .find(|cookie| cookie.name() == name)
}

/// The secret that a cookie holds, unless it cannot be one of ours.
pub(super) fn find_secret(headers: &HeaderMap, name: &str) -> Option<String> {
    let secret = find(headers, name)?.value().to_owned();
    is_secret(&secret).then_some(secret)
}

/// Whether a text has the form of a secret.
pub(super) fn is_secret(text: &str) -> bool {
    hex::decode(text).is_ok_and(|bytes| bytes.len() == SECRET_BYTES)
}

/// Makes a response set a cookie.
pub(super) fn set(response: &mut Response, cookie: &Cookie<'_>) {
    if let Ok(value) = HeaderValue::from_str(&cookie.to_string()) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}

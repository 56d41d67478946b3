//! Checks of the VKontakte community's token, number and secret.

use secrecy::ExposeSecret;

use crate::config::{
    Vk,
    validation::{InvalidSetting, invalid, is_written_with},
};

/// The longest secret that VKontakte accepts.
const LONGEST_SECRET: usize = 50;

/// Messages never contain the secrets themselves.
pub(super) fn check(vk: &Vk) -> Result<(), InvalidSetting> {
    let token = vk.token.expose_secret();
    if !is_written_with(token, "._-") {
        return Err(invalid(
            "vk.token",
            "has characters that no token has: write it exactly as VKontakte gave it",
        ));
    }

    if !token.is_empty() && !(1..1_000_000_000).contains(&vk.group_id) {
        return Err(invalid(
            "vk.group_id",
            "must be the number of the community that vk.token belongs to",
        ));
    }

    let secret = vk.secret.expose_secret();
    let is_needed = !token.is_empty() && !vk.callback_url.is_empty();
    let is_missing = is_needed && secret.is_empty();
    if is_missing || secret.len() > LONGEST_SECRET || !is_written_with(secret, "") {
        let problem =
            format!("must be 1 to {LONGEST_SECRET} letters and digits when vk.callback_url is set");
        return Err(invalid("vk.secret", problem));
    }

    if !is_written_with(&vk.confirmation, "") {
        return Err(invalid(
            "vk.confirmation",
            "must be the code that VKontakte shows",
        ));
    }

    Ok(())
}

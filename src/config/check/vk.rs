//! What cannot be a community's token, number or secret.

use secrecy::ExposeSecret;

use super::{senseless, written_with};
use crate::config::{SettingsError, Vk};

/// The longest secret that VKontakte takes.
const SECRET: usize = 50;

/// Never shows the secrets themselves.
pub(super) fn check(vk: &Vk) -> Result<(), SettingsError> {
    let token = vk.token.expose_secret();
    if !written_with(token, "._-") {
        let problem = "holds letters that no token has: it is to be written as VKontakte gave it";
        return Err(senseless("vk.token", problem.to_owned()));
    }

    if !token.is_empty() && !(1..1_000_000_000).contains(&vk.group_id) {
        let problem = "must be the number of the community that vk.token belongs to";
        return Err(senseless("vk.group_id", problem.to_owned()));
    }

    let secret = vk.secret.expose_secret();
    let needed = !token.is_empty() && !vk.callback_url.is_empty();
    if (needed && secret.is_empty()) || secret.len() > SECRET || !written_with(secret, "") {
        let problem =
            format!("must be 1 to {SECRET} letters and digits when vk.callback_url is set");
        return Err(senseless("vk.secret", problem));
    }

    if !written_with(&vk.confirmation, "") {
        return Err(senseless(
            "vk.confirmation",
            "must be the code that VKontakte shows".to_owned(),
        ));
    }

    Ok(())
}

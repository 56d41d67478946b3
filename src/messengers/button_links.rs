//! Where the buttons of a message lead that open a page.

use crate::domain::message::Button;

/// The URL that a button opens. The links of our own pages are only paths below `home`.
pub(in crate::messengers) fn button_url(button: &Button, home: &str) -> Option<String> {
    let link = button.link.as_deref()?;
    Some(if link.starts_with('/') {
        format!("{home}{link}")
    } else {
        link.to_owned()
    })
}

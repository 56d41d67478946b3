//! Pictures of which one is to be chosen, as cards in a row with a button below each.

use serde_json::{Value, json};

use super::{Vk, client::Client, error::CallError, files::Picture, keyboard, parcel::object};
use crate::{
    domain::message::{Album, Button},
    messengers::{Outgoing, SendError},
};

/// The longest title of a card.
const TITLE: usize = 80;

impl Vk {
    /// The cards of an album; `None` where the app shows none, where nothing is to be chosen, and
    /// where a picture is gone or VKontakte does not take it: the pictures have to do.
    pub(super) async fn cards(
        &self,
        peer: i64,
        outgoing: &Outgoing<'_>,
        album: &Album,
    ) -> Result<Option<String>, SendError> {
        let client = self.clients.of(peer);
        let complete = album.choices().len() == album.pictures().len();
        if !client.carousel || !client.inline || !complete {
            return Ok(None);
        }

        let mut cards = Vec::new();
        for (picture, choice) in album.pictures().iter().zip(album.choices()) {
            let Some(bytes) = outgoing
                .files
                .card(*picture)
                .await
                .map_err(SendError::Unavailable)?
            else {
                return Ok(None);
            };

            match self
                .card_photo(
                    peer,
                    &Picture {
                        picture: *picture,
                        bytes,
                    },
                )
                .await
            {
                Err(CallError::Refused(refusal)) if refusal.is_upload() => return Ok(None),
                photo => cards.extend(card(
                    &photo.map_err(CallError::sending)?,
                    choice,
                    client,
                    &self.home,
                )),
            }
        }

        Ok(Some(
            json!({ "type": "carousel", "elements": cards }).to_string(),
        ))
    }
}

fn card(photo: &str, choice: &Button, client: Client, home: &str) -> Option<Value> {
    let title: String = choice.label.as_str().chars().take(TITLE).collect();
    Some(
        json!({ "photo_id": object(photo), "title": title, "buttons": [keyboard::button(choice, client, home)?] }),
    )
}

//! Pictures to choose from, as a carousel: cards in a row with a button below each.

use serde_json::{Value, json};

use super::{
    Vk, client_info::ClientInfo, error::CallError, files::LoadedPicture, keyboard,
    uploads::owner_and_id,
};
use crate::{
    domain::message::{Album, Button},
    messengers::{Outgoing, SendError},
};

/// The longest title of a card.
const MAX_TITLE_LETTERS: usize = 80;

impl Vk {
    /// The carousel of an album. `None` where the plain pictures have to do: the app shows no
    /// carousel, there is nothing to choose, a picture is gone, or VKontakte does not accept it.
    pub(super) async fn carousel(
        &self,
        peer: i64,
        outgoing: &Outgoing<'_>,
        album: &Album,
    ) -> Result<Option<String>, SendError> {
        let client = self.clients.get(peer);
        let is_choice = album.choices().len() == album.pictures().len();
        if !client.carousel || !client.inline || !is_choice {
            return Ok(None);
        }

        let mut cards = Vec::new();
        for (picture, choice) in album.pictures().iter().zip(album.choices()) {
            let picture = *picture;
            let Some(bytes) = outgoing
                .files
                .card(picture)
                .await
                .map_err(SendError::Unavailable)?
            else {
                return Ok(None);
            };

            let file = LoadedPicture { picture, bytes };
            let photo = match self.upload_card_photo(peer, &file).await {
                Err(CallError::Refused(refusal)) if refusal.is_upload() => return Ok(None),
                photo => photo.map_err(CallError::into_send_error)?,
            };
            cards.extend(card(&photo, choice, client, &self.home));
        }

        let carousel = json!({ "type": "carousel", "elements": cards });
        Ok(Some(carousel.to_string()))
    }
}

fn card(photo: &str, choice: &Button, client: ClientInfo, home: &str) -> Option<Value> {
    let button = keyboard::button(choice, client, home)?;
    let label = choice.label.as_str();
    let title: String = label.chars().take(MAX_TITLE_LETTERS).collect();

    Some(json!({ "photo_id": owner_and_id(photo), "title": title, "buttons": [button] }))
}

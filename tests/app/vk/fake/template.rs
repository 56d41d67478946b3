//! The check of carousels, as strict as VKontakte's.

use serde_json::Value;

use super::{
    chats::{Attachment, Button},
    files::Files,
    keyboard,
    request::Refusal,
};

/// Width and height of a card are as 13 to 8.
const SHAPE: (u32, u32) = (13, 8);

fn refused(why: &str) -> Refusal {
    Refusal::parameter(&format!("template: {why}"))
}

/// The pictures of the cards, and their buttons.
pub(super) fn read(
    template: &Value,
    files: &Files,
) -> Result<(Vec<Attachment>, Vec<Vec<Button>>), Refusal> {
    if template["type"] != "carousel" {
        return Err(refused("type"));
    }

    let elements = template["elements"]
        .as_array()
        .filter(|elements| (1..=10).contains(&elements.len()));
    let mut attachments = Vec::new();
    let mut buttons = Vec::new();
    for element in elements.ok_or_else(|| refused("elements"))? {
        attachments.push(photo(element, files)?);

        if element["title"]
            .as_str()
            .is_some_and(|title| title.chars().count() > 80)
        {
            return Err(refused("title"));
        }

        let row = element["buttons"]
            .as_array()
            .filter(|row| (1..=3).contains(&row.len()));
        buttons.push(
            row.ok_or_else(|| refused("buttons"))?
                .iter()
                .map(keyboard::button)
                .collect::<Result<_, _>>()?,
        );
    }

    Ok((attachments, buttons))
}

fn photo(element: &Value, files: &Files) -> Result<Attachment, Refusal> {
    use vernissage::engine::image::{Limits, Picture};

    let Attachment::Photo(bytes) = files.photo(element["photo_id"].as_str().unwrap_or_default())?
    else {
        return Err(refused("photo_id"));
    };
    let picture = Picture::decode(&bytes, &Limits::default()).map_err(|_| refused("photo"))?;
    let width = picture.width();
    let height = picture.height();

    if width * SHAPE.1 != height * SHAPE.0 || width < 221 || height < 136 {
        return Err(refused("the shape of a photo"));
    }

    Ok(Attachment::Photo(bytes))
}

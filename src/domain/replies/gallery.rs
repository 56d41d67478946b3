//! Styles to choose from: the starter gallery and the person's recent ones.

use super::{button, style_name, words};
use crate::domain::button::Action;
use crate::domain::facts::Facts;
use crate::domain::film::Film;
use crate::domain::language::Language;
use crate::domain::message::{Body, Button, Keyboard, Message, Place};
use crate::domain::picture::PictureRef;
use crate::domain::styles::GalleryStyle;
use crate::domain::work::{Kind, KindName, MadeOf, painting};

/// The gallery as an album, and its buttons below: first the kinds that show one's own photo in it,
/// at last those that are made of a style alone.
#[must_use]
pub fn gallery(facts: &Facts) -> Vec<Message> {
    let language = facts.language();
    let styles: Vec<PictureRef> = GalleryStyle::all().map(PictureRef::Gallery).collect();
    let choose =
        |style: &PictureRef| Button::new(style_name(language, *style), Action::Style(*style));
    let choices: Vec<Button> = styles.iter().map(choose).collect();
    let gallery = with_pictures(&styles, language.text("gallery-title"), &choices);
    let by_seeing = facts
        .rules
        .other_kinds()
        .filter(|kind| kind.starts_at_once && kind.made_of != MadeOf::Film);
    let first = by_seeing.map(|kind| vec![make(language, kind)]);
    let of_styles = facts
        .rules
        .other_kinds()
        .filter(|kind| kind.made_of == MadeOf::Style);
    let last = of_styles.map(|kind| vec![make(language, kind)]);
    let rows = first
        .chain(choices.chunks(2).map(<[Button]>::to_vec))
        .chain(last);

    vec![
        gallery,
        Message::text(language.text("gallery-choose")).with(Keyboard::rows(rows.collect())),
    ]
}

/// The person's recent styles as an album with numbered buttons; nothing if there are none.
#[must_use]
pub fn recent(facts: &Facts) -> Vec<Message> {
    let language = facts.language();
    let styles: Vec<PictureRef> = facts
        .person
        .styles
        .recent
        .iter()
        .take(5)
        .copied()
        .map(PictureRef::Own)
        .collect();

    if styles.is_empty() {
        return Vec::new();
    }

    let choose = |(place, style): (usize, &PictureRef)| {
        Button::new(
            language.fill("button-recent-style", &[("n", (place + 1).into())]),
            Action::Style(*style),
        )
    };
    let choices: Vec<Button> = styles.iter().enumerate().map(choose).collect();
    let recent = with_pictures(&styles, language.text("recent-title"), &choices);

    vec![
        recent,
        Message::text(language.text("recent-choose")).with(Keyboard::grid(3, choices)),
    ]
}

/// Asks whether a photo without colours is to get some or to be painted; nothing if it has colours,
/// or nothing colours photos.
#[must_use]
pub fn ask_after_grey_photo(photo: PictureRef, facts: &Facts) -> Vec<Message> {
    let language = facts.language();
    let kinds = facts
        .rules
        .other_kinds()
        .filter(|kind| kind.made_of == MadeOf::GreyPhoto);
    let mut buttons: Vec<Button> = kinds.map(|kind| make(language, kind)).collect();
    if buttons.is_empty() || !facts.is_grey(photo) {
        return Vec::new();
    }

    buttons.push(button(
        language,
        "button-paint-grey",
        Action::Make(painting::NAME),
    ));
    vec![Message::text(language.text("grey-photo")).with(Keyboard::grid(2, buttons))]
}

/// Asks what to make of a photo: a style for what is being prepared, or another kind of work.
#[must_use]
pub fn ask_after_photo(photo: PictureRef, kind: KindName, facts: &Facts) -> Vec<Message> {
    let language = facts.language();
    let gallery = button(language, "button-gallery", Action::Gallery);
    let film = facts.film(photo).filter(|_| kind != painting::NAME);
    let of_still =
        film.map(|_| button(language, "button-paint-still", Action::Make(painting::NAME)));

    let others = facts
        .rules
        .other_kinds()
        .filter(|kind| match kind.made_of {
            MadeOf::GreyPhoto => facts.is_grey(photo),
            // The film itself is what is asked about.
            MadeOf::Film | MadeOf::Finished => false,
            MadeOf::Photo | MadeOf::Style => true,
        })
        .map(|kind| make(language, kind));
    let buttons = std::iter::once(gallery).chain(of_still).chain(others);
    let question = film.map_or_else(|| language.text("ask-style"), |film| ask_of(film, language));

    let keyboard = Keyboard::grid(1, buttons.take(Keyboard::MOST));
    let mut messages = vec![Message::text(question).with(keyboard)];
    messages.extend(recent(facts));
    messages
}

/// Says what a film is, and asks for its style.
fn ask_of(film: Film, language: Language) -> String {
    let values = [
        ("seconds", film.seconds().into()),
        ("width", film.width.into()),
        ("height", film.height.into()),
    ];
    language.fill("ask-style-film", &values)
}

/// A button that shows the gallery.
#[must_use]
pub fn button_to_it(language: Language) -> Keyboard {
    Keyboard::grid(1, [button(language, "button-gallery", Action::Gallery)])
}

/// Asks for a style: send one, or choose.
#[must_use]
pub fn ask(facts: &Facts, key: &str) -> Vec<Message> {
    let language = facts.language();
    let buttons = button_to_it(language);
    let mut messages = vec![Message::text(language.text(key)).with(buttons)];
    messages.extend(recent(facts));
    messages
}

/// The button that begins something of a kind.
fn make(language: Language, kind: &Kind) -> Button {
    Button::new(words::make(language, kind), Action::Make(kind.name))
}

fn with_pictures(pictures: &[PictureRef], words: String, choices: &[Button]) -> Message {
    Message {
        place: Place::New,
        body: Body::choosing(pictures, words, choices),
        keyboard: Keyboard::none(),
    }
}

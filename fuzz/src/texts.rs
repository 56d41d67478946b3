//! Texts: whatever a person writes in whatever state of the conversation, there is an answer, and
//! the inbox and the database can keep it.

use std::{fmt, sync::LazyLock};

use serde::{Serialize, de::DeserializeOwned};
use vernissage::{
    config::Settings,
    domain::{
        conversation::{Effect, Event, PausedDraft, State, step},
        credits::Credits,
        facts::{Facts, PersonFacts},
        feed::{Choice, EntryId, PenName, StyleKey, StyleTitle},
        ids::JobId,
        language::Language,
        link::LinkCode,
        money::{Currency, Money},
        order::{
            Phone, Postcode,
            recipient::{Country, Line},
        },
        payment::{PageTills, Provider, Till},
        picture::{PictureKey, PictureRef},
        receipt::{Contact, ReceiptTo},
        rules::{Promo, Rules},
        time::Moment,
    },
};

static RULES: LazyLock<Rules> = LazyLock::new(|| {
    Settings::from_toml("")
        .expect("the defaults are valid")
        .rules()
});

/// Writes a text from bytes that need not be one.
pub fn check(bytes: &[u8]) {
    if let Ok(words) = std::str::from_utf8(bytes) {
        check_words(words);
    }
}

/// Writes a text.
pub fn check_words(words: &str) {
    for state in states() {
        for language in [Language::En, Language::Ru] {
            answer(state, language, Event::written(words));
        }
    }

    if let Some(event) = Event::captioned(words) {
        answer(State::Idle, Language::En, event);
    }

    check_values(words);
}

/// The states in which a text answers a question, and one in which it does not.
fn states() -> [State; 5] {
    let paused = PausedDraft::Nothing;

    [
        State::Idle,
        State::WantsSupport(paused),
        State::WantsContact {
            pack: Credits::new(50),
            paused,
        },
        State::WantsStyleTitle {
            picture: PictureKey::from_bytes(b""),
            paused,
        },
        State::WantsPenName {
            job: JobId::from_chance(7),
            choice: Choice::default(),
            paused,
        },
    ]
}

fn answer(state: State, language: Language, event: Event) {
    let mut person = PersonFacts::default();
    person.account.language = language;

    let till = Till::Page(Provider::Test, Currency::Rub);
    let pages = PageTills::only(Provider::Test, Currency::Rub);
    let facts = Facts {
        now: Moment::from_millis(1_700_000_000_000),
        fresh: JobId::from_chance(1),
        rules: &RULES,
        till,
        canvas_till: till,
        pages: &pages,
        invitation: None,
        person: &person,
        tried: None,
    };
    let (state, effects) = step(state, event, &facts);

    let mut said = effects.iter().filter_map(|effect| match effect {
        Effect::Say(message) => Some(message),
        _ => None,
    });
    assert!(said.any(|message| !message.words().is_empty()), "no answer");

    let kept = serde_json::to_string(&state).expect("a state is kept as JSON");
    let read: State = serde_json::from_str(&kept).expect("a state is read from JSON");
    assert_eq!(read, state);
}

/// What is read from a text and kept in its normal form is read as the same.
fn check_values(words: &str) {
    keep(PenName::parse(words));
    keep(Line::parse(words));
    keep(Phone::parse(words));
    keep(Postcode::parse(words));
    keep(Country::parse(words));
    keep(PictureRef::parse(words));
    keep(Contact::parse(words, ReceiptTo::Email));
    keep(Contact::parse(words, ReceiptTo::Phone));

    let readers: [fn(&str) -> Option<String>; 6] = [
        |words| StyleTitle::parse(words).map(|title| title.to_string()),
        |words| LinkCode::parse(words).map(|code| code.as_str().to_owned()),
        |words| Moment::parse_date(words).map(|moment| moment.date().to_string()),
        |words| EntryId::parse(words).map(|id| id.to_string()),
        |words| StyleKey::parse(words).map(|style| style.to_string()),
        Promo::parse_code,
    ];
    for read in readers {
        if let Some(kept) = read(words) {
            assert_eq!(read(&kept).as_ref(), Some(&kept), "{words:?}");
        }
    }

    for currency in [Currency::Rub, Currency::Xtr] {
        if let Some(money) = Money::parse(words, currency) {
            assert_eq!(Money::parse(&money.decimal(), currency), Some(money));
        }
    }
}

fn keep<T>(value: Option<T>)
where
    T: fmt::Debug + PartialEq + Serialize + DeserializeOwned,
{
    if let Some(value) = value {
        let kept = serde_json::to_string(&value).expect("it is kept as JSON");
        let read: T = serde_json::from_str(&kept).expect("it is read from JSON");
        assert_eq!(read, value);
    }
}

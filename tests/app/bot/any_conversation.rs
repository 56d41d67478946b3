//! Random conversations, with accounts kept beside them: 300,000 events in CI, 30,000 elsewhere.
//! `VERNISSAGE_EVENTS` sets another number.

use std::time::Duration;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use vernissage::config::Settings;
use vernissage::domain::button::Action;
use vernissage::domain::credits::Credits;
use vernissage::domain::ids::PurchaseId;
use vernissage::domain::incoming::Unsupported;
use vernissage::domain::message::{Keyboard, Label, Message};
use vernissage::domain::money::Currency;
use vernissage::domain::payment::{Closing, Provider, Till};
use vernissage::domain::picture::PictureKey;
use vernissage::domain::{
    command::Command,
    conversation::Event,
    film::Film,
    upload::{CheckedUpload, UploadProblem},
};
use vernissage::domain::{receipt::ReceiptTo, rules::Promo};

use crate::bot::world::World;
use crate::support::size;

#[derive(Clone, Debug)]
enum PersonAction {
    Press(usize),
    Code(String),
    Send(Vec<u8>),
    AskInGroup(Vec<u8>),
    Command(usize),
    Write(String),
    Unsupported(u8),
    Finish,
    Fail,
    Give(u8),
    Wait(u32),
    Lose(u8),
    Pay(usize),
    Close(usize, u8),
    TakeBack(u8),
    Thank(u8),
    Till(u8),
    AnswerAll,
    Offer(u8),
    Joined(u8),
    Turn(usize, u8),
}

fn deed() -> impl Strategy<Value = PersonAction> {
    prop_oneof![
        12 => any::<usize>().prop_map(PersonAction::Press),
        1 => "[dj]:[0-9a-z]{1,3}:[a-z0-9+:-]{1,6}".prop_map(PersonAction::Code),
        1 => ".{0,70}".prop_map(PersonAction::Code),
        5 => prop::collection::vec(any::<u8>(), 1..4).prop_map(PersonAction::Send),
        1 => prop::collection::vec(any::<u8>(), 0..3).prop_map(PersonAction::AskInGroup),
        2 => (0..Command::all().count()).prop_map(PersonAction::Command),
        1 => ".{0,20}".prop_map(PersonAction::Write),
        1 => any::<u8>().prop_map(PersonAction::Unsupported),
        2 => Just(PersonAction::Finish),
        1 => Just(PersonAction::Fail),
        1 => any::<u8>().prop_map(PersonAction::Give),
        1 => (0..200_000_u32).prop_map(PersonAction::Wait),
        1 => any::<u8>().prop_map(PersonAction::Lose),
        2 => any::<usize>().prop_map(PersonAction::Pay),
        1 => (any::<usize>(), any::<u8>()).prop_map(|(place, why)| PersonAction::Close(place, why)),
        1 => any::<u8>().prop_map(PersonAction::TakeBack),
        1 => any::<u8>().prop_map(PersonAction::Thank),
        1 => any::<u8>().prop_map(PersonAction::Till),
        1 => Just(PersonAction::AnswerAll),
        1 => any::<u8>().prop_map(PersonAction::Offer),
        1 => any::<u8>().prop_map(PersonAction::Joined),
        1 => "/link (ABCDEFGHJK|ABCDEFGHJ[JLMN]|[a-z]{0,11})".prop_map(PersonAction::Write),
        2 => (any::<usize>(), any::<u8>()).prop_map(|(place, turn)| PersonAction::Turn(place, turn)),
        1 => "(/promo|/start|/buy) (hello|ref_[0-9]{1,3}|[a-z]{0,5})".prop_map(PersonAction::Write),
        2 => "(Anna Petrova|Moscow|101000|Tverskaya 1)".prop_map(PersonAction::Write),
        1 => "(anna@example\\.org|\\+79161234567)".prop_map(PersonAction::Write),
    ]
}

/// What the person did, or nothing where the deed is somebody else's.
fn event(deed: &PersonAction, buttons: &[Action]) -> Option<Event> {
    Some(match deed {
        PersonAction::Press(any) => Event::Button(*buttons.get(any.checked_rem(buttons.len())?)?),
        PersonAction::Code(code) => Event::Button(Action::parse(code)),
        PersonAction::Send(pictures) => {
            Event::Pictures(pictures.iter().copied().map(received).collect())
        }
        PersonAction::AskInGroup(pictures) => {
            Event::InGroup(pictures.iter().copied().map(received).collect())
        }
        PersonAction::Command(place) => Event::Command(Command::all().nth(*place).unwrap()),
        PersonAction::Write(words) => Event::written(words),
        PersonAction::Unsupported(what) => Event::Unsupported(unsupported(*what)),
        _ => return None,
    })
}

fn act(world: &mut World, deed: &PersonAction, buttons: &[Action]) -> Vec<Message> {
    if let Some(event) = event(deed, buttons) {
        let answer = world.answer(event);
        assert!(!answer.is_empty(), "no answer");
        return answer;
    }

    match *deed {
        PersonAction::Finish => return world.finish(),
        PersonAction::Fail => return world.fail(),
        PersonAction::Give(credits) => world.give(credits.into()),
        // The clock jumps back now and then.
        PersonAction::Wait(seconds) if seconds % 50 == 0 => back(world, seconds),
        PersonAction::Wait(seconds) => world.wait(Duration::from_secs(seconds.into())),
        PersonAction::Lose(picture) => world.deleted.push(key(picture)),
        PersonAction::Pay(place) => {
            return purchase(world, place).map_or_else(Vec::new, |id| pay(world, id));
        }
        PersonAction::Close(place, why) => {
            return purchase(world, place)
                .map_or_else(Vec::new, |id| world.close(id, closing(why)));
        }
        PersonAction::TakeBack(credits) => return world.take_back(credits.into()),
        PersonAction::Thank(credits) => return world.thank(credits.into()),
        PersonAction::Till(which) => change_till(world, which),
        PersonAction::AnswerAll => world.requests.clear(),
        PersonAction::Offer(credits) => world.other_is_shown(&format!("{credits} {}", credits / 2)),
        PersonAction::Turn(place, turn) => return world.turn_any(place, turn),
        PersonAction::Joined(credits) => return world.joined_by(&format!("telegram {credits}")),
        _ => {}
    }

    Vec::new()
}

fn purchase(world: &World, place: usize) -> Option<PurchaseId> {
    world
        .purchases
        .keys()
        .nth(place.checked_rem(world.purchases.len())?)
        .copied()
}

/// What was wanted with it has begun afterwards, unless something stands against it, which is then
/// said.
fn pay(world: &mut World, id: PurchaseId) -> Vec<Message> {
    let wanted = world.purchases[&id]
        .order
        .goods
        .draft()
        .filter(|draft| !world.started.contains(&draft.id));
    let jobs = world.person.jobs.unfinished.len();
    let state = world.state;
    let said = world.pay(id);
    let begun = world.person.jobs.unfinished.len() - jobs;

    match wanted {
        None => assert_eq!((begun, world.state), (0, state), "nothing was wanted"),
        Some(draft) => {
            assert!(
                begun == 1 && world.started.contains(&draft.id) || begun == 0 && said.len() > 1
            );
        }
    }

    said
}

const fn closing(why: u8) -> Closing {
    match why % 4 {
        0 => Closing::Declined,
        1 => Closing::Expired,
        2 => Closing::Refused,
        _ => Closing::Unclear,
    }
}

/// The person writes from elsewhere, or the operator has changed the settings.
fn change_till(world: &mut World, which: u8) {
    world.till = match which % 4 {
        0 => Till::Closed,
        1 => Till::Invoice(Provider::Stars, Currency::Xtr),
        2 => Till::Page(Provider::Yookassa, Currency::Rub),
        _ => Till::Page(Provider::Test, Currency::Rub),
    };

    world.canvas_till = match which % 3 {
        0 => Till::Closed,
        1 => Till::Invoice(Provider::TelegramCards, Currency::Rub),
        _ => Till::Page(Provider::Test, Currency::Rub),
    };

    world.rules.receipt =
        [ReceiptTo::Nowhere, ReceiptTo::Email, ReceiptTo::Phone][usize::from(which / 4 % 3)];

    let all = Settings::from_toml("").unwrap().rules().packs;
    let kept = usize::from(which / 12 % 7).min(all.len());
    world.rules.packs = all[..kept].to_vec();
}

fn back(world: &mut World, seconds: u32) {
    world.now = world.now.minus(Duration::from_secs(seconds.into()));
}

fn key(picture: u8) -> PictureKey {
    PictureKey::from_bytes(&[picture])
}

fn received(picture: u8) -> CheckedUpload {
    match picture {
        0..=5 => CheckedUpload::Unusable(UploadProblem::Broken),
        6..=9 => CheckedUpload::Unusable(UploadProblem::TooLarge),
        10..=60 => CheckedUpload::GreyPicture(key(picture)),
        61..=110 => CheckedUpload::Film {
            still: key(picture),
            film: film(picture.into()),
        },
        _ => CheckedUpload::Picture(key(picture)),
    }
}

fn film(n: u32) -> Film {
    Film {
        file: PictureKey::from_bytes(format!("film {n}").as_bytes()),
        millis: n * 90,
        width: 320,
        height: 180 + n,
        frames: n,
        is_round: n.is_multiple_of(2),
        has_sound: n.is_multiple_of(3),
    }
}

const fn unsupported(what: u8) -> Unsupported {
    match what % 6 {
        0 => Unsupported::Sticker,
        1 => Unsupported::Voice,
        2 => Unsupported::Video,
        3 => Unsupported::Animation,
        4 => Unsupported::Group,
        _ => Unsupported::Other,
    }
}

/// What /help says of a kind of work that another test of this process adds, which has no texts.
const WITHOUT_TEXT: &str = "Unknown localization key: \"command-mirror\"";

/// Every text was found and filled, and nothing had to be cut.
fn check_message(message: &Message) {
    let words = message.words().replace(WITHOUT_TEXT, "");
    assert!(
        !words.is_empty() && !words.contains("Unknown localization") && !words.contains("{$"),
        "{words:?}"
    );

    let shown = message.keyboard.without_tools();
    assert!(shown.buttons().count() <= Keyboard::MOST);

    for button in message.keyboard.buttons() {
        assert!(
            !button.label.as_str().contains('…') && !button.label.as_str().is_empty(),
            "{button:?}"
        );

        assert!(button.label.as_str().encode_utf16().count() <= Label::LIMIT);
        assert_eq!(Action::parse(&button.action.to_string()), button.action);
    }
}

fn drive(actions: &[PersonAction]) {
    let mut world = World::new();
    let promo = Promo {
        code: "HELLO".into(),
        credits: Credits::new(10),
        until: None,
        uses: None,
    };

    world.rules.promos = vec![promo];

    let mut buttons: Vec<Action> = Vec::new();
    for deed in actions {
        let said = act(&mut world, deed, &buttons);
        world.check_books();
        said.iter().for_each(check_message);
        buttons.extend(
            said.iter()
                .flat_map(|message| message.keyboard.buttons())
                .map(|button| button.action),
        );

        // Old buttons stay in the chat, but the newest are pressed most.
        let too_many = buttons.len().saturating_sub(60);
        buttons.drain(..too_many);
    }

    while !world.person.jobs.unfinished.is_empty() {
        world.finish();
    }

    world.check_books();
    assert!(world.holds.is_empty());
}

#[test]
fn no_sequence_of_events_panics_or_loses_a_hold_or_stays_unanswered() {
    const LENGTH: usize = 2_000;

    let events = size::given_or("VERNISSAGE_EVENTS", 300_000, 30_000);
    let cases = u32::try_from(events.div_ceil(LENGTH as u64)).unwrap();
    let mut runner = TestRunner::new(Config {
        cases,
        max_shrink_iters: 2_000,
        failure_persistence: None,
        ..Config::default()
    });

    let actions = prop::collection::vec(deed(), LENGTH);
    let driven = runner.run(&actions, |actions| {
        drive(&actions);
        Ok(())
    });

    driven.unwrap();
}

//! Conversations as scripts: what the person does, and how each message of the bot begins.

use std::time::Duration;

use vernissage::domain::button::Action;
use vernissage::domain::film::Film;
use vernissage::domain::incoming::Unsupported;
use vernissage::domain::message::Message;
use vernissage::domain::payment::Closing;
use vernissage::domain::picture::PictureKey;
use vernissage::domain::{
    conversation::Event,
    upload::{CheckedUpload, FileKind, UploadProblem},
};

use crate::bot::world::{World, button};

/// What was done, and the beginnings of what was said.
pub(crate) type Script<'a> = &'a [(&'a str, &'a [&'a str])];

pub(crate) fn check(script: Script) {
    check_in(&mut World::new(), script);
}

pub(crate) fn check_in(world: &mut World, script: Script) {
    let mut said = Vec::new();
    for (deed, expected) in script {
        let answer = act(world, deed, &said);
        let words: Vec<&str> = answer.iter().map(Message::words).collect();
        let fits = words.len() == expected.len()
            && words
                .iter()
                .zip(*expected)
                .all(|(word, start)| word.starts_with(start));

        assert!(
            fits,
            "after {deed:?}\nexpected {expected:#?}\nsaid {words:#?}"
        );

        world.check_books();
        said.extend(answer);
    }
}

fn act(world: &mut World, deed: &str, said: &[Message]) -> Vec<Message> {
    let (verb, rest) = deed.split_once(' ').unwrap_or((deed, ""));
    match verb {
        "send" => world.answer(Event::Pictures(rest.split(' ').map(received).collect())),
        "tap" => {
            let action = button(said, rest).unwrap_or_else(|| panic!("no button {rest:?}"));
            // As a messenger would: by its code.
            world.answer(Event::Button(Action::parse(&action.to_string())))
        }
        "say" => world.answer(Event::written(rest)),
        "sticker" => world.answer(Event::Unsupported(Unsupported::Sticker)),
        "voice" => world.answer(Event::Unsupported(Unsupported::Voice)),
        "video" => world.answer(Event::Unsupported(Unsupported::Video)),
        "strange" => world.answer(Event::Button(Action::parse(rest))),
        "finish" => world.finish(),
        "fail" => world.fail(),
        "pay" => world.pay(world.newest_purchase()),
        "decline" => world.close(world.newest_purchase(), Closing::Declined),
        "expire" => world.close(world.newest_purchase(), Closing::Expired),
        "refuse" => world.close(world.newest_purchase(), Closing::Refused),
        "mismatch" => world.close(world.newest_purchase(), Closing::Unclear),
        "take" => world.take_back(rest.parse().unwrap()),
        "thank" => world.thank(rest.parse().unwrap()),
        "joined" => world.joined_by(rest),
        "turn" => world.turn(rest),
        _ => {
            happen(world, verb, rest);
            Vec::new()
        }
    }
}

/// What the bot does not notice.
fn happen(world: &mut World, verb: &str, rest: &str) {
    match verb {
        "give" => world.give(rest.parse().unwrap()),
        "hours" => world.wait(Duration::from_hours(rest.parse().unwrap())),
        "minutes" => world.wait(Duration::from_mins(rest.parse().unwrap())),
        "offer" => world.other_is_shown(rest),
        "lose" => world.deleted.push(PictureKey::from_bytes(rest.as_bytes())),
        _ => panic!("what is {verb:?}?"),
    }
}

fn received(name: &str) -> CheckedUpload {
    match name {
        "broken" => CheckedUpload::Unusable(UploadProblem::Broken),
        "text.pdf" => CheckedUpload::Unusable(UploadProblem::OtherKind(FileKind::Pdf)),
        "nonsense" => CheckedUpload::Unusable(UploadProblem::NotAPicture),
        "rare.heic" => CheckedUpload::Unusable(UploadProblem::RareHeic),
        _ if name.contains(".gif") => CheckedUpload::Film {
            still: PictureKey::from_bytes(name.as_bytes()),
            film: film(name),
        },
        _ if name.starts_with("grey") => {
            CheckedUpload::GreyPicture(PictureKey::from_bytes(name.as_bytes()))
        }
        _ => CheckedUpload::Picture(PictureKey::from_bytes(name.as_bytes())),
    }
}

/// Five seconds, or as many as its name begins with.
fn film(name: &str) -> Film {
    let digits = name.chars().take_while(char::is_ascii_digit);
    let seconds = digits.collect::<String>().parse().unwrap_or(5);
    Film {
        file: PictureKey::from_bytes(format!("film {name}").as_bytes()),
        millis: seconds * 1_000 + 40,
        width: 640,
        height: 360,
        frames: seconds * 25 + 1,
        is_round: false,
        has_sound: false,
    }
}

pub(crate) const SUMMARY: &str = "All set. Ready to start?";
const ASK_STYLE: &str = "Lovely. Which style would you like?";
pub(crate) const STARTED: [&str; 2] = ["Started!", "You're next."];

#[test]
fn a_photo_then_a_style_then_a_painting() {
    check(&[
        ("say /start", &["Hello! I paint photos"]),
        ("send cat", &[ASK_STYLE]),
        ("send wave", &[SUMMARY]),
        ("tap 🎨 Paint it, free", &STARTED),
        ("finish", &["Your painting!"]),
        ("tap More style", &[SUMMARY]),
        ("tap 🎨 Paint it, free", &STARTED),
    ]);
}

#[test]
fn an_album_is_photo_and_style_and_can_be_swapped() {
    check(&[
        ("send cat wave", &[SUMMARY]),
        ("tap ⇄ Swap", &[SUMMARY]),
        ("send a b c", &["Two pictures are all I need", SUMMARY]),
    ]);
}

#[test]
fn a_style_may_come_from_the_gallery_before_or_after_the_photo() {
    check(&[
        (
            "say /styles",
            &[
                "Here are some of my favourites.",
                "Which style would you like?",
            ],
        ),
        (
            "tap Leonardo, Mona Lisa",
            &["Great style! Now send me the photo."],
        ),
        (
            "send cat",
            &["All set. Ready to start?\n\nStyle: Leonardo, Mona Lisa"],
        ),
        ("say /new", &["Let's go!"]),
        ("send dog", &[ASK_STYLE]),
        (
            "tap Show me styles",
            &[
                "Here are some of my favourites.",
                "Which style would you like?",
            ],
        ),
        (
            "tap Hokusai, The Great Wave",
            &["All set. Ready to start?\n\nStyle: Hokusai, The Great Wave"],
        ),
        (
            "tap Leonardo, Mona Lisa",
            &["All set. Ready to start?\n\nStyle: Leonardo, Mona Lisa"],
        ),
    ]);
}

#[test]
fn every_knob_is_turned_in_the_same_message() {
    check(&[
        ("send cat wave", &[SUMMARY]),
        ("tap Style strength", &["How strong"]),
        (
            "tap very strong",
            &["All set. Ready to start?\n\nStyle: your picture\nStrength: very strong"],
        ),
        ("tap Brush strokes", &["How large"]),
        ("tap huge", &[SUMMARY]),
        ("tap Keep my colours", &[SUMMARY]),
        ("tap + Second style", &["Which second style"]),
        (
            "send third",
            &["All set. Ready to start?\n\nStyle: your picture\nSecond style: your picture, 50 %"],
        ),
        ("tap Mix", &["How much"]),
        (
            "tap 75 % of the second style",
            &["All set. Ready to start?\n\nStyle: your picture\nSecond style: your picture, 75 %"],
        ),
        (
            "tap − Second style",
            &[
                "All set. Ready to start?\n\nStyle: your picture\nStrength: very strong\nBrush strokes: huge\nColours: from your photo",
            ],
        ),
        ("tap Size and quality", &["Which size and quality?"]),
        ("tap ← Back", &[SUMMARY]),
        ("tap Start over", &["No problem."]),
    ]);
}

#[test]
fn wrong_things_get_their_own_answer_and_the_state_is_kept() {
    check(&[
        (
            "sticker",
            &["Nice sticker, but I can't paint from it.\nSend me a photo"],
        ),
        ("say hello", &["I'm better with pictures"]),
        ("send cat", &[ASK_STYLE]),
        (
            "voice",
            &["I can't hear, I can only see.\nNow I need a picture for the style."],
        ),
        ("video", &["This chat keeps videos to itself"]),
        ("send broken", &["This picture seems to be damaged."]),
        ("send text.pdf", &["This is a PDF. I need a picture"]),
        ("send nonsense", &["I can't open this file"]),
        (
            "send rare.heic",
            &["I can't read this kind of HEIC. On an iPhone, send it as a photo instead of a file"],
        ),
        ("say hello", &["I'm waiting for the style"]),
        ("say /nonsense", &["I don't know that command."]),
        ("strange d:zz:go", &["This button is out of date"]),
        ("strange hello", &["This button is out of date"]),
        (
            "send broken wave",
            &["This picture seems to be damaged.", SUMMARY],
        ),
        ("say hello", &["Everything is ready"]),
        ("send third", &["I already have a photo and a style."]),
        ("tap It's a second style", &[SUMMARY]),
        ("send fourth", &["I already have a photo and a style."]),
        ("tap Never mind", &[SUMMARY]),
        ("tap 🎨 Paint it, free", &STARTED),
    ]);
}

#[test]
fn start_pressed_twice_starts_once() {
    check(&[
        ("send cat wave", &[SUMMARY]),
        ("tap 🎨 Paint it, free", &STARTED),
        ("tap 🎨 Paint it, free", &["This one has already started:"]),
        ("finish", &["Your painting!"]),
        ("tap 🎨 Paint it, free", &["This one is already finished."]),
    ]);
}

#[test]
fn free_paintings_come_one_at_a_time_and_three_a_day() {
    check(&[
        ("send a b", &[SUMMARY]),
        ("tap 🎨 Paint it, free", &STARTED),
        ("send c d", &[SUMMARY]),
        ("tap 🎨 Paint it, free", &["One free painting at a time"]),
        ("finish", &["Your painting!"]),
        ("tap 🎨 Paint it, free", &STARTED),
        ("finish", &["Your painting!"]),
        ("hours 2", &[]),
        ("send e f", &[SUMMARY]),
        ("tap 🎨 Paint it, free", &STARTED),
        ("finish", &["Your painting!"]),
        ("send g h", &[SUMMARY]),
        (
            "tap 🎨 Paint it, free",
            &[
                "You've used your 3 free paintings for today. The next one is free in about 22 hours.",
            ],
        ),
        (
            "say /balance",
            &["You have 0 credits.\nThe next free painting is in about 22 hours."],
        ),
        ("tap Premium now for 50 credits", &[SUMMARY]),
        ("hours 22", &[]),
        ("tap Size and quality", &["Which size"]),
        ("tap Free", &[SUMMARY]),
        ("tap 🎨 Paint it, free", &STARTED),
    ]);
}

#[test]
fn premium_holds_credits_and_delivers_an_album_to_choose_from() {
    check(&[
        ("give 60", &[]),
        ("send cat wave", &[SUMMARY]),
        ("tap Size and quality", &["Which size"]),
        ("tap Premium · 50 credits", &[SUMMARY]),
        ("tap 🎨 Paint it for 50 credits", &STARTED),
        (
            "say /balance",
            &["You have 10 credits.\n50 more are on hold"],
        ),
        (
            "finish",
            &["Your painting as it grew.", "Which one do you like best?"],
        ),
        ("tap 400 steps", &["The painting in full quality."]),
        ("say /history", &["Your recent paintings", "Which one?"]),
        ("tap 1", &["Your painting!"]),
        ("tap As a file", &["The painting in full quality."]),
        (
            "tap HD, 500 steps · 139 credits",
            &["All set. Ready to start?"],
        ),
        ("tap Get credits", &["How many credits would you like?"]),
        ("give 200", &[]),
        ("tap Size and quality", &["Which size"]),
        ("tap HD, 400 steps · 117 credits", &[SUMMARY]),
        ("tap 🎨 Paint it for 117 credits", &STARTED),
        (
            "fail",
            &[
                "This one didn't work out.",
                "I'm sorry, something went wrong on my side. Please try again a little later. All 117 credits",
            ],
        ),
        ("say /balance", &["You have 210 credits."]),
    ]);
}

#[test]
fn what_runs_can_be_seen_and_cancelled() {
    check(&[
        ("say /status", &["I'm not painting anything right now."]),
        ("say /cancel", &["There's nothing to cancel."]),
        ("send a b", &[SUMMARY]),
        ("tap 🎨 Paint it, free", &STARTED),
        ("say /status", &["I'm working on:\n1. next in the queue"]),
        ("tap Cancel", &["Cancelled."]),
        ("tap Cancel", &["There's nothing to cancel."]),
        ("send a b", &[SUMMARY]),
        ("tap 🎨 Paint it, free", &STARTED),
        ("say /cancel", &["Cancelled."]),
        ("send a b", &[SUMMARY]),
        ("say /cancel", &["No problem.", "No problem."]),
        ("send a b", &[SUMMARY]),
        ("tap 🎨 Paint it, free", &STARTED),
        ("finish", &["Your painting!"]),
        ("tap Cancel", &["Too late to cancel"]),
    ]);
}

#[test]
fn paintings_stay_reachable() {
    check(&[
        ("say /history", &["No paintings here yet."]),
        ("send cat wave", &[SUMMARY]),
        ("tap 🎨 Paint it, free", &STARTED),
        ("tap Cancel", &["Cancelled."]),
        ("say /history", &["No paintings here yet."]),
        ("send cat wave", &[SUMMARY]),
        ("tap 🎨 Paint it, free", &STARTED),
        ("finish", &["Your painting!"]),
        ("tap Same photo, another style", &[ASK_STYLE]),
        ("tap Same style, another photo", &["Great style!"]),
        ("send dog", &[SUMMARY]),
        ("say /history", &["Your recent paintings", "Which one?"]),
        ("tap 1", &["Your painting!"]),
        ("tap Print on canvas", &["Let's put it on canvas!"]),
    ]);
}

#[test]
fn pictures_that_retention_deleted_are_asked_for_again() {
    check(&[
        ("send cat wave", &[SUMMARY]),
        ("tap 🎨 Paint it, free", &STARTED),
        ("finish", &["Your painting!"]),
        ("lose cat", &[]),
        ("tap More style", &["The photo has since been deleted."]),
        ("send dog", &[SUMMARY]),
        ("lose wave", &[]),
        (
            "tap 🎨 Paint it, free",
            &["The style picture has since been deleted."],
        ),
        ("send sky", &[SUMMARY]),
        (
            "tap Same photo, another style",
            &["The photo has since been deleted"],
        ),
        (
            "tap Same style, another photo",
            &["The style picture has since been deleted"],
        ),
        ("tap 🎨 Paint it, free", &STARTED),
    ]);
}

#[test]
fn the_language_and_the_habits_can_be_changed() {
    check(&[
        ("send cat wave", &[SUMMARY]),
        ("say /settings", &["How I paint for you"]),
        ("tap 🌐 English", &["Which language would you like?"]),
        ("tap ✓ English", &["How I paint for you"]),
        ("tap 🌐 English", &["Which language would you like?"]),
        ("tap 简体中文", &["没有另选时"]),
        ("tap 🌐 简体中文", &["想用哪种语言？"]),
        ("tap Русский", &["Так я рисую для вас"]),
        (
            "tap Стиль +",
            &["Так я рисую для вас, если не скажете иначе:\n\nСила стиля: большая"],
        ),
        (
            "say /balance",
            &["У вас 0 кредитов.\nСегодня бесплатно ещё 3 картины."],
        ),
        ("say /new", &["Начнём!"]),
        (
            "send a b",
            &["Всё готово. Начинаем?\n\nСтиль: ваша картинка\nСила стиля: большая"],
        ),
    ]);
}

#[test]
fn everything_is_deleted_after_a_question_that_grows_old() {
    check(&[
        ("give 1", &[]),
        (
            "say /delete_me",
            &["Are you sure you want to delete everything?"],
        ),
        ("tap No, keep everything", &["All right, everything stays."]),
        ("hours 1", &[]),
        (
            "tap Yes, delete everything",
            &["Are you sure you want to delete everything?"],
        ),
        (
            "tap Yes, delete everything",
            &["Everything has been deleted."],
        ),
        ("say /history", &["No paintings here yet."]),
    ]);
}

#[test]
fn every_command_answers() {
    check(&[
        ("say /help", &["Send me a photo and then a picture"]),
        (
            "say /privacy",
            &["Your pictures are only for you. The ones you send are deleted after 30 days"],
        ),
        (
            "say /terms",
            &["Please send only pictures that you are allowed to use"],
        ),
        ("say /paysupport", &["Is something wrong with a payment"]),
        ("say /buy", &["How many credits would you like?"]),
        ("say /promo", &["Do you have a promo code?"]),
        ("say /invite", &["Here's your link"]),
    ]);
}

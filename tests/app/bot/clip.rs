//! Films in the conversation: clips, their quick version, and what else can be made of a film.

use vernissage::domain::{
    button::{Action, DraftAction},
    conversation::{Effect, Event, State, step},
    credits::Credits,
    facts::Facts,
    film::Film,
    ids::JobId,
    job::QueueFacts,
    message::Body,
    picture::PictureKey,
    work::{Recipe, clip, quick_clip},
};

use crate::bot::{
    conversation::{STARTED, SUMMARY, check, check_in},
    world::World,
};

const ASK_STYLE: &str = "A film! It's 5 s long and 640 × 360 px. Which style";
const SKETCHES: &str = "Three moments of your film, as quick sketches.";
const READY: &str = "A painted film. Ready to start?";
const FREE: &str = "tap 🎞 Paint it, free";
const QUICK: &str = "tap ⚡ Quick version, free";
const ASK_FILM: &str = "Which GIF or video would you like me to paint?";

#[test]
fn a_film_gets_a_style_and_is_painted() {
    check(&[
        ("send cat.gif", &[ASK_STYLE]),
        (
            "send wave",
            &[
                SKETCHES,
                "A painted film. Ready to start?\n\nStyle: your picture\nStrength: medium\nBrush strokes: medium\n\
                 Colours: from the style\nFilm: the first 2 s of 5 s, 8 frames a second\nQuality: Free, 256 px",
            ],
        ),
        (FREE, &STARTED),
        ("finish", &["Your painted film!"]),
        ("tap 🎨 Paint one picture of it", &[SUMMARY]),
        ("say /new", &["Let's go!"]),
        ("tap Same film, another style", &[ASK_STYLE]),
        ("send sky", &[SKETCHES, READY]),
        ("say /new", &["Let's go!"]),
        ("tap Same style, another film", &[ASK_FILM]),
        ("send dog.gif", &[SKETCHES, READY]),
    ]);
}

#[test]
fn with_credits_all_of_it_is_offered_by_the_second() {
    let mut world = World::new();
    check_in(
        &mut world,
        &[
            ("give 120", &[]),
            ("send cat.gif", &[ASK_STYLE]),
            (
                "send wave",
                &[
                    SKETCHES,
                    "A painted film. Ready to start?\n\nStyle: your picture\nStrength: medium\nBrush strokes: medium\n\
                     Colours: from the style\nFilm: 5 s, 12 frames a second\nQuality: Premium, 384 px",
                ],
            ),
            ("tap Size and quality", &["Which size and quality?"]),
            ("tap Large, 480 px · 100 credits", &[READY]),
            ("tap Size and quality", &["Which size and quality?"]),
            ("tap Premium · 50 credits", &[READY]),
            ("tap 🎞 Paint it for 50 credits", &STARTED),
            ("finish", &["Your painted film!"]),
            ("tap Large, 480 px · 100 credits", &[SKETCHES, READY]),
        ],
    );
}

#[test]
fn a_longer_film_is_cut_and_a_small_one_keeps_its_size() {
    let world = World::new();
    let kind = |name| *world.rules.offer(name).unwrap();
    let recipe = Recipe::usual;
    let film = |millis, width, frames| Film {
        file: PictureKey::from_bytes(b"film"),
        millis,
        width,
        height: 100,
        frames,
        is_round: false,
        has_sound: false,
    };
    assert!(kind(clip::NAME).is_open() && kind(quick_clip::NAME).is_open());

    let long = film(20_000, 1_920, 600);
    let part = world
        .rules
        .part_of(&recipe(quick_clip::NAME), Some(long))
        .unwrap();
    assert_eq!(
        (part.millis, part.frames_per_second, part.frames()),
        (6_000, 12, 72)
    );
    let plan = world.rules.plan_of(&recipe(quick_clip::NAME), Some(long));
    assert_eq!(
        (plan.size, plan.iterations, plan.price),
        (320, 1, Credits::ZERO)
    );

    // A film of five frames a second has no twelve.
    let small = film(1_000, 120, 5);
    let plan = world.rules.plan_of(&recipe(clip::NAME), Some(small));
    assert_eq!((plan.size, plan.iterations), (120, 150));
}

#[test]
fn the_quick_version_begins_at_once_and_the_clip_can_be_painted_after_it() {
    check(&[
        ("send cat.gif", &[ASK_STYLE]),
        ("send wave", &[SKETCHES, READY]),
        (QUICK, &["You're next."]),
        ("finish", &["The quick version of your film."]),
        (FREE, &STARTED),
        ("finish", &["Your painted film!"]),
    ]);

    check(&[
        ("send cat.gif", &[ASK_STYLE]),
        ("send wave", &[SKETCHES, READY]),
        (QUICK, &["You're next."]),
        ("finish", &["The quick version of your film."]),
        ("say /new", &["Let's go!"]),
        ("tap 🎞 Paint it properly", &[SKETCHES, READY]),
        (FREE, &STARTED),
        ("finish", &["Your painted film!"]),
    ]);
}

#[test]
fn of_a_film_and_a_photo_the_film_is_painted_in_whatever_order_they_come() {
    for album in ["send cat.gif wave", "send wave cat.gif"] {
        check(&[(album, &[SKETCHES, READY]), (FREE, &STARTED)]);
    }

    check(&[
        ("send wave", &["Lovely. Which style"]),
        ("send cat.gif", &[SKETCHES, READY]),
    ]);
    check(&[(
        "send a.gif b.gif",
        &[
            SKETCHES,
            "A painted film. Ready to start?\n\nStyle: your picture",
        ],
    )]);
    // A film as a style is its still.
    check(&[
        ("send cat.gif", &[ASK_STYLE]),
        ("send dog.gif", &[SKETCHES, READY]),
        ("tap + Second style", &["Which second style"]),
        ("send sea.gif", &[SKETCHES, READY]),
    ]);
}

#[test]
fn a_style_that_came_first_is_for_the_film() {
    check(&[
        (
            "say /styles",
            &["Here are some", "Which style would you like?"],
        ),
        (
            "tap Hokusai, The Great Wave",
            &["Great style! Now send me the photo."],
        ),
        (
            "send cat.gif",
            &[
                SKETCHES,
                "A painted film. Ready to start?\n\nStyle: Hokusai, The Great Wave",
            ],
        ),
        ("tap Hokusai, The Great Wave", &[SKETCHES, READY]),
    ]);
}

#[test]
fn a_film_is_a_photo_for_everything_else() {
    check(&[
        ("send cat.gif", &[ASK_STYLE]),
        ("tap 🎨 Paint one picture of it", &["Lovely. Which style"]),
        ("send wave", &[SUMMARY]),
        ("say /new", &["Let's go!"]),
        ("send cat.gif", &[ASK_STYLE]),
        ("tap 👁 Let it dream", &["A dream. Ready to start?"]),
        ("say /clip", &[ASK_STYLE]),
        ("send wave", &[SKETCHES, READY]),
        ("say /dream", &["A dream. Ready to start?"]),
    ]);
}

#[test]
fn a_photo_is_no_film() {
    check(&[
        ("say /clip", &[ASK_FILM]),
        ("say a cat", &[ASK_FILM]),
        (
            "send cat",
            &["That's a photo, so I'll paint it", "Lovely. Which style"],
        ),
        ("send wave", &[SUMMARY]),
        ("say /clip", &[ASK_FILM]),
        ("send cat.gif", &[ASK_STYLE]),
        ("say /new", &["Let's go!"]),
        ("send cat.gif wave", &[SKETCHES, READY]),
        ("send dog", &["I already have a film and a style."]),
        ("tap It's the photo", &[SUMMARY]),
        ("send dog.gif", &["I already have a photo and a style."]),
        ("tap It's the photo", &[SKETCHES, READY]),
    ]);
}

#[test]
fn what_is_chosen_for_a_painting_is_chosen_for_a_film() {
    check(&[
        ("send cat.gif wave", &[SKETCHES, READY]),
        ("tap Style strength", &["How strong should the style be?"]),
        (
            "tap very strong",
            &["A painted film. Ready to start?\n\nStyle: your picture\nStrength: very strong"],
        ),
        (
            "tap ✂ Edit the style",
            &["This is what I'll copy the style from."],
        ),
    ]);
}

#[test]
fn free_films_are_counted_by_kind() {
    let mut world = World::new();
    world.rules.limits.free_at_once = 9;
    check_in(
        &mut world,
        &[
            ("send cat.gif wave", &[SKETCHES, READY]),
            (FREE, &STARTED),
            ("finish", &["Your painted film!"]),
            ("send cat.gif wave", &[SKETCHES, READY]),
            (FREE, &["You've had your free painted film for today."]),
            (QUICK, &["You're next."]),
            ("finish", &["The quick version of your film."]),
        ],
    );

    for _ in 0..9 {
        check_in(
            &mut world,
            &[
                ("send cat.gif wave", &[SKETCHES, READY]),
                (QUICK, &["You're next."]),
                ("finish", &["The quick version of your film."]),
            ],
        );
    }
    check_in(
        &mut world,
        &[
            ("send cat.gif wave", &[SKETCHES, READY]),
            (QUICK, &["That was enough sketching for today."]),
            ("tap Size and quality", &["Which size and quality?"]),
        ],
    );
}

#[test]
fn a_film_whose_quick_version_is_refused_can_still_be_had() {
    let mut world = World::new();
    world
        .rules
        .kinds
        .retain(|offer| offer.kind.name != clip::NAME);
    world.rules.limits.free_at_once = 0;
    check_in(
        &mut world,
        &[
            ("send cat.gif", &[ASK_STYLE]),
            ("send wave", &["One free painting at a time, please"]),
        ],
    );

    world.rules.limits.free_at_once = 1;
    check_in(
        &mut world,
        &[
            ("send wave", &["You're next."]),
            ("finish", &["The quick version of your film."]),
        ],
    );
}

#[test]
fn what_is_gone_or_closed_is_said_or_left_out() {
    let mut world = World::new();
    check_in(
        &mut world,
        &[
            ("send cat.gif wave", &[SKETCHES, READY]),
            ("lose cat.gif", &[]),
            (FREE, &["The photo has since been deleted."]),
            ("say /new", &["Let's go!"]),
            ("send dog.gif wave", &[SKETCHES, READY]),
        ],
    );

    // Its file is gone, and its still is not.
    world.person.films.clear();
    let draft = world.state.draft().unwrap();
    let start = format!("strange {}", Action::Draft(draft.id, DraftAction::Start));
    check_in(
        &mut world,
        &[(start.as_str(), &["The film has since been deleted."])],
    );

    world
        .rules
        .kinds
        .retain(|offer| offer.kind.name != clip::NAME);
    check_in(
        &mut world,
        &[
            ("say /clip", &["I'm not doing those at the moment"]),
            ("say /new", &["Let's go!"]),
            ("send sea.gif", &[ASK_STYLE]),
            ("send wave", &["You're next."]),
            ("finish", &["The quick version of your film."]),
        ],
    );

    world
        .rules
        .kinds
        .retain(|offer| offer.kind.name != quick_clip::NAME);
    check_in(
        &mut world,
        &[
            ("send sky.gif", &["Lovely. Which style"]),
            ("send wave", &[SUMMARY]),
        ],
    );
}

#[test]
fn a_finished_film_is_an_animation_that_is_published_but_never_printed() {
    let mut world = World::new();
    check_in(
        &mut world,
        &[("send cat.gif wave", &[SKETCHES, READY]), (FREE, &STARTED)],
    );
    let said = world.finish();

    let [message] = &said[..] else {
        panic!("one message: {said:?}");
    };
    let Body::Film { film, .. } = &message.body else {
        panic!("a film: {message:?}");
    };
    assert_eq!(film.millis, 5_040);

    let labels: Vec<&str> = message
        .keyboard
        .buttons()
        .map(|button| button.label.as_str())
        .collect();
    let has = |label: &str| labels.contains(&label);
    assert!(has("As a file") && has("Publish"), "{labels:?}");
    assert!(!has("Print on canvas"), "{labels:?}");
}

#[test]
fn the_time_is_said_before_and_three_moments_are_sketched() {
    let mut world = World::new();
    let speed = QueueFacts {
        speed: Some(270_000),
        ..QueueFacts::default()
    };
    world.person.jobs.queues.painter = speed;
    check_in(
        &mut world,
        &[("give 60", &[]), ("send cat.gif", &[ASK_STYLE])],
    );

    let facts = Facts {
        now: world.now,
        fresh: JobId::from_chance(7),
        rules: &world.rules,
        till: world.till,
        canvas_till: world.canvas_till,
        pages: &world.pages,
        invitation: None,
        person: &world.person,
        tried: None,
    };
    let style = Action::parse("y:wave");
    let (state, effects) = step(world.state, Event::Button(style), &facts);

    assert!(matches!(state, State::Ready(_)));
    let [Effect::SayWithSketches(_, sketch), Effect::Say(summary)] = &effects[..] else {
        panic!("{effects:?}");
    };
    let part = sketch.request.film.unwrap();
    assert_eq!((part.millis, part.frames()), (5_040, 60));

    // 384 × 216 px: a first frame of 90 iterations at full size and 59 of nine, at 270,000 pixels a second.
    assert!(
        summary.words().contains("Ready in about 3 minutes."),
        "{}",
        summary.words()
    );
}

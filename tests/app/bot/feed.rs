//! Publishing from the chat: what the bot says first, what can be chosen, and every way back.

use vernissage::domain::button::Action;
use vernissage::domain::ids::{EntryId, JobId};
use vernissage::domain::job::Styles;
use vernissage::domain::language::Language;
use vernissage::domain::look::{Level, Look};
use vernissage::domain::picture::{PictureKey, PictureRef};
use vernissage::domain::style_edit::EditedStyle;
use vernissage::domain::things::Word;
use vernissage::domain::work::{Finding, Findings};
use vernissage::domain::{
    conversation::{Code, Event, State},
    news::News,
};
use vernissage::domain::{
    feed::{Best, FetchedStyle, PenName, PublishedEntry, Stage, StyleUse},
    news::FeedNews,
};

use crate::bot::conversation::{STARTED, SUMMARY, Script, check, check_in};
use crate::bot::world::World;

impl World {
    pub(crate) fn publish(&mut self, entry: EntryId, job: JobId) {
        assert!(
            !self
                .published
                .iter()
                .any(|one| one.job == job && one.is_there()),
            "published twice"
        );

        assert!(
            self.paintings.iter().any(|one| one.job == job),
            "published without a painting"
        );

        let stage = if self.rules.feed.approval {
            Stage::Awaiting
        } else {
            Stage::Public
        };

        self.published.insert(
            0,
            PublishedEntry {
                entry,
                job,
                stage,
                was_hidden: false,
                likes: 0,
                has_film: false,
            },
        );
    }

    pub(crate) fn add_film(&mut self, entry: EntryId) {
        let mut published = self.published.iter_mut();
        let one = published.find(|one| one.entry == entry);
        one.expect("a film for what is not there").has_film = true;
    }

    pub(crate) fn take_from_feed(&mut self, entry: EntryId) {
        let one = self
            .published
            .iter_mut()
            .find(|one| one.entry == entry)
            .expect("taken back without being there");
        one.stage = Stage::TakenBack;
    }

    fn hide(&mut self) {
        let one = &mut self.published[0];
        (one.stage, one.was_hidden) = (Stage::Hidden, true);
    }
}

/// A finished painting, and what happens then.
fn painted(world: &mut World, script: Script) {
    let finished: Script = &[
        ("send photo style", &[SUMMARY]),
        ("tap 🎨 Paint it, free", &STARTED),
        ("finish", &["Your painting!"]),
    ];
    check_in(world, &[finished, script].concat());
}

const PUBLISHED: Script<'static> = &[
    ("tap Publish", &["Publish this painting?"]),
    ("tap Yes, publish it", &["It's being published"]),
];

fn shown(world: &World) -> (bool, bool, Option<&str>) {
    let shows = world.shown.last().unwrap();
    (
        shows.photo,
        shows.style,
        shows.name.as_ref().map(PenName::as_str),
    )
}

#[test]
fn a_painting_alone_is_published_and_taken_back() {
    let mut world = World::new();
    painted(
        &mut world,
        &[
            (
                "tap Publish",
                &["Publish this painting? Anyone on the internet will be able to see it."],
            ),
            ("tap Yes, publish it", &["It's being published"]),
            ("say /published", &["These are in the feed."]),
            ("tap 1", &["public, 0 likes"]),
            ("tap Take it back", &["Taken back"]),
            ("tap Take it back", &["This painting isn't in the feed."]),
            ("say /published", &["You haven't published anything yet."]),
            ("tap Publish", &["Publish this painting?"]),
        ],
    );

    assert_eq!(shown(&world), (false, false, None));
}

#[test]
fn photo_style_and_name_are_shown_by_choice() {
    let mut world = World::new();
    painted(
        &mut world,
        &[
            ("tap Publish", &["Publish this painting?"]),
            ("tap Show the photo", &["Publish this painting?"]),
            ("tap Show the style", &["Publish this painting?"]),
            ("tap Add a name", &["Under which name?"]),
            ("say https://example.org", &["A name can have up to"]),
            ("sticker", &["Nice sticker"]),
            ("say  Anna  K. ", &["Your name is “Anna K.”"]),
            ("tap Continue", &["Publish this painting?"]),
            ("tap Yes, publish it", &["It's being published"]),
            ("tap Yes, publish it", &["public"]),
        ],
    );

    assert_eq!(shown(&world), (true, true, Some("Anna K.")));
}

#[test]
fn a_title_is_proposed_where_something_may_be_said_of_the_photo() {
    let found = |class, permille| Findings(vec![Finding { class, permille }]);
    let question = |title: &str| {
        format!(
            "Publish this painting? Anyone on the internet will be able to see it. This is what \
             they will see:\n\n• the painting: yes\n• your photo: no\n• the style (your picture): \
             no\n{title}• your name: none"
        )
    };
    let (none, cat) = (
        question("• title: none\n"),
        question("• title: an Egyptian cat\n"),
    );

    for permille in [900, 300] {
        let mut world = World::new();
        world.found = found(285, permille);
        painted(
            &mut world,
            &[
                ("tap Publish", &[&none]),
                ("tap Title: an Egyptian cat", &[&cat]),
                ("tap Yes, publish it", &["It's being published"]),
            ],
        );
        assert_eq!(
            world.shown.last().unwrap().title,
            Word::parse("thing-285"),
            "{permille}"
        );
    }

    let mut world = World::new();
    world.found = found(285, 900);
    painted(&mut world, PUBLISHED);
    assert_eq!(world.shown.last().unwrap().title, None, "it was not chosen");

    // Nothing, too little, and what is never said: a wig.
    let untitled = question("");
    for found in [Findings::default(), found(285, 100), found(903, 900)] {
        let mut world = World::new();
        world.found = found;
        painted(&mut world, &[("tap Publish", &[&untitled])]);

        let job = world.paintings[0].job;
        world.answer(Event::Button(Action::parse(&format!("f:{job}:y:255.8"))));
        assert_eq!(world.shown.last().unwrap().title, None);
    }
}

#[test]
fn a_title_is_proposed_in_the_persons_language() {
    let mut world = World::new();
    world.person.account.language = Language::Ru;
    world.found = Findings(vec![Finding {
        class: 285,
        permille: 900,
    }]);
    check_in(
        &mut world,
        &[
            ("send photo style", &["Всё готово"]),
            ("tap 🎨 Нарисовать бесплатно", &["", ""]),
            ("finish", &[""]),
            ("tap Опубликовать", &["Опубликовать эту картину?"]),
            (
                "tap Название: египетская кошка",
                &["Опубликовать эту картину?"],
            ),
        ],
    );
}

#[test]
fn a_name_that_is_not_said_leaves_what_was_prepared() {
    let mut world = World::new();
    painted(
        &mut world,
        &[
            ("tap Publish", &["Publish this painting?"]),
            ("send photo", &["Lovely."]),
            ("tap Add a name", &["Under which name?"]),
            ("say /cancel", &["All right, never mind"]),
            ("send style", &[SUMMARY]),
        ],
    );
}

#[test]
fn what_was_deleted_is_not_shown() {
    let mut world = World::new();
    painted(
        &mut world,
        &[
            ("lose photo", &[]),
            ("tap Publish", &["Publish this painting?"]),
            ("tap Show the photo", &["Publish this painting?"]),
            ("tap Yes, publish it", &["It's being published"]),
        ],
    );

    assert_eq!(shown(&world), (false, false, None));
}

#[test]
fn what_the_operator_has_hidden_is_not_published_again() {
    let mut world = World::new();
    painted(&mut world, PUBLISHED);
    world.hide();

    let job = world.published[0].job;
    let said = world.answer(Event::News(News::Feed(FeedNews::Hidden {
        job,
        because: "not nice".into(),
    })));

    assert!(said[0].words().contains("not nice"));
    check_in(
        &mut world,
        &[("say /published", &["These are in the feed"])],
    );

    let entry = world.published[0].entry;
    world.take_from_feed(entry);

    let said = world.answer(Event::Button(Action::parse(&format!("f:{job}:m:255.0"))));
    assert!(said[0].words().starts_with("This painting was removed"));
}

#[test]
fn where_there_is_no_feed_nothing_is_published_but_taken_back() {
    let mut world = World::new();
    painted(&mut world, PUBLISHED);
    world.rules.feed.enabled = false;
    check_in(
        &mut world,
        &[("say /published", &["These are in the feed"])],
    );

    let job = world.published[0].job;
    for (code, begins) in [
        ("x", "Taken back"),
        ("m:255.0", "There's no feed here"),
        ("y:255.0", "There's no feed"),
    ] {
        let action = Action::parse(&format!("f:{job}:{code}"));
        let said = world.answer(Event::Button(action));
        assert!(
            said[0].words().starts_with(begins),
            "{code}: {}",
            said[0].words()
        );
    }
}

#[test]
fn who_may_publish_no_more_and_who_has_published_enough_are_told_so() {
    let mut world = World::new();
    world.person.feed.published_lately = world.rules.feed.per_day;
    painted(&mut world, &[("tap Publish", &["That's enough for today"])]);

    let mut world = World::new();
    world.person.feed.is_banned = true;
    painted(
        &mut world,
        &[("tap Publish", &["You can't publish anything here"])],
    );
}

#[test]
fn a_public_style_is_taken_for_whatever_is_being_prepared() {
    let taken = FetchedStyle {
        style: EditedStyle::plain(PictureRef::parse("wave").unwrap()),
        strength: Level::at(4),
        stroke: None,
    };
    let code = |taken| Event::Code(Code::Style(StyleUse::parse("wave").unwrap(), taken));
    let mut world = World::new();
    let said = world.answer(code(Some(taken)));
    assert!(said[0].words().starts_with("Good choice!"));

    assert!(
        matches!(world.state, State::WantsPhoto { styles, recipe, .. }
        if styles == Some(Styles::one(taken.style.picture)) && Look::from(recipe.knobs).strength.index() == 4)
    );

    check_in(&mut world, &[("send photo", &[SUMMARY])]);

    let said = world.answer(code(None));
    assert!(
        said[0]
            .words()
            .starts_with("This style isn't public any more")
    );

    assert!(matches!(world.state, State::Ready(_)));

    let mut world = World::new();
    check_in(&mut world, &[("send photo", &["Lovely."])]);

    let said = world.answer(code(Some(taken)));
    assert!(said[0].words().starts_with(SUMMARY));
}

#[test]
fn the_best_of_the_week_are_liked_and_their_styles_taken() {
    let mut world = World::new();
    let one = |n: u64, style| Best {
        entry: EntryId::from_chance(n),
        picture: PictureKey::from_bytes(&n.to_be_bytes()),
        style,
        likes: 3,
    };

    let said = world.answer(Event::Code(Code::Best(vec![
        one(1, StyleUse::parse("wave")),
        one(2, None),
    ])));
    assert!(said[1].words().contains("1. 3 likes") && said[1].words().contains("2. 3 likes"));

    let labels: Vec<&str> = said[1]
        .keyboard
        .buttons()
        .map(|button| button.label.as_str())
        .collect();
    assert_eq!(labels, ["♥ 1", "♥ 2", "Style 1"]);
    world.answer(Event::Button(
        said[1].keyboard.buttons().next().unwrap().action,
    ));

    assert_eq!(world.liked, [EntryId::from_chance(1)]);
    check(&[("say /top", &["There's nothing in the feed this week."])]);
}

#[test]
fn a_style_is_kept_named_used_and_forgotten() {
    let mut world = World::new();
    painted(
        &mut world,
        &[
            ("tap Save the style", &["The style is saved as “Style 1”"]),
            ("tap Rename", &["What should this style be called?"]),
            ("say <b>", &["A name can have up to"]),
            ("say Winter", &["The style is saved as “Winter”"]),
            ("say /styles", &["", "", "You have saved some styles"]),
            (
                "tap My styles",
                &["Your styles, page 1.", "Choose one to use"],
            ),
            ("tap Winter", &["Winter"]),
            ("tap Use this style", &["Great style!"]),
            ("tap Remove", &["Removed."]),
            ("tap Remove", &["This style isn't among your saved ones"]),
        ],
    );
}

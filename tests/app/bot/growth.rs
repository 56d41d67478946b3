//! How it was painted, and the zoom into a dream, in the conversation.

use vernissage::domain::conversation::Event;
use vernissage::domain::film::{Film, KeptFilm};
use vernissage::domain::job::{JobFacts, Rendition};
use vernissage::domain::message::{Body, Keyboard, Message};
use vernissage::domain::picture::{PictureKey, PictureRef};
use vernissage::domain::replies::{Subject, delivery};
use vernissage::domain::tier::Tier;
use vernissage::domain::work::{self, Findings, MadeOf, dream, growth, zoom};

use crate::bot::conversation::{STARTED, SUMMARY, Script, check_in};
use crate::bot::world::World;

const GROWTH: &str = "tap 🎬 How it was painted";
const ZOOM: &str = "tap 🎬 Zoom in";
const QUEUED: &str = "You're next.";
const SHOWN: &str = "How it was painted: from your photo";
const LONGER: &str = "tap Publish with the film";

impl World {
    /// The film beside the painting that an event is about.
    pub(crate) fn film_of_requested(&self) -> Option<Film> {
        let painting = self.person.paintings.requested.as_ref()?;
        let last = painting.last()?.picture;
        let films = self.films_about.iter().chain(&self.person.films);
        let kept = films.into_iter().find(|kept| kept.still == last)?;

        Some(kept.film)
    }

    /// A film about a finished piece is done: what the worker keeps and says; `None` for any other
    /// job.
    pub(crate) fn finish_film(&mut self, job: &JobFacts) -> Option<Vec<Message>> {
        let kind = work::kind(job.request.kind)?;
        if kind.made_of != MadeOf::Finished {
            return None;
        }

        let still = job.request.photo.own()?;
        let film = Film {
            file: PictureKey::from_bytes(b"film"),
            millis: 3900,
            width: 480,
            height: 320,
            frames: 78,
            is_round: false,
            has_sound: false,
        };
        self.films_about.push(KeptFilm { still, film });

        let is_about = |picture: PictureKey| picture == still;
        let painting = self
            .paintings
            .iter()
            .find(|one| one.last().is_some_and(|last| is_about(last.picture)))?;
        let subject = Subject {
            language: self.person.account.language,
            job: painting.job,
            request: &painting.request,
        };

        Some(vec![delivery::film(&subject, still, film, &self.rules)])
    }
}

fn painted(world: &mut World, script: Script) {
    let finished: Script = &[
        ("send photo style", &[SUMMARY]),
        ("tap 🎨 Paint it, free", &STARTED),
        ("finish", &["Your painting!"]),
    ];
    check_in(world, &[finished, script].concat());
}

fn labels(message: &Message) -> Vec<&str> {
    let buttons = message.keyboard.buttons();
    buttons.map(|button| button.label.as_str()).collect()
}

#[test]
fn one_tap_makes_the_film_and_the_next_one_shows_it() {
    let mut world = World::new();
    painted(&mut world, &[(GROWTH, &[QUEUED])]);

    let job = world.person.jobs.unfinished[0].clone();
    let painting = world.paintings[0].clone();
    let still = PictureRef::Own(painting.last().unwrap().picture);
    assert_eq!((job.request.kind, job.request.photo), (growth::NAME, still));
    assert_eq!(job.request.styles.unwrap().first, painting.request.photo);

    let mut world = World::new();
    painted(
        &mut world,
        &[
            (GROWTH, &[QUEUED]),
            (GROWTH, &["The film is on its way:"]),
            ("finish", &[SHOWN]),
            (GROWTH, &[SHOWN]),
            (GROWTH, &[SHOWN]),
            ("finish", &[]),
        ],
    );
    assert_eq!(world.paintings.len(), 1, "a film is no painting");
}

#[test]
fn a_film_is_shown_as_one() {
    let mut world = World::new();
    painted(&mut world, &[(GROWTH, &[QUEUED])]);
    let said = world.finish();
    let [shown] = &said[..] else {
        panic!("one message");
    };

    let last = world.paintings[0].last().unwrap().picture;
    assert!(matches!(shown.body, Body::Film { still, .. } if still == last));
    assert_eq!(labels(shown), ["Publish with the film"]);

    world.rules.feed.enabled = false;
    let again = world.answer(Event::Button(
        shown.keyboard.buttons().next().unwrap().action,
    ));
    assert!(again[0].words().starts_with("There's no feed here"));
}

#[test]
fn what_is_gone_or_closed_is_said() {
    let mut world = World::new();
    painted(
        &mut world,
        &[
            ("lose photo", &[]),
            (
                GROWTH,
                &["The photo has since been deleted, so I can't show"],
            ),
        ],
    );

    let mut world = World::new();
    painted(
        &mut world,
        &[
            (GROWTH, &[QUEUED]),
            ("finish", &[SHOWN]),
            ("lose photo", &[]),
            (GROWTH, &[SHOWN]),
        ],
    );

    let mut world = World::new();
    world
        .rules
        .kinds
        .retain(|offer| offer.kind.name != growth::NAME);
    painted(&mut world, &[]);
    let said = history(&mut world);
    assert!(!labels(&said).contains(&"🎬 How it was painted"));
}

/// The last painting once more.
fn history(world: &mut World) -> Message {
    let painting = world.paintings[0].clone();
    let subject = Subject {
        language: world.person.account.language,
        job: painting.job,
        request: &painting.request,
    };
    let last = painting.last().unwrap();

    delivery::painting(&subject, last, None, &painting.found, &world.rules)
}

#[test]
fn films_are_free_and_limited_and_block_nothing() {
    let mut world = World::new();
    for offer in &mut world.rules.kinds {
        if let work::Prices::BySizes(sizes) = &mut offer.prices
            && offer.kind.name == growth::NAME
        {
            sizes.free_per_day = 1;
        }
    }

    painted(
        &mut world,
        &[
            (GROWTH, &[QUEUED]),
            ("send dog wave", &[SUMMARY]),
            ("tap 🎨 Paint it, free", &STARTED),
            ("finish", &[SHOWN]),
            ("finish", &["Your painting!"]),
            (GROWTH, &["That was enough films for today."]),
        ],
    );
}

#[test]
fn a_dream_is_zoomed_into() {
    let mut world = World::new();
    world.rules.limits.free_at_once = 9;
    check_in(
        &mut world,
        &[
            ("say /dream", &["Which photo"]),
            ("send cat", &["A dream. Ready to start?"]),
            ("tap Theme", &["What should I dream of?"]),
            ("tap dogs", &["A dream. Ready to start?"]),
            ("tap 👁 Dream, free", &STARTED),
            ("finish", &["Your dream!"]),
            (ZOOM, &[QUEUED]),
        ],
    );

    let zooming = world.person.jobs.unfinished[0].request;
    let dreamt = world.paintings[0].request;
    assert_eq!((zooming.kind, zooming.styles), (zoom::NAME, None));
    assert_eq!(
        zooming.photo.own(),
        world.paintings[0].last().map(|one| one.picture)
    );
    let theme = |request: vernissage::domain::job::JobRequest| {
        let kind = work::kind(request.kind).unwrap();
        kind.knobs[0].choices[request.knobs.place(0, &kind.knobs[0])]
    };
    assert_eq!((theme(zooming), theme(dreamt)), ("dogs", "dogs"));
    assert_eq!(dreamt.kind, dream::NAME);

    check_in(&mut world, &[("finish", &["Into the dream."])]);
}

#[test]
fn every_result_has_its_button_within_the_limits() {
    // A keyboard that is too large panics; a painting of one's own style has the most buttons.
    let mut world = World::new();
    painted(&mut world, &[]);
    let shown = history(&mut world);
    let own_style = labels(&shown);
    assert!(
        own_style.contains(&"🎬 How it was painted"),
        "{own_style:?}"
    );
    assert!(own_style.contains(&"Save the style"));
    assert!(own_style.contains(&"Same style, another photo"));
    let larger = own_style.iter().filter(|label| label.contains("credits"));
    assert_eq!(
        larger.count(),
        1,
        "there is no room for more: {own_style:?}"
    );

    let mut world = World::new();
    check_in(
        &mut world,
        &[
            ("send photo", &["Lovely. Which style"]),
            (
                "tap Show me styles",
                &["Here are some of my favourites.", "Which style"],
            ),
            ("tap Hokusai, The Great Wave", &[SUMMARY]),
            ("tap 🎨 Paint it, free", &STARTED),
            ("finish", &["Your painting!"]),
        ],
    );
    let shown = history(&mut world);
    let gallery = labels(&shown);
    assert!(gallery.contains(&"🎬 How it was painted"), "{gallery:?}");
    assert!(
        gallery.contains(&"Same style, another photo"),
        "{gallery:?}"
    );
    let counted = shown.keyboard.buttons().filter(|one| one.shares.is_none());
    assert_eq!(counted.count(), Keyboard::MOST);
}

#[test]
fn below_an_album_the_button_is_with_the_picture_that_was_chosen() {
    let pictures = [450, 500, 550, 600].map(|iteration| Rendition {
        iteration,
        picture: PictureKey::from_bytes(&[iteration as u8]),
    });
    let mut world = World::new();
    painted(&mut world, &[]);
    let mut request = world.paintings[0].request;
    request.plan.tier = Tier::Premium;
    let subject = Subject {
        language: world.person.account.language,
        job: world.paintings[0].job,
        request: &request,
    };

    let said = delivery::delivered(
        &subject,
        &pictures,
        None,
        &Findings::default(),
        &world.rules,
    );
    let below = labels(&said[1]);
    assert!(below.contains(&"Same style, another photo"), "{below:?}");
    assert!(!below.contains(&"🎬 How it was painted"), "{below:?}");

    let chosen = delivery::chosen(&subject, &pictures[1], None, 1, &world.rules);
    assert!(labels(&chosen).contains(&"🎬 How it was painted"));
}

#[test]
fn the_photo_in_the_film_is_shown_only_if_its_person_says_so() {
    let asked = "Publish this painting? Anyone on the internet will be able to see it. This is what they will see:\n\n\
                 • the painting: yes\n• your photo: no\n• the style (your picture): no\n\
                 • how it was painted, a film that shows your photo: no";
    let mut world = World::new();
    painted(
        &mut world,
        &[
            (GROWTH, &[QUEUED]),
            ("finish", &[SHOWN]),
            ("tap Publish", &[asked]),
            ("tap Yes, publish it", &["It's being published"]),
        ],
    );
    assert!(!world.shown[0].film);

    let mut world = World::new();
    painted(
        &mut world,
        &[
            ("tap Publish", &["Publish this painting?"]),
            ("tap Yes, publish it", &["It's being published"]),
            (GROWTH, &[QUEUED]),
            ("finish", &[SHOWN]),
            (LONGER, &["public"]),
            (
                "tap Add the film that shows my photo",
                &["The film is being added"],
            ),
            ("tap Add the film that shows my photo", &["public"]),
        ],
    );
    assert!(!world.shown[0].film && world.published[0].has_film);

    let mut world = World::new();
    painted(
        &mut world,
        &[
            (GROWTH, &[QUEUED]),
            ("finish", &[SHOWN]),
            (LONGER, &["Publish this painting?"]),
            ("tap Yes, publish it", &["It's being published"]),
        ],
    );
    assert!(world.shown[0].film);
}

#[test]
fn what_the_operator_has_approved_gets_no_film() {
    let mut world = World::new();
    world.rules.feed.approval = true;
    painted(
        &mut world,
        &[
            ("tap Publish", &["Publish this painting?"]),
            ("tap Yes, publish it", &["It's being published"]),
            (GROWTH, &[QUEUED]),
            ("finish", &[SHOWN]),
            (LONGER, &["waiting for our team's approval"]),
        ],
    );
    let said = world.answer(Event::written("/published"));
    assert!(said[0].words().contains("waiting"));
    assert!(!world.published[0].has_film);
}

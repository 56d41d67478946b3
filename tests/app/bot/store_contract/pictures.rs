use vernissage::domain::conversation::{Effect, EventNeeds};
use vernissage::domain::film::{Film, FilmPart, KeptFilm};
use vernissage::domain::ids::PersonId;
use vernissage::domain::job::{JobRequest, Styles};
use vernissage::domain::picture::PictureRef;
use vernissage::domain::picture_size::PictureSize;
use vernissage::domain::style_edit::{EditedStyle, StyleEdit};
use vernissage::domain::tier::Quality;
use vernissage::store::inbox::Update;
use vernissage::store::pictures::{KeptBytes, KeptInputs, PictureKind};
use vernissage::store::{JobProgress, KeepOutcome, LeaseState, StoredPicture};

use super::Store;
use super::fixtures::{
    NOON, arrivals, carry_out, chat, job, job_claim, keep, key, later, lease_next, owned, read,
    request, start, update,
};
use super::jobs::touch;

pub(crate) async fn a_picture_is_its_owners_only(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let boris = chat(store, "boris").await;
    assert_eq!(
        keep(store, anna, "cat", PictureKind::Input, None).await,
        KeepOutcome::Yes
    );

    let anna = read(store, anna).await.person;
    let boris = read(store, boris).await.person;
    let cat = StoredPicture {
        owner: anna,
        kind: PictureKind::Input,
        bytes: 7,
        size: PictureSize::new(3, 2),
    };

    assert_eq!(store.picture(anna, key("cat")).await.unwrap(), Some(cat));
    assert_eq!(store.picture(boris, key("cat")).await.unwrap(), None);
}

pub(crate) async fn an_expired_picture_is_deleted_unless_a_job_needs_it(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let person = read(store, anna).await.person;

    for (name, expires) in [
        ("cat", Some(later(10))),
        ("dog", Some(later(10))),
        ("sky", Some(later(99))),
        ("sea", None),
        ("painted over", Some(later(10))),
    ] {
        assert_eq!(
            keep(store, anna, name, PictureKind::Input, expires).await,
            KeepOutcome::Yes
        );
    }

    let styles = Styles::edited(EditedStyle {
        picture: PictureRef::Own(key("sky")),
        edit: StyleEdit {
            without: Some(key("painted over")),
            ..StyleEdit::default()
        },
    });
    let needs_cat = JobRequest {
        photo: PictureRef::Own(key("cat")),
        styles: Some(styles),
        ..request(Quality::Free)
    };

    carry_out(
        store,
        anna,
        vec![Effect::StartJob {
            id: job(1),
            request: needs_cat,
        }],
    )
    .await
    .unwrap();

    assert_eq!(
        store.pictures_to_delete(later(10), 9).await.unwrap(),
        [owned(person, key("dog"))]
    );

    assert_eq!(
        store.pictures_to_delete(later(10), 9).await.unwrap(),
        [owned(person, key("dog"))],
        "until it is buried"
    );

    store.delete_picture_row(person, key("dog")).await.unwrap();
    store.delete_picture_row(person, key("cat")).await.unwrap();
    assert!(
        store.picture(person, key("cat")).await.unwrap().is_some(),
        "only the doomed are buried"
    );

    carry_out(store, anna, vec![Effect::CancelJob(job(1))])
        .await
        .unwrap();

    let mut deleted = store.pictures_to_delete(later(11), 9).await.unwrap();
    let mut expected = [
        owned(person, key("cat")),
        owned(person, key("painted over")),
    ];
    deleted.sort_by_key(|one| one.key);
    expected.sort_by_key(|one| one.key);
    assert_eq!(deleted, expected);
}

pub(crate) async fn a_picture_that_is_being_deleted_is_kept_again_later(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let person = read(store, anna).await.person;
    assert_eq!(
        keep(store, anna, "cat", PictureKind::Input, Some(NOON)).await,
        KeepOutcome::Yes
    );

    assert_eq!(store.pictures_to_delete(NOON, 9).await.unwrap().len(), 1);
    assert_eq!(
        keep(store, anna, "cat", PictureKind::Input, Some(later(9))).await,
        KeepOutcome::TryLater
    );

    assert_eq!(store.picture(person, key("cat")).await.unwrap(), None);
    store.delete_picture_row(person, key("cat")).await.unwrap();
    assert_eq!(
        keep(store, anna, "cat", PictureKind::Input, Some(later(9))).await,
        KeepOutcome::Yes
    );

    assert_eq!(
        keep(store, anna, "cat", PictureKind::Input, Some(later(99))).await,
        KeepOutcome::Yes
    );

    assert!(
        store
            .pictures_to_delete(later(9), 9)
            .await
            .unwrap()
            .is_empty(),
        "kept again, kept longer"
    );
}

pub(crate) async fn an_old_checkpoint_is_deleted(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let person = read(store, anna).await.person;
    start(store, anna, 1, Quality::Free).await;

    let lease = lease_next(store).await;
    for name in ["first", "second"] {
        assert_eq!(
            keep(store, anna, name, PictureKind::Checkpoint, Some(later(1))).await,
            KeepOutcome::Yes
        );

        let kept = store
            .renew_job(
                &lease,
                JobProgress {
                    checkpoint: Some(key(name)),
                    ..touch(50)
                },
            )
            .await
            .unwrap();
        assert_eq!(kept, LeaseState::Held);
    }

    assert_eq!(
        store.pictures_to_delete(later(2), 9).await.unwrap(),
        [owned(person, key("first"))]
    );

    let again = store
        .claim_job(job_claim(later(60)))
        .await
        .unwrap()
        .unwrap();
    assert_eq!(
        again.checkpoint,
        Some(key("second")),
        "the next attempt goes on from there"
    );
}

pub(crate) async fn what_is_kept_of_a_person_and_of_a_network_is_counted(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let boris = chat(store, "boris").await;
    for name in ["anna", "boris"] {
        let from_network = Update {
            network: Some("home".to_owned()),
            ..update(&format!("network of {name}"), name, "hi")
        };
        store.receive(arrivals(vec![from_network])).await.unwrap();
    }

    for (name, kind, expires) in [
        ("cat", PictureKind::Input, Some(later(20))),
        ("dog", PictureKind::Input, Some(later(10))),
        ("sea", PictureKind::Painting, None),
    ] {
        let kept = keep(store, anna, name, kind, expires).await;
        assert_eq!(kept, KeepOutcome::Yes);
        for _ in 0..2 {
            store.count_input(anna, key(name), NOON).await.unwrap();
        }
    }

    let kept = |bytes, fewer_at| KeptBytes { bytes, fewer_at };
    let two_days = 48 * 60 * 60;
    let expected = KeptInputs {
        by_person: kept(14, Some(later(10))),
        by_network: kept(14, Some(later(two_days))),
    };
    let person = read(store, anna).await.person;
    let found = store.kept_inputs(person, anna, NOON).await.unwrap();
    assert_eq!(found, expected);

    let person = read(store, boris).await.person;
    let found = store.kept_inputs(person, boris, later(9)).await.unwrap();
    assert_eq!(found.by_person, kept(0, None));
    assert_eq!(found.by_network, expected.by_network);

    let found = store.kept_inputs(person, boris, later(two_days)).await;
    assert_eq!(found.unwrap().by_network, kept(0, None));
}

fn film(file: &str) -> Film {
    Film {
        file: key(file),
        millis: 2_040,
        width: 320,
        height: 240,
        frames: 51,
        is_round: true,
        has_sound: false,
    }
}

async fn keep_film(store: &dyn Store, owner: PersonId, still: &str, film: Film) -> KeepOutcome {
    let still = key(still);
    let kept = KeptFilm { still, film };
    store.keep_film(owner, kept, NOON).await.unwrap()
}

pub(crate) async fn a_film_is_kept_as_long_as_a_still_names_it(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let boris = chat(store, "boris").await;
    let person = read(store, anna).await.person;
    let other = read(store, boris).await.person;

    for (name, expires) in [
        ("still", later(30)),
        ("twin", later(50)),
        ("film", later(5)),
    ] {
        let kept = keep(store, anna, name, PictureKind::Input, Some(expires)).await;
        assert_eq!(kept, KeepOutcome::Yes);
    }
    for still in ["still", "twin"] {
        let kept = keep_film(store, person, still, film("film")).await;
        assert_eq!(kept, KeepOutcome::Yes);
    }

    let found = store.film(person, key("still")).await.unwrap();
    assert_eq!(found, Some(film("film")));
    assert_eq!(store.film(other, key("still")).await.unwrap(), None);
    assert_eq!(store.film(person, key("film")).await.unwrap(), None);

    let deleted = store.pictures_to_delete(later(30), 9).await.unwrap();
    assert_eq!(deleted, [owned(person, key("still"))]);
    assert_eq!(store.film(person, key("still")).await.unwrap(), None);
    store
        .delete_picture_row(person, key("still"))
        .await
        .unwrap();
    let deleted = store.pictures_to_delete(later(31), 9).await.unwrap();
    assert!(deleted.is_empty(), "the twin names it, too: {deleted:?}");

    let deleted = store.pictures_to_delete(later(50), 9).await.unwrap();
    assert_eq!(deleted, [owned(person, key("twin"))]);
    store.delete_picture_row(person, key("twin")).await.unwrap();
    let deleted = store.pictures_to_delete(later(50), 9).await.unwrap();
    assert_eq!(deleted, [owned(person, key("film"))]);
    store.delete_picture_row(person, key("film")).await.unwrap();
    assert_eq!(store.picture(person, key("film")).await.unwrap(), None);
}

pub(crate) async fn a_still_that_gets_another_film_lets_the_first_go(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let person = read(store, anna).await.person;
    for name in ["still", "first", "second"] {
        let kept = keep(store, anna, name, PictureKind::Input, Some(later(30))).await;
        assert_eq!(kept, KeepOutcome::Yes);
    }

    assert_eq!(
        keep_film(store, person, "still", film("none")).await,
        KeepOutcome::NoOwner
    );
    assert_eq!(
        keep_film(store, person, "still", film("first")).await,
        KeepOutcome::Yes
    );

    // A job that is made of the first one keeps it.
    let of_first = JobRequest {
        photo: PictureRef::Own(key("still")),
        film: Some(FilmPart {
            whole: film("first"),
            millis: 1_000,
            frames_per_second: 12,
        }),
        ..request(Quality::Free)
    };
    let effect = Effect::StartJob {
        id: job(1),
        request: of_first,
    };
    carry_out(store, anna, vec![effect]).await.unwrap();

    assert_eq!(
        keep_film(store, person, "still", film("second")).await,
        KeepOutcome::Yes
    );
    let found = store.film(person, key("still")).await.unwrap();
    assert_eq!(found, Some(film("second")));
    let deleted = store.pictures_to_delete(later(1), 9).await.unwrap();
    assert!(deleted.is_empty(), "{deleted:?}");

    carry_out(store, anna, vec![Effect::CancelJob(job(1))])
        .await
        .unwrap();
    let deleted = store.pictures_to_delete(later(1), 9).await.unwrap();
    assert_eq!(deleted, [owned(person, key("first"))]);
    assert_eq!(
        keep_film(store, person, "still", film("first")).await,
        KeepOutcome::TryLater
    );
}

pub(crate) async fn films_go_with_their_person_and_are_known_to_the_step(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let person = read(store, anna).await.person;
    for name in ["still", "film"] {
        let kept = keep(store, anna, name, PictureKind::Painting, None).await;
        assert_eq!(kept, KeepOutcome::Yes);
    }
    assert_eq!(
        keep_film(store, person, "still", film("film")).await,
        KeepOutcome::Yes
    );

    let needs = EventNeeds {
        picture: Some(key("still")),
        ..EventNeeds::default()
    };
    let known = store
        .conversation(anna, needs, NOON)
        .await
        .unwrap()
        .unwrap();
    let expected = KeptFilm {
        still: key("still"),
        film: film("film"),
    };
    assert_eq!(known.facts.films, [expected]);

    carry_out(store, anna, vec![Effect::ForgetPerson])
        .await
        .unwrap();
    let deleted = store.pictures_to_delete(NOON, 9).await.unwrap();
    assert_eq!(deleted.len(), 2);
    for picture in deleted {
        store.delete_picture_row(person, picture.key).await.unwrap();
    }
    assert!(store.pictures_to_delete(NOON, 9).await.unwrap().is_empty());
}

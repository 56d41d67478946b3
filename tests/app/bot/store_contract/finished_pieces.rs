//! Finished pieces and the films about them: found by their picture, shown in the feed if their person
//! says so.

use vernissage::domain::conversation::Effect;
use vernissage::domain::film::{Film, KeptFilm};
use vernissage::domain::ids::{ChatId, EntryId};
use vernissage::domain::picture_size::PictureSize;
use vernissage::domain::tier::Quality;
use vernissage::store::pictures::PictureKind;
use vernissage::store::sql::SqlStore;
use vernissage::store::{FeedEntryStore, FeedStore, KeepOutcome, LeaseState};

use super::Store;
use super::databases::Database;
use super::feed::published;
use super::fixtures::{NOON, carry_out, chat, job, keep, key, lease_next, read, read_about, start};
use super::jobs::done;

const SHAPE: PictureSize = PictureSize {
    width: 480,
    height: 320,
};

fn film(name: &str) -> Film {
    Film {
        file: key(name),
        millis: 3900,
        width: SHAPE.width,
        height: SHAPE.height,
        frames: 78,
        is_round: false,
        has_sound: false,
    }
}

async fn keep_film(store: &dyn Store, whose: ChatId, name: &str) {
    for picture in ["painting", name] {
        let kept = keep(store, whose, picture, PictureKind::Painting, None).await;
        assert_eq!(kept, KeepOutcome::Yes);
    }

    let owner = read(store, whose).await.person;
    let kept = KeptFilm {
        still: key("painting"),
        film: film(name),
    };
    let kept = store.keep_film(owner, kept, NOON).await.unwrap();
    assert_eq!(kept, KeepOutcome::Yes);
}

pub(crate) async fn a_finished_piece_is_found_by_its_picture(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let boris = chat(store, "boris").await;
    let person = read(store, anna).await.person;
    let other = read(store, boris).await.person;
    start(store, anna, 1, Quality::Free).await;

    let lease = lease_next(store).await;
    let kept = store.keep_snapshots(&lease, key("way")).await.unwrap();
    assert_eq!(kept, LeaseState::Held);
    let before = store.finished_piece(person, key("painting")).await.unwrap();
    assert_eq!(before, None, "it is not finished");

    let _ = store
        .finish_job(&lease, done(), Vec::new(), NOON)
        .await
        .unwrap();
    let late = store.keep_snapshots(&lease, key("late")).await.unwrap();
    assert_eq!(late, LeaseState::Lost);
    assert_eq!(
        store.finished_piece(person, key("painting")).await.unwrap(),
        None,
        "its picture is gone"
    );

    let kept = keep(store, anna, "painting", PictureKind::Painting, None).await;
    assert_eq!(kept, KeepOutcome::Yes);
    let found = store.finished_piece(person, key("painting")).await.unwrap();
    let found = found.unwrap();
    assert_eq!((found.job, found.owner), (job(1), person));
    assert_eq!(found.snapshots, Some(key("way")));
    assert_eq!(found.pictures.len(), 1);
    assert_eq!(
        store.finished_piece(other, key("painting")).await.unwrap(),
        None
    );
}

pub(crate) async fn a_film_of_a_piece_is_no_piece_itself(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    start(store, anna, 1, Quality::Free).await;
    let lease = lease_next(store).await;
    let empty = vernissage::store::Ending::Done {
        pictures: Vec::new(),
        found: vernissage::domain::work::Findings::default(),
        worked: std::time::Duration::from_secs(1),
    };
    let ended = store.finish_job(&lease, empty, Vec::new(), NOON).await;
    assert_eq!(ended.unwrap(), LeaseState::Held);

    let facts = read_about(store, anna, job(1)).await.facts;
    assert!(facts.paintings.requested.is_none() && facts.paintings.recent.is_empty());
    assert!(facts.jobs.unfinished.is_empty());
}

pub(crate) async fn an_entry_shows_its_film_once_its_person_says_so(
    store: &SqlStore,
    _database: &Database,
) {
    let feed = store.feed();
    let anna = published(store, 1).await;
    let id = EntryId::from_chance(1);
    keep_film(store, anna, "film").await;

    assert!(store.films_to_publish(9).await.unwrap().is_empty());
    assert_eq!(feed.film(id).await.unwrap(), None);

    let boris = chat(store, "boris").await;
    carry_out(store, boris, vec![Effect::AddFilm(id)])
        .await
        .unwrap();
    assert!(
        store.films_to_publish(9).await.unwrap().is_empty(),
        "it is not his"
    );

    carry_out(store, anna, vec![Effect::AddFilm(id)])
        .await
        .unwrap();
    let wanted = store.films_to_publish(9).await.unwrap();
    assert_eq!((wanted[0].id, wanted[0].film), (id, film("film")));
    assert_eq!(feed.film(id).await.unwrap(), None, "it is not copied");

    assert!(store.settle_film(id, Some(SHAPE)).await.unwrap());
    assert_eq!(feed.film(id).await.unwrap(), Some(SHAPE));
    let seen = feed.entry(id).await.unwrap().unwrap();
    assert_eq!(seen.parts.film, Some(SHAPE));
    assert!(store.films_to_publish(9).await.unwrap().is_empty());

    carry_out(store, anna, vec![Effect::AddFilm(id), Effect::TakeBack(id)])
        .await
        .unwrap();
    assert_eq!(feed.film(id).await.unwrap(), None);
    assert!(store.films_to_publish(9).await.unwrap().is_empty());
    assert!(
        !store.settle_film(id, Some(SHAPE)).await.unwrap(),
        "too late"
    );
}

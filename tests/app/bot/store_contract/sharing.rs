//! What people show in other chats, what they ask for in groups, and where they come from.

use vernissage::domain::conversation::{Effect, EventNeeds};
use vernissage::domain::feed::{Cursor, StyleKey, StyleUse};
use vernissage::domain::ids::{ChatId, JobId};
use vernissage::domain::incoming::{Incoming, RemoteFile};
use vernissage::domain::language::Language;
use vernissage::domain::message::Message;
use vernissage::domain::picture::PictureRef;
use vernissage::domain::sharing::OwnPainting;
use vernissage::domain::tier::Quality;
use vernissage::store::inbox::{Lane, Update};
use vernissage::store::pictures::PictureKind;
use vernissage::store::{Address, KeepOutcome, LeaseState, OwnSearch, PeopleSource, SentPhoto};

use super::Store;
use super::fixtures::{
    NOON, arrivals, carry_out, chat, job, job_claim, keep, key, later, read, request, start, update,
};
use super::jobs::done;

fn address(name: &str) -> Address {
    Address {
        messenger: "test".into(),
        external: name.into(),
    }
}

fn search(job: Option<JobId>, after: Cursor, limit: u32) -> OwnSearch {
    OwnSearch {
        job,
        after,
        limit,
        now: later(100),
    }
}

/// Paints and sends it as a photo with this name.
async fn painted(store: &dyn Store, whose: ChatId, n: u64, name: &str) {
    start(store, whose, n, Quality::Free).await;
    let claimed = store.claim_job(job_claim(NOON)).await.unwrap().unwrap();
    let ended = store
        .finish_job(&claimed.lease, done(), Vec::new(), later(n))
        .await;
    assert_eq!(ended.unwrap(), LeaseState::Held);

    let stored = keep(store, whose, "painting", PictureKind::Painting, None).await;
    assert_eq!(stored, KeepOutcome::Yes);
    let owner = read(store, whose).await.person;
    let photo = SentPhoto {
        picture: key("painting"),
        name: name.to_owned(),
    };
    let kept = store.keep_sent_photos(owner, "test", vec![photo]).await;
    kept.unwrap();
}

async fn own(store: &dyn Store, name: &str, search: OwnSearch) -> Option<Vec<OwnPainting>> {
    let own = store.own_paintings(&address(name), search).await.unwrap();
    own.map(|own| own.paintings.items)
}

pub(crate) async fn a_painting_is_found_by_its_author_once_the_messenger_has_it(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    chat(store, "boris").await;
    let everything = search(None, Cursor::START, 10);
    assert_eq!(own(store, "anna", everything).await, Some(Vec::new()));
    assert_eq!(own(store, "nobody", everything).await, None);

    painted(store, anna, 1, "bot:file").await;
    let found = own(store, "anna", everything).await.unwrap();
    let style = request(Quality::Free).styles.unwrap().first;
    let PictureRef::Gallery(style) = style else {
        panic!("a style of the gallery")
    };
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].job, found[0].sent_as.as_str()),
        (job(1), "bot:file")
    );
    assert_eq!(
        found[0].style,
        Some(StyleUse::plain(StyleKey::Gallery(style)))
    );
    assert_eq!(found[0].entry, None);

    // Nobody else finds it, not even by its name.
    let by_name = search(Some(job(1)), Cursor::START, 10);
    assert_eq!(own(store, "anna", by_name).await.unwrap().len(), 1);
    assert_eq!(own(store, "boris", everything).await, Some(Vec::new()));
    assert_eq!(own(store, "boris", by_name).await, Some(Vec::new()));

    // In another messenger it is another file.
    let elsewhere = Address {
        messenger: "other".into(),
        external: "anna".into(),
    };
    let found = store.own_paintings(&elsewhere, everything).await.unwrap();
    assert_eq!(found, None);

    carry_out(store, anna, vec![Effect::ForgetPerson])
        .await
        .unwrap();
    assert_eq!(own(store, "anna", everything).await, None);
}

pub(crate) async fn own_paintings_come_newest_first_page_by_page(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    for n in 1..=5 {
        painted(store, anna, n, "file").await;
    }

    let mut found = Vec::new();
    let mut after = Cursor::START;
    loop {
        let search = search(None, after, 2);
        let page = store.own_paintings(&address("anna"), search).await;
        let page = page.unwrap().unwrap().paintings;
        found.extend(page.items.into_iter().map(|one| one.job));
        match page.next {
            Some(next) => after = next,
            None => break,
        }
    }

    assert_eq!(found, [5, 4, 3, 2, 1].map(job));
}

fn in_group(id: &str, group: &str, person: &str) -> Update {
    let file = |reference: &str| RemoteFile {
        reference: reference.to_owned(),
        bytes: None,
        is_round: false,
    };
    Update {
        incoming: Incoming::InGroup {
            person: person.to_owned(),
            files: vec![file("cat"), file("wave")],
        },
        topic: Some(":7".to_owned()),
        ..update(id, &format!("{group}/{person}"), "")
    }
}

/// The chat of a turn that waits.
async fn waiting(store: &dyn Store, external: &str) -> ChatId {
    let turns = store.ready_turns(NOON, 100).await.unwrap();
    let turn = turns.iter().find(|turn| turn.address.external == external);
    turn.unwrap().chat
}

pub(crate) async fn a_chat_in_a_group_is_its_persons_and_hears_no_news(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let asked = vec![
        in_group("1", "group", "anna"),
        in_group("2", "group", "boris"),
        update("3", "boris", "hello"),
    ];
    assert!(asked[0].lane() == Lane::Files, "it takes no text's place");
    store.receive(arrivals(asked)).await.unwrap();

    let annas = waiting(store, "group/anna").await;
    let boriss = waiting(store, "group/boris").await;
    let person = read(store, anna).await.person;
    assert_eq!(read(store, annas).await.person, person);
    let boris = waiting(store, "boris").await;
    assert_eq!(
        read(store, boriss).await.person,
        read(store, boris).await.person,
        "who has never written is known from the group"
    );
    assert_ne!(read(store, boris).await.person, person);

    // For the person's other chats, the group is none.
    assert_eq!(read(store, anna).await.elsewhere, []);
    let news = Effect::SayElsewhere(Message::text("news".into()));
    carry_out(store, anna, vec![news]).await.unwrap();
    assert_eq!(super::fixtures::sent(store, NOON).await, [""; 0]);

    // Free paintings of both chats count together.
    start(store, annas, 1, Quality::Free).await;
    let facts = read(store, anna).await.facts;
    assert_eq!(facts.jobs.free_starts.len(), 1);
    assert_eq!(facts.sender.free_unfinished, 1);

    carry_out(store, anna, vec![Effect::ForgetPerson])
        .await
        .unwrap();
    let gone = store.conversation(annas, EventNeeds::default(), NOON).await;
    assert!(gone.unwrap().is_none());
}

pub(crate) async fn people_are_counted_by_where_they_come_from(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    chat(store, "boris").await;
    let russian = Update {
        language: Some(Language::Ru),
        ..update("privet", "vera", "привет")
    };
    store.receive(arrivals(vec![russian])).await.unwrap();
    painted(store, anna, 1, "file").await;
    start(store, anna, 2, Quality::Free).await;

    let source = |language, new_people, makers, finished| PeopleSource {
        messenger: "test".to_owned(),
        language,
        new_people,
        makers,
        finished,
    };
    let sources = store.sources(later(60)).await.unwrap();
    assert_eq!(
        sources.people,
        [source(Language::En, 2, 1, 1), source(Language::Ru, 1, 0, 0)]
    );
    assert_eq!(sources.income, []);

    let tomorrow = later(60 * 60 * 25);
    assert_eq!(store.sources(tomorrow).await.unwrap().people, []);
}

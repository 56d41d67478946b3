use vernissage::domain::conversation::{Effect, EventNeeds};
use vernissage::domain::language::Language;
use vernissage::domain::link::LinkCode;
use vernissage::domain::profile::{Name, Profile};
use vernissage::domain::tier::Quality;
use vernissage::domain::time::Zone;
use vernissage::store::inbox::Update;
use vernissage::store::pictures::PictureKind;
use vernissage::store::{Address, KeepOutcome, LeaseState, SendOutcome};

use super::Store;
use super::fixtures::{
    NOON, arrivals, carry_out, chat, give, job, job_claim, keep, key, lease_next, owned, read, say,
    sent, start, update,
};
use super::jobs::{done, touch};

fn address(name: &str) -> Address {
    Address {
        messenger: "test".into(),
        external: name.into(),
    }
}

pub(crate) async fn who_is_forgotten_leaves_nothing_but_the_books(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let person = read(store, anna).await.person;
    give(store, anna, 120, "gift").await;
    assert_eq!(
        keep(store, anna, "cat", PictureKind::Input, None).await,
        KeepOutcome::Yes
    );

    start(store, anna, 1, Quality::Premium).await;
    start(store, anna, 2, Quality::Premium).await;

    let running = store.claim_job(job_claim(NOON)).await.unwrap().unwrap();
    let under_way = {
        carry_out(store, anna, vec![say("soon")]).await.unwrap();
        claim_one(store).await
    };

    store
        .receive(arrivals(vec![update("late", "anna", "wait!")]))
        .await
        .unwrap();

    carry_out(store, anna, vec![Effect::ForgetPerson, say("farewell")])
        .await
        .unwrap();

    assert_eq!(
        store.renew_job(&running.lease, touch(50)).await.unwrap(),
        LeaseState::Lost
    );

    assert_eq!(
        store
            .finish_job(&running.lease, done(), Vec::new(), NOON)
            .await
            .unwrap(),
        LeaseState::Lost
    );

    assert_eq!(
        store.pictures_to_delete(NOON, 9).await.unwrap(),
        [owned(person, key("cat"))]
    );

    assert_eq!(store.picture(person, key("cat")).await.unwrap(), None);
    assert!(store.ready_turns(NOON, 9).await.unwrap().is_empty());
    store
        .settle_message(under_way, 1, SendOutcome::Delivered("x".into()), NOON)
        .await
        .unwrap();

    assert_eq!(sent(store, NOON).await, ["farewell"]);
    assert_eq!(store.chat_at(&address("anna")).await.unwrap(), None);
    assert!(store.transcript(anna, 9).await.unwrap().is_empty());
    assert!(store.is_settled().await.unwrap());
}

async fn claim_one(store: &dyn Store) -> vernissage::domain::ids::OutboxId {
    store
        .claim_messages(NOON, std::time::Duration::from_mins(1), 1, &[])
        .await
        .unwrap()[0]
        .id
}

pub(crate) async fn a_late_repetition_does_not_bring_a_forgotten_person_back(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    carry_out(store, anna, vec![Effect::ForgetPerson, say("farewell")])
        .await
        .unwrap();

    sent(store, NOON).await;
    assert_eq!(
        store
            .receive(arrivals(vec![update("hello anna", "anna", "hello")]))
            .await
            .unwrap(),
        0
    );

    assert_eq!(store.chat_at(&address("anna")).await.unwrap(), None);
}

pub(crate) async fn who_comes_back_is_somebody_new(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let before = read(store, anna).await.person;
    give(store, anna, 10, "gift").await;
    start(store, anna, 1, Quality::Free).await;
    carry_out(store, anna, vec![Effect::ForgetPerson, say("farewell")])
        .await
        .unwrap();

    // Back before the farewell was sent: it is the same chat, and somebody new.
    store
        .receive(arrivals(vec![update("again", "anna", "hello again")]))
        .await
        .unwrap();

    let owner = store.chat_at(&address("anna")).await.unwrap().unwrap();
    let chat = owner.chat;
    let person = owner.person;
    assert_ne!(person, before);
    assert_eq!(sent(store, NOON).await, ["farewell"]);

    let now = read(store, chat).await;
    assert_eq!(
        (
            now.person,
            now.facts.credits.balance.amount(),
            now.facts.jobs.unfinished.len()
        ),
        (person, 0, 0)
    );

    assert!(
        now.facts.jobs.free_starts.is_empty(),
        "the painting never began"
    );

    let stranger = carry_out(store, chat, vec![Effect::CancelJob(job(1))]).await;
    assert!(stranger.is_err());
}

pub(crate) async fn who_comes_back_on_the_same_day_has_no_new_free_paintings(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    start(store, anna, 1, Quality::Free).await;

    let lease = lease_next(store).await;
    assert_eq!(
        store
            .finish_job(&lease, done(), Vec::new(), NOON)
            .await
            .unwrap(),
        LeaseState::Held
    );

    carry_out(store, anna, vec![Effect::ForgetPerson, say("farewell")])
        .await
        .unwrap();

    sent(store, NOON).await;
    store
        .receive(arrivals(vec![update("again", "anna", "hello again")]))
        .await
        .unwrap();

    let back = store.chat_at(&address("anna")).await.unwrap().unwrap().chat;
    assert_eq!(read(store, back).await.facts.jobs.free_starts.len(), 1);

    let other = chat(store, "boris").await;
    assert!(read(store, other).await.facts.jobs.free_starts.is_empty());
    store
        .prune(NOON, NOON.plus(std::time::Duration::from_hours(49)))
        .await
        .unwrap();

    assert!(read(store, back).await.facts.jobs.free_starts.is_empty());
}

fn profile(name: &str, language: Language) -> Profile {
    Profile {
        name: Name::parse(name),
        language: Some(language),
        zone: Zone::from_minutes(180),
    }
}

pub(crate) async fn a_profile_is_kept_and_goes_with_its_person(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let boris = chat(store, "boris").await;
    assert_eq!(
        (
            read(store, anna).await.met,
            read(store, anna).await.facts.account.zone
        ),
        (None, Zone::default())
    );

    let told = profile("Anna Petrova", Language::Ru);
    for name in ["anna", "nobody"] {
        store
            .keep_profile(&address(name), told.clone(), NOON)
            .await
            .unwrap();
    }

    let now = read(store, anna).await;
    assert_eq!(
        (now.met, now.facts.account.zone),
        (Some(NOON), told.zone.unwrap())
    );
    assert_eq!(read(store, boris).await.met, None);
    assert_eq!(store.chat_at(&address("nobody")).await.unwrap(), None);
    carry_out(store, anna, vec![Effect::AskSupport("Help!".into())])
        .await
        .unwrap();

    assert_eq!(store.support_requests().await.unwrap()[0].name, told.name);

    let code = LinkCode::from_chance(1);
    carry_out(store, anna, vec![Effect::OfferLink(code)])
        .await
        .unwrap();

    let about = EventNeeds {
        link: Some(code),
        ..EventNeeds::default()
    };
    let offer = store
        .conversation(boris, about, NOON)
        .await
        .unwrap()
        .unwrap()
        .facts
        .link
        .offer;

    assert_eq!(offer.unwrap().name, told.name);
    carry_out(store, anna, vec![Effect::ForgetPerson, say("farewell")])
        .await
        .unwrap();

    store
        .keep_profile(&address("anna"), told, NOON)
        .await
        .unwrap();

    store
        .receive(arrivals(vec![update("again", "anna", "hello again")]))
        .await
        .unwrap();

    let back = store.chat_at(&address("anna")).await.unwrap().unwrap().chat;
    assert_eq!(
        (
            read(store, back).await.met,
            read(store, back).await.facts.account.zone
        ),
        (None, Zone::default())
    );
}

pub(crate) async fn a_profile_says_a_language_only_while_nobody_else_has(store: &dyn Store) {
    let silent = |id: &str| Update {
        language: None,
        ..update(id, "anna", "hello")
    };
    store.receive(arrivals(vec![silent("one")])).await.unwrap();

    let anna = store.chat_at(&address("anna")).await.unwrap().unwrap().chat;
    let speaks = async || read(store, anna).await.facts.account.language;
    assert_eq!(speaks().await, Language::En);
    store
        .keep_profile(&address("anna"), profile("Anna", Language::Ru), NOON)
        .await
        .unwrap();

    store.receive(arrivals(vec![silent("two")])).await.unwrap();
    assert_eq!(speaks().await, Language::Ru, "the profile's");
    store
        .receive(arrivals(vec![update("three", "anna", "hello")]))
        .await
        .unwrap();

    store
        .keep_profile(&address("anna"), profile("Anna", Language::Ru), NOON)
        .await
        .unwrap();

    assert_eq!(speaks().await, Language::En, "the app's");
    carry_out(store, anna, vec![Effect::SetLanguage(Language::Ru)])
        .await
        .unwrap();

    store
        .receive(arrivals(vec![update("four", "anna", "hello")]))
        .await
        .unwrap();

    assert_eq!(speaks().await, Language::Ru, "the person's own choice");
}

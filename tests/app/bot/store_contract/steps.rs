use vernissage::domain::incoming::Incoming;
use vernissage::domain::language::Language;
use vernissage::domain::look::{Level, Look};
use vernissage::domain::picture::PictureRef;
use vernissage::domain::tier::Quality;
use vernissage::domain::{
    conversation::{Effect, State},
    work::Recipe,
};
use vernissage::store::outbox::TranscriptContent;
use vernissage::store::{StepCommit, StoreError};

use super::Store;
use super::fixtures::{
    NOON, arrivals, carry_out, chat, job, key, read, request, say, sent, step, update,
};

pub(crate) async fn a_step_is_carried_out_once(store: &dyn Store) {
    store
        .receive(arrivals(vec![update("1", "anna", "hi")]))
        .await
        .unwrap();

    let turn = store.ready_turns(NOON, 1).await.unwrap().remove(0);
    for expected in [true, false] {
        let read = read(store, turn.chat).await;
        let step = StepCommit {
            updates: turn.updates.clone(),
            ..step(turn.chat, &read, vec![say("hello")])
        };

        assert_eq!(store.commit_step(step).await.is_ok(), expected);
    }

    assert_eq!(sent(store, NOON).await, ["hello"]);
    assert!(store.ready_turns(NOON, 1).await.unwrap().is_empty());
    assert!(store.is_settled().await.unwrap());
}

pub(crate) async fn a_step_made_from_old_facts_is_refused(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let old = read(store, anna).await;
    carry_out(store, anna, vec![say("first")]).await.unwrap();

    let refused = store
        .commit_step(step(anna, &old, vec![say("second")]))
        .await;
    assert!(matches!(refused, Err(StoreError::Conflict)), "{refused:?}");
    assert_eq!(sent(store, NOON).await, ["first"]);
}

pub(crate) async fn a_step_that_fails_leaves_nothing_behind(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let before = read(store, anna).await;
    let unpaid = Effect::StartJob {
        id: job(1),
        request: request(Quality::Premium),
    };

    let refused = carry_out(store, anna, vec![say("started"), unpaid]).await;
    assert!(matches!(refused, Err(StoreError::Conflict)), "{refused:?}");
    assert_eq!(read(store, anna).await, before);
    assert!(sent(store, NOON).await.is_empty());
}

pub(crate) async fn state_and_habits_are_kept(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let look = Look {
        strength: Level::default().up(),
        keep_colours: true,
        ..Look::default()
    };

    let state = State::WantsStyle {
        id: job(1),
        photo: PictureRef::Own(key("cat")),
        recipe: Recipe::default(),
    };
    let habits = vec![Effect::SetLanguage(Language::Ru), Effect::SetLook(look)];
    let before = read(store, anna).await;
    store
        .commit_step(StepCommit {
            state,
            ..step(anna, &before, habits)
        })
        .await
        .unwrap();

    let after = read(store, anna).await;
    assert_eq!(
        (
            after.state,
            after.facts.account.language,
            after.facts.account.look
        ),
        (state, Language::Ru, look)
    );

    assert_eq!(after.facts.gone_pictures, [key("cat")], "nobody kept it");
}

pub(crate) async fn what_was_said_can_be_read_again(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    carry_out(store, anna, vec![say("one"), say("two")])
        .await
        .unwrap();

    sent(store, NOON).await;

    let lines = store.transcript(anna, 10).await.unwrap();
    let words = |said: TranscriptContent| match said {
        TranscriptContent::Person(Incoming::Text(words)) => words,
        TranscriptContent::Person(other) => format!("{other:?}"),
        TranscriptContent::Bot(message, _) => message.words().to_owned(),
    };

    assert_eq!(
        lines
            .into_iter()
            .map(|line| words(line.content))
            .collect::<Vec<_>>(),
        ["hello", "one", "two"]
    );

    assert_eq!(store.transcript(anna, 1).await.unwrap().len(), 1);
}

use std::time::Duration;

use vernissage::domain::conversation::Effect;
use vernissage::domain::job::{Failure, ProgressPicture};
use vernissage::domain::message::{Message, Place, Slot};
use vernissage::domain::picture::PictureRef;
use vernissage::domain::tier::Quality;
use vernissage::store::inbox::Update;
use vernissage::store::jobs::JobProgress;
use vernissage::store::outbox::SentBefore;
use vernissage::store::{
    Address, Arrivals, Ending, LeaseState, OutgoingMessage, SendOutcome, StepCommit,
};

use super::Store;
use super::fixtures::{
    NOON, arrivals, carry_out, chat, job, key, later, lease_next, read, request, say, sent, step,
    update,
};

async fn claim(store: &dyn Store, at: u64) -> Vec<OutgoingMessage> {
    store
        .claim_messages(later(at), Duration::from_mins(1), 10, &[])
        .await
        .unwrap()
}

fn words(messages: &[OutgoingMessage]) -> Vec<&str> {
    messages.iter().map(|one| one.message.words()).collect()
}

pub(crate) async fn the_messages_of_a_chat_are_sent_in_their_order(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let boris = chat(store, "boris").await;
    carry_out(store, anna, vec![say("a1"), say("a2")])
        .await
        .unwrap();

    carry_out(store, boris, vec![say("b1")]).await.unwrap();

    let first = claim(store, 0).await;
    assert_eq!(words(&first), ["a1", "b1"]);
    assert_eq!(
        (
            first[0].address.external.as_str(),
            first[0].attempt,
            first[0].chat
        ),
        ("anna", 1, anna)
    );

    assert!(
        claim(store, 0).await.is_empty(),
        "the first ones are under way"
    );

    store
        .settle_message(first[0].id, 1, SendOutcome::Delivered("x".into()), NOON)
        .await
        .unwrap();

    assert_eq!(words(&claim(store, 0).await), ["a2"]);
}

pub(crate) async fn a_message_that_failed_holds_back_the_next_ones_until_it_is_tried_again(
    store: &dyn Store,
) {
    let anna = chat(store, "anna").await;
    carry_out(store, anna, vec![say("a1"), say("a2")])
        .await
        .unwrap();

    let first = claim(store, 0).await.remove(0);
    store
        .settle_message(first.id, 1, SendOutcome::Later(later(5)), NOON)
        .await
        .unwrap();

    assert!(claim(store, 4).await.is_empty());

    let again = claim(store, 5).await.remove(0);
    assert_eq!((again.id, again.attempt), (first.id, 2));

    // A sender that dies has its message sent again when the claim's time is over.
    assert!(claim(store, 64).await.is_empty());

    let third = claim(store, 65).await.remove(0);
    assert_eq!(
        (third.id, third.attempt, third.failures),
        (first.id, 3, 1),
        "a sender's death is no failure"
    );

    store
        .settle_message(third.id, 3, SendOutcome::Refused("too long".into()), NOON)
        .await
        .unwrap();

    assert_eq!(words(&claim(store, 65).await), ["a2"]);
}

pub(crate) async fn an_old_attempt_settles_nothing(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    carry_out(store, anna, vec![say("a1")]).await.unwrap();

    let old = claim(store, 0).await.remove(0);
    let new = claim(store, 60).await.remove(0);
    store
        .settle_message(old.id, old.attempt, SendOutcome::Later(later(9_999)), NOON)
        .await
        .unwrap();

    store
        .settle_message(new.id, new.attempt, SendOutcome::Later(later(61)), NOON)
        .await
        .unwrap();

    assert_eq!(claim(store, 61).await.len(), 1);
}

pub(crate) async fn what_a_dead_process_was_sending_is_due_at_once(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let boris = chat(store, "boris").await;
    carry_out(store, anna, vec![say("a1")]).await.unwrap();
    carry_out(store, boris, vec![say("b1")]).await.unwrap();

    let claimed = claim(store, 0).await;
    store
        .settle_message(claimed[1].id, 1, SendOutcome::Later(later(9)), NOON)
        .await
        .unwrap();

    store.release_interrupted(later(1)).await.unwrap();

    let again = claim(store, 1).await;
    assert_eq!((words(&again), again[0].attempt), (vec!["a1"], 2));
    assert_eq!(
        words(&claim(store, 9).await),
        ["b1"],
        "the messenger's own pause is kept"
    );
}

fn edit(words: &str) -> Effect {
    let picture = PictureRef::Own(key("cat"));
    Effect::Say(Message::picture(picture, words.into()).at(Place::Edit(Slot::Job(job(1)))))
}

pub(crate) async fn a_newer_edit_overtakes_the_one_that_nobody_tried(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    carry_out(store, anna, vec![edit("10 %")]).await.unwrap();
    carry_out(store, anna, vec![say("hello"), edit("20 %")])
        .await
        .unwrap();

    assert_eq!(sent(store, NOON).await, ["hello", "20 %"]);
    carry_out(store, anna, vec![edit("30 %")]).await.unwrap();

    let under_way = claim(store, 0).await.remove(0);
    carry_out(store, anna, vec![edit("40 %")]).await.unwrap();
    assert_eq!(under_way.message.words(), "30 %");
    store
        .settle_message(under_way.id, 1, SendOutcome::Delivered("x".into()), NOON)
        .await
        .unwrap();

    assert_eq!(sent(store, NOON).await, ["40 %"]);
}

pub(crate) async fn an_edit_knows_what_it_edits(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    carry_out(store, anna, vec![edit("10 %")]).await.unwrap();

    let first = claim(store, 0).await.remove(0);
    assert_eq!(
        first.edits, None,
        "nothing was sent yet: it is sent as a new message"
    );

    store
        .settle_message(
            first.id,
            1,
            SendOutcome::Delivered("message 7".into()),
            NOON,
        )
        .await
        .unwrap();

    carry_out(store, anna, vec![edit("20 %")]).await.unwrap();

    let picture = Some(PictureRef::Own(key("cat")));
    assert_eq!(
        claim(store, 0).await[0].edits,
        Some(SentBefore {
            message_id: "message 7".into(),
            topic: None,
            picture
        })
    );
}

pub(crate) async fn a_chat_that_blocked_the_bot_is_left_alone_until_it_writes(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    carry_out(store, anna, vec![say("a1"), say("a2")])
        .await
        .unwrap();

    let first = claim(store, 0).await.remove(0);
    store
        .settle_message(first.id, 1, SendOutcome::Blocked, NOON)
        .await
        .unwrap();

    carry_out(store, anna, vec![edit("10 %"), say("a3")])
        .await
        .unwrap();
    carry_out(store, anna, vec![edit("20 %")]).await.unwrap();
    assert!(claim(store, 0).await.is_empty());
    store
        .receive(arrivals(vec![update("back", "anna", "I am back")]))
        .await
        .unwrap();

    carry_out(store, anna, vec![say("a4")]).await.unwrap();
    assert_eq!(
        sent(store, NOON).await,
        ["a1", "a2", "a3", "20 %", "a4"],
        "what was kept back comes first, and only the last of the edits"
    );
}

pub(crate) async fn who_no_longer_blocks_the_bot_is_told_what_they_have_missed(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let words: Vec<String> = (1..=25).map(|n| format!("a{n}")).collect();
    carry_out(store, anna, vec![say("a0")]).await.unwrap();

    let first = claim(store, 0).await.remove(0);
    store
        .settle_message(first.id, 1, SendOutcome::Blocked, NOON)
        .await
        .unwrap();

    carry_out(store, anna, words.iter().map(|one| say(one)).collect())
        .await
        .unwrap();

    for _ in 0..2 {
        let unblocked = vec!["anna".into(), "nobody we know".into()];
        store
            .receive(Arrivals {
                unblocked,
                ..arrivals(Vec::new())
            })
            .await
            .unwrap();
    }

    assert_eq!(sent(store, NOON).await, words[5..], "the newest twenty");

    let nobody = Address {
        messenger: "test".into(),
        external: "nobody we know".into(),
    };
    assert_eq!(store.chat_at(&nobody).await.unwrap(), None);
}

pub(crate) async fn a_message_goes_to_the_topic_that_it_answers(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let written = async |id: &str, topic: Option<&str>| {
        let update = Update {
            topic: topic.map(Into::into),
            ..update(id, "anna", "hello")
        };
        store.receive(arrivals(vec![update])).await.unwrap();
    };
    let answer = async |effects: Vec<Effect>| {
        let turn = store.ready_turns(NOON, 9).await.unwrap().remove(0);
        let read = read(store, anna).await;
        let step = StepCommit {
            updates: turn.updates,
            ..step(anna, &read, effects)
        };
        store.commit_step(step).await.unwrap();
    };
    let topics = async || {
        let mut topics = Vec::new();
        loop {
            let claimed = claim(store, 0).await;
            let Some(one) = claimed.first() else { break };
            topics.push((one.message.words().to_owned(), one.topic.clone()));
            let delivered = SendOutcome::Delivered(format!("message {}", one.id));
            store
                .settle_message(one.id, one.attempt, delivered, NOON)
                .await
                .unwrap();
        }
        topics
    };
    let in_topic = |words: &str, topic: Option<&str>| (words.to_owned(), topic.map(Into::into));

    written("in 5", Some("5")).await;
    let request = request(Quality::Free);
    let start = Effect::StartJob {
        id: job(1),
        request,
    };
    answer(vec![start, edit("0 %")]).await;
    assert_eq!(topics().await, [in_topic("0 %", Some("5"))]);
    written("in 6", Some("6")).await;
    answer(vec![say("for 6")]).await;

    let lease = lease_next(store).await;
    let progress = JobProgress {
        lease_until: later(60),
        percent: 10,
        checkpoint: None,
        message: Some(Message::text("10 %".into()).at(Place::Edit(Slot::Job(job(1))))),
        shown: ProgressPicture::Photo,
        now: NOON,
    };
    assert_eq!(
        store.renew_job(&lease, progress).await.unwrap(),
        LeaseState::Held
    );
    let failed = Ending::Failed(Failure::Broken);
    let messages = vec![Message::text("sorry".into())];
    assert_eq!(
        store
            .finish_job(&lease, failed, messages, NOON)
            .await
            .unwrap(),
        LeaseState::Held
    );
    carry_out(store, anna, vec![say("news")]).await.unwrap();

    assert_eq!(
        topics().await,
        [
            in_topic("for 6", Some("6")),
            in_topic("10 %", Some("5")),
            in_topic("sorry", Some("5")),
            in_topic("news", Some("6")),
        ]
    );

    written("outside", None).await;
    answer(vec![say("for all"), edit("again")]).await;
    assert_eq!(
        topics().await,
        [in_topic("for all", None), in_topic("again", Some("5"))],
        "an edit that has to be sent again stays where its message was"
    );
}

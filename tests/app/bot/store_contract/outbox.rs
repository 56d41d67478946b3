use std::time::Duration;

use vernissage::domain::conversation::Effect;
use vernissage::domain::message::{Message, Place, Slot};
use vernissage::domain::picture::PictureRef;
use vernissage::store::outbox::SentBefore;
use vernissage::store::{OutgoingMessage, SendOutcome};

use super::Store;
use super::fixtures::{NOON, arrivals, carry_out, chat, job, key, later, say, sent, update};

async fn claim(store: &dyn Store, at: u64) -> Vec<OutgoingMessage> {
    store
        .claim_messages(later(at), Duration::from_mins(1), 10)
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

    carry_out(store, anna, vec![say("a3")]).await.unwrap();
    assert!(claim(store, 0).await.is_empty());
    store
        .receive(arrivals(vec![update("back", "anna", "I am back")]))
        .await
        .unwrap();

    carry_out(store, anna, vec![say("a4")]).await.unwrap();
    assert_eq!(words(&claim(store, 0).await), ["a4"]);
}

use vernissage::domain::ids::JobId;
use vernissage::domain::job::ProgressPicture;
use vernissage::domain::message::{Message, Place, Slot};
use vernissage::domain::tier::Quality;
use vernissage::store::{JobProgress, LeaseState, SketchMessage};

use super::Store;
use super::fixtures::{NOON, chat, job, job_claim, key, lease_next, sent, start};
use super::jobs::touch;

async fn show(store: &dyn Store, job: JobId, is_queued: bool) -> bool {
    let words = if is_queued { "waits" } else { "is painted" };
    let sketch = SketchMessage {
        job,
        sketch: key("sketch"),
        is_queued,
        message: edit(job, words),
    };
    store.show_sketch(sketch, NOON).await.unwrap()
}

fn edit(job: JobId, words: &str) -> Message {
    Message::text(words.into()).at(Place::Edit(Slot::Job(job)))
}

async fn wanted(store: &dyn Store) -> Vec<JobId> {
    let wanted = store.wanted_sketches(10).await.unwrap();
    wanted.into_iter().map(|wanted| wanted.job).collect()
}

pub(crate) async fn a_sketch_is_shown_once_and_never_after_the_painting_itself(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let boris = chat(store, "boris").await;
    start(store, anna, 1, Quality::Free).await;
    start(store, boris, 2, Quality::Free).await;
    assert_eq!(wanted(store).await.len(), 2);

    assert!(!show(store, job(1), false).await, "nobody paints it yet");
    assert!(show(store, job(1), true).await);
    assert!(!show(store, job(1), true).await, "once is enough");
    assert_eq!(wanted(store).await, [job(2)]);

    let claimed = store.claim_job(job_claim(NOON)).await.unwrap().unwrap();
    assert_eq!(claimed.lease.id, job(1));
    assert_eq!(claimed.shown, ProgressPicture::Sketch(key("sketch")));

    // The other one shows itself before its sketch comes.
    let lease = lease_next(store).await;
    let preview = JobProgress {
        message: Some(edit(lease.id, "a preview")),
        shown: ProgressPicture::Preview(key("preview")),
        ..touch(20)
    };
    assert_eq!(
        store.renew_job(&lease, preview).await.unwrap(),
        LeaseState::Held
    );
    assert!(!show(store, job(2), false).await);
    assert!(wanted(store).await.is_empty());
    assert_eq!(sent(store, NOON).await, ["waits", "a preview"]);
}

pub(crate) async fn a_worker_that_knows_no_sketch_does_not_hide_it(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    start(store, anna, 1, Quality::Free).await;
    let lease = lease_next(store).await;
    assert!(show(store, job(1), false).await);

    let photo = JobProgress {
        message: Some(edit(lease.id, "the photo")),
        ..touch(0)
    };
    assert_eq!(
        store.renew_job(&lease, photo).await.unwrap(),
        LeaseState::Held
    );
    assert_eq!(sent(store, NOON).await, ["is painted"]);
}

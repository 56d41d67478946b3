use vernissage::domain::conversation::Effect;
use vernissage::domain::job::Failure;
use vernissage::domain::tier::Quality;
use vernissage::store::Ending;

use super::Store;
use super::fixtures::{NOON, carry_out, chat, give, job, job_claim, later, read, request};
use super::jobs::done;

pub(crate) async fn a_grant_is_given_once(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    assert!(give(store, anna, 10, "welcome").await);
    assert!(!give(store, anna, 10, "welcome").await);
    assert!(give(store, anna, 10, "again").await);
    assert_eq!(read(store, anna).await.facts.credits.balance.amount(), 20);
}

/// A small pseudo-random walk over everything that moves credits; the books are compared after
/// every step.
pub(crate) async fn the_books_balance_whatever_happens(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let mut dice = 7_u64;
    let mut next_job = 0;
    let mut given = 0;
    let mut earned = 0;

    for round in 0..200_u64 {
        dice = dice
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);

        match (dice >> 33) % 5 {
            0 if give(store, anna, 70, &format!("gift {round}")).await => given += 70,
            0 => unreachable!("every reason is new"),
            1 | 2 => {
                next_job += 1;

                let effect = Effect::StartJob {
                    id: job(next_job),
                    request: request(Quality::Premium),
                };

                // Refused when credits are missing.
                let _ = carry_out(store, anna, vec![effect]).await;
            }
            3 => {
                let live = read(store, anna).await.facts.jobs.unfinished;
                let one = live
                    .get((dice >> 40) as usize % live.len().max(1))
                    .map(|job| job.id);
                carry_out(
                    store,
                    anna,
                    one.map(Effect::CancelJob).into_iter().collect(),
                )
                .await
                .unwrap();
            }
            _ => {
                let Some(claimed) = store.claim_job(job_claim(later(round))).await.unwrap() else {
                    continue;
                };
                let well = dice >> 63 == 0;
                let ending = if well {
                    done()
                } else {
                    Ending::Failed(Failure::Broken)
                };

                let _ = store
                    .finish_job(&claimed.lease, ending, Vec::new(), NOON)
                    .await
                    .unwrap();

                earned += if well { 50 } else { 0 };
            }
        }

        assert_eq!(store.audit().await.unwrap(), []);

        let facts = read(store, anna).await.facts;
        assert_eq!(
            given,
            facts.credits.balance.amount() + facts.credits.on_hold.amount() + earned
        );
        assert_eq!(
            facts.credits.on_hold.amount() as usize,
            facts.jobs.unfinished.len() * 50
        );
    }

    assert!(earned > 0);
}

use vernissage::domain::conversation::{Effect, EventNeeds, State};
use vernissage::domain::credits::Credits;
use vernissage::domain::ids::ChatId;
use vernissage::domain::incoming::Incoming;
use vernissage::domain::job::{Failure, JobRequest, Styles};
use vernissage::domain::link::{LinkCode, LinkFacts};
use vernissage::domain::message::Message;
use vernissage::domain::movement::{Way, Why};
use vernissage::domain::news::News;
use vernissage::domain::payment::{Gifts, Provider};
use vernissage::domain::picture::PictureRef;
use vernissage::domain::picture_size::PictureSize;
use vernissage::domain::rules::Promo;
use vernissage::domain::tier::Quality;
use vernissage::domain::time::Moment;
use vernissage::store::pictures::PictureKind;
use vernissage::store::{
    Address, CreditGrant, Ending, JobProgress, KeepOutcome, KeepPicture, LeaseState, RefundOutcome,
    Result, StepCommit, StoreError,
};

use super::Store;
use super::fixtures::{
    NOON, arrivals, carry_out, carry_out_at, chat, give, job, job_claim, keep, key, later, owned,
    read, request, say, sent, start, step, update,
};
use super::jobs::{done, touch};
use super::till::{balance, buy, charge, draft, order, refund, take, told, want};

fn code(n: u64) -> LinkCode {
    LinkCode::from_chance(n)
}

/// A chat is shown a code, and the other writes it.
pub(crate) async fn join(store: &dyn Store, shown: ChatId, written: ChatId, n: u64) -> Result<()> {
    carry_out(store, shown, vec![Effect::OfferLink(code(n))]).await?;
    carry_out(store, written, vec![Effect::Join(code(n))]).await
}

async fn link(store: &dyn Store, chat: ChatId, n: u64, now: Moment) -> LinkFacts {
    let about = EventNeeds {
        link: Some(code(n)),
        ..EventNeeds::default()
    };
    store
        .conversation(chat, about, now)
        .await
        .unwrap()
        .unwrap()
        .facts
        .link
}

fn is_refused(outcome: &Result<()>) -> bool {
    matches!(outcome, Err(StoreError::Conflict))
}

pub(crate) async fn a_code_makes_two_persons_one_once(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let phone = chat(store, "phone").await;
    let person = read(store, anna).await.person;

    give(store, anna, 30, "one").await;
    give(store, phone, 12, "two").await;
    carry_out(store, anna, vec![Effect::OfferLink(code(1))])
        .await
        .unwrap();

    let offer = link(store, phone, 1, NOON).await.offer.unwrap();
    assert_eq!(
        (offer.balance.amount(), offer.is_own, offer.until),
        (30, false, later(600))
    );

    assert!(link(store, anna, 1, NOON).await.offer.unwrap().is_own);

    let before = read(store, anna).await;
    carry_out(store, phone, vec![Effect::Join(code(1)), say("joined")])
        .await
        .unwrap();

    let late = store
        .commit_step(step(anna, &before, vec![say("late")]))
        .await;
    assert!(
        is_refused(&late),
        "the affairs of the joined person have changed"
    );

    for chat in [anna, phone] {
        let read = read(store, chat).await;
        assert_eq!(
            (
                read.person,
                read.facts.credits.balance.amount(),
                read.elsewhere.len()
            ),
            (person, 42, 1)
        );
    }

    let about = EventNeeds {
        movements: true,
        ..EventNeeds::default()
    };
    let last = store
        .conversation(phone, about, NOON)
        .await
        .unwrap()
        .unwrap()
        .facts
        .credits
        .movements[0];

    assert_eq!(
        (last.why, last.amount.amount(), last.way),
        (Why::Joined, 12, Way::In)
    );

    assert_eq!(
        (told(store).await, sent(store, NOON).await),
        (
            vec![Incoming::News(News::Joined {
                messenger: "test".into()
            })],
            vec!["joined".to_owned()]
        )
    );

    assert!(
        is_refused(&carry_out(store, phone, vec![Effect::Join(code(1))]).await),
        "a code is used once"
    );

    assert_eq!(link(store, phone, 1, NOON).await.offer, None);
}

pub(crate) async fn a_code_that_is_old_or_replaced_or_ones_own_joins_nothing(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let phone = chat(store, "phone").await;

    for n in [1, 2] {
        carry_out(store, anna, vec![Effect::OfferLink(code(n))])
            .await
            .unwrap();
    }

    for (written, n, now) in [
        (phone, 1, NOON),
        (phone, 3, NOON),
        (anna, 2, NOON),
        (phone, 2, later(600)),
    ] {
        assert!(
            is_refused(&carry_out_at(store, written, vec![Effect::Join(code(n))], now).await),
            "{n}"
        );
    }

    assert_eq!(
        link(store, phone, 2, later(700)).await.offer.unwrap().until,
        later(600),
        "it is said that it is old"
    );

    carry_out(store, anna, vec![Effect::ForgetPerson])
        .await
        .unwrap();

    assert_eq!(link(store, phone, 2, NOON).await.offer, None);
}

pub(crate) async fn wrong_codes_are_counted_for_an_hour(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let boris = chat(store, "boris").await;
    for (who, at) in [(anna, NOON), (anna, later(60)), (boris, later(120))] {
        carry_out_at(store, who, vec![Effect::CountMiss], at)
            .await
            .unwrap();
    }

    let counted = async |chat, now| link(store, chat, 9, now).await.misses;
    assert_eq!(
        (
            counted(anna, later(121)).await,
            counted(boris, later(121)).await
        ),
        (2, 1)
    );

    assert_eq!(counted(anna, later(3601)).await, 1);
    join(store, anna, boris, 1).await.unwrap();
    assert_eq!(
        counted(boris, later(121)).await,
        3,
        "joining gives nobody tries"
    );

    let of_all = async || {
        let counts = store.counts(later(121)).await.unwrap();
        counts
            .into_iter()
            .find(|count| count.name == "wrong_link_codes")
            .unwrap()
            .value
    };

    let clara = chat(store, "clara").await;
    assert_eq!(
        (of_all().await, counted(clara, later(121)).await),
        (3, 0),
        "nobody is stopped for others"
    );

    store.prune(NOON, later(3720)).await.unwrap();
    assert_eq!(of_all().await, 0);
}

pub(crate) async fn what_is_under_way_goes_on_after_joining(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let phone = chat(store, "phone").await;
    let before = read(store, phone).await.person;

    give(store, phone, 200, "gift").await;

    for n in 1..=3 {
        start(store, phone, n, Quality::Premium).await;
    }

    let [first, second] = [
        store.claim_job(job_claim(NOON)),
        store.claim_job(job_claim(NOON)),
    ];
    let first = first.await.unwrap().unwrap();
    let second = second.await.unwrap().unwrap();

    join(store, anna, phone, 1).await.unwrap();

    let facts = read(store, anna).await.facts;
    assert_eq!(
        (
            facts.credits.balance.amount(),
            facts.credits.on_hold.amount(),
            facts.jobs.unfinished.len()
        ),
        (50, 150, 3)
    );

    // The worker still names the chat that ordered it.
    for (name, kind) in [
        ("half", PictureKind::Checkpoint),
        ("painting", PictureKind::Painting),
    ] {
        let kept = KeepPicture {
            owner: before,
            key: key(name),
            kind,
            bytes: 7,
            size: PictureSize::new(3, 2),
            is_grey: false,
            expires_at: None,
            now: NOON,
        };
        assert_eq!(store.keep_picture(kept).await.unwrap(), KeepOutcome::Yes);
    }

    let halfway = JobProgress {
        checkpoint: Some(key("half")),
        ..touch(50)
    };
    assert_eq!(
        store.renew_job(&first.lease, halfway).await.unwrap(),
        LeaseState::Held
    );

    assert_eq!(
        store
            .finish_job(&first.lease, done(), Vec::new(), NOON)
            .await
            .unwrap(),
        LeaseState::Held
    );

    assert_eq!(
        store.pictures_to_delete(NOON, 9).await.unwrap(),
        [owned(before, key("half"))]
    );

    let failed = Ending::Failed(Failure::Broken);
    assert_eq!(
        store
            .finish_job(&second.lease, failed, Vec::new(), NOON)
            .await
            .unwrap(),
        LeaseState::Held
    );

    carry_out(store, anna, vec![Effect::CancelJob(job(3))])
        .await
        .unwrap();

    let facts = read(store, phone).await.facts;
    assert_eq!(
        (
            facts.credits.balance.amount(),
            facts.credits.on_hold.amount(),
            facts.paintings.recent.len()
        ),
        (150, 0, 1)
    );

    assert!(
        store
            .picture(read(store, anna).await.person, key("painting"))
            .await
            .unwrap()
            .is_some()
    );
}

pub(crate) async fn pictures_of_both_are_found_by_either_and_spared_for_their_jobs(
    store: &dyn Store,
) {
    let anna = chat(store, "anna").await;
    let phone = chat(store, "phone").await;
    let person = read(store, anna).await.person;
    let former = read(store, phone).await.person;

    assert_eq!(
        keep(store, anna, "cat", PictureKind::Input, Some(later(10))).await,
        KeepOutcome::Yes
    );

    assert_eq!(
        keep(store, phone, "cat", PictureKind::Input, Some(later(20))).await,
        KeepOutcome::Yes
    );

    assert_eq!(
        keep(store, phone, "dog", PictureKind::Input, Some(later(10))).await,
        KeepOutcome::Yes
    );

    join(store, anna, phone, 1).await.unwrap();

    for asked in [person, former] {
        for (name, owner) in [("cat", former), ("dog", former)] {
            assert_eq!(
                store
                    .picture(asked, key(name))
                    .await
                    .unwrap()
                    .map(|found| found.owner),
                Some(owner),
                "{name}"
            );
        }
    }

    let style = Styles::one(PictureRef::Own(key("dog")));
    let wanted = JobRequest {
        styles: Some(style),
        ..request(Quality::Free)
    };
    carry_out(
        store,
        anna,
        vec![Effect::StartJob {
            id: job(1),
            request: wanted,
        }],
    )
    .await
    .unwrap();

    assert_eq!(read(store, phone).await.facts.styles.recent, [key("dog")]);
    assert_eq!(
        store.pictures_to_delete(later(10), 9).await.unwrap(),
        [owned(person, key("cat"))]
    );

    store.delete_picture_row(person, key("cat")).await.unwrap();
    assert!(
        store.picture(person, key("cat")).await.unwrap().is_some(),
        "the other one stays its time"
    );

    carry_out(store, phone, vec![Effect::ForgetPerson])
        .await
        .unwrap();

    assert_eq!(
        store.pictures_to_delete(later(10), 9).await.unwrap(),
        [owned(former, key("cat")), owned(former, key("dog"))]
    );
}

pub(crate) async fn a_refund_of_a_former_self_takes_from_the_joined_one(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let phone = chat(store, "phone").await;
    let first = buy(store, phone, 1).await;
    let second = buy(store, phone, 2).await;

    want(store, phone, order(3, Provider::Yookassa)).await;
    store
        .begin_refund(refund(&first, false, NOON))
        .await
        .unwrap()
        .unwrap();

    join(store, anna, phone, 1).await.unwrap();
    assert_eq!(balance(store, anna).await, 110);
    store
        .begin_refund(refund(&second, false, NOON))
        .await
        .unwrap()
        .unwrap();

    assert_eq!(balance(store, anna).await, 0);
    store
        .settle_refund(&first, RefundOutcome::Refused, NOON)
        .await
        .unwrap();

    store
        .settle_refund(&second, RefundOutcome::Done, NOON)
        .await
        .unwrap();

    assert_eq!(balance(store, phone).await, 110);

    let late = charge("late", &order(3, Provider::Yookassa));
    take(store, &late).await;
    assert_eq!(
        balance(store, anna).await,
        220,
        "what was ordered before is paid to the person it is now"
    );

    told(store).await;
}

pub(crate) async fn three_chats_join_one_after_the_other(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let phone = chat(store, "phone").await;
    let page = chat(store, "page").await;
    let former = read(store, page).await.person;

    for (place, chat) in [anna, phone, page].into_iter().enumerate() {
        give(store, chat, 10, &format!("gift {place}")).await;
        assert_eq!(
            keep(
                store,
                chat,
                &format!("{place}"),
                PictureKind::Painting,
                None
            )
            .await,
            KeepOutcome::Yes
        );
    }

    join(store, phone, page, 1).await.unwrap();
    told(store).await;
    join(store, anna, phone, 2).await.unwrap();
    assert_eq!(told(store).await.len(), 2, "both others are told");

    let person = read(store, anna).await.person;
    for chat in [anna, phone, page] {
        let read = read(store, chat).await;
        assert_eq!(
            (
                read.person,
                read.facts.credits.balance.amount(),
                read.elsewhere.len()
            ),
            (person, 30, 2)
        );
    }

    for name in ["0", "1", "2"] {
        assert!(
            store.picture(former, key(name)).await.unwrap().is_some(),
            "{name}"
        );
    }

    let grant = CreditGrant {
        person: former,
        amount: Credits::new(5),
        reason: "by an old number".into(),
        note: String::new(),
        now: NOON,
    };
    assert!(store.grant(grant).await.unwrap());
    assert_eq!(balance(store, anna).await, 35);
}

pub(crate) async fn what_is_given_once_a_person_was_given_once(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let phone = chat(store, "phone").await;
    let friend = chat(store, "friend").await;
    let person = read(store, anna).await.person;
    let former = read(store, phone).await.person;

    let promo = |code: &str| Promo {
        code: code.into(),
        credits: Credits::new(30),
        until: None,
        uses: None,
    };

    carry_out(store, anna, vec![Effect::Redeem(promo("HELLO"))])
        .await
        .unwrap();

    carry_out(
        store,
        phone,
        vec![
            Effect::Redeem(promo("HELLO")),
            Effect::Redeem(promo("SPRING")),
        ],
    )
    .await
    .unwrap();

    carry_out(store, phone, vec![Effect::AcceptInvitation(person)])
        .await
        .unwrap();

    carry_out(store, anna, vec![Effect::OfferLink(code(1))])
        .await
        .unwrap();

    assert_eq!(
        link(store, phone, 1, NOON)
            .await
            .offer
            .unwrap()
            .doubled
            .amount(),
        30
    );

    carry_out(store, phone, vec![Effect::Join(code(1))])
        .await
        .unwrap();

    assert_eq!(balance(store, anna).await, 60);

    for used in ["HELLO", "SPRING"] {
        assert!(is_refused(
            &carry_out(store, anna, vec![Effect::Redeem(promo(used))]).await
        ));

        let about = EventNeeds {
            promo: Some(used.into()),
            ..EventNeeds::default()
        };
        assert!(
            store
                .conversation(phone, about, NOON)
                .await
                .unwrap()
                .unwrap()
                .facts
                .shop
                .promo
                .is_used
        );
    }

    let gifts = Gifts {
        first_purchase: Credits::new(20),
        inviter: Credits::new(25),
    };

    for n in [1, 2] {
        let ordered = order(n, Provider::Yookassa);
        want(store, phone, ordered.clone()).await;
        store
            .record_charge(&charge(&format!("payment-{n}"), &ordered), &[], gifts, NOON)
            .await
            .unwrap();
    }

    assert_eq!(
        balance(store, anna).await,
        60 + 130 + 110,
        "nobody has invited themselves"
    );

    carry_out(store, friend, vec![Effect::AcceptInvitation(former)])
        .await
        .unwrap();

    want(store, friend, order(3, Provider::Yookassa)).await;
    store
        .record_charge(
            &charge("payment-3", &order(3, Provider::Yookassa)),
            &[],
            gifts,
            NOON,
        )
        .await
        .unwrap();

    assert_eq!(
        balance(store, phone).await,
        300 + 25,
        "an old link thanks the person it is now"
    );

    told(store).await;
}

pub(crate) async fn limits_count_the_joined_person(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let phone = chat(store, "phone").await;
    start(store, anna, 1, Quality::Free).await;
    start(store, phone, 2, Quality::Free).await;
    carry_out(store, phone, vec![Effect::AskSupport("help".into())])
        .await
        .unwrap();

    join(store, anna, phone, 1).await.unwrap();

    let facts = read(store, anna).await.facts;
    assert_eq!(
        (
            facts.jobs.free_starts.len(),
            facts.jobs.unfinished.len(),
            facts.account.open_requests
        ),
        (2, 2, 1)
    );
}

pub(crate) async fn who_is_forgotten_is_forgotten_in_every_chat(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let phone = chat(store, "phone").await;
    let former = read(store, phone).await.person;
    let promo = Promo {
        code: "HELLO".into(),
        credits: Credits::new(30),
        until: None,
        uses: None,
    };

    carry_out(store, phone, vec![Effect::Redeem(promo)])
        .await
        .unwrap();

    start(store, phone, 1, Quality::Free).await;
    store.claim_job(job_claim(NOON)).await.unwrap().unwrap();
    join(store, anna, phone, 1).await.unwrap();
    told(store).await;

    let farewell = vec![
        Effect::ForgetPerson,
        say("farewell"),
        Effect::SayElsewhere(Message::text("here, too".into())),
    ];
    carry_out(store, anna, farewell).await.unwrap();

    for name in ["anna", "phone"] {
        let address = Address {
            messenger: "test".into(),
            external: name.into(),
        };
        assert_eq!(store.chat_at(&address).await.unwrap(), None);
    }

    let kept = KeepPicture {
        owner: former,
        key: key("late"),
        kind: PictureKind::Painting,
        bytes: 7,
        size: PictureSize::new(3, 2),
        is_grey: false,
        expires_at: None,
        now: NOON,
    };
    assert_eq!(
        store.keep_picture(kept).await.unwrap(),
        KeepOutcome::NoOwner
    );
    assert_eq!(sent(store, NOON).await, ["farewell", "here, too"]);
    assert!(store.transcript(phone, 9).await.unwrap().is_empty());

    // Who comes back by either chat has had the promotion and the day's painting.
    for name in ["anna", "phone"] {
        store
            .receive(arrivals(vec![update(&format!("again {name}"), name, "hi")]))
            .await
            .unwrap();

        let address = Address {
            messenger: "test".into(),
            external: name.into(),
        };
        let back = store.chat_at(&address).await.unwrap().unwrap().chat;
        let about = EventNeeds {
            promo: Some("HELLO".into()),
            ..EventNeeds::default()
        };

        let facts = store
            .conversation(back, about, NOON)
            .await
            .unwrap()
            .unwrap()
            .facts;

        assert_eq!(
            (
                facts.shop.promo.is_used,
                facts.jobs.free_starts.len(),
                facts.credits.balance.amount()
            ),
            (true, 1, 0),
            "{name}"
        );
    }

    told(store).await;
}

pub(crate) async fn a_chat_that_joins_keeps_what_it_prepares(store: &dyn Store) {
    let anna = chat(store, "anna").await;
    let phone = chat(store, "phone").await;
    let prepared = State::Ready(draft(7));

    carry_out(store, anna, vec![Effect::OfferLink(code(1))])
        .await
        .unwrap();

    let read_then = read(store, phone).await;
    let joins = StepCommit {
        state: prepared,
        ..step(phone, &read_then, vec![Effect::Join(code(1))])
    };

    store.commit_step(joins).await.unwrap();
    assert_eq!(
        (
            read(store, phone).await.state,
            read(store, anna).await.state
        ),
        (prepared, State::Idle)
    );
}

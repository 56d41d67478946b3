//! The console's canvas pages: orders are moved on to the next stage.

use std::{sync::Arc, time::Duration};

use bytes::Bytes;
use serde_json::Value;
use vernissage::{
    clock::{Clock, SystemClock},
    domain::{
        ids::{OrderId, PersonId},
        picture_size::PictureSize,
    },
    pictures::{EncodedFile, NewPicture, Pictures},
    store::{
        Claim, MasterStore, OrderStore, PictureStore,
        masters::{MasterEnding, MasterFiles, MasterState},
        pictures::PictureKind,
        sql::SqlStore,
    },
};

use crate::{
    console::test_console::{Operator, TestConsole},
    support::{
        http,
        service::{picture, quick},
        visitor::Visitor,
    },
};

/// What is said between the painting and the summary: a question and its answer, or a button.
const WAY: [(&str, &str); 5] = [
    ("Who is it for?", "Anna <Petrova>"),
    ("Which phone number", "8 916 123-45-67"),
    ("Which town", "Moscow"),
    ("Street, house", "Tverskaya 1, flat 2"),
    ("And the postcode?", "101000"),
];

/// A paid canvas.
pub(crate) async fn order(console: &TestConsole, visitor: &Visitor) -> OrderId {
    visitor.order().await;
    visitor.read("Your painting!").await;

    for button in ["Print on canvas", "30×40 cm", "I like it"] {
        visitor.press(button).await;
    }

    for (question, answer) in WAY {
        if question == "Which town" {
            visitor.press("Russia").await;
        }
        visitor.read(question).await;
        visitor.write(answer).await;
    }

    visitor.press("Courier in Moscow").await;
    visitor.press("Pay 2190").await;

    let link = |bubble: &Value| Some(bubble["buttons"][0][0]["link"].as_str()?.to_owned());
    let page = visitor
        .see(|bubbles| bubbles.iter().rev().find_map(link))
        .await;
    let form = [("content-type", "application/x-www-form-urlencoded")];
    assert_eq!(
        http::ask(
            console.app.address,
            &format!("POST {page}"),
            &form,
            b"wish=pay"
        )
        .await
        .status,
        303
    );

    visitor.read("was paid on").await;
    console
        .store()
        .await
        .orders_at_stage("paid", 9)
        .await
        .unwrap()[0]
        .order
        .id
}

/// Until the master is there: made by the service, or else by hand.
async fn master(console: &TestConsole, order: OrderId, person: PersonId) -> MasterFiles {
    let store = console.store().await;
    loop {
        if let Some(MasterState::Done(files)) = store.order(order).await.unwrap().unwrap().master {
            return files;
        }
        make_by_hand(console, &store, person).await;
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

async fn make_by_hand(console: &TestConsole, store: &SqlStore, person: PersonId) {
    let wait = Duration::from_mins(1);
    let now = SystemClock.now();
    let worker = "by hand".to_owned();
    let claim = Claim {
        takes_abandoned: true,
        worker,
        lease: wait,
        attempts: 3,
        in_hand: Vec::new(),
        now,
    };

    let Some(claimed) = store.claim_master(claim).await.unwrap() else {
        return;
    };
    let kept: Arc<dyn PictureStore> = Arc::new(store.clone());
    let pictures = Pictures::in_folder(
        &console.path().join("pictures"),
        kept,
        Arc::new(SystemClock),
    )
    .unwrap();

    let keep = async |bytes: Bytes| {
        let new = NewPicture {
            owner: person,
            kind: PictureKind::Painting,
            file: EncodedFile {
                bytes,
                size: PictureSize::new(1, 1),
            },
            is_grey: false,
            keep_for: None,
        };
        pictures.keep(new).await.unwrap().unwrap()
    };
    let master = keep(picture([1, 2, 3]).into()).await;
    let sheet = keep(Bytes::from_static(b"%PDF-1.7 a sheet")).await;
    let ending = MasterEnding::Done(MasterFiles {
        master,
        sheet,
        method: "by hand".into(),
    });

    let _ = store
        .finish_master(&claimed.lease, ending, Vec::new(), SystemClock.now())
        .await
        .unwrap();
}

async fn moves(operator: &Operator, page: &str, fields: &[(&str, &str)]) {
    operator
        .does(
            page,
            &format!("{page}/advance"),
            fields,
            "Done, and the person has been told.",
        )
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_canvas_goes_from_the_board_to_the_door_and_its_person_is_told() {
    let console = TestConsole::open(quick()).await;
    let operator = console.operator().await;
    let (visitor, person) = console.visitor().await;
    let id = order(&console, &visitor).await;
    let page = format!("/console/orders/{id}");

    let board = operator.read("/console/orders").await;
    let paid = board
        .split("Paid <small>1</small>")
        .nth(1)
        .unwrap()
        .split("In production")
        .next()
        .unwrap();

    assert!(
        paid.contains(&page) && paid.contains("2190.00 RUB"),
        "{board}"
    );

    let sheet = operator.read(&page).await;
    assert!(
        sheet.contains("Anna &#60;Petrova&#62;") && sheet.contains("+79161234567"),
        "{sheet}"
    );

    assert!(
        sheet.contains("Tverskaya 1, flat 2") && sheet.contains("1800.00 RUB"),
        "{sheet}"
    );

    operator
        .is_refused(
            &page,
            &format!("{page}/advance"),
            &[("to", "recipient")],
            "that is paid cannot be",
        )
        .await;

    let files = master(&console, id, person).await;
    for (file, ending) in [("master", ""), ("sheet", "pdf")] {
        let path = format!("{page}/files/{file}");
        let file = operator.get(&path).await;
        let name = file.header("content-disposition").unwrap();
        assert!(
            file.status == 200 && name.starts_with(&format!("attachment; filename=\"{id}-")),
            "{name}"
        );

        assert!(name.contains(ending) && file.body.len() > 10);

        for stranger in ["", visitor.cookie.as_str()] {
            assert_eq!(
                Operator::with_cookie(console.app.address, stranger)
                    .get(&path)
                    .await
                    .status,
                303
            );
        }
    }

    for key in [files.master, files.sheet] {
        assert_eq!(
            console
                .visitor()
                .await
                .0
                .get(&format!("/chat/pictures/{key}"))
                .await
                .status,
            404
        );
    }

    moves(&operator, &page, &[("to", "production")]).await;
    visitor
        .read("your canvas has been in production since")
        .await;
    operator
        .is_refused(
            &page,
            &format!("{page}/advance"),
            &[("to", "carrier"), ("tracking", "№")],
            "a tracking number",
        )
        .await;

    moves(
        &operator,
        &page,
        &[("to", "carrier"), ("tracking", " RA123456789RU ")],
    )
    .await;

    visitor.read("Tracking number: RA123456789RU").await;
    moves(&operator, &page, &[("to", "recipient")]).await;
    visitor.read("arrived on").await;

    let journal = console.journal().await;
    assert_eq!(journal[0], format!("move on|order {id}|delivered|done"));
    assert_eq!(
        journal[1],
        format!("move on|order {id}|shipped as RA123456789RU|done")
    );

    assert_eq!(
        journal[2],
        format!("move on|order {id}|to the print shop|done")
    );

    console.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_canvas_is_refunded_and_once_it_is_made_only_by_force() {
    let console = TestConsole::open(quick()).await;
    let operator = console.operator().await;
    let (visitor, _) = console.visitor().await;
    let id = order(&console, &visitor).await;
    let page = format!("/console/orders/{id}");

    moves(&operator, &page, &[("to", "production")]).await;

    let refund = "/console/purchases/refund";
    let name = id.to_string();
    let wish = [("payment", name.as_str()), ("reason", "scratched")];
    operator
        .is_refused(&page, refund, &wish, "the canvas is with the print shop")
        .await;

    let forced = [&wish[..], &[("force", "yes")]].concat();
    operator
        .does(&page, refund, &forced, "The refund has begun")
        .await;

    visitor.read("was refunded").await;
    assert!(operator.read(&page).await.contains("refunded"));
    operator
        .is_refused(&page, refund, &wish, "it has been refunded")
        .await;

    console.close().await;
}

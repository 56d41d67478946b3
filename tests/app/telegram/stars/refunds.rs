//! Refunds of Stars.

use std::{path::Path, process::Command};

use vernissage::{
    domain::{
        money::Money,
        payment::{Payer, Provider},
    },
    messengers::telegram::{self, Account},
    payments::{PaymentError, RefundRequest, RefundStatus, Refunds, Statement},
};

use super::{BOUGHT, SHOP, agree, has, shop};
use crate::telegram::{
    fake::{Charge, CheckoutAnswer, Fault, Invoice, TOKEN, Telegram},
    person::Person,
    service::{folder, toml},
};

#[tokio::test(flavor = "multi_thread")]
async fn money_that_telegram_gives_back_takes_its_credits_along() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let (_app, store) = shop(folder.path(), &telegram).await;
    let ada = Person::new(&telegram, 7, "ru");
    let first = ada.pay(&ada.order_pack(100).await).await;

    ada.pay(&ada.order_pack(50).await).await;
    has(&store, &ada, BOUGHT + 50).await;

    let told = telegram.world().give_back(ada.id, &first.id).unwrap();
    for _ in 0..3 {
        telegram.push("message", told.clone());
    }

    has(&store, &ada, 50).await;
    agree(&store, &telegram).await;
    ada.write("/balance");

    let CheckoutAnswer::Refused(why) = ada
        .confirm(&Invoice::new(&first.payload, first.stars))
        .await
    else {
        panic!("it was paid")
    };

    assert!(
        why.contains("Деньги не списаны"),
        "a refund tells no language, and changes none: {why}"
    );
}

/// Runs the operator's command on the database of a running service; its exit code and all that it
/// says.
async fn command(
    folder: &Path,
    telegram: &Telegram,
    arguments: [&str; 4],
) -> (Option<i32>, String) {
    std::fs::write(folder.join("vernissage.toml"), toml(folder, telegram, SHOP)).unwrap();

    let mut command = Command::new(env!("CARGO_BIN_EXE_vernissage"));
    command.args(arguments).current_dir(folder);

    let output = tokio::task::spawn_blocking(move || command.output().unwrap())
        .await
        .unwrap();
    (
        output.status.code(),
        String::from_utf8([output.stdout, output.stderr].concat()).unwrap(),
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn the_operators_command_gives_stars_back_once_and_takes_their_credits_along() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let (_app, store) = shop(folder.path(), &telegram).await;
    let ada = Person::new(&telegram, 7, "en");
    let charge = ada.pay(&ada.order_pack(100).await).await;

    has(&store, &ada, BOUGHT).await;

    for fault in [Fault::Gateway(500), Fault::CutAfter] {
        telegram.order("refundstarpayment", 1, fault);
    }

    let refund = [
        "refund",
        charge.payload.as_str(),
        "--reason",
        "too small a painting",
    ];
    let (code, said) = command(folder.path(), &telegram, refund).await;
    assert!(code == Some(0) && said.contains("given back"), "{said}");
    ada.read("The payment was refunded, and 110 credits were taken back")
        .await;

    has(&store, &ada, 0).await;

    let (code, said) = command(folder.path(), &telegram, refund).await;
    assert!(
        code == Some(3) && said.contains("it has been refunded"),
        "{said}"
    );

    assert!(telegram.world().till.charges.iter().all(|one| one.returned));
    agree(&store, &telegram).await;
}

/// The bot as one who gives money back.
fn provider(telegram: &Telegram) -> telegram::Telegram {
    let account = Account {
        token: TOKEN,
        api_url: &telegram.url(),
        webhook: None,
        messages_per_second: 30,
        provider_token: "",
        groups: false,
    };
    telegram::Telegram::new(&account).unwrap()
}

async fn refund(
    provider: &telegram::Telegram,
    charge: &Charge,
    payer: Option<i64>,
) -> Result<RefundStatus, PaymentError> {
    let payer = payer.map(|id| Payer {
        messenger: "telegram".into(),
        chat: id.to_string(),
    });

    let amount = Money {
        minor: charge.stars,
        ..Money::stars(0)
    };
    provider
        .refund(&RefundRequest {
            number: 1,
            charge: &charge.id,
            amount,
            payer: payer.as_ref(),
            reason: "asked for",
        })
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refund_is_asked_for_until_it_is_known_and_given_once() {
    let telegram = Telegram::start().await;
    let ada = Person::new(&telegram, 7, "en");
    let (charge, _) = ada.hand_over(&Invoice::new("25", 60));
    let provider = provider(&telegram);
    assert_eq!(Statement::provider(&provider), Provider::Stars);

    for fault in [
        Fault::Gateway(500),
        Fault::CutBefore,
        Fault::TooMany(1),
        Fault::CutAfter,
    ] {
        telegram.order("refundstarpayment", 1, fault.clone());

        let outcome = refund(&provider, &charge, Some(7)).await;
        assert!(
            matches!(outcome, Err(PaymentError::Unavailable(_))),
            "{fault:?}: {outcome:?}"
        );
    }

    for _ in 0..2 {
        assert_eq!(
            refund(&provider, &charge, Some(7)).await.unwrap(),
            RefundStatus::Done,
            "its answer was lost"
        );
    }

    assert_eq!(telegram.world().till.statement.len(), 2);
    assert_eq!(
        refund(&provider, &charge, Some(8)).await.unwrap(),
        RefundStatus::Refused,
        "another's money"
    );

    let unknown = Charge {
        id: "never".into(),
        ..charge.clone()
    };
    assert_eq!(
        refund(&provider, &unknown, Some(7)).await.unwrap(),
        RefundStatus::Refused
    );

    assert!(
        matches!(
            refund(&provider, &charge, None).await,
            Err(PaymentError::Refused(_))
        ),
        "nobody is known to have paid"
    );
}

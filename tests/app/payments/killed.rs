//! SIGKILL between two steps of a payment, one test for each place.

use crate::payments::{
    fake::{Call, Fault},
    service::{BOUGHT, FastClock, TestService},
};

/// The order is made and its answer never heard.
#[tokio::test(flavor = "multi_thread")]
async fn between_the_order_and_its_answer() {
    let service = TestService::closed().await;
    let swift = FastClock::starting_now(10);
    let life = service.spawn(swift);
    let ada = service.visitor().await;

    service
        .yookassa
        .order(Call::Create, 1, Fault::NeverAnswered);
    ada.order(100).await;
    service.yookassa.called(Call::Create, 1).await;
    life.end();

    let _life = service.spawn(swift);
    let link = ada.link().await;
    service
        .yookassa
        .notify(service.yookassa.succeed(&link.payment));
    service.has(&ada, BOUGHT).await;
    assert_eq!(service.yookassa.world().till.payments.len(), 1);

    service.agree().await;
}

/// The order was made, the page is paid by an unknown person, and the service never heard that the
/// page is there.
#[tokio::test(flavor = "multi_thread")]
async fn between_the_order_and_a_payment_that_is_told_of_first() {
    let service = TestService::closed().await;
    let swift = FastClock::starting_now(10);
    let life = service.spawn(swift);
    let ada = service.visitor().await;

    service
        .yookassa
        .order(Call::Create, 1, Fault::NeverAnswered);
    ada.order(100).await;
    service.yookassa.called(Call::Create, 1).await;
    life.end();

    let payment = service
        .yookassa
        .until(|world| world.till.payments.keys().next().cloned())
        .await;
    service.yookassa.notify(service.yookassa.succeed(&payment));

    let _life = service.spawn(swift);
    service.has(&ada, BOUGHT).await;
    assert_eq!(service.yookassa.world().till.payments.len(), 1);
    ada.read("Paid: 110 credits.").await;
    service.agree().await;
}

/// The notification is here, and YooKassa is being asked.
#[tokio::test(flavor = "multi_thread")]
async fn between_the_notification_and_the_books() {
    let service = TestService::closed().await;
    let swift = FastClock::starting_now(10);
    let life = service.spawn(swift);
    let ada = service.visitor().await;
    let link = ada.buy(100).await;

    service
        .yookassa
        .order(Call::Look, 100, Fault::NeverAnswered);

    let looked = service
        .yookassa
        .world()
        .calls
        .get(&Call::Look)
        .copied()
        .unwrap_or(0);

    service
        .yookassa
        .notify(service.yookassa.succeed(&link.payment));
    service.yookassa.called(Call::Look, looked + 1).await;
    life.end();
    service.yookassa.calm();

    let _life = service.spawn(swift);
    service.has(&ada, BOUGHT).await;
    service.agree().await;
}

/// The money is on its way back, and the service never heard that it is.
#[tokio::test(flavor = "multi_thread")]
async fn between_the_refund_and_its_answer() {
    let service = TestService::closed().await;
    let swift = FastClock::starting_now(10);
    let life = service.spawn(swift);
    let ada = service.visitor().await;
    let link = ada.buy(100).await;

    service
        .yookassa
        .notify(service.yookassa.succeed(&link.payment));
    service.has(&ada, BOUGHT).await;

    let purchase = service
        .yookassa
        .payment(&link.payment)
        .purchase()
        .to_owned();
    service
        .yookassa
        .order(Call::Refund, 1, Fault::NeverAnswered);

    let refund = ["refund", purchase.as_str(), "--reason", "killed"];
    let kill = async {
        service.yookassa.called(Call::Refund, 1).await;
        life.end();
        service.spawn(swift)
    };
    let (output, _life) = tokio::join!(service.command(&refund), kill);
    assert!(
        String::from_utf8(output.stdout)
            .unwrap()
            .contains("given back")
    );

    service.has(&ada, 0).await;
    assert_eq!(
        service.yookassa.world().till.refunds,
        [(link.payment, 10_000)]
    );

    service.agree().await;
}

//! SIGKILL between two steps, each at its own place.

use crate::{
    fake::{Call, Fault},
    house::{BOUGHT, House, Swift},
};

/// The order is made and its answer never heard.
#[tokio::test(flavor = "multi_thread")]
async fn between_the_order_and_its_answer() {
    let house = House::closed().await;
    let swift = Swift::by(10);
    let life = house.spawn(swift);
    let ada = house.visitor().await;

    house.yookassa.order(Call::Create, 1, Fault::Silence);
    ada.order(100).await;
    house.yookassa.called(Call::Create, 1).await;
    life.end();

    let _life = house.spawn(swift);
    let link = ada.link().await;
    house.yookassa.post(house.yookassa.succeed(&link.payment));
    house.has(&ada, BOUGHT).await;
    assert_eq!(house.yookassa.world().till.payments.len(), 1);

    house.agree().await;
}

/// The order was made, the page is paid by nobody knows whom, and the service never heard that the
/// page is there.
#[tokio::test(flavor = "multi_thread")]
async fn between_the_order_and_a_payment_that_is_told_of_first() {
    let house = House::closed().await;
    let swift = Swift::by(10);
    let life = house.spawn(swift);
    let ada = house.visitor().await;

    house.yookassa.order(Call::Create, 1, Fault::Silence);
    ada.order(100).await;
    house.yookassa.called(Call::Create, 1).await;
    life.end();

    let payment = house
        .yookassa
        .until(|world| world.till.payments.keys().next().cloned())
        .await;
    house.yookassa.post(house.yookassa.succeed(&payment));

    let _life = house.spawn(swift);
    house.has(&ada, BOUGHT).await;
    assert_eq!(house.yookassa.world().till.payments.len(), 1);
    ada.read("Paid: 110 credits.").await;
    house.agree().await;
}

/// The letter is here, and YooKassa is being asked.
#[tokio::test(flavor = "multi_thread")]
async fn between_the_notification_and_the_books() {
    let house = House::closed().await;
    let swift = Swift::by(10);
    let life = house.spawn(swift);
    let ada = house.visitor().await;
    let link = ada.buy(100).await;

    house.yookassa.order(Call::Look, 100, Fault::Silence);

    let looked = house
        .yookassa
        .world()
        .calls
        .get(&Call::Look)
        .copied()
        .unwrap_or(0);

    house.yookassa.post(house.yookassa.succeed(&link.payment));
    house.yookassa.called(Call::Look, looked + 1).await;
    life.end();
    house.yookassa.calm();

    let _life = house.spawn(swift);
    house.has(&ada, BOUGHT).await;
    house.agree().await;
}

/// The money is on its way back, and the service never heard that it is.
#[tokio::test(flavor = "multi_thread")]
async fn between_the_refund_and_its_answer() {
    let house = House::closed().await;
    let swift = Swift::by(10);
    let life = house.spawn(swift);
    let ada = house.visitor().await;
    let link = ada.buy(100).await;

    house.yookassa.post(house.yookassa.succeed(&link.payment));
    house.has(&ada, BOUGHT).await;

    let purchase = house.yookassa.payment(&link.payment).purchase().to_owned();
    house.yookassa.order(Call::Refund, 1, Fault::Silence);

    let refund = ["refund", purchase.as_str(), "--reason", "killed"];
    let kill = async {
        house.yookassa.called(Call::Refund, 1).await;
        life.end();
        house.spawn(swift)
    };
    let (output, _life) = tokio::join!(house.command(&refund), kill);
    assert!(
        String::from_utf8(output.stdout)
            .unwrap()
            .contains("given back")
    );

    house.has(&ada, 0).await;
    assert_eq!(
        house.yookassa.world().till.refunds,
        [(link.payment, 10_000)]
    );

    house.agree().await;
}

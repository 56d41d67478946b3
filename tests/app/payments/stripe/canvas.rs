//! Canvases abroad: prices, delivery and postcodes of another country, in another currency.

use crate::payments::{
    service::TestService,
    visitor::{Link, Visitor},
};

/// Germany is served for euros and dollars, Russia for roubles.
const SHOP: &str = "[[prints.sizes]]\nwidth = 30\nheight = 40\nprice = \"1800.55\"\ndpi = 72\n\
    prices = { EUR = \"29.50\", USD = \"31\" }\n\
    [[prints.zones]]\nname = \"moscow\"\nru = \"Курьер\"\nen = \"Courier\"\nprice = \"390.15\"\ncountries = [\"RU\"]\n\
    cities = [\"Moscow\"]\n\
    [[prints.zones]]\nname = \"germany\"\nru = \"Почта\"\nen = \"Parcel\"\ncountries = [\"DE\"]\ncities = []\n\
    prices = { EUR = \"12.90\", USD = \"14\" }\n";

async fn answer(visitor: &Visitor, asked: &[(&str, &str)]) {
    for (question, answer) in asked {
        visitor.read(question).await;
        visitor.write(answer).await;
    }
}

/// From two pictures to the summary.
async fn order(visitor: &Visitor) {
    visitor.send_pictures().await;
    for button in [
        "Paint it",
        "Print on canvas",
        "30×40 cm · €29.50",
        "I like it",
    ] {
        visitor.press(button).await;
    }

    answer(
        visitor,
        &[
            ("Who is it for?", "Anna Schmidt"),
            ("Which phone number", "+49 30 12345678"),
        ],
    )
    .await;
    visitor.press("Germany").await;
    answer(
        visitor,
        &[
            ("Which town", "Berlin"),
            ("Street, house", "Torstraße 1"),
            ("And the postcode?", "1011"),
            ("isn't a postcode in this country", "10115"),
        ],
    )
    .await;
    visitor.press("Parcel").await;
    visitor.read("Total: €42.40").await;
}

async fn pay(service: &TestService, visitor: &Visitor) -> Link {
    visitor.press("Pay €42.40").await;
    let link = visitor.link().await;
    service.stripe.notify(service.stripe.succeed(&link.payment));
    visitor.read("was paid on").await;
    link
}

#[tokio::test(flavor = "multi_thread")]
async fn a_canvas_goes_abroad_for_euros_and_is_refunded_to_the_cent() {
    let service = TestService::abroad(SHOP).await;
    let ada = service.visitor().await;
    order(&ada).await;
    let link = pay(&service, &ada).await;
    service.settled().await;
    assert_eq!(service.stripe.intent(&link.payment).amount, 4_240);

    for (kind, amount) in [
        ("canvases", "1"),
        ("canvas_prints", "29.50"),
        ("canvas_delivery", "12.90"),
        ("canvas_returned", "0.00"),
        ("taken", "42.40"),
    ] {
        let booked = service.booked_in(kind, "stripe", "EUR").await;
        assert_eq!(booked, amount, "{kind}");
    }

    let paid = ada.outcome(&link).await;
    let number = paid.trim_end_matches('.').rsplit(' ').next().unwrap();
    service
        .says(&["refund", number, "--reason", "they moved away"])
        .await;
    ada.read("was refunded on").await;
    service.settled().await;
    let returned = service.booked_in("canvas_returned", "stripe", "EUR").await;
    assert_eq!(returned, "42.40");
    service.agree().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_currency_has_its_own_prices_and_asks_for_the_delivery_again() {
    let service = TestService::abroad(SHOP).await;
    let ada = service.visitor().await;
    order(&ada).await;

    ada.press("Change the canvas").await;
    ada.press("Another size").await;
    ada.press("USD").await;
    ada.press("30×40 cm · $31").await;
    ada.read("It costs $31").await;
    ada.write("/orders").await;
    ada.press("Continue").await;

    ada.press("Parcel · $14").await;
    ada.press("Pay $45").await;
    let link = ada.link().await;
    assert_eq!(service.stripe.session(&link.payment).amount, 4_500);
    assert_eq!(service.stripe.session(&link.payment).currency, "usd");
}

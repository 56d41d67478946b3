//! The questions of an order, in the order in which they are asked.

use strum::{EnumCount, EnumString, IntoStaticStr, VariantArray};

use super::CanvasOrder;

/// A question or a page of the order.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    serde::Serialize,
    serde::Deserialize,
    EnumCount,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[strum(serialize_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum PrintStep {
    /// The size of the canvas.
    Size,
    /// The placement of the picture.
    Look,
    /// The recipient's name.
    Name,
    /// The phone number for the carrier.
    Phone,
    /// The country.
    Country,
    /// The city.
    City,
    /// The street and house.
    Street,
    /// The postcode.
    Postcode,
    /// The delivery method.
    Delivery,
    /// Where the receipt goes. Only asked if receipts are sent and the address is unknown.
    Receipt,
    /// The whole order, before it is confirmed.
    Summary,
}

impl PrintStep {
    /// Every step.
    pub const ALL: [Self; Self::COUNT] = *Self::VARIANTS
        .first_chunk()
        .expect("an array of all variants has a place for each");

    /// The word in buttons and in the keys of texts.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// Reads [`PrintStep::name`].
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        name.parse().ok()
    }

    /// The previous step that everybody is asked; `None` for the first.
    #[must_use]
    pub fn before(self) -> Option<Self> {
        Self::ALL
            .into_iter()
            .rev()
            .find(|step| *step < self && *step != Self::Receipt)
    }

    /// The next step that everybody is asked; the last one stays.
    #[must_use]
    pub fn after(self) -> Self {
        Self::ALL
            .into_iter()
            .find(|step| *step > self && *step != Self::Receipt)
            .unwrap_or(Self::Summary)
    }
}

impl CanvasOrder {
    /// The first question without an answer.
    #[must_use]
    pub fn open_step(&self) -> PrintStep {
        let to = &self.recipient;
        let answered = [
            (PrintStep::Size, self.design.is_some()),
            // The placement has a default, so it counts as answered once the name is given.
            (PrintStep::Look, to.name.is_some()),
            (PrintStep::Phone, to.phone.is_some()),
            (PrintStep::Country, to.country.is_some()),
            (PrintStep::City, to.city.is_some()),
            (PrintStep::Street, to.street.is_some()),
            (PrintStep::Postcode, to.postcode.is_some()),
            (PrintStep::Delivery, self.delivery.is_some()),
        ];

        answered
            .iter()
            .find(|(_, is_answered)| !is_answered)
            .map_or(PrintStep::Summary, |(step, _)| *step)
    }
}

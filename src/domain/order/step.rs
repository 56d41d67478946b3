//! The questions of an order, in their order.

use strum::{EnumCount, EnumString, IntoStaticStr, VariantArray};

use super::CanvasOrder;

/// What is asked, or shown.
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
    /// Which canvas.
    Size,
    /// How the picture lies on it.
    Look,
    /// Whom it is for.
    Name,
    /// Whom the carrier calls.
    Phone,
    /// Which country.
    Country,
    /// Which city.
    City,
    /// Which street and house.
    Street,
    /// Which postcode.
    Postcode,
    /// Which way of delivery.
    Delivery,
    /// Where the receipt goes; only asked where that is wanted and not known.
    Receipt,
    /// Everything, before it is confirmed.
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

    /// The step before that everybody is asked; the first has none.
    #[must_use]
    pub fn before(self) -> Option<Self> {
        Self::ALL
            .into_iter()
            .rev()
            .find(|step| *step < self && *step != Self::Receipt)
    }

    /// The step after that everybody is asked; the last is the end.
    #[must_use]
    pub fn after(self) -> Self {
        Self::ALL
            .into_iter()
            .find(|step| *step > self && *step != Self::Receipt)
            .unwrap_or(Self::Summary)
    }
}

impl CanvasOrder {
    /// The first question that has no answer yet.
    #[must_use]
    pub fn open_step(&self) -> PrintStep {
        let to = &self.recipient;
        let answered = [
            (PrintStep::Size, self.design.is_some()),
            // How it lies is a matter of taste: whoever has said nothing else is shown it again.
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

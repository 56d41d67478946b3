//! How people pay in a chat: the provider and the currency.

use std::collections::HashMap;

use super::Provider;
use crate::domain::language::Language;
use crate::domain::money::Currency;

/// How people pay in a chat.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Till {
    /// Nothing is sold here.
    #[default]
    Closed,
    /// By an invoice in the chat itself.
    Invoice(Provider, Currency),
    /// On the provider's page, opened by a button.
    Page(Provider, Currency),
}

impl Till {
    /// The provider and the currency; `None` if nothing is sold.
    #[must_use]
    pub const fn taker(self) -> Option<(Provider, Currency)> {
        match self {
            Self::Closed => None,
            Self::Invoice(provider, currency) | Self::Page(provider, currency) => {
                Some((provider, currency))
            }
        }
    }

    /// The currency; `None` if nothing is sold.
    #[must_use]
    pub fn currency(self) -> Option<Currency> {
        self.taker().map(|(_, currency)| currency)
    }
}

/// A currency that is paid on a provider's page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageTill {
    /// Who takes it.
    pub provider: Provider,
    /// The currency.
    pub currency: Currency,
}

/// The currencies that are paid on pages, and the rule who pays in which.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageTills {
    /// In the order in which they are offered, each currency once. Who has no other rule pays in
    /// the first.
    pub tills: Vec<PageTill>,
    /// The currency of chats in a language.
    pub by_language: HashMap<Language, Currency>,
    /// Whether a person may choose another one.
    pub is_chosen: bool,
}

impl PageTills {
    /// Only this way to pay.
    #[must_use]
    pub fn only(provider: Provider, currency: Currency) -> Self {
        Self {
            tills: vec![PageTill { provider, currency }],
            ..Self::default()
        }
    }

    /// The way to pay in a currency; `None` if nobody takes it.
    #[must_use]
    pub fn in_currency(&self, currency: Currency) -> Option<Till> {
        self.tills
            .iter()
            .find(|till| till.currency == currency)
            .map(|till| Till::Page(till.provider, currency))
    }

    /// How a person pays: in the currency of their choice, or of their language, or else in the
    /// first one.
    #[must_use]
    pub fn for_person(&self, language: Language, choice: Option<Currency>) -> Till {
        let choice = choice.filter(|_| self.is_chosen);
        let by_language = self.by_language.get(&language).copied();
        let first = self.tills.first().map(|till| till.currency);

        [choice, by_language, first]
            .into_iter()
            .flatten()
            .find_map(|currency| self.in_currency(currency))
            .unwrap_or_default()
    }

    /// The way to pay in a currency that a person has chosen instead of this one; `None` if they
    /// may not.
    #[must_use]
    pub fn chosen(&self, till: Till, currency: Currency) -> Option<Till> {
        self.others(till)
            .any(|other| other == currency)
            .then(|| self.in_currency(currency))?
    }

    /// The currencies that a person who pays by this way may choose instead.
    pub fn others(&self, till: Till) -> impl Iterator<Item = Currency> {
        let is_page = matches!(till, Till::Page(..));

        self.tills
            .iter()
            .map(|other| other.currency)
            .filter(move |currency| self.is_chosen && is_page && till.currency() != Some(*currency))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tills() -> PageTills {
        PageTills {
            tills: vec![
                PageTill {
                    provider: Provider::Stripe,
                    currency: Currency::Eur,
                },
                PageTill {
                    provider: Provider::Stripe,
                    currency: Currency::Usd,
                },
                PageTill {
                    provider: Provider::Yookassa,
                    currency: Currency::Rub,
                },
            ],
            by_language: HashMap::from([(Language::Ru, Currency::Rub)]),
            is_chosen: true,
        }
    }

    #[test]
    fn a_choice_goes_before_the_language_and_the_language_before_the_first() {
        let tills = tills();
        let roubles = Till::Page(Provider::Yookassa, Currency::Rub);
        let euros = Till::Page(Provider::Stripe, Currency::Eur);
        let dollars = Till::Page(Provider::Stripe, Currency::Usd);

        assert_eq!(tills.for_person(Language::Ru, None), roubles);
        assert_eq!(tills.for_person(Language::En, None), euros);
        assert_eq!(tills.for_person(Language::Ru, Some(Currency::Usd)), dollars);
        assert_eq!(tills.for_person(Language::Ru, Some(Currency::Gbp)), roubles);
        assert_eq!(
            tills.others(euros).collect::<Vec<_>>(),
            [Currency::Usd, Currency::Rub]
        );

        let by_rule = PageTills {
            is_chosen: false,
            ..tills
        };
        assert_eq!(
            by_rule.for_person(Language::Ru, Some(Currency::Usd)),
            roubles
        );
        assert_eq!(by_rule.others(euros).count(), 0);
    }

    #[test]
    fn stars_are_not_exchanged() {
        let stars = Till::Invoice(Provider::Stars, Currency::Xtr);
        assert_eq!(tills().others(stars).count(), 0);
        assert_eq!(
            PageTills::default().for_person(Language::En, None),
            Till::Closed
        );
    }
}

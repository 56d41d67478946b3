//! Where people and money come from: by messenger, language and payment provider.

use crate::domain::language::Language;
use crate::domain::money::Money;
use crate::domain::payment::Provider;

/// Where people and money came from in a period. Each list has at most as many lines as there are
/// messengers, languages, providers and currencies together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    /// People.
    pub people: Vec<PeopleSource>,
    /// What they have paid.
    pub income: Vec<IncomeSource>,
}

/// People of one messenger who use it in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PeopleSource {
    /// The messenger's name.
    pub messenger: String,
    /// The language.
    pub language: Language,
    /// How many wrote for the first time.
    pub new_people: u32,
    /// How many asked for something to be made.
    pub makers: u32,
    /// How much of it was finished.
    pub finished: u32,
}

/// What people of one messenger and language have paid through one provider, in one currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IncomeSource {
    /// The messenger in which it was bought; `None` if that is not known any more.
    pub messenger: Option<String>,
    /// The language, likewise.
    pub language: Option<Language>,
    /// Who took the money.
    pub provider: Provider,
    /// How many charges there were.
    pub charges: u32,
    /// Their sum, without what was returned.
    pub kept: Money,
}

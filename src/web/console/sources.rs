//! Where people and money come from: by messenger, by language and by payment provider. What is new
//! in one of the three appears by itself.

use std::{collections::BTreeMap, sync::Arc};

use askama::Template;
use axum::{
    Extension,
    extract::{Query, State},
    response::Html,
};

use super::{
    ConsoleState,
    error::Result,
    layout::{Layout, Notice, NoticeQuery},
    render::html,
    session::ConsoleSession,
};
use crate::{
    domain::{language::Language, money::Money},
    store::sources::{IncomeSource, PeopleSource, Sources},
};

/// What is said where nobody knows any more.
const UNKNOWN: &str = "unknown";

#[derive(Template)]
#[template(path = "console/sources.html")]
struct SourcesPage {
    layout: Layout,
    messengers: Vec<SourceLine>,
    languages: Vec<SourceLine>,
    providers: Vec<SourceLine>,
}

/// The page.
pub(super) async fn show(
    State(state): State<Arc<ConsoleState>>,
    Extension(session): Extension<ConsoleSession>,
    notice: Query<NoticeQuery>,
) -> Result<Html<String>> {
    let sources = state.console().sources(state.now()).await?;
    let page = SourcesPage {
        layout: session.layout(&notice),
        messengers: lines(
            &sources,
            |people| Some(people.messenger.clone()),
            |income| income.messenger.clone(),
        ),
        languages: lines(
            &sources,
            |people| Some(name_of(people.language)),
            |income| income.language.map(name_of),
        ),
        providers: lines(
            &sources,
            |_| None,
            |income| Some(income.provider.name().to_owned()),
        ),
    };

    html(&page)
}

/// One messenger, language or provider.
#[derive(Debug, Default, PartialEq, Eq)]
struct SourceLine {
    name: String,
    new_people: u32,
    makers: u32,
    finished: u32,
    charges: u32,
    /// One sum for each currency.
    kept: Vec<Money>,
}

impl SourceLine {
    fn add(&mut self, amount: Money) {
        let known = self
            .kept
            .iter_mut()
            .find(|one| one.currency == amount.currency);
        match known {
            Some(known) => known.minor = known.minor.saturating_add(amount.minor),
            None => self.kept.push(amount),
        }
    }
}

fn name_of(language: Language) -> String {
    language.code().to_owned()
}

/// The lines of one table, in the order of their names. People without a name have no line.
fn lines(
    sources: &Sources,
    people_name: impl Fn(&PeopleSource) -> Option<String>,
    income_name: impl Fn(&IncomeSource) -> Option<String>,
) -> Vec<SourceLine> {
    let mut lines: BTreeMap<String, SourceLine> = BTreeMap::new();
    for people in &sources.people {
        let Some(name) = people_name(people) else {
            continue;
        };

        let line = lines.entry(name).or_default();
        line.new_people += people.new_people;
        line.makers += people.makers;
        line.finished += people.finished;
    }

    for income in &sources.income {
        let name = income_name(income).unwrap_or_else(|| UNKNOWN.to_owned());
        let line = lines.entry(name).or_default();
        line.charges += income.charges;
        line.add(income.kept);
    }

    let named = |(name, line)| SourceLine { name, ..line };
    lines.into_iter().map(named).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::payment::Provider;

    #[test]
    fn lines_are_summed_by_name_and_currency() {
        let people = |messenger: &str, language| PeopleSource {
            messenger: messenger.to_owned(),
            language,
            new_people: 2,
            makers: 1,
            finished: 3,
        };
        let income = |messenger: Option<&str>, kept| IncomeSource {
            messenger: messenger.map(str::to_owned),
            language: None,
            provider: Provider::Stars,
            charges: 1,
            kept,
        };
        let sources = Sources {
            people: vec![
                people("chat", Language::En),
                people("chat", Language::Ru),
                people("web", Language::En),
            ],
            income: vec![
                income(Some("chat"), Money::stars(5)),
                income(Some("chat"), Money::roubles(100)),
                income(Some("chat"), Money::stars(7)),
                income(None, Money::stars(1)),
            ],
        };

        let lines = lines(
            &sources,
            |people| Some(people.messenger.clone()),
            |income| income.messenger.clone(),
        );
        let names: Vec<&str> = lines.iter().map(|line| line.name.as_str()).collect();
        assert_eq!(names, ["chat", "unknown", "web"]);
        assert_eq!(lines[0].new_people, 4);
        assert_eq!(lines[0].charges, 3);
        assert_eq!(lines[0].kept, [Money::stars(12), Money::roubles(100)]);
        assert_eq!(lines[2].kept, []);
    }
}

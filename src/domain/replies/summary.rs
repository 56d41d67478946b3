//! The summary of a draft and the menus of its options: one message, edited in place.

use super::{button, marked, words};
use crate::domain::button::{Action, DraftAction, Menu};
use crate::domain::job::JobRequest;
use crate::domain::language::Language;
use crate::domain::look::{Level, Share};
use crate::domain::message::{Button, Keyboard, Message, Place, Slot};
use crate::domain::rules::HD_STEP;
use crate::domain::tier::{Quality, Tier};
use crate::domain::{draft::Draft, facts::Facts};

/// Everything that was chosen, with a button for each option and one to start.
#[must_use]
pub fn summary(draft: &Draft, facts: &Facts) -> Message {
    let language = facts.language();
    let request = facts.rules.request(draft);
    let mut words = format!(
        "{}\n\n{}",
        language.text("summary-title"),
        words::choices(language, &request)
    );

    let missing = facts.person.credits.balance.missing_for(request.plan.price);
    if !missing.is_zero() {
        let values = [
            ("missing", missing.amount().into()),
            ("balance", facts.person.credits.balance.amount().into()),
        ];
        words = format!("{words}\n\n{}", language.fill("summary-missing", &values));
    }

    Message::text(words)
        .at(Place::NewIn(Slot::Summary(draft.id)))
        .with(buttons(draft, &request, facts))
}

/// The summary of a draft that was started or dropped, without buttons.
#[must_use]
pub fn closed(draft: &Draft, facts: &Facts, key: &str) -> Message {
    let language = facts.language();
    let choices = words::choices(language, &facts.rules.request(draft));
    Message::text(format!("{}\n\n{choices}", language.text(key)))
        .at(Place::Edit(Slot::Summary(draft.id)))
}

fn buttons(draft: &Draft, request: &JobRequest, facts: &Facts) -> Keyboard {
    let language = facts.language();
    let on = |key, action| button(language, key, Action::Draft(draft.id, action));
    let second = match draft.styles.second {
        None => vec![on("button-add-second", DraftAction::AskSecond)],
        Some(_) => {
            vec![
                on("button-share", DraftAction::Menu(Menu::Share)),
                on("button-drop-second", DraftAction::DropSecond),
            ]
        }
    };

    let keep = draft.recipe.look.keep_colours;
    let colours = marked(language.text("button-keep-colours"), keep);

    Keyboard::rows(vec![
        vec![first(draft, request, facts)],
        vec![
            on("button-quality", DraftAction::Menu(Menu::Quality)),
            on("button-strength", DraftAction::Menu(Menu::Strength)),
        ],
        vec![
            on("button-stroke", DraftAction::Menu(Menu::Stroke)),
            Button::new(
                colours,
                Action::Draft(draft.id, DraftAction::KeepColours(!keep)),
            ),
        ],
        std::iter::once(on("button-swap", DraftAction::Swap))
            .chain(second)
            .collect(),
        vec![on("button-discard", DraftAction::Discard)],
    ])
}

/// A button that starts the job, or leads to the shop if credits are missing.
fn first(draft: &Draft, request: &JobRequest, facts: &Facts) -> Button {
    let language = facts.language();
    if facts.person.credits.balance < request.plan.price {
        return button(language, "button-buy", Action::Buy);
    }

    let start = Action::Draft(draft.id, DraftAction::Start);
    if request.plan.tier == Tier::Free {
        return button(language, "button-start", start);
    }

    Button::new(
        language.fill(
            "button-start-paid",
            &[("price", request.plan.price.amount().into())],
        ),
        start,
    )
}

/// The levels of one option.
#[must_use]
pub fn menu(draft: &Draft, menu: Menu, facts: &Facts) -> Message {
    let language = facts.language();
    let (key, mut choices) = match menu {
        Menu::Quality => ("menu-quality", qualities(draft, facts)),
        Menu::Strength => ("menu-strength", levels(draft, language, Menu::Strength)),
        Menu::Stroke => ("menu-stroke", levels(draft, language, Menu::Stroke)),
        Menu::Share => ("menu-share", shares(draft, language)),
    };

    choices.push(button(
        language,
        "button-back",
        Action::Draft(draft.id, DraftAction::Summary),
    ));

    Message::text(language.text(key))
        .at(Place::Edit(Slot::Summary(draft.id)))
        .with(Keyboard::grid(1, choices))
}

fn qualities(draft: &Draft, facts: &Facts) -> Vec<Button> {
    let now = draft.recipe.quality;
    let rules = facts.rules;
    let mut offered = Tier::ALL
        .map(|tier| {
            if tier == now.tier() {
                now
            } else {
                rules.usual(tier)
            }
        })
        .to_vec();

    if let Quality::Hd { iterations } = now {
        let nearby = [
            iterations.saturating_sub(HD_STEP),
            iterations.saturating_add(HD_STEP),
        ];
        offered.extend(nearby.map(|iterations| Quality::Hd { iterations }));
    }

    let mut plans: Vec<_> = offered
        .into_iter()
        .map(|quality| (rules.plan(quality), quality))
        .collect();
    plans.sort_by_key(|(plan, _)| (plan.tier as u8, plan.iterations));
    plans.dedup_by_key(|(plan, _)| *plan);

    let current = rules.plan(now);
    let label = |plan| marked(words::priced(facts.language(), plan), *plan == current);
    let choose = |quality| Action::Draft(draft.id, DraftAction::Quality(quality));

    plans
        .iter()
        .map(|(plan, quality)| Button::new(label(plan), choose(*quality)))
        .collect()
}

fn levels(draft: &Draft, language: Language, menu: Menu) -> Vec<Button> {
    let look = draft.recipe.look;
    let position = |level| match menu {
        Menu::Stroke => (
            words::stroke(language, level),
            level == look.stroke,
            DraftAction::Stroke(level),
        ),
        _ => (
            words::strength(language, level),
            level == look.strength,
            DraftAction::Strength(level),
        ),
    };

    let as_button = |(label, chosen, action)| {
        Button::new(marked(label, chosen), Action::Draft(draft.id, action))
    };

    Level::ALL.map(position).map(as_button).to_vec()
}

fn shares(draft: &Draft, language: Language) -> Vec<Button> {
    let now = draft.styles.second.map(|second| second.share);
    let label = |share: Share| language.fill("share", &[("percent", share.percent().into())]);
    let choose = |share| Action::Draft(draft.id, DraftAction::Share(share));

    Share::ALL
        .map(|share| Button::new(marked(label(share), now == Some(share)), choose(share)))
        .to_vec()
}

//! The summary of a draft and the menus of its options: one message, edited in place.

use super::{button, marked, words};
use crate::domain::button::{Action, DraftAction, EditAction, Menu};
use crate::domain::job::{JobRequest, WhichStyle};
use crate::domain::language::Language;
use crate::domain::look::Share;
use crate::domain::message::{Button, Keyboard, Message, Place, Slot};
use crate::domain::rules::HD_STEP;
use crate::domain::tier::{Quality, Tier};
use crate::domain::work::{self, Beside, Kind, Knob, MadeOf, painting};
use crate::domain::{draft::Draft, facts::Facts, work::Recipe};

/// The most choices of an option that stand below each other.
const ONE_COLUMN: usize = 5;
/// Choices on a page of a long list. With a button to the next page and one back they make ten.
const PAGE: usize = 8;

/// Everything that was chosen, with a button for each option and one to start.
#[must_use]
pub fn summary(draft: &Draft, facts: &Facts) -> Message {
    let language = facts.language();
    let request = facts.rules.request(draft, facts.film(draft.photo));
    let mut words = format!(
        "{}\n\n{}",
        words::of_kind(language, "summary-title", draft.recipe.kind),
        words::choices(language, &request)
    );

    words.extend(ready_in(&request, facts).map(|line| format!("\n{line}")));
    for note in notes(draft, facts) {
        words = format!("{words}\n\n{note}");
    }

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

/// When something of a film will be ready, which may take its time.
fn ready_in(request: &JobRequest, facts: &Facts) -> Option<String> {
    request.film?;
    let queue = facts.person.jobs.queues.for_kind(request.kind);
    let ahead = queue.ahead(request.plan.tier);
    let span = queue.time_for(ahead.work.saturating_add(request.work()))?;

    let language = facts.language();
    let span = words::in_about(language, span);
    Some(language.fill("progress-span", &[("span", span.into())]))
}

/// Sketches of three moments of a film. The still is where they will be.
#[must_use]
pub fn sketches(request: &JobRequest, facts: &Facts) -> Message {
    Message::picture(request.photo, facts.language().text("film-sketches"))
}

/// What the person should know before it begins, if the kind has something to say.
fn notes(draft: &Draft, facts: &Facts) -> Vec<String> {
    let Some(kind) = work::kind(draft.recipe.kind) else {
        return Vec::new();
    };
    let has_colours = kind.made_of == MadeOf::GreyPhoto && !facts.is_grey(draft.photo);
    let lacks_guide = draft.styles.is_none();
    let keys = [
        has_colours.then(|| kind.text("note-has-colours")),
        lacks_guide.then(|| kind.text("note-without-guide")),
    ];

    let known = |key: String| facts.language().known(&key);
    keys.into_iter().flatten().filter_map(known).collect()
}

/// The summary of a draft that was started or dropped, without buttons.
#[must_use]
pub fn closed(draft: &Draft, facts: &Facts, key: &str) -> Message {
    let language = facts.language();
    let request = facts.rules.request(draft, facts.film(draft.photo));
    let choices = words::choices(language, &request);
    let title = words::of_kind(language, key, draft.recipe.kind);
    Message::text(format!("{title}\n\n{choices}")).at(Place::Edit(Slot::Summary(draft.id)))
}

fn buttons(draft: &Draft, request: &JobRequest, facts: &Facts) -> Keyboard {
    let language = facts.language();
    let on = |key, action| button(language, key, Action::Draft(draft.id, action));
    let kind = work::kind(draft.recipe.kind);

    let mut options: Vec<Button> = Vec::new();
    if qualities(draft, facts).len() > 1 {
        options.push(on("button-quality", DraftAction::Menu(Menu::Quality)));
    }
    options.extend(kind.map_or_else(Vec::new, |kind| knobs(draft, kind, language)));

    let first = vec![first(draft, request, facts)];
    let quick = quick(draft, facts);
    let pairs = options.chunks(2).map(<[Button]>::to_vec);
    let beside = pictures(draft, kind, language);
    let edit = edit(draft, kind, language);
    let discard = vec![on("button-discard", DraftAction::Discard)];

    let rows = std::iter::once(first)
        .chain([quick.into_iter().collect()])
        .chain(pairs)
        .chain((!beside.is_empty()).then_some(beside))
        .chain([edit.into_iter().chain(discard).collect()]);
    Keyboard::rows(rows.collect())
}

/// A button that begins the quick kind of the same film.
fn quick(draft: &Draft, facts: &Facts) -> Option<Button> {
    let is_of_film = |kind: &&Kind| kind.made_of == MadeOf::Film;
    work::kind(draft.recipe.kind).filter(|kind| is_of_film(kind) && !kind.starts_at_once)?;

    let mut kinds = facts.rules.other_kinds().filter(is_of_film);
    let quick = kinds.find(|kind| kind.starts_at_once)?;
    let label = words::make(facts.language(), quick);
    Some(Button::new(label, Action::Make(quick.name)))
}

/// A button for each knob: a switch changes at once, others lead to their choices.
fn knobs(draft: &Draft, kind: &Kind, language: Language) -> Vec<Button> {
    let as_button = |(index, knob): (usize, &Knob)| {
        let label = language.text(&kind.knob_text("knob", knob));
        if !knob.is_switch() {
            let menu = DraftAction::Menu(Menu::Knob(knob.code, 0));
            return Button::new(label, Action::Draft(draft.id, menu));
        }

        let is_on = draft.recipe.knobs.place(index, knob) == 1;
        let turn = DraftAction::Turn(knob.code, u8::from(!is_on));
        Button::new(marked(label, is_on), Action::Draft(draft.id, turn))
    };

    kind.knobs_that_count(draft.styles.is_some())
        .map(as_button)
        .collect()
}

/// Buttons about the pictures beside the photo.
fn pictures(draft: &Draft, kind: Option<&Kind>, language: Language) -> Vec<Button> {
    let on = |key: &str, action| button(language, key, Action::Draft(draft.id, action));
    let beside = kind.map_or(Beside::Nothing, |kind| kind.beside);
    let second = draft.styles.and_then(|styles| styles.second);
    let is_film = kind.is_some_and(|kind| kind.made_of == MadeOf::Film);
    let swap = (!is_film).then(|| on("button-swap", DraftAction::Swap));

    match (beside, draft.styles, second) {
        (Beside::Nothing | Beside::OneStyle, ..) => Vec::new(),
        (Beside::Guide, None, _) => {
            let label = words::of_kind(language, "button-add-guide", draft.recipe.kind);
            let ask = Action::Draft(draft.id, DraftAction::AskSecond);
            vec![Button::new(label, ask)]
        }
        (Beside::Guide, Some(_), _) => vec![
            on("button-swap", DraftAction::Swap),
            on("button-drop-guide", DraftAction::DropSecond),
        ],
        (Beside::Styles, _, None) => swap
            .into_iter()
            .chain([on("button-add-second", DraftAction::AskSecond)])
            .collect(),
        (Beside::Styles, _, Some(_)) => swap
            .into_iter()
            .chain([
                on("button-share", DraftAction::Menu(Menu::Share)),
                on("button-drop-second", DraftAction::DropSecond),
            ])
            .collect(),
    }
}

/// A button to edit the style of a painting.
fn edit(draft: &Draft, kind: Option<&Kind>, language: Language) -> Option<Button> {
    let has_styles = kind.is_some_and(|kind| kind.beside.is_style());
    let action = DraftAction::Edit(WhichStyle::First, EditAction::Open);
    let button = || {
        button(
            language,
            "button-edit-style",
            Action::Draft(draft.id, action),
        )
    };
    (has_styles && draft.styles.is_some()).then(button)
}

/// A button that starts the job, or leads to the shop if credits are missing.
fn first(draft: &Draft, request: &JobRequest, facts: &Facts) -> Button {
    let language = facts.language();
    if facts.person.credits.balance < request.plan.price {
        return button(language, "button-buy", Action::Buy);
    }

    let start = Action::Draft(draft.id, DraftAction::Start);
    if request.plan.tier == Tier::Free {
        let label = words::of_kind(language, "button-start", draft.recipe.kind);
        return Button::new(label, start);
    }

    let key = words::key_for(language, "button-start-paid", draft.recipe.kind);
    let values = [("price", request.plan.price.amount().into())];
    Button::new(language.fill(&key, &values), start)
}

/// The levels of one option.
#[must_use]
pub fn menu(draft: &Draft, menu: Menu, facts: &Facts) -> Message {
    let language = facts.language();
    let knob = |code| {
        let kind = work::kind(draft.recipe.kind)?;
        Some((kind, kind.knob(code)?))
    };
    let (key, mut choices) = match menu {
        Menu::Quality => ("menu-quality".to_owned(), qualities(draft, facts)),
        Menu::Share => ("menu-share".to_owned(), shares(draft, language)),
        Menu::Knob(code, page) => match knob(code) {
            Some((kind, knob)) => (
                kind.knob_text("menu", knob),
                places(draft, kind, knob, page, language),
            ),
            None => ("button-old".to_owned(), Vec::new()),
        },
    };
    choices.push(button(
        language,
        "button-back",
        Action::Draft(draft.id, DraftAction::Summary),
    ));

    let columns = if choices.len() > ONE_COLUMN + 1 { 2 } else { 1 };
    Message::text(language.text(&key))
        .at(Place::Edit(Slot::Summary(draft.id)))
        .with(Keyboard::grid(columns, choices))
}

fn qualities(draft: &Draft, facts: &Facts) -> Vec<Button> {
    let recipe = draft.recipe;
    let now = recipe.quality;
    let rules = facts.rules;
    let offer = rules.offer(recipe.kind);
    let mut offered: Vec<Quality> = Tier::ALL
        .into_iter()
        .filter(|tier| offer.is_none_or(|offer| offer.offers(*tier)))
        .map(|tier| {
            if tier == now.tier() {
                now
            } else {
                rules.usual(tier)
            }
        })
        .collect();

    if let Quality::Hd { iterations } = now
        && recipe.kind == painting::NAME
    {
        let nearby = [
            iterations.saturating_sub(HD_STEP),
            iterations.saturating_add(HD_STEP),
        ];
        offered.extend(nearby.map(|iterations| Quality::Hd { iterations }));
    }

    let film = facts.film(draft.photo);
    let plan_of = |quality| rules.plan_of(&Recipe { quality, ..recipe }, film);
    let mut plans: Vec<_> = offered
        .into_iter()
        .map(|quality| (plan_of(quality), quality))
        .collect();
    plans.sort_by_key(|(plan, _)| (plan.tier as u8, plan.iterations));
    plans.dedup_by_key(|(plan, _)| *plan);

    let current = plan_of(now);
    let label = |plan| {
        let offer = words::priced(facts.language(), recipe.kind, plan);
        marked(offer, *plan == current)
    };
    let choose = |quality| Action::Draft(draft.id, DraftAction::Quality(quality));
    plans
        .iter()
        .map(|(plan, quality)| Button::new(label(plan), choose(*quality)))
        .collect()
}

/// The choices of a knob; of a long list, those of one page.
fn places(draft: &Draft, kind: &Kind, knob: &Knob, page: u8, language: Language) -> Vec<Button> {
    let chosen = kind.place(draft.recipe.knobs, knob.code);
    let choose = |place: usize| {
        let label = words::choice(language, kind, knob, place);
        let turn = DraftAction::Turn(knob.code, u8::try_from(place).unwrap_or(u8::MAX));
        Button::new(
            marked(label, chosen == Some(place)),
            Action::Draft(draft.id, turn),
        )
    };

    if knob.choices.len() <= ONE_COLUMN {
        return (0..knob.choices.len()).map(choose).collect();
    }

    let pages = knob.choices.len().div_ceil(PAGE);
    let page = usize::from(page) % pages;
    let next = u8::try_from((page + 1) % pages).unwrap_or_default();
    let more = Button::new(
        language.text("button-more-choices"),
        Action::Draft(draft.id, DraftAction::Menu(Menu::Knob(knob.code, next))),
    );

    let shown = (0..knob.choices.len()).skip(page * PAGE).take(PAGE);
    let more = (pages > 1).then_some(more);
    shown.map(choose).chain(more).collect()
}

fn shares(draft: &Draft, language: Language) -> Vec<Button> {
    let second = draft.styles.and_then(|styles| styles.second);
    let now = second.map(|second| second.share);
    let label = |share: Share| language.fill("share", &[("percent", share.percent().into())]);
    let choose = |share| Action::Draft(draft.id, DraftAction::Share(share));

    Share::ALL
        .map(|share| Button::new(marked(label(share), now == Some(share)), choose(share)))
        .to_vec()
}

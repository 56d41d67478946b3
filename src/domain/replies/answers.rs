//! Short answers with a button or two at most.

use super::{button, in_about, in_date, place, shop, words};
use crate::domain::button::{Action, DraftAction, JobAction};
use crate::domain::credits::Credits;
use crate::domain::ids::JobId;
use crate::domain::incoming::Unsupported;
use crate::domain::job::{JobFacts, Phase};
use crate::domain::language::Language;
use crate::domain::message::{Button, Keyboard, Message};
use crate::domain::movement::{Movement, Way};
use crate::domain::payment::Till;
use crate::domain::picture::PictureKey;
use crate::domain::tier::Tier;
use crate::domain::time::Moment;
use crate::domain::upload::{FileKind, FilmRefusal, UploadProblem};
use crate::domain::{
    command::{self, MenuEntry},
    draft::Draft,
    facts::Facts,
    work::Recipe,
    work::{self, Beside},
};
use std::time::Duration;

/// A text without buttons.
#[must_use]
pub fn plain(language: Language, key: &str) -> Message {
    Message::text(language.text(key))
}

/// A text with one button.
#[must_use]
pub fn with_button(language: Language, key: &str, label: &str, action: Action) -> Message {
    plain(language, key).with(Keyboard::grid(1, [button(language, label, action)]))
}

/// Welcomes the person and says what to do first.
#[must_use]
pub fn welcome(facts: &Facts) -> Message {
    let values = [("n", facts.rules.tiers.free.per_day.into())];
    let buttons = [button(facts.language(), "button-gallery", Action::Gallery)];
    Message::text(facts.language().fill("welcome", &values)).with(Keyboard::grid(1, buttons))
}

/// Says why a file cannot be used.
#[must_use]
pub fn unusable(language: Language, why: UploadProblem) -> Message {
    let dated = |key: &str, until: Moment| {
        Message::text(language.fill(key, &[("date", in_date(language, until).into())]))
    };

    let key = match why {
        UploadProblem::NotAPicture => "unusable-not-a-picture",
        UploadProblem::OtherKind(kind) => other_kind(kind),
        UploadProblem::RareKind => "unusable-rare-kind",
        UploadProblem::RareHeic => "unusable-rare-heic",
        UploadProblem::CutShort => "unusable-cut-short",
        UploadProblem::Broken => "unusable-broken",
        UploadProblem::TooHeavy => "unusable-too-heavy",
        UploadProblem::TooLarge => "unusable-too-large",
        UploadProblem::TooSmall => "unusable-too-small",
        UploadProblem::Flat => "unusable-flat",
        UploadProblem::TooSlow => "unusable-too-slow",
        UploadProblem::Film(why) => return unusable_film(language, why),
        UploadProblem::NotFetched => "unusable-not-fetched",
        UploadProblem::NoRoom => "unusable-no-room",
        UploadProblem::TooMuchLately { minutes } => {
            let values = [("n", minutes.into())];
            return Message::text(language.fill("unusable-too-much-lately", &values));
        }
        UploadProblem::PersonIsFull { until } => return dated("unusable-person-is-full", until),
        UploadProblem::NetworkIsFull { until } => return dated("unusable-network-is-full", until),
    };

    plain(language, key)
}

/// Says why a film cannot be used, and what to do.
fn unusable_film(language: Language, why: FilmRefusal) -> Message {
    let limited = |key: &str, limit: u32| Message::text(language.fill(key, &[("n", limit.into())]));

    let key = match why {
        FilmRefusal::TooLong { seconds } => return limited("unusable-film-too-long", seconds),
        FilmRefusal::TooHeavy { megabytes } => {
            return limited("unusable-film-too-heavy", megabytes);
        }
        FilmRefusal::TooLarge => "unusable-film-too-large",
        FilmRefusal::TooSmall => "unusable-film-too-small",
        FilmRefusal::OtherKind => "unusable-film-other-kind",
        FilmRefusal::NeedsFfmpeg => "unusable-film-kind-not-here",
        FilmRefusal::NoPicture => "unusable-film-no-picture",
        FilmRefusal::Broken => "unusable-film-broken",
        FilmRefusal::TooSlow => "unusable-film-too-slow",
    };

    plain(language, key)
}

/// The text that names what was sent instead of a picture, and how to send a picture.
fn other_kind(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Empty => "unusable-empty",
        FileKind::Avif => "unusable-avif",
        FileKind::JpegXl => "unusable-jpeg-xl",
        FileKind::Jpeg2000 => "unusable-jpeg-2000",
        FileKind::CameraRaw => "unusable-camera-raw",
        FileKind::Photoshop => "unusable-photoshop",
        FileKind::Svg => "unusable-svg",
        FileKind::Pdf => "unusable-pdf",
        FileKind::Icon => "unusable-icon",
        FileKind::Video => "unusable-video",
        FileKind::Audio => "unusable-audio",
        FileKind::WebPage => "unusable-web-page",
        FileKind::Text => "unusable-text",
        FileKind::Archive => "unusable-archive",
    }
}

/// Says that the bot cannot use this kind of message.
#[must_use]
pub fn unsupported(language: Language, what: Unsupported) -> Message {
    plain(
        language,
        match what {
            Unsupported::Sticker => "unsupported-sticker",
            Unsupported::Voice => "unsupported-voice",
            Unsupported::Video => "unsupported-video",
            Unsupported::Animation => "unsupported-animation",
            Unsupported::Other => "unsupported-other",
            Unsupported::Group => "unsupported-group",
        },
    )
}

/// Asks what a third picture is meant to be.
#[must_use]
pub fn third_picture(language: Language, draft: &Draft, picture: PictureKey) -> Message {
    let on = |key: &str, action| button(language, key, Action::Draft(draft.id, action));
    let kind = draft.recipe.kind;
    let has_two_styles = work::kind(kind).is_none_or(|kind| kind.beside == Beside::Styles);

    let mut buttons = vec![on("button-as-photo", DraftAction::AsPhoto(picture))];
    if has_two_styles {
        buttons.extend([
            on("button-as-style", DraftAction::AsStyle(picture)),
            on("button-as-second", DraftAction::AsSecond(picture)),
        ]);
    } else {
        let label = words::of_kind(language, "button-as-guide", kind);
        let action = Action::Draft(draft.id, DraftAction::AsStyle(picture));
        buttons.push(Button::new(label, action));
    }
    buttons.push(on("button-as-nothing", DraftAction::Summary));

    Message::text(words::of_kind(language, "third-picture", kind)).with(Keyboard::grid(1, buttons))
}

/// Says that no free painting is left, and when the next one becomes available.
#[must_use]
pub fn no_free_left(facts: &Facts, draft: &Draft, wait: Duration) -> Message {
    let language = facts.language();
    let kind = draft.recipe.kind;
    let values = [
        ("n", facts.rules.free_per_day(kind).into()),
        ("span", in_about(language, wait).into()),
    ];
    let key = words::key_for(language, "no-free-left", kind);

    Message::text(language.fill(&key, &values)).with(premium_instead(facts, draft))
}

/// Says that a free painting is already being made.
#[must_use]
pub fn free_one_at_a_time(facts: &Facts, draft: &Draft) -> Message {
    plain(facts.language(), "free-one-at-a-time").with(premium_instead(facts, draft))
}

/// Says that the free paintings which one network may have in work are in work.
#[must_use]
pub fn network_is_busy(facts: &Facts, draft: &Draft) -> Message {
    plain(facts.language(), "network-is-busy").with(premium_instead(facts, draft))
}

/// Says that one network has used up its free paintings, and when the next one becomes available.
#[must_use]
pub fn no_free_left_in_network(facts: &Facts, draft: &Draft, wait: Duration) -> Message {
    let language = facts.language();
    let values = [("span", in_about(language, wait).into())];

    Message::text(language.fill("no-free-left-in-network", &values))
        .with(premium_instead(facts, draft))
}

fn premium_instead(facts: &Facts, draft: &Draft) -> Keyboard {
    let quality = facts.rules.usual(Tier::Premium);
    let recipe = draft.recipe;
    let offer = facts.rules.offer(recipe.kind);
    if !offer.is_some_and(|offer| offer.offers(Tier::Premium)) {
        return Keyboard::none();
    }

    let plan = facts
        .rules
        .plan_of(&Recipe { quality, ..recipe }, facts.film(draft.photo));
    let price = plan.price.amount();
    let label = facts
        .language()
        .fill("button-premium-instead", &[("price", price.into())]);

    Keyboard::grid(
        1,
        [Button::new(
            label,
            Action::Draft(draft.id, DraftAction::Quality(quality)),
        )],
    )
}

/// Says how many credits are missing, and offers the packs where credits are sold.
#[must_use]
pub fn credits_missing(facts: &Facts, missing: u32) -> Message {
    let values = [
        ("missing", missing.into()),
        ("balance", facts.person.credits.balance.amount().into()),
    ];
    let words = facts.language().fill("summary-missing", &values);

    if facts.till == Till::Closed {
        Message::text(words)
    } else {
        shop::packs(facts, words)
    }
}

/// /balance: credits, credits on hold, free paintings, and the last ledger entries.
#[must_use]
pub fn balance(facts: &Facts, free_left: Result<u32, Duration>) -> Message {
    let language = facts.language();
    let mut lines = vec![language.fill(
        "balance",
        &[("n", facts.person.credits.balance.amount().into())],
    )];
    if !facts.person.credits.on_hold.is_zero() {
        lines.push(language.fill(
            "balance-held",
            &[("n", facts.person.credits.on_hold.amount().into())],
        ));
    }

    lines.push(match free_left {
        Ok(left) => language.fill("balance-free", &[("n", left.into())]),
        Err(wait) => language.fill(
            "balance-no-free",
            &[("span", in_about(language, wait).into())],
        ),
    });

    if !facts.person.credits.movements.is_empty() {
        lines.extend([String::new(), language.text("balance-movements")]);
        lines.extend(
            facts
                .person
                .credits
                .movements
                .iter()
                .map(|movement| movement_line(facts, movement)),
        );
    }

    Message::text(lines.join("\n")).with(Keyboard::grid(
        1,
        [button(language, "button-buy", Action::Buy)],
    ))
}

fn movement_line(facts: &Facts, movement: &Movement) -> String {
    let language = facts.language();
    let at = movement.at.in_zone(facts.person.account.zone);
    let sign = match movement.way {
        Way::In => '+',
        Way::Out => '−',
    };

    let words = language.text(&format!("movement-{}", movement.why.name()));
    format!(
        "{} {sign}{} {words}",
        in_date(language, at),
        movement.amount
    )
}

/// /invite: the person's invitation link, and what it brings.
#[must_use]
pub fn invitation(facts: &Facts) -> Message {
    let language = facts.language();
    let gifts = facts.rules.gifts;
    let Some(link) = facts.invitation else {
        return plain(language, "invite-nowhere");
    };

    let gift = |key: &str, credits: Credits| {
        (!credits.is_zero()).then(|| language.fill(key, &[("n", credits.amount().into())]))
    };
    let lines = [
        Some(language.text("invite")),
        Some(link.to_owned()),
        gift("invite-inviter", gifts.inviter),
        gift("invite-friend", gifts.first_purchase),
    ];

    Message::text(lines.into_iter().flatten().collect::<Vec<_>>().join("\n"))
}

/// /terms: the operator's own terms, or else the built-in ones.
#[must_use]
pub fn terms(facts: &Facts) -> Message {
    let own = facts.rules.terms.in_language(facts.language());
    let words = if own.is_empty() {
        facts.language().text("terms")
    } else {
        own.to_owned()
    };

    with_operator(facts, &words)
}

/// The operator's answer to a support request.
#[must_use]
pub fn support_answer(language: Language, number: i64, answer: &str) -> Message {
    Message::text(language.fill(
        "support-answer",
        &[
            ("number", number.into()),
            ("answer", answer.to_owned().into()),
        ],
    ))
}

/// The unfinished jobs, each with a button to cancel it.
#[must_use]
pub fn status(facts: &Facts, key: &str) -> Message {
    let language = facts.language();
    let jobs = &facts.person.jobs.unfinished;
    let mut lines = vec![language.text(key)];
    lines.extend(
        jobs.iter()
            .take(Keyboard::MOST)
            .enumerate()
            .map(|(place, job)| status_line(facts, place + 1, job)),
    );

    let cancel = |(place, id): (usize, JobId)| {
        let label = language.fill("button-cancel-numbered", &[("n", (place + 1).into())]);
        Button::new(label, Action::Job(id, JobAction::Cancel))
    };
    let buttons = jobs
        .iter()
        .take(Keyboard::MOST)
        .map(|job| job.id)
        .enumerate()
        .map(cancel);

    Message::text(lines.join("\n")).with(Keyboard::grid(2, buttons))
}

fn status_line(facts: &Facts, number: usize, job: &JobFacts) -> String {
    let language = facts.language();
    match job.phase {
        Phase::Queued => language.fill(
            "status-queued",
            &[
                ("number", number.into()),
                ("place", (job.ahead.jobs + 1).into()),
            ],
        ),
        Phase::Running { percent } => language.fill(
            "status-running",
            &[("number", number.into()), ("percent", percent.into())],
        ),
    }
}

/// Asks for confirmation before everything is deleted, and says what will be lost.
#[must_use]
pub fn delete_question(facts: &Facts) -> Message {
    let language = facts.language();
    let mut words = language.text("delete-question");
    let credits = facts.person.credits.balance.amount();
    if credits > 0 {
        words = format!(
            "{words}\n\n{}",
            language.fill("delete-credits", &[("n", credits.into())])
        );
    }

    if facts
        .person
        .canvases
        .orders
        .iter()
        .any(|order| order.stage.is_under_way())
    {
        words = format!("{words}\n\n{}", language.text("delete-orders"));
    }

    if !facts.person.account.other_messengers.is_empty() {
        let places = facts
            .person
            .account
            .other_messengers
            .iter()
            .map(|name| place(language, name))
            .collect::<Vec<_>>()
            .join(", ");

        words = format!(
            "{words}\n\n{}",
            language.fill("delete-elsewhere", &[("places", places.into())])
        );
    }

    let buttons = vec![
        button(language, "button-delete", Action::DeleteMe(facts.now)),
        button(language, "button-keep", Action::KeepMe),
    ];

    Message::text(words).with(Keyboard::grid(1, buttons))
}

/// A text followed by the operator's name and contact, if the settings name them.
#[must_use]
pub fn with_operator(facts: &Facts, words: &str) -> Message {
    let language = facts.language();
    let operator = &facts.rules.operator;
    let line = |key: &str, gap: &'static str, value: &str| {
        (!value.is_empty()).then(|| language.fill(key, &[(gap, value.to_owned().into())]))
    };

    let name = line("operator-name", "name", &operator.name);
    let contact = line("operator-contact", "contact", &operator.contact);
    let lines: Vec<String> = std::iter::once(words.to_owned())
        .chain(name)
        .chain(contact)
        .collect();

    Message::text(lines.join("\n"))
}

/// /privacy.
#[must_use]
pub fn privacy(facts: &Facts) -> Message {
    let days = facts
        .rules
        .limits
        .keep_inputs
        .as_secs()
        .div_ceil(24 * 60 * 60);

    with_operator(
        facts,
        &facts.language().fill("privacy", &[("n", days.into())]),
    )
}

/// /help: how it works, and every command with its description.
#[must_use]
pub fn help(language: Language) -> Message {
    let line = |entry: MenuEntry| format!("/{} – {}", entry.word, language.text(&entry.text_key()));
    let lines: Vec<String> = command::menu().into_iter().map(line).collect();

    Message::text(format!("{}\n\n{}", language.text("help"), lines.join("\n")))
}

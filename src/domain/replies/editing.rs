//! A style that is being edited: how it looks now, and what can be changed.

use super::{button, marked, style_name, words};
use crate::domain::button::{Action, DraftAction, EditAction, EditMenu};
use crate::domain::draft::Draft;
use crate::domain::facts::Facts;
use crate::domain::job::WhichStyle;
use crate::domain::language::Language;
use crate::domain::message::{Button, Keyboard, Message, Tool};
use crate::domain::picture::{PictureKey, PictureRef};
use crate::domain::style_edit::{
    Colours, EditProblem, EditedStyle, Rectangle, StyleEdit, StylePart,
};
use crate::domain::work::{self, KindOffer, painting, wallpaper};

/// What the message shows.
#[derive(Clone, Copy, Debug)]
pub struct EditingView<'a> {
    /// The draft with the style.
    pub draft: &'a Draft,
    /// Which of its styles it is.
    pub which: WhichStyle,
    /// The style.
    pub style: EditedStyle,
    /// A picture of the edited style, if it was drawn.
    pub preview: Option<Result<PictureKey, EditProblem>>,
}

/// The edited style, and buttons to change it.
#[must_use]
pub fn message(view: &EditingView, menu: EditMenu, facts: &Facts) -> Message {
    let language = facts.language();
    let picture = match view.preview {
        Some(Ok(preview)) => PictureRef::Own(preview),
        Some(Err(_)) | None => view.style.picture,
    };

    let buttons = EditButtons { view, language };
    let keyboard = match menu {
        EditMenu::All => buttons.everything(facts),
        EditMenu::Colours => buttons.colours(),
        EditMenu::Part => buttons.parts(),
        EditMenu::Stroke => buttons.strokes(),
    };
    Message::picture(picture, caption(view, menu, language)).with(keyboard)
}

fn caption(view: &EditingView, menu: EditMenu, language: Language) -> String {
    let title = match menu {
        EditMenu::All => "editing-title",
        EditMenu::Colours => "editing-ask-colours",
        EditMenu::Part => "editing-ask-part",
        EditMenu::Stroke => "menu-painting-stroke",
    };
    let changes = words::changes(language, &view.style.edit);
    let line = changes.map_or_else(
        || language.text("editing-unchanged"),
        |changes| language.fill("editing-changed", &[("edit", changes.into())]),
    );
    // Without a picture of the changes, the words have to do.
    let is_drawn = view.style.edit.is_nothing() || matches!(view.preview, Some(Ok(_)));
    let note = (!is_drawn).then(|| language.text("editing-not-drawn"));

    let words = format!("{}\n\n{line}", language.text(title));
    note.map_or_else(|| words.clone(), |note| format!("{words}\n{note}"))
}

/// Asks for a copy of a style in which something is painted over. What was painted over before is
/// so already.
#[must_use]
pub fn ask_to_paint_over(
    draft: &Draft,
    which: WhichStyle,
    style: EditedStyle,
    facts: &Facts,
) -> Message {
    let language = facts.language();
    let picture = style.edit.without.map_or(style.picture, PictureRef::Own);
    let on = |key, action| {
        let action = Action::Draft(draft.id, DraftAction::Edit(which, action));
        button(language, key, action)
    };

    let here = on("button-paint-over-here", EditAction::Remove).with_tool(Tool::Brush(picture));
    let leave = on("button-leave-it", EditAction::Open);
    Message::picture(picture, language.text("ask-painted-over"))
        .with(Keyboard::grid(1, [here, leave]))
}

/// The key of the sentence that says why an edit cannot be made.
#[must_use]
pub const fn problem(problem: EditProblem) -> &'static str {
    match problem {
        EditProblem::OtherShape => "editing-other-shape",
        EditProblem::NothingRemoved => "editing-nothing-removed",
        EditProblem::EverythingRemoved => "editing-everything-removed",
        EditProblem::TooSmall => "editing-too-small",
        EditProblem::NotTried => "editing-not-tried",
    }
}

/// The buttons below a style.
struct EditButtons<'a> {
    view: &'a EditingView<'a>,
    language: Language,
}

impl EditButtons<'_> {
    fn edit(&self) -> StyleEdit {
        self.view.style.edit
    }

    fn action(&self, action: EditAction) -> Action {
        Action::Draft(
            self.view.draft.id,
            DraftAction::Edit(self.view.which, action),
        )
    }

    fn on(&self, key: &str, action: EditAction) -> Button {
        button(self.language, key, self.action(action))
    }

    fn choice(&self, label: String, is_chosen: bool, action: EditAction) -> Button {
        Button::new(marked(label, is_chosen), self.action(action))
    }

    fn back(&self) -> Button {
        self.on("button-back", EditAction::Menu(EditMenu::All))
    }

    fn everything(&self, facts: &Facts) -> Keyboard {
        let remove = if self.edit().without.is_none() {
            self.on("button-remove-something", EditAction::Remove)
        } else {
            self.on("button-put-back", EditAction::PutBack)
        };
        let is_edited = !self.edit().is_nothing();
        let reset = is_edited.then(|| self.on("button-edit-reset", EditAction::Reset));
        let offer = facts.rules.offer(wallpaper::NAME);
        let wallpaper = offer
            .is_some_and(KindOffer::is_open)
            .then(|| self.on("button-make-wallpaper", EditAction::Wallpaper));

        Keyboard::rows(vec![
            self.which(),
            vec![
                self.on("button-fewer-colours", EditAction::Menu(EditMenu::Colours)),
                self.on("button-part", EditAction::Menu(EditMenu::Part)),
            ],
            vec![
                remove,
                self.on("button-strokes", EditAction::Menu(EditMenu::Stroke)),
            ],
            wallpaper.into_iter().chain(reset).collect(),
            vec![self.on("button-edit-done", EditAction::Done)],
        ])
    }

    /// With two styles, a button for each.
    fn which(&self) -> Vec<Button> {
        let Some((styles, second)) = self
            .view
            .draft
            .styles
            .and_then(|styles| Some((styles, styles.second?)))
        else {
            return Vec::new();
        };

        let choose = |which: WhichStyle, picture: PictureRef| {
            let label = self.language.fill(
                "button-edit-style-of",
                &[("style", style_name(self.language, picture).into())],
            );
            let action = DraftAction::Edit(which, EditAction::Menu(EditMenu::All));
            Button::new(
                marked(label, which == self.view.which),
                Action::Draft(self.view.draft.id, action),
            )
        };
        vec![
            choose(WhichStyle::First, styles.first),
            choose(WhichStyle::Second, second.picture),
        ]
    }

    fn colours(&self) -> Keyboard {
        let choose = |colours: &Colours| {
            let label = words::colours(self.language, *colours);
            let is_chosen = *colours == self.edit().colours;
            self.choice(label, is_chosen, EditAction::Colours(*colours))
        };
        let choices = Colours::ALL.iter().map(choose);
        Keyboard::grid(2, choices.chain([self.back()]))
    }

    fn parts(&self) -> Keyboard {
        let now = self.edit().part;
        let choose = |part: StylePart| {
            let label = self.language.text(&format!("part-{}", part.name()));
            self.choice(label, part == now, EditAction::Part(part))
        };
        let whole = EditAction::Part(StylePart::Rectangle(Rectangle::WHOLE));
        let drag = self
            .on("button-drag-rectangle", whole)
            .with_tool(Tool::Rectangle(self.view.style.picture));
        let choices = StylePart::NAMED.map(choose).into_iter();
        Keyboard::grid(2, choices.chain([drag, self.back()]))
    }

    fn strokes(&self) -> Keyboard {
        let recipe = &self.view.draft.recipe;
        let knob =
            work::kind(recipe.kind).and_then(|kind| Some((kind, kind.knob(painting::STROKE)?)));
        let choices = knob.map_or_else(Vec::new, |(kind, knob)| {
            let chosen = kind.place(recipe.knobs, knob.code);
            let choose = |place: usize| {
                let label = words::choice(self.language, kind, knob, place);
                let action = EditAction::Stroke(u8::try_from(place).unwrap_or(u8::MAX));
                self.choice(label, chosen == Some(place), action)
            };
            (0..knob.choices.len()).map(choose).collect()
        });
        Keyboard::grid(1, choices.into_iter().chain([self.back()]))
    }
}

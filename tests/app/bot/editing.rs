//! Editing a style: what each button and each picture does, and every way out.

use vernissage::domain::job::Styles;
use vernissage::domain::picture::{PictureKey, PictureRef};
use vernissage::domain::style_edit::{Colours, StyleEdit, StylePart};
use vernissage::domain::work::{painting, wallpaper};

use crate::bot::conversation::{STARTED, SUMMARY, check, check_in};
use crate::bot::world::World;

const SHOWN: &str = "This is what I'll copy the style from.";
const ASK_COLOURS: &str = "How many colours should the style have?";
const ASK_PART: &str = "Which part of the style should I use?";
const ASK_COPY: &str = "Paint over what I shouldn't use";
const EDIT: &str = "tap ✂ Edit the style";
const PAINT: &str = "tap 🎨 Paint it, free";

fn key(name: &str) -> PictureKey {
    PictureKey::from_bytes(name.as_bytes())
}

fn styles(world: &World) -> Styles {
    world.state.draft().unwrap().styles.unwrap()
}

#[test]
fn each_change_is_shown_and_the_summary_names_them() {
    let mut world = World::new();
    check_in(
        &mut world,
        &[
            ("send cat wave", &[SUMMARY]),
            (EDIT, &[SHOWN]),
            ("tap Fewer colours", &[ASK_COLOURS]),
            (
                "tap 5 colours",
                &["How many colours should the style have?\n\nChanged: 5 colours"],
            ),
            ("tap ← Back", &[SHOWN]),
            ("tap A part of it", &[ASK_PART]),
            (
                "tap upper half",
                &["Which part of the style should I use?\n\nChanged: 5 colours, only the upper"],
            ),
            ("tap ← Back", &[SHOWN]),
            ("tap Brush strokes", &["How large should the brush strokes"]),
            ("tap large", &["How large should the brush strokes"]),
            ("tap ← Back", &[SHOWN]),
            (
                "tap Done",
                &[
                    SHOWN,
                    "All set. Ready to start?\n\n\
                     Style: your picture (5 colours, only the upper half)\n\
                     Strength: medium\nBrush strokes: large",
                ],
            ),
        ],
    );
    let edit = StyleEdit {
        colours: Colours::Five,
        part: StylePart::Top,
        without: None,
    };
    assert_eq!(styles(&world).edit, edit);

    check_in(
        &mut world,
        &[
            ("send cat wave", &[SUMMARY]),
            (EDIT, &[SHOWN]),
            ("tap Fewer colours", &[ASK_COLOURS]),
            ("tap 3 colours", &[ASK_COLOURS]),
            ("tap ← Back", &[SHOWN]),
            (
                "tap As it was",
                &["This is what I'll copy the style from.\n\nNothing"],
            ),
            (
                "tap Done",
                &[SHOWN, "All set. Ready to start?\n\nStyle: your picture\n"],
            ),
        ],
    );
}

#[test]
fn something_is_painted_over_and_put_back() {
    let removed = "This is what I'll copy the style from.\n\nChanged: something removed";
    let mut world = World::new();
    check_in(
        &mut world,
        &[
            ("send cat wave", &[SUMMARY]),
            (EDIT, &[SHOWN]),
            ("tap Remove something", &[ASK_COPY]),
            ("say what?", &["I'm waiting for the picture with something"]),
            ("sticker", &["Nice sticker"]),
            ("send cropped", &["This picture isn't the same shape"]),
            ("send untouched", &["I can't find anything painted over"]),
            ("send black", &["That would leave nothing of the style."]),
            ("send unreadable", &["I couldn't look at this picture"]),
            ("send text.pdf", &["This is a PDF"]),
            ("send copy", &[removed]),
        ],
    );
    assert_eq!(styles(&world).first, PictureRef::Own(key("wave")));
    assert_eq!(styles(&world).edit.without, Some(key("copy")));

    check(&[
        ("send cat wave", &[SUMMARY]),
        (EDIT, &[SHOWN]),
        ("tap Remove something", &[ASK_COPY]),
        ("send copy", &[removed]),
        (
            "tap Put it back",
            &["This is what I'll copy the style from.\n\nNothing"],
        ),
        ("tap Remove something", &[ASK_COPY]),
        ("tap Leave it in", &[SHOWN]),
        ("send dog", &["I already have a photo and a style."]),
    ]);
}

#[test]
fn the_question_for_a_copy_ends_with_whatever_else_is_done() {
    let asked: [(&str, &[&str]); 3] = [
        ("send cat wave", &[SUMMARY]),
        (EDIT, &[SHOWN]),
        ("tap Remove something", &[ASK_COPY]),
    ];
    let ways: [(&str, &[&str]); 4] = [
        ("say /cancel", &["All right, the style stays as it is."]),
        ("tap Size and quality", &["Which size and quality?"]),
        ("tap ⇄ Swap", &[SUMMARY]),
        (PAINT, &STARTED),
    ];
    for way in ways {
        let script: Vec<_> = asked.into_iter().chain([way]).collect();
        let mut world = World::new();
        check_in(&mut world, &script);
        let last: (&str, &[&str]) = match way.0 {
            PAINT => ("send dog", &["Lovely. Which style"]),
            _ => ("send dog", &["I already have a photo and a style."]),
        };
        check_in(&mut world, &[last]);
    }

    // Commands and a question in between leave it open.
    check(&[
        asked[0],
        asked[1],
        asked[2],
        ("say /balance", &["You have 0 credits."]),
        ("say /paysupport", &["Is something wrong"]),
        ("say help", &["I've passed it on"]),
        ("send copy", &[SHOWN]),
    ]);
}

#[test]
fn what_cannot_be_made_is_said_and_not_taken_over() {
    let mut world = World::new();
    check_in(
        &mut world,
        &[
            ("send cat wave", &[SUMMARY]),
            (EDIT, &[SHOWN]),
            ("tap Remove something", &[ASK_COPY]),
            ("send half", &[SHOWN]),
            ("tap A part of it", &[ASK_PART]),
            ("tap left half", &["That would leave nothing of the style."]),
            ("tap right half", &[ASK_PART]),
        ],
    );
    assert_eq!(styles(&world).edit.part, StylePart::Right);
}

#[test]
fn an_edit_is_repeated_kept_and_ends_with_its_picture() {
    let edited = "All set. Ready to start?\n\nStyle: your picture (5 colours, something removed)";
    let plain = "All set. Ready to start?\n\nStyle: your picture\n";
    let mut world = World::new();
    check_in(
        &mut world,
        &[
            ("send cat wave", &[SUMMARY]),
            (EDIT, &[SHOWN]),
            ("tap Fewer colours", &[ASK_COLOURS]),
            ("tap 5 colours", &[ASK_COLOURS]),
            ("tap ← Back", &[SHOWN]),
            ("tap Remove something", &[ASK_COPY]),
            ("send copy", &[SHOWN]),
            (PAINT, &STARTED),
            ("finish", &["Your painting!"]),
            ("tap More style", &[edited]),
            ("tap Same style, another photo", &["Great style!"]),
            ("send dog", &[edited]),
            ("tap Save the style", &["The style is saved as “Style 1”"]),
            (
                "say /styles",
                &["Here are some", "Which style", "You have saved"],
            ),
            ("tap My styles", &["Your styles, page 1.", "Choose one"]),
            ("tap Style 1", &["Style 1\n5 colours, something removed"]),
            ("tap Use this style", &[edited]),
            ("tap ⇄ Swap", &[plain]),
            ("tap Use this style", &[edited]),
            ("lose copy", &[]),
            (
                PAINT,
                &["The picture with something painted over has since"],
            ),
            (
                PAINT,
                &[
                    "Started!\n\nStyle: your picture (5 colours)\n",
                    "You're next.",
                ],
            ),
        ],
    );
}

#[test]
fn each_of_two_styles_is_edited() {
    let mut world = World::new();
    check_in(
        &mut world,
        &[
            ("send cat wave", &[SUMMARY]),
            ("tap + Second style", &["Which second style"]),
            ("tap Show me styles", &["Here are some", "Which style"]),
            ("tap Hokusai, The Great Wave", &[SUMMARY]),
            (EDIT, &[SHOWN]),
            ("tap Hokusai, The Great Wave", &[SHOWN]),
            ("tap A part of it", &[ASK_PART]),
            ("tap lower half", &[ASK_PART]),
            ("tap ← Back", &[SHOWN]),
            (
                "tap Done",
                &[
                    SHOWN,
                    "All set. Ready to start?\n\nStyle: your picture\n\
                     Second style: Hokusai, The Great Wave (only the lower half), 50 %",
                ],
            ),
        ],
    );
    assert!(styles(&world).edit.is_nothing());

    let menu = format!("strange d:{}:e:2:m:c", world.state.preparing().unwrap());
    let drop = format!("strange d:{}:1", world.state.preparing().unwrap());
    check_in(
        &mut world,
        &[
            (&menu, &[ASK_COLOURS]),
            (&drop, &[SUMMARY]),
            (&menu, &["This button is out of date"]),
        ],
    );
}

#[test]
fn a_wallpaper_takes_over_the_edit() {
    let summary = "A wallpaper from this picture. Ready to start? For another picture, just send it \
                   or choose one from /styles.\n\nChanged: something removed\nShape: square\n\
                   Size of the pattern: large\nColours: five";
    let mut world = World::new();
    check_in(
        &mut world,
        &[
            ("send cat wave", &[SUMMARY]),
            (EDIT, &[SHOWN]),
            ("tap Fewer colours", &[ASK_COLOURS]),
            ("tap 5 colours", &[ASK_COLOURS]),
            ("tap ← Back", &[SHOWN]),
            ("tap Brush strokes", &["How large should the brush strokes"]),
            ("tap large", &["How large should the brush strokes"]),
            ("tap ← Back", &[SHOWN]),
            ("tap Remove something", &[ASK_COPY]),
            ("send copy", &[SHOWN]),
            ("tap 🧩 Make a wallpaper", &[summary]),
        ],
    );
    let draft = world.state.draft().unwrap();
    assert_eq!(draft.recipe.kind, wallpaper::NAME);
    assert_eq!(draft.photo, PictureRef::Own(key("wave")));

    check_in(
        &mut world,
        &[
            ("send leaves", &["A wallpaper from this picture."]),
            ("tap 🧩 Make it, free", &STARTED),
            ("finish", &["Your wallpaper!"]),
            ("tap Another shape", &["Which shape should it have?"]),
            ("tap for a phone", &["A wallpaper from this picture."]),
            (
                "tap Another picture",
                &["Which picture should I make a wallpaper from?"],
            ),
            ("tap Show me styles", &["Here are some", "Which style"]),
            (
                "tap Hokusai, The Great Wave",
                &["A wallpaper from this picture."],
            ),
            ("tap Paint a photo in this style", &["Great style!"]),
            (
                "send cat",
                &["All set. Ready to start?\n\nStyle: your picture\n"],
            ),
        ],
    );
    assert_eq!(world.state.draft().unwrap().recipe.kind, painting::NAME);

    check(&[
        (
            "say /wallpaper",
            &["Which picture should I make a wallpaper from?"],
        ),
        ("send leaves", &["A wallpaper from this picture."]),
        ("tap For a phone", &["A wallpaper from this picture."]),
        ("tap 🧩 Make it, free", &STARTED),
    ]);
}

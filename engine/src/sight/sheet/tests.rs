use ab_glyph::Font;

use super::*;
use crate::sight::{LayerSight, layers::LAYERS};

fn plain_picture(width: u32, height: u32, level: u8) -> Picture {
    Picture::from_rgb(
        width,
        height,
        vec![level; width as usize * height as usize * 3],
    )
    .unwrap()
}

fn sight(width: u32, height: u32) -> Sight {
    let reaction = Reaction {
        channel: 0,
        piece: plain_picture(24, 24, 200),
        reacts_to: plain_picture(24, 24, 127),
        dreams_of: Some(plain_picture(48, 48, 90)),
    };
    let layers = LAYERS.map(|layer| LayerSight {
        layer,
        reactions: vec![reaction.clone(); 3],
    });

    Sight {
        photo: plain_picture(width, height, 180),
        scores: None,
        map: None,
        lit: Some(plain_picture(width, height, 60)),
        lines: Some(plain_picture(width, height, 240)),
        layers: layers.to_vec(),
        stopped: false,
    }
}

fn words() -> SheetWords {
    SheetWords {
        title: "Что видит сеть".into(),
        said: "Это египетская кошка.".into(),
        more: "Или рысь.".into(),
        ..SheetWords::default()
    }
}

/// The row and column of every pixel of this grey.
fn places(picture: &Picture, level: u8) -> Vec<(usize, usize)> {
    picture
        .as_rgb()
        .chunks_exact(3)
        .enumerate()
        .filter(|(_, pixel)| **pixel == [level; 3])
        .map(|(place, _)| (place / WIDTH, place % WIDTH))
        .collect()
}

#[test]
fn pictures_of_every_shape_keep_the_margins_and_do_not_overlap() {
    for (width, height) in [
        (100, 30),
        (220, 100),
        (219, 100),
        (150, 100),
        (100, 100),
        (91, 100),
        (89, 100),
        (60, 100),
        (20, 100),
    ] {
        let frames = frames(f64::from(width) / f64::from(height), 10);
        for (index, frame) in frames.iter().enumerate() {
            assert!(frame.left >= MARGIN, "{width} x {height}");
            assert!(
                frame.left + frame.width <= WIDTH - MARGIN,
                "{width} x {height}"
            );

            let shape = frame.width as f64 / frame.height as f64;
            let wanted = f64::from(width) / f64::from(height);
            assert!(
                (shape / wanted - 1.0).abs() < 0.04,
                "{width} x {height}: {shape}"
            );

            for other in &frames[index + 1..] {
                let is_beside = frame.left + frame.width <= other.left;
                let is_above = frame.top + frame.height + CAPTION <= other.top;
                assert!(is_beside || is_above, "{width} x {height}");
            }
        }
    }
}

#[test]
fn everything_that_was_seen_is_on_the_sheet() {
    let made = sheet(&sight(300, 200), &words());
    assert_eq!(made.width(), 1080);
    assert!(made.height() > 1200 && made.height() < 2400);

    // The photo is the largest; the pieces are 15 tiles with round corners.
    let photo = places(&made, 180).len();
    assert!(photo > 600 * 390);
    assert!(places(&made, 60).len() > 285 * 185);
    assert!(places(&made, 240).len() > 285 * 185);
    for level in [200, 127, 90] {
        let tiles = places(&made, level).len();
        assert!((14 * TILE * TILE..=15 * TILE * TILE).contains(&tiles));
    }

    let bottom = made.height() as usize;
    for (row, column) in places(&made, 90) {
        assert!(row < bottom - MARGIN && (MARGIN..WIDTH - MARGIN).contains(&column));
    }
}

#[test]
fn what_is_still_to_come_leaves_its_place() {
    let whole = sheet(&sight(300, 200), &words());
    let mut sight = sight(300, 200);
    sight.lit = None;
    sight.lines = None;
    sight.layers.clear();

    let early = sheet(&sight, &words());
    assert_eq!(early.size(), whole.size());
    assert_eq!(places(&early, 180).len(), places(&whole, 180).len());
}

#[test]
fn the_fonts_have_the_letters_of_many_languages() {
    let letters = ('a'..='z')
        .chain('A'..='Z')
        .chain('а'..='я')
        .chain('А'..='Я');
    let others = "ёЁ0123456789.,:;!?—–-…«»„“”’'()%·×/éèüöçñäßğışİãõâêîœіїєґәғқңөұүһ这是猫也许，。：\u{a0}\u{202f}";
    for letter in letters.chain(others.chars()) {
        for face in [Face::Regular, Face::Semibold] {
            let glyph = face.font(letter).glyph_id(letter);
            assert_ne!(glyph.0, 0, "{letter} in {face:?}");
        }
    }
}

#[test]
fn the_fonts_have_every_letter_that_is_written_on_a_sheet() {
    let locales = concat!(env!("CARGO_MANIFEST_DIR"), "/../locales");
    for folder in std::fs::read_dir(locales).unwrap() {
        for file in ["sight.ftl", "seen.ftl", "things.ftl"] {
            let path = folder.as_ref().unwrap().path().join(file);
            let texts = std::fs::read_to_string(&path).unwrap();
            for letter in texts.chars().filter(|letter| !letter.is_control()) {
                let glyph = Face::Regular.font(letter).glyph_id(letter);
                assert_ne!(glyph.0, 0, "{letter:?} in {}", path.display());
            }
        }
    }
}

#[test]
fn words_are_broken_into_lines_that_fit() {
    let words = "Кусочек фотографии, который взволновал нейрон, и что он рисует во сне";
    let lines = text::wrapped(LEGEND, words, 300.0);
    assert!(lines.len() > 2);
    assert_eq!(lines.join(" "), words);
    for line in &lines {
        assert!(text::width(LEGEND, line) <= 300.0, "{line}");
    }
}

#[test]
fn chinese_is_broken_between_characters() {
    let words = "照片中让神经元兴奋的一块，它对什么起反应，以及它梦见什么。";
    let lines = text::wrapped(LEGEND, words, 300.0);
    assert!(lines.len() > 2);
    assert_eq!(lines.concat(), words);
    for line in &lines {
        assert!(text::width(LEGEND, line) <= 300.0, "{line}");
        assert!(!line.starts_with(['，', '。']), "{line}");
    }
}

#[test]
fn a_word_that_is_too_long_is_made_smaller() {
    let mut paper = Paper::new(400, GROUND);
    let end = paper.line(at(20, 60, 300), SAID, "Гиппопотамообразный-преобразный");
    assert!((300..=322).contains(&end), "it ends at {end}");

    let drawn = paper.finish(90);
    let ground = [GROUND.0, GROUND.1, GROUND.2];
    let is_inked = |place: usize| drawn.as_rgb()[place * 3..][..3] != ground;
    let columns: Vec<usize> = (0..400 * 90)
        .filter(|&place| is_inked(place))
        .map(|place| place % 400)
        .collect();
    assert!(!columns.is_empty());
    assert!(columns.iter().all(|column| (18..323).contains(column)));
}

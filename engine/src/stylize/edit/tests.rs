use proptest::prelude::*;

use super::*;
use crate::image::{Limits, OutputFormat};

/// A picture of four squares of these colours, with some grain.
fn four_squares(width: u32, height: u32) -> Picture {
    let colours = [[200, 30, 40], [30, 60, 190], [240, 220, 60], [20, 120, 60]];
    let pixel = |at: u32| {
        let x = at % width;
        let y = at / width;
        let square = usize::from(x >= width / 2) + 2 * usize::from(y >= height / 2);
        let grain = ((x * 7 + y * 13) % 9) as u8;
        colours[square].map(|level: u8| level.saturating_add(grain))
    };

    let rgb = (0..width * height).flat_map(pixel).collect();
    Picture::from_rgb(width, height, rgb).unwrap()
}

/// The picture with everything painted over where `is_painted(x, y)`, in shares of its sides.
fn painted_over(picture: &Picture, is_painted: impl Fn(f64, f64) -> bool) -> Picture {
    let mut rgb = picture.as_rgb().to_vec();
    let width = picture.width() as usize;
    for (at, pixel) in rgb.as_chunks_mut::<3>().0.iter_mut().enumerate() {
        let x = (at % width) as f64 / f64::from(picture.width());
        let y = (at / width) as f64 / f64::from(picture.height());
        if is_painted(x, y) {
            *pixel = [255, 0, 255];
        }
    }

    Picture::from_rgb(picture.width(), picture.height(), rgb).unwrap()
}

fn without(copy: Picture) -> StyleEdit {
    StyleEdit {
        without: Some(copy),
        ..StyleEdit::NOTHING
    }
}

/// The share of the picture that is kept, or why it is refused.
fn kept_share(style: &Picture, copy: Picture) -> Result<f32, EditError> {
    let kept = without(copy).apply(style)?.kept.unwrap();
    Ok(kept.data().iter().sum::<f32>() / kept.area() as f32)
}

#[test]
fn a_picture_has_as_many_colours_as_asked_for() {
    let style = four_squares(120, 90);

    for colours in [2, 3, 4] {
        let edit = StyleEdit {
            colours: Some(colours),
            ..StyleEdit::NOTHING
        };
        let edited = edit.apply(&style).unwrap().picture;
        let mut found: Vec<&[u8]> = edited.as_rgb().chunks(3).collect();
        found.sort_unstable();
        found.dedup();
        assert_eq!(found.len(), usize::from(colours));
        assert_eq!(edit.preview(&style).unwrap(), *edited, "it repeats itself");
    }

    let many = StyleEdit {
        colours: Some(17),
        ..StyleEdit::NOTHING
    };
    assert_eq!(many.preview(&style), Err(EditError::Colours(17)));

    // Of one colour there are no five.
    let plain = Picture::from_rgb(40, 40, vec![99; 4800]).unwrap();
    let five = StyleEdit {
        colours: Some(5),
        ..StyleEdit::NOTHING
    };
    assert_eq!(five.preview(&plain).unwrap(), plain);
}

#[test]
fn a_part_is_cut_out() {
    let style = four_squares(200, 100);
    for (part, size, corner) in [
        ("whole", [200, 100], [200, 30, 40]),
        ("top", [200, 50], [200, 30, 40]),
        ("bottom", [200, 50], [240, 220, 60]),
        ("left", [100, 100], [200, 30, 40]),
        ("right", [100, 100], [30, 60, 190]),
        ("middle", [120, 60], [200, 30, 40]),
        ("50, 60, 50, 40", [100, 40], [20, 120, 60]),
    ] {
        let edit = StyleEdit {
            part: part.parse().unwrap(),
            ..StyleEdit::NOTHING
        };
        let edited = edit.preview(&style).unwrap();
        assert_eq!([edited.width(), edited.height()], size, "{part}");
        let pixel = edited.pixel(0, 0);
        assert!((0..3).all(|c| pixel[c].abs_diff(corner[c]) < 10), "{part}");
    }

    let sliver = StyleEdit {
        part: "0,0,100,20".parse().unwrap(),
        ..StyleEdit::NOTHING
    };
    assert_eq!(
        sliver.preview(&style).unwrap_err().to_string(),
        "the part of the style picture has 200 x 20 px; at least 32 px each way are needed"
    );
    for bad in [
        "",
        "corner",
        "0,0,50",
        "60,0,50,50",
        "0,0,0,50",
        "0,0,nan,9",
    ] {
        assert!(bad.parse::<Part>().is_err(), "{bad}");
    }
}

proptest! {
    #[test]
    fn a_rectangle_lies_within_every_picture(
        left in 0_u16..1100, top in 0_u16..1100, width in 0_u16..1100, height in 0_u16..1100,
        picture_width in 1_u32..9000, picture_height in 1_u32..9000,
    ) {
        if let Some(rectangle) = PartRectangle::new(left, top, width, height) {
            let part = Part::Rectangle(rectangle).within(Size::new(picture_width, picture_height));
            prop_assert!(part.left + part.size.width <= picture_width);
            prop_assert!(part.top + part.size.height <= picture_height);
        }
    }
}

/// The sky of a painting was scribbled over; then a messenger scaled the copy and compressed it.
#[test]
fn what_was_painted_over_is_found_after_a_messenger_had_it() {
    let decode = |bytes: &[u8]| Picture::decode(bytes, &Limits::default()).unwrap();
    let style = decode(include_bytes!("../../../testdata/edit/style.jpg"));
    let kept = |copy: &[u8]| {
        without(decode(copy))
            .apply(&style)
            .map(|edited| edited.kept.unwrap())
    };

    for copy in [
        &include_bytes!("../../../testdata/edit/scribbled_60.jpg")[..],
        &include_bytes!("../../../testdata/edit/scribbled.webp")[..],
    ] {
        let kept = kept(copy).unwrap();
        let share = |rows: std::ops::Range<usize>| {
            let part = kept.part(Region::new(rows, 0..kept.width()));
            part.data().iter().sum::<f32>() / part.area() as f32
        };

        let height = kept.height();
        assert!(share(0..height * 30 / 100) < 0.03);
        assert!(share(height * 42 / 100..height) > 0.99);
    }

    let same = include_bytes!("../../../testdata/edit/same_60.jpg");
    assert_eq!(kept(same), Err(EditError::NothingRemoved));
}

#[test]
fn a_circled_thing_is_removed_and_a_frame_alone_is() {
    let style = four_squares(300, 300);

    let circle = painted_over(&style, |x, y| {
        (0.2..0.25).contains(&(x - 0.4).hypot(y - 0.5))
    });
    let share = kept_share(&style, circle).unwrap();
    assert!((0.75..0.82).contains(&share), "{share}");

    let frame = painted_over(&style, |x, y| {
        !(0.1..0.9).contains(&x) || !(0.1..0.9).contains(&y)
    });
    let share = kept_share(&style, frame).unwrap();
    assert!((0.58..0.65).contains(&share), "{share}");
}

#[test]
fn a_copy_that_says_nothing_is_refused() {
    let style = four_squares(200, 150);
    let jpeg = style.encode(OutputFormat::Jpeg).unwrap();
    let same = Picture::decode(&jpeg, &Limits::default()).unwrap();

    assert_eq!(kept_share(&style, same), Err(EditError::NothingRemoved));
    assert_eq!(
        kept_share(&style, painted_over(&style, |_, _| true)),
        Err(EditError::EverythingRemoved)
    );
    assert!(matches!(
        kept_share(&style, style.part(0, 0, 150, 150)),
        Err(EditError::OtherShape { .. })
    ));

    // A row that an editor dropped is no other shape.
    let cut = painted_over(&style, |x, _| x < 0.5).part(0, 0, 200, 149);
    assert!(kept_share(&style, cut).is_ok());

    let left_only = StyleEdit {
        part: Part::Left,
        ..without(painted_over(&style, |x, _| x < 0.5))
    };
    assert_eq!(left_only.preview(&style), Err(EditError::EverythingRemoved));
}

#[test]
fn removed_places_fade_in_the_preview_and_do_not_count_for_the_colours() {
    let style = four_squares(120, 120);
    let edit = StyleEdit {
        colours: Some(2),
        part: Part::Top,
        without: Some(painted_over(&style, |x, _| x > 0.45)),
    };

    // Only red is left, so that both colours are red.
    let edited = edit.apply(&style).unwrap().picture;
    let mut found: Vec<&[u8]> = edited.as_rgb().chunks(3).collect();
    found.sort_unstable();
    found.dedup();
    assert!(found.iter().all(|pixel| pixel[0] > 190), "{found:?}");

    let preview = edit.preview(&style).unwrap();
    assert_eq!(preview.size(), Size::new(120, 60));
    assert!(preview.pixel(10, 30)[1] < 50 && preview.pixel(110, 30)[1] > 190);
}

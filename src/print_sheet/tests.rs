use super::*;
use crate::{
    domain::{
        ids::{JobId, OrderId},
        order::{
            Design, Format, Recipient, Wrap,
            recipient::{Line, Phone},
        },
        picture::PictureKey,
        picture_size::PictureSize,
    },
    engine::image::{OutputFormat, Picture},
};

pub(super) fn order() -> CanvasOrder {
    let picture = PictureKey::from_bytes(b"a painting");
    let mut order = CanvasOrder::draft(
        OrderId::short(123_456_789),
        JobId::from_row(1),
        picture,
        PictureSize::new(400, 600),
        Moment::default(),
    );

    order.design = Some(Design {
        wrap: Wrap::Mirrored,
        ..Design::new(Format::new(40, 60))
    });

    order.recipient = Recipient {
        name: Line::parse("Анна Ёлкина"),
        phone: Phone::parse("+7 916 123-45-67"),
        city: Line::parse("Санкт-Петербург"),
        street: Line::parse(
            "набережная реки Фонтанки, дом 117, квартира 12, вход со двора, домофон 12К",
        ),
        ..Recipient::default()
    };

    order
}

fn draw(language: Language) -> Vec<u8> {
    draw_order(&order(), language)
}

fn draw_order(order: &CanvasOrder, language: Language) -> Vec<u8> {
    let rgb = (0..98 * 138)
        .flat_map(|at| [(at % 98 * 2) as u8, (at / 98) as u8, 120])
        .collect();
    let picture = Picture::from_rgb(98, 138, rgb)
        .unwrap()
        .encode(OutputFormat::Jpeg)
        .unwrap();

    let print = Print {
        width: 400,
        height: 600,
        wrap: 40,
        bleed: 5,
        dpi: 150,
        pixels: PictureSize::new(2894, 4075),
        resampled_from: Some(PictureSize::new(1476, 2214)),
    };

    PrintSheet {
        language,
        order,
        print,
        picture: &picture,
        at: Moment::default(),
    }
    .draw()
    .unwrap()
}

#[test]
fn a_sheet_is_one_page_with_a_font_of_its_own() {
    for language in Language::ALL {
        let pdf = draw(language);
        assert!(pdf.starts_with(b"%PDF-"));

        let contains = |words: &[u8]| pdf.windows(words.len()).any(|window| window == words);
        assert!(contains(b"/Count 1"), "one page");
        assert!(contains(b"DejaVuSans"), "the font is in the file");
        assert_eq!(
            contains(b"NotoSansCJKsc"),
            language == Language::Zh,
            "a font that is not needed is not in it"
        );
        assert!(contains(b"/ToUnicode"), "the words can be found and copied");
        assert!(contains(b"/ICCBased"), "the picture says its colours");
        assert!(contains(b"/Title"), "the document says what it is");
        assert!(
            pdf.len() < 100_000,
            "only the letters that are used: {} bytes",
            pdf.len()
        );
    }
}

#[test]
fn a_recipient_may_be_called_anything() {
    let mut order = order();
    order.recipient.name = Line::parse("王芳 Åsa Қыз გიორგი");
    let pdf = draw_order(&order, Language::Ru);
    let contains = |words: &[u8]| pdf.windows(words.len()).any(|window| window == words);
    assert!(contains(b"DejaVuSans") && contains(b"NotoSansCJKsc"));
}

#[test]
fn everything_that_the_print_shop_asks_for_stands_on_it() {
    let order = order();
    let print = Print {
        width: 400,
        height: 600,
        wrap: 40,
        bleed: 5,
        dpi: 150,
        pixels: PictureSize::new(2894, 4075),
        resampled_from: Some(PictureSize::new(1476, 2214)),
    };

    let sheet = PrintSheet {
        language: Language::Ru,
        order: &order,
        print,
        picture: &[],
        at: Moment::default(),
    };

    let words: Vec<String> = words::rows(&sheet)
        .into_iter()
        .map(|row| format!("{}: {}", row.label, row.value))
        .collect();
    let words = words.join("\n");
    for expected in [
        "400",
        "490",
        "690",
        "2894",
        "4075",
        "150",
        "1476",
        "Ёлкина",
        "+79161234567",
        "Фонтанки",
        "Петербург",
    ] {
        assert!(words.contains(expected), "{expected} is not in {words}");
    }

    assert!(words::title(Language::Ru, &order).contains(&order.id.to_string()));
}

#[test]
fn a_picture_that_is_none_is_an_error() {
    let order = order();
    let print = Print {
        width: 300,
        height: 400,
        wrap: 0,
        bleed: 0,
        dpi: 150,
        pixels: PictureSize::new(9, 9),
        resampled_from: None,
    };

    let sheet = PrintSheet {
        language: Language::En,
        order: &order,
        print,
        picture: b"nothing",
        at: Moment::default(),
    };
    assert!(sheet.draw().is_err());
}

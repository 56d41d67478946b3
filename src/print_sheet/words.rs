//! The words of a print sheet, from `locales/`.

use super::{Print, PrintSheet};
use crate::domain::{
    language::{Fill, Language},
    order::CanvasOrder,
    replies::canvas,
};

/// A label and its value.
pub(super) struct Row {
    pub(super) label: String,
    pub(super) value: String,
}

pub(super) fn title(language: Language, order: &CanvasOrder) -> String {
    language.fill("sheet-title", &[("order", order.id.to_string().into())])
}

/// All rows, in their order.
pub(super) fn rows(sheet: &PrintSheet) -> Vec<Row> {
    let Print {
        width,
        height,
        wrap,
        bleed,
        dpi,
        pixels,
        resampled_from,
    } = sheet.print;
    let whole = |side: u32| (side + 2 * (wrap + bleed)).to_string();
    let edge = sheet
        .order
        .design
        .map(|design| canvas::wrap(sheet.language, design.wrap))
        .unwrap_or_default();

    let mut values: Vec<(&str, Vec<Fill>)> = vec![
        (
            "face",
            vec![
                ("width", width.to_string().into()),
                ("height", height.to_string().into()),
            ],
        ),
        (
            "whole",
            vec![
                ("width", whole(width).into()),
                ("height", whole(height).into()),
            ],
        ),
        (
            "wrap",
            vec![("wrap", wrap.to_string().into()), ("edge", edge.into())],
        ),
        ("bleed", vec![("bleed", bleed.to_string().into())]),
        (
            "file",
            vec![
                ("width", pixels.width.to_string().into()),
                ("height", pixels.height.to_string().into()),
                ("dpi", dpi.to_string().into()),
            ],
        ),
    ];

    if let Some(size) = resampled_from {
        values.push((
            "resampled",
            vec![
                ("width", size.width.to_string().into()),
                ("height", size.height.to_string().into()),
            ],
        ));
    }

    let print_rows = values
        .into_iter()
        .map(|(key, values)| row(sheet.language, key, &values));

    print_rows.chain(recipient_rows(sheet)).collect()
}

fn row(language: Language, key: &str, values: &[Fill]) -> Row {
    Row {
        label: language.text(&format!("sheet-{key}-label")),
        value: language.fill(&format!("sheet-{key}"), values),
    }
}

/// The recipient, without what is not known.
fn recipient_rows(sheet: &PrintSheet) -> Vec<Row> {
    let to = &sheet.order.recipient;
    let language = sheet.language;
    let label = |key: &str| language.text(&format!("sheet-{key}-label"));
    let country = to
        .country
        .map(|country| canvas::country_name(language, country));

    let address = [
        to.postcode
            .as_ref()
            .map(|postcode| postcode.as_str().to_owned()),
        country,
        to.city.as_ref().map(|city| city.as_str().to_owned()),
        to.street.as_ref().map(|street| street.as_str().to_owned()),
    ];
    let address = address.into_iter().flatten().collect::<Vec<_>>().join(", ");
    let values = [
        (
            "name",
            to.name.as_ref().map(|name| name.as_str().to_owned()),
        ),
        (
            "phone",
            to.phone
                .as_ref()
                .map(|phone| format!("+{}", phone.as_str())),
        ),
        (
            "address",
            Some(address).filter(|address| !address.is_empty()),
        ),
        (
            "delivery",
            sheet
                .order
                .delivery
                .as_ref()
                .map(|way| way.name(language).to_owned()),
        ),
    ];

    values
        .into_iter()
        .filter_map(|(key, value)| {
            Some(Row {
                label: label(key),
                value: value?,
            })
        })
        .collect()
}

pub(super) fn millimetres(language: Language, length: u32) -> String {
    language.fill(
        "sheet-millimetres",
        &[("length", length.to_string().into())],
    )
}

/// Explains the lines in the picture.
pub(super) fn legend(sheet: &PrintSheet) -> String {
    sheet.language.text(if sheet.print.bleed > 0 {
        "sheet-legend-cut"
    } else {
        "sheet-legend"
    })
}

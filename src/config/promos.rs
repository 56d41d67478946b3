//! `[[promo]]`: codes that bring credits, read into the domain's [`Promo`].

use serde::Deserialize;

use super::{
    rules::days,
    validation::{InvalidSetting, invalid, within},
};
use crate::domain::{credits::Credits, rules::Promo, time::Moment};

/// One `[[promo]]` as the file has it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PromoFields {
    code: String,
    credits: u32,
    /// The last day on which the code works.
    until: Option<String>,
    uses: Option<u32>,
}

impl TryFrom<PromoFields> for Promo {
    type Error = InvalidSetting;

    fn try_from(fields: PromoFields) -> Result<Self, InvalidSetting> {
        let code = Self::parse_code(&fields.code).ok_or_else(|| {
            let problem = format!(
                "must be 1 to {} letters, digits, - and _, not {:?}",
                Self::LONGEST,
                fields.code
            );
            invalid("promo.code", problem)
        })?;

        within("promo.credits", fields.credits, 1, 100_000)?;
        within("promo.uses", fields.uses.unwrap_or(1), 1, u32::MAX)?;

        Ok(Self {
            code,
            credits: Credits::new(fields.credits),
            until: fields.until.as_deref().map(end_of_day).transpose()?,
            uses: fields.uses,
        })
    }
}

/// The end of a day in UTC: a code works for the whole of its last day.
fn end_of_day(text: &str) -> Result<Moment, InvalidSetting> {
    let day = Moment::parse_date(text).ok_or_else(|| {
        let problem = format!("must be a day such as \"2026-12-31\", not {text:?}");
        invalid("promo.until", problem)
    })?;

    Ok(day.plus(days(1)))
}

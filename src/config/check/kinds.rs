//! How the kinds of work are offered.

use super::HIGHEST_PRICE;
use crate::{
    config::{
        Settings,
        validation::{InvalidSetting, invalid, within},
    },
    domain::{
        tier::Tier,
        work::{self, KindName, MadeOf, PaidSize, Sizes, painting},
    },
};

/// The most seconds of a film that are taken.
const MOST_SECONDS: u32 = 60;
/// The most frames of a second that are taken.
const MOST_FRAMES: u32 = 30;

pub(super) fn check(settings: &Settings) -> Result<(), InvalidSetting> {
    for (name, sizes) in &settings.kinds {
        let key = |key: &str| format!("kinds.{name}.{key}");
        let other = work::kind(*name).filter(|kind| kind.name != painting::NAME);
        if other.is_none() {
            let names: Vec<String> = work::kinds()
                .iter()
                .filter(|kind| kind.name != painting::NAME)
                .map(|kind| kind.name.to_string())
                .collect();
            let reason = format!("is no kind of work; there are {}", names.join(", "));
            return Err(invalid(format!("kinds.{name}"), reason));
        }

        within(key("free_size"), sizes.free_size, 32, 20_000)?;
        within(key("free_per_day"), sizes.free_per_day, 0, 10_000)?;
        for (tier, paid) in [("premium", sizes.premium), ("hd", sizes.hd)] {
            let PaidSize { size, price } = paid;
            if size > 0 {
                within(key(&format!("{tier}.size")), size, 32, 20_000)?;
            }
            within(
                key(&format!("{tier}.price")),
                price.amount(),
                0,
                HIGHEST_PRICE,
            )?;
        }

        films(*name, sizes)?;
    }

    Ok(())
}

/// How much is taken of films, by kinds that are made of them.
fn films(name: KindName, sizes: &Sizes) -> Result<(), InvalidSetting> {
    let key = format!("kinds.{name}.films");
    let is_of_films = work::kind(name).is_some_and(|kind| kind.made_of == MadeOf::Film);
    let films = match (is_of_films, sizes.films) {
        (false, None) => return Ok(()),
        (false, Some(_)) => return Err(invalid(key, "is for kinds that are made of films")),
        (true, None) => return Err(invalid(key, "is missing: the kind is made of films")),
        (true, Some(films)) => films,
    };

    for (tier, size) in [
        (Tier::Free, films.free),
        (Tier::Premium, films.premium),
        (Tier::Hd, films.hd),
    ] {
        if sizes.offers(tier) {
            let key = format!("{key}.{}", tier.name());
            within(format!("{key}.seconds"), size.seconds, 1, MOST_SECONDS)?;
            let rate = size.frames_per_second;
            within(format!("{key}.frames_per_second"), rate, 1, MOST_FRAMES)?;
        }
    }

    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problem(toml: &str) -> String {
        let settings = Settings::from_toml(toml);
        settings
            .err()
            .map(|error| format!("{error:#}"))
            .unwrap_or_default()
    }

    #[test]
    fn what_is_taken_of_films_is_said_by_kinds_that_are_made_of_them() {
        for (toml, key) in [
            (
                "kinds.dream.films.free = { seconds = 1, frames_per_second = 8 }",
                "kinds.dream.films",
            ),
            (
                "kinds.clip.films.premium = { seconds = 0, frames_per_second = 8 }",
                "kinds.clip.films.premium.seconds",
            ),
            (
                "kinds.quickclip.films.free = { seconds = 3, frames_per_second = 31 }",
                "kinds.quickclip.films.free.frames_per_second",
            ),
        ] {
            let problem = problem(toml);
            assert!(problem.contains(key), "{toml}: {problem}");
        }

        let unused = "kinds.quickclip.films.hd = { seconds = 0, frames_per_second = 0 }";
        assert_eq!(problem(unused), "", "a tier that is not offered");
    }
}

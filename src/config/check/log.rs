//! Checks of the log's level: the library would take a wrong one for the name of a part of the
//! program, and log nothing else.

use crate::config::{
    Log,
    validation::{InvalidSetting, invalid, is_written_with},
};

const LEVELS: [&str; 6] = ["error", "warn", "info", "debug", "trace", "off"];

/// A level for everything, and others for parts of the program.
pub(super) fn check(log: &Log) -> Result<(), InvalidSetting> {
    let mut for_everything = 0;
    for directive in log.level.split(',').map(str::trim) {
        let is_valid = if let Some((part, level)) = directive.split_once('=') {
            is_part(part.trim()) && is_level(level.trim())
        } else {
            for_everything += 1;
            is_level(directive)
        };

        if !is_valid {
            return Err(wrong(&log.level));
        }
    }

    if for_everything == 1 {
        Ok(())
    } else {
        Err(wrong(&log.level))
    }
}

fn is_level(text: &str) -> bool {
    LEVELS.iter().any(|level| level.eq_ignore_ascii_case(text))
}

/// The path of a module, such as `vernissage::workers`.
fn is_part(text: &str) -> bool {
    !text.is_empty() && is_written_with(text, "_:")
}

fn wrong(level: &str) -> InvalidSetting {
    let levels = LEVELS.join(", ");
    let problem = format!(
        "must be one of {levels}, or one of them with levels for parts of the program behind it, \
         such as \"info,sqlx=warn\", not {level:?}"
    );

    invalid("log.level", problem)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::LogFormat;

    fn is_accepted(level: &str) -> bool {
        let log = Log {
            format: LogFormat::Auto,
            level: level.to_owned(),
        };
        check(&log).is_ok()
    }

    #[test]
    fn a_level_is_one_that_the_log_knows() {
        for level in [
            "error",
            "warn",
            "info",
            "debug",
            "trace",
            "off",
            "INFO",
            "info,sqlx=warn",
            "warn, vernissage::workers=debug ,hyper=off",
            "off,vernissage=trace",
        ] {
            assert!(is_accepted(level), "{level}");
        }

        for level in [
            "",
            " ",
            "warning",
            "verbose",
            "3",
            "vernissage",
            "vernissage=debug",
            "info,sqlx",
            "info,warn",
            "info,sqlx=warning",
            "info,",
            "info,=warn",
            "info,sqlx=",
            "info;sqlx=warn",
            "info,sq lx=warn",
            "[span]=info",
        ] {
            assert!(!is_accepted(level), "{level}");
        }
    }
}

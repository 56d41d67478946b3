//! `VERNISSAGE__SECTION__KEY`: what the environment overrides.

use figment::{
    Error, Figment, Metadata, Profile, Provider,
    providers::Env,
    value::{Dict, Map, Value},
};

const PREFIX: &str = "VERNISSAGE__";
const SEPARATOR: &str = "__";

/// The variables of the environment, each with the path of its key.
pub(super) struct Variables(Vec<(Vec<String>, Value)>);

impl Variables {
    /// Those that are set. Where `settings` have words the value is taken as words: a secret may
    /// well be a number.
    pub(super) fn for_settings(settings: &Figment) -> Self {
        Self::of(
            Env::prefixed(PREFIX)
                .iter()
                .map(|(key, value)| (key.into_string(), value)),
            settings,
        )
    }

    fn of(variables: impl Iterator<Item = (String, String)>, settings: &Figment) -> Self {
        let read = |(name, value): (String, String)| {
            let path: Vec<String> = name.split(SEPARATOR).map(str::to_lowercase).collect();
            let known = settings.find_value(&path.join("."));
            let is_words = known.is_ok_and(|known| known.as_str().is_some());
            let value = if is_words {
                Value::from(value)
            } else {
                parsed(&value)
            };

            (path, value)
        };
        Self(variables.map(read).collect())
    }
}

fn parsed(value: &str) -> Value {
    let Ok(value) = value.parse();
    value
}

impl Provider for Variables {
    fn metadata(&self) -> Metadata {
        let name = |keys: &[&str]| format!("{PREFIX}{}", keys.join(SEPARATOR).to_uppercase());
        Metadata::named("the environment").interpolater(move |_, keys| name(keys))
    }

    fn data(&self) -> Result<Map<Profile, Dict>, Error> {
        let mut settings = Dict::new();
        for (path, value) in &self.0 {
            put(&mut settings, path, value);
        }
        Ok(Profile::Default.collect(settings))
    }
}

fn put(dict: &mut Dict, path: &[String], value: &Value) {
    match path {
        [] => {}
        [key] => drop(dict.insert(key.clone(), value.clone())),
        [section, rest @ ..] => {
            let mut inner = dict
                .remove(section)
                .and_then(Value::into_dict)
                .unwrap_or_default();
            put(&mut inner, rest, value);
            dict.insert(section.clone(), Value::from(inner));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{DEFAULTS, Settings, SettingsError};
    use figment::providers::{Format, Toml};
    use secrecy::ExposeSecret;

    fn settings(variables: &[(&str, &str)]) -> Result<Settings, SettingsError> {
        let settings = Figment::from(Toml::string(DEFAULTS));
        let variables = variables
            .iter()
            .map(|&(name, value)| (name.to_owned(), value.to_owned()));
        let variables = Variables::of(variables, &settings);

        Settings::read(&settings.merge(variables))
    }

    #[test]
    fn sections_and_deeper_keys_are_reached() {
        let read = settings(&[
            ("TIERS__FREE__SIZE", "320"),
            ("tiers__free__per_day", "7"),
            ("LOG__FORMAT", "json"),
        ]);
        let free = read.unwrap().tiers.free;
        assert_eq!((free.size, free.per_day), (320, 7));
    }

    #[test]
    fn a_secret_of_digits_stays_as_it_was_written() {
        let read = settings(&[
            ("TELEGRAM__WEBHOOK_SECRET", "007"),
            ("OPERATOR__NAME", "true"),
        ])
        .unwrap();
        assert_eq!(read.telegram.webhook_secret.expose_secret(), "007");
        assert_eq!(read.operator.name, "true");
    }

    #[test]
    fn a_wrong_variable_is_named() {
        let wrong = |name: &str, value: &str| settings(&[(name, value)]).unwrap_err().to_string();
        assert!(wrong("TIERS__FREE__SIZE", "large").contains("VERNISSAGE__TIERS__FREE__SIZE"));
        assert!(wrong("TIERS__FREE__SIZES", "300").contains("sizes"));
    }
}

//! Environment variables named `VERNISSAGE__SECTION__KEY`, which override the settings file.

use figment::{
    Error, Figment, Metadata, Profile, Provider,
    providers::Env,
    value::{Dict, Map, Value},
};

const PREFIX: &str = "VERNISSAGE__";
const SEPARATOR: &str = "__";

/// The environment variables that are settings.
pub(super) struct Variables(Vec<Variable>);

struct Variable {
    /// The key, such as `["tiers", "free", "size"]`.
    path: Vec<String>,
    value: Value,
}

impl Variables {
    /// Reads the environment. Where `settings` have a string, the value stays a string: a secret
    /// may consist of digits.
    pub(super) fn for_settings(settings: &Figment) -> Self {
        let variables = Env::prefixed(PREFIX);
        let variables = variables
            .iter()
            .map(|(name, value)| Variable::new(name.as_str(), value, settings));

        Self(variables.collect())
    }
}

impl Variable {
    /// `name` is without the prefix.
    fn new(name: &str, value: String, settings: &Figment) -> Self {
        let path: Vec<String> = name.split(SEPARATOR).map(str::to_lowercase).collect();
        let default = settings.find_value(&path.join("."));
        let is_string = default.is_ok_and(|default| default.as_str().is_some());
        let value = if is_string {
            Value::from(value)
        } else {
            parse(&value)
        };

        Self { path, value }
    }
}

fn parse(value: &str) -> Value {
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
        for Variable { path, value } in &self.0 {
            insert(&mut settings, path, value);
        }

        Ok(Profile::Default.collect(settings))
    }
}

/// Sets a key, creating the sections that it is in.
fn insert(dict: &mut Dict, path: &[String], value: &Value) {
    match path {
        [] => {}
        [key] => drop(dict.insert(key.clone(), value.clone())),
        [section, rest @ ..] => {
            let mut inner = dict
                .remove(section)
                .and_then(Value::into_dict)
                .unwrap_or_default();
            insert(&mut inner, rest, value);
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
            .map(|&(name, value)| Variable::new(name, value.to_owned(), &settings));
        let variables = Variables(variables.collect());

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

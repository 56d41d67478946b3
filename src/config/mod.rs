//! The settings: `config/default.toml`, overridden by a settings file, overridden by environment
//! variables named `VERNISSAGE__SECTION__KEY`.
//!
//! The only reader of the environment. [`Settings`] has the shape of the file; sections that the
//! domain has a type for are that type, so the file is the one source of defaults. `check` refuses
//! values that make no sense, `rules` hands the domain its numbers. Knows no adapter.

mod check;
mod clips;
mod database;
mod environment;
mod moving;
mod payments;
mod prints;
mod promos;
mod rules;
mod sections;
mod storage;

use std::path::{Path, PathBuf};

use figment::{
    Figment,
    providers::{Format, Toml},
};

use crate::validation;

pub use clips::{Clips, FfmpegChoice};
pub use database::{Database, DatabaseLocation, PostgresDatabase};
pub use payments::{Payments, Receipt, Stripe, StripeReceipts, Switch, TestPayments, Yookassa};
pub use prints::Prints;
pub use rules::megabytes;
pub use sections::{
    Console, Engine, Environment, Limits, Log, LogFormat, Models, Network, Painter, Queue, Quick,
    Server, Settings, Telegram, Vk,
};
pub use storage::{BucketSettings, Storage, StorageLocation};
pub use validation::InvalidSetting;

const DEFAULTS: &str = include_str!("../../config/default.toml");
/// Read from the working folder when it is there.
const SETTINGS_FILE: &str = "vernissage.toml";
const WEIGHTS_FILE: &str = "vgg19-q8.safetensors";

/// Why settings cannot be used; the message names the key and where it was set.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// A key is unknown or missing, or its value cannot be read.
    #[error("the settings are wrong: {0}")]
    Unreadable(Box<figment::Error>),
    /// A value makes no sense.
    #[error("the settings are wrong: {0}")]
    Invalid(#[from] InvalidSetting),
    /// The file named by `--config` does not exist.
    #[error("the settings file {0} does not exist")]
    NoFile(PathBuf),
}

impl Settings {
    /// Reads the settings, from `file` instead of `vernissage.toml` when it is given.
    ///
    /// # Errors
    /// When the file does not exist or a setting is wrong.
    pub fn load(file: Option<&Path>) -> Result<Self, SettingsError> {
        let mut settings = Figment::from(Toml::string(DEFAULTS));
        match file {
            Some(file) if !file.is_file() => return Err(SettingsError::NoFile(file.into())),
            Some(file) => settings = settings.merge(Toml::file_exact(file)),
            None if Path::new(SETTINGS_FILE).is_file() => {
                settings = settings.merge(Toml::file_exact(SETTINGS_FILE));
            }
            None => {}
        }

        let variables = environment::Variables::for_settings(&settings);
        Self::read(&settings.merge(variables))
    }

    /// The defaults, overridden by `toml` and nothing else.
    ///
    /// # Errors
    /// When a setting is wrong.
    pub fn from_toml(toml: &str) -> Result<Self, SettingsError> {
        Self::read(&Figment::from(Toml::string(DEFAULTS)).merge(Toml::string(toml)))
    }

    fn read(figment: &Figment) -> Result<Self, SettingsError> {
        let settings: Self = figment
            .extract()
            .map_err(|error| SettingsError::Unreadable(Box::new(error)))?;
        check::check(&settings)?;

        Ok(settings)
    }
}

impl Models {
    /// The path of the weights: the one in the settings, or the first of the usual places that
    /// exists.
    #[must_use]
    pub fn weights(&self) -> PathBuf {
        if self.path.as_os_str().is_empty() {
            let candidates = usual_places();
            return candidates
                .iter()
                .find(|path| path.is_file())
                .unwrap_or(&candidates[0])
                .clone();
        }

        if self.path.is_dir() {
            self.path.join(WEIGHTS_FILE)
        } else {
            self.path.clone()
        }
    }
}

/// `models/` in the working folder, `models/` beside the program, and the program's own folder.
fn usual_places() -> Vec<PathBuf> {
    let mut places = vec![Path::new("models").join(WEIGHTS_FILE)];
    let program = std::env::current_exe().ok();
    if let Some(folder) = program.as_deref().and_then(Path::parent) {
        places.extend([
            folder.join("models").join(WEIGHTS_FILE),
            folder.join(WEIGHTS_FILE),
        ]);
    }

    places
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{
        credits::Credits,
        money::{Currency, Money},
        order::Format,
        password::PasswordHash,
        payment::Provider,
        tier::{Quality, Tier},
        time::Moment,
    };

    fn problem(toml: &str) -> String {
        Settings::from_toml(toml).unwrap_err().to_string()
    }

    #[test]
    fn the_defaults_are_read_into_the_rules_of_the_domain() {
        let rules = Settings::from_toml("").unwrap().rules();
        assert_eq!(rules.usual(Tier::Hd), Quality::Hd { iterations: 500 });
        assert_eq!(rules.plan(Quality::Premium).price, Credits::new(50));

        let packs: Vec<u32> = rules
            .packs
            .iter()
            .map(|pack| pack.credits.amount())
            .collect();
        assert_eq!(packs, [50, 100, 250, 500, 1000]);

        let keep_inputs = rules.limits.keep_inputs.as_secs();
        assert_eq!(keep_inputs, 30 * 24 * 60 * 60);
    }

    #[test]
    fn proxies_are_addresses_or_networks() {
        let proxies = |list: &str| Settings::from_toml(&format!("server.trusted_proxies = {list}"));
        assert!(proxies("[\"127.0.0.1\", \"10.0.0.0/8\", \"::1\"]").is_ok());

        let refused = proxies("[\"10.0.0.0/33\"]").unwrap_err().to_string();
        assert!(refused.contains("server.trusted_proxies"), "{refused}");
    }

    #[test]
    fn a_wrong_setting_is_named() {
        assert!(problem("[server]\nlisten = \"nonsense\"").contains("server.listen"));
        assert!(problem("[server]\nlistens = \"127.0.0.1:1\"").contains("listens"));
        assert!(problem("[tiers.free]\nsize = 7").contains("tiers.free.size"));
        assert!(problem("[queue]\nlease_seconds = 0").contains("queue.lease_seconds"));
        assert!(problem("environment = \"moon\"").contains("environment"));

        assert!(problem("[telegram]\ntoken = \"12:ab \"").contains("telegram.token"));
    }

    #[test]
    fn a_webhook_without_a_secret_is_refused() {
        let hook = "[telegram]\ntoken = \"12:ab\"\nwebhook_url = \"https://a.example\"\n";
        assert!(problem(hook).contains("telegram.webhook_secret"));
        assert!(
            problem(&format!("{hook}webhook_secret = \"not allowed\""))
                .contains("telegram.webhook_secret")
        );

        assert!(Settings::from_toml(&format!("{hook}webhook_secret = \"a_B-1\"")).is_ok());
    }

    #[test]
    fn a_community_is_known_by_its_number_and_its_secret() {
        let vk = "[vk]\ntoken = \"vk1.a.geheim\"\n";
        assert!(problem(vk).contains("vk.group_id"));
        assert!(problem("[vk]\ntoken = \"a b\"\ngroup_id = 5").contains("vk.token"));

        let vk = format!("{vk}group_id = 5\n");
        assert!(Settings::from_toml(&vk).is_ok());
        assert!(problem(&format!("{vk}api_url = \"api.vk.com\"")).contains("vk.api_url"));

        let callback = format!("{vk}callback_url = \"https://a.example\"\n");
        assert!(problem(&callback).contains("vk.secret"));
        assert!(problem(&format!("{callback}secret = \"not allowed\"")).contains("vk.secret"));
        assert!(
            problem(&format!(
                "{callback}secret = \"a1\"\nconfirmation = \"a b\""
            ))
            .contains("vk.confirmation")
        );

        let settings = Settings::from_toml(&format!("{callback}secret = \"heimlich\"")).unwrap();
        let shown = format!("{settings:?}");
        assert!(!shown.contains("geheim") && !shown.contains("heimlich"));
    }

    #[test]
    fn what_is_sold_and_given_is_looked_at() {
        let pack = |credits: u32| {
            format!("[[packs]]\ncredits = {credits}\nbonus = 1\nstars = 2\nroubles = 3\n")
        };
        let settings = Settings::from_toml(&pack(7)).unwrap();
        assert_eq!(
            settings.rules().packs.len(),
            1,
            "own packs take the place of the usual ones"
        );

        assert!(
            Settings::from_toml("packs = []")
                .unwrap()
                .rules()
                .packs
                .is_empty()
        );

        assert!(problem(&pack(0)).contains("packs.credits"));
        assert!(problem(&pack(7).repeat(2)).contains("packs.credits is 7 twice"));
        assert!(problem(&(1..=7).map(pack).collect::<String>()).contains("packs are 7"));
        assert!(
            problem("[[packs]]\ncredits = 1\nbonus = 0\nstars = 0\nroubles = 1")
                .contains("packs.stars")
        );

        assert!(problem("gifts.inviter = 100001").contains("gifts.inviter"));
        assert!(problem("[[promo]]\ncode = \"a b\"\ncredits = 1").contains("promo.code"));
        assert!(
            problem("[[promo]]\ncode = \"a\"\ncredits = 1\nuntil = \"soon\"")
                .contains("promo.until")
        );

        assert!(problem("[[promo]]\ncode = \"a\"\ncredits = 0").contains("promo.credits"));
        assert!(problem("[[promo]]\ncode = \"a\"\ncredits = 1\nuses = 0").contains("promo.uses"));

        let twice = "[[promo]]\ncode = \"a\"\ncredits = 1\n[[promo]]\ncode = \"A\"\ncredits = 1";
        assert!(problem(twice).contains("promo.code is \"A\" twice"));
    }

    #[test]
    #[expect(clippy::too_many_lines, reason = "one wrong setting after the other")]
    fn what_is_printed_and_delivered_is_looked_at() {
        let prints = Settings::from_toml("").unwrap().rules().prints;
        assert_eq!(
            prints
                .size(Format::new(30, 40))
                .and_then(|size| size.prices.get(Currency::Rub)),
            Some(Money::roubles(1800))
        );

        assert_eq!(
            (
                prints.sizes.len(),
                prints.zones.len(),
                prints.wrap_millimetres
            ),
            (3, 4, 40)
        );

        assert!(
            Settings::from_toml("prints.enabled = false")
                .unwrap()
                .rules()
                .prints
                .sizes
                .is_empty()
        );

        let size = |price: &str| {
            format!("[[prints.sizes]]\nwidth = 30\nheight = 40\nprice = \"{price}\"\ndpi = 150\n")
        };
        let kopecks = Settings::from_toml(&size("1800.50"))
            .unwrap()
            .rules()
            .prints
            .sizes[0]
            .prices
            .get(Currency::Rub);

        assert_eq!(kopecks, Some(Money::new(180_050, Currency::Rub)));

        let abroad = |price: &str, prices: &str| {
            let size = "[[prints.sizes]]\nwidth = 30\nheight = 40\ndpi = 150\n";
            problem(&format!("{size}{price}{prices}"))
        };
        assert!(abroad("", "").contains("prints.sizes.price"));
        assert!(abroad("", "prices = { RUB = \"1\" }").contains("prints.sizes.prices"));
        assert!(abroad("", "prices = { EUR = \"0\" }").contains("prints.sizes.prices"));
        assert!(abroad("", "prices = { EUR = \"0.49\" }").contains("prints.sizes.prices"));

        for price in ["", "0", "-1", "1.005", "free", "250001"] {
            assert!(
                problem(&size(price)).contains("prints.sizes.price"),
                "{price}"
            );
        }

        assert!(
            problem(&size("1").repeat(2)).contains("prints.sizes.width and height are 30x40 twice")
        );

        assert!(problem(&size("1").replace("150", "30")).contains("prints.sizes.dpi"));
        assert!(problem(&size("1").replace("= 30", "= 3")).contains("prints.sizes.width"));

        let zone = |name: &str, price: &str, country: &str| {
            let named =
                format!("[[prints.zones]]\nname = \"{name}\"\nru = \"Почта\"\nen = \"Post\"\n");
            format!("{named}price = \"{price}\"\ncountries = [\"{country}\"]\ncities = []\n")
        };

        assert!(
            Settings::from_toml(&zone("post", "0", "RU")).is_ok(),
            "it may be sent for nothing"
        );

        assert!(problem(&zone("a b", "1", "RU")).contains("prints.zones.name"));
        assert!(problem(&zone("post", "x", "RU")).contains("prints.zones.price"));
        assert!(problem(&zone("post", "1", "Russia")).contains("prints.zones.countries"));
        assert!(problem(&zone("post", "1", "RU").repeat(2)).contains("prints.zones.name"));
        assert!(problem("prints.zones = []").contains("prints.zones"));

        assert!(problem("prints.wrap_millimetres = 1").contains("prints.wrap_millimetres"));
        assert!(
            problem("telegram.provider_token = \"1:TEST:2\"").contains("telegram.provider_token")
        );

        let both = "[telegram]\ntoken = \"12:ab\"\nprovider_token = \"381764678:TEST:geheim\"";
        assert!(!format!("{:?}", Settings::from_toml(both).unwrap()).contains("geheim"));
    }

    #[test]
    fn a_promotion_ends_with_its_last_day() {
        let toml = "[[promo]]\ncode = \"summer\"\ncredits = 5\nuntil = \"2026-08-31\"\nuses = 10";
        let promo = Settings::from_toml(toml).unwrap().rules().promos.remove(0);
        assert_eq!((promo.code.as_str(), promo.uses), ("SUMMER", Some(10)));
        assert_eq!(promo.until, Moment::parse_date("2026-09-01"));
    }

    #[test]
    fn who_takes_the_money_is_looked_at() {
        let shop = "[yookassa]\nshop_id = \"123\"\nsecret_key = \"test_a-B\"\n";
        let provider = |toml: &str| {
            let settings = Settings::from_toml(toml).unwrap();
            settings.page_provider(Currency::Rub)
        };
        assert_eq!(provider(""), Some(Provider::Test));
        assert_eq!(provider("environment = \"production\""), None);
        assert_eq!(provider("test_payments.enabled = \"off\""), None);

        assert_eq!(provider(shop), Some(Provider::Yookassa));
        assert_eq!(
            provider(&format!("environment = \"production\"\n{shop}")),
            Some(Provider::Yookassa)
        );

        let on = "test_payments.enabled = \"on\"\n";
        assert!(
            problem(&format!("environment = \"production\"\n{on}"))
                .contains("test_payments.enabled")
        );

        assert!(problem(&format!("{on}{shop}")).contains("test_payments.enabled"));
        assert!(problem("yookassa.shop_id = \"12a\"").contains("yookassa.shop_id"));
        assert!(problem("yookassa.shop_id = \"12\"").contains("yookassa.secret_key"));
        assert!(problem("yookassa.secret_key = \"x\"").contains("yookassa.secret_key"));
        assert!(problem("yookassa.api_url = \"ftp://a\"").contains("yookassa.api_url"));

        assert!(problem("yookassa.trusted_proxies = [\"a\"]").contains("yookassa.trusted_proxies"));
        assert!(problem("receipt.ask = \"letter\"").contains("receipt.ask"));
        assert!(problem("receipt.vat_code = 13").contains("receipt.vat_code"));
        assert!(problem("receipt.tax_system_code = 7").contains("receipt.tax_system_code"));
        assert!(problem("receipt.ask = \"email\"\nreceipt.item = \" \"").contains("receipt.item"));

        assert!(!format!("{:?}", Settings::from_toml(shop)).contains("test_a-B"));
    }

    #[test]
    fn each_currency_has_somebody_who_takes_it_and_prices() {
        let stripe = "[stripe]\nsecret_key = \"sk_test_51abc\"\nwebhook_secret = \"whsec_abc\"\n";
        let euros = "payments.currencies = [\"EUR\"]\n";
        let pack = "[[packs]]\ncredits = 50\nbonus = 0\nstars = 30\nprices = { EUR = \"0.59\" }\n";
        let settings = Settings::from_toml(&format!("{euros}{stripe}{pack}")).unwrap();
        assert_eq!(
            settings.page_provider(Currency::Eur),
            Some(Provider::Stripe)
        );
        assert_eq!(settings.page_provider(Currency::Rub), None);
        assert!(!format!("{settings:?}").contains("51abc"));

        let wrong = [
            (stripe.to_owned(), "payments.currencies"),
            (format!("{euros}{stripe}"), "payments.currencies"),
            (
                format!("payments.currencies = [\"EUR\", \"RUB\"]\n{stripe}{pack}"),
                "payments.currencies",
            ),
            (
                format!("payments.currencies = [\"XTR\"]\n{stripe}{pack}"),
                "payments.currencies",
            ),
            (
                format!("payments.by_language = {{ en = \"USD\" }}\n{euros}{stripe}{pack}"),
                "payments.by_language",
            ),
            (
                format!("payments.by_language = {{ xx = \"EUR\" }}\n{euros}{stripe}{pack}"),
                "payments.by_language",
            ),
            (
                format!("environment = \"production\"\n{euros}{stripe}{pack}"),
                "stripe.secret_key",
            ),
            (
                format!("{euros}{stripe}{}", pack.replace("0.59", "0.49")),
                "packs.prices",
            ),
            (
                format!("{euros}{stripe}{}", pack.replace("EUR", "RUB")),
                "packs.prices",
            ),
            (
                "stripe.secret_key = \"pk_live_a\"".to_owned(),
                "stripe.secret_key",
            ),
            (
                "stripe.secret_key = \"sk_live_a\"".to_owned(),
                "stripe.webhook_secret",
            ),
            (
                "stripe.webhook_secret = \"whsec_a\"".to_owned(),
                "stripe.secret_key",
            ),
        ];

        for (toml, key) in wrong {
            assert!(problem(&toml).contains(key), "{toml}: {}", problem(&toml));
        }
    }

    #[test]
    fn the_console_wants_a_hash_and_no_password() {
        let hash = PasswordHash::hash("correct horse battery", &[7; 16]).to_string();
        let settings = Settings::from_toml(&format!("console.password_hash = \"{hash}\"")).unwrap();
        assert!(!format!("{settings:?}").contains("argon2"));
        assert!(
            problem("console.password_hash = \"correct horse battery\"")
                .contains("console.password_hash")
        );

        assert!(!problem("console.password_hash = \"correct horse battery\"").contains("horse"));
        assert!(problem("console.idle_minutes = 0").contains("console.idle_minutes"));
        assert!(problem("console.session_hours = 1000").contains("console.session_hours"));
    }

    #[test]
    fn a_secret_is_never_shown() {
        let settings = Settings::from_toml("[telegram]\ntoken = \"12:geheim\"").unwrap();
        assert!(!format!("{settings:?}").contains("geheim"));
    }
}

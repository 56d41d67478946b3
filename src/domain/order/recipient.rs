//! The recipient of a canvas. Every part is checked and normalised before it is kept.

use std::fmt;

use serde::{Deserialize, Serialize};

/// The recipient of a canvas, with the answers given so far.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipient {
    /// A person's name.
    pub name: Option<Line>,
    /// The number that the carrier calls.
    pub phone: Option<Phone>,
    /// The country.
    pub country: Option<Country>,
    /// A town or village.
    pub city: Option<Line>,
    /// Street, house and flat.
    pub street: Option<Line>,
    /// The postcode.
    pub postcode: Option<Postcode>,
}

impl fmt::Debug for Recipient {
    /// Keeps addresses out of the logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Recipient(…)")
    }
}

impl Recipient {
    /// The place that decides the delivery price.
    #[must_use]
    pub fn place(&self) -> Option<Place> {
        Some(Place {
            country: self.country?,
            city: self.city.as_ref()?.as_str().to_owned(),
        })
    }

    /// Whether the carrier has everything it needs.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.name.is_some()
            && self.phone.is_some()
            && self.country.is_some()
            && self.city.is_some()
            && self.street.is_some()
            && self.postcode.is_some()
    }
}

/// A country and a city, which decide the delivery price.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The country.
    pub country: Country,
    /// The city as the person wrote it.
    pub city: String,
}

/// A country by its two-letter code (ISO 3166-1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Country([u8; 2]);

impl Country {
    /// Reads a two-letter code in any case.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let code: [u8; 2] = text.as_bytes().try_into().ok()?;
        code.iter()
            .all(u8::is_ascii_alphabetic)
            .then(|| Self(code.map(|letter| letter.to_ascii_uppercase())))
    }

    /// The code in capitals.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl TryFrom<String> for Country {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::parse(&text).ok_or("a country has two letters")
    }
}

impl From<Country> for String {
    fn from(country: Country) -> Self {
        country.code().to_owned()
    }
}

macro_rules! kept_words {
    ($(#[$doc:meta])* $name:ident, $read:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The text as it is written on the parcel.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = &'static str;

            fn try_from(words: String) -> Result<Self, Self::Error> {
                Self::$read(&words).ok_or("it was not written in the one way")
            }
        }

        impl From<$name> for String {
            fn from(words: $name) -> Self {
                words.0
            }
        }
    };
}

kept_words!(
    /// A line of an address: a name, a city, or a street with its number.
    Line,
    parse
);
kept_words!(
    /// A phone number with its country code, digits only: `79161234567`.
    Phone,
    from_digits
);
kept_words!(
    /// A postcode in capitals, with no spaces.
    Postcode,
    parse
);

impl Line {
    /// The longest line in characters.
    pub const LONGEST: usize = 120;

    /// Reads a line. White space is collapsed; `None` if it has control characters or too few
    /// letters.
    #[must_use]
    pub fn parse(words: &str) -> Option<Self> {
        if words.chars().count() > 4 * Self::LONGEST
            || words
                .chars()
                .any(|c| c.is_control() && c != '\n' && c != '\t')
        {
            return None;
        }

        let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let letters = line
            .chars()
            .filter(|letter| letter.is_alphanumeric())
            .count();

        (letters >= 2 && line.chars().count() <= Self::LONGEST).then_some(Self(line))
    }
}

impl Phone {
    /// Reads a number as people write it; Russian ones may begin with 8.
    #[must_use]
    pub fn parse(words: &str) -> Option<Self> {
        let words = words.trim();
        let plus = words.starts_with('+');
        if !words
            .chars()
            .all(|c| c.is_ascii_digit() || " +-()".contains(c))
            || words.matches('+').count() > usize::from(plus)
        {
            return None;
        }

        let digits: String = words.chars().filter(char::is_ascii_digit).collect();
        match (digits.len(), plus) {
            (11, false) if digits.starts_with('8') => Some(Self(format!("7{}", &digits[1..]))),
            (10, false) if digits.starts_with('9') => Some(Self(format!("7{digits}"))),
            _ => Self::from_digits(&digits),
        }
    }

    /// Reads the digits as they are kept: after the country code, an 8 is like any other.
    fn from_digits(digits: &str) -> Option<Self> {
        let is_number = digits.bytes().all(|digit| digit.is_ascii_digit());
        (is_number && (11..=15).contains(&digits.len())).then(|| Self(digits.to_owned()))
    }
}

/// How postcodes are written without spaces and hyphens: 9 is a digit, A a letter, ? any of both.
/// Countries without a line here have every form.
const FORMS: [(&str, &[&str]); 42] = [
    ("AT", &["9999"]),
    ("AU", &["9999"]),
    ("BE", &["9999"]),
    ("BG", &["9999"]),
    ("BR", &["99999999"]),
    ("BY", &["999999"]),
    ("CA", &["A9A9A9"]),
    ("CH", &["9999"]),
    ("CN", &["999999"]),
    ("CZ", &["99999"]),
    ("DE", &["99999"]),
    ("DK", &["9999"]),
    ("EE", &["99999"]),
    ("ES", &["99999"]),
    ("FI", &["99999"]),
    ("FR", &["99999"]),
    (
        "GB",
        &["A99AA", "A999AA", "AA99AA", "AA999AA", "A9A9AA", "AA9A9AA"],
    ),
    ("GR", &["99999"]),
    ("HR", &["99999"]),
    ("HU", &["9999"]),
    ("IE", &["A9?????"]),
    ("IT", &["99999"]),
    ("JP", &["9999999"]),
    ("KG", &["999999"]),
    ("KR", &["99999"]),
    ("KZ", &["999999", "A99A9A9"]),
    ("LT", &["99999", "AA99999"]),
    ("LU", &["9999"]),
    ("MX", &["99999"]),
    ("NL", &["9999AA"]),
    ("NO", &["9999"]),
    ("PL", &["99999"]),
    ("PT", &["9999999"]),
    ("RO", &["999999"]),
    ("RU", &["999999"]),
    ("SE", &["99999"]),
    ("SK", &["99999"]),
    ("TJ", &["999999"]),
    ("TR", &["99999"]),
    ("UA", &["99999"]),
    ("US", &["99999", "999999999"]),
    ("UZ", &["999999"]),
];

/// Whether a postcode is written in this form.
fn has_form(code: &str, form: &str) -> bool {
    let fits = |(letter, place): (u8, u8)| match place {
        b'9' => letter.is_ascii_digit(),
        b'A' => letter.is_ascii_alphabetic(),
        _ => letter.is_ascii_alphanumeric(),
    };

    code.len() == form.len() && code.bytes().zip(form.bytes()).all(fits)
}

impl Postcode {
    /// Reads a postcode of any country.
    #[must_use]
    pub fn parse(words: &str) -> Option<Self> {
        let code: String = words
            .trim()
            .chars()
            .filter(|c| *c != ' ' && *c != '-')
            .collect::<String>()
            .to_uppercase();

        let is_one = (3..=10).contains(&code.len())
            && code.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && code.bytes().any(|byte| byte.is_ascii_digit());

        is_one.then_some(Self(code))
    }

    /// Reads a postcode of this country.
    #[must_use]
    pub fn for_country(country: Country, words: &str) -> Option<Self> {
        let code = Self::parse(words)?;
        let known = FORMS.iter().find(|(known, _)| *known == country.code());
        let fits = known.is_none_or(|(_, forms)| forms.iter().any(|form| has_form(&code.0, form)));

        fits.then_some(code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_is_written_in_one_way() {
        for words in [
            "+7 (916) 123-45-67",
            "89161234567",
            "9161234567",
            " 7 916 1234567",
        ] {
            assert_eq!(
                Phone::parse(words).unwrap().as_str(),
                "79161234567",
                "{words}"
            );
        }

        for words in [
            "",
            "123",
            "+1+2",
            "7916123456x",
            "1234567890123456",
            "７９１６１２３４５６７",
        ] {
            assert_eq!(Phone::parse(words), None, "{words}");
        }
    }

    #[test]
    fn a_phone_is_kept_with_its_own_country_code() {
        let tokyo = Phone::parse("+81 3 1234-5678").unwrap();
        let kept = serde_json::to_string(&tokyo).unwrap();
        assert_eq!(kept, "\"81312345678\"");
        assert_eq!(serde_json::from_str::<Phone>(&kept).unwrap(), tokyo);

        for words in ["\"+7 916 123-45-67\"", "\"123\"", "\"\""] {
            assert!(serde_json::from_str::<Phone>(words).is_err(), "{words}");
        }
    }

    #[test]
    fn a_postcode_is_read_by_its_country() {
        let russia = Country::parse("ru").unwrap();
        let britain = Country::parse("GB").unwrap();
        assert_eq!(
            Postcode::for_country(russia, " 101 000 ").unwrap().as_str(),
            "101000"
        );

        assert_eq!(
            Postcode::for_country(britain, "sw1a 1aa").unwrap().as_str(),
            "SW1A1AA"
        );

        for words in ["", "10100", "1010000", "10100O", "одинодин", "сто"] {
            assert_eq!(Postcode::for_country(russia, words), None, "{words}");
        }

        let read = |country: &str, words: &str| {
            let country = Country::parse(country).unwrap();
            Postcode::for_country(country, words).map(String::from)
        };
        assert_eq!(read("DE", "10115").as_deref(), Some("10115"));
        assert_eq!(read("NL", "1012 ab").as_deref(), Some("1012AB"));
        assert_eq!(read("IE", "D02 X285").as_deref(), Some("D02X285"));
        assert_eq!(read("US", "94103-1234").as_deref(), Some("941031234"));
        assert_eq!(read("AE", "12345").as_deref(), Some("12345"));

        for (country, words) in [("DE", "1011"), ("NL", "101255"), ("GB", "12345")] {
            assert_eq!(read(country, words), None, "{country} {words}");
        }
    }

    #[test]
    fn a_line_is_one_line_of_words() {
        assert_eq!(
            Line::parse("  Anna\n  Petrova ").unwrap().as_str(),
            "Anna Petrova"
        );

        assert_eq!(Line::parse(&"я".repeat(121)), None);

        for words in ["", "-", "a", "\u{7}anna", "🙂🙂"] {
            assert_eq!(Line::parse(words), None, "{words}");
        }
    }

    #[test]
    fn an_address_does_not_get_into_a_log() {
        let recipient = Recipient {
            name: Line::parse("Anna"),
            ..Recipient::default()
        };
        assert_eq!(format!("{recipient:?}"), "Recipient(…)");
    }
}

//! Where a receipt for a payment goes.

use serde::{Deserialize, Serialize};

use super::order::Phone;

/// `receipt.ask` of the settings: the kind of address that receipts are sent to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ReceiptTo {
    /// No receipts are sent.
    #[default]
    #[serde(rename = "no")]
    Nowhere,
    /// An e-mail address.
    Email,
    /// A phone number.
    Phone,
}

/// An address for receipts, checked and in a normal form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Contact {
    /// `somebody@example.org`.
    Email(String),
    /// Digits with the country code, as in E.164 but without the plus: `79161234567`.
    Phone(String),
}

impl Contact {
    /// The longest e-mail address that RFC 5321 allows.
    const LONGEST: usize = 254;

    /// Reads what a person wrote when asked for this kind of address; `None` if it is not one.
    #[must_use]
    pub fn parse(text: &str, kind: ReceiptTo) -> Option<Self> {
        match kind {
            ReceiptTo::Nowhere => None,
            ReceiptTo::Email => parse_email(text.trim()).map(Self::Email),
            ReceiptTo::Phone => Phone::parse(text).map(|phone| Self::Phone(phone.into())),
        }
    }

    /// Whether it is an address of this kind.
    #[must_use]
    pub const fn fits(&self, kind: ReceiptTo) -> bool {
        matches!(
            (self, kind),
            (Self::Email(_), ReceiptTo::Email) | (Self::Phone(_), ReceiptTo::Phone)
        )
    }
}

fn parse_email(text: &str) -> Option<String> {
    let (local, domain) = text.split_once('@')?;
    let only_has = |text: &str, marks: &str| {
        text.chars()
            .all(|c| c.is_ascii_alphanumeric() || marks.contains(c))
    };

    let is_local = (1..=64).contains(&local.len()) && only_has(local, ".!#$%&'*+/=?^_`{|}~-");
    let labels: Vec<&str> = domain.split('.').collect();
    let is_domain = labels.len() > 1
        && labels.iter().all(|label| {
            !label.is_empty()
                && only_has(label, "-")
                && !label.starts_with('-')
                && !label.ends_with('-')
        });

    let is_email = is_local && is_domain && text.len() <= Contact::LONGEST;
    is_email.then(|| format!("{local}@{}", domain.to_ascii_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_is_written_in_one_way() {
        let email = |words| Contact::parse(words, ReceiptTo::Email);
        assert_eq!(
            email(" Anna.B+1@Example.ORG "),
            Some(Contact::Email("Anna.B+1@example.org".into()))
        );

        for words in [
            "",
            "anna",
            "anna@",
            "@a.b",
            "a@b",
            "a b@c.d",
            "a@b..c",
            "a@-b.c",
            "a@b.c\nX: y",
            "а@б.рф",
            "a@b@c.d",
        ] {
            assert_eq!(email(words), None, "{words}");
        }

        let phone = |words| Contact::parse(words, ReceiptTo::Phone);
        for words in [
            "+7 (916) 123-45-67",
            "89161234567",
            "9161234567",
            "7 916 1234567",
        ] {
            assert_eq!(
                phone(words),
                Some(Contact::Phone("79161234567".into())),
                "{words}"
            );
        }

        for words in ["", "123", "+1+2", "7916123456x", "1234567890123456"] {
            assert_eq!(phone(words), None, "{words}");
        }
    }
}

//! The strict reading of forms: nested names in brackets, no name twice, and everything that is
//! sent is asked for.

use std::{cell::RefCell, collections::BTreeMap};

use url::form_urlencoded;

use super::refusal::Refusal;

/// The fields of a form, flat, by names such as `metadata[purchase]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Form {
    fields: BTreeMap<String, String>,
    /// What nobody has asked for so far.
    unread: RefCell<Vec<String>>,
}

impl Form {
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, Refusal> {
        let mut form = Self::default();
        for (name, value) in form_urlencoded::parse(bytes) {
            if form.fields.contains_key(name.as_ref()) {
                return Err(Refusal::invalid(&name, "is there twice"));
            }

            form.unread.borrow_mut().push(name.clone().into_owned());
            form.fields.insert(name.into_owned(), value.into_owned());
        }

        Ok(form)
    }

    /// A field that may be missing.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.unread.borrow_mut().retain(|unread| unread != name);
        self.fields.get(name).map(String::as_str)
    }

    /// A field that has to be there.
    pub(super) fn need(&self, name: &str) -> Result<&str, Refusal> {
        self.get(name)
            .filter(|value| !value.is_empty())
            .ok_or_else(|| Refusal::invalid(name, "Missing required param"))
    }

    /// A field with one of these values.
    pub(super) fn one_of(&self, name: &str, known: &[&str]) -> Result<(), Refusal> {
        if self.get(name).is_none_or(|value| known.contains(&value)) {
            Ok(())
        } else {
            Err(Refusal::invalid(name, "Invalid value"))
        }
    }

    /// A whole number, without a sign or a point.
    pub(super) fn integer(&self, name: &str) -> Result<u64, Refusal> {
        let value = self.need(name)?;
        let is_plain = value.bytes().all(|byte| byte.is_ascii_digit());
        value
            .parse()
            .ok()
            .filter(|_| is_plain)
            .ok_or_else(|| Refusal::invalid(name, "Invalid integer"))
    }

    /// Metadata below a name.
    pub(super) fn metadata(&self, name: &str) -> Result<BTreeMap<String, String>, Refusal> {
        let start = format!("{name}[");
        let fields: Vec<String> = self.fields.keys().cloned().collect();
        let mut metadata = BTreeMap::new();
        for field in fields.iter().filter(|field| field.starts_with(&start)) {
            let key = field[start.len()..].trim_end_matches(']').to_owned();
            let value = self.get(field).unwrap_or_default().to_owned();
            if key.len() > 40 || value.chars().count() > 500 {
                return Err(Refusal::invalid(field, "is too long"));
            }
            metadata.insert(key, value);
        }

        Ok(metadata)
    }

    /// Refuses what nobody has asked for.
    pub(super) fn has_no_more(&self) -> Result<(), Refusal> {
        match self.unread.borrow().first() {
            Some(unread) => Err(Refusal::unknown(unread)),
            None => Ok(()),
        }
    }

    /// Whether another form has the same fields.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.fields == other.fields
    }
}

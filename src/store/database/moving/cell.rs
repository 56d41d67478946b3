//! Values on their way from one database to the other.

use anyhow::bail;
use sha2::{Digest, Sha256};
use sqlx::{Postgres, postgres::PgArguments, query::Query};

/// The types that both databases have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Integer,
    Boolean,
    Real,
    Text,
    Bytes,
}

impl Kind {
    /// From PostgreSQL's name.
    pub(super) fn parse(name: &str) -> anyhow::Result<Self> {
        Ok(match name {
            "bigint" => Self::Integer,
            "boolean" => Self::Boolean,
            "double precision" => Self::Real,
            "text" => Self::Text,
            "bytea" => Self::Bytes,
            other => bail!("a column has the type {other}, which is a mistake in the program"),
        })
    }

    /// PostgreSQL's name.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Integer => "bigint",
            Self::Boolean => "boolean",
            Self::Real => "double precision",
            Self::Text => "text",
            Self::Bytes => "bytea",
        }
    }
}

/// The value of a column in a row.
pub(super) enum Cell {
    Integer(Option<i64>),
    Boolean(Option<bool>),
    Real(Option<f64>),
    Text(Option<String>),
    Bytes(Option<Vec<u8>>),
}

impl Cell {
    /// PostgreSQL knows no text with the character U+0000, which a stranger may have sent.
    pub(super) fn text(text: Option<String>) -> Self {
        Self::Text(text.map(|text| {
            if text.contains('\0') {
                text.replace('\0', "\u{fffd}")
            } else {
                text
            }
        }))
    }

    /// The bytes of the value; `None` for NULL.
    fn bytes(&self) -> Option<Vec<u8>> {
        match self {
            Self::Integer(value) => value.map(|value| value.to_le_bytes().to_vec()),
            Self::Boolean(value) => value.map(|value| vec![u8::from(value)]),
            Self::Real(value) => value.map(|value| value.to_bits().to_le_bytes().to_vec()),
            Self::Text(value) => value.as_ref().map(|value| value.as_bytes().to_vec()),
            Self::Bytes(value) => value.clone(),
        }
    }

    fn size(&self) -> usize {
        match self {
            Self::Text(Some(text)) => text.len(),
            Self::Bytes(Some(bytes)) => bytes.len(),
            _ => size_of::<i64>(),
        }
    }
}

/// A sum over rows in any order. Rows that differ in a single byte have different sums.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct RowSum {
    rows: u64,
    digests: u128,
}

impl RowSum {
    pub(super) const fn rows(&self) -> u64 {
        self.rows
    }

    pub(super) fn add(&mut self, cells: &[Cell]) {
        let mut digest = Sha256::new();
        for cell in cells {
            match cell.bytes() {
                Some(bytes) => {
                    digest.update((bytes.len() as u64).to_le_bytes());
                    digest.update(bytes);
                }
                None => digest.update(u64::MAX.to_le_bytes()),
            }
        }

        let digest = digest.finalize();
        let half = digest.iter().take(size_of::<u128>());
        let number = half.fold(0_u128, |number, byte| number << 8 | u128::from(*byte));
        self.rows += 1;
        self.digests = self.digests.wrapping_add(number);
    }
}

/// The values of some rows, column by column.
pub(super) struct Batch {
    columns: Vec<Values>,
    rows: usize,
    bytes: usize,
}

enum Values {
    Integers(Vec<Option<i64>>),
    Booleans(Vec<Option<bool>>),
    Reals(Vec<Option<f64>>),
    Texts(Vec<Option<String>>),
    Bytes(Vec<Option<Vec<u8>>>),
}

impl Batch {
    /// No rows yet, of columns with these types.
    pub(super) fn new(kinds: impl Iterator<Item = Kind>) -> Self {
        let values = |kind| match kind {
            Kind::Integer => Values::Integers(Vec::new()),
            Kind::Boolean => Values::Booleans(Vec::new()),
            Kind::Real => Values::Reals(Vec::new()),
            Kind::Text => Values::Texts(Vec::new()),
            Kind::Bytes => Values::Bytes(Vec::new()),
        };

        Self {
            columns: kinds.map(values).collect(),
            rows: 0,
            bytes: 0,
        }
    }

    pub(super) const fn rows(&self) -> usize {
        self.rows
    }

    pub(super) const fn bytes(&self) -> usize {
        self.bytes
    }

    /// Adds a row of the same columns.
    pub(super) fn push(&mut self, cells: Vec<Cell>) {
        self.rows += 1;
        for (values, cell) in self.columns.iter_mut().zip(cells) {
            self.bytes += cell.size();
            match (values, cell) {
                (Values::Integers(values), Cell::Integer(value)) => values.push(value),
                (Values::Booleans(values), Cell::Boolean(value)) => values.push(value),
                (Values::Reals(values), Cell::Real(value)) => values.push(value),
                (Values::Texts(values), Cell::Text(value)) => values.push(value),
                (Values::Bytes(values), Cell::Bytes(value)) => values.push(value),
                _ => unreachable!("cells are read by the kinds of their columns"),
            }
        }
    }

    pub(super) fn bind_to(
        self,
        query: Query<'_, Postgres, PgArguments>,
    ) -> Query<'_, Postgres, PgArguments> {
        self.columns
            .into_iter()
            .fold(query, |query, values| match values {
                Values::Integers(values) => query.bind(values),
                Values::Booleans(values) => query.bind(values),
                Values::Reals(values) => query.bind(values),
                Values::Texts(values) => query.bind(values),
                Values::Bytes(values) => query.bind(values),
            })
    }
}

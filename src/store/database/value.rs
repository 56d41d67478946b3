//! Values on their way into a statement. Each has a type even if it is NULL, because PostgreSQL
//! wants one.

use sqlx::{
    Arguments, Database, Decode, Type, error::BoxDynError, postgres::PgArguments,
    sqlite::SqliteArguments,
};

/// A value of one of the types that both databases have.
#[derive(Clone, Debug)]
pub(in crate::store) enum Value {
    Integer(Option<i64>),
    Real(Option<f64>),
    Boolean(Option<bool>),
    Text(Option<String>),
    Bytes(Option<Vec<u8>>),
}

impl Value {
    pub(super) fn all_for_sqlite(values: Vec<Self>) -> sqlx::Result<SqliteArguments> {
        let mut arguments = SqliteArguments::default();
        for value in values {
            match value {
                Self::Integer(value) => arguments.add(value),
                Self::Real(value) => arguments.add(value),
                Self::Boolean(value) => arguments.add(value),
                Self::Text(value) => arguments.add(value),
                Self::Bytes(value) => arguments.add(value),
            }
            .map_err(sqlx::Error::Encode)?;
        }

        Ok(arguments)
    }

    /// Only those that the statement names: a list of statements may be given the same values, and
    /// PostgreSQL wants as many as it prepared the text for.
    pub(super) fn all_for_postgres(sql: &str, values: Vec<Self>) -> sqlx::Result<PgArguments> {
        let mut arguments = PgArguments::default();
        for value in values.into_iter().take(highest_placeholder(sql)) {
            match value {
                Self::Integer(value) => arguments.add(value),
                Self::Real(value) => arguments.add(value),
                Self::Boolean(value) => arguments.add(value),
                Self::Text(value) => arguments.add(value),
                Self::Bytes(value) => arguments.add(value),
            }
            .map_err(sqlx::Error::Encode)?;
        }

        Ok(arguments)
    }
}

/// The highest number after a `$`.
fn highest_placeholder(sql: &str) -> usize {
    let number = |after: &str| {
        let end = after.find(|one: char| !one.is_ascii_digit());
        after[..end.unwrap_or(after.len())].parse().unwrap_or(0)
    };

    sql.split('$').skip(1).map(number).max().unwrap_or(0)
}

/// Values and their optional forms.
macro_rules! values {
    ($($from:ty => $variant:ident($into:expr),)*) => {$(
        impl From<$from> for Value {
            fn from(value: $from) -> Self {
                let convert: fn($from) -> _ = $into;
                Self::$variant(Some(convert(value)))
            }
        }

        impl From<Option<$from>> for Value {
            fn from(value: Option<$from>) -> Self {
                let convert: fn($from) -> _ = $into;
                Self::$variant(value.map(convert))
            }
        }
    )*};
}

values! {
    i64 => Integer(|value| value),
    i32 => Integer(i64::from),
    i16 => Integer(i64::from),
    i8 => Integer(i64::from),
    u32 => Integer(i64::from),
    u16 => Integer(i64::from),
    u8 => Integer(i64::from),
    f64 => Real(|value| value),
    f32 => Real(f64::from),
    bool => Boolean(|value| value),
    String => Text(|value| value),
    &str => Text(str::to_owned),
    &String => Text(String::clone),
    Vec<u8> => Bytes(|value| value),
    &[u8] => Bytes(<[u8]>::to_vec),
}

impl From<&i64> for Value {
    fn from(value: &i64) -> Self {
        Self::from(*value)
    }
}

/// A number of 32 bits without a sign in a column, which the databases keep as one of 64 with a
/// sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) struct Whole(pub(in crate::store) u32);

impl<Db: Database> Type<Db> for Whole
where
    i64: Type<Db>,
{
    fn type_info() -> Db::TypeInfo {
        i64::type_info()
    }

    fn compatible(info: &Db::TypeInfo) -> bool {
        i64::compatible(info)
    }
}

impl<'r, Db: Database> Decode<'r, Db> for Whole
where
    i64: Decode<'r, Db>,
{
    fn decode(value: Db::ValueRef<'r>) -> Result<Self, BoxDynError> {
        let stored = i64::decode(value)?;
        Ok(Self(stored.try_into()?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_values_that_a_text_names_are_sent() {
        assert_eq!(highest_placeholder("SELECT 1"), 0);
        assert_eq!(highest_placeholder("SELECT $2, $10 WHERE a = $1"), 10);
        // A path of JSON is no placeholder.
        assert_eq!(highest_placeholder("json_extract(a, '$.b') = $1"), 1);
    }
}

//! Every statement of the store is one that both databases understand.
//!
//! All texts in the sources are prepared on both. Where a part of a text is put in when the program
//! runs, something stands in for it here; texts that are put together piece by piece from a first
//! part are prepared by the facts that run them.

use std::{collections::BTreeMap, fs, path::Path};

use proc_macro2::{TokenStream, TokenTree};
use sqlx::{AssertSqlSafe, Executor, PgConnection, SqlSafeStr, SqliteConnection};
use syn::visit::Visit;

use super::databases::{on_postgres, on_sqlite};

/// The words that a statement begins with.
const BEGINNINGS: [&str; 5] = ["SELECT ", "INSERT ", "UPDATE ", "DELETE ", "WITH "];

/// What may stand where the program puts something in.
const PARTS: [(&str, &str); 5] = [
    ("{lane}", "lane"),
    ("{table}", "jobs"),
    ("{key}", "id"),
    ("* {}", "* 2"),
    ("{}", "TRUE"),
];

/// The clauses that SQLite does not get. Each ends a line, a sub-select or the text.
const LOCKS: [&str; 3] = ["FOR NO KEY UPDATE", "FOR UPDATE", "FOR SHARE"];

/// The texts of a file.
#[derive(Default)]
struct Texts {
    /// Constants, which other texts name.
    named: BTreeMap<String, String>,
    all: Vec<String>,
}

impl<'ast> Visit<'ast> for Texts {
    fn visit_item_const(&mut self, item: &'ast syn::ItemConst) {
        if let syn::Expr::Lit(literal) = &*item.expr
            && let syn::Lit::Str(text) = &literal.lit
        {
            self.named.insert(item.ident.to_string(), text.value());
        }

        syn::visit::visit_item_const(self, item);
    }

    fn visit_lit_str(&mut self, text: &'ast syn::LitStr) {
        self.all.push(text.value());
    }

    fn visit_macro(&mut self, item: &'ast syn::Macro) {
        self.visit_tokens(item.tokens.clone());
    }
}

impl Texts {
    fn visit_tokens(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Group(group) => self.visit_tokens(group.stream()),
                TokenTree::Literal(literal) => {
                    if let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string()) {
                        self.all.push(text.value());
                    }
                }
                _ => {}
            }
        }
    }

    fn read(&mut self, folder: &Path) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                self.read(&path);
            } else {
                let code = syn::parse_file(&fs::read_to_string(path).unwrap()).unwrap();
                self.visit_file(&code);
            }
        }
    }

    /// The statements, with everything put in.
    fn statements(&self) -> Vec<String> {
        let is_statement = |text: &&String| {
            let text = text.trim_start();
            BEGINNINGS.iter().any(|word| text.starts_with(word))
        };
        let complete = |text: &String| {
            // A constant may name another one.
            let named = (0..3).fold(text.clone(), |text, _| {
                self.named.iter().fold(text, |text, (name, value)| {
                    text.replace(&format!("{{{name}}}"), value)
                })
            });
            PARTS
                .iter()
                .fold(named, |text, (part, stand_in)| text.replace(part, stand_in))
        };

        self.all.iter().filter(is_statement).map(complete).collect()
    }
}

/// Whether the rest is put together piece by piece.
fn is_first_part(sql: &str) -> bool {
    let end = sql.trim_end();
    ["=", ",", "(", "FROM"]
        .iter()
        .any(|last| end.ends_with(last))
}

/// Prepares a text on SQLite, which gets no lock clauses.
async fn prepare_on_sqlite(db: &mut SqliteConnection, sql: &str) -> Result<(), sqlx::Error> {
    let mut sql = sql.to_owned();
    for clause in LOCKS {
        while let Some(start) = sql.find(clause) {
            let rest = &sql[start..];
            let length = rest.find([')', '\n']).unwrap_or(rest.len());
            sql.replace_range(start..start + length, "");
        }
    }

    db.prepare(AssertSqlSafe(sql).into_sql_str())
        .await
        .map(drop)
}

/// Prepares a text on PostgreSQL. The program sends each value with its type. Here PostgreSQL finds
/// most types by itself; where it cannot, some of the values are numbers.
async fn prepare_on_postgres(db: &mut PgConnection, sql: &str) -> Result<(), sqlx::Error> {
    let is_named = |place: &usize| sql.contains(&format!("${place}"));
    let values = (1..=20).rev().find(is_named).unwrap_or(0);
    let first = prepare_with(db, sql, vec!["unknown"; values]).await;

    for numbers in 1..1 << values.min(8) {
        let kind = |place| match numbers >> place & 1 {
            1 => "bigint",
            _ => "unknown",
        };
        let kinds = (0..values).map(kind).collect();
        if first.is_ok() || prepare_with(db, sql, kinds).await.is_ok() {
            return Ok(());
        }
    }

    first
}

/// Prepares it with values of these types. One whose type nothing tells is a text.
async fn prepare_with(
    db: &mut PgConnection,
    sql: &str,
    mut kinds: Vec<&str>,
) -> Result<(), sqlx::Error> {
    loop {
        let types = if kinds.is_empty() {
            String::new()
        } else {
            format!("({})", kinds.join(", "))
        };

        let prepare = format!("PREPARE once {types} AS {sql}");
        let prepared = sqlx::raw_sql(AssertSqlSafe(prepare))
            .execute(&mut *db)
            .await;
        let Err(error) = prepared else {
            let forget = sqlx::raw_sql("DEALLOCATE once");
            return forget.execute(db).await.map(drop);
        };

        let words = error.to_string();
        let place = words
            .split_once("could not determine data type of parameter $")
            .and_then(|(_, place)| place.parse::<usize>().ok())
            .filter(|place| kinds[place - 1] == "unknown");
        let Some(place) = place else {
            return Err(error);
        };
        kinds[place - 1] = "text";
    }
}

#[tokio::test]
async fn every_statement_is_one_that_both_databases_prepare() {
    let Some((_store, there)) = on_postgres().await else {
        return;
    };
    let (_store, here) = on_sqlite().await.unwrap();
    let mut there = there.postgres().await;
    let mut here = here.sqlite().await;

    let mut texts = Texts::default();
    texts.read(Path::new("src/store/sql"));
    let statements = texts.statements();
    assert!(statements.len() > 300, "{}", statements.len());

    let mut refused = Vec::new();
    for sql in statements {
        if is_first_part(&sql) {
            continue;
        }
        if let Err(error) = prepare_on_sqlite(&mut here, &sql).await {
            refused.push(format!("SQLite: {error}\n{sql}"));
        }
        if let Err(error) = prepare_on_postgres(&mut there, &sql).await {
            refused.push(format!("PostgreSQL: {error}\n{sql}"));
        }
    }
    assert!(refused.is_empty(), "{}", refused.join("\n\n"));
}

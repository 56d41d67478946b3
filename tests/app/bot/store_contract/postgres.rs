//! The contract on PostgreSQL.

use vernissage::store::sql::SqlStore;

use super::databases::connect;
use crate::support::postgres::{self, TestDatabase};

/// The stores of two processes on one database.
pub(super) async fn two_front_ends() -> Option<(SqlStore, SqlStore, TestDatabase)> {
    let database = postgres::server().await?.database().await;
    let one = connect(&database).await;
    let other = connect(&database).await;

    Some((one, other, database))
}

super::contract!(super::databases::on_postgres);

//! What the service takes: memory, open files, and room on the disk.

use std::{collections::BTreeMap, fmt::Write, fs, path::Path, process::Child};

use sqlx::{AssertSqlSafe, Connection, SqliteConnection};

use crate::support::process;

/// Rows of these tables are the books and what belongs to them, and are kept.
const BOOKS: [&str; 6] = [
    "accounts",
    "charges",
    "entries",
    "movements",
    "purchases",
    "refunds",
];
/// Room that a story may add to the books, in bytes.
const BOOKS_PER_STORY: u64 = 2048;
/// The largest WAL, in bytes: four times what SQLite writes back by itself.
const MOST_WAL: u64 = 16 << 20;

/// Figures after a number of stories.
#[derive(Clone, Debug)]
pub(super) struct Figures {
    stories: u64,
    /// Memory of the process, without its program; only Linux tells.
    megabytes: Option<u64>,
    open_files: usize,
    wal: u64,
    /// Bytes of the database without its free pages.
    live: u64,
    /// Pictures and uploads: files and their bytes.
    files: u64,
    file_bytes: u64,
    rows: BTreeMap<String, i64>,
}

impl Figures {
    pub(super) async fn measure(stories: u64, service: &Child, folder: &Path) -> Self {
        let database = folder.join("test.db");
        let wal = fs::metadata(folder.join("test.db-wal")).map_or(0, |file| file.len());
        let mut db = SqliteConnection::connect(&format!("sqlite://{}", database.display()))
            .await
            .unwrap();

        let pages = number(&mut db, "PRAGMA page_count").await;
        let free = number(&mut db, "PRAGMA freelist_count").await;
        let page = number(&mut db, "PRAGMA page_size").await;
        let live = ((pages - free) * page) as u64;

        let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'";
        let tables: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut db).await.unwrap();
        let mut rows = BTreeMap::new();
        for table in tables {
            let count = number(&mut db, &format!("SELECT count(*) FROM {table}")).await;
            rows.insert(table, count);
        }
        db.close().await.unwrap();

        let mut files = Vec::new();
        collect(&folder.join("pictures"), &mut files);
        let open_files = fs::read_dir(format!("/proc/{}/fd", service.id()));

        Self {
            stories,
            megabytes: process::own_megabytes(service),
            open_files: open_files.map_or(0, Iterator::count),
            wal,
            live,
            files: files.len() as u64,
            file_bytes: files.iter().sum(),
            rows,
        }
    }

    fn books(&self) -> i64 {
        let is_book = |name: &&String| BOOKS.contains(&name.as_str());
        let books = self.rows.keys().filter(is_book);
        books.map(|name| self.rows[name]).sum()
    }
}

async fn number(db: &mut SqliteConnection, sql: &str) -> i64 {
    sqlx::query_scalar(AssertSqlSafe(sql.to_owned()))
        .fetch_one(db)
        .await
        .unwrap()
}

/// The sizes of all files in a folder.
fn collect(folder: &Path, sizes: &mut Vec<u64>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        match entry.metadata() {
            Ok(entry_data) if entry_data.is_dir() => collect(&entry.path(), sizes),
            Ok(entry_data) => sizes.push(entry_data.len()),
            // It has just been deleted.
            Err(_) => {}
        }
    }
}

/// Compares the middle of the ordinary nights with their end, and the beginning of the last night,
/// which is `last` measures long, with its end. In the last night no time passes, so that nothing
/// is deleted: it shows what the service itself would collect.
pub(super) fn assert_flat(figures: &[Figures], last: usize) {
    let nights = figures.len() - last;
    let middle = &figures[nights / 2];
    let last_ordinary = &figures[nights - 1];
    let last_night = &figures[nights];
    let end = &figures[figures.len() - 1];
    let grown = |before: u64, room: u64| before * 5 / 4 + room;
    let told = last_ordinary.stories - middle.stories;

    for one in figures {
        assert!(one.wal <= MOST_WAL, "the WAL: {one:?}");
    }

    let memory = |one: &Figures| one.megabytes.unwrap_or(0);
    assert!(
        memory(end) <= grown(memory(last_night), 16),
        "memory: {last_night:?} {end:?}"
    );
    assert!(
        end.open_files <= last_night.open_files + 16,
        "open files: {last_night:?} {end:?}"
    );
    assert!(
        last_ordinary.live <= grown(middle.live, (1 << 20) + told * BOOKS_PER_STORY),
        "the database: {middle:?} {last_ordinary:?}"
    );
    assert!(
        last_ordinary.file_bytes <= grown(middle.file_bytes, 1 << 20),
        "pictures: {middle:?} {last_ordinary:?}"
    );
}

/// The figures, and the rows of each table at the end.
pub(super) fn table(figures: &[Figures]) -> String {
    let mut text = String::from(
        "stories      MB   files open   WAL kB   live kB   pictures kB   files   books\n",
    );
    for one in figures {
        writeln!(
            text,
            "{:>7} {:>7} {:>12} {:>8} {:>9} {:>13} {:>7} {:>7}",
            one.stories,
            one.megabytes.unwrap_or(0),
            one.open_files,
            one.wal >> 10,
            one.live >> 10,
            one.file_bytes >> 10,
            one.files,
            one.books()
        )
        .unwrap();
    }

    let middle = &figures[figures.len() / 2].rows;
    let end = &figures[figures.len() - 1].rows;
    for (name, rows) in end.iter().filter(|(_, rows)| **rows > 0) {
        let before = middle.get(name).copied().unwrap_or(0);
        writeln!(text, "  {name}: {before} rows, then {rows}").unwrap();
    }

    text
}

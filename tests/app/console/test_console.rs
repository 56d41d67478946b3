//! A service with a console, and an operator with a browser.

use std::{
    net::SocketAddr,
    path::Path,
    sync::{Arc, LazyLock},
};

use tempfile::TempDir;
use vernissage::{
    domain::{ids::PersonId, password::PasswordHash, time::Moment},
    engine::stylize::fake::FakePainter,
    store::{
        LedgerStore,
        console::{ConsoleLists, ConsoleStore, OperatorLogLine, PageStart},
        sql::SqlStore,
    },
};

use crate::support::{
    clock::TestClock,
    http::{self, Answer},
    makers::cat_makers,
    service::{TestApp, folder, settings, start_by, store},
    visitor::Visitor,
};

pub(crate) const PASSWORD: &str = "correct horse battery";

/// Hashing takes its time.
pub(crate) static HASH: LazyLock<String> =
    LazyLock::new(|| PasswordHash::hash(PASSWORD, &[7; 16]).to_string());

/// A service with a console.
pub(crate) struct TestConsole {
    pub(crate) app: TestApp,
    pub(crate) folder: TempDir,
    pub(crate) clock: TestClock,
}

impl TestConsole {
    pub(crate) async fn open(painter: FakePainter) -> Self {
        Self::open_with(painter, "").await
    }

    pub(crate) async fn open_with(painter: FakePainter, more: &str) -> Self {
        let folder = folder();
        let clock = TestClock::default();
        let settings = settings(
            folder.path(),
            &format!("console.password_hash = \"{}\"\n{more}", *HASH),
        );

        let app = start_by(
            clock.clone(),
            &settings,
            Arc::new(move || cat_makers(painter)),
        )
        .await;

        Self { app, folder, clock }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) async fn store(&self) -> SqlStore {
        store(self.path()).await
    }

    /// Signs in.
    pub(crate) async fn operator(&self) -> Operator {
        let mut operator = Operator::stranger(self.app.address).await;
        let entered = operator.enter(PASSWORD).await;
        assert_eq!(
            (entered.status, entered.header("location")),
            (303, Some("/console"))
        );

        operator.take_cookie(&entered);
        operator
    }

    /// The newest lines of the journal as `deed|subject|note|outcome`, newest first.
    pub(crate) async fn journal(&self) -> Vec<String> {
        let entries = self
            .store()
            .await
            .console()
            .operator_log(None, PageStart::First)
            .await
            .unwrap()
            .items;

        let line = |one: OperatorLogLine| {
            format!(
                "{}|{}|{}|{}",
                one.action, one.subject, one.note, one.outcome
            )
        };

        entries.into_iter().map(line).collect()
    }

    /// Somebody new in the chat, and their number.
    pub(crate) async fn visitor(&self) -> (Visitor, PersonId) {
        let visitor = Visitor::new(&self.app).await;
        visitor.write("/start").await;
        visitor.read("Hello!").await;

        let page = visitor.get("/chat").await.text();
        let number = page
            .split("You are number ")
            .nth(1)
            .unwrap_or_else(|| panic!("{page}"));
        let digits: String = number.chars().take_while(char::is_ascii_digit).collect();

        (visitor, PersonId(digits.parse().unwrap()))
    }

    /// What a person can spend.
    pub(crate) async fn balance(&self, person: PersonId) -> u32 {
        self.store()
            .await
            .console()
            .person(person)
            .await
            .unwrap()
            .unwrap()
            .line
            .balance
            .amount()
    }

    /// Stops; the books must be in order.
    pub(crate) async fn close(self) {
        let audit = self.store().await.audit().await.unwrap();
        assert_eq!(audit, []);
        self.app.app.stop().await.unwrap();
    }
}

/// A browser at the console.
pub(crate) struct Operator {
    address: SocketAddr,
    pub(crate) cookie: String,
}

impl Operator {
    /// Somebody who has only opened the first page.
    pub(crate) async fn stranger(address: SocketAddr) -> Self {
        let mut stranger = Self {
            address,
            cookie: String::new(),
        };
        let page = stranger.get("/console/sign-in").await;
        assert_eq!(page.status, 200);
        stranger.take_cookie(&page);

        stranger
    }

    pub(crate) fn with_cookie(address: SocketAddr, cookie: &str) -> Self {
        Self {
            address,
            cookie: cookie.to_owned(),
        }
    }

    pub(crate) fn take_cookie(&mut self, answer: &Answer) {
        let cookie = answer.header("set-cookie").expect("a cookie");
        cookie
            .split(';')
            .next()
            .unwrap()
            .clone_into(&mut self.cookie);
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        http::ask(
            self.address,
            &format!("GET {path}"),
            &[("cookie", &self.cookie)],
            b"",
        )
        .await
    }

    /// The text of a page that is there.
    pub(crate) async fn read(&self, path: &str) -> String {
        let page = self.get(path).await;
        assert_eq!(page.status, 200, "{path}: {}", page.text());
        page.text()
    }

    pub(crate) async fn enter(&self, password: &str) -> Answer {
        self.post(
            "/console/sign-in",
            "/console/sign-in",
            &[("password", password)],
        )
        .await
    }

    /// Fills in a form of a page: what is hidden in it comes along.
    pub(crate) async fn post(&self, page: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
        let page = self.get(page).await.text();
        let hidden: Vec<(String, String)> = ["token", "once", "new_job"]
            .iter()
            .filter_map(|name| Some(((*name).to_owned(), value(&page, name)?)))
            .collect();
        let hidden = hidden
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()));

        let fields: Vec<(&str, &str)> = hidden.chain(fields.iter().copied()).collect();
        self.send(path, &fields, &[]).await
    }

    /// Does it, and sees the page that tells so.
    pub(crate) async fn does(
        &self,
        page: &str,
        path: &str,
        fields: &[(&str, &str)],
        told: &str,
    ) -> String {
        let done = self.post(page, path, fields).await;
        assert_eq!(done.status, 303, "{path}: {}", done.text());

        let then = done.header("location").unwrap().to_owned();
        let shown = self.read(&then).await;
        assert!(
            shown.contains(told),
            "{then} does not say {told:?}: {shown}"
        );

        then.split('?').next().unwrap().to_owned()
    }

    /// Is refused, with a reason.
    pub(crate) async fn is_refused(
        &self,
        page: &str,
        path: &str,
        fields: &[(&str, &str)],
        why: &str,
    ) {
        let refused = self.post(page, path, fields).await;
        assert_eq!(refused.status, 409, "{path}: {}", refused.text());
        assert!(refused.text().contains(why), "{}", refused.text());
    }

    pub(crate) async fn send(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        headers: &[(&str, &str)],
    ) -> Answer {
        let body: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();

        let form = [
            ("cookie", self.cookie.as_str()),
            ("content-type", "application/x-www-form-urlencoded"),
        ];
        let headers = [&form, headers].concat();

        http::ask(
            self.address,
            &format!("POST {path}"),
            &headers,
            body.join("&").as_bytes(),
        )
        .await
    }
}

/// What a hidden field of a page holds.
pub(crate) fn value(page: &str, name: &str) -> Option<String> {
    let field = page.split(&format!("name=\"{name}\" value=\"")).nth(1)?;
    Some(field.split('"').next()?.to_owned())
}

fn encoded(text: &str) -> String {
    let encode = |byte: u8| {
        if byte.is_ascii_alphanumeric() {
            char::from(byte).to_string()
        } else {
            format!("%{byte:02X}")
        }
    };
    text.bytes().map(encode).collect()
}

/// Any moment there is.
pub(crate) fn always() -> (Moment, Moment) {
    (Moment::from_millis(i64::MIN), Moment::from_millis(i64::MAX))
}

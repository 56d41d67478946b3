//! A breach of each rule, planted in a source that exists only here.

use crate::{
    Offences, cycles, form, layers, libraries, operating, printing,
    source::{Document, Source},
    text, words,
};

fn judged(rule: fn(&[Source]) -> Offences, name: &str, text: &str) -> Offences {
    rule(&[Source::parse(name, text)])
}

#[test]
fn an_arrow_that_points_outwards_is_seen() {
    let breaches = [
        "use crate::workers::Inbox;",
        "use crate::{domain::ids::JobId, workers::Inbox};",
        "use super::super::workers::Inbox;",
        "fn f() { crate::workers::run(); }",
        "fn f(inbox: &crate::workers::Inbox) {}",
        "fn f() { println!(\"{}\", crate::workers::COUNT); }",
        "#[derive(crate::workers::Derived)] struct S;",
    ];

    for breach in breaches {
        let offences = judged(layers::offences, "src/store/jobs.rs", breach);
        assert_eq!(offences.len(), 1, "{breach}: {offences:?}");
    }
}

#[test]
fn what_is_hidden_is_seen() {
    let breach = "use crate::store::sql::SqlStore;";

    assert_eq!(judged(layers::offences, "src/web/chat.rs", breach).len(), 1);
    assert!(judged(layers::offences, "src/app/wiring.rs", breach).is_empty());
    assert!(judged(layers::offences, "src/store/sql/jobs.rs", breach).is_empty());
}

#[test]
fn an_allowed_arrow_and_a_test_are_left_alone() {
    let allowed = "
        use crate::domain::{ids::JobId, job::Job};
        use super::Result;
        pub(in crate::store) struct S;

        #[cfg(test)]
        mod tests {
            use crate::workers::Inbox;
        }
    ";

    assert!(judged(layers::offences, "src/store/jobs.rs", allowed).is_empty());
}

#[test]
fn code_after_a_test_module_is_judged() {
    let breach = "
        #[cfg(test)]
        mod tests {}

        use crate::workers::Inbox;
    ";

    assert_eq!(
        judged(layers::offences, "src/store/jobs.rs", breach).len(),
        1
    );
}

#[test]
fn a_circle_of_files_is_seen() {
    let sources = [
        Source::parse("src/domain/a.rs", "use super::b::B;"),
        Source::parse("src/domain/b.rs", "use crate::domain::{c::C};"),
        Source::parse("src/domain/c.rs", "use super::a::A;"),
    ];

    assert_eq!(
        cycles::offences(&sources),
        ["src/domain/a.rs, src/domain/b.rs, src/domain/c.rs"]
    );
}

#[test]
fn a_module_and_those_below_it_are_no_circle() {
    let sources = [
        Source::parse("src/store/mod.rs", "use self::jobs::Job;"),
        Source::parse("src/store/jobs.rs", "use super::Result;"),
    ];

    assert!(cycles::offences(&sources).is_empty());
}

#[test]
fn a_library_outside_of_its_home_is_seen() {
    let breaches = [
        "use sqlx::Row;",
        "use {std::fs, sqlx::{Row, Sqlite}};",
        "fn f() { sqlx::query(\"\"); }",
        "#[sqlx::test] fn f() {}",
        "fn f() { vec![sqlx::query(\"\")]; }",
    ];

    for breach in breaches {
        let offences = judged(libraries::offences, "src/web/chat.rs", breach);
        assert!(!offences.is_empty(), "{breach}");
    }
}

#[test]
fn a_module_that_is_called_like_a_library_is_left_alone() {
    let own = "
        use crate::engine::image;

        fn f() { image::decode(); }
    ";

    assert!(judged(libraries::offences, "src/web/chat.rs", own).is_empty());
}

#[test]
fn vkontakte_outside_of_its_home_is_seen() {
    let breach = "//! Sends to VKontakte.";

    assert_eq!(
        judged(text::vkontakte_outside_its_home, "src/web/chat.rs", breach).len(),
        1
    );
}

#[test]
fn unexplained_and_misplaced_unsafe_is_seen() {
    let bare = "fn f() { unsafe { g() } }";
    let explained = "fn f() {\n    // SAFETY: g has no conditions.\n    unsafe { g() }\n}";
    let home = "engine/src/backends/winograd/simd.rs";

    assert_eq!(judged(form::unexplained_unsafe, home, bare).len(), 1);
    assert!(judged(form::unexplained_unsafe, home, explained).is_empty());
    assert_eq!(
        judged(form::unexplained_unsafe, "src/web/chat.rs", explained).len(),
        1
    );
}

#[test]
fn a_tuple_as_a_parameter_is_seen() {
    let breaches = [
        "fn f((a, b): (u32, u32)) {}",
        "trait T { fn f(&self, (a, b): (u32, u32)); }",
        "impl S { fn f(&self, (a, b): (u32, u32)) {} }",
    ];

    for breach in breaches {
        let offences = judged(form::tuple_parameters, "src/web/chat.rs", breach);
        assert_eq!(offences.len(), 1, "{breach}");
    }

    let closure = "fn f() { g(|(a, b)| a + b); }";

    assert!(judged(form::tuple_parameters, "src/web/chat.rs", closure).is_empty());
}

#[test]
fn a_large_trait_is_seen() {
    let methods = "fn f(&self);".repeat(20);
    let breach = format!("trait T {{ {methods} }}");

    assert_eq!(
        judged(form::large_traits, "src/store/mod.rs", &breach).len(),
        1
    );
}

#[test]
fn a_long_file_is_seen_without_its_tests() {
    let lines = "//\n".repeat(800);

    assert_eq!(
        judged(form::long_files, "src/store/mod.rs", &lines).len(),
        1
    );

    let tests = format!("#[cfg(test)]\nmod tests {{\n{lines}}}\n");

    assert!(judged(form::long_files, "src/store/mod.rs", &tests).is_empty());
}

#[test]
fn packed_code_is_seen() {
    let steps = "    step();\n".repeat(20);
    let packed = format!("fn f() {{\n{steps}}}\n");
    let airy = format!("fn f() {{\n{steps}\n{steps}}}\n");
    let full = "fn f() { g(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12) }";

    assert_eq!(
        judged(form::packed_code, "src/web/chat.rs", &packed).len(),
        1
    );
    assert!(judged(form::packed_code, "src/web/chat.rs", &airy).is_empty());
    assert_eq!(judged(form::packed_code, "src/web/chat.rs", full).len(), 1);
}

#[test]
fn a_second_way_to_print_is_seen() {
    let breaches = [
        "fn f() { println!(); }",
        "fn f() { std::eprintln!(\"{}\", 1); }",
        "fn f() { vec![print!(\"a\")]; }",
        "fn f() { dbg!(1); }",
        "fn f() { std::io::stdout().flush(); }",
        "fn f() { let log = std::io::stderr; }",
        "use std::io::{Write, stderr}; fn f() { stderr().flush(); }",
    ];

    for breach in breaches {
        let offences = judged(printing::outside_its_home, "src/web/chat.rs", breach);
        assert_eq!(offences.len(), 1, "{breach}: {offences:?}");
    }

    let fine =
        "fn f(command: Command) { command.stdout(Stdio::null()); let println = 1; g(println); }";

    assert!(judged(printing::outside_its_home, "src/web/chat.rs", fine).is_empty());
}

#[test]
fn work_left_for_later_is_seen() {
    let breach = concat!("fn f() { to", "do!() }");

    assert_eq!(
        judged(text::left_for_later, "src/web/chat.rs", breach).len(),
        1
    );
}

#[test]
fn a_module_without_a_head_is_seen() {
    assert_eq!(
        judged(text::without_head_comment, "src/web/chat.rs", "fn f() {}").len(),
        1
    );
}

#[test]
fn a_name_that_has_to_be_decoded_is_seen() {
    let breaches = [
        "struct Easel;",
        "enum Told { A }",
        "trait Press {}",
        "type Wanted = u32;",
        "mod bad_days {}",
        "fn of() {}",
        "impl S { fn of(&self) {} }",
    ];

    for breach in breaches {
        let offences = judged(words::riddles, "src/web/chat.rs", breach);
        assert_eq!(offences.len(), 1, "{breach}: {offences:?}");
    }

    let file = "fn f() {}";
    assert_eq!(
        judged(words::riddles, "tests/app/hammered.rs", file).len(),
        1
    );

    let plain = "struct Line; enum State { Closed } fn offer() {}";
    assert!(judged(words::riddles, "src/web/chat.rs", plain).is_empty());
}

#[test]
fn an_old_word_is_seen_in_every_kind_of_file() {
    for name in ["src/web/chat.rs", "locales/en/chat.ftl", "README.md"] {
        let judge = |text: &str| {
            words::old_words(&[Document {
                name: name.to_owned(),
                text: text.to_owned(),
            }])
        };

        assert_eq!(judge("Shall it start\nanew?").len(), 2, "{name}");
        assert!(judge("A shallow marshall").is_empty(), "{name}");
    }
}

#[test]
fn what_operators_could_not_use_is_seen() {
    let document = |text: &str| {
        [Document {
            name: "docs/operations.md".to_owned(),
            text: text.to_owned(),
        }]
    };

    let variables = document("VERNISSAGE__SERVER__LISTEN: a\nVERNISSAGE__SERVER__LISTENS: a");
    assert_eq!(operating::unknown_variables(&variables).len(), 1);

    let settings = document("`server.listen`, `server.lists`, `kinds.dream`, feed.rs, server.");
    assert_eq!(operating::unknown_settings(&settings).len(), 1);

    let source =
        "fn f() { counter!(\"vernissage_jobs_total\"); sql(\"SELECT 'inbox_waiting', ''\"); }";
    let sources = [Source::parse("src/workers/jobs.rs", source)];
    let metrics = document("vernissage_jobs_total vernissage_inbox_waiting vernissage_job");
    assert_eq!(operating::unknown_metrics(&metrics, &sources).len(), 1);
}

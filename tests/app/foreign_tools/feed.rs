//! The Atom feed, by libxml2 and a schema of the rules of RFC 4287, and by those of its rules that
//! no schema can say.

use std::{collections::BTreeSet, path::Path};

use vernissage::clock::{Clock, SystemClock};

use crate::{
    foreign_tools::workbench::Workbench,
    support::{
        http,
        service::{folder, quickly, settings, start_with, store},
    },
};

const HOME: &str = "https://paint.example.org";

#[tokio::test(flavor = "multi_thread")]
async fn a_feed_is_valid_atom_empty_and_full_in_several_languages() {
    let Some(bench) = Workbench::with_tools("feed", &["xmllint"]) else {
        return;
    };

    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/atom.rng");
    let schema = schema.to_str().unwrap();
    let folder = folder();
    let settings = settings(folder.path(), &format!("server.public_url = \"{HOME}\""));
    let app = start_with(&settings, quickly()).await;

    for paintings in [0, 40] {
        let feed = store(folder.path()).await.feed();
        if paintings > 0 {
            feed.seed(paintings, SystemClock.now()).await.unwrap();
        }

        for language in ["en", "ru", "pt-BR", "zh-CN"] {
            let headers = [("accept-language", language)];
            let answer = http::ask(app.address, "GET /feed.atom", &headers, b"").await;
            let name = format!("{paintings}-{language}.atom");
            bench.put(&name, &answer.body);

            // It says that the file validates where others complain.
            let arguments = ["--noout", "--relaxng", schema, &name];
            let verdict = bench.run("xmllint", &arguments, "");
            assert_eq!(verdict.complaints, format!("{name} validates\n"));

            judge(&answer.text(), paintings.min(30) as usize);
        }
    }

    app.app.stop().await.unwrap();
}

/// What every element of this name holds, in order.
fn values<'a>(feed: &'a str, element: &str) -> Vec<&'a str> {
    feed.split(&format!("<{element}>"))
        .skip(1)
        .filter_map(|rest| rest.split('<').next())
        .collect()
}

fn judge(feed: &str, paintings: usize) {
    let ids = values(feed, "id");
    assert_eq!(ids.len(), paintings + 1);
    assert!(ids.iter().all(|id| id.starts_with(HOME)), "{ids:?}");
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());

    // Times in UTC sort as texts do.
    let updated = values(feed, "updated");
    assert!(
        updated.iter().all(|time| time.ends_with('Z')),
        "{updated:?}"
    );
    assert!(
        updated.windows(2).all(|pair| pair[0] >= pair[1]),
        "{updated:?}"
    );

    assert!(feed.contains(&format!(
        "rel=\"self\" type=\"application/atom+xml\" href=\"{HOME}/feed.atom\""
    )));
}

//! What must hold for the page at any moment, on every screen.

use serde_json::{Value, json};

use crate::tab::{Screen, Tab};

/// Roles that a person acts on by name.
const ACTED_ON: [&str; 9] = [
    "button",
    "link",
    "textbox",
    "checkbox",
    "combobox",
    "dialog",
    "image",
    "progressbar",
    "menuitem",
];

/// What reaches beyond the page's right edge, and what is too small for a finger.
const MISFITS: &str = r#"
    const misfits = [];
    for (const one of document.querySelectorAll("body, body *")) {
        if (!one.checkVisibility() || one.closest(".unseen, svg *, .skip")) continue;
        // What is pushed along under a finger may reach beyond the edge.
        if (one.closest(".swatches li, .walls a")) continue;
        const box = one.getBoundingClientRect();
        const name = `${one.tagName} ${one.className} ${one.textContent.slice(0, 40)}`;
        if (box.right > innerWidth + 1 || box.left < -1) misfits.push(`beyond the edge: ${name}`);
        if (one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX === "visible" && one.clientWidth)
            misfits.push(`text beyond its box: ${name}`);
        if (one.matches("button:not(.word), a, input, textarea") && (box.height < 43 || box.width < 43))
            misfits.push(`too small to touch: ${name} ${box.width} x ${box.height}`);
    }
    if (document.documentElement.scrollWidth > innerWidth) misfits.push("the page scrolls sideways");
    misfits
"#;

/// Texts and signs that are hard to tell from what is behind them.
const CONTRAST: &str = include_str!("contrast.js");

/// Looks at the page on a desktop and on a phone, by day and by night, and puts a picture of each
/// among the others.
pub(crate) fn look_around(tab: &Tab, name: &str) {
    for (screen, size) in [(Screen::Desktop, "desktop"), (Screen::Phone, "phone")] {
        tab.look(screen);
        for shade in ["light", "dark"] {
            tab.shade(shade);
            fits(tab);
            stands_out(tab);
            tab.picture(&format!("{name}-{size}-{shade}"));
        }
    }

    tab.shade("light");
    tab.look(Screen::Desktop);
    everything_has_a_name(tab);
}

pub(crate) fn fits(tab: &Tab) {
    let misfits = tab.run(MISFITS);
    assert_eq!(misfits, json!([]), "{}", tab.picture("misfits").display());
}

fn stands_out(tab: &Tab) {
    tab.rest();
    let faint = tab.run(CONTRAST);
    assert_eq!(faint, json!([]), "{}", tab.picture("faint").display());
}

/// By the names that the browser tells to a screen reader.
pub(crate) fn everything_has_a_name(tab: &Tab) {
    let tree = tab.ask("Accessibility.getFullAXTree", json!({}));
    let nodes: Vec<&Value> = tree["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|node| node["ignored"] == false)
        .collect();

    let role = |node: &Value| {
        node["role"]["value"]
            .as_str()
            .unwrap_or_default()
            .to_owned()
    };

    for node in nodes
        .iter()
        .filter(|node| ACTED_ON.contains(&role(node).as_str()))
    {
        assert!(
            node["name"]["value"]
                .as_str()
                .is_some_and(|name| !name.trim().is_empty()),
            "no name: {node}"
        );
    }

    // The conversation, or on a page without one how far things are.
    let told = ["log", "status"]
        .iter()
        .find_map(|wanted| nodes.iter().find(|node| role(node) == *wanted));
    let told = told.expect("what changes by itself is told");
    let live =
        |property: &Value| property["name"] == "live" && property["value"]["value"] == "polite";

    assert!(
        told["properties"].as_array().unwrap().iter().any(live),
        "{told}"
    );
}

/// Errors on the console, exceptions, breaches of the content security policy, and what the browser
/// advises against.
pub(crate) fn nothing_to_complain_about(tab: &Tab) {
    let complaints = complaints(tab);
    assert!(complaints.is_empty(), "{complaints:#?}");
}

/// Complaints but for those about a lost connection.
pub(crate) fn nothing_but_the_network(tab: &Tab) {
    let complaints: Vec<Value> = complaints(tab)
        .into_iter()
        .filter(|complaint| complaint["entry"]["source"] != "network")
        .collect();
    assert!(complaints.is_empty(), "{complaints:#?}");
}

fn complaints(tab: &Tab) -> Vec<Value> {
    let console = tab.events("Runtime.consoleAPICalled").into_iter();
    let console = console
        .filter(|call| matches!(call["type"].as_str(), Some("error" | "warning" | "assert")));
    let log = tab.events("Log.entryAdded").into_iter();
    let log =
        log.filter(|entry| matches!(entry["entry"]["level"].as_str(), Some("error" | "warning")));

    let thrown = tab.events("Runtime.exceptionThrown");
    let advice = tab.events("Audits.issueAdded").into_iter();

    // It advises against each lazy picture that was scrolled to, which is what they are for.
    let advice = advice.filter(|advice| advice["issue"]["code"] != "LazyLoadImageIssue");
    console.chain(log).chain(thrown).chain(advice).collect()
}

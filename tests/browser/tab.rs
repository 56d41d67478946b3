//! A browser tab, used as a person uses it: looked at, clicked, typed into.

use std::{
    fs,
    path::{Path, PathBuf},
    thread::sleep,
    time::{Duration, Instant},
};

use base64::{Engine, prelude::BASE64_STANDARD};
use serde_json::{Value, json};

use crate::devtools::Browser;

/// Nothing here takes so long on any machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// What `here()` finds: the newest thing to press whose name has these words.
const HERE: &str = include_str!("here.js");

/// Waits for what moves for a moment only.
const AT_REST: &str = "await Promise.allSettled(document.getAnimations()
    .filter((one) => Number.isFinite(one.effect.getComputedTiming().endTime)).map((one) => one.finished))";

pub(crate) struct Tab<'b> {
    browser: &'b Browser,
    pub(crate) session: String,
}

/// How the page is looked at.
#[derive(Clone, Copy)]
pub(crate) enum Screen {
    Desktop,
    Phone,
}

impl Screen {
    fn metrics(self) -> Value {
        let (width, height, mobile) = match self {
            Self::Desktop => (1280, 800, false),
            Self::Phone => (390, 844, true),
        };
        json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile })
    }
}

impl<'b> Tab<'b> {
    pub(crate) fn open(browser: &'b Browser, screen: Screen, address: &str) -> Self {
        Self::open_with(
            browser,
            screen,
            address,
            json!({ "url": "about:blank" }),
            None,
        )
    }

    /// A tab of somebody else, with cookies of their own and a browser in this language.
    pub(crate) fn open_speaking(
        browser: &'b Browser,
        screen: Screen,
        address: &str,
        language: &str,
    ) -> Self {
        let context = browser.ask(None, "Target.createBrowserContext", json!({}));
        let target =
            json!({ "url": "about:blank", "browserContextId": context["browserContextId"] });
        Self::open_with(browser, screen, address, target, Some(language))
    }

    fn open_with(
        browser: &'b Browser,
        screen: Screen,
        address: &str,
        target: Value,
        language: Option<&str>,
    ) -> Self {
        let target = browser.ask(None, "Target.createTarget", target);
        let attach = json!({ "targetId": target["targetId"], "flatten": true });
        let session = browser.ask(None, "Target.attachToTarget", attach)["sessionId"]
            .as_str()
            .unwrap()
            .to_owned();

        let tab = Self { browser, session };
        for domain in ["Page", "Runtime", "Log", "DOM", "Audits", "Accessibility"] {
            tab.ask(&format!("{domain}.enable"), json!({}));
        }

        tab.ask(
            "Page.setInterceptFileChooserDialog",
            json!({ "enabled": true }),
        );

        if let Some(language) = language {
            tab.ask("Network.enable", json!({}));
            let headers = json!({ "Accept-Language": language });
            tab.ask("Network.setExtraHTTPHeaders", json!({ "headers": headers }));
        }

        tab.look(screen);
        tab.go(address);

        tab
    }

    pub(crate) fn ask(&self, method: &str, params: Value) -> Value {
        self.browser.ask(Some(&self.session), method, params)
    }

    pub(crate) fn events(&self, method: &str) -> Vec<Value> {
        let events = self.browser.events(&self.session);
        events
            .into_iter()
            .filter(|event| event["method"] == method)
            .map(|event| event["params"].clone())
            .collect()
    }

    pub(crate) fn go(&self, address: &str) {
        let gone = self.ask("Page.navigate", json!({ "url": address }));
        assert!(gone["errorText"].is_null(), "{address}: {gone}");
        self.see("document.readyState === 'complete'");
    }

    pub(crate) fn reload(&self) {
        self.run("window.before = true");
        self.ask("Page.reload", json!({}));
        self.see("!window.before && document.readyState === 'complete'");
    }

    pub(crate) fn look(&self, screen: Screen) {
        self.ask("Emulation.setDeviceMetricsOverride", screen.metrics());
    }

    pub(crate) fn shade(&self, scheme: &str) {
        let feature = json!({ "name": "prefers-color-scheme", "value": scheme });
        self.ask(
            "Emulation.setEmulatedMedia",
            json!({ "features": [feature] }),
        );
    }

    /// The value of an expression in the page.
    pub(crate) fn run(&self, script: &str) -> Value {
        let script = format!("{HERE}\n{script}");
        let params = json!({ "expression": script, "returnByValue": true, "awaitPromise": true, "replMode": true });
        let answer = self.ask("Runtime.evaluate", params);
        assert!(
            answer["exceptionDetails"].is_null(),
            "{script}: {}",
            answer["exceptionDetails"]
        );

        answer["result"]["value"].clone()
    }

    /// Waits until an expression is true, and gives its value.
    pub(crate) fn see(&self, script: &str) -> Value {
        let began = Instant::now();
        loop {
            let value = self.run(script);
            if !matches!(value, Value::Null | Value::Bool(false))
                && value != json!(0)
                && value != json!("")
            {
                return value;
            }

            if began.elapsed() > PATIENCE {
                let picture = self.picture("not-seen");
                panic!(
                    "never true: {script}\n{}\n{}",
                    self.run("document.body.innerText"),
                    picture.display()
                );
            }

            sleep(Duration::from_millis(30));
        }
    }

    /// Waits for words in the conversation.
    pub(crate) fn read(&self, words: &str) {
        self.see(&format!(
            "document.getElementById('log').innerText.includes({})",
            json!(words)
        ));
    }

    /// Clicks a button by its name.
    pub(crate) fn press(&self, name: &str) {
        self.ask("Page.bringToFront", json!({}));
        self.see(&format!("here({})", json!(name)));

        let at = self.see(&format!("await place(here({}))", json!(name)));
        for kind in ["mouseMoved", "mousePressed", "mouseReleased"] {
            let mouse =
                json!({ "type": kind, "x": at[0], "y": at[1], "button": "left", "clickCount": 1 });
            self.ask("Input.dispatchMouseEvent", mouse);
        }
    }

    /// Chooses files in the dialog that the last press has opened.
    pub(crate) fn choose(&self, files: &[PathBuf]) {
        let began = Instant::now();
        let asked = loop {
            match self.events("Page.fileChooserOpened").pop() {
                Some(asked) => break asked,
                None => assert!(began.elapsed() < PATIENCE, "no dialog for files"),
            }
            sleep(Duration::from_millis(30));
        };

        assert_eq!(asked["mode"], "selectMultiple");
        self.ask(
            "DOM.setFileInputFiles",
            json!({ "files": files, "backendNodeId": asked["backendNodeId"] }),
        );
    }

    pub(crate) fn key(&self, key: &str) {
        let (code, text) = match key {
            "Tab" => (9, ""),
            "Enter" => (13, "\r"),
            "Escape" => (27, ""),
            "ArrowRight" => (39, ""),
            "ArrowDown" => (40, ""),
            _ => panic!("a key that nobody pressed before: {key}"),
        };
        let press = json!({ "key": key, "code": key, "windowsVirtualKeyCode": code, "text": text });

        for kind in ["keyDown", "keyUp"] {
            let mut press = press.clone();
            press["type"] = kind.into();
            self.ask("Input.dispatchKeyEvent", press);
        }
    }

    /// Ctrl+V.
    pub(crate) fn paste(&self) {
        let press =
            json!({ "type": "rawKeyDown", "key": "v", "modifiers": 2, "commands": ["paste"] });
        self.ask("Input.dispatchKeyEvent", press);
    }

    /// Presses Tab until the element with this name has the focus.
    pub(crate) fn tab_to(&self, name: &str) {
        self.see(&format!("here({})", json!(name)));

        for _ in 0..80 {
            self.key("Tab");
            if self.run(&format!("isNamed(document.activeElement, {})", json!(name))) == true {
                return;
            }
        }

        panic!("Tab never reaches {name}");
    }

    pub(crate) fn type_in(&self, words: &str) {
        self.ask("Input.insertText", json!({ "text": words }));
    }

    /// Waits until nothing moves any more. Behind another tab nothing ever comes to rest.
    pub(crate) fn rest(&self) {
        self.ask("Page.bringToFront", json!({}));
        self.run(AT_REST);
    }

    /// Puts a picture of the page among the others, for people to look at.
    pub(crate) fn picture(&self, name: &str) -> PathBuf {
        self.rest();

        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("browser");
        fs::create_dir_all(&folder).unwrap();

        let taken = self.ask("Page.captureScreenshot", json!({ "format": "png" }));
        let path = folder.join(name).with_extension("png");
        fs::write(
            &path,
            BASE64_STANDARD
                .decode(taken["data"].as_str().unwrap())
                .unwrap(),
        )
        .unwrap();

        path
    }
}

//! A person with the chat page open, who retries when the service does not answer, as the page's
//! script does.

use std::{
    collections::BTreeSet,
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use reqwest::{Client, RequestBuilder, multipart};
use serde_json::{Value, json};
use tokio::task::JoinHandle;
use vernissage::domain::picture::PictureKey;

use crate::support::{
    open_page::{OpenPage, code, fresh, keys, says},
    service::picture,
    wait::PATIENCE,
};

/// Between two tries.
const PAUSE: Duration = Duration::from_millis(50);
const LIMIT: Duration = Duration::from_secs(10);

pub(crate) struct Visitor {
    home: String,
    client: Client,
    cookie: String,
    page: Arc<OpenPage>,
    followed: Mutex<BTreeSet<String>>,
    listening: JoinHandle<()>,
}

/// A link to a payment page.
#[derive(Clone, Debug)]
pub(crate) struct Link {
    /// The id of the bubble that holds it.
    pub(crate) bubble: String,
    /// The provider's id.
    pub(crate) payment: String,
    pub(crate) label: String,
}

impl Visitor {
    /// Opens the page for the first time.
    pub(crate) async fn new(address: SocketAddr) -> Self {
        let client = Client::builder().pool_max_idle_per_host(1).build().unwrap();
        let home = format!("http://{address}");
        let page = persistent(&client, |client| client.get(format!("{home}/chat"))).await;
        let cookie = page.headers()["set-cookie"]
            .to_str()
            .unwrap()
            .split(';')
            .next()
            .unwrap()
            .to_owned();

        let open_page = Arc::<OpenPage>::default();
        let listening = tokio::spawn(listen(
            client.clone(),
            home.clone(),
            cookie.clone(),
            Arc::clone(&open_page),
        ));

        Self {
            home,
            client,
            cookie,
            page: open_page,
            followed: Mutex::default(),
            listening,
        }
    }

    /// The chat's name in the store.
    pub(crate) fn chat(&self) -> String {
        let (_, value) = self.cookie.split_once('=').unwrap();
        let (secret, _) = value.split_once('.').unwrap();
        PictureKey::from_bytes(secret.as_bytes()).to_string()
    }

    pub(crate) async fn write(&self, text: &str) {
        self.say("text", text).await;
    }

    pub(crate) async fn press_code(&self, code: &str) {
        self.say("press", code).await;
    }

    /// Retries carry the same id, so the service takes them as one.
    async fn say(&self, way: &str, what: &str) {
        let said = json!({ "id": fresh(), "what": what }).to_string();
        let url = format!("{}/chat/{way}", self.home);
        let cookie = &self.cookie;
        let post = |client: &Client| {
            let post = client
                .post(&url)
                .header("cookie", cookie)
                .header("content-type", "application/json");
            post.body(said.clone())
        };

        assert_eq!(persistent(&self.client, post).await.status(), 202);
    }

    /// Two pictures.
    pub(crate) async fn send_pictures(&self) {
        let url = format!("{}/chat/files", self.home);
        let id = fresh();
        let file = |colour| multipart::Part::bytes(picture(colour)).file_name("a.png");
        let post = |client: &Client| {
            let form = multipart::Form::new().text("id", id.clone());
            let form = form
                .part("files", file([200, 30, 30]))
                .part("files", file([30, 30, 200]));
            client
                .post(&url)
                .header("cookie", &self.cookie)
                .multipart(form)
        };

        assert_eq!(persistent(&self.client, post).await.status(), 202);
    }

    /// Presses a button by its label.
    pub(crate) async fn press(&self, label: &str) {
        let code = self.see(|bubbles| code(bubbles, label)).await;
        self.press_code(&code).await;
    }

    /// Asks for a pack and returns the link to its payment page.
    pub(crate) async fn buy(&self, credits: u32) -> Link {
        self.order(credits).await;
        self.link().await
    }

    /// Asks for a pack.
    pub(crate) async fn order(&self, credits: u32) {
        self.write("/buy").await;

        let code = format!("p:{credits}");
        self.see(|bubbles| {
            bubbles
                .iter()
                .flat_map(keys)
                .any(|key| key["code"] == code.as_str())
                .then_some(())
        })
        .await;

        self.press_code(&code).await;
    }

    /// Chooses another currency below the packs.
    pub(crate) async fn pay_in(&self, currency: &str) {
        self.write("/buy").await;

        let code = format!("m:{currency}");
        self.see(|bubbles| {
            bubbles
                .iter()
                .flat_map(keys)
                .any(|key| key["code"] == code.as_str())
                .then_some(())
        })
        .await;

        self.press_code(&code).await;
    }

    /// A payment link that was not shown before; a page that is opened again repeats the last
    /// minute.
    pub(crate) async fn link(&self) -> Link {
        let new = |link: &Link| !self.followed.lock().unwrap().contains(&link.payment);
        let link = self
            .see(|bubbles| bubbles.iter().filter_map(link).find(new))
            .await;

        self.followed.lock().unwrap().insert(link.payment.clone());
        link
    }

    /// All payment links in the chat now.
    pub(crate) fn links(&self) -> Vec<Link> {
        self.page.bubbles().iter().filter_map(link).collect()
    }

    /// The text that replaces a link once it no longer leads anywhere.
    pub(crate) async fn outcome(&self, of: &Link) -> String {
        self.see(|bubbles| {
            let bubble = bubbles
                .iter()
                .find(|bubble| bubble["id"] == of.bubble.as_str())?;
            let ended = link(bubble).is_none() && !says(bubble, "I'm opening the payment page");
            ended.then(|| bubble["text"].as_str().unwrap().to_owned())
        })
        .await
    }

    /// Waits for a bubble that says this.
    pub(crate) async fn read(&self, words: &str) {
        self.see(|bubbles| {
            bubbles
                .iter()
                .any(|bubble| says(bubble, words))
                .then_some(())
        })
        .await;
    }

    pub(crate) fn count(&self, words: &str) -> usize {
        self.page.count(words)
    }

    pub(crate) async fn see<T>(&self, wanted: impl Fn(&[Value]) -> Option<T>) -> T {
        self.page.see(wanted).await
    }
}

impl Drop for Visitor {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

/// Sends until there is an answer that is not a server error.
async fn persistent(
    client: &Client,
    request: impl Fn(&Client) -> RequestBuilder,
) -> reqwest::Response {
    let tries = async {
        loop {
            match request(client).timeout(LIMIT).send().await {
                Ok(answer) if !answer.status().is_server_error() => return answer,
                _ => tokio::time::sleep(PAUSE).await,
            }
        }
    };

    tokio::time::timeout(PATIENCE, tries)
        .await
        .expect("the service does not answer")
}

fn link(bubble: &Value) -> Option<Link> {
    let key = keys(bubble).find(|key| key["link"].is_string())?;
    let link = key["link"].as_str()?;
    let (_, payment) = link
        .split_once("orderId=")
        .or_else(|| link.split_once("/c/pay/"))?;
    let bubble = bubble["id"].as_str()?.to_owned();
    let label = key["label"].as_str()?.to_owned();

    Some(Link {
        bubble,
        payment: payment.to_owned(),
        label,
    })
}

/// Does what the page's script does with the stream: listens, and opens it again when it ends.
async fn listen(client: Client, home: String, cookie: String, page: Arc<OpenPage>) {
    loop {
        let stream = client
            .get(format!("{home}/chat/events"))
            .header("cookie", &cookie)
            .send()
            .await;

        if let Ok(mut stream) = stream {
            let mut bytes = Vec::new();
            while let Ok(Some(chunk)) = stream.chunk().await {
                bytes.extend(chunk);
                while let Some(end) = bytes.windows(2).position(|pair| pair == b"\n\n") {
                    let event: Vec<u8> = bytes.drain(..end + 2).collect();
                    page.hear(&String::from_utf8(event).unwrap());
                }
            }
        }

        tokio::time::sleep(PAUSE).await;
    }
}

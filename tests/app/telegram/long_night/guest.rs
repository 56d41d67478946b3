//! Somebody who does what comes to their mind, and does not wait for everything.

use std::{net::SocketAddr, time::Duration};

use crate::{
    support::{chance::Chance, open_page::fresh, visitor::Visitor},
    telegram::{
        buying,
        fake::{Chat, CheckoutAnswer, Telegram},
        person::Person,
        service::{flat_picture, picture},
    },
};

/// How long somebody waits for an answer before the next idea.
const PATIENCE: Duration = Duration::from_millis(1500);

const WORDS: [&str; 30] = [
    "/start",
    "/start ref_7",
    "/start style_wave",
    "/help",
    "/new",
    "/styles",
    "/status",
    "/history",
    "/print",
    "/orders",
    "/top",
    "/published",
    "/cancel",
    "/balance",
    "/buy",
    "/promo NONE",
    "/invite",
    "/link",
    "/link ABCDEFGHJK",
    "/settings",
    "/privacy",
    "/terms",
    "/paysupport",
    "/delete_me",
    "/nonsense",
    "hello?",
    "Тверская, 1",
    "anna@example.org",
    "🙂🙂🙂",
    "<b>&amp;</b>",
];

const OTHERS: [&str; 5] = ["sticker", "voice", "video", "contact", "location"];

/// A person in Telegram.
pub(super) struct Guest {
    person: Person,
    chance: Chance,
}

impl Guest {
    pub(super) fn new(telegram: &Telegram, id: i64, mut chance: Chance) -> Self {
        let language = ["en", "ru"][chance.below(2) as usize];

        Self {
            person: Person::new(telegram, id, language),
            chance,
        }
    }

    pub(super) fn draw(&mut self, limit: u64) -> u64 {
        self.chance.below(limit)
    }

    /// A few things in a row. One story in six ends with everything being deleted.
    pub(super) async fn tell_story(&mut self) {
        for _ in 0..3 + self.draw(5) {
            let last = self.newest();
            self.act().await;

            if self.draw(4) > 0 {
                self.person
                    .wait(PATIENCE, |chat| is_answered(chat, last))
                    .await;
            }
        }

        if self.draw(6) == 0 {
            self.leave().await;
        }
    }

    async fn act(&mut self) {
        let pictures = [self.picture(), self.picture()];
        let [one, _] = pictures.clone();

        match self.draw(20) {
            0..=3 => self.person.write(WORDS[self.chance.below(30) as usize]),
            4..=6 => self.person.send_album(pictures, ""),
            7 => self.person.send_captioned(one, "/print"),
            8 => self.person.send_document(one, "a.png"),
            9 => self.person.send_document(b"no picture".to_vec(), "a.png"),
            10 => self.person.send_photo(flat_picture([7, 7, 7])),
            11 => self
                .person
                .send_other(OTHERS[self.chance.below(5) as usize]),
            12..=15 => self.press_any(),
            16 => self.press_label("Paint it"),
            17 => self.press_label("Напис"),
            18 => self.buy().await,
            _ => self.block_for_a_moment(),
        }
    }

    fn picture(&mut self) -> Vec<u8> {
        picture([0; 3].map(|_: u8| self.chance.below(240) as u8))
    }

    /// Presses any button that is or was in the chat.
    fn press_any(&mut self) {
        let messages = self.person.messages();
        let codes: Vec<(i64, &String)> = messages
            .iter()
            .flat_map(|message| message.codes.iter().map(|code| (message.id, code)))
            .collect();

        if !codes.is_empty() {
            let (message, code) = codes[self.chance.below(codes.len() as u64) as usize];
            self.person.press_code(message, code);
        }
    }

    fn press_label(&mut self, label: &str) {
        let messages = self.person.messages();
        let button = messages.iter().rev().find_map(|message| {
            let mut buttons = message.buttons.iter().flatten();
            let button = buttons.find(|button| button.label.contains(label))?;
            Some((message.id, button.data.clone()))
        });

        if let Some((message, code)) = button {
            self.person.press_code(message, &code);
        }
    }

    async fn buy(&mut self) {
        let last = self.newest();
        self.person.write("/buy");
        let pack = self
            .person
            .wait(PATIENCE, |chat| buying::pack(chat, last, "p:100"))
            .await;
        let Some((message, code)) = pack else {
            return;
        };

        self.person.press_code(message, &code);
        let invoice = self
            .person
            .wait(PATIENCE, |chat| buying::invoice(chat, last))
            .await;
        if let Some(invoice) = invoice
            && self.person.confirm(&invoice).await == CheckoutAnswer::Accepted
        {
            self.person.hand_over(&invoice);
        }
    }

    fn block_for_a_moment(&mut self) {
        self.person.block();
        self.person.unblock();
        self.person.report_unblocking();
    }

    async fn leave(&mut self) {
        let last = self.newest();
        self.person.write("/delete_me");
        let code = |chat: &Chat| {
            let new = chat.messages.iter().filter(|message| message.id > last);
            new.flat_map(|message| message.codes.iter().map(move |code| (message.id, code)))
                .find(|(_, code)| code.starts_with("x:"))
                .map(|(message, code)| (message, code.clone()))
        };

        if let Some((message, code)) = self.person.wait(PATIENCE, code).await {
            self.person.press_code(message, &code);
        }
    }

    fn newest(&self) -> i64 {
        self.person
            .messages()
            .last()
            .map_or(0, |message| message.id)
    }
}

fn is_answered(chat: &Chat, last: i64) -> Option<()> {
    chat.messages
        .iter()
        .any(|message| message.from_bot && message.id > last)
        .then_some(())
}

/// Somebody with a browser who looks at the page once, writes, and perhaps paints.
pub(super) async fn visit_page(address: SocketAddr, mut chance: Chance) {
    let from = format!("10.{}.{}.7", chance.below(250), chance.below(250));
    let visitor = Visitor::from(address, &from).await;
    visitor.write("/start").await;
    visitor.read("Hello!").await;

    match chance.below(4) {
        0 => visitor.order().await,
        1 => visitor.write(WORDS[chance.below(30) as usize]).await,
        2 => {
            visitor.post("/chat/press", &fresh(), "nonsense").await;
        }
        _ => {}
    }

    visitor.leave();
}

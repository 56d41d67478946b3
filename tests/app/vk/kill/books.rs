//! The database compared with what VKontakte has seen.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use vernissage::{engine::image, store::LedgerStore};

use crate::{
    support::lives::{Lives, database},
    vk::{
        fake::{Attachment, Message, Vk, World},
        service,
    },
};

/// A chat, and the id of a message there.
type Place = (i64, String);

#[derive(Default)]
pub(super) struct Books {
    /// Rows of the outbox that were delivered.
    delivered: BTreeSet<Place>,
    refused: Vec<String>,
    waiting: i64,
    /// Paintings that are done, by their tiers.
    done: BTreeMap<String, u64>,
    seen: VkCounts,
}

/// The chats.
#[derive(Default)]
struct VkCounts {
    messages: Vec<Place>,
    /// `random_id`s that more than one message has, with their counts.
    doubled: BTreeMap<(i64, i64), u64>,
    untold: u64,
    /// Messages that still say that something is being painted.
    unfinished: u64,
    paintings: u64,
    albums: u64,
    files: u64,
    /// Messages that lack the pictures they announce.
    bare: u64,
    sends: u64,
    repeated: u64,
    edits: u64,
    brought: u64,
    given: u64,
    too_many: u64,
    weather: String,
}

type Row = (String, Option<String>, Option<String>);

impl Books {
    pub(super) async fn read(vk: &Vk, folder: &Path) -> Self {
        assert!(
            service::store(folder)
                .await
                .audit()
                .await
                .unwrap()
                .is_empty()
        );

        let mut db = database(folder).await;
        let sql =
            "SELECT external_id, message_id, refusal FROM outbox JOIN chats ON chats.id = chat_id";
        let rows: Vec<Row> = sqlx::query_as(sql).fetch_all(&mut db).await.unwrap();
        let waiting = sqlx::query_scalar("SELECT count(*) FROM outbox WHERE ended_at IS NULL")
            .fetch_one(&mut db);

        let waiting = waiting.await.unwrap();
        let sql = "SELECT tier, count(*) FROM jobs WHERE state = 'done' GROUP BY tier";
        let done: Vec<(String, u64)> = sqlx::query_as(sql).fetch_all(&mut db).await.unwrap();
        let number = |id: &str| id.split(':').next().unwrap().to_owned();
        let delivered = rows
            .iter()
            .filter_map(|(chat, id, _)| Some((chat.parse().unwrap(), number(id.as_ref()?))));

        Self {
            delivered: delivered.collect(),
            waiting,
            done: done.into_iter().collect(),
            seen: VkCounts::from_world(&vk.world()),
            refused: rows
                .into_iter()
                .filter_map(|(.., refusal)| refusal)
                .collect(),
        }
    }

    fn done(&self, tier: &str) -> u64 {
        self.done.get(tier).copied().unwrap_or(0)
    }

    pub(super) fn table(&self, kills: u64, said: u64, lives: &Lives<Vk>) -> String {
        let seen = &self.seen;
        let lost = self
            .delivered
            .iter()
            .filter(|row| !seen.messages.contains(row))
            .count() as u64;

        let lines = [
            ("kills by SIGKILL", kills),
            ("messages and presses of people", said),
            ("calls of messages.send that were carried out", seen.sends),
            ("  of them repetitions, known by random_id", seen.repeated),
            ("calls of messages.edit that were carried out", seen.edits),
            ("files brought", seen.brought),
            (
                "  addresses for files that came to nothing",
                seen.given - seen.brought,
            ),
            (
                "messages of the bot in the chats",
                seen.messages.len() as u64,
            ),
            ("  of them never update to any life of the bot", seen.untold),
            (
                "messages in the outbox's books",
                self.delivered.len() as u64,
            ),
            ("paintings delivered", seen.paintings),
            ("albums delivered", seen.albums),
            ("documents delivered", seen.files),
            ("messages doubled", seen.doubled.len() as u64),
            (
                "messages lost",
                lost + self.waiting.unsigned_abs() + self.refused.len() as u64,
            ),
            ("requests too many a second", seen.too_many),
        ];

        let lines: Vec<String> = lines
            .iter()
            .map(|(name, count)| format!("| {name:48} | {count:6} |"))
            .collect();
        format!(
            "\n{}\nlives ended: {}\nweather: {}",
            lines.join("\n"),
            lives.ends(),
            seen.weather
        )
    }

    /// Every delivered row of the outbox is in its chat, and every message in a chat is in the
    /// outbox, once, with its pictures.
    pub(super) fn check(&self) {
        let seen = &self.seen;
        assert_eq!((self.waiting, self.refused.as_slice()), (0, [].as_slice()));
        assert!(seen.doubled.is_empty(), "{:?}", seen.doubled);

        let places: BTreeSet<Place> = seen.messages.iter().cloned().collect();
        assert_eq!(places.len(), seen.messages.len());
        assert_eq!(self.delivered, places);
        assert_eq!(seen.sends - seen.repeated, seen.messages.len() as u64);
        assert_eq!((seen.bare, seen.unfinished), (0, 0));

        let free = self.done("free");
        let premium = self.done("premium");
        let hd = self.done("hd");
        assert_eq!(
            (seen.paintings, seen.albums),
            (free + hd, premium),
            "each is delivered once"
        );

        assert!(
            seen.files >= hd,
            "{} documents of {hd} paintings",
            seen.files
        );

        assert!(
            seen.edits >= free + premium + hd,
            "each is update of by edits"
        );
    }
}

impl VkCounts {
    fn from_world(world: &World) -> Self {
        let calls = |method: &str| world.calls.get(method).copied().unwrap_or(0);
        let mut seen = Self {
            sends: world.chats.sends,
            repeated: world.chats.repeated,
            edits: calls("messages.edit"),
            brought: world.files.brought,
            given: world.files.given,
            too_many: world.too_many,
            weather: world.faults.summary(),
            ..Self::default()
        };

        for chat in world.chats.open.values() {
            chat.messages
                .iter()
                .filter(|message| message.from_bot)
                .for_each(|message| seen.put(chat.id, message));
        }

        seen.doubled.retain(|_, count| *count > 1);
        seen
    }

    fn put(&mut self, chat: i64, message: &Message) {
        *self.doubled.entry((chat, message.random_id)).or_default() += 1;
        self.messages.push((chat, message.id.to_string()));
        self.untold += u64::from(!message.acknowledged);
        self.unfinished += u64::from(message.text.contains("Рисую: "));

        let expected = [
            ("Ваша картина!", &mut self.paintings),
            ("Так росла ваша картина.", &mut self.albums),
            ("Картина в полном качестве.", &mut self.files),
        ];

        for (words, count) in expected {
            if message.text.contains(words) {
                *count += 1;
                self.bare += u64::from(
                    message.attachments.is_empty() || !message.attachments.iter().all(is_picture),
                );
            }
        }
    }
}

fn is_picture(attachment: &Attachment) -> bool {
    let (Attachment::Photo(bytes) | Attachment::Document(bytes, _)) = attachment else {
        return false;
    };
    image::Picture::decode(bytes, &image::Limits::default()).is_ok()
}

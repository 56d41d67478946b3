//! The database compared with what MAX has seen.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use vernissage::{engine::image, store::LedgerStore};

use crate::{
    max::{
        fake::{Attachment, Max, Message, World},
        service,
    },
    support::lives::{Lives, database},
};

/// A chat, and the id of a message there.
type Place = (i64, String);

#[derive(Default)]
pub(super) struct Books {
    /// Rows of the outbox that were delivered, and the messages that they have been.
    delivered: BTreeSet<Place>,
    refused: Vec<String>,
    waiting: i64,
    /// Paintings that are done, by their tiers.
    done: BTreeMap<String, u64>,
    seen: MaxCounts,
}

/// The chats.
#[derive(Default)]
struct MaxCounts {
    messages: BTreeMap<Place, Message>,
    /// The number of the last run of the service.
    last_life: u64,
    edits: u64,
    given: u64,
    brought: u64,
    not_ready: u64,
    too_many: u64,
    weather: String,
}

/// Messages in the chats that no row of the outbox knows.
#[derive(Default)]
struct Doubles {
    /// MAX's reply was lost on its way.
    by_lost_reply: u64,
    /// The service was killed between the reply and the row.
    by_kill: u64,
    /// For neither reason.
    unexplained: Vec<String>,
}

type Row = (String, Option<String>, Option<String>);

impl Books {
    pub(super) async fn read(max: &Max, folder: &Path) -> Self {
        let audit = service::store(folder).await.audit().await.unwrap();
        assert!(audit.is_empty(), "{audit:?}");

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
            seen: MaxCounts::from_world(&max.world()),
            refused: rows
                .into_iter()
                .filter_map(|(.., refusal)| refusal)
                .collect(),
        }
    }

    /// Rows whose message is in no chat.
    fn lost(&self) -> Vec<&Place> {
        let is_lost = |place: &&Place| !self.seen.messages.contains_key(place);
        self.delivered.iter().filter(is_lost).collect()
    }

    fn doubles(&self) -> Doubles {
        let mut doubles = Doubles::default();
        for (place, message) in &self.seen.messages {
            if self.delivered.contains(place) {
                continue;
            }

            if !message.acknowledged {
                doubles.by_lost_reply += 1;
            } else if message.life < self.seen.last_life {
                doubles.by_kill += 1;
            } else {
                doubles.unexplained.push(message.text.clone());
            }
        }

        doubles
    }

    /// How many messages say this, with the picture that they announce, without doubles.
    fn whole(&self, words: &str) -> u64 {
        let known = self.seen.messages.iter();
        let known = known.filter(|(place, _)| self.delivered.contains(place));
        known
            .filter(|(_, message)| is_whole(message, words))
            .count() as u64
    }

    /// How many messages say this without the picture that they announce.
    fn bare(&self, words: &str) -> usize {
        let all = self.seen.messages.values();
        all.filter(|message| message.text.contains(words) && !is_whole(message, words))
            .count()
    }

    pub(super) fn table(&self, kills: u64, said: u64, lives: &Lives<Max>) -> String {
        let seen = &self.seen;
        let doubles = self.doubles();
        let lost = self.lost().len() as u64 + self.waiting.unsigned_abs();

        let lines = [
            ("kills by SIGKILL", kills),
            ("messages and presses of people", said),
            ("calls of PUT messages that were carried out", seen.edits),
            ("files brought", seen.brought),
            (
                "  addresses for files that came to nothing",
                seen.given - seen.brought,
            ),
            ("  times that a file was not ready", seen.not_ready),
            (
                "messages of the bot in the chats",
                seen.messages.len() as u64,
            ),
            (
                "messages in the outbox's books",
                self.delivered.len() as u64,
            ),
            ("paintings delivered", self.whole("Ваша картина!")),
            ("albums delivered", self.whole("Так росла ваша картина.")),
            ("files delivered", self.whole("Картина в полном качестве.")),
            (
                "messages doubled since the reply was lost",
                doubles.by_lost_reply,
            ),
            ("messages doubled by a kill before the row", doubles.by_kill),
            (
                "messages doubled for another reason",
                doubles.unexplained.len() as u64,
            ),
            ("messages lost", lost + self.refused.len() as u64),
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

    /// Every delivered row of the outbox is in its chat, with its pictures, and what is there beside
    /// is a double with a cause.
    pub(super) fn check(&self) {
        assert_eq!((self.waiting, self.refused.as_slice()), (0, [].as_slice()));
        assert!(self.lost().is_empty(), "{:?}", self.lost());

        let doubles = self.doubles();
        assert!(doubles.unexplained.is_empty(), "{:?}", doubles.unexplained);

        let done = |tier: &str| self.done.get(tier).copied().unwrap_or(0);
        let paintings = self.whole("Ваша картина!");
        let albums = self.whole("Так росла ваша картина.");
        assert_eq!(
            (paintings, albums),
            (done("free") + done("hd"), done("premium")),
            "each is delivered once"
        );

        for words in [
            "Ваша картина!",
            "Так росла ваша картина.",
            "Картина в полном качестве.",
        ] {
            assert_eq!(self.bare(words), 0, "{words}");
        }

        let known = self.seen.messages.iter();
        let mut known = known.filter(|(place, _)| self.delivered.contains(place));
        assert!(
            !known.any(|(_, message)| message.text.contains("Рисую: ")),
            "every progress message says in the end that it is done"
        );
    }
}

impl MaxCounts {
    fn from_world(world: &World) -> Self {
        let mut messages = BTreeMap::new();
        for chat in world.chats.open.values() {
            let of_bot = chat.messages.iter().filter(|message| message.from_bot);
            messages.extend(of_bot.map(|one| ((chat.id, one.id.clone()), one.clone())));
        }

        Self {
            messages,
            last_life: world.chats.life,
            edits: world.calls.get("PUT messages").copied().unwrap_or(0),
            given: world.files.given,
            brought: world.files.brought,
            not_ready: world.files.not_ready,
            too_many: world.too_many,
            weather: world.faults.summary(),
        }
    }
}

fn is_whole(message: &Message, words: &str) -> bool {
    let is_picture = |attachment: &Attachment| {
        let (Attachment::Image(bytes) | Attachment::File(bytes, _)) = attachment else {
            return false;
        };
        image::Picture::decode(bytes, &image::Limits::default()).is_ok()
    };

    message.text.contains(words)
        && !message.attachments.is_empty()
        && message.attachments.iter().all(is_picture)
}

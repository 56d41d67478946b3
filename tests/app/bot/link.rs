//! Joining chats: conversations as scripts, and how the in-memory world joins accounts.

use vernissage::domain::credits::Credits;
use vernissage::domain::link::{LIFE, LinkCode, LinkFacts, LinkOffer, MOST_CHATS, WINDOW};
use vernissage::domain::message::Message;
use vernissage::domain::profile::Name;
use vernissage::domain::time::Moment;
use vernissage::domain::{conversation::Event, news::News};

use crate::bot::conversation::{SUMMARY, check, check_in};
use crate::bot::world::World;

/// Accounts that may be joined, and the tries to do so.
#[derive(Default)]
pub(crate) struct Links {
    /// The code that the person was shown last, and when.
    pub(crate) own: Option<(LinkCode, Moment)>,
    /// Another account in Telegram.
    pub(crate) other: Option<Other>,
    pub(crate) misses: Vec<Moment>,
}

#[derive(Clone, Copy)]
pub(crate) struct Other {
    code: LinkCode,
    shown: Moment,
    balance: Credits,
    doubled: Credits,
    name: Option<&'static str>,
    chats: u32,
}

const CODE: &str = "ABCDEFGHJK";
const QUESTION: &str = "Link this chat with the one in Telegram?";

impl World {
    /// Another account, with this many credits and that many from a promotion that the person used,
    /// too, is shown a code.
    pub(crate) fn other_is_shown(&mut self, numbers: &str) {
        let (balance, doubled) = numbers.split_once(' ').unwrap_or((numbers, "0"));
        let credits = |number: &str| Credits::new(number.parse().unwrap());
        let code = LinkCode::parse(CODE).unwrap();
        let balance = credits(balance);
        let doubled = credits(doubled);

        self.links.other = Some(Other {
            code,
            shown: self.now,
            balance,
            doubled,
            name: None,
            chats: 1,
        });
    }

    /// What the store would say of a code.
    pub(crate) fn look_up_link(&mut self, event: &Event) {
        let Some(code) = event.needs().link else {
            self.person.link = LinkFacts::default();
            return;
        };
        let own = self
            .links
            .own
            .filter(|(own, _)| *own == code)
            .map(|(_, shown)| LinkOffer {
                messenger: "web".into(),
                name: None,
                until: shown.plus(LIFE),
                is_own: true,
                balance: self.person.credits.balance,
                doubled: Credits::ZERO,
                chats: 1,
            });

        let other = self
            .links
            .other
            .filter(|other| other.code == code)
            .map(|other| LinkOffer {
                messenger: "telegram".into(),
                name: other.name.and_then(Name::parse),
                until: other.shown.plus(LIFE),
                is_own: false,
                balance: other.balance,
                doubled: other.doubled,
                chats: other.chats + 1,
            });

        let misses = self
            .links
            .misses
            .iter()
            .filter(|at| self.now.since(**at) < WINDOW)
            .count() as u32;

        self.person.link = LinkFacts {
            offer: own.or(other),
            misses,
        };
    }

    pub(crate) fn join(&mut self, code: LinkCode) {
        let other = self
            .links
            .other
            .take()
            .filter(|other| other.code == code)
            .expect("nobody was shown this code");

        assert!(
            self.now < other.shown.plus(LIFE),
            "joined by a code that is too old"
        );

        self.given += u64::from(other.balance.amount());

        let together = self
            .person
            .credits
            .balance
            .checked_add(other.balance)
            .unwrap();
        let gone = other.doubled.amount().min(together.amount());
        self.given -= u64::from(gone);
        self.person.credits.balance = together.checked_sub(Credits::new(gone)).unwrap();
        self.links.own = None;

        self.person.account.other_messengers.push("telegram".into());
    }

    /// A chat of this messenger joins with this many credits; returns what the bot says.
    pub(crate) fn joined_by(&mut self, how: &str) -> Vec<Message> {
        let (messenger, credits) = how.split_once(' ').unwrap();
        self.give(credits.parse().unwrap());
        self.answer(Event::News(News::Joined {
            messenger: messenger.into(),
        }))
    }

    fn own_code(&self) -> String {
        self.links.own.unwrap().0.as_str().to_owned()
    }
}

#[test]
fn a_code_of_another_chat_joins_after_a_question() {
    let mut world = World::new();
    check_in(
        &mut world,
        &[
            ("give 30", &[]),
            ("offer 100", &[]),
            (
                "say /link abcde-fghjk",
                &[
                    "Link this chat with the one in Telegram?\nIt has 100 credits, this one has 30: together that makes \
                   130, with one history of paintings.\nAnyone with access to the other chat",
                ],
            ),
            (
                "tap No, keep them separate",
                &["All right, they stay separate."],
            ),
            (
                "tap Yes, link them",
                &["Linked! This chat and the one in Telegram now share everything. You have 130"],
            ),
            ("tap Yes, link them", &["I don't know that code."]),
            ("say /balance", &["You have 130 credits."]),
        ],
    );
}

#[test]
fn a_promotion_that_both_have_used_is_said_to_count_once() {
    let mut world = World::new();
    check_in(
        &mut world,
        &[
            ("give 30", &[]),
            ("offer 100 25", &[]),
            ("say /link ABCDEFGHJK", &[QUESTION]),
        ],
    );

    check_in(
        &mut world,
        &[
            (
                "say /link ABCDEFGHJK",
                &[
                    "Link this chat with the one in Telegram?\nIt has 100 credits, this one has 30: together that makes \
                   105, with one history of paintings.\nA promo code that you used in both only counts once: 25",
                ],
            ),
            (
                "tap Yes, link them",
                &["Linked! This chat and the one in Telegram now share everything. You have 105"],
            ),
        ],
    );
}

#[test]
fn a_code_is_shown_with_how_to_use_it_and_is_of_no_use_in_the_same_account() {
    let mut world = World::new();
    check_in(
        &mut world,
        &[("say /link", &["Do you chat with me somewhere else too?"])],
    );

    let code = world.own_code();
    let words = world.answer(Event::written("/link"))[0].words().to_owned();
    assert!(
        words.contains(&format!("/link {}\n", world.own_code())) && words.contains("10 minutes"),
        "{words}"
    );

    assert_ne!(world.own_code(), code, "each code is new");

    let own = format!("say /link {}", world.own_code());
    check_in(
        &mut world,
        &[(&own, &["This code belongs to this very chat."])],
    );

    assert!(world.links.misses.is_empty(), "it was no guess");
    check_in(
        &mut world,
        &[(
            "joined vk 40",
            &["A chat in VK has just been linked: it now shares your paintings"],
        )],
    );
}

#[test]
fn an_old_code_is_said_to_be_old() {
    check(&[
        ("offer 100", &[]),
        ("say /link ABCDEFGHJK", &[QUESTION]),
        ("minutes 10", &[]),
        ("say /link ABCDEFGHJK", &["This code has expired."]),
        ("tap Yes, link them", &["This code has expired."]),
    ]);
}

#[test]
fn who_guesses_is_stopped_after_a_few_tries_even_when_right() {
    let mut world = World::new();
    check_in(
        &mut world,
        &[
            ("offer 100", &[]),
            ("say /link ABCDEFGHJ", &["That doesn't look like a code"]),
            (
                "say /link ABCDEFGHJJ",
                &[
                    "I don't know that code. /link in the other chat gives you a new one. You have 4 tries",
                ],
            ),
            ("strange l:ABCDEFGHJP", &["I don't know that code."]),
            ("say /link ABCDEFGHJL", &["I don't know that code."]),
            (
                "say /link ABCDEFGHJM",
                &[
                    "I don't know that code. /link in the other chat gives you a new one. You have 1 try",
                ],
            ),
            (
                "strange l:ABCDEFGHJN",
                &["I don't know that code. /link in the other chat gives you a new one. That was"],
            ),
            ("say /link ABCDEFGHJK", &["Too many wrong codes."]),
            ("strange l:ABCDEFGHJK", &["Too many wrong codes."]),
            ("minutes 61", &[]),
            ("offer 100", &[]),
            ("say /link ABCDEFGHJK", &[QUESTION]),
        ],
    );

    assert_eq!(world.links.misses.len(), 5);
}

#[test]
fn who_joins_sees_whose_the_other_account_is() {
    let mut world = World::new();
    check_in(&mut world, &[("offer 100", &[])]);
    world.links.other.as_mut().unwrap().name = Some("Anna Petrova");
    check_in(
        &mut world,
        &[(
            "say /link ABCDEFGHJK",
            &["Link this chat with the one in Telegram (Anna Petrova)?\nIt has 100"],
        )],
    );
}

#[test]
fn an_account_has_so_many_chats() {
    let mut world = World::new();
    check_in(&mut world, &[("offer 100", &[])]);

    world.links.other.as_mut().unwrap().chats = MOST_CHATS;
    check_in(
        &mut world,
        &[(
            "say /link ABCDEFGHJK",
            &["An account can have at most 20 chats"],
        )],
    );

    world.links.other.as_mut().unwrap().chats = MOST_CHATS - 1;
    check_in(&mut world, &[("say /link ABCDEFGHJK", &[QUESTION])]);
}

#[test]
fn what_is_being_prepared_stays() {
    check(&[
        ("send cat wave", &[SUMMARY]),
        ("offer 0", &[]),
        ("say /link", &["Do you chat with me somewhere else"]),
        ("say /link ABCDEFGHJK", &[QUESTION]),
        ("tap Yes, link them", &["Linked!"]),
        ("tap 🎨 Paint it, free", &["Started!", "You're next."]),
        (
            "joined web 0",
            &["A chat on the chat page has just been linked"],
        ),
    ]);
}

#[test]
fn deleting_everything_says_that_it_concerns_the_other_chats_too() {
    let mut world = World::new();
    check_in(
        &mut world,
        &[
            ("offer 100", &[]),
            ("say /link ABCDEFGHJK", &[QUESTION]),
            ("tap Yes, link them", &["Linked!"]),
            (
                "say /delete_me",
                &[
                    "Are you sure you want to delete everything? Your pictures, your paintings and our conversation. This can't be undone.\
                   \n\nYou will also lose 100 credits.\
                   \n\nYour other chats belong to the same account, so everything is deleted there too: in Telegram.",
                ],
            ),
            (
                "tap Yes, delete everything",
                &["Everything has been deleted."],
            ),
        ],
    );

    assert_eq!(world.said_elsewhere.len(), 1);
    assert!(
        world.said_elsewhere[0].starts_with("You deleted everything from another of your chats")
    );
}

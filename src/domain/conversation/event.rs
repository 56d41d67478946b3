//! What a person did, or what became of their money.

use crate::domain::button::{Action, JobAction};
use crate::domain::credits::Credits;
use crate::domain::feed::{Best, FeedNews, FetchedStyle, StyleKey};
use crate::domain::ids::{JobId, OrderId, PersonId, PurchaseId};
use crate::domain::incoming::{OrderNews, Unsupported};
use crate::domain::link::LinkCode;
use crate::domain::payment::Closing;
use crate::domain::picture::PictureKey;
use crate::domain::rules::Promo;
use crate::domain::time::Moment;

/// One thing a person did; an album is one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Wrote a command.
    Command(Command),
    /// Wrote something else.
    Text(String),
    /// Sent pictures, or files that were taken for some. Never empty.
    Pictures(Vec<Received>),
    /// Pressed a button.
    Button(Action),
    /// Sent something the bot has no use for.
    Unsupported(Unsupported),
    /// Wrote or followed a code.
    Code(Code),
    /// Did nothing: it is told.
    News(News),
}

/// A code that means something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Code {
    /// Of a promotion; as [`Promo::written`] writes it.
    Promo(String),
    /// Of the one who has invited them.
    Inviter(PersonId),
    /// Of an account to be joined.
    Link(LinkCode),
    /// What follows `/link` and cannot be a code.
    NoLink,
    /// Of a public style, and the style itself once it was fetched; `None` when it is not public
    /// any more.
    Style(StyleKey, Option<FetchedStyle>),
    /// The best of the feed, fetched to be shown.
    Best(Vec<Best>),
}

/// What became of a person's money, or of their account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum News {
    /// So many credits were bought.
    Paid {
        /// By this purchase.
        purchase: Option<PurchaseId>,
        /// With what came on top.
        credits: Credits,
    },
    /// A purchase will not be paid any more.
    Unpaid(PurchaseId, Closing),
    /// So many credits went with the money that was given back.
    TakenBack(Credits),
    /// A friend has bought something, and so many credits came for it.
    Gifted(Credits),
    /// A chat of this messenger has joined.
    Joined(String),
    /// Something became of an order of a canvas.
    Ordered {
        /// The order.
        order: OrderId,
        /// What.
        news: OrderNews,
        /// When.
        at: Moment,
    },
    /// Something became of what they have published.
    Feed(FeedNews),
}

/// What became of one sent picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Received {
    /// Fetched, checked and kept.
    Picture(PictureKey),
    /// Of no use.
    Unusable(Unusable),
}

/// Why a sent file is of no use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// No picture, or one in a format nobody reads.
    NotAPicture,
    /// A picture that is damaged.
    Broken,
    /// Too many bytes.
    TooHeavy,
    /// Too many pixels, or a side too long.
    TooLarge,
    /// Too few pixels to paint anything.
    TooSmall,
    /// The messenger does not hand it out (any more).
    NotFetched,
}

/// The commands, by their words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the words say it")]
pub enum Command {
    Start,
    Help,
    New,
    Status,
    Cancel,
    Balance,
    Styles,
    History,
    Settings,
    Privacy,
    DeleteMe,
    Terms,
    Paysupport,
    Buy,
    Promo,
    Invite,
    Link,
    Print,
    Orders,
    Published,
    Top,
    /// Begins with a slash, but is none.
    Unknown,
}

impl Command {
    /// What a link to the bot says behind `/start` to lead into the shop.
    pub const SHOP: &'static str = "buy";

    /// The same to where canvases are ordered.
    pub const CANVASES: &'static str = "print";

    /// The commands with their words, for a messenger's menu; each has a line `command-…` among the
    /// texts.
    pub const MENU: [(&'static str, Self); 21] = [
        ("start", Self::Start),
        ("new", Self::New),
        ("styles", Self::Styles),
        ("status", Self::Status),
        ("history", Self::History),
        ("print", Self::Print),
        ("orders", Self::Orders),
        ("top", Self::Top),
        ("published", Self::Published),
        ("cancel", Self::Cancel),
        ("balance", Self::Balance),
        ("buy", Self::Buy),
        ("promo", Self::Promo),
        ("invite", Self::Invite),
        ("link", Self::Link),
        ("settings", Self::Settings),
        ("help", Self::Help),
        ("privacy", Self::Privacy),
        ("terms", Self::Terms),
        ("paysupport", Self::Paysupport),
        ("delete_me", Self::DeleteMe),
    ];

    /// Reads a command: a slash, the word in any case, perhaps `@bot` and more words behind it.
    fn parse(text: &str) -> Option<Self> {
        let word = text
            .strip_prefix('/')?
            .split([' ', '\n', '@'])
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();

        Some(
            Self::MENU
                .iter()
                .find(|(name, _)| *name == word)
                .map_or(Self::Unknown, |(_, command)| *command),
        )
    }
}

impl Code {
    /// How the code of a link begins.
    const INVITER: &'static str = "ref_";

    /// How the code of a public style begins.
    const STYLE: &'static str = "style_";

    /// The code that takes a public style.
    #[must_use]
    pub fn taking(style: StyleKey) -> String {
        format!("{}{style}", Self::STYLE)
    }

    /// The code by which a person invites others.
    #[must_use]
    pub fn inviting(person: PersonId) -> String {
        format!("{}{person}", Self::INVITER)
    }

    /// Reads what stands behind a command.
    fn parse(command: Command, rest: &str) -> Option<Self> {
        match command {
            Command::Start if rest.starts_with(Self::STYLE) => {
                StyleKey::parse(rest.strip_prefix(Self::STYLE)?)
                    .map(|style| Self::Style(style, None))
            }
            Command::Start => {
                let number = rest
                    .strip_prefix(Self::INVITER)?
                    .parse()
                    .ok()
                    .filter(|number: &i64| *number > 0)?;
                Some(Self::Inviter(PersonId(number)))
            }
            Command::Promo => Promo::written(rest).map(Self::Promo),
            Command::Link if rest.is_empty() => None,
            Command::Link => Some(LinkCode::written(rest).map_or(Self::NoLink, Self::Link)),
            _ => None,
        }
    }
}

impl Event {
    /// Written words: a command when they begin with a slash, and a code when one follows that
    /// takes it.
    #[must_use]
    pub fn written(text: &str) -> Self {
        let text = text.trim();
        let Some(command) = Command::parse(text) else {
            return Self::Text(text.to_owned());
        };

        let rest = text
            .split_once([' ', '\n'])
            .map_or("", |(_, rest)| rest.trim());
        let command = match (command, rest) {
            (Command::Start, Command::SHOP) => Command::Buy,
            (Command::Start, Command::CANVASES) => Command::Print,
            _ => command,
        };

        Code::parse(command, rest).map_or(Self::Command(command), Self::Code)
    }

    /// The purchase it speaks of, which the facts must then hold.
    #[must_use]
    pub const fn purchase(&self) -> Option<PurchaseId> {
        match self {
            Self::News(News::Paid { purchase, .. }) => *purchase,
            Self::News(
                News::Unpaid(purchase, _)
                | News::Ordered {
                    news: OrderNews::Paid(purchase),
                    ..
                },
            ) => Some(*purchase),
            _ => None,
        }
    }

    /// The order of a canvas it speaks of, which the facts must then hold.
    #[must_use]
    pub const fn order(&self) -> Option<OrderId> {
        match self {
            Self::News(News::Ordered { order, .. }) => Some(*order),
            Self::Button(action) => action.order(),
            _ => None,
        }
    }

    /// Whether the facts must hold the last orders of canvases.
    #[must_use]
    pub const fn wants_orders(&self) -> bool {
        matches!(
            self,
            Self::Command(Command::Orders | Command::DeleteMe)
                | Self::Button(
                    Action::Orders | Action::DeleteMe(_) | Action::Job(_, JobAction::Canvas)
                )
        )
    }

    /// Whether the facts must hold what the person has published.
    #[must_use]
    pub const fn wants_published(&self) -> bool {
        matches!(
            self,
            Self::Command(Command::Published) | Self::Button(Action::Feed(..))
        )
    }

    /// Whether the facts must hold the styles that the person keeps or likes.
    #[must_use]
    pub const fn wants_styles(&self) -> bool {
        match self {
            Self::Command(Command::Styles) | Self::Text(_) => true,
            Self::Button(action) => {
                matches!(
                    action,
                    Action::Saved(..) | Action::SavedStyles | Action::Job(_, JobAction::KeepStyle)
                )
            }
            _ => false,
        }
    }

    /// The promotion it speaks of, of which the facts must say who has used it.
    #[must_use]
    pub fn promo(&self) -> Option<&str> {
        match self {
            Self::Code(Code::Promo(code)) => Some(code),
            _ => None,
        }
    }

    /// The code of an account, of which the facts must then tell.
    #[must_use]
    pub const fn link(&self) -> Option<LinkCode> {
        match self {
            Self::Code(Code::Link(code)) => Some(*code),
            Self::Button(action) => action.link(),
            _ => None,
        }
    }

    /// Whether the facts must hold the last movements of credits.
    #[must_use]
    pub const fn wants_movements(&self) -> bool {
        matches!(self, Self::Command(Command::Balance))
    }

    /// The job or painting it speaks of, which the facts must then hold.
    #[must_use]
    pub const fn job(&self) -> Option<JobId> {
        match self {
            Self::Button(action) => action.job(),
            Self::News(News::Feed(FeedNews::Hidden { job, .. })) => Some(*job),
            _ => None,
        }
    }

    /// The person's pictures it would use again, of which the facts must say whether they are gone.
    #[must_use]
    pub fn picture(&self) -> Option<PictureKey> {
        match self {
            Self::Button(action) => action.picture(),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_is_known_by_its_word() {
        for text in [
            "/new",
            " /NEW ",
            "/new@vernissage_bot",
            "/new please",
            "/New\nnow",
        ] {
            assert_eq!(Event::written(text), Event::Command(Command::New), "{text}");
        }

        assert_eq!(
            Event::written("/nonsense"),
            Event::Command(Command::Unknown)
        );

        assert_eq!(Event::written("/"), Event::Command(Command::Unknown));
        assert_eq!(Event::written("new"), Event::Text("new".into()));
    }

    #[test]
    fn a_link_may_lead_into_the_shop() {
        assert_eq!(Event::written("/start buy"), Event::Command(Command::Buy));
        assert_eq!(Event::written("/help buy"), Event::Command(Command::Help));
    }

    #[test]
    fn a_code_follows_its_command() {
        assert_eq!(
            Event::written("/promo  summer-26 "),
            Event::Code(Code::Promo("SUMMER-26".into()))
        );

        assert_eq!(
            Event::written("/promo Лето"),
            Event::Code(Code::Promo("ЛЕТО".into()))
        );

        for text in ["/promo", "/promo a b", "/promo a:b", "/promo %"] {
            assert_eq!(
                Event::written(text),
                Event::Command(Command::Promo),
                "{text}"
            );
        }

        let code = LinkCode::from_chance(0);
        assert_eq!(
            Event::written("/link 22222-22222"),
            Event::Code(Code::Link(code))
        );

        assert_eq!(
            Event::written("/link 22222-2222"),
            Event::Code(Code::NoLink)
        );

        assert_eq!(Event::written("/link "), Event::Command(Command::Link));

        let link = format!("/start {}", Code::inviting(PersonId(7)));
        assert_eq!(
            Event::written(&link),
            Event::Code(Code::Inviter(PersonId(7)))
        );

        let style = StyleKey::parse("wave").unwrap();
        let link = format!("/start {}", Code::taking(style));
        assert_eq!(Event::written(&link), Event::Code(Code::Style(style, None)));

        for text in [
            "/start",
            "/start style_",
            "/start style_W",
            "/start ref_",
            "/start ref_-7",
            "/start ref_x",
            "/start 7",
        ] {
            assert_eq!(
                Event::written(text),
                Event::Command(Command::Start),
                "{text}"
            );
        }
    }
}

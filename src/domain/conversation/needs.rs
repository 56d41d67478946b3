//! What the facts must contain before an event can be answered.

use super::event::{Code, Event};
use crate::domain::button::{Action, DraftAction, JobAction};
use crate::domain::command::Command;
use crate::domain::ids::{JobId, OrderId, PurchaseId};
use crate::domain::link::LinkCode;
use crate::domain::news::{FeedNews, News, OrderNews};
use crate::domain::picture::PictureKey;

/// What the store has to look up for an event, besides what every step gets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each asks for a different lookup"
)]
pub struct EventNeeds {
    /// This job's painting.
    pub job: Option<JobId>,
    /// Whether this picture still exists.
    pub picture: Option<PictureKey>,
    /// This purchase.
    pub purchase: Option<PurchaseId>,
    /// How far the promotion with this code was used.
    pub promo: Option<String>,
    /// The account that this code links to.
    pub link: Option<LinkCode>,
    /// This canvas order.
    pub order: Option<OrderId>,
    /// The last canvas orders.
    pub orders: bool,
    /// The last ledger entries.
    pub movements: bool,
    /// The saved and the liked styles.
    pub styles: bool,
    /// The published paintings.
    pub published: bool,
}

impl Event {
    /// What the facts must contain to answer this event.
    #[must_use]
    pub fn needs(&self) -> EventNeeds {
        match self {
            Self::Command(command) => EventNeeds::for_command(*command),
            Self::Button(action) => EventNeeds::for_button(*action),
            Self::Code(code) => EventNeeds::for_code(code),
            Self::News(news) => EventNeeds::for_news(news),
            // The words may name a saved style.
            Self::Text(_) => EventNeeds {
                styles: true,
                ..EventNeeds::default()
            },
            Self::Pictures(_) | Self::InGroup(_) | Self::Unsupported(_) => EventNeeds::default(),
        }
    }
}

impl EventNeeds {
    fn for_command(command: Command) -> Self {
        Self {
            orders: matches!(command, Command::Orders | Command::DeleteMe),
            movements: command == Command::Balance,
            styles: command == Command::Styles,
            published: command == Command::Published,
            ..Self::default()
        }
    }

    fn for_button(action: Action) -> Self {
        let none = Self::default();
        match action {
            Action::Draft(job, action) => Self {
                job: Some(job),
                picture: match action {
                    DraftAction::AsPhoto(key)
                    | DraftAction::AsStyle(key)
                    | DraftAction::AsSecond(key) => Some(key),
                    _ => None,
                },
                ..none
            },
            Action::Job(job, action) => Self {
                job: Some(job),
                orders: action == JobAction::Canvas,
                styles: action == JobAction::KeepStyle,
                ..none
            },
            Action::Feed(job, _) => Self {
                job: Some(job),
                published: true,
                ..none
            },
            Action::Style(picture) => Self {
                picture: picture.own(),
                ..none
            },
            Action::Saved(..) | Action::SavedStyles => Self {
                picture: saved_picture(action),
                styles: true,
                ..none
            },
            Action::Print(order, _) => Self {
                order: Some(order),
                ..none
            },
            Action::Orders | Action::DeleteMe(_) => Self {
                orders: true,
                ..none
            },
            Action::Join(code) => Self {
                link: Some(code),
                ..none
            },
            Action::New
            | Action::Make(_)
            | Action::Gallery
            | Action::History(_)
            | Action::Set(_)
            | Action::Languages
            | Action::KeepMe
            | Action::Buy
            | Action::Pack(_)
            | Action::Currency(_)
            | Action::StayApart
            | Action::Take(_)
            | Action::Like(_)
            | Action::Unknown => none,
        }
    }

    fn for_code(code: &Code) -> Self {
        match code {
            Code::Promo(code) => Self {
                promo: Some(code.clone()),
                ..Self::default()
            },
            Code::Link(code) => Self {
                link: Some(*code),
                ..Self::default()
            },
            Code::Inviter(_) | Code::NoLink | Code::Style(..) | Code::Best(_) => Self::default(),
        }
    }

    fn for_news(news: &News) -> Self {
        match news {
            News::Paid { purchase, .. } => Self {
                purchase: *purchase,
                ..Self::default()
            },
            News::Unpaid { purchase, .. } => Self {
                purchase: Some(*purchase),
                ..Self::default()
            },
            News::Ordered { order, news, .. } => Self {
                order: Some(*order),
                purchase: match news {
                    OrderNews::Paid(purchase) => Some(*purchase),
                    _ => None,
                },
                ..Self::default()
            },
            News::Feed(FeedNews::Hidden { job, .. }) => Self {
                job: Some(*job),
                ..Self::default()
            },
            News::TakenBack(_) | News::Gifted(_) | News::Joined { .. } | News::Feed(_) => {
                Self::default()
            }
        }
    }
}

const fn saved_picture(action: Action) -> Option<PictureKey> {
    match action {
        Action::Saved(picture, _) => Some(picture),
        _ => None,
    }
}

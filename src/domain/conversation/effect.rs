//! What is to be done after a step. Effects are carried out by `Store::commit_step`, in their
//! order, all or none.

use crate::domain::feed::{EntryId, PenName, SavedStyle, Shows};
use crate::domain::ids::{JobId, OrderId, PersonId};
use crate::domain::job::{JobRequest, Rendition};
use crate::domain::language::Language;
use crate::domain::link::LinkCode;
use crate::domain::look::Look;
use crate::domain::message::Message;
use crate::domain::order::{CanvasOrder, Design};
use crate::domain::picture::PictureKey;
use crate::domain::rules::Promo;
use crate::domain::{payment::PurchaseRequest, receipt::Contact};

/// A picture on a canvas on a wall.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wall {
    /// The picture.
    pub picture: PictureKey,
    /// How it lies on the canvas.
    pub design: Design,
}

/// One thing to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Put a message into the chat's outbox.
    Say(Message),
    /// Put a message into the chat's outbox that shows a picture on a canvas on a wall. Whoever
    /// carries it out draws that first; where it cannot be drawn, the picture itself is shown.
    SayOnWall(Message, Wall),
    /// Put a message into the person's other chats, as they were before this step.
    SayElsewhere(Message),
    /// Create the job and hold its price.
    StartJob {
        /// The draft's id. A job of this id must not exist.
        id: JobId,
        /// What is asked for.
        request: JobRequest,
    },
    /// End a job that has not ended, and give its hold back. Who paints it notices by the lost
    /// lease.
    CancelJob(JobId),
    /// Remember the language.
    SetLanguage(Language),
    /// Remember the usual knobs.
    SetLook(Look),
    /// Write down what the person asks to buy. A purchase of this id must not exist.
    OpenPurchase(PurchaseRequest),
    /// What was prepared under this id is not wanted any more: no payment starts it by itself.
    DropDraft(JobId),
    /// Give what a promotion brings. Its code and the person are the reason: it is given once.
    Redeem(Promo),
    /// Remember who has invited the person, if nobody has and nothing was bought yet.
    AcceptInvitation(PersonId),
    /// Remember where receipts go.
    SetContact(Contact),
    /// Write down what the person wants the operator to know.
    AskSupport(String),
    /// Another chat may join this person by this code, for a while; the code before it is good no
    /// more.
    OfferLink(LinkCode),
    /// A wrong code was tried.
    CountMiss,
    /// The person becomes one with whoever was shown this code: everything they have and all their
    /// chats are that person's. Those who did not speak are told.
    Join(LinkCode),
    /// Keep an order of a canvas as it is now.
    KeepOrder(CanvasOrder),
    /// Delete an order that was never confirmed.
    DropOrder(OrderId),
    /// Publish a painting; its small pictures are made before anybody sees it.
    Publish {
        /// Its public key. An entry of this key must not exist.
        entry: EntryId,
        /// Whose painting it is. None of it may be in the feed.
        job: JobId,
        /// Which of its pictures.
        picture: Rendition,
        /// What is shown with it.
        shows: Shows,
    },
    /// Take an entry back, at once.
    TakeBack(EntryId),
    /// Remember the name under which the person publishes.
    SetPenName(PenName),
    /// Keep a style of the person's own under a name, in place of the one it had.
    SaveStyle(SavedStyle),
    /// Keep it no more.
    DropStyle(PictureKey),
    /// Like an entry of the feed, once for each person.
    Like(EntryId),
    /// Forget the person: jobs cancelled, pictures, paintings, conversation and name deleted.
    /// Messages said after it are still sent, and the new state is not kept.
    ForgetPerson,
}

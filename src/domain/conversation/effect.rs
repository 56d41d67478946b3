//! What to do after a step. `commit_step` of the store carries out all effects in their order, or
//! none of them.

use crate::domain::feed::{EntryId, PenName, SavedStyle, Shows};
use crate::domain::ids::{JobId, OrderId, PersonId};
use crate::domain::job::{JobRequest, Rendition};
use crate::domain::language::Language;
use crate::domain::link::LinkCode;
use crate::domain::look::Look;
use crate::domain::message::Message;
use crate::domain::money::Currency;
use crate::domain::order::{CanvasOrder, Design};
use crate::domain::picture::PictureKey;
use crate::domain::rules::{Promo, ReactionLimits};
use crate::domain::{payment::PurchaseRequest, receipt::Contact};

/// A preview of a canvas on a wall.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wall {
    /// The picture.
    pub picture: PictureKey,
    /// Its placement on the canvas.
    pub design: Design,
}

/// Sketches of a few moments of a film.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FilmSketch {
    /// What they are sketches of.
    pub request: JobRequest,
}

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Put a message into the chat's outbox.
    Say(Message),
    /// Put a message with a preview of a canvas into the chat's outbox. The inbox worker draws the
    /// preview first; if that fails, the picture itself is shown.
    SayOnWall(Message, Wall),
    /// Put a message with sketches of a film into the chat's outbox. The inbox worker makes them first,
    /// and puts them in the place of its picture; without sketches there is no such message.
    SayWithSketches(Message, FilmSketch),
    /// Put a message into the person's other chats, as they were before this step.
    SayElsewhere(Message),
    /// Create the job and hold its price.
    StartJob {
        /// The draft's id. A job of this id must not exist.
        id: JobId,
        /// What is asked for.
        request: JobRequest,
    },
    /// Cancel an unfinished job and release its hold. The worker that paints it notices the lost
    /// lease.
    CancelJob(JobId),
    /// Remember the language.
    SetLanguage(Language),
    /// Remember the default look.
    SetLook(Look),
    /// Create a purchase. A purchase with this id must not exist.
    OpenPurchase(PurchaseRequest),
    /// Drop the draft with this id: no payment starts it automatically any more.
    DropDraft(JobId),
    /// Give the credits of a promotion, once per code and person.
    Redeem(Promo),
    /// Remember who invited the person, unless somebody already has or they have bought something.
    AcceptInvitation(PersonId),
    /// Remember where receipts go.
    SetContact(Contact),
    /// Remember the currency that the person wants to pay in.
    SetCurrency(Currency),
    /// Create a request to the operator.
    AskSupport(String),
    /// Let another chat link with this person by this code for a while. An earlier code becomes
    /// invalid.
    OfferLink(LinkCode),
    /// Count a wrong link code.
    CountMiss,
    /// Count a wrong promo code.
    CountWrongPromo,
    /// Join the account that this code belongs to: everything the person has, and all their chats,
    /// move there. The other chats get news of it.
    Join(LinkCode),
    /// Keep a canvas order as it is now.
    KeepOrder(CanvasOrder),
    /// Delete an order that was never confirmed.
    DropOrder(OrderId),
    /// Publish a painting. Its small pictures are made before it becomes public.
    Publish {
        /// Its public key. An entry with this key must not exist.
        entry: EntryId,
        /// The job that painted it. It must not be in the feed yet.
        job: JobId,
        /// Which of its pictures.
        picture: Rendition,
        /// What is shown along with it.
        shows: Shows,
    },
    /// Take an entry back at once.
    TakeBack(EntryId),
    /// Show the film beside an entry's painting, too.
    AddFilm(EntryId),
    /// Remember the person's pen name.
    SetPenName(PenName),
    /// Save a style under a title, which replaces an earlier one.
    SaveStyle(SavedStyle),
    /// Remove a saved style.
    DropStyle(PictureKey),
    /// Like an entry, once per person.
    Like {
        /// The entry.
        entry: EntryId,
        /// How many likes of one network count.
        limits: ReactionLimits,
    },
    /// Forget the person: cancel the jobs, delete pictures, paintings, conversation and name.
    /// Messages that follow are still sent; the new state is not kept.
    ForgetPerson,
}

//! Money in the in-memory world: purchases, payments, refunds and gifts.

use vernissage::domain::credits::Credits;
use vernissage::domain::ids::{JobId, PurchaseId};
use vernissage::domain::message::Message;
use vernissage::domain::payment::{Closing, Goods, PurchaseRequest};
use vernissage::domain::rules::Promo;
use vernissage::domain::{
    conversation::Event,
    facts::{PromoFacts, PurchaseFacts},
    news::News,
};

use crate::bot::world::World;

/// A purchase and what became of it.
#[derive(Clone, Debug)]
pub(crate) struct Bought {
    pub(crate) order: PurchaseRequest,
    pub(crate) state: Payment,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Payment {
    Waiting,
    Paid,
    Closed,
}

impl World {
    /// What the store would say of money.
    pub(crate) fn look_up_purchases(&mut self, event: &Event) {
        let bought = event
            .needs()
            .purchase
            .and_then(|id| self.purchases.get(&id));
        self.person.shop.purchase = bought.map(|bought| PurchaseFacts {
            order: bought.order.clone(),
            is_started: bought
                .order
                .goods
                .draft()
                .is_some_and(|draft| self.started.contains(&draft.id)),
        });

        let open = self
            .purchases
            .values()
            .filter(|bought| bought.state == Payment::Waiting);
        self.person.shop.open_purchases = open
            .filter(|bought| bought.order.provider.has_page())
            .count() as u32;

        self.person.account.open_requests = self.requests.len() as u32;

        let is_used = event
            .needs()
            .promo
            .is_some_and(|code| self.promos.contains(&code));
        self.person.shop.promo = PromoFacts {
            is_used,
            uses: u32::from(is_used),
        };
    }

    pub(crate) fn order(&mut self, order: PurchaseRequest) {
        let canvas = order.goods.order();
        let till = if canvas.is_some() {
            self.canvas_till
        } else {
            self.till
        };
        let taker = till.taker().expect("nothing is sold here");
        assert_eq!((order.provider, order.price.currency), taker);

        if let Some(canvas) = canvas {
            self.check_agreed(canvas, &order);
        } else {
            let (credits, bonus) = order.goods.credits();
            let pack = self.rules.pack(credits).expect("no such pack is sold");
            let price = pack.price(taker.1).expect("it is not sold here");
            assert_eq!((bonus, order.price), (pack.bonus, price));
        }

        let before = self.purchases.insert(
            order.id,
            Bought {
                order,
                state: Payment::Waiting,
            },
        );
        assert!(before.is_none(), "a purchase was opened twice");
    }

    pub(crate) fn drop_draft(&mut self, id: JobId) {
        let waiting = self
            .purchases
            .values_mut()
            .filter(|bought| bought.state == Payment::Waiting);

        for bought in waiting {
            if let Goods::Credits { draft: waiting, .. } = &mut bought.order.goods {
                *waiting = waiting.filter(|draft| draft.id != id);
            }
        }
    }

    pub(crate) fn redeem(&mut self, promo: &Promo) {
        assert!(
            self.promos.insert(promo.code.clone()),
            "a promotion was used twice"
        );
        self.give(promo.credits.amount());
    }

    /// Somebody pays, perhaps once more, perhaps late; returns what the bot says.
    pub(crate) fn pay(&mut self, id: PurchaseId) -> Vec<Message> {
        let Some(bought) = self.purchases.get_mut(&id) else {
            return Vec::new();
        };
        bought.state = Payment::Paid;

        let bought = bought.order.clone();
        if let Some(order) = bought.goods.order() {
            return self.pay_canvas(order, &bought);
        }

        let (credits, bonus) = bought.goods.credits();
        let credits = credits.checked_add(bonus).unwrap();
        self.give(credits.amount());

        self.answer(Event::News(News::Paid {
            purchase: Some(id),
            credits,
        }))
    }

    /// A payment page closes; returns what the bot says.
    pub(crate) fn close(&mut self, id: PurchaseId, why: Closing) -> Vec<Message> {
        match self.purchases.get_mut(&id) {
            Some(bought) if bought.state == Payment::Waiting => bought.state = Payment::Closed,
            _ => return Vec::new(),
        }
        self.answer(Event::News(News::Unpaid {
            purchase: id,
            reason: why,
        }))
    }

    /// The money goes back, and with it as many credits as are there; returns what the bot says.
    pub(crate) fn take_back(&mut self, credits: u32) -> Vec<Message> {
        let gone = Credits::new(credits.min(self.person.credits.balance.amount()));
        self.person.credits.balance = self.person.credits.balance.checked_sub(gone).unwrap();
        self.given -= u64::from(gone.amount());
        self.answer(Event::News(News::TakenBack(gone)))
    }

    /// A friend buys for the first time; returns what the bot says.
    pub(crate) fn thank(&mut self, credits: u32) -> Vec<Message> {
        self.give(credits);
        self.answer(Event::News(News::Gifted(Credits::new(credits))))
    }

    /// The purchase opened last.
    pub(crate) fn newest_purchase(&self) -> PurchaseId {
        *self.purchases.keys().last().expect("nothing was ordered")
    }
}

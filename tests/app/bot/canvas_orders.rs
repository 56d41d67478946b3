//! Canvas orders in the in-memory world: kept, paid, made and sent as the store would do it.

use vernissage::domain::ids::OrderId;
use vernissage::domain::message::Message;
use vernissage::domain::news::OrderNews;
use vernissage::domain::order::{CanvasOrder, Stage, Transition};
use vernissage::domain::payment::{PurchaseRequest, Till};
use vernissage::domain::picture_size::PictureSize;
use vernissage::domain::{conversation::Event, news::News};

use crate::bot::world::World;

/// The pixels of every painting.
pub(crate) const PIXELS: PictureSize = PictureSize::new(600, 300);

impl World {
    /// What the store would say of canvases.
    pub(crate) fn look_up_orders(&mut self, event: &Event) {
        let needs = event.needs();
        let named = [needs.order, self.state.order()];
        let is_wanted = |id: &OrderId| needs.orders || named.contains(&Some(*id));
        self.person.canvases.orders = self
            .orders
            .values()
            .rev()
            .filter(|order| is_wanted(&order.id))
            .take(10)
            .cloned()
            .collect();

        self.person.canvases.open_drafts = self
            .orders
            .values()
            .filter(|order| order.stage == Stage::Draft)
            .count() as u32;

        self.person.paintings.requested_size =
            self.person.paintings.requested.as_ref().map(|_| PIXELS);
    }

    /// Nothing that was paid is changed by the person.
    pub(crate) fn keep_order(&mut self, order: CanvasOrder) {
        if let Some(before) = self.orders.get(&order.id) {
            assert!(
                matches!(before.stage, Stage::Draft | Stage::Confirmed),
                "{:?} was changed",
                before.stage
            );

            assert!(
                before.agreed.is_none() || before.agreed == order.agreed,
                "what was agreed has changed"
            );
        }

        self.orders.insert(order.id, order);
    }

    pub(crate) fn drop_order(&mut self, id: OrderId) {
        let dropped = self.orders.remove(&id).expect("an order was dropped twice");
        assert_eq!(dropped.stage, Stage::Draft);
    }

    pub(crate) fn forget_orders(&mut self) {
        self.orders.clear();
    }

    /// A purchase of a canvas is of the amount that was agreed.
    pub(crate) fn check_agreed(&self, canvas: OrderId, purchase: &PurchaseRequest) {
        let order = &self.orders[&canvas];
        assert_eq!(order.stage, Stage::Confirmed);

        let due = match self.canvas_till {
            Till::Invoice(..) => order.agreed.as_ref().map(|agreed| agreed.print),
            _ => order.total(),
        };
        assert_eq!(due, Some(purchase.price));
    }

    /// The money for a canvas comes; returns what the bot says.
    pub(crate) fn pay_canvas(&mut self, id: OrderId, purchase: &PurchaseRequest) -> Vec<Message> {
        let Some(order) = self.orders.get(&id).cloned() else {
            return Vec::new();
        };
        let way = order
            .agreed
            .as_ref()
            .and_then(|agreed| agreed.ways.first().cloned());
        let news = match order.paid(way, self.now) {
            Ok(paid) => {
                self.orders.insert(id, paid);
                OrderNews::Paid(purchase.id)
            }
            Err(_) => OrderNews::PaidInVain,
        };

        self.tell(id, news)
    }

    /// The operator does something to the newest order; returns what the bot says.
    pub(crate) fn turn(&mut self, what: &str) -> Vec<Message> {
        let id = *self.orders.keys().last().expect("nothing was ordered");
        let (turn, news) = match what {
            "produce" => (Transition::Produce, OrderNews::InProduction),
            "ship" => (
                Transition::Ship {
                    tracking: "RA123".into(),
                },
                OrderNews::Shipped {
                    tracking: "RA123".into(),
                },
            ),
            "deliver" => (Transition::Deliver, OrderNews::Delivered),
            "cancel" => (Transition::Cancel, OrderNews::Cancelled),
            _ => (Transition::Refund, OrderNews::Refunded),
        };

        let Ok(order) = self.orders[&id].clone().turned(turn, self.now) else {
            return Vec::new();
        };
        self.orders.insert(id, order);

        self.tell(id, news)
    }

    /// The operator does anything to any order.
    pub(crate) fn turn_any(&mut self, place: usize, turn: u8) -> Vec<Message> {
        let Some(place) = place.checked_rem(self.orders.len()) else {
            return Vec::new();
        };
        let newest = self.orders.split_off(
            &self
                .orders
                .keys()
                .nth(place)
                .map_or(OrderId::from_chance(0), |id| {
                    OrderId::from_row(id.row() + 1)
                }),
        );

        let what = ["produce", "ship", "deliver", "cancel", "refund"][usize::from(turn) % 5];
        let said = self.turn(what);
        self.orders.extend(newest);

        said
    }

    fn tell(&mut self, order: OrderId, news: OrderNews) -> Vec<Message> {
        self.answer(Event::News(News::Ordered {
            order,
            news,
            at: self.now,
        }))
    }
}

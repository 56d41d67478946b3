//! A purchase from its page to its end.

use std::time::Duration;

use super::PaymentPoller;
use crate::{
    domain::{
        payment::{Closing, Provider},
        replies::shop,
    },
    payments::{Bill, OpenPayment, Outcome, PaymentError, PaymentProvider, PaymentStatus},
    store::{PaymentPage, Purchase, PurchaseState},
};

/// Nobody waits longer for a page to open. Nobody has its address then, so that it cannot be paid.
const OPENED_WITHIN: Duration = Duration::from_hours(1);
/// Providers say by themselves when they do not wait for a payment any more, and some take days.
/// Whoever has said nothing after so long is not asked any more; a notice is heard all the same.
const ASKED_FOR: Duration = Duration::from_hours(24 * 7);

impl PaymentPoller {
    pub(super) async fn advance(&self, purchase: &Purchase) -> anyhow::Result<()> {
        let Some(provider) = self.provider(purchase.order.provider) else {
            // Left from former settings. They may come back.
            return self.give_up(purchase, ASKED_FOR, Closing::Expired).await;
        };

        match &purchase.state {
            PurchaseState::Wanted => self.open(provider, purchase).await,
            PurchaseState::Open(page) => self.look(provider, purchase, page).await,
            PurchaseState::Paid | PurchaseState::Closed => Ok(()),
        }
    }

    async fn open(
        &self,
        provider: &dyn PaymentProvider,
        purchase: &Purchase,
    ) -> anyhow::Result<()> {
        let order = &purchase.order;
        let language = purchase.language;
        let bill = Bill {
            purchase: order.id,
            goods: order.goods,
            price: order.price,
            description: &shop::description(language, order),
            language,
            return_url: &format!("{}/pay/back/{}", self.home, order.id),
            contact: order.contact.as_ref(),
        };

        match provider.open(&bill).await {
            Ok(OpenPayment { payment, url }) => {
                let messages = vec![shop::link(language, order, &url)];
                let page = PaymentPage { payment, url };
                self.context
                    .store
                    .open_purchase(order.id, page, messages, self.context.clock.now())
                    .await?;

                self.context.bells.outbox.ring();
                Ok(())
            }
            Err(PaymentError::Refused(why)) => {
                metrics::counter!("vernissage_errors_total", "where" => "checkout").increment(1);
                tracing::error!(
                    provider = order.provider.name(),
                    why,
                    "a provider does not take an order"
                );

                self.close(purchase, Closing::Refused).await
            }
            Err(error @ PaymentError::Unavailable(_)) => {
                self.give_up(purchase, OPENED_WITHIN, Closing::Refused)
                    .await?;
                Err(error.into())
            }
        }
    }

    async fn look(
        &self,
        provider: &dyn PaymentProvider,
        purchase: &Purchase,
        page: &PaymentPage,
    ) -> anyhow::Result<()> {
        match provider.look(&page.payment).await {
            Ok(PaymentStatus {
                outcome: Outcome::Waiting,
                ..
            }) => self.give_up(purchase, ASKED_FOR, Closing::Expired).await,
            Ok(PaymentStatus {
                outcome: Outcome::Closed(why),
                ..
            }) => self.close(purchase, why).await,
            Ok(PaymentStatus {
                outcome: Outcome::Paid(entries),
                ..
            }) => {
                self.write_down(provider.provider(), &entries).await?;
                // Changes nothing for what was credited; there is nothing more to ask about in any
                // case.
                self.close(purchase, Closing::Unclear).await
            }
            Err(error) => {
                self.give_up(purchase, ASKED_FOR, Closing::Expired).await?;
                Err(error.into())
            }
        }
    }

    /// A payment of which is only said that something became of it; its purchase may be closed by
    /// now, or not know of it yet.
    pub(super) async fn look_anew(&self, provider: Provider, payment: &str) -> anyhow::Result<()> {
        let Some(provider) = self.provider(provider) else {
            return Ok(());
        };
        let PaymentStatus { purchase, outcome } = match provider.look(payment).await {
            Ok(looked) => looked,
            Err(PaymentError::Refused(why)) => {
                tracing::warn!(
                    why,
                    "a notice is about a payment that its provider does not know"
                );
                return Ok(());
            }
            Err(error) => return Err(error.into()),
        };

        // A shop may sell other things, too.
        let Some(id) = purchase else { return Ok(()) };
        match outcome {
            Outcome::Waiting => Ok(()),
            Outcome::Paid(entries) => self.write_down(provider.provider(), &entries).await,
            Outcome::Closed(why) => match self.context.store.purchase(id).await? {
                Some(purchase) if is_paid_there(&purchase, payment) => {
                    self.close(&purchase, why).await
                }
                _ => Ok(()),
            },
        }
    }

    async fn give_up(
        &self,
        purchase: &Purchase,
        after: Duration,
        why: Closing,
    ) -> anyhow::Result<()> {
        let waited = self.context.clock.now().since(purchase.asked_at);
        if waited < after {
            Ok(())
        } else {
            self.close(purchase, why).await
        }
    }

    /// Changes nothing once it is paid.
    async fn close(&self, purchase: &Purchase, why: Closing) -> anyhow::Result<()> {
        self.context
            .store
            .close_purchase(purchase.order.id, why, self.context.clock.now())
            .await?;

        self.context.bells.inbox.ring();
        Ok(())
    }
}

/// Of two payments of one purchase only that one counts whose page the person knows.
fn is_paid_there(purchase: &Purchase, payment: &str) -> bool {
    matches!(&purchase.state, PurchaseState::Open(page) if page.payment == payment)
}

//! A purchase from the opening of its payment page to its end.

use std::time::Duration;

use super::PaymentPoller;
use crate::workers::leased::count_error;
use crate::{
    domain::{
        payment::{Closing, Provider},
        replies::shop,
    },
    payments::{
        OpenPayment, PaymentError, PaymentOutcome, PaymentPages, PaymentRequest, PaymentStatus,
    },
    store::{PaymentPage, Purchase, PurchaseState},
};

/// Nobody waits longer for a page to open. Its address is not known to anybody then, so that it
/// cannot be paid.
const OPEN_LIMIT: Duration = Duration::from_hours(1);
/// Before that, the provider was asked at least this often, which takes a quarter of an hour: a
/// clock that was put forward makes every purchase look old.
const FEWEST_ATTEMPTS: u32 = 12;
/// Providers end unpaid payments themselves, some after days. A payment that has not ended after
/// this time is not asked about any more; a notification about it is still followed.
const PAY_LIMIT: Duration = Duration::from_hours(24 * 7);
/// The same for a payment that a bank has to decide: a debit takes up to two weeks.
const BANK_LIMIT: Duration = Duration::from_hours(24 * 30);

impl PaymentPoller {
    pub(super) async fn advance(&self, purchase: &Purchase) -> anyhow::Result<()> {
        let Some(pages) = self.providers.pages(purchase.order.provider) else {
            // The provider was removed from the settings. It may come back.
            return self.give_up(purchase, PAY_LIMIT, Closing::Expired).await;
        };

        match &purchase.state {
            PurchaseState::Wanted => self.open_page(pages, purchase).await,
            PurchaseState::Open(page) => self.check_page(pages, purchase, page).await,
            PurchaseState::Paid | PurchaseState::Closed => Ok(()),
        }
    }

    async fn open_page(&self, pages: &dyn PaymentPages, purchase: &Purchase) -> anyhow::Result<()> {
        let order = &purchase.order;
        let language = purchase.language;
        let request = PaymentRequest {
            purchase: order.id,
            goods: order.goods,
            price: order.price,
            description: &shop::description(language, order),
            language,
            return_url: &format!("{}/pay/back/{}", self.home, order.id),
            contact: order.contact.as_ref(),
        };

        match pages.create(&request).await {
            Ok(OpenPayment { payment, url }) => {
                let messages = vec![shop::link(language, order, &url)];
                let page = PaymentPage { payment, url };
                self.context
                    .stores
                    .purchases
                    .open_purchase(order.id, page, messages, self.context.clock.now())
                    .await?;

                self.context.bells.outbox.ring();
                Ok(())
            }
            Err(PaymentError::Refused(why)) => {
                count_error("payment_poller");
                tracing::error!(
                    provider = order.provider.name(),
                    purchase = %order.id,
                    why,
                    "a provider refuses to open a payment"
                );

                self.close(purchase, Closing::Refused).await
            }
            Err(error @ PaymentError::Unavailable(_)) => {
                if purchase.attempts >= FEWEST_ATTEMPTS {
                    self.give_up(purchase, OPEN_LIMIT, Closing::Refused).await?;
                }

                Err(error.into())
            }
        }
    }

    async fn check_page(
        &self,
        pages: &dyn PaymentPages,
        purchase: &Purchase,
        page: &PaymentPage,
    ) -> anyhow::Result<()> {
        match pages.status(&page.payment).await {
            Ok(PaymentStatus {
                outcome: PaymentOutcome::Pending,
                ..
            }) => self.give_up(purchase, PAY_LIMIT, Closing::Expired).await,
            Ok(PaymentStatus {
                outcome: PaymentOutcome::WithBank,
                ..
            }) => self.give_up(purchase, BANK_LIMIT, Closing::Expired).await,
            Ok(PaymentStatus {
                outcome: PaymentOutcome::Closed(why),
                ..
            }) => self.close(purchase, why).await,
            Ok(PaymentStatus {
                outcome: PaymentOutcome::Paid(entries),
                ..
            }) => {
                self.record_entries(purchase.order.provider, &entries)
                    .await?;
                // This changes nothing for a purchase that was credited, and there is nothing more
                // to ask about any other.
                self.close(purchase, Closing::Unclear).await
            }
            Err(error) => {
                self.give_up(purchase, PAY_LIMIT, Closing::Expired).await?;
                Err(error.into())
            }
        }
    }

    /// Asks about a payment that a notification names. Its purchase may be closed by now, or may not
    /// know the payment yet.
    pub(super) async fn ask_about_payment(
        &self,
        provider: Provider,
        payment: &str,
    ) -> anyhow::Result<()> {
        let Some(pages) = self.providers.pages(provider) else {
            return Ok(());
        };
        let PaymentStatus { purchase, outcome } = match pages.status(payment).await {
            Ok(status) => status,
            Err(PaymentError::Refused(why)) => {
                tracing::warn!(
                    why,
                    "a notification names a payment that its provider does not know"
                );
                return Ok(());
            }
            Err(error) => return Err(error.into()),
        };

        // The shop may sell other things as well.
        let Some(id) = purchase else { return Ok(()) };
        match outcome {
            PaymentOutcome::Pending | PaymentOutcome::WithBank => Ok(()),
            PaymentOutcome::Paid(entries) => self.record_entries(provider, &entries).await,
            PaymentOutcome::Closed(why) => {
                match self.context.stores.purchases.purchase(id).await? {
                    Some(purchase) if is_payment_of(&purchase, payment) => {
                        self.close(&purchase, why).await
                    }
                    _ => Ok(()),
                }
            }
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

    /// Closes a purchase, unless it is paid.
    async fn close(&self, purchase: &Purchase, why: Closing) -> anyhow::Result<()> {
        self.context
            .stores
            .purchases
            .close_purchase(purchase.order.id, why, self.context.clock.now())
            .await?;

        self.context.bells.inbox.ring();
        Ok(())
    }
}

/// Whether this is the payment whose page the person knows. A purchase may have another one.
fn is_payment_of(purchase: &Purchase, payment: &str) -> bool {
    matches!(&purchase.state, PurchaseState::Open(page) if page.payment == payment)
}

//! The payment providers, from the settings.

use std::{collections::HashMap, sync::Arc};

use secrecy::ExposeSecret;

use crate::{
    clock::Clock,
    config::{Settings, StripeReceipts},
    domain::{
        money::Currency,
        payment::{Provider, Till},
        receipt::ReceiptTo,
    },
    messengers::telegram::{self, Telegram},
    payments::{
        PaymentProvider, PaymentProviders, PaymentWebhook, Refunds,
        notifications::NotificationSender,
        stripe::{Stripe, StripeAccount},
        test::TestProvider,
        yookassa::{ReceiptSettings, Shop, Yookassa},
    },
    web::Payments,
    workers::{InvoiceTills, Tills},
};

/// How people pay: in Telegram credits by Stars, and on pages wherever there is no invoice.
pub(super) fn tills(settings: &Settings) -> Tills {
    let cards = Till::Invoice(Provider::TelegramCards, Currency::Rub);
    let in_telegram = InvoiceTills {
        credits: Some(Till::Invoice(Provider::Stars, Currency::Xtr)),
        canvases: has_cards(settings).then_some(cards),
    };

    Tills {
        pages: settings.page_tills(),
        invoices: HashMap::from([(telegram::NAME, in_telegram)]),
    }
}

fn has_cards(settings: &Settings) -> bool {
    !settings.telegram.provider_token.expose_secret().is_empty()
}

/// The providers that take money on pages.
#[derive(Default)]
pub(super) struct PageProviders {
    yookassa: Option<Arc<Yookassa>>,
    stripe: Option<Arc<Stripe>>,
    test: Option<Arc<TestProvider>>,
}

impl PageProviders {
    pub(super) fn from_settings(
        settings: &Settings,
        clock: &Arc<dyn Clock>,
    ) -> anyhow::Result<Self> {
        let test = settings
            .has_test_payments()
            .then(|| Arc::new(test_provider(settings, clock)));

        Ok(Self {
            yookassa: yookassa(settings)?.map(Arc::new),
            stripe: stripe(settings)?.map(Arc::new),
            test,
        })
    }

    /// Every provider with what it can do. Roubles that are paid in Telegram are taken by a
    /// provider behind it, and only that one can refund them; if it is YooKassa, so can we.
    pub(super) fn providers(&self, telegram: Option<&Arc<Telegram>>) -> PaymentProviders {
        let yookassa = self.yookassa.clone().map(|yookassa| PaymentProvider {
            id: Provider::Yookassa,
            pages: Some(Arc::clone(&yookassa) as _),
            refunds: Some(Arc::clone(&yookassa) as _),
            returns: Some(yookassa),
        });

        let stripe = self.stripe.clone().map(|stripe| PaymentProvider {
            id: Provider::Stripe,
            pages: Some(Arc::clone(&stripe) as _),
            refunds: Some(Arc::clone(&stripe) as _),
            returns: Some(stripe),
        });

        let test = self.test.clone().map(|test| PaymentProvider {
            id: Provider::Test,
            pages: Some(Arc::clone(&test) as _),
            refunds: Some(test),
            returns: None,
        });

        let cards = PaymentProvider {
            id: Provider::TelegramCards,
            pages: None,
            refunds: self.yookassa.clone().map(|one| one as Arc<dyn Refunds>),
            returns: None,
        };

        let stars = telegram.cloned().map(|telegram| PaymentProvider {
            id: Provider::Stars,
            pages: None,
            refunds: Some(telegram),
            returns: None,
        });

        [yookassa, stripe, test, Some(cards), stars]
            .into_iter()
            .flatten()
            .collect()
    }

    /// What the web pages need of them.
    pub(super) fn payments(&self, notifications: NotificationSender) -> Payments {
        let yookassa = self.yookassa.clone();
        let stripe = self.stripe.clone();
        let webhooks = [
            yookassa.map(|one| one as Arc<dyn PaymentWebhook>),
            stripe.map(|one| one as Arc<dyn PaymentWebhook>),
        ];

        Payments {
            notifications,
            webhooks: webhooks.into_iter().flatten().collect(),
            test: self.test.clone(),
        }
    }
}

/// The client for the account at Stripe, if there is one.
///
/// # Errors
/// When TLS cannot be set up.
pub fn stripe(settings: &Settings) -> anyhow::Result<Option<Stripe>> {
    let stripe = &settings.stripe;
    if !stripe.is_on() {
        return Ok(None);
    }

    Stripe::new(&StripeAccount {
        secret_key: stripe.secret_key.expose_secret(),
        webhook_secret: stripe.webhook_secret.expose_secret(),
        api_url: &stripe.api_url,
        makes_invoices: stripe.receipts == StripeReceipts::Invoice,
    })
    .map(Some)
}

/// The client for the shop at YooKassa, if there is one.
///
/// # Errors
/// When TLS cannot be set up.
pub fn yookassa(settings: &Settings) -> anyhow::Result<Option<Yookassa>> {
    if !settings.has_yookassa() {
        return Ok(None);
    }

    let yookassa = &settings.yookassa;
    let receipt = &settings.receipt;
    let receipts = ReceiptSettings {
        item: receipt.item.clone(),
        canvas_item: settings.prints.receipt_item.clone(),
        vat_code: receipt.vat_code,
        tax_system_code: (receipt.tax_system_code > 0).then_some(receipt.tax_system_code),
    };

    Yookassa::new(&Shop {
        shop_id: &yookassa.shop_id,
        secret_key: yookassa.secret_key.expose_secret(),
        api_url: &yookassa.api_url,
        receipts: (receipt.ask != ReceiptTo::Nowhere).then_some(receipts),
        proxies: &yookassa.trusted_proxies,
    })
    .map(Some)
}

/// The test provider. It keeps its payments beside the database; its pages are at the service's
/// public address.
fn test_provider(settings: &Settings, clock: &Arc<dyn Clock>) -> TestProvider {
    let folder = settings.database.path.with_extension("test-payments");
    let home = settings.server.public_url.trim_end_matches('/').to_owned();
    TestProvider::new(folder, home, Arc::clone(clock))
}

//! The payment providers, from the settings.

use std::{collections::HashMap, sync::Arc};

use secrecy::ExposeSecret;

use crate::{
    clock::Clock,
    config::Settings,
    domain::{
        money::Currency,
        payment::{Provider, Till},
        receipt::ReceiptTo,
    },
    messengers::{
        telegram::{self, Telegram},
        vk, web_chat,
    },
    payments::{
        PaymentProvider, PaymentProviders, PaymentWebhook, Refunds,
        notifications::NotificationSender,
        test::TestProvider,
        yookassa::{ReceiptSettings, Shop, Yookassa},
    },
    web::Payments,
    workers::Tills,
};

/// How people pay in each messenger: in Telegram by Stars, elsewhere on a page.
pub(super) fn by_messenger(settings: &Settings) -> HashMap<&'static str, Tills> {
    let page = settings
        .page_provider()
        .map_or(Till::Closed, |provider| Till::Page(provider, Currency::Rub));
    let stars = Till::Invoice(Provider::Stars, Currency::Xtr);
    let cards = if has_cards(settings) {
        Till::Invoice(Provider::TelegramCards, Currency::Rub)
    } else {
        page
    };

    let pages = Tills {
        credits: page,
        canvases: page,
    };

    let in_telegram = Tills {
        credits: stars,
        canvases: cards,
    };
    HashMap::from([
        (telegram::NAME, in_telegram),
        (vk::NAME, pages),
        (web_chat::NAME, pages),
    ])
}

fn has_cards(settings: &Settings) -> bool {
    !settings.telegram.provider_token.expose_secret().is_empty()
}

/// The providers that take money on pages.
#[derive(Default)]
pub(super) struct PageTills {
    yookassa: Option<Arc<Yookassa>>,
    test: Option<Arc<TestProvider>>,
}

impl PageTills {
    pub(super) fn from_settings(
        settings: &Settings,
        clock: &Arc<dyn Clock>,
    ) -> anyhow::Result<Self> {
        Ok(match settings.page_provider() {
            Some(Provider::Yookassa) => Self {
                yookassa: Some(Arc::new(yookassa(settings)?)),
                ..Self::default()
            },
            Some(Provider::Test) => Self {
                test: Some(Arc::new(test_till(settings, clock))),
                ..Self::default()
            },
            Some(Provider::Stars | Provider::TelegramCards) | None => Self::default(),
        })
    }

    /// Every provider with what it can do. Roubles that are paid in Telegram are taken by a
    /// provider behind it, and only that one can refund them; if it is YooKassa, so can we.
    pub(super) fn providers(&self, telegram: Option<&Arc<Telegram>>) -> PaymentProviders {
        let yookassa = self.yookassa.clone().map(|yookassa| PaymentProvider {
            id: Provider::Yookassa,
            pages: Some(Arc::clone(&yookassa) as _),
            refunds: Some(yookassa),
        });

        let test = self.test.clone().map(|test| PaymentProvider {
            id: Provider::Test,
            pages: Some(Arc::clone(&test) as _),
            refunds: Some(test),
        });

        let cards = PaymentProvider {
            id: Provider::TelegramCards,
            pages: None,
            refunds: self.yookassa.clone().map(|one| one as Arc<dyn Refunds>),
        };

        let stars = telegram.cloned().map(|telegram| PaymentProvider {
            id: Provider::Stars,
            pages: None,
            refunds: Some(telegram),
        });

        [yookassa, test, Some(cards), stars]
            .into_iter()
            .flatten()
            .collect()
    }

    /// What the web pages need of them.
    pub(super) fn payments(&self, notifications: NotificationSender) -> Payments {
        let webhooks = self
            .yookassa
            .clone()
            .map(|one| one as Arc<dyn PaymentWebhook>)
            .into_iter()
            .collect();

        Payments {
            notifications,
            webhooks,
            test: self.test.clone(),
        }
    }
}

fn yookassa(settings: &Settings) -> anyhow::Result<Yookassa> {
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
}

/// The test provider. It keeps its payments beside the database; its pages are at the service's
/// public address.
fn test_till(settings: &Settings, clock: &Arc<dyn Clock>) -> TestProvider {
    let folder = settings.database.path.with_extension("test-payments");
    let home = settings.server.public_url.trim_end_matches('/').to_owned();
    TestProvider::new(folder, home, Arc::clone(clock))
}

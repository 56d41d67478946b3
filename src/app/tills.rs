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
    messengers::{telegram, vk, web_chat},
    payments::{
        Notifier, PaymentProvider,
        cards::Cards,
        notices::Notices,
        test::TestTill,
        yookassa::{Receipts, Shop, Yookassa},
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
    test: Option<Arc<TestTill>>,
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

    /// All of them, and the one for cards in Telegram, whose refunds go through the shop.
    pub(super) fn providers(&self) -> Vec<Arc<dyn PaymentProvider>> {
        let yookassa = self
            .yookassa
            .clone()
            .map(|one| one as Arc<dyn PaymentProvider>);
        let test = self.test.clone().map(|one| one as Arc<dyn PaymentProvider>);
        let cards = Arc::new(Cards::new(yookassa.clone())) as Arc<dyn PaymentProvider>;

        yookassa.into_iter().chain(test).chain([cards]).collect()
    }

    /// What the web pages need of them.
    pub(super) fn payments(&self, notices: Notices) -> Payments {
        let notifiers = self
            .yookassa
            .clone()
            .map(|one| one as Arc<dyn Notifier>)
            .into_iter()
            .collect();

        Payments {
            notices,
            notifiers,
            test: self.test.clone(),
        }
    }
}

fn yookassa(settings: &Settings) -> anyhow::Result<Yookassa> {
    let yookassa = &settings.yookassa;
    let receipt = &settings.receipt;
    let receipts = Receipts {
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
fn test_till(settings: &Settings, clock: &Arc<dyn Clock>) -> TestTill {
    let folder = settings.database.path.with_extension("test-payments");
    let home = settings.server.public_url.trim_end_matches('/').to_owned();
    TestTill::new(folder, home, Arc::clone(clock))
}

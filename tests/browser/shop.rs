//! Buying credits on the page.

use std::time::Duration;

use crate::{
    audit::{everything_has_a_name, fits, look_around, nothing_to_complain_about},
    devtools::Browser,
    service::{TestService, photo, style},
    tab::{Screen, Tab},
};

pub(crate) const AT_THE_TILL: &str =
    "location.pathname.startsWith('/pay/test/') && document.readyState === 'complete'";
pub(crate) const IN_THE_CHAT: &str =
    "location.pathname === '/chat' && document.readyState === 'complete'";

#[test]
fn hd_without_credits_is_bought_starts_by_itself_and_comes_as_a_file() {
    let service = TestService::with_stand_in(Duration::from_millis(2));
    let Some(browser) = Browser::open() else {
        return;
    };
    let tab = Tab::open(&browser, Screen::Desktop, &service.at("/chat"));
    tab.press("Choose two pictures");
    tab.choose(&[photo(), style()]);

    tab.press("Size and quality");
    tab.press("HD, 500 steps");
    tab.read("more credits: you have 0");
    look_around(&tab, "20-missing");
    tab.press("Get credits");

    tab.read("How many credits would you like?");
    look_around(&tab, "21-packs");
    tab.press("250 credits");
    tab.press("Pay 250 ₽");
    tab.see(AT_THE_TILL);

    look_around(&tab, "22-till");
    tab.press("Pay 250 ₽");
    tab.see(IN_THE_CHAT);
    tab.read("Thank you! 265 credits have been added");
    tab.read("Your painting!");

    tab.see("[...document.querySelectorAll('a[download]')].at(-1)");
    look_around(&tab, "23-bought");
    nothing_to_complain_about(&tab);
}

#[test]
fn a_declined_payment_on_a_phone_in_russian() {
    let service = TestService::with_stand_in(Duration::from_millis(2));
    let Some(browser) = Browser::open() else {
        return;
    };
    let tab = Tab::open(&browser, Screen::Phone, &service.at("/chat"));
    tab.press("What I can do");
    tab.press("/settings");

    tab.press("🌐 English");
    tab.press("Русский");
    tab.see("document.documentElement?.lang === 'ru'");
    tab.press("Напишите сообщение");
    tab.type_in("/buy");
    tab.key("Enter");

    tab.press("100 кредитов");
    tab.press("Оплатить 100 ₽");
    tab.see(AT_THE_TILL);
    tab.picture("24-till-russian");
    fits(&tab);

    everything_has_a_name(&tab);
    tab.press("Отклонить");
    tab.see(IN_THE_CHAT);
    tab.read("Платёж не прошёл");
    tab.picture("25-declined-russian");

    nothing_to_complain_about(&tab);
}

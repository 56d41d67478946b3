//! The menus of commands, of which Telegram keeps one for each language.

use vernissage::{
    app,
    config::Settings,
    domain::{command, language::Language},
};

use crate::telegram::{
    fake::Telegram,
    service::{folder, toml},
};

#[tokio::test]
async fn every_language_has_its_menu() {
    let folder = folder();
    let telegram = Telegram::start().await;
    let settings = Settings::from_toml(&toml(folder.path(), &telegram, "")).unwrap();
    let opened = app::open_accounts(&settings, "");
    let mut opened = opened.into_iter();
    let bot = opened.find(|one| one.messenger == "telegram").unwrap();
    let bot = bot.account.unwrap().unwrap();
    // Other tests may add a command meanwhile.
    let wanted = command::menu();
    bot.updates.register().await.unwrap();

    let menus = telegram.world().menus.clone();
    assert_eq!(menus.len(), Language::ALL.len());

    for language in Language::ALL {
        // The one of the default language is for everybody else, too.
        let code = Some(language.code()).filter(|_| language != Language::default());
        let menu = menus[code.unwrap_or_default()].as_array().unwrap();

        for command in &wanted {
            let found = menu.iter().find(|entry| entry["command"] == command.word);
            let description = language.text(&command.text_key());
            assert_eq!(found.unwrap()["description"], description);
        }
    }
}

//! What the start and `vernissage check` find out about the bot.

use vernissage::{
    app,
    config::Settings,
    messengers::{MessengerAccount, MessengerError},
};

use crate::max::{
    fake::{Max, TOKEN},
    person::Person,
    service::{folder, quick, run, toml, toml_with_webhook},
};

fn account(settings: &str) -> MessengerAccount {
    let settings = Settings::from_toml(settings).unwrap();
    let opened = app::open_accounts(&settings, "");
    let mut opened = opened.into_iter();
    let max = opened.find(|one| one.messenger == "max").unwrap();

    max.account.unwrap().unwrap()
}

#[tokio::test]
async fn what_is_wanting_is_named_and_put_right_at_the_start() {
    let folder = folder();
    let max = Max::start().await;
    let polling = account(&toml(folder.path(), &max, ""));
    let said = polling.check.check_account().await.unwrap();
    assert!(said.starts_with("Вернисаж, https://max.ru/vernissage_bot; "));
    assert!(said.contains("max.webhook_url"), "{said}");

    let pushed = account(&toml_with_webhook(folder.path(), &max, "12345"));
    let said = pushed.check.check_account().await.unwrap();
    assert!(said.contains("not registered"), "{said}");
    assert!(max.world().subscriptions.all.is_empty(), "nothing changes");

    pushed.updates.register().await.unwrap();
    assert_eq!(
        pushed.check.check_account().await.unwrap(),
        "Вернисаж, https://max.ru/vernissage_bot"
    );

    let commands = max.world().commands.clone();
    assert!(commands.as_array().unwrap().len() > 5, "{commands}");
    pushed.updates.register().await.unwrap();
    assert_eq!(max.world().calls["PATCH me"], 1, "the menu is set once");

    let link = pushed.messenger.invitation("ref_5").await;
    assert_eq!(
        link.as_deref(),
        Some("https://max.ru/vernissage_bot?start=ref_5")
    );
}

#[tokio::test]
async fn a_wrong_token_is_named_and_never_shown() {
    let max = Max::start().await;
    let wrong = format!("max.token = \"wr0ng\"\nmax.api_url = \"{}\"\n", max.url());
    let error = account(&wrong).check.check_account().await.unwrap_err();

    assert!(matches!(error, MessengerError::TokenRejected("max.token")));
    assert!(!format!("{error:?}").contains("wr0ng"));

    let settings = Settings::from_toml(&format!("max.token = \"{TOKEN}\"")).unwrap();
    assert!(!format!("{settings:?}").contains(TOKEN));
}

#[test]
fn certificates_that_cannot_be_read_are_named() {
    let folder = folder();
    let file = folder.path().join("roots.pem");
    let settings = format!(
        "max.token = \"a\"\nmax.root_certificates = \"{}\"\n",
        file.display()
    );
    let open = || {
        let settings = Settings::from_toml(&settings).unwrap();
        let opened = app::open_accounts(&settings, "");
        let mut opened = opened.into_iter();
        opened.find(|one| one.messenger == "max").unwrap().account
    };

    let missing = open().err().unwrap();
    assert!(missing.to_string().contains("max.root_certificates"));

    let damaged = "-----BEGIN CERTIFICATE-----\n!\n-----END CERTIFICATE-----\n";
    for text in [damaged, "no certificate"] {
        std::fs::write(&file, text).unwrap();
        let error = open().err().unwrap();
        assert!(
            error.to_string().contains("max.root_certificates"),
            "{error}"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn people_are_known_by_the_names_that_their_messages_carry() {
    let folder = folder();
    let max = Max::start().await;
    let app = run(&toml(folder.path(), &max, ""), quick()).await;
    let anna = Person::new(&max, 7, "ru");
    anna.write("/paysupport");
    let store = crate::max::service::store(folder.path()).await;

    anna.see(|chat| chat.messages.get(1).map(drop)).await;
    anna.write("Где моя картина?");
    anna.read("Передал. Ответ придёт сюда").await;

    crate::support::wait::wait_until("the operator sees the name", async || {
        let asked = vernissage::store::SupportStore::support_requests(&store).await;
        let name = asked.unwrap()[0].name.clone();
        name.is_some_and(|name| name.as_str() == "Имя7 Фамилия")
    })
    .await;
    app.stop().await.unwrap();
}

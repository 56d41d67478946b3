//! `vernissage check`: whether everything that the service needs works on this machine.

use std::{fs, path::Path};

use anyhow::Context;
use clap::Args;

use super::{Failure, load_weights, open_device, output::Output, serve::block_on};
use crate::{
    app,
    config::{DatabaseLocation, Quick, Settings, StorageLocation},
    domain::payment::Provider,
    engine::memory,
    messengers::telegram::BotProfile,
    store::sql::Condition,
};

/// Check the settings, weights, device, database, pictures and the tokens of Telegram and VKontakte,
/// and the keys of YooKassa and Stripe, and print a line about each
#[derive(Debug, Args)]
pub(super) struct Check {}

impl Check {
    /// Checks everything; fails if one thing is wrong.
    pub(super) fn run(settings: &Settings, output: &mut Output) -> Result<(), Failure> {
        output.line("settings  in order");

        let weights =
            load_weights(settings).map(|_| settings.models.weights().display().to_string());
        let device = open_device(settings, None).map(|device| device.describe());
        let checks = [
            ("weights", weights),
            ("device", device),
            ("database", database(settings)),
            ("pictures", pictures(settings)),
            ("telegram", telegram(settings)),
            ("vk", vk(settings)),
            ("yookassa", yookassa(settings)),
            ("stripe", stripe(settings)),
        ];

        let mut wrong = 0;
        for (name, outcome) in checks {
            match outcome {
                Ok(details) => output.line(format_args!("{name:9} {details}")),
                Err(failure) => {
                    wrong += 1;
                    output.line(format_args!("{name:9} WRONG: {failure}"));
                }
            }
        }

        output.line(format_args!("quick     {}", quick_lane(&settings.quick)));
        match memory::free() {
            Some(free) => output.line(format_args!("memory    {} MB free", free / 1_000_000)),
            None => output.line("memory    unknown on this system"),
        }

        if wrong == 0 {
            Ok(())
        } else {
            Err(Failure::Settings(
                "not everything is in order, see above".into(),
            ))
        }
    }
}

/// What the quick lane may do.
fn quick_lane(quick: &Quick) -> String {
    let workers = match quick.workers {
        1 => "1 worker".to_owned(),
        several => format!("{several} workers"),
    };
    let Quick {
        percent,
        burst_seconds,
        ..
    } = quick;

    format!("{workers}; beside paintings {burst_seconds} s at once, then {percent} % of the time")
}

/// Does not change the database: a service may be using it, perhaps of another version.
fn database(settings: &Settings) -> Result<String, Failure> {
    let location = settings.database.location();
    let name = location.to_string();
    let condition = block_on(async {
        Ok(app::examine_database(settings)
            .await
            .with_context(|| name.clone())?)
    })?;

    if let DatabaseLocation::File(path) = &location
        && let Some(folder) = path.parent()
    {
        writable(folder)?;
    }

    match condition {
        None => Ok(format!("{name}, created at the first start")),
        Some(Condition {
            damage: Some(damage),
            ..
        }) => Err(anyhow::anyhow!("{name} is damaged: {damage}").into()),
        Some(Condition { missing: 0, .. }) => Ok(format!("{name}, sound")),
        Some(Condition { missing, .. }) => Ok(format!(
            "{name}, sound, {missing} migrations due at the next start"
        )),
    }
}

fn pictures(settings: &Settings) -> Result<String, Failure> {
    let location = settings.storage.location();
    match &location {
        StorageLocation::Folder(folder) => writable(folder)?,
        StorageLocation::Bucket(bucket) => {
            let name = || bucket.to_string();
            let checked = block_on(async { Ok(app::check_storage(settings).await) })?;
            checked.with_context(name)?;
        }
    }

    Ok(location.to_string())
}

/// Creates the folder, as the start would, and writes to it.
fn writable(folder: &Path) -> anyhow::Result<()> {
    let probe = folder.join(".check");
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(&probe, "written by vernissage check"))
        .and_then(|()| fs::remove_file(&probe))
        .with_context(|| format!("{} cannot be written", folder.display()))
}

/// The bot's name in Telegram, if it has a token, and what is still to be switched on there.
fn telegram(settings: &Settings) -> Result<String, Failure> {
    let Some(telegram) = app::telegram(settings)? else {
        return Ok("no token, only the chat page".to_owned());
    };
    let profile = block_on(async {
        Ok(telegram
            .request_profile()
            .await
            .map_err(anyhow::Error::from)?)
    })?;

    let name = format!("@{}", profile.username);
    let advice = telegram_advice(&profile, settings.telegram.groups);
    Ok([vec![name], advice].concat().join("; "))
}

/// What the operator may want to switch on at @BotFather.
fn telegram_advice(profile: &BotProfile, groups: bool) -> Vec<String> {
    let mut advice = Vec::new();
    if !profile.has_inline_mode {
        advice.push(
            "inline mode is off, so nobody can send paintings to other chats: send /setinline to @BotFather",
        );
    }
    if groups && !profile.joins_groups {
        advice.push(
            "telegram.groups is on, but the bot cannot be added to groups: send /setjoingroups to @BotFather",
        );
    }
    if groups && !profile.reads_groups {
        advice.push(
            "in groups it sees only what is for it; to be asked below other people's answers, send /setprivacy to @BotFather",
        );
    }

    advice.into_iter().map(str::to_owned).collect()
}

/// The shop at YooKassa, if there is one.
fn yookassa(settings: &Settings) -> Result<String, Failure> {
    let Some(yookassa) = app::yookassa(settings)? else {
        return Ok("no shop".to_owned());
    };

    block_on(async { Ok(yookassa.check().await.map_err(anyhow::Error::from)?) })
}

/// The account at Stripe, if there is one, and the currencies that it takes.
fn stripe(settings: &Settings) -> Result<String, Failure> {
    let Some(stripe) = app::stripe(settings)? else {
        return Ok("no account".to_owned());
    };

    let account = block_on(async { Ok(stripe.check().await.map_err(anyhow::Error::from)?) })?;
    let tills = settings.page_tills().tills.into_iter();
    let currencies: Vec<&str> = tills
        .filter(|till| till.provider == Provider::Stripe)
        .map(|till| till.currency.code())
        .collect();

    Ok(format!("{account}, takes {}", currencies.join(", ")))
}

/// The community in VKontakte, if the bot has a token, and what is wrong with its settings there.
fn vk(settings: &Settings) -> Result<String, Failure> {
    let Some(vk) = app::vk(settings, &app::home(settings, None))? else {
        return Ok("no token".to_owned());
    };
    let found = block_on(async { Ok(vk.check_community().await.map_err(anyhow::Error::from)?) })?;
    let address = format!(
        "{}, https://vk.com/club{}",
        found.name, settings.vk.group_id
    );

    Ok([vec![address], found.problems].concat().join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_off_in_telegram_is_named_with_the_command_that_turns_it_on() {
        let profile = |is_on| BotProfile {
            username: "vernissage_bot".to_owned(),
            has_inline_mode: is_on,
            joins_groups: is_on,
            reads_groups: is_on,
        };

        for groups in [false, true] {
            assert_eq!(telegram_advice(&profile(true), groups), [""; 0]);
        }

        let advice = telegram_advice(&profile(false), false).join("; ");
        assert!(advice.contains("/setinline") && !advice.contains("groups"));
        let advice = telegram_advice(&profile(false), true).join("; ");
        for command in ["/setinline", "/setjoingroups", "/setprivacy"] {
            assert!(advice.contains(command), "{advice}");
        }
    }
}

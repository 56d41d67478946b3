//! `vernissage check`: whether everything that the service needs works on this machine.

use std::{fs, path::Path};

use anyhow::Context;
use clap::Args;

use super::{Failure, load_weights, open_device, output::Output, serve::block_on};
use crate::{
    app,
    config::Settings,
    engine::memory,
    store::sqlite::{Condition, SqliteStore},
};

/// Check the settings, weights, device, database, pictures and the tokens of Telegram and VKontakte,
/// and print a line about each
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
            ("database", database(&settings.database.path)),
            ("pictures", pictures(&settings.storage.path)),
            ("telegram", telegram(settings)),
            ("vk", vk(settings)),
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

/// Does not change the database: a service may be using it, perhaps of another version.
fn database(path: &Path) -> Result<String, Failure> {
    let name = path.display();
    let condition = block_on(async {
        Ok(SqliteStore::examine(path)
            .await
            .with_context(|| format!("{name}"))?)
    })?;

    if let Some(folder) = path.parent() {
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

fn pictures(folder: &Path) -> Result<String, Failure> {
    writable(folder)?;
    Ok(folder.display().to_string())
}

/// Creates the folder, as the start would, and writes to it.
fn writable(folder: &Path) -> anyhow::Result<()> {
    let probe = folder.join(".check");
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(&probe, "written by vernissage check"))
        .and_then(|()| fs::remove_file(&probe))
        .with_context(|| format!("{} cannot be written", folder.display()))
}

/// The bot's name in Telegram, if it has a token.
fn telegram(settings: &Settings) -> Result<String, Failure> {
    let Some(telegram) = app::telegram(settings)? else {
        return Ok("no token, only the chat page".to_owned());
    };
    let name = block_on(async {
        Ok(telegram
            .request_username()
            .await
            .map_err(anyhow::Error::from)?)
    })?;
    Ok(format!("@{name}"))
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

//! `vernissage check`: what works here and what does not.

use std::{fs, path::Path};

use anyhow::Context;
use clap::Args;

use super::{Failure, load_weights, open_device, serve::block_on};
use crate::{
    app,
    config::Settings,
    engine::memory,
    store::sqlite::{Condition, SqliteStore},
};

/// Tell whether weights, device, database, pictures, settings and the tokens of Telegram and
/// VKontakte are in order, a line each
#[derive(Debug, Args)]
pub(super) struct Check {}

impl Check {
    /// Checks everything, and fails if one thing is wrong.
    #[expect(clippy::print_stdout, reason = "the command line's own output")]
    pub(super) fn run(settings: &Settings) -> Result<(), Failure> {
        println!("settings  in order");

        let weights =
            load_weights(settings).map(|_| settings.models.weights().display().to_string());
        let device = open_device(settings, None).map(|device| device.describe());
        let checked = [
            ("weights", weights),
            ("device", device),
            ("database", database(&settings.database.path)),
            ("pictures", pictures(&settings.storage.path)),
            ("telegram", telegram(settings)),
            ("vk", vk(settings)),
        ];

        let mut wrong = 0;
        for (name, outcome) in checked {
            match outcome {
                Ok(good) => println!("{name:9} {good}"),
                Err(failure) => {
                    wrong += 1;
                    println!("{name:9} WRONG: {failure}");
                }
            }
        }

        match memory::free() {
            Some(free) => println!("memory    {} MB free", free / 1_000_000),
            None => println!("memory    unknown on this system"),
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

/// Leaves it as it is: the service may be at work on it, perhaps of another version.
fn database(path: &Path) -> Result<String, Failure> {
    let shown = path.display();
    let found = block_on(async {
        Ok(SqliteStore::examine(path)
            .await
            .with_context(|| format!("{shown}"))?)
    })?;

    if let Some(folder) = path.parent() {
        writable(folder)?;
    }

    match found {
        None => Ok(format!("{shown}, made at the first start")),
        Some(Condition {
            damage: Some(damage),
            ..
        }) => Err(anyhow::anyhow!("{shown} is damaged: {damage}").into()),
        Some(Condition { missing: 0, .. }) => Ok(format!("{shown}, sound")),
        Some(Condition { missing, .. }) => Ok(format!(
            "{shown}, sound, {missing} migrations due at the next start"
        )),
    }
}

fn pictures(folder: &Path) -> Result<String, Failure> {
    writable(folder)?;
    Ok(folder.display().to_string())
}

/// Makes the folder, as the start would, and writes to it.
fn writable(folder: &Path) -> anyhow::Result<()> {
    let probe = folder.join(".check");
    let written =
        fs::create_dir_all(folder).and_then(|()| fs::write(&probe, "written by vernissage check"));
    written
        .and_then(|()| fs::remove_file(&probe))
        .with_context(|| format!("{} cannot be written", folder.display()))
}

/// The bot's name in Telegram, if there is one.
fn telegram(settings: &Settings) -> Result<String, Failure> {
    let Some(telegram) = app::telegram(settings)? else {
        return Ok("no token, only the chat page".to_owned());
    };
    let name = block_on(async { Ok(telegram.bot_name().await.map_err(anyhow::Error::from)?) })?;
    Ok(format!("@{name}"))
}

/// The community in VKontakte, if there is one, and what is wanting there.
fn vk(settings: &Settings) -> Result<String, Failure> {
    let Some(vk) = app::vk(settings, &app::home(settings, None))? else {
        return Ok("no token".to_owned());
    };
    let found = block_on(async { Ok(vk.examine().await.map_err(anyhow::Error::from)?) })?;
    let address = format!(
        "{}, https://vk.com/club{}",
        found.name, settings.vk.group_id
    );

    Ok([vec![address], found.wanting].concat().join("; "))
}

//! `vernissage check`: whether everything that the service needs works on this machine.

use std::{fs, path::Path};

use anyhow::Context;
use clap::Args;

use super::{Failure, load_weights, open_device, output::Output, serve::block_on};
use crate::{
    app::{self, OpenedAccount},
    config::{DatabaseLocation, Quick, Settings, StorageLocation},
    domain::payment::Provider,
    engine::memory,
    store::sql::Condition,
};

/// Check the settings, weights, device, database, pictures, the accounts in messengers, and the keys
/// of YooKassa and Stripe, and print a line about each
#[derive(Debug, Args)]
pub(super) struct Check {}

impl Check {
    /// Checks everything; fails if one thing is wrong.
    pub(super) fn run(settings: &Settings, output: &mut Output) -> Result<(), Failure> {
        output.line("settings  in order");

        let weights =
            load_weights(settings).map(|_| settings.models.weights().display().to_string());
        let device = open_device(settings, None).map(|device| device.describe());
        let mut checks = vec![
            ("weights", weights),
            ("device", device),
            ("database", database(settings)),
            ("pictures", pictures(settings)),
        ];

        let accounts = app::open_accounts(settings, &app::home(settings, None));
        let accounts = accounts.into_iter();
        checks.extend(accounts.map(|opened| (opened.messenger, account(opened))));
        checks.push(("yookassa", yookassa(settings)));
        checks.push(("stripe", stripe(settings)));
        checks.push(("ffmpeg", ffmpeg(settings)));

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

/// The ffmpeg that reads what the engine does not, if there is one.
fn ffmpeg(settings: &Settings) -> Result<String, Failure> {
    let program = app::this_program().context("this program is not found")?;
    let films = app::film_reader(settings, &program).map_err(anyhow::Error::from)?;
    let Some(path) = films.ffmpeg_path() else {
        return Ok("none; films are read as GIF, WebP, APNG and MP4 with H.264".to_owned());
    };

    let version = block_on(async {
        let version = films.ffmpeg_version().await.context("clips.ffmpeg")?;
        Ok(version.unwrap_or_default())
    })?;

    Ok(format!("{}, version {version}", path.display()))
}

/// Which account a messenger's token belongs to, and what is wrong with its settings there.
fn account(opened: OpenedAccount) -> Result<String, Failure> {
    let Some(account) = opened.account? else {
        return Ok("no token".to_owned());
    };
    let check = account.check;

    block_on(async { Ok(check.check_account().await.map_err(anyhow::Error::from)?) })
}

//! `vernissage console-password`: the password hash for the settings of the console.

use std::io::{BufRead, IsTerminal, stdin};

use anyhow::Context;
use clap::Args;

use super::{Failure, output::Output};
use crate::{
    clock::Chance,
    domain::password::{LONGEST, PasswordHash, SHORTEST},
};

/// Ask for a password for the console and print the line for the settings
#[derive(Debug, Args)]
pub(super) struct ConsolePassword {}

impl ConsolePassword {
    /// Reads the password from the terminal, twice and without echo, or from standard input.
    pub(super) fn run(output: &mut Output) -> Result<(), Failure> {
        let password = if stdin().is_terminal() {
            ask_twice()?
        } else {
            read_line()?
        };

        if !(SHORTEST..=LONGEST).contains(&password.len()) {
            return Err(Failure::Settings(format!(
                "a password has {SHORTEST} to {LONGEST} bytes"
            )));
        }

        output.line(format_args!(
            "console.password_hash = \"{}\"",
            PasswordHash::hash(&password, &Chance.bytes())
        ));

        Ok(())
    }
}

fn ask_twice() -> Result<String, Failure> {
    let ask = |prompt| rpassword::prompt_password(prompt).context("the terminal cannot be read");
    let password = ask("Password: ")?;

    if ask("Once more: ")? == password {
        Ok(password)
    } else {
        Err(Failure::Settings("the two passwords differ".to_owned()))
    }
}

fn read_line() -> Result<String, Failure> {
    let mut line = String::new();
    stdin()
        .lock()
        .read_line(&mut line)
        .context("standard input cannot be read")?;

    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

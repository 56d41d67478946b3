//! The only place that writes to standard output and standard error. Whatever they are (a closed
//! pipe, a full disk), nothing here panics, and a command does its work to the end.

use std::{
    fmt::Display,
    io::{self, ErrorKind, Write},
    mem,
    process::ExitCode,
};

use super::Failure;

/// What a command prints. A reader that leaves early, as in `vernissage books | head`, is no error:
/// the rest is not printed. Any other error is kept for the end.
pub(super) struct Output<W = io::Stdout> {
    writer: W,
    outcome: io::Result<()>,
}

impl Output {
    /// Standard output.
    pub(super) fn standard() -> Self {
        Self::to(io::stdout())
    }
}

impl<W: Write> Output<W> {
    fn to(writer: W) -> Self {
        Self {
            writer,
            outcome: Ok(()),
        }
    }

    /// Prints a line.
    pub(super) fn line(&mut self, line: impl Display) {
        if self.outcome.is_ok() {
            // One call, and so one line, even if others write to the same pipe.
            let line = format!("{line}\n");
            self.outcome = self
                .writer
                .write_all(line.as_bytes())
                .and_then(|()| self.writer.flush());
        }
    }

    /// Whether everything was printed so far, or its reader has left.
    ///
    /// # Errors
    /// [`Failure::Broken`] with the reason why not. It is told once.
    pub(super) fn take_outcome(&mut self) -> Result<(), Failure> {
        match mem::replace(&mut self.outcome, Ok(())) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(Failure::Broken(
                anyhow::Error::from(error).context("standard output cannot be written"),
            )),
            _ => Ok(()),
        }
    }
}

/// Standard output for what no person reads.
pub(super) fn bytes() -> impl Write {
    io::BufWriter::new(io::stdout())
}

/// Prints a line on standard error, unless that is impossible: there is no other place to say so.
pub(super) fn note(line: impl Display) {
    let line = format!("{line}\n");
    let _ = io::stderr().write_all(line.as_bytes());
}

/// Prints the help, the version or what is wrong with the arguments.
pub(super) fn explain_usage(error: &clap::Error) -> ExitCode {
    let mut output = Output::standard();
    output.outcome = error.print().and_then(|()| io::stdout().flush());

    match output.take_outcome() {
        Err(failure) if !error.use_stderr() => failure.report(),
        _ => ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(1)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Takes one line and then fails in this way.
    struct Failing(ErrorKind, Vec<u8>);

    impl Write for Failing {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            if self.1.is_empty() {
                self.1.extend(bytes);
                Ok(bytes.len())
            } else {
                Err(self.0.into())
            }
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn outcome(kind: ErrorKind) -> Result<(), Failure> {
        let mut output = Output::to(Failing(kind, Vec::new()));
        for line in ["one", "two", "three"] {
            output.line(line);
        }

        assert_eq!(output.writer.1, b"one\n");
        output.take_outcome()
    }

    #[test]
    fn a_reader_that_leaves_is_no_error_and_a_full_disk_is() {
        assert!(outcome(ErrorKind::BrokenPipe).is_ok());

        let full = outcome(ErrorKind::StorageFull).unwrap_err().to_string();
        assert!(
            full.starts_with("standard output cannot be written: "),
            "{full}"
        );
    }
}

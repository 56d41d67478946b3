//! The sound of a film for what was painted of it.

use std::{fs, io, time::Duration};

use bytes::Bytes;

use super::{
    arguments::{input, quietly, seconds},
    reading::{Reading, Run, unnamed_file},
};
use crate::{
    engine::moving,
    films::{
        child::{Heard, Input},
        problem::{FilmError, FilmProblem},
    },
};

/// The sound that MP4 has everywhere. It is taken as it is; any other is encoded again.
const USUAL_CODEC: &str = "aac";
const BITS_PER_SECOND: &str = "128k";
/// Bytes of a second of sound, more than any file has.
const BYTES_OF_A_SECOND: u64 = 100_000;

const PAINTED: &str = "painted.mp4";
const SOUNDING: &str = "sounding.mp4";

impl Reading<'_> {
    /// The painted film with the sound of the beginning of `source`; `None` if that has none.
    pub(in crate::films) async fn with_sound(
        &self,
        painted: &Bytes,
        source: &Bytes,
    ) -> Result<Option<Bytes>, FilmError> {
        let Some(length) = painted_length(painted) else {
            return Ok(None);
        };
        let probed = self.probed(source).await?;
        let Some(codec) = probed.sound() else {
            return Ok(None);
        };

        // Its own user reads it, nobody else, and it goes with this function.
        let folder = tempfile::tempdir().map_err(FilmError::Unavailable)?;
        let from = folder.path().join(PAINTED);
        let to = folder.path().join(SOUNDING);
        fs::write(&from, painted).map_err(FilmError::Unavailable)?;

        let longest = painted.len() as u64 + (length.as_secs() + 2) * BYTES_OF_A_SECOND;
        let arguments = self.arguments(&from, &to, length, codec);
        let input = Input::File(unnamed_file(source).map_err(FilmError::Unavailable)?);
        let run = Run {
            program: self.ffmpeg.path(),
            arguments,
            input,
            written_bytes: longest,
        };
        self.run(run, |said| {
            let nothing = io::copy(said, &mut io::sink());

            nothing
                .map(|_| Heard::Everything(()))
                .map_err(|error| FilmProblem::broken(error.to_string()))
        })
        .await?;

        let sounding = fs::read(&to).map_err(FilmError::Unavailable)?;
        Ok(Some(sounding.into()))
    }

    fn arguments(
        &self,
        painted: &std::path::Path,
        sounding: &std::path::Path,
        length: Duration,
        codec: &str,
    ) -> Vec<String> {
        let file = |path: &std::path::Path| format!("file:{}", path.display());
        let length = seconds(length);
        let sound = if codec == USUAL_CODEC {
            vec!["-c:a", "copy"]
        } else {
            vec!["-c:a", "aac", "-b:a", BITS_PER_SECOND, "-ac", "2"]
        };

        let mut arguments = quietly();
        // What we have written ourselves comes first, so that the stranger's file is input 1.
        arguments.extend(["-protocol_whitelist", "file", "-f", "mov", "-i"].map(str::to_owned));
        arguments.push(file(painted));
        arguments.extend(["-t".to_owned(), length.clone()]);
        arguments.extend(input(self.limits.pixels));
        arguments.extend(["-map", "0:v:0", "-map", "1:a:0", "-c:v", "copy"].map(str::to_owned));
        arguments.extend(sound.into_iter().map(str::to_owned));
        arguments.extend(["-t".to_owned(), length]);
        arguments.extend(
            [
                "-map_metadata",
                "-1",
                "-movflags",
                "+faststart",
                "-f",
                "mp4",
                "-y",
            ]
            .map(str::to_owned),
        );
        arguments.push(file(sounding));

        arguments
    }
}

/// How long the film is that we have painted.
fn painted_length(painted: &[u8]) -> Option<Duration> {
    let limits = moving::Limits {
        bytes: u64::MAX,
        all_pixels: u64::MAX,
        ..moving::Limits::default()
    };

    moving::probe(painted, &limits)
        .map(|header| header.length)
        .ok()
}

//! The sound of a film for what was painted of it.

use std::{
    env, fs, io,
    path::Path,
    time::{Duration, SystemTime},
};

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

/// What the names of folders for this begin with, and after which time one is left over from a process
/// that was killed.
const FOLDER: &str = "vernissage-sound-";
const LEFT_OVER: Duration = Duration::from_hours(1);

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
        let folder = tempfile::Builder::new()
            .prefix(FOLDER)
            .tempdir()
            .map_err(FilmError::Unavailable)?;
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
            folder: Some(folder.path()),
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

/// Deletes the folders of processes that were killed while they added sound. What cannot be deleted is
/// somebody else's.
pub fn delete_left_over_folders() {
    match delete_left_over_in(&env::temp_dir(), SystemTime::now()) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            tracing::warn!(%error, "folders that are left over are not looked for");
        }
        Ok(()) | Err(_) => {}
    }
}

fn delete_left_over_in(folder: &Path, now: SystemTime) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let is_ours = name.to_string_lossy().starts_with(FOLDER);
        if !is_ours || !entry.file_type()?.is_dir() {
            continue;
        }

        let written = entry.metadata().and_then(|about| about.modified())?;
        let age = now.duration_since(written).unwrap_or_default();
        if age < LEFT_OVER {
            continue;
        }
        if let Err(error) = fs::remove_dir_all(entry.path()) {
            tracing::warn!(%error, "a folder that is left over cannot be deleted");
        }
    }

    Ok(())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_killed_process_left_is_deleted_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let [left, other] =
            [format!("{FOLDER}a"), "other".to_owned()].map(|name| folder.path().join(name));
        for path in [&left, &other] {
            fs::create_dir(path).unwrap();
            fs::write(path.join(PAINTED), b"film").unwrap();
        }

        let now = fs::metadata(&left).unwrap().modified().unwrap();
        delete_left_over_in(folder.path(), now).unwrap();
        assert!(left.exists());

        delete_left_over_in(folder.path(), now + LEFT_OVER).unwrap();
        assert!(!left.exists() && other.exists());
    }
}

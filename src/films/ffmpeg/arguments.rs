//! What ffmpeg and ffprobe are told about a stranger's file.

/// Where the file is. It has no name, so that nothing is left of it whatever happens.
#[cfg(target_os = "linux")]
const FILE: &str = "file:/proc/self/fd/0";
#[cfg(not(target_os = "linux"))]
const FILE: &str = "file:/dev/fd/0";

/// Nothing but files and pipes: no network, whatever a file refers to.
const PROTOCOLS: &str = "file,pipe";

/// The containers: no playlists, no lists of files, no pictures in sequence.
const CONTAINERS: &str = "mov,matroska,avi";

/// The codecs that people's films have.
const CODECS: &str = "h264,hevc,vp8,vp9,libvpx,libvpx-vp9,av1,libdav1d,libaom-av1,vvc,mpeg4,msmpeg4v1,\
                      msmpeg4v2,msmpeg4,h263,mpeg1video,mpeg2video,mjpeg,prores,aac,mp3,mp3float,opus,\
                      libopus,vorbis,ac3,flac,alac,amrnb,pcm_s16le,pcm_s16be,pcm_u8";

/// What comes before a stranger's file, and the file.
pub(super) fn input(pixels: u64) -> Vec<String> {
    let pixels = pixels.to_string();
    let arguments = [
        "-protocol_whitelist",
        PROTOCOLS,
        "-format_whitelist",
        CONTAINERS,
        "-codec_whitelist",
        CODECS,
        "-max_pixels",
        &pixels,
        "-threads",
        "1",
        "-i",
        FILE,
    ];

    arguments.map(str::to_owned).to_vec()
}

/// What comes first for ffmpeg.
pub(super) fn quietly() -> Vec<String> {
    ["-nostdin", "-hide_banner", "-loglevel", "error"]
        .map(str::to_owned)
        .to_vec()
}

/// A time as ffmpeg reads it.
pub(super) fn seconds(time: std::time::Duration) -> String {
    format!("{:.3}", time.as_secs_f64())
}

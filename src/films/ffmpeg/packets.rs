//! What ffprobe tells of a file: its tracks, and when each packet is shown. The packets are counted,
//! since what a header says of length and frames may be missing, or a lie.

use std::collections::HashMap;

use serde::Deserialize;

use crate::films::{film::FilmHeader, limits::FilmLimits, problem::FilmProblem};

/// What ffprobe is asked for.
pub(super) const ENTRIES: &str = "stream=index,codec_type,codec_name,width,height,avg_frame_rate:\
                                  stream_disposition=attached_pic:stream_side_data=rotation:\
                                  packet=stream_index,pts_time,dts_time,duration_time:\
                                  format=format_name";

/// A quarter of a turn, in degrees.
const QUARTER: f64 = 90.0;

/// What ffprobe tells.
#[derive(Debug, Deserialize)]
pub(super) struct ProbedFile {
    #[serde(default)]
    streams: Vec<Stream>,
    #[serde(default)]
    packets: Vec<Packet>,
    #[serde(default)]
    format: Container,
}

#[derive(Debug, Default, Deserialize)]
struct Container {
    #[serde(default)]
    format_name: String,
}

#[derive(Debug, Deserialize)]
struct Stream {
    index: u32,
    #[serde(default)]
    codec_type: String,
    #[serde(default)]
    codec_name: String,
    #[serde(default)]
    width: u32,
    #[serde(default)]
    height: u32,
    #[serde(default)]
    avg_frame_rate: String,
    #[serde(default)]
    disposition: HashMap<String, u32>,
    #[serde(default)]
    side_data_list: Vec<SideData>,
}

#[derive(Debug, Deserialize)]
struct SideData {
    rotation: Option<f64>,
}

#[derive(Debug, Deserialize)]
struct Packet {
    stream_index: u32,
    pts_time: Option<String>,
    dts_time: Option<String>,
    duration_time: Option<String>,
}

/// The part of the time that is shown.
struct Span {
    packets: u32,
    first: f64,
    /// When the last packet begins, and when it ends if that is known.
    last: f64,
    end: f64,
}

impl ProbedFile {
    /// The header of the film.
    pub(super) fn header(&self, limits: &FilmLimits) -> Result<FilmHeader, FilmProblem> {
        let pictures = self
            .streams
            .iter()
            .find(|stream| stream.has_pictures())
            .ok_or(FilmProblem::NoPicture)?;
        let span = self.span(pictures.index).ok_or(FilmProblem::NoPicture)?;
        if span.packets > limits.frames {
            return Err(FilmProblem::TooManyFrames {
                limit: limits.frames,
            });
        }

        let [width, height] = pictures.upright();
        if width == 0 || height == 0 {
            return Err(FilmProblem::broken("frames of no size"));
        }

        let seconds = span.seconds(pictures.frame_seconds());
        let container = &self.format.format_name;

        Ok(FilmHeader {
            width,
            height,
            millis: (seconds * 1000.0).clamp(0.0, f64::from(u32::MAX)) as u32,
            frames: span.packets,
            has_sound: self.sound().is_some(),
            format: format!("{} in {container}", pictures.codec_name),
        })
    }

    /// The codec of the sound, if there is any.
    pub(super) fn sound(&self) -> Option<&str> {
        self.streams
            .iter()
            .find(|stream| stream.codec_type == "audio")
            .map(|stream| stream.codec_name.as_str())
    }

    fn span(&self, stream: u32) -> Option<Span> {
        let packets = self.packets.iter();
        let mut own = packets.filter(|packet| packet.stream_index == stream);
        let first = own.next()?;
        let mut span = Span {
            packets: 1,
            first: first.start().unwrap_or(0.0),
            last: first.start().unwrap_or(0.0),
            end: first.end().unwrap_or(0.0),
        };

        for packet in own {
            span.packets += 1;
            if let Some(start) = packet.start() {
                span.first = span.first.min(start);
                span.last = span.last.max(start);
            }
            if let Some(end) = packet.end() {
                span.end = span.end.max(end);
            }
        }

        Some(span)
    }
}

impl Span {
    fn seconds(&self, frame_seconds: Option<f64>) -> f64 {
        let shown = self.last - self.first;
        let average = shown / f64::from(self.packets.max(2) - 1);
        let by_last = self.last + frame_seconds.unwrap_or(average);

        self.end.max(by_last) - self.first
    }
}

impl Stream {
    /// Whether it is a film, and not the picture on the cover of a song.
    fn has_pictures(&self) -> bool {
        let is_cover = self
            .disposition
            .get("attached_pic")
            .is_some_and(|&is| is > 0);

        self.codec_type == "video" && !is_cover
    }

    /// Width and height after ffmpeg has turned it by quarters. By other angles it is not turned
    /// much: the size stays.
    fn upright(&self) -> [u32; 2] {
        let turned = self.side_data_list.iter().find_map(|data| data.rotation);
        let quarters = (turned.unwrap_or(0.0) / QUARTER).round() as i32;

        if quarters % 2 == 0 {
            [self.width, self.height]
        } else {
            [self.height, self.width]
        }
    }

    /// How long a frame is shown, on average.
    fn frame_seconds(&self) -> Option<f64> {
        let (frames, seconds) = self.avg_frame_rate.split_once('/')?;
        let frames: f64 = frames.parse().ok()?;
        let seconds: f64 = seconds.parse().ok()?;

        (frames >= 1.0 && seconds > 0.0).then(|| (seconds / frames).min(1.0))
    }
}

impl Packet {
    fn start(&self) -> Option<f64> {
        let text = self.pts_time.as_ref().or(self.dts_time.as_ref())?;

        finite(text)
    }

    fn end(&self) -> Option<f64> {
        let duration = finite(self.duration_time.as_ref()?)?;

        Some(self.start()? + duration)
    }
}

fn finite(text: &str) -> Option<f64> {
    text.parse().ok().filter(|value: &f64| value.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn header(json: &str) -> Result<FilmHeader, FilmProblem> {
        let file: ProbedFile = serde_json::from_str(json).unwrap();

        file.header(&FilmLimits::default())
    }

    const TURNED: &str = r#"{
        "packets": [
            {"stream_index": 1, "pts_time": "0.0", "duration_time": "9.0"},
            {"stream_index": 0, "pts_time": "0.5", "duration_time": "0.5"},
            {"stream_index": 0, "pts_time": "1.5"},
            {"stream_index": 0, "pts_time": "1.0", "duration_time": "0.5"}
        ],
        "streams": [
            {"index": 0, "codec_type": "video", "codec_name": "hevc", "width": 640, "height": 360,
             "avg_frame_rate": "2/1", "disposition": {"attached_pic": 0},
             "side_data_list": [{"side_data_type": "Display Matrix", "rotation": -90}]},
            {"index": 1, "codec_type": "audio", "codec_name": "aac"}
        ],
        "format": {"format_name": "mov,mp4"}
    }"#;

    #[test]
    fn length_and_frames_are_those_of_the_packets() {
        let header = header(TURNED).unwrap();
        assert_eq!([header.width, header.height], [360, 640]);
        assert_eq!(header.frames, 3);
        assert_eq!(header.millis, 1500);
        assert!(header.has_sound);
    }

    #[test]
    fn a_song_with_a_cover_is_no_film() {
        let cover = r#"{"packets": [], "streams": [
            {"index": 0, "codec_type": "video", "width": 9, "height": 9,
             "disposition": {"attached_pic": 1}},
            {"index": 1, "codec_type": "audio"}]}"#;
        assert_eq!(header(cover), Err(FilmProblem::NoPicture));
        assert_eq!(header("{}"), Err(FilmProblem::NoPicture));
    }

    #[test]
    fn nonsense_in_a_file_is_no_reason_to_panic() {
        let strange = r#"{"packets": [
            {"stream_index": 0, "pts_time": "-9e300", "duration_time": "nan"},
            {"stream_index": 0, "pts_time": "9e300", "duration_time": "inf"}],
            "streams": [{"index": 0, "codec_type": "video", "width": 64, "height": 64,
             "avg_frame_rate": "0/0", "side_data_list": [{"rotation": 1e300}]}]}"#;
        let header = header(strange).unwrap();
        assert_eq!(header.millis, u32::MAX);
        assert!(FilmLimits::default().check(&header).is_err());
    }
}

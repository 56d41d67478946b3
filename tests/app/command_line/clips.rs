//! `vernissage clip` as a person uses it.

use std::{fs::File, io::BufReader, process::Output};

use image::{
    AnimationDecoder, Delay, Frame, RgbaImage,
    codecs::gif::{GifDecoder, GifEncoder, Repeat},
};

use super::{Workspace, refused};

impl Workspace {
    /// A GIF of four frames in which a pattern moves to the right.
    fn write_gif(&self, name: &str) {
        let file = File::create(self.path(name)).unwrap();
        let mut encoder = GifEncoder::new(file);
        encoder.set_repeat(Repeat::Infinite).unwrap();
        for number in 0..4 {
            let frame = RgbaImage::from_fn(60, 48, |x, y| {
                let x = x + 60 - number;
                image::Rgba([(x * 5 % 200) as u8, (y * 4) as u8, (x / 6 * 40) as u8, 255])
            });
            let delay = Delay::from_numer_denom_ms(100, 1);
            encoder
                .encode_frame(Frame::from_parts(frame, 0, 0, delay))
                .unwrap();
        }
    }

    fn clip(&self, more: &[&str]) -> Output {
        let mut command = self.command();
        command.args(["clip", "--content", "in.gif", "--style", "style.jpg"]);
        command.args(["--size", "40", "--fps", "10"]).args(more);
        command.output().unwrap()
    }

    fn frames(&self, name: &str) -> Vec<Frame> {
        let file = File::open(self.path(name)).unwrap();
        let decoder = GifDecoder::new(BufReader::new(file)).unwrap();
        decoder.into_frames().collect_frames().unwrap()
    }
}

#[test]
fn a_clip_is_painted_and_sketched_with_all_its_frames() {
    let workspace = Workspace::new();
    workspace.write_gif("in.gif");

    let more = ["--iterations", "3", "--checkpoint", "work", "--json"];
    let painted = workspace.clip(&[&["--out", "painted.gif"], &more[..]].concat());
    assert!(painted.status.success(), "{painted:?}");
    let report: serde_json::Value = serde_json::from_slice(&painted.stdout).unwrap();
    assert_eq!(report["frames"], 4);
    assert_eq!(report["fps"], 10);
    assert!(!workspace.path("work").exists());

    let sketched = workspace.clip(&["--out", "sketched.gif", "--quick"]);
    assert!(sketched.status.success(), "{sketched:?}");
    for name in ["painted.gif", "sketched.gif"] {
        let frames = workspace.frames(name);
        assert_eq!(frames.len(), 4, "{name}");
        assert_eq!(frames[0].buffer().dimensions(), (40, 32), "{name}");
        assert_eq!(frames[0].delay().numer_denom_ms(), (100, 1), "{name}");
    }
}

#[test]
fn what_is_no_clip_is_refused_before_the_work() {
    let workspace = Workspace::new();
    workspace.write_gif("in.gif");
    let cases: [(&[&str], i32, &str); 4] = [
        (&["--out", "o.avi"], 2, ".gif"),
        (&["--out", "in.gif"], 2, "--content"),
        (&["--out", "o.gif", "--most-frames", "3"], 3, "3 frames"),
        (&["--out", "o.gif", "--strength", "90"], 2, "strength"),
    ];
    for (arguments, code, words) in cases {
        refused(&workspace.clip(arguments), code, words);
    }

    std::fs::copy(workspace.path("photo.png"), workspace.path("in.gif")).unwrap();
    refused(&workspace.clip(&["--out", "o.gif"]), 3, "in.gif");
}

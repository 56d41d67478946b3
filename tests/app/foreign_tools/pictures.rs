//! Paintings and masters of the command line.

use std::{path::Path, process::Command, sync::LazyLock};

use crate::foreign_tools::workbench::Workbench;

const TOOLS: [&str; 6] = [
    "djpeg", "exiftool", "identify", "pngcheck", "tiffinfo", "transicc",
];
const FILES: [&str; 4] = ["painting.jpg", "painting.png", "master.png", "master.tif"];

/// The files as `stylize` and `master` write them.
static PICTURES: LazyLock<Option<Workbench>> = LazyLock::new(|| {
    let bench = Workbench::with_tools("pictures", &TOOLS)?;
    let mut photo = image::RgbImage::new(90, 60);
    for (x, y, pixel) in photo.enumerate_pixels_mut() {
        pixel.0 = [(x * 2) as u8, (y * 4) as u8, (x ^ y) as u8];
    }

    photo.save(bench.folder().join("photo.png")).unwrap();

    let pair = ["--content", "photo.png", "--style", "photo.png"];
    let small = ["--size", "48", "--iterations", "2"];
    for out in ["painting.png", "painting.jpg"] {
        vernissage(&bench, &[&["stylize"], &pair[..], &small, &["--out", out]]);
    }

    let canvas = ["--size", "15x10", "--edge", "0", "--dpi", "150"];
    let short = ["--painting", "painting.png", "--minutes", "0.01"];
    for out in ["master.png", "master.tif"] {
        let arguments = [&["master"], &pair[..], &canvas, &short, &["--out", out]];
        vernissage(&bench, &arguments);
    }

    Some(bench)
});

fn vernissage(bench: &Workbench, arguments: &[&[&str]]) {
    let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("models");
    let output = Command::new(env!("CARGO_BIN_EXE_vernissage"))
        .args(arguments.concat())
        .current_dir(bench.folder())
        .env("VERNISSAGE__MODELS__PATH", models)
        .output()
        .unwrap();

    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {complaint}");
}

#[test]
fn libpng_reads_paintings_and_masters_without_a_warning() {
    let Some(bench) = PICTURES.as_ref() else {
        return;
    };

    for file in ["painting.png", "master.png"] {
        assert_eq!(bench.accepts("pngcheck", &["-q", file]), "");
        bench.accepts("identify", &["-verbose", file]);
    }

    let master = bench.accepts("pngcheck", &["-v", "master.png"]);
    assert!(
        master.contains("5906x5906 pixels/meter (150 dpi)"),
        "{master}"
    );
}

#[test]
fn libjpeg_reads_a_painting_without_a_warning() {
    let Some(bench) = PICTURES.as_ref() else {
        return;
    };

    bench.accepts(
        "djpeg",
        &["-strict", "-outfile", "jpeg.ppm", "painting.jpg"],
    );
    bench.accepts("identify", &["-verbose", "painting.jpg"]);
}

#[test]
fn libtiff_reads_a_master_without_a_warning() {
    let Some(bench) = PICTURES.as_ref() else {
        return;
    };

    bench.accepts("identify", &["-verbose", "master.tif"]);

    // With -D it decodes every strip.
    let master = bench.accepts("tiffinfo", &["-D", "master.tif"]);
    for line in [
        "Resolution: 150, 150 pixels/inch",
        "Compression Scheme: LZW",
        "Photometric Interpretation: RGB color",
        "ICC Profile: <present>",
    ] {
        assert!(master.contains(line), "{line} is missing: {master}");
    }
}

#[test]
fn exiftool_finds_nothing_against_any_standard() {
    let Some(bench) = PICTURES.as_ref() else {
        return;
    };

    let faults = ["-s3", "-a", "-Validate", "-Warning", "-Error"];
    for file in FILES {
        let found = bench.accepts("exiftool", &[&faults[..], &[file]].concat());
        assert_eq!(found, "OK\n", "{file}");
    }
}

#[test]
fn little_cms_keeps_white_white_in_every_intent() {
    let Some(bench) = PICTURES.as_ref() else {
        return;
    };

    let profiles = FILES.map(|file| {
        let profile = bench.run("exiftool", &["-b", "-ICC_Profile", file], "");
        profile.output
    });
    assert!(
        profiles.iter().all(|profile| *profile == profiles[0]),
        "every file has the same profile"
    );

    bench.put("profile.icc", &profiles[0]);

    for intent in ["-t0", "-t1", "-t2", "-t3"] {
        for level in [255.0, 128.0, 0.0] {
            let colour = converted(bench, &["-iprofile.icc", "-o*sRGB", intent], level);
            let furthest = colour.map(|part| (part - level).abs());
            assert!(
                furthest.iter().all(|distance| *distance < 0.1),
                "{intent}: {level} became {colour:?}"
            );
        }
    }

    // In absolute intent the white of a display is the D50 of ICC.1.
    let white = converted(bench, &["-iprofile.icc", "-o*XYZ", "-t3"], 255.0);
    for (part, expected) in white.into_iter().zip([96.42, 100.0, 82.49]) {
        assert!((part - expected).abs() < 0.01, "{white:?}");
    }
}

/// What Little CMS makes of a grey: three numbers, such as `R=254.99 G=255.00 B=255.01`.
fn converted(bench: &Workbench, arguments: &[&str], level: f64) -> [f64; 3] {
    let level = format!("{level}\n");
    let words = bench.run("transicc", arguments, &(level.repeat(3) + "q\n"));
    let words = String::from_utf8(words.output).unwrap();
    let numbers: Vec<f64> = words
        .split_whitespace()
        .filter_map(|word| word.split_once('=')?.1.parse().ok())
        .collect();

    numbers.try_into().unwrap_or_else(|_| panic!("{words}"))
}

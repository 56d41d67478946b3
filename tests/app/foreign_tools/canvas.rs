//! What the print shop and the person get for a paid canvas.

use std::sync::Arc;

use vernissage::{
    clock::SystemClock,
    domain::picture::{PictureKey, PictureRef},
    engine::master::Resampler,
    pictures::Pictures,
    store::masters::MasterState,
};

use crate::{
    foreign_tools::workbench::Workbench,
    service::{
        canvas::{order, paid},
        master::{master, start},
    },
    support::{
        service::{folder, store},
        visitor::Visitor,
    },
};

const TOOLS: [&str; 10] = [
    "djpeg",
    "exiftool",
    "identify",
    "mutool",
    "pdffonts",
    "pdfimages",
    "pdfinfo",
    "pdftotext",
    "qpdf",
    "tiffinfo",
];

#[tokio::test(flavor = "multi_thread")]
async fn a_print_shop_reads_master_and_sheet_and_the_person_the_proof() {
    let Some(bench) = Workbench::with_tools("canvas", &TOOLS) else {
        return;
    };

    let folder = folder();
    let app = start(folder.path(), "", Arc::new(|| Box::new(Resampler))).await;
    let visitor = Visitor::new(&app).await;
    paid(&app, &visitor).await;

    let proof = visitor.read("your picture is ready to print").await;
    let url = proof["pictures"][0]["url"].as_str().unwrap();
    bench.put("proof.jpg", &visitor.get(url).await.body);

    let store = store(folder.path()).await;
    let MasterState::Done(files) =
        master(&store, |state| matches!(state, MasterState::Done(_))).await
    else {
        unreachable!("it is done")
    };

    let order = order(&store, "paid").await;
    let kept = folder.path().join("pictures");
    let pictures = Pictures::in_folder(&kept, Arc::new(store), Arc::new(SystemClock)).unwrap();
    let bytes = async |key: PictureKey| {
        let found = pictures.bytes(order.person, PictureRef::Own(key)).await;
        found.unwrap().unwrap()
    };
    bench.put("master.tif", &bytes(files.master).await);
    bench.put("sheet.pdf", &bytes(files.sheet).await);
    app.app.stop().await.unwrap();

    judge_pictures(&bench);
    judge_sheet(&bench, &order.order.id.to_string());
}

fn judge_pictures(bench: &Workbench) {
    let master = bench.accepts("tiffinfo", &["-D", "master.tif"]);
    assert!(
        master.contains("Resolution: 72, 72 pixels/inch"),
        "{master}"
    );

    bench.accepts("djpeg", &["-strict", "-outfile", "proof.ppm", "proof.jpg"]);

    let faults = ["-s3", "-a", "-Validate", "-Warning", "-Error"];
    for file in ["master.tif", "proof.jpg", "sheet.pdf"] {
        let found = bench.accepts("exiftool", &[&faults[..], &[file]].concat());
        assert_eq!(found, "OK\n", "{file}");
    }

    for file in ["master.tif", "proof.jpg"] {
        bench.accepts("identify", &["-verbose", file]);
    }
}

fn judge_sheet(bench: &Workbench, order: &str) {
    bench.accepts("qpdf", &["--check", "sheet.pdf"]);

    let about = bench.accepts("pdfinfo", &["sheet.pdf"]);
    let title = about.lines().find(|line| line.starts_with("Title:"));
    assert!(title.is_some_and(|title| title.contains(order)), "{about}");

    for fact in ["(A4)", "Creator:"] {
        assert!(about.contains(fact), "{fact} is missing: {about}");
    }

    let fonts = bench.accepts("pdffonts", &["sheet.pdf"]);
    let embedded = |line: &str| line.contains(" yes yes yes ");
    assert!(fonts.lines().skip(2).all(embedded), "{fonts}");
    assert!(fonts.contains("DejaVuSans"), "{fonts}");

    // The proof brings its profile along.
    let images = bench.accepts("pdfimages", &["-list", "sheet.pdf"]);
    assert!(images.contains(" icc "), "{images}");

    let words = bench.accepts("pdftotext", &["sheet.pdf", "-"]);
    for expected in [order, "Anna Petrova", "+79161234567"] {
        assert!(words.contains(expected), "{expected} is not in {words}");
    }

    // -q keeps it from naming the pages, -N from regretting that Debian built it without ICC.
    bench.accepts(
        "mutool",
        &["draw", "-N", "-q", "-o", "sheet.png", "sheet.pdf"],
    );
}

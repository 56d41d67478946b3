//! What we write, judged by programs that other people wrote: pictures by libpng, libjpeg, libtiff,
//! libwebp, exiftool and Little CMS, films by ffmpeg, the print sheet by qpdf, Poppler and MuPDF, the feed by
//! libxml2, the pages by the Nu Html Checker, images and manifests by their linters.
//!
//! `.ci/foreign-tools` installs them. A test whose tools are missing says so and passes, unless
//! `CI` is set. The files that are judged stay in `target/tmp/foreign-tools`.

mod canvas;
mod deployment;
mod feed;
mod films;
mod pages;
mod pictures;
pub(crate) mod workbench;

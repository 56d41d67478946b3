//! How the cost grows with the size of the picture: seconds per iteration and peak memory as
//! measured by `vernissage bench`, each size in a process of its own. Prints a table and plots the
//! values with the best fit of a + b · pixels.
//!
//! `cargo run --release -p vernissage-engine --example growth -- [OUT.svg [SIZE...]]`; the variable
//! VERNISSAGE names another program to measure.

use std::{ops::Range, process::Command};

use anyhow::Context;
use plotters::{coord::Shift, prelude::*};
use vernissage_engine::image::{reserve_space, write_atomically};

const SIZES: [u32; 11] = [128, 192, 256, 384, 512, 768, 1024, 1536, 2048, 3072, 4096];
/// More than the plot has.
const PLOT_BYTES: u64 = 1 << 20;
const DOTS: RGBColor = RGBColor(20, 92, 158);
const LINE: RGBColor = RGBColor(212, 112, 40);
const INK: RGBColor = RGBColor(60, 60, 60);
const GRID: RGBColor = RGBColor(225, 225, 225);

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let out = arguments.first().map_or("docs/speed.svg", String::as_str);
    let sizes = arguments
        .iter()
        .skip(1)
        .map(|size| size.parse())
        .collect::<Result<Vec<u32>, _>>()?;

    let sizes = if sizes.is_empty() {
        SIZES.to_vec()
    } else {
        sizes
    };

    println!(
        "| px | an iteration | µs a pixel | peak memory | bytes a pixel |\n|---|---|---|---|---|"
    );

    let mut plot = String::new();
    drop(reserve_space(out.as_ref(), PLOT_BYTES)?);
    let costs: Vec<Cost> = sizes.into_iter().filter_map(measure).collect();
    let seconds = Series::new(
        "Seconds an iteration",
        [" s", " µs"],
        costs.iter().map(|cost| (cost.size, cost.seconds)),
    );
    let memory = costs.iter().map(|cost| (cost.size, cost.bytes / 1e9));
    let memory = Series::new("Memory at the peak", [" GB", " kB"], memory);
    println!("\n{}\n{}", seconds.summary(), memory.summary());

    // Places are whole px: a large picture has smooth lines.
    let root = SVGBackend::with_string(&mut plot, (2000, 860)).into_drawing_area();
    root.fill(&WHITE)?;

    let (left, right) = root.split_horizontally(1000);
    seconds.draw(&left)?;
    memory.draw(&right)?;

    root.present().context("the plot cannot be drawn")?;
    drop((left, right, root));
    Ok(write_atomically(out.as_ref(), plot.as_bytes())?)
}

struct Cost {
    size: u32,
    seconds: f64,
    bytes: f64,
}

/// Prints a row of the table; nothing but a word if the program does not do this size.
fn measure(size: u32) -> Option<Cost> {
    let pixels = f64::from(size).powi(2);
    let iterations = (8e6 / pixels).clamp(1.0, 25.0) as u32;
    let program =
        std::env::var("VERNISSAGE").unwrap_or_else(|_| "target/release/vernissage".into());

    let words = [
        "bench",
        "--device",
        "cpu",
        "--json",
        "--size",
        &size.to_string(),
        "--iterations",
    ];

    let done = Command::new(program)
        .args(words)
        .arg(iterations.to_string())
        .output()
        .ok()?;
    let report: serde_json::Value = serde_json::from_slice(&done.stdout).unwrap_or_default();
    let (Some(seconds), Some(bytes)) = (
        report["figures"]["iteration"].as_f64(),
        report["peak_memory"].as_f64(),
    ) else {
        println!(
            "| {size} | {} | | | |",
            String::from_utf8_lossy(&done.stderr).trim()
        );
        return None;
    };

    let a_pixel = seconds / pixels * 1e6;
    let bytes_a_pixel = bytes / pixels;
    println!(
        "| {size} | {seconds:.3} s | {a_pixel:.2} | {:.0} MB | {bytes_a_pixel:.0} |",
        bytes / 1e6
    );

    Some(Cost {
        size,
        seconds,
        bytes,
    })
}

/// One cost at each size, with its fit.
struct Series {
    name: &'static str,
    /// The unit of a value, and of its millionth.
    units: [&'static str; 2],
    points: Vec<(f64, f64)>,
    fixed: f64,
    per_pixel: f64,
}

impl Series {
    /// Fits by least squares of the relative errors, so that small sizes count as much as large
    /// ones.
    fn new(
        name: &'static str,
        units: [&'static str; 2],
        values: impl Iterator<Item = (u32, f64)>,
    ) -> Self {
        let points: Vec<(f64, f64)> = values
            .map(|(size, value)| (f64::from(size), value))
            .collect();
        let mut sums = [0.0; 5];
        for &(size, value) in &points {
            // value = fixed + per_pixel · pixels, divided by value.
            let u = 1.0 / value;
            let v = size * size / value;
            sums = std::array::from_fn(|n| sums[n] + [u * u, u * v, v * v, u, v][n]);
        }

        let [uu, uv, vv, u, v] = sums;
        let determinant = uu * vv - uv * uv;

        Self {
            name,
            units,
            points,
            fixed: (u * vv - v * uv) / determinant,
            per_pixel: (v * uu - u * uv) / determinant,
        }
    }

    fn line(&self, size: f64) -> f64 {
        self.fixed + self.per_pixel * size * size
    }

    fn formula(&self) -> String {
        let [unit, millionth] = self.units;
        format!(
            "{:.3}{unit} + {:.2}{millionth} · pixels",
            self.fixed,
            self.per_pixel * 1e6
        )
    }

    fn summary(&self) -> String {
        let distances = self
            .points
            .iter()
            .map(|&(size, value)| (self.line(size) / value - 1.0).abs());
        let farthest = 100.0 * distances.fold(0.0, f64::max);

        format!(
            "{}: {}; no size is farther from that than {farthest:.0} %",
            self.name,
            self.formula()
        )
    }

    /// Both axes are logarithmic, so that all sizes are visible and costs in proportion to the
    /// pixels are a straight line.
    fn draw(&self, area: &DrawingArea<SVGBackend, Shift>) -> anyhow::Result<()> {
        let sides = self.sides();
        let values = self.values();
        let text = |size: i32| ("sans-serif", size).into_font().color(&INK);
        let mut chart = ChartBuilder::on(area)
            .caption(self.name, text(40))
            .margin(32)
            .x_label_area_size(96)
            .y_label_area_size(128)
            .build_cartesian_2d(sides.clone().log_scale().base(2.0), values.log_scale())?;

        chart
            .configure_mesh()
            .label_style(text(28))
            .axis_style(INK)
            .bold_line_style(GRID)
            .light_line_style(TRANSPARENT)
            .x_desc("side of the square picture, px")
            .x_label_formatter(&|side| format!("{side:.0}"))
            .y_label_formatter(&|value| format!("{value}{}", self.units[0]))
            .draw()?;

        let steps = (0..=100)
            .map(|step| sides.start * (sides.end / sides.start).powf(f64::from(step) / 100.0));
        chart
            .draw_series(LineSeries::new(
                steps.map(|side| (side, self.line(side))),
                LINE.stroke_width(4),
            ))?
            .label(self.formula())
            .legend(|(x, y)| PathElement::new([(x, y), (x + 44, y)], LINE.stroke_width(4)));

        chart
            .draw_series(
                self.points
                    .iter()
                    .map(|&point| Circle::new(point, 8, DOTS.filled())),
            )?
            .label("measured")
            .legend(|(x, y)| Circle::new((x + 22, y), 8, DOTS.filled()));

        chart
            .configure_series_labels()
            .position(SeriesLabelPosition::UpperLeft)
            .legend_area_size(60)
            .label_font(text(28))
            .border_style(GRID)
            .background_style(WHITE)
            .draw()?;

        Ok(())
    }

    fn sides(&self) -> Range<f64> {
        let end = |pick: fn(f64, f64) -> f64, from| {
            self.points.iter().map(|point| point.0).fold(from, pick)
        };
        end(f64::min, f64::INFINITY) / 1.15..end(f64::max, 0.0) * 1.15
    }

    fn values(&self) -> Range<f64> {
        let values = || self.points.iter().map(|point| point.1);
        values().fold(f64::INFINITY, f64::min) / 3.0..values().fold(0.0, f64::max) * 3.0
    }
}

//! Several sketches of one photo in one picture.

use crate::image::Picture;

/// White between the sketches and around them, in px.
const GAP: u32 = 8;

/// White, in each channel.
const WHITE: u8 = 255;

/// The sketches, which have one size, in rows of `columns`.
///
/// # Panics
/// If there are no columns.
#[must_use]
pub fn contact_sheet(sketches: &[Picture], columns: u32) -> Picture {
    let width = sketches.first().map_or(0, Picture::width);
    let height = sketches.first().map_or(0, Picture::height);
    let rows = (sketches.len() as u32).div_ceil(columns);
    let sheet_width = columns * (width + GAP) + GAP;
    let sheet_height = rows * (height + GAP) + GAP;

    let mut rgb = vec![WHITE; sheet_width as usize * sheet_height as usize * 3];
    for (number, sketch) in (0..).zip(sketches) {
        let left = GAP + number % columns * (width + GAP);
        let top = GAP + number / columns * (height + GAP);
        let lines = sketch.as_rgb().chunks_exact(width as usize * 3);
        for (y, line) in (top..).zip(lines) {
            let start = (y as usize * sheet_width as usize + left as usize) * 3;
            rgb[start..start + line.len()].copy_from_slice(line);
        }
    }

    Picture::from_rgb(sheet_width, sheet_height, rgb).expect("three values a pixel")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sketch_has_a_place_of_its_own() {
        let sketch = |level: u8| Picture::from_rgb(40, 32, vec![level; 40 * 32 * 3]).unwrap();
        let sheet = contact_sheet(&[sketch(1), sketch(2), sketch(3)], 2);

        assert_eq!([sheet.width(), sheet.height()], [2 * 48 + 8, 2 * 40 + 8]);
        let level = |x: u32, y: u32| sheet.pixel(x, y)[0];
        assert_eq!(
            [level(8, 8), level(95, 39), level(47, 79), level(60, 60)],
            [1, 2, 3, WHITE]
        );
        assert_eq!(level(50, 20), WHITE);
    }
}

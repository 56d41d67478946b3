//! A preview of the canvas on a wall, seen slightly from the left and from below so that its edges
//! show. Rendered by one ray per sample.

mod camera;
mod light;

use self::{
    camera::{Camera, CanvasBox, Point},
    light::{Shadow, wall_colour},
};
use super::{Canvas, Crop, Wrap, face};
use crate::image::{Picture, Size};

/// The longer and the shorter side of the preview in px.
const LONG: u32 = 1080;
const SHORT: u32 = 900;
/// Rays per pixel in each dimension.
const RAYS: usize = 2;
/// Depth of the frame in mm; less if the wrap is narrower.
const DEPTH: u32 = 35;
/// Brightness of the edges relative to the face: the left one faces the lamp, the lower one the
/// floor.
const LEFT_EDGE: f64 = 0.86;
const LOWER_EDGE: f64 = 0.62;

/// A picture of `canvas` on a wall, with `picture` on it, cropped and wrapped as chosen; about 1000
/// px.
///
/// # Panics
/// Never: every pixel of the preview gets three values.
#[must_use]
pub fn wall_preview(picture: &Picture, canvas: Canvas, crop: Crop, wrap: Wrap) -> Picture {
    let canvas = canvas.turned(crop.orientation);
    let preview = if canvas.width() > canvas.height() {
        Size::new(LONG, SHORT)
    } else {
        Size::new(SHORT, LONG)
    };
    let scene = Scene::new(&face(picture, canvas, crop), canvas, wrap, preview);
    let colours = (0..preview.height)
        .flat_map(|y| (0..preview.width).map(move |x| (x, y)))
        .flat_map(|(x, y)| scene.colour(x, y));

    Picture::from_rgb(preview.width, preview.height, colours.collect())
        .expect("three values per pixel")
}

/// A wall at z = 0 with a box in front of it. x is to the right, y down, in mm; the box's middle is
/// at x = y = 0.
struct Scene {
    /// The sheet at about its size in the preview.
    sheet: Picture,
    margin: f64,
    /// Pixels of the sheet per mm.
    scale: f64,
    canvas: CanvasBox,
    camera: Camera,
    shadow: Shadow,
}

impl Scene {
    fn new(face: &Picture, canvas: Canvas, wrap: Wrap, preview: Size) -> Self {
        let depth = canvas.wrap().clamp(8, DEPTH);
        let canvas_box = CanvasBox {
            half_width: f64::from(canvas.width()) / 2.0,
            half_height: f64::from(canvas.height()) / 2.0,
            depth: f64::from(depth),
        };
        let camera = Camera::facing(canvas_box, preview);
        let scale = camera.scale();
        let side = |millimetres: u32| ((f64::from(millimetres) * scale).round() as u32).max(1);

        let margin = side(depth) + 1;
        let sheet = wrap.bordered(
            &face.resized(side(canvas.width()), side(canvas.height())),
            margin,
        );
        Self {
            sheet,
            margin: f64::from(margin),
            scale,
            canvas: canvas_box,
            camera,
            shadow: Shadow::new(canvas_box),
        }
    }

    /// The mean of the rays through a pixel.
    fn colour(&self, x: u32, y: u32) -> [u8; 3] {
        let mut sum = [0.0; 3];
        for ray in 0..RAYS * RAYS {
            let inside = |ray: usize| (ray as f64 + 0.5) / RAYS as f64;
            let u = f64::from(x) + inside(ray % RAYS);
            let v = f64::from(y) + inside(ray / RAYS);
            let traced = self.trace(u, v);
            sum.iter_mut()
                .zip(traced)
                .for_each(|(sum, value)| *sum += value);
        }

        let grain = light::grain(x, y);
        sum.map(|sum| (sum / (RAYS * RAYS) as f64 + grain + 0.5).clamp(0.0, 255.0) as u8)
    }

    /// The colour of what the ray through the place (u, v) of the preview hits first.
    fn trace(&self, u: f64, v: f64) -> [f64; 3] {
        let CanvasBox {
            half_width,
            half_height,
            depth,
        } = self.canvas;
        let ray = self.camera.ray(u, v);

        let front = ray.at_z(depth);
        if front.x.abs() <= half_width && front.y.abs() <= half_height {
            return self.print(front.x, front.y, 1.0);
        }

        let left = ray.at_x(-half_width);
        if front.x < -half_width && self.is_on_edge(left, left.y.abs() <= half_height) {
            return self.print(left.x - (depth - left.z), left.y, LEFT_EDGE);
        }

        let lower = ray.at_y(half_height);
        if front.y > half_height && self.is_on_edge(lower, lower.x.abs() <= half_width) {
            return self.print(lower.x, lower.y + (depth - lower.z), LOWER_EDGE);
        }

        let wall = ray.at_z(0.0);
        let light = self.shadow.light(wall.x, wall.y);

        wall_colour(u / self.camera.width(), v / self.camera.height()).map(|value| value * light)
    }

    fn is_on_edge(&self, point: Point, within: bool) -> bool {
        within && (0.0..=self.canvas.depth).contains(&point.z)
    }

    /// The sheet's colour at (x, y) in mm from the middle of the face, times `light`; bilinear.
    fn print(&self, x: f64, y: f64, light: f64) -> [f64; 3] {
        let place = |at: f64, half: f64, side: u32| {
            ((at + half) * self.scale + self.margin - 0.5).clamp(0.0, f64::from(side) - 1.001)
        };
        let x = place(x, self.canvas.half_width, self.sheet.width());
        let y = place(y, self.canvas.half_height, self.sheet.height());
        let column = x as u32;
        let row = y as u32;

        let right = x.fract();
        let down = y.fract();
        let mut colour = [0.0; 3];
        for (dx, dy, weight) in [
            (0, 0, (1.0 - right) * (1.0 - down)),
            (1, 0, right * (1.0 - down)),
            (0, 1, (1.0 - right) * down),
            (1, 1, right * down),
        ] {
            let pixel = self.sheet.pixel(column + dx, row + dy);
            colour
                .iter_mut()
                .zip(pixel)
                .for_each(|(sum, value)| *sum += f64::from(value) * weight * light);
        }

        colour
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::canvas::Orientation;

    fn red() -> Picture {
        Picture::from_rgb(90, 60, [200, 20, 20].repeat(90 * 60)).unwrap()
    }

    #[test]
    fn the_picture_hangs_in_the_middle_of_a_light_wall() {
        let canvas = Canvas::new(300, 400, 40, 0, 150).unwrap();
        for orientation in [Orientation::Portrait, Orientation::Landscape] {
            let crop = Crop {
                orientation,
                ..Crop::middle(90, 60)
            };
            let view = wall_preview(&red(), canvas, crop, Wrap::White);
            let width = view.width();
            let height = view.height();
            assert_eq!(Orientation::from_size(width, height), orientation);

            assert_eq!(view.pixel(width / 2, height / 2), [200, 20, 20]);
            assert!(
                view.pixel(5, 5).iter().all(|&value| value > 200),
                "{:?}",
                view.pixel(5, 5)
            );
        }
    }

    #[test]
    fn left_stays_left() {
        let rgb = (0..90 * 60)
            .flat_map(|at| {
                if at % 90 < 45 {
                    [200, 20, 20]
                } else {
                    [20, 20, 200]
                }
            })
            .collect();
        let picture = Picture::from_rgb(90, 60, rgb).unwrap();
        let canvas = Canvas::new(300, 400, 40, 0, 150).unwrap();
        let view = wall_preview(&picture, canvas, Crop::middle(90, 60), Wrap::Mirrored);
        assert_eq!(
            view.pixel(view.width() / 3, view.height() / 2),
            [200, 20, 20]
        );

        assert_eq!(
            view.pixel(view.width() * 2 / 3, view.height() / 2),
            [20, 20, 200]
        );
    }

    #[test]
    fn the_edges_show_what_was_chosen() {
        let canvas = Canvas::new(300, 400, 40, 0, 150).unwrap();
        let share = |wrap| {
            let view = wall_preview(&red(), canvas, Crop::middle(60, 90), wrap);
            let reds = view
                .as_rgb()
                .chunks(3)
                .filter(|pixel| i32::from(pixel[0]) - i32::from(pixel[1]) > 60)
                .count();

            reds as f64 / f64::from(view.width() * view.height())
        };

        assert!(share(Wrap::Mirrored) > share(Wrap::White) + 0.01);
    }
}

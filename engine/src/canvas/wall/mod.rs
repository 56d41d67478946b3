//! The canvas on a wall, seen a little from the left and from below so that its edges show.

mod camera;
mod light;

use self::{
    camera::{Camera, Point},
    light::{Shadow, wall_colour},
};
use super::{Canvas, Crop, Wrap, face};
use crate::image::Picture;

/// The sides of the preview in px.
const LONG: u32 = 1080;
const SHORT: u32 = 900;
/// Rays through a pixel, each way.
const RAYS: usize = 2;
/// Depth of the frame in mm, unless the wrap is narrower.
const DEPTH: u32 = 35;
/// How bright the edges are beside the face: the left one sees the lamp, the lower one the floor.
const LEFT_EDGE: f64 = 0.86;
const LOWER_EDGE: f64 = 0.62;

/// `picture` as `canvas`, cropped and wrapped as chosen, on a wall; about 1000 px.
///
/// # Panics
/// Never: every picture has pixels, and so has its view.
#[must_use]
pub fn wall_preview(picture: &Picture, canvas: Canvas, crop: Crop, wrap: Wrap) -> Picture {
    let canvas = canvas.turned(crop.orientation);
    let (width, height) = if canvas.width() > canvas.height() {
        (LONG, SHORT)
    } else {
        (SHORT, LONG)
    };
    let scene = Scene::new(&face(picture, canvas, crop), canvas, wrap, (width, height));
    let colours = (0..height)
        .flat_map(|y| (0..width).map(move |x| (x, y)))
        .flat_map(|(x, y)| scene.colour(x, y));

    Picture::from_rgb(width, height, colours.collect()).expect("three values a pixel")
}

/// A wall at z = 0 and a box before it; x to the right, y down, in mm, the box's middle at the
/// origin.
struct Scene {
    /// The sheet at about the size that it has in the preview.
    sheet: Picture,
    margin: f64,
    /// Pixels of the sheet a mm.
    scale: f64,
    half: (f64, f64),
    depth: f64,
    camera: Camera,
    shadow: Shadow,
}

impl Scene {
    fn new(face: &Picture, canvas: Canvas, wrap: Wrap, (width, height): (u32, u32)) -> Self {
        let half = (
            f64::from(canvas.width()) / 2.0,
            f64::from(canvas.height()) / 2.0,
        );
        let depth = f64::from(canvas.wrap().clamp(8, DEPTH));
        let camera = Camera::before(half, depth, (f64::from(width), f64::from(height)));
        let scale = camera.scale();
        let side = |millimetres: u32| ((f64::from(millimetres) * scale).round() as u32).max(1);

        let margin = side(depth as u32) + 1;
        let sheet = wrap.bordered(
            &face.resized(side(canvas.width()), side(canvas.height())),
            margin,
        );
        Self {
            sheet,
            margin: f64::from(margin),
            scale,
            half,
            depth,
            camera,
            shadow: Shadow::of(half, depth),
        }
    }

    /// The mean of the rays through a pixel.
    fn colour(&self, x: u32, y: u32) -> [u8; 3] {
        let mut sum = [0.0; 3];
        for ray in 0..RAYS * RAYS {
            let inside = |ray: usize| (ray as f64 + 0.5) / RAYS as f64;
            let u = f64::from(x) + inside(ray % RAYS);
            let v = f64::from(y) + inside(ray / RAYS);
            let seen = self.seen(u, v);
            sum.iter_mut()
                .zip(seen)
                .for_each(|(sum, value)| *sum += value);
        }

        let grain = light::grain(x, y);
        sum.map(|sum| (sum / (RAYS * RAYS) as f64 + grain + 0.5).clamp(0.0, 255.0) as u8)
    }

    /// What the ray through this place of the preview meets first.
    fn seen(&self, u: f64, v: f64) -> [f64; 3] {
        let ray = self.camera.ray(u, v);
        let front = ray.at_z(self.depth);
        if front.x.abs() <= self.half.0 && front.y.abs() <= self.half.1 {
            return self.print(front.x, front.y, 1.0);
        }

        let left = ray.at_x(-self.half.0);
        if front.x < -self.half.0 && self.is_on_edge(left, left.y.abs() <= self.half.1) {
            return self.print(left.x - (self.depth - left.z), left.y, LEFT_EDGE);
        }

        let lower = ray.at_y(self.half.1);
        if front.y > self.half.1 && self.is_on_edge(lower, lower.x.abs() <= self.half.0) {
            return self.print(lower.x, lower.y + (self.depth - lower.z), LOWER_EDGE);
        }

        let wall = ray.at_z(0.0);
        let light = self.shadow.light(wall.x, wall.y);

        wall_colour(u / self.camera.width(), v / self.camera.height()).map(|value| value * light)
    }

    fn is_on_edge(&self, point: Point, within: bool) -> bool {
        within && (0.0..=self.depth).contains(&point.z)
    }

    /// The sheet's colour at so many mm from the middle of the face, by this light.
    fn print(&self, x: f64, y: f64, light: f64) -> [f64; 3] {
        let place = |at: f64, half: f64, side: u32| {
            ((at + half) * self.scale + self.margin - 0.5).clamp(0.0, f64::from(side) - 1.001)
        };
        let x = place(x, self.half.0, self.sheet.width());
        let y = place(y, self.half.1, self.sheet.height());
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
            assert_eq!(Orientation::of(width, height), orientation);

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

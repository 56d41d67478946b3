//! The camera in front of the wall, and the geometry of its rays.

use crate::image::Size;

/// A point or a direction, in mm.
#[derive(Clone, Copy)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) z: f64,
}

/// Distance of the eye, in units of the canvas's longer side.
const DISTANCE: f64 = 2.9;
/// Offsets of the eye to the left and downwards, in units of its distance.
const LEFT: f64 = 0.42;
const BELOW: f64 = 0.13;
/// The share of the preview that the canvas takes up at most.
const FILLED: f64 = 0.70;

/// A box on the wall: half its width, half its height, and its depth, in mm.
#[derive(Clone, Copy)]
pub(super) struct CanvasBox {
    pub(super) half_width: f64,
    pub(super) half_height: f64,
    pub(super) depth: f64,
}

/// A place in a plane.
#[derive(Clone, Copy, Default)]
struct Place {
    across: f64,
    down: f64,
}

/// A pinhole camera.
pub(super) struct Camera {
    eye: Point,
    forward: Point,
    right: Point,
    down: Point,
    /// Pixels at a distance of one.
    focal: f64,
    /// Offset of the preview's middle from the line of sight, in pixels.
    offset: Place,
    /// The preview's size in pixels.
    width: f64,
    height: f64,
    distance: f64,
}

/// A half-line from the eye.
pub(super) struct Ray {
    from: Point,
    along: Point,
}

impl Camera {
    /// A camera that sees all of the box in a preview of this size.
    pub(super) fn facing(canvas: CanvasBox, preview: Size) -> Self {
        let CanvasBox {
            half_width,
            half_height,
            depth,
        } = canvas;
        let distance = DISTANCE * 2.0 * f64::max(half_width, half_height);
        let target = Point {
            x: 0.0,
            y: 0.0,
            z: depth,
        };

        let eye = Point {
            x: -LEFT * distance,
            y: BELOW * distance,
            z: depth + distance,
        };
        let forward = target.minus(eye).unit();
        let right = forward
            .cross(Point {
                x: 0.0,
                y: 1.0,
                z: 0.0,
            })
            .unit();

        let down = right.cross(forward);
        let mut camera = Self {
            eye,
            forward,
            right,
            down,
            focal: 1.0,
            offset: Place::default(),
            width: f64::from(preview.width),
            height: f64::from(preview.height),
            distance: target.minus(eye).length(),
        };

        camera.frame(canvas);
        camera
    }

    /// Sets focal length and offset so that the box fills its share of the preview, in the middle.
    fn frame(&mut self, canvas: CanvasBox) {
        let CanvasBox {
            half_width,
            half_height,
            depth,
        } = canvas;
        let corners = [-half_width, half_width].into_iter().flat_map(|x| {
            [-half_height, half_height]
                .into_iter()
                .flat_map(move |y| [0.0, depth].map(|z| Point { x, y, z }))
        });
        let projected: Vec<Place> = corners.map(|corner| self.project(corner)).collect();
        let least = |axis: fn(&Place) -> f64| projected.iter().map(axis).fold(f64::MAX, f64::min);
        let most = |axis: fn(&Place) -> f64| projected.iter().map(axis).fold(f64::MIN, f64::max);

        let left = least(|place| place.across);
        let right = most(|place| place.across);
        let top = least(|place| place.down);
        let bottom = most(|place| place.down);

        self.focal = FILLED * f64::min(self.width / (right - left), self.height / (bottom - top));
        self.offset = Place {
            across: self.focal * f64::midpoint(left, right),
            down: self.focal * f64::midpoint(top, bottom),
        };
    }

    /// The projection of a point at a focal length of one.
    fn project(&self, point: Point) -> Place {
        let from_eye = point.minus(self.eye);
        let depth = from_eye.dot(self.forward);

        Place {
            across: from_eye.dot(self.right) / depth,
            down: from_eye.dot(self.down) / depth,
        }
    }

    /// The ray through the place (u, v) of the preview.
    pub(super) fn ray(&self, u: f64, v: f64) -> Ray {
        let across = (u - self.width / 2.0 + self.offset.across) / self.focal;
        let down = (v - self.height / 2.0 + self.offset.down) / self.focal;

        Ray {
            from: self.eye,
            along: self
                .forward
                .plus(self.right.times(across))
                .plus(self.down.times(down)),
        }
    }

    /// Pixels of the preview per mm, in the middle of the face.
    pub(super) fn scale(&self) -> f64 {
        self.focal / self.distance
    }

    pub(super) fn width(&self) -> f64 {
        self.width
    }

    pub(super) fn height(&self) -> f64 {
        self.height
    }
}

impl Ray {
    fn at(&self, distance: f64) -> Point {
        self.from.plus(self.along.times(distance))
    }

    pub(super) fn at_x(&self, x: f64) -> Point {
        self.at((x - self.from.x) / self.along.x)
    }

    pub(super) fn at_y(&self, y: f64) -> Point {
        self.at((y - self.from.y) / self.along.y)
    }

    pub(super) fn at_z(&self, z: f64) -> Point {
        self.at((z - self.from.z) / self.along.z)
    }
}

impl Point {
    fn plus(self, other: Self) -> Self {
        Self {
            x: self.x + other.x,
            y: self.y + other.y,
            z: self.z + other.z,
        }
    }

    fn minus(self, other: Self) -> Self {
        self.plus(other.times(-1.0))
    }

    fn times(self, factor: f64) -> Self {
        Self {
            x: self.x * factor,
            y: self.y * factor,
            z: self.z * factor,
        }
    }

    fn dot(self, other: Self) -> f64 {
        self.x * other.x + self.y * other.y + self.z * other.z
    }

    fn cross(self, other: Self) -> Self {
        Self {
            x: self.y * other.z - self.z * other.y,
            y: self.z * other.x - self.x * other.z,
            z: self.x * other.y - self.y * other.x,
        }
    }

    fn length(self) -> f64 {
        self.dot(self).sqrt()
    }

    fn unit(self) -> Self {
        self.times(1.0 / self.length())
    }
}

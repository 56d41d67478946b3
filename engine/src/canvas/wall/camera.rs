//! Where the wall is seen from.

/// A place or a direction, in mm.
#[derive(Clone, Copy)]
pub(super) struct Point {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) z: f64,
}

/// How far the eye is, in heights or widths of the canvas, and how far it stands to the left and
/// below.
const DISTANCE: f64 = 2.9;
const LEFT: f64 = 0.42;
const BELOW: f64 = 0.13;
/// The part of the preview that the canvas takes up at most.
const FILLED: f64 = 0.70;

/// A pinhole camera.
pub(super) struct Camera {
    eye: Point,
    forward: Point,
    right: Point,
    down: Point,
    /// Pixels at a distance of one.
    focal: f64,
    /// Where the preview's middle looks, in pixels from the line of sight.
    offset: (f64, f64),
    size: (f64, f64),
    distance: f64,
}

/// A half-line from the eye.
pub(super) struct Ray {
    from: Point,
    along: Point,
}

impl Camera {
    /// One that sees the whole of a box in a preview of `size` pixels.
    pub(super) fn before(half: (f64, f64), depth: f64, size: (f64, f64)) -> Self {
        let distance = DISTANCE * 2.0 * f64::max(half.0, half.1);
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
            offset: (0.0, 0.0),
            size,
            distance: target.minus(eye).length(),
        };

        camera.frame(half, depth);
        camera
    }

    /// Turns the focal length until the box fills its part of the preview, and looks at its middle.
    fn frame(&mut self, half: (f64, f64), depth: f64) {
        let corners = [-half.0, half.0].into_iter().flat_map(|x| {
            [-half.1, half.1]
                .into_iter()
                .flat_map(move |y| [0.0, depth].map(|z| Point { x, y, z }))
        });
        let seen: Vec<(f64, f64)> = corners.map(|corner| self.project(corner)).collect();
        let range = |values: &dyn Fn(&(f64, f64)) -> f64| {
            seen.iter()
                .map(values)
                .fold((f64::MAX, f64::MIN), |(least, most), value| {
                    (least.min(value), most.max(value))
                })
        };

        let across = range(&|place| place.0);
        let down = range(&|place| place.1);
        self.focal = FILLED
            * f64::min(
                self.size.0 / (across.1 - across.0),
                self.size.1 / (down.1 - down.0),
            );

        self.offset = (
            self.focal * f64::midpoint(across.0, across.1),
            self.focal * f64::midpoint(down.0, down.1),
        );
    }

    /// Where a point is seen at a focal length of one.
    fn project(&self, point: Point) -> (f64, f64) {
        let from_eye = point.minus(self.eye);
        let depth = from_eye.dot(self.forward);

        (
            from_eye.dot(self.right) / depth,
            from_eye.dot(self.down) / depth,
        )
    }

    /// The ray through a place of the preview.
    pub(super) fn ray(&self, u: f64, v: f64) -> Ray {
        let across = (u - self.size.0 / 2.0 + self.offset.0) / self.focal;
        let down = (v - self.size.1 / 2.0 + self.offset.1) / self.focal;

        Ray {
            from: self.eye,
            along: self
                .forward
                .plus(self.right.times(across))
                .plus(self.down.times(down)),
        }
    }

    /// Pixels of the preview a mm in the middle of the face.
    pub(super) fn scale(&self) -> f64 {
        self.focal / self.distance
    }

    pub(super) fn width(&self) -> f64 {
        self.size.0
    }

    pub(super) fn height(&self) -> f64 {
        self.size.1
    }
}

impl Ray {
    fn at(&self, way: f64) -> Point {
        self.from.plus(self.along.times(way))
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

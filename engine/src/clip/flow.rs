//! Motion: for each pixel of a frame the place in another frame that it shows, and pictures moved
//! along it.

use crate::planes::{PlaneSize, Planes};

/// A place in a picture, in px; or the way from one to another.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Vector {
    pub x: f32,
    pub y: f32,
}

impl Vector {
    /// The square of its length.
    #[must_use]
    pub fn square(self) -> f32 {
        self.x * self.x + self.y * self.y
    }
}

/// For each pixel of a frame the way to the place in another frame that shows the same.
#[derive(Clone, Debug, PartialEq)]
pub struct Flow {
    /// Two planes: the ways along x and along y, in px.
    field: Planes,
}

impl Flow {
    /// A flow with these ways, where `way(x, y)` is that of one pixel.
    #[must_use]
    pub fn from_fn(size: PlaneSize, way: impl Fn(usize, usize) -> Vector) -> Self {
        let PlaneSize { height, width } = size;
        let field = Planes::from_fn(2, height, width, |channel, y, x| {
            let way = way(x, y);
            if channel == 0 { way.x } else { way.y }
        });

        Self { field }
    }

    pub(super) const fn from_planes(field: Planes) -> Self {
        Self { field }
    }

    pub(super) fn planes(&self) -> &Planes {
        &self.field
    }

    pub(super) fn planes_mut(&mut self) -> &mut Planes {
        &mut self.field
    }

    /// The size of the frame.
    #[must_use]
    pub fn size(&self) -> PlaneSize {
        self.field.size()
    }

    /// The way from a pixel.
    #[must_use]
    pub fn way(&self, x: usize, y: usize) -> Vector {
        let place = y * self.field.width() + x;
        Vector {
            x: self.field.plane(0)[place],
            y: self.field.plane(1)[place],
        }
    }

    /// The place in the other frame that a pixel shows.
    #[must_use]
    pub fn place(&self, x: usize, y: usize) -> Vector {
        let way = self.way(x, y);
        Vector {
            x: x as f32 + way.x,
            y: y as f32 + way.y,
        }
    }

    /// Whether the place that a pixel shows lies within the other frame.
    #[must_use]
    pub fn is_inside(&self, x: usize, y: usize) -> bool {
        let PlaneSize { height, width } = self.size();
        let Vector { x, y } = self.place(x, y);

        (0.0..=(width - 1) as f32).contains(&x) && (0.0..=(height - 1) as f32).contains(&y)
    }

    /// The other frame as this frame sees it: bilinear, with the edge pixels going on beyond the
    /// edges.
    #[must_use]
    pub fn warp(&self, other: &Planes) -> Planes {
        let PlaneSize { height, width } = self.size();
        let mut warped = Planes::zeros(other.channels(), height, width);
        for y in 0..height {
            for x in 0..width {
                let corners = Corners::new(self.place(x, y), other.size());
                for channel in 0..other.channels() {
                    let value = corners.mean(other.plane(channel));
                    warped.plane_mut(channel)[y * width + x] = value;
                }
            }
        }

        warped
    }

    /// This way, and from its end the way of `next`.
    #[must_use]
    pub fn then(&self, next: &Self) -> Self {
        let mut field = self.warp(&next.field);
        for (way, own) in field.data_mut().iter_mut().zip(self.field.data()) {
            *way += own;
        }

        Self { field }
    }
}

/// The four pixels around a place and how much of each is there.
struct Corners {
    places: [usize; 4],
    shares: [f32; 4],
}

impl Corners {
    fn new(place: Vector, size: PlaneSize) -> Self {
        let x = place.x.clamp(0.0, (size.width - 1) as f32);
        let y = place.y.clamp(0.0, (size.height - 1) as f32);
        let left = x as usize;
        let top = y as usize;
        let right = (left + 1).min(size.width - 1);
        let bottom = (top + 1).min(size.height - 1);
        let across = x - left as f32;
        let down = y - top as f32;

        Self {
            places: [
                top * size.width + left,
                top * size.width + right,
                bottom * size.width + left,
                bottom * size.width + right,
            ],
            shares: [
                (1.0 - across) * (1.0 - down),
                across * (1.0 - down),
                (1.0 - across) * down,
                across * down,
            ],
        }
    }

    fn mean(&self, plane: &[f32]) -> f32 {
        let pairs = self.places.iter().zip(self.shares);
        pairs.map(|(&place, share)| plane[place] * share).sum()
    }
}

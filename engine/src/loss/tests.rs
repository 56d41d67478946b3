//! The gradients of the losses against finite differences, over a network small enough to compute
//! in f64 here.

use super::{LayerWeight, Loss, Losses, Measure, Objective, PaintingLoss, Statistics, StyleTarget};
use crate::{
    net::{Distance, Gradient, Moments, Net, NetError},
    planes::{Planes, Region, WeightedPlanes},
    vgg::Relu,
};

/// 64 feature maps a_k r + b_k g + c_k b + d_k rgb / 255², of the picture's own size.
#[derive(Default)]
struct Toy {
    picture: Planes,
    target: Vec<f64>,
    target_weights: Vec<f32>,
}

const CHANNELS: usize = 64;

fn factors(channel: usize) -> [f64; 4] {
    [0, 1, 2, 3].map(|i| ((channel * 7 + i * 13) % 11) as f64 / 200.0 - 0.02)
}

impl Toy {
    fn colour(&self, pixel: usize) -> [f64; 3] {
        [0, 1, 2].map(|c| f64::from(self.picture.plane(c)[pixel]))
    }

    fn value(&self, channel: usize, pixel: usize) -> f64 {
        let [r, g, b] = self.colour(pixel);
        let [p, q, s, t] = factors(channel);
        p * r + q * g + s * b + t * r * g * b / 65025.0
    }

    fn values(&self) -> Vec<f64> {
        (0..CHANNELS)
            .flat_map(|c| (0..self.picture.area()).map(move |p| self.value(c, p)))
            .collect()
    }

    fn add_back(&self, channel: usize, pixel: usize, slope: f64, gradient: &mut Planes) {
        let [r, g, b] = self.colour(pixel);
        let [p, q, s, t] = factors(channel);
        let slopes = [
            p + t * g * b / 65025.0,
            q + t * r * b / 65025.0,
            s + t * r * g / 65025.0,
        ];

        for (c, by) in slopes.into_iter().enumerate() {
            gradient.plane_mut(c)[pixel] += (slope * by) as f32;
        }
    }
}

impl Net for Toy {
    fn forward(&mut self, picture: &Planes, _: &[Relu]) -> Result<(), NetError> {
        self.picture = picture.clone();
        Ok(())
    }

    fn activations(&mut self, _: Relu) -> Result<Planes, NetError> {
        let size = self.picture.size();
        let values = self.values().into_iter().map(|value| value as f32);
        Ok(Planes::from_vec(
            CHANNELS,
            size.height,
            size.width,
            values.collect(),
        ))
    }

    fn moments(&mut self, _: Relu, moments: &mut Moments) -> Result<(), NetError> {
        let area = self.picture.area();
        let values = self.values();
        let rows: Vec<&[f64]> = values.chunks_exact(area).collect();

        moments.pixels = area;
        moments.mean = rows
            .iter()
            .map(|row| (row.iter().sum::<f64>() / area as f64) as f32)
            .collect();

        let product =
            |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>() / area as f64;
        moments.second = rows
            .iter()
            .flat_map(|a| rows.iter().map(move |b| product(a, b) as f32))
            .collect();

        Ok(())
    }

    fn keep_target(&mut self, _: Relu) -> Result<(), NetError> {
        self.target = self.values();
        self.target_weights = vec![1.0; self.picture.area()];
        Ok(())
    }

    fn weigh_target(&mut self, _: Relu, weights: &[f32]) -> Result<(), NetError> {
        self.target_weights = weights.to_vec();
        Ok(())
    }

    fn distance(&mut self, _: Relu) -> Result<Distance, NetError> {
        let values = self.values();
        let differences = values.iter().zip(&self.target).map(|(a, b)| a - b);
        let mut absolute = 0.0;
        let mut square = 0.0;
        for (at, d) in differences.enumerate() {
            absolute += d.abs();
            square += f64::from(self.target_weights[at % self.picture.area()]) * d * d;
        }

        Ok(Distance {
            absolute,
            square,
            count: values.len(),
        })
    }

    fn backward(&mut self, gradients: &[Gradient], picture: &mut Planes) -> Result<(), NetError> {
        let area = self.picture.area();
        *picture = Planes::zeros(3, self.picture.height(), self.picture.width());

        for (channel, pixel) in (0..CHANNELS).flat_map(|c| (0..area).map(move |p| (c, p))) {
            for gradient in gradients {
                let slope = match gradient {
                    Gradient::Affine { matrix, offset, .. } => {
                        let row = &matrix[channel * CHANNELS..][..CHANNELS];
                        let product: f64 = row
                            .iter()
                            .enumerate()
                            .map(|(c, m)| f64::from(*m) * self.value(c, pixel))
                            .sum();

                        product + f64::from(offset[channel])
                    }
                    Gradient::Target { scale, .. } => {
                        f64::from(*scale * self.target_weights[pixel])
                            * (self.value(channel, pixel) - self.target[channel * area + pixel])
                    }
                    Gradient::Explicit { .. } => unreachable!("the losses never use it"),
                };
                self.add_back(channel, pixel, slope, picture);
            }
        }

        Ok(())
    }
}

fn picture(height: usize, width: usize, seed: usize) -> Planes {
    Planes::from_fn(3, height, width, |c, y, x| {
        ((seed * 71 + c * 83 + y * 29 + x * 47 + x * y * 11) % 256) as f32
    })
}

fn losses(
    measure: Measure,
    statistics: Statistics,
    [content, style, smoothness]: [f64; 3],
) -> Losses {
    Losses {
        measure,
        content: LayerWeight {
            layer: Relu::R1_2,
            weight: content,
        },
        style: vec![LayerWeight {
            layer: Relu::R1_1,
            weight: style,
        }],
        statistics,
        preconditioned: None,
        smoothness,
    }
}

fn evaluate(objective: &mut PaintingLoss, picture: &Planes) -> (Loss, Planes) {
    let mut gradient = Planes::default();
    let loss = objective.evaluate(picture, &mut gradient).unwrap();
    (loss, gradient)
}

/// The slope along each axis by central differences against the gradient, at 5 x 7 px.
fn check_gradient(losses: &Losses) {
    let mut toy = Toy::default();
    let mut measuring = Toy::default();
    let styles = [
        WeightedPlanes::new(picture(6, 4, 2), 1.0),
        WeightedPlanes::new(picture(3, 5, 3), 0.5),
    ];
    let style = StyleTarget::measure(&mut measuring, &[Relu::R1_1], &styles).unwrap();
    let weights: Vec<f32> = (0..5 * 7).map(|place| (place % 4) as f32).collect();
    let mut objective = PaintingLoss::new(&mut toy, losses, &picture(5, 7, 1), &style)
        .unwrap()
        .weigh_content(Some(&weights))
        .unwrap();

    let here = picture(5, 7, 4);
    let (_, gradient) = evaluate(&mut objective, &here);
    let largest = gradient
        .data()
        .iter()
        .fold(0.0_f32, |most, value| most.max(value.abs()));

    for place in 0..here.data().len() {
        let at = |offset: f32, objective: &mut PaintingLoss| {
            let mut moved = here.clone();
            moved.data_mut()[place] += offset;
            evaluate(objective, &moved).0.objective()
        };
        let slope = (at(0.5, &mut objective) - at(-0.5, &mut objective)) as f32;
        let error = (slope - gradient.data()[place]).abs();
        assert!(
            error < 2e-3 * largest,
            "{losses:?}: {slope} by differences, {} given",
            gradient.data()[place]
        );
    }
}

#[test]
fn each_part_has_the_gradient_of_its_value() {
    for measure in [Measure::MeanSquare, Measure::UnitGradient] {
        check_gradient(&losses(measure, Statistics::Gram, [1.0, 0.0, 0.0]));
        check_gradient(&losses(measure, Statistics::Gram, [0.0, 1.0, 0.0]));
        check_gradient(&losses(
            measure,
            Statistics::MeanAndCovariance,
            [0.0, 1.0, 0.0],
        ));
        check_gradient(&losses(measure, Statistics::Mean, [0.0, 1.0, 0.0]));

        check_gradient(&losses(measure, Statistics::Gram, [0.0, 0.0, 1.0]));
    }
}

#[test]
fn the_whole_loss_has_the_gradient_of_its_value() {
    for statistics in [Statistics::Gram, Statistics::MeanAndCovariance] {
        check_gradient(&losses(Measure::MeanSquare, statistics, [0.3, 0.05, 20.0]));
        check_gradient(&losses(Measure::UnitGradient, statistics, [0.3, 1.0, 20.0]));
    }
}

#[test]
fn a_preconditioned_objective_has_the_gradient_of_its_value() {
    for statistics in [Statistics::Gram, Statistics::MeanAndCovariance] {
        for measure in [Measure::MeanSquare, Measure::UnitGradient] {
            check_gradient(&Losses {
                preconditioned: Some(Relu::R1_1),
                ..losses(measure, statistics, [0.0, 1.0, 0.0])
            });
        }
    }
}

#[test]
fn preconditioning_does_not_change_the_loss() {
    let plain = losses(Measure::MeanSquare, Statistics::Gram, [0.3, 1.0, 20.0]);
    let mut toy = Toy::default();
    let mut other = Toy::default();
    let style = StyleTarget::measure(
        &mut other,
        &[Relu::R1_1],
        &[WeightedPlanes::new(picture(6, 4, 2), 1.0)],
    )
    .unwrap();

    let preconditioned = Losses {
        preconditioned: Some(Relu::R1_1),
        ..plain.clone()
    };
    let [plain, preconditioned] = [plain, preconditioned].map(|losses| {
        let mut objective =
            PaintingLoss::new(&mut toy, &losses, &picture(5, 7, 1), &style).unwrap();
        evaluate(&mut objective, &picture(5, 7, 4)).0
    });

    assert_eq!(
        plain,
        Loss {
            objective_offset: 0.0,
            ..preconditioned
        }
    );

    assert!(preconditioned.objective_offset != 0.0 && preconditioned.objective() > 0.0);
}

#[test]
fn the_photo_itself_with_its_own_style_costs_nothing() {
    let photo = Planes::from_fn(3, 5, 7, |c, _, _| 40.0 * c as f32);
    for statistics in [Statistics::Gram, Statistics::MeanAndCovariance] {
        let mut toy = Toy::default();
        let mut measuring = Toy::default();
        let style = StyleTarget::measure(
            &mut measuring,
            &[Relu::R1_1],
            &[WeightedPlanes::new(photo.clone(), 3.0)],
        )
        .unwrap();

        let losses = losses(Measure::MeanSquare, statistics, [1.0, 1.0, 1.0]);
        let mut objective = PaintingLoss::new(&mut toy, &losses, &photo, &style).unwrap();
        assert!(evaluate(&mut objective, &photo).0.total() < 1e-6);
    }
}

/// In the toy network no place sees another one.
#[test]
fn what_is_not_kept_does_not_count() {
    let mut toy = Toy::default();
    let mut moments = |style: WeightedPlanes| {
        let target = StyleTarget::measure(&mut toy, &[Relu::R1_1], &[style]).unwrap();
        target.layers()[0].moments(Statistics::Gram)
    };

    // Several blocks wide.
    let whole = picture(9, 900, 2);
    let kept_part = Region::new(0..9, 250..700);
    let expected = moments(WeightedPlanes::new(whole.part(kept_part), 1.0));
    let actual = moments(WeightedPlanes {
        kept: Some(Planes::from_fn(1, 9, 900, |_, _, x| {
            f32::from((250..700).contains(&x))
        })),
        ..WeightedPlanes::new(whole, 1.0)
    });

    for (actual, expected) in [
        (&actual.mean, &expected.mean),
        (&actual.second, &expected.second),
    ] {
        let largest = expected.iter().fold(0.0_f32, |a, b| a.max(b.abs()));
        for (actual, expected) in actual.iter().zip(expected) {
            assert!((actual - expected).abs() < 1e-4 * largest);
        }
    }
}

#[test]
fn the_balance_can_be_saved_and_restored() {
    let losses = losses(
        Measure::UnitGradient,
        Statistics::MeanAndCovariance,
        [1.0, 1.0, 1.0],
    );
    let mut toy = Toy::default();
    let mut other = Toy::default();
    let style = StyleTarget::measure(
        &mut other,
        &[Relu::R1_1],
        &[WeightedPlanes::new(picture(6, 4, 2), 1.0)],
    )
    .unwrap();

    let mut objective = PaintingLoss::new(&mut toy, &losses, &picture(5, 7, 1), &style).unwrap();
    evaluate(&mut objective, &picture(5, 7, 4));

    let mut resumed = PaintingLoss::new(&mut other, &losses, &picture(5, 7, 1), &style).unwrap();
    resumed.set_balance(&objective.balance());

    let next = picture(5, 7, 5);
    assert_eq!(
        evaluate(&mut resumed, &next),
        evaluate(&mut objective, &next)
    );
}

#[test]
fn a_flat_picture_has_no_variation_and_a_checkerboard_much() {
    let board =
        |contrast: f32| Planes::from_fn(3, 8, 8, |_, y, x| 100.0 + contrast * ((x + y) % 2) as f32);
    assert!(super::total_variation(&board(0.0)).abs() < 1e-12);
    assert!(super::total_variation(&board(10.0)) > 0.0);

    let ratio = super::total_variation(&board(20.0)) / super::total_variation(&board(10.0));
    assert!((ratio - 4.0).abs() < 1e-3);
}

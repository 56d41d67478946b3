use super::{Adam, AdamSettings, Lbfgs, Optimizer};
use crate::{
    image::{resize_planes, resize_planes_by_means},
    loss::{Loss, Objective},
    net::NetError,
    planes::Planes,
};

const WIDTH: usize = 7;

fn start() -> Planes {
    Planes::from_fn(3, 5, WIDTH, |c, y, x| {
        ((c * 31 + y * 17 + x * 5) % 255) as f32
    })
}

/// An ill-conditioned quadratic function with its minimum at 100 everywhere.
struct Bowl {
    evaluations: usize,
}

impl Objective for Bowl {
    fn evaluate(&mut self, picture: &Planes, gradient: &mut Planes) -> Result<Loss, NetError> {
        self.evaluations += 1;
        gradient.reshape(picture.channels(), picture.height(), picture.width());

        let mut content = 0.0;
        for (place, (value, slope)) in picture.data().iter().zip(gradient.data_mut()).enumerate() {
            let steepness = [1e-3, 1e-2, 0.1, 1.0, 10.0_f32][place % 5];
            *slope = steepness * (value - 100.0);
            content += f64::from(0.5 * steepness * (value - 100.0).powi(2));
        }

        Ok(Loss {
            content,
            ..Loss::default()
        })
    }

    fn rebalance(&mut self) {}
}

/// The same function, but NaN beyond a bound.
struct Cliff;

impl Objective for Cliff {
    fn evaluate(&mut self, picture: &Planes, gradient: &mut Planes) -> Result<Loss, NetError> {
        let loss = Bowl { evaluations: 0 }.evaluate(picture, gradient)?;
        let content = if picture.data().iter().any(|value| *value > 254.5) {
            f64::NAN
        } else {
            loss.content
        };

        Ok(Loss { content, ..loss })
    }

    fn rebalance(&mut self) {}
}

fn run(optimizer: &mut Optimizer, objective: &mut dyn Objective, iterations: usize) -> Vec<f64> {
    (0..iterations)
        .map(|_| optimizer.step(objective).unwrap().loss.total())
        .collect()
}

#[test]
fn lbfgs_finds_the_bottom_of_an_ill_conditioned_bowl() {
    let mut bowl = Bowl { evaluations: 0 };
    let losses = run(
        &mut Optimizer::Lbfgs(Lbfgs::new(start(), 10)),
        &mut bowl,
        60,
    );

    assert!(losses[59] < 1e-5 * losses[0], "{losses:?}");
    assert!(
        losses.windows(2).all(|pair| pair[1] <= pair[0]),
        "the loss never rises: {losses:?}"
    );

    assert!(bowl.evaluations <= 75, "{} evaluations", bowl.evaluations);
}

#[test]
fn lbfgs_steps_back_where_the_loss_is_not_a_number() {
    let mut lbfgs = Optimizer::Lbfgs(Lbfgs::new(start(), 10));
    let losses = run(&mut lbfgs, &mut Cliff, 40);
    assert!(losses.iter().all(|loss| loss.is_finite()));
    assert!(losses[39] < 1e-3 * losses[0], "{losses:?}");
}

#[test]
fn lbfgs_says_that_it_is_stuck_at_the_bottom() {
    let bottom = Planes::from_fn(3, 5, WIDTH, |_, _, _| 100.0);
    let step = Optimizer::Lbfgs(Lbfgs::new(bottom, 10))
        .step(&mut Bowl { evaluations: 0 })
        .unwrap();
    assert!(step.stuck);
}

#[test]
fn adam_descends_and_stays_within_the_bounds() {
    let mut adam = Optimizer::Adam(Adam::new(start(), AdamSettings::default()));
    let losses = run(&mut adam, &mut Bowl { evaluations: 0 }, 300);
    assert!(losses[299] < 1e-2 * losses[0], "{losses:?}");
    assert!(
        adam.picture()
            .data()
            .iter()
            .all(|value| (0.0..=255.0).contains(value))
    );
}

/// A gradient that is flat except in the middle column.
struct Edge;

impl Objective for Edge {
    fn evaluate(&mut self, picture: &Planes, gradient: &mut Planes) -> Result<Loss, NetError> {
        let height = picture.height();
        let width = picture.width();
        *gradient = Planes::from_fn(picture.channels(), height, width, |_, _, x| {
            if x == width / 2 { 1e3 } else { 0.01 }
        });

        Ok(Loss::default())
    }

    fn rebalance(&mut self) {}
}

/// The enlarging filter undershoots beside large values; a negative mean square would throw pixels to
/// black or white.
#[test]
fn adam_makes_no_large_step_after_a_change_of_size() {
    let settings = AdamSettings::default();
    let mut adam = Optimizer::Adam(Adam::new(
        Planes::from_fn(3, 5, WIDTH, |_, _, _| 128.0),
        settings,
    ));

    run(&mut adam, &mut Edge, 10);
    adam.rescale(
        |planes| resize_planes(planes, 3 * WIDTH, 15),
        |squares| resize_planes_by_means(squares, 3 * WIDTH, 15),
    );

    let before = adam.picture();
    run(&mut adam, &mut Edge, 1);

    let after = adam.picture();
    let pairs = before.data().iter().zip(after.data());
    let leaps: Vec<f32> = pairs
        .map(|(before, after)| (after - before).abs())
        .collect();

    assert!(
        leaps.iter().all(|leap| *leap <= 2.0 * settings.rate),
        "{leaps:?}"
    );
}

#[test]
fn before_the_first_iteration_the_picture_is_the_initial_one() {
    assert_eq!(
        Optimizer::Adam(Adam::new(start(), AdamSettings::default())).picture(),
        start()
    );
    assert_eq!(Optimizer::Lbfgs(Lbfgs::new(start(), 10)).picture(), start());
}

#[test]
fn a_restored_optimizer_continues_bit_for_bit() {
    for fresh in [
        || Optimizer::Lbfgs(Lbfgs::new(start(), 4)),
        || Optimizer::Adam(Adam::new(start(), AdamSettings::default())),
    ] {
        for pause in [0, 1, 3, 9] {
            let mut whole = fresh();
            run(&mut whole, &mut Bowl { evaluations: 0 }, pause);

            let mut resumed = fresh().restore(whole.state()).unwrap();
            let expected = run(&mut whole, &mut Bowl { evaluations: 0 }, 8);
            assert_eq!(run(&mut resumed, &mut Bowl { evaluations: 0 }, 8), expected);
            assert_eq!(resumed.picture(), whole.picture());
        }
    }
}

#[test]
fn incomplete_state_is_refused() {
    let adam = Optimizer::Adam(Adam::new(start(), AdamSettings::default()));
    let mut state = adam.state();
    state.vectors.pop();
    assert!(adam.restore(state).is_none());
}

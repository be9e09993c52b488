//! The decision whether a candidate answers: a logistic model over `features`.

use super::features::{COUNT, Features};

/// Fitted by `bench/questions/fit.py`; see there for data and measure.
const WEIGHTS: [f32; COUNT] = [3.65, 2.86, -3.92, 0.29, -2.17, -2.45, -6.35, -6.97];
const BIAS: f32 = -1.32;

/// From this probability on an answer is given.
pub const THRESHOLD: f32 = 0.5;

/// The probability that the candidate answers the question.
pub fn probability(features: &Features) -> f32 {
    let sum: f32 = WEIGHTS.iter().zip(features).map(|(weight, value)| weight * value).sum::<f32>() + BIAS;
    1.0 / (1.0 + (-sum).exp())
}

//! The decision whether a candidate answers: a logistic model over `features`.

use super::features::{COUNT, Features};

/// Fitted by `bench/questions/fit.py`; see there for data and measure.
const WEIGHTS: [f32; COUNT] = [3.48, 3.11, -3.49, 0.21, -2.09, -2.16, -5.42, -7.19];
const BIAS: f32 = -1.26;

/// From this probability on an answer is given.
pub const THRESHOLD: f32 = 0.5;

/// The probability that the candidate answers the question.
pub fn probability(features: &Features) -> f32 {
    let sum: f32 = WEIGHTS.iter().zip(features).map(|(weight, value)| weight * value).sum::<f32>() + BIAS;
    1.0 / (1.0 + (-sum).exp())
}

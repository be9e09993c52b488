//! Two small models fitted by `bench/questions/fit.py`; see there for data and measure. The first says which piece answers
//! best, the second whether it answers at all.

use super::features::{ASKED, Asked, PIECE, Piece};

const RANK: [f32; PIECE] =
    [2.18, 1.09, 1.24, 1.35, -0.51, 0.30, 0.27, -0.68, 0.84, -0.84, 0.00, 0.00, 4.16, 10.59, -0.17, 2.18, -1.05, 0.48];
const PIECES: [f32; PIECE] =
    [0.70, 1.24, 0.73, -0.66, -1.19, -0.02, 0.73, -1.07, -0.28, -2.25, 0.00, 0.00, 2.90, 0.09, -0.44, 16.47, 0.49, -0.29];
const ASKS: [f32; ASKED] = [-4.24, -1.97, -3.35, -2.22, -1.75, -3.05, -1.36, 0.02, 0.14, -0.01, 0.84, -0.33, 1.44];
const BIAS: f32 = -0.16;

/// From this probability on an answer is given.
pub const THRESHOLD: f32 = 0.5;

/// How good a piece is beside the others of its pool; on its own it says nothing.
pub fn rank(piece: &Piece) -> f32 {
    product(&RANK, piece)
}

/// The probability that the best piece answers. Nothing of it depends on how many pieces there are: a business with one page is
/// answered as well as one with a hundred.
pub fn probability(piece: &Piece, asked: &Asked) -> f32 {
    let sum = product(&PIECES, piece) + product(&ASKS, asked) + BIAS;
    1.0 / (1.0 + (-sum).exp())
}

fn product(weights: &[f32], values: &[f32]) -> f32 {
    weights.iter().zip(values).map(|(weight, value)| weight * value).sum()
}

//! Percentiles of all samples, none thrown away and none estimated.

use serde::Serialize;

#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Percentiles {
    pub count: usize,
    pub p50_ms: f64,
    pub p90_ms: f64,
    pub p99_ms: f64,
    pub max_ms: f64,
}

impl Percentiles {
    /// Of microseconds; sorts them.
    pub fn of(samples: &mut [u32]) -> Self {
        samples.sort_unstable();
        let at = |per_mille: usize| {
            let rank = (samples.len() * per_mille).div_ceil(1000).max(1) - 1;
            samples.get(rank).map_or(0.0, |micros| f64::from(*micros) / 1000.0)
        };
        Self { count: samples.len(), p50_ms: at(500), p90_ms: at(900), p99_ms: at(990), max_ms: at(1000) }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]
    use super::*;

    #[test]
    fn percentiles_are_samples() {
        let mut samples: Vec<u32> = (1..=1000).rev().map(|ms| ms * 1000).collect();
        let found = Percentiles::of(&mut samples);
        assert_eq!((found.p50_ms, found.p90_ms, found.p99_ms, found.max_ms), (500.0, 900.0, 990.0, 1000.0));
        assert_eq!(Percentiles::of(&mut []), Percentiles::default());
    }
}

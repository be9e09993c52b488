//! The forward pass of BERT, as all-MiniLM-L6-v2 needs it.
//!
//! Texts of a batch are laid end to end and not padded: the linear layers see one matrix of all tokens, and only attention,
//! a small part of the work, goes text by text.

use std::path::Path;

use candle_core::{D, Device, Result, Tensor};
use candle_nn::ops::{layer_norm, softmax_last_dim};
use serde::Deserialize;

use super::weights::Weights;
use super::{EmbedError, normalise};

const WORDS: &str = "embeddings.word_embeddings.weight";

#[derive(Deserialize)]
pub(super) struct Config {
    pub(super) hidden_size: usize,
    num_hidden_layers: usize,
    num_attention_heads: usize,
    layer_norm_eps: f32,
    max_position_embeddings: usize,
}

pub(super) struct Bert {
    config: Config,
    weights: Weights,
    positions: Tensor,
    kind: Tensor,
    norm: Norm,
    layers: Vec<Layer>,
}

struct Layer {
    /// Query, key and value in one.
    qkv: Linear,
    attended: Linear,
    attended_norm: Norm,
    up: Linear,
    down: Linear,
    norm: Norm,
}

struct Linear {
    weight: Tensor,
    bias: Tensor,
}

impl Linear {
    fn load(weights: &Weights, names: &[String]) -> std::result::Result<Self, EmbedError> {
        let part =
            |what: &str| names.iter().map(|name| weights.tensor(&format!("{name}.{what}"))).collect::<std::result::Result<Vec<_>, _>>();
        let build = |weight: Vec<Tensor>, bias: Vec<Tensor>| -> Result<Self> {
            Ok(Self { weight: Tensor::cat(&weight, 0)?.t()?.contiguous()?, bias: Tensor::cat(&bias, 0)? })
        };
        build(part("weight")?, part("bias")?).map_err(unavailable)
    }

    fn forward(&self, x: &Tensor) -> Result<Tensor> {
        x.matmul(&self.weight)?.broadcast_add(&self.bias)
    }

    /// The layer with its activation, in one pass over the result: the library's takes `erf` number by number and was half of
    /// all the time.
    fn gelu_of(&self, x: &Tensor) -> Result<Tensor> {
        let product = x.matmul(&self.weight)?;
        let shape = product.dims().to_vec();
        let bias = self.bias.to_vec1::<f32>()?;
        let mut values = product.flatten_all()?.to_vec1::<f32>()?;
        for row in values.chunks_exact_mut(bias.len().max(1)) {
            for (value, bias) in row.iter_mut().zip(&bias) {
                *value = gelu(*value + bias);
            }
        }
        Tensor::from_vec(values, shape, &Device::Cpu)
    }
}

/// x · Φ(x), with the error function by Abramowitz and Stegun 7.1.28 (error below 3e-7): no branch and no exponential, so
/// that the compiler works on several numbers at once.
#[allow(clippy::excessive_precision, reason = "the coefficients as published")]
fn gelu(x: f32) -> f32 {
    let z = x.abs() * std::f32::consts::FRAC_1_SQRT_2;
    let p = 1.0
        + z * (0.070_523_078_4
            + z * (0.042_282_012_3 + z * (0.009_270_527_2 + z * (0.000_152_014_3 + z * (0.000_276_567_2 + z * 0.000_043_063_8)))));
    let p = p * p;
    let p = p * p;
    let p = p * p;
    let p = p * p;
    // The power overflows to infinity for large x, where the error function is 1 anyway.
    let erf = (1.0 - 1.0 / p).copysign(x);
    0.5 * x * (1.0 + erf)
}

struct Norm {
    weight: Tensor,
    bias: Tensor,
    epsilon: f32,
}

impl Norm {
    fn load(weights: &Weights, name: &str, epsilon: f32) -> std::result::Result<Self, EmbedError> {
        Ok(Self { weight: weights.tensor(&format!("{name}.weight"))?, bias: weights.tensor(&format!("{name}.bias"))?, epsilon })
    }

    fn forward(&self, x: &Tensor) -> Result<Tensor> {
        layer_norm(x, &self.weight, &self.bias, self.epsilon)
    }
}

fn unavailable(error: candle_core::Error) -> EmbedError {
    EmbedError::Unavailable(error.to_string())
}

fn failed(error: impl std::fmt::Display) -> EmbedError {
    EmbedError::Failed(error.to_string())
}

/// The mean of a text's rows, at length 1.
fn pool(rows: &Tensor) -> std::result::Result<Vec<f32>, EmbedError> {
    let mut vector = rows.mean(0).and_then(|mean| mean.to_vec1::<f32>()).map_err(failed)?;
    normalise(&mut vector);
    Ok(vector)
}

/// A text's vector and those of its tokens.
pub(super) struct Tokens {
    pub(super) whole: Vec<f32>,
    pub(super) near: Vec<f32>,
    pub(super) alike: Vec<f32>,
    pub(super) width: usize,
}

impl Bert {
    pub(super) fn load(folder: &Path) -> std::result::Result<Self, EmbedError> {
        let config =
            std::fs::read(folder.join("config.json")).map_err(|error| EmbedError::Unavailable(format!("{}: {error}", folder.display())))?;
        let config: Config = serde_json::from_slice(&config).map_err(|error| EmbedError::Unavailable(error.to_string()))?;
        let weights = Weights::open(&folder.join("model.safetensors"))?;
        let layers = (0..config.num_hidden_layers)
            .map(|n| Self::layer(&weights, n, config.layer_norm_eps))
            .collect::<std::result::Result<_, _>>()?;
        Ok(Self {
            positions: weights.tensor("embeddings.position_embeddings.weight")?,
            kind: weights.tensor("embeddings.token_type_embeddings.weight")?.get(0).map_err(unavailable)?,
            norm: Norm::load(&weights, "embeddings.LayerNorm", config.layer_norm_eps)?,
            layers,
            config,
            weights,
        })
    }

    fn layer(weights: &Weights, n: usize, epsilon: f32) -> std::result::Result<Layer, EmbedError> {
        let at = |name: &str| format!("encoder.layer.{n}.{name}");
        Ok(Layer {
            qkv: Linear::load(weights, &[at("attention.self.query"), at("attention.self.key"), at("attention.self.value")])?,
            attended: Linear::load(weights, &[at("attention.output.dense")])?,
            attended_norm: Norm::load(weights, &at("attention.output.LayerNorm"), epsilon)?,
            up: Linear::load(weights, &[at("intermediate.dense")])?,
            down: Linear::load(weights, &[at("output.dense")])?,
            norm: Norm::load(weights, &at("output.LayerNorm"), epsilon)?,
        })
    }

    /// One normalised vector for each text of token ids. Texts longer than the model's positions are cut.
    pub(super) fn embed(&self, texts: &[&[u32]]) -> std::result::Result<Vec<Vec<f32>>, EmbedError> {
        let (hidden, lengths, _) = self.read(texts)?;
        let mut start: usize = 0;
        lengths
            .iter()
            .map(|length| {
                let rows = hidden.narrow(0, start, *length).map_err(failed)?;
                start = start.saturating_add(*length);
                pool(&rows)
            })
            .collect()
    }

    /// The same vector for each text, with those of its tokens in their context and out of it, laid end to end.
    pub(super) fn embed_tokens(&self, texts: &[&[u32]]) -> std::result::Result<Vec<Tokens>, EmbedError> {
        let (hidden, lengths, words) = self.read(texts)?;
        let width = self.config.hidden_size;
        let mut start: usize = 0;
        lengths
            .iter()
            .map(|length| {
                let rows = hidden.narrow(0, start, *length).map_err(failed)?;
                let end = start.saturating_add(*length);
                let alike = words.get(start * width..end * width).unwrap_or_default().to_vec();
                start = end;
                let near = rows.flatten_all().and_then(|rows| rows.to_vec1::<f32>()).map_err(failed)?;
                Ok(Tokens { whole: pool(&rows)?, near, alike, width })
            })
            .collect()
    }

    /// The last layer's rows for all tokens, the number of tokens of each text, and the words' own vectors.
    fn read(&self, texts: &[&[u32]]) -> std::result::Result<(Tensor, Vec<usize>, Vec<f32>), EmbedError> {
        let texts: Vec<&[u32]> = texts.iter().map(|ids| ids.get(..self.config.max_position_embeddings).unwrap_or(ids)).collect();
        let ids: Vec<u32> = texts.iter().flat_map(|ids| ids.iter().copied()).collect();
        let words = self.weights.rows(WORDS, &ids)?;
        let lengths: Vec<usize> = texts.iter().map(|ids| ids.len()).collect();
        let hidden = self.forward(words.clone(), ids.len(), &lengths).map_err(failed)?;
        Ok((hidden, lengths, words))
    }

    fn forward(&self, words: Vec<f32>, count: usize, lengths: &[usize]) -> Result<Tensor> {
        let words = Tensor::from_vec(words, (count, self.config.hidden_size), &Device::Cpu)?;
        let positions: Vec<Tensor> = lengths.iter().map(|length| self.positions.narrow(0, 0, *length)).collect::<Result<_>>()?;
        let mut x = self.norm.forward(&(words + Tensor::cat(&positions, 0)?)?.broadcast_add(&self.kind)?)?;
        for layer in &self.layers {
            let attended = layer.attended.forward(&self.attend(&layer.qkv.forward(&x)?, lengths)?)?;
            x = layer.attended_norm.forward(&(x + attended)?)?;
            let wide = layer.up.gelu_of(&x)?;
            x = layer.norm.forward(&(&x + layer.down.forward(&wide)?)?)?;
        }
        Ok(x)
    }

    fn attend(&self, qkv: &Tensor, lengths: &[usize]) -> Result<Tensor> {
        let heads = self.config.num_attention_heads;
        let width = self.config.hidden_size / heads.max(1);
        let scale = f64::from(u32::try_from(width).unwrap_or(1)).sqrt().recip();
        let mut out = Vec::with_capacity(lengths.len());
        let mut start: usize = 0;
        for length in lengths {
            // (3, heads, tokens, width)
            let parts = qkv.narrow(0, start, *length)?.reshape((*length, 3, heads, width))?.permute((1, 2, 0, 3))?.contiguous()?;
            let (query, key, value) = ((parts.get(0)? * scale)?, parts.get(1)?, parts.get(2)?);
            let weights = softmax_last_dim(&query.matmul(&key.transpose(D::Minus2, D::Minus1)?)?)?;
            out.push(weights.matmul(&value)?.transpose(0, 1)?.reshape((*length, heads * width))?);
            start = start.saturating_add(*length);
        }
        Tensor::cat(&out, 0)
    }
}

#[cfg(test)]
mod tests {
    use super::gelu;

    #[test]
    fn gelu_has_its_known_values() {
        for (x, y) in [
            (0.0, 0.0),
            (1.0, 0.841_345),
            (-1.0, -0.158_655),
            (0.5, 0.345_731),
            (3.0, 2.995_95),
            (-3.0, -0.004_05),
            (40.0, 40.0),
            (-40.0, 0.0),
        ] {
            assert!((gelu(x) - y).abs() < 2e-5, "gelu({x}) = {}", gelu(x));
        }
        assert!(gelu(1e30).is_finite());
    }
}

//! A safetensors file, read tensor by tensor. The table of word vectors, half of the file, is never loaded: the rows of
//! a text's words are read from the file, which the system keeps in its page cache.
//! Format: <https://github.com/huggingface/safetensors#format>

use std::collections::HashMap;
use std::fs::File;
use std::os::unix::fs::FileExt;
use std::path::Path;

use candle_core::{Device, Tensor};
use serde::Deserialize;

use super::EmbedError;

const MAX_HEADER_BYTES: u64 = 16 * 1024 * 1024;

#[derive(Deserialize)]
struct Entry {
    dtype: String,
    shape: Vec<usize>,
    data_offsets: (u64, u64),
}

pub(super) struct Weights {
    file: File,
    entries: HashMap<String, Entry>,
    data: u64,
}

fn broken(what: impl std::fmt::Display) -> EmbedError {
    EmbedError::Unavailable(what.to_string())
}

impl Weights {
    pub(super) fn open(path: &Path) -> Result<Self, EmbedError> {
        let file = File::open(path).map_err(|error| broken(format_args!("{}: {error}", path.display())))?;
        let mut length = [0; 8];
        file.read_exact_at(&mut length, 0).map_err(broken)?;
        let length = u64::from_le_bytes(length);
        if length > MAX_HEADER_BYTES {
            return Err(broken("model.safetensors has no valid header"));
        }
        let mut header = vec![0; usize::try_from(length).map_err(broken)?];
        file.read_exact_at(&mut header, 8).map_err(broken)?;
        let header: HashMap<String, serde_json::Value> = serde_json::from_slice(&header).map_err(broken)?;
        let entries = header
            .into_iter()
            .filter(|(name, _)| name != "__metadata__")
            .map(|(name, entry)| serde_json::from_value(entry).map(|entry| (name, entry)).map_err(broken))
            .collect::<Result<_, _>>()?;
        Ok(Self { file, entries, data: length.saturating_add(8) })
    }

    fn entry(&self, name: &str) -> Result<&Entry, EmbedError> {
        let entry = self.entries.get(name).ok_or_else(|| broken(format_args!("model.safetensors lacks {name}")))?;
        if entry.dtype != "F32" {
            return Err(broken(format_args!("{name} is {}, not F32", entry.dtype)));
        }
        Ok(entry)
    }

    pub(super) fn tensor(&self, name: &str) -> Result<Tensor, EmbedError> {
        let entry = self.entry(name)?;
        let (start, end) = entry.data_offsets;
        let mut bytes = vec![0; usize::try_from(end.saturating_sub(start)).map_err(broken)?];
        self.file.read_exact_at(&mut bytes, self.data.saturating_add(start)).map_err(broken)?;
        Tensor::from_vec(floats(&bytes), entry.shape.as_slice(), &Device::Cpu).map_err(broken)
    }

    /// Rows of a two-dimensional tensor, one after another.
    pub(super) fn rows(&self, name: &str, ids: &[u32]) -> Result<Vec<f32>, EmbedError> {
        let entry = self.entry(name)?;
        let [count, width] = entry.shape.as_slice() else { return Err(broken(format_args!("{name} is no table"))) };
        let mut bytes = vec![0; width.saturating_mul(4)];
        let stride = u64::try_from(bytes.len()).map_err(broken)?;
        let mut out = Vec::with_capacity(width.saturating_mul(ids.len()));
        for id in ids {
            if usize::try_from(*id).map_or(true, |id| id >= *count) {
                return Err(broken(format_args!("{name} has no row {id}")));
            }
            let at = self.data.saturating_add(entry.data_offsets.0).saturating_add(stride.saturating_mul(u64::from(*id)));
            self.file.read_exact_at(&mut bytes, at).map_err(broken)?;
            out.extend(floats(&bytes));
        }
        Ok(out)
    }
}

fn floats(bytes: &[u8]) -> Vec<f32> {
    bytes.as_chunks::<4>().0.iter().map(|four| f32::from_le_bytes(*four)).collect()
}

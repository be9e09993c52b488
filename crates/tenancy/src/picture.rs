//! PNG files (ISO/IEC 15948), read as far as it takes to keep a picture and nothing else.

use flate2::{Crc, read::ZlibDecoder};
use std::io::Read;

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
/// The chunks that pixels are made of. Texts, profiles, animations and whatever else a file carries are left behind.
const KEPT: [&[u8; 4]; 4] = [b"PLTE", b"tRNS", b"IDAT", b"IEND"];

#[derive(Debug, PartialEq, Eq)]
pub enum Fault {
    /// No PNG, or a broken one, or one whose rows come in several passes.
    Unreadable,
    /// Of other sides than wanted.
    Size,
}

/// The same picture without anything else. Every checksum is verified, and the pixels are unpacked once to see that they are as
/// many as the header says, and no more.
pub fn stripped(file: &[u8], side: &std::ops::RangeInclusive<u32>) -> Result<Vec<u8>, Fault> {
    let mut rest = file.strip_prefix(SIGNATURE).ok_or(Fault::Unreadable)?;
    let (header, after) = chunk(rest).filter(|(chunk, _)| chunk.kind == b"IHDR").ok_or(Fault::Unreadable)?;
    rest = after;
    let layout = Layout::read(header.data)?;
    if !side.contains(&layout.width) || !side.contains(&layout.height) {
        return Err(Fault::Size);
    }
    let mut kept = [SIGNATURE, header.whole].concat();
    let mut packed = Vec::new();
    let mut palette = false;
    loop {
        let (chunk, after) = chunk(rest).ok_or(Fault::Unreadable)?;
        rest = after;
        if KEPT.contains(&chunk.kind) {
            kept.extend_from_slice(chunk.whole);
        }
        match chunk.kind {
            b"IDAT" => packed.extend_from_slice(chunk.data),
            b"PLTE" => palette = true,
            b"IEND" if chunk.data.is_empty() => break,
            b"IEND" => return Err(Fault::Unreadable),
            // A chunk that must be understood, and is none of the standard's.
            [first, ..] if first.is_ascii_uppercase() => return Err(Fault::Unreadable),
            _ => {}
        }
    }
    if layout.needs_palette && !palette {
        return Err(Fault::Unreadable);
    }
    layout.check(&packed)?;
    Ok(kept)
}

struct Chunk<'a> {
    kind: &'a [u8; 4],
    data: &'a [u8],
    /// With length and checksum.
    whole: &'a [u8],
}

/// The first chunk, if its checksum is right, and what follows it.
fn chunk(bytes: &[u8]) -> Option<(Chunk<'_>, &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
    let (kind, after_kind) = rest.split_first_chunk::<4>()?;
    let (data, rest) = after_kind.split_at_checked(length)?;
    let (checksum, rest) = rest.split_first_chunk::<4>()?;
    let mut crc = Crc::new();
    crc.update(kind);
    crc.update(data);
    let whole = bytes.get(..length.checked_add(12)?)?;
    (crc.sum() == u32::from_be_bytes(*checksum)).then_some((Chunk { kind, data, whole }, rest))
}

/// How the pixels lie.
struct Layout {
    width: u32,
    height: u32,
    /// Bytes of a row, without the one that names its filter.
    row: u64,
    needs_palette: bool,
}

impl Layout {
    fn read(header: &[u8]) -> Result<Self, Fault> {
        let (width, rest) = header.split_first_chunk::<4>().ok_or(Fault::Unreadable)?;
        let (height, rest) = rest.split_first_chunk::<4>().ok_or(Fault::Unreadable)?;
        let (width, height) = (u32::from_be_bytes(*width), u32::from_be_bytes(*height));
        // Compression, filter and interlace: one pass, and the only methods there are.
        let [depth, colour, 0, 0, 0] = *rest else { return Err(Fault::Unreadable) };
        let samples = match (colour, depth) {
            (0, 1 | 2 | 4 | 8 | 16) | (3, 1 | 2 | 4 | 8) => 1,
            (4, 8 | 16) => 2,
            (2, 8 | 16) => 3,
            (6, 8 | 16) => 4,
            _ => return Err(Fault::Unreadable),
        };
        let row = u64::from(width).saturating_mul(samples).saturating_mul(u64::from(depth)).div_ceil(8);
        Ok(Self { width, height, row, needs_palette: colour == 3 })
    }

    /// Whether what is packed is this picture. The sides are checked before, so its size is bounded.
    fn check(&self, packed: &[u8]) -> Result<(), Fault> {
        let row = usize::try_from(self.row.saturating_add(1)).map_err(|_| Fault::Unreadable)?;
        let mut pixels = ZlibDecoder::new(packed);
        let mut line = vec![0; row];
        for _ in 0..self.height {
            pixels.read_exact(&mut line).map_err(|_| Fault::Unreadable)?;
            if line.first().is_none_or(|filter| *filter > 4) {
                return Err(Fault::Unreadable);
            }
        }
        let end = pixels.read(&mut line).map_err(|_| Fault::Unreadable)?;
        let all = usize::try_from(pixels.total_in()).is_ok_and(|read| read == packed.len());
        if end == 0 && all { Ok(()) } else { Err(Fault::Unreadable) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::ZlibEncoder};
    use proptest::prelude::*;
    use std::io::Write;

    const SIDE: std::ops::RangeInclusive<u32> = 16..=1024;

    fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
        let mut crc = Crc::new();
        crc.update(kind);
        crc.update(data);
        [&u32::try_from(data.len()).unwrap().to_be_bytes(), kind.as_slice(), data, &crc.sum().to_be_bytes()].concat()
    }

    fn header(width: u32, height: u32) -> Vec<u8> {
        chunk(b"IHDR", &[&width.to_be_bytes(), &height.to_be_bytes(), [8, 6, 0, 0, 0].as_slice()].concat())
    }

    fn packed(rows: u32, row: u32) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
        for _ in 0..rows {
            encoder.write_all(&vec![0; usize::try_from(row).unwrap() + 1]).unwrap();
        }
        encoder.finish().unwrap()
    }

    fn picture(width: u32, height: u32, between: &[u8]) -> Vec<u8> {
        [SIGNATURE, &header(width, height), between, &chunk(b"IDAT", &packed(height, width * 4)), &chunk(b"IEND", &[])].concat()
    }

    #[test]
    fn only_what_pixels_are_made_of_is_kept() {
        let plain = picture(64, 32, &[]);
        assert_eq!(stripped(&plain, &SIDE).unwrap(), plain);
        let mut file = picture(64, 32, &chunk(b"tEXt", b"Comment\0<script>alert(1)</script>"));
        file.extend_from_slice(b"PK\x03\x04 something else behind the picture");
        assert_eq!(stripped(&file, &SIDE).unwrap(), plain);
    }

    #[test]
    fn what_is_no_picture_of_that_size_is_refused() {
        for file in [b"".as_slice(), b"GIF89a", b"<svg xmlns='http://www.w3.org/2000/svg'/>", SIGNATURE] {
            assert_eq!(stripped(file, &SIDE), Err(Fault::Unreadable));
        }
        let whole = picture(64, 64, &[]);
        for cut in [10, 30, whole.len() / 2, whole.len() - 1] {
            assert_eq!(stripped(&whole[..cut], &SIDE), Err(Fault::Unreadable), "cut at {cut}");
        }
        let mut flipped = whole.clone();
        flipped[50] ^= 1;
        assert_eq!(stripped(&flipped, &SIDE), Err(Fault::Unreadable), "a wrong checksum");
        for (width, height) in [(1025, 16), (16, 15), (0, 0), (u32::MAX, u32::MAX)] {
            let file = [SIGNATURE, &header(width, height), &chunk(b"IEND", &[])].concat();
            assert_eq!(stripped(&file, &SIDE), Err(Fault::Size), "{width} by {height}");
        }
        // Fewer pixels than promised, more, and something behind them.
        for (rows, behind) in [(63, b"".as_slice()), (65, b""), (64, b"more")] {
            let data = [packed(rows, 256).as_slice(), behind].concat();
            let file = [SIGNATURE, &header(64, 64), &chunk(b"IDAT", &data), &chunk(b"IEND", &[])].concat();
            assert_eq!(stripped(&file, &SIDE), Err(Fault::Unreadable), "{rows} rows");
        }
        let unknown = picture(64, 64, &chunk(b"EVIL", b"x"));
        assert_eq!(stripped(&unknown, &SIDE), Err(Fault::Unreadable), "a chunk that must be understood");
    }

    proptest! {
        #[test]
        fn no_file_panics(mut tail in proptest::collection::vec(any::<u8>(), 0..300), cut in 0_usize..200) {
            let mut file = picture(16, 16, &[]);
            file.truncate(cut);
            file.append(&mut tail);
            let _ = stripped(&file, &SIDE);
        }
    }
}

//! Counts the groups of prefix codes of a lossless WebP before it is decoded. The decoder builds the
//! tables of all of them at once, a hundred kilobytes for some dozens of bytes of the file, whether
//! the picture uses them or not.
//!
//! The groups are counted by an image of its own in the stream, behind those of the transforms. All
//! of these are read here, symbol by symbol, without keeping a pixel (RFC 9649, chapter 3).

/// Symbols of a distance; a length has 24.
const LARGEST_ALPHABET_OF_NUMBERS: usize = 40;
/// Symbols of the codes for green with lengths, red, blue, alpha and distances.
const ALPHABETS: [usize; 5] = [256 + 24, 256, 256, 256, 40];
/// Levels of a colour; the symbols behind them are lengths, and then places in the cache.
const LEVELS: usize = 256;
const LENGTHS: usize = 24;

/// The order in which the lengths of the code for code lengths are written.
const ORDER: [usize; 19] = [
    17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
];
const LONGEST_CODE: usize = 15;

/// The number of groups in a stream of these sides, from its transforms on; `None` if it ends or
/// breaks before that is known, and then the decoder finds so too.
pub(super) fn groups(stream: &[u8], width: u32, height: u32) -> Option<u32> {
    let mut bits = Bits { stream, at: 0 };
    let mut width = width;
    while bits.read(1)? == 1 {
        match bits.read(2)? {
            // Predictions and colour transforms have an image of blocks.
            0 | 1 => {
                let size = bits.read(3)? + 2;
                bits.image(blocks(width, size), blocks(height, size))?;
            }
            2 => {}
            // A palette. Several pixels of few colours share one.
            _ => {
                let colours = bits.read(8)? + 1;
                bits.image(colours, 1)?;
                width = blocks(width, shared(colours));
            }
        }
    }

    bits.cache()?;
    if bits.read(1)? == 0 {
        return Some(1);
    }

    let size = bits.read(3)? + 2;
    let most = bits.image(blocks(width, size), blocks(height, size))?;
    Some(most + 1)
}

/// How many blocks of `1 << size` there are along a side.
fn blocks(side: u32, size: u32) -> u32 {
    side.div_ceil(1 << size)
}

/// As a power of two, how many pixels share one, by the colours of their palette.
fn shared(colours: u32) -> u32 {
    match colours {
        0..=2 => 3,
        3..=4 => 2,
        5..=16 => 1,
        _ => 0,
    }
}

/// The bits of a stream, the lowest of each byte first.
struct Bits<'a> {
    stream: &'a [u8],
    at: usize,
}

impl Bits<'_> {
    fn read(&mut self, count: u32) -> Option<u32> {
        let mut value = 0;
        for place in 0..count {
            let byte = *self.stream.get(self.at / 8)?;
            value |= u32::from(byte >> (self.at % 8) & 1) << place;
            self.at += 1;
        }
        Some(value)
    }

    /// The symbols that the cache of colours adds.
    fn cache(&mut self) -> Option<usize> {
        if self.read(1)? == 0 {
            return Some(0);
        }
        Some(1 << self.read(4)?)
    }

    /// Reads an image within the stream. Returns the largest number that red and green make: what is
    /// copied, or taken from the cache, was there before.
    fn image(&mut self, width: u32, height: u32) -> Option<u32> {
        let cache = self.cache()?;
        let [green, red, blue, alpha, distance] = [
            self.code(ALPHABETS[0] + cache)?,
            self.code(ALPHABETS[1])?,
            self.code(ALPHABETS[2])?,
            self.code(ALPHABETS[3])?,
            self.code(ALPHABETS[4])?,
        ];

        let mut left = u64::from(width) * u64::from(height);
        let mut most = 0;
        while left > 0 {
            let symbol = self.symbol(&green)?;
            if symbol < LEVELS {
                let high = self.symbol(&red)?;
                self.symbol(&blue)?;
                self.symbol(&alpha)?;
                most = most.max((high << 8 | symbol) as u32);
                left -= 1;
            } else if symbol < LEVELS + LENGTHS {
                let length = self.number(symbol - LEVELS)?;
                let symbol = self.symbol(&distance)?;
                self.number(symbol)?;
                left = left.saturating_sub(length);
            } else {
                left -= 1;
            }

            let nothing_follows = [&green, &red, &blue, &alpha]
                .iter()
                .all(|code| code.is_single());
            if nothing_follows && symbol < LEVELS {
                break;
            }
        }

        Some(most)
    }

    /// A length or a distance: a symbol and bits behind it.
    fn number(&mut self, symbol: usize) -> Option<u64> {
        if symbol < 4 {
            return Some(symbol as u64 + 1);
        }

        // A short code can name symbols that its alphabet does not have.
        if symbol >= LARGEST_ALPHABET_OF_NUMBERS {
            return None;
        }

        let extra = (symbol as u32 - 2) >> 1;
        let offset = u64::from(2 + (symbol as u32 & 1)) << extra;
        Some(offset + u64::from(self.read(extra)?) + 1)
    }

    fn code(&mut self, alphabet: usize) -> Option<Code> {
        if self.read(1)? == 1 {
            let symbols = self.read(1)? + 1;
            let width = if self.read(1)? == 1 { 8 } else { 1 };
            let mut code = vec![self.read(width)? as usize];
            if symbols == 2 {
                code.push(self.read(8)? as usize);
            }
            return Some(Code::equal(code));
        }

        let written = 4 + self.read(4)? as usize;
        let mut lengths = [0; ORDER.len()];
        for &place in ORDER.get(..written)? {
            lengths[place] = self.read(3)? as usize;
        }

        let code = Code::canonical(&lengths)?;
        let lengths = self.code_lengths(&code, alphabet)?;
        Code::canonical(&lengths)
    }

    fn code_lengths(&mut self, code: &Code, alphabet: usize) -> Option<Vec<usize>> {
        let mut left = if self.read(1)? == 1 {
            let width = 2 + 2 * self.read(3)?;
            2 + self.read(width)? as usize
        } else {
            alphabet
        };

        let mut lengths = Vec::with_capacity(alphabet);
        let mut last = 8;
        while lengths.len() < alphabet && left > 0 {
            left -= 1;
            let symbol = self.symbol(code)?;
            let (length, times) = match symbol {
                16 => (last, 3 + self.read(2)?),
                17 => (0, 3 + self.read(3)?),
                18 => (0, 11 + self.read(7)?),
                length => (length, 1),
            };
            if length > 0 {
                last = length;
            }
            lengths.extend(std::iter::repeat_n(length, times as usize));
        }

        (lengths.len() <= alphabet).then_some(lengths)
    }

    fn symbol(&mut self, code: &Code) -> Option<usize> {
        if let [symbol] = code.symbols[..] {
            return Some(symbol);
        }

        let mut read = 0;
        let mut first = 0;
        let mut index = 0;
        for count in &code.counts[1..] {
            read |= self.read(1)? as usize;
            if read < first + count {
                return code.symbols.get(index + read - first).copied();
            }
            index += count;
            first = (first + count) << 1;
            read <<= 1;
        }
        None
    }
}

/// A canonical prefix code.
struct Code {
    /// How many symbols have a code of each length.
    counts: [usize; LONGEST_CODE + 1],
    /// The symbols by their codes.
    symbols: Vec<usize>,
}

impl Code {
    /// One symbol, or two of one bit.
    fn equal(symbols: Vec<usize>) -> Self {
        let mut counts = [0; LONGEST_CODE + 1];
        counts[1] = symbols.len();
        Self { counts, symbols }
    }

    fn canonical(lengths: &[usize]) -> Option<Self> {
        let mut counts = [0; LONGEST_CODE + 1];
        let mut symbols: Vec<usize> = (0..lengths.len())
            .filter(|&symbol| lengths[symbol] > 0)
            .collect();
        symbols.sort_by_key(|&symbol| lengths[symbol]);
        for &symbol in &symbols {
            *counts.get_mut(lengths[symbol])? += 1;
        }

        (!symbols.is_empty()).then_some(Self { counts, symbols })
    }

    /// Whether its symbol takes no bits.
    fn is_single(&self) -> bool {
        self.symbols.len() == 1
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use image::{ImageFormat, RgbImage};

    use super::*;
    use crate::image::{Limits, Picture, PictureError};

    /// Writes bits, the lowest of each byte first.
    #[derive(Default)]
    struct Writer {
        bytes: Vec<u8>,
        used: usize,
    }

    impl Writer {
        fn put(&mut self, value: u32, count: usize) {
            for place in 0..count {
                if self.used.is_multiple_of(8) {
                    self.bytes.push(0);
                }
                let bit = (value >> place & 1) as u8;
                *self.bytes.last_mut().unwrap() |= bit << (self.used % 8);
                self.used += 1;
            }
        }

        fn one_symbol(&mut self, symbol: u32) {
            self.put(0b101, 3);
            self.put(symbol, 8);
        }

        fn two_symbols(&mut self, symbols: [u32; 2]) {
            self.put(0b111, 3);
            for symbol in symbols {
                self.put(symbol, 8);
            }
        }
    }

    /// A WebP of 64 x 64 px of one colour in blocks of 4 x 4, the last of which has the last of so
    /// many groups.
    fn file_with_groups(groups: u32) -> Vec<u8> {
        const BLOCKS: u32 = 16 * 16;

        let mut bits = Writer::default();
        bits.put(0x2f, 8);
        bits.put(63, 14);
        bits.put(63, 14);
        // No transparency, version 0, no transform, no cache, blocks of 4 x 4 without a cache.
        bits.put(0, 1 + 3 + 1 + 1);
        bits.put(1, 1 + 3 + 1);

        let last = groups - 1;
        bits.two_symbols([0, last & 0xff]);
        bits.two_symbols([0, last >> 8]);
        (0..3).for_each(|_| bits.one_symbol(0));
        for block in 1..=BLOCKS {
            let bit = u32::from(block == BLOCKS);
            bits.put(bit, 1);
            bits.put(bit, 1);
        }
        for _ in 0..groups {
            (0..5).for_each(|_| bits.one_symbol(9));
        }

        let mut content = bits.bytes;
        content.resize(content.len().next_multiple_of(2), 0);
        let mut file = b"RIFF".to_vec();
        file.extend((content.len() as u32 + 12).to_le_bytes());
        file.extend(b"WEBPVP8L");
        file.extend((content.len() as u32).to_le_bytes());
        file.extend(content);
        file
    }

    #[test]
    fn more_groups_than_encoders_write_are_refused_before_their_tables_are_built() {
        for number in [1, 2, 256, 2600] {
            let file = file_with_groups(number);
            assert_eq!(groups(&file[25..], 64, 64), Some(number));
            let picture = Picture::decode(&file, &Limits::default()).unwrap();
            assert_eq!(picture.as_rgb()[..3], [9, 9, 9]);
        }

        let file = file_with_groups(65_536);
        assert_eq!(groups(&file[25..], 64, 64), Some(65_536));
        let error = Picture::decode(&file, &Limits::default()).unwrap_err();
        assert!(
            matches!(error, PictureError::Unsupported { .. }),
            "{error:?}"
        );
    }

    #[test]
    fn ordinary_pictures_are_read_past() {
        let pictures: [fn(u32, u32) -> [u8; 3]; 3] = [
            |x, y| [(x * 7) as u8, (y * 5) as u8, (x ^ y) as u8],
            |x, _| [if x < 40 { 10 } else { 200 }; 3],
            |x, y| [(x.wrapping_mul(y).wrapping_mul(2_654_435_761) >> 24) as u8; 3],
        ];
        for pixel in pictures {
            let picture = RgbImage::from_fn(90, 70, |x, y| image::Rgb(pixel(x, y)));
            let mut file = Cursor::new(Vec::new());
            picture.write_to(&mut file, ImageFormat::WebP).unwrap();
            let file = file.into_inner();

            let at = file.windows(4).position(|w| w == b"VP8L").unwrap();
            assert_eq!(groups(&file[at + 13..], 90, 70), Some(1));
            assert_eq!(groups(&[], 90, 70), None, "cut short");
        }
    }

    #[test]
    fn a_picture_by_libwebp_with_several_groups_is_read_past() {
        let file = include_bytes!("../../../testdata/inputs/groups.webp");
        let at = file.windows(4).position(|w| w == b"VP8L").unwrap();
        let groups = groups(&file[at + 13..], 160, 120).unwrap();
        assert!((2..100).contains(&groups), "{groups}");
    }
}

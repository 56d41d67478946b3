//! Bits and numbers as H.264 writes them.

/// The bits of a unit, the highest of each byte first.
pub(super) struct BitReader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> BitReader<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// How many bits were read.
    pub(super) fn position(&self) -> usize {
        self.at
    }

    pub(super) fn bit(&mut self) -> Option<bool> {
        let byte = *self.bytes.get(self.at / 8)?;
        let bit = byte >> (7 - self.at % 8) & 1;
        self.at += 1;

        Some(bit == 1)
    }

    /// A number of `count` bits, at most 32.
    pub(super) fn number(&mut self, count: u32) -> Option<u32> {
        let mut value = 0;
        for _ in 0..count {
            value = value << 1 | u32::from(self.bit()?);
        }

        Some(value)
    }

    /// A number of any size: as many zeros as bits follow behind the first one.
    pub(super) fn unsigned(&mut self) -> Option<u32> {
        let mut zeros = 0;
        while !self.bit()? {
            zeros += 1;
            if zeros > 31 {
                return None;
            }
        }

        let rest = self.number(zeros)?;
        Some((1_u32 << zeros) - 1 + rest)
    }

    /// The same with a sign: 0, 1, -1, 2, -2.
    pub(super) fn signed(&mut self) -> Option<i32> {
        let number = self.unsigned()?;
        let half = number.div_ceil(2).cast_signed();

        Some(if number % 2 == 1 { half } else { -half })
    }
}

/// The content of a unit without the threes that keep start codes out of it. Like the decoder, it
/// takes a three for one only before what needs it: both must read the same parameters.
pub(super) fn unescaped(unit: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(unit.len());
    let mut zeros = 0;
    for (at, &byte) in unit.iter().enumerate() {
        let is_needed = || unit.get(at + 1).is_some_and(|next| *next <= 3);
        if zeros >= 2 && byte == 3 && is_needed() {
            zeros = 0;
            continue;
        }

        zeros = if byte == 0 { zeros + 1 } else { 0 };
        bytes.push(byte);
    }

    bytes
}

/// The opposite of [`unescaped`].
pub(super) fn escaped(content: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(content.len());
    let mut zeros = 0;
    for &byte in content {
        if zeros >= 2 && byte <= 3 {
            bytes.push(3);
            zeros = 0;
        }

        zeros = if byte == 0 { zeros + 1 } else { 0 };
        bytes.push(byte);
    }

    bytes
}

/// Writes bits, the highest of each byte first.
#[derive(Default)]
pub(super) struct BitWriter {
    bytes: Vec<u8>,
    used: usize,
}

impl BitWriter {
    /// Bits and then more of them: the first `bits` of `bytes`.
    pub(super) fn copy(&mut self, bytes: &[u8], bits: usize) {
        let mut reader = BitReader::new(bytes);
        for _ in 0..bits {
            self.bit(reader.bit().unwrap_or(false));
        }
    }

    pub(super) fn bit(&mut self, bit: bool) {
        if self.used.is_multiple_of(8) {
            self.bytes.push(0);
        }

        if let Some(last) = self.bytes.last_mut() {
            *last |= u8::from(bit) << (7 - self.used % 8);
        }

        self.used += 1;
    }

    pub(super) fn number(&mut self, value: u32, count: u32) {
        for place in (0..count).rev() {
            self.bit(value >> place & 1 == 1);
        }
    }

    /// See [`BitReader::unsigned`].
    pub(super) fn unsigned(&mut self, value: u32) {
        let bits = (value + 1).ilog2();
        self.number(0, bits);
        self.number(value + 1, bits + 1);
    }

    /// The bytes, ended by a one and zeros.
    pub(super) fn finish(mut self) -> Vec<u8> {
        self.bit(true);
        self.bytes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_come_back() {
        let mut writer = BitWriter::default();
        for value in [0, 1, 2, 7, 8, 254, 70_000] {
            writer.unsigned(value);
        }

        let bytes = writer.finish();
        let mut reader = BitReader::new(&bytes);
        for value in [0, 1, 2, 7, 8, 254, 70_000] {
            assert_eq!(reader.unsigned(), Some(value));
        }
    }

    #[test]
    fn start_codes_are_kept_out() {
        let content = [0, 0, 0, 1, 0, 0, 3, 0, 0];
        let unit = escaped(&content);

        assert_eq!(unit, [0, 0, 3, 0, 1, 0, 0, 3, 3, 0, 0]);
        assert_eq!(unescaped(&unit), content);
    }

    #[test]
    fn a_three_that_keeps_nothing_out_is_content() {
        assert_eq!(unescaped(&[0, 0, 3, 4]), [0, 0, 3, 4]);
        assert_eq!(unescaped(&[0, 0, 3]), [0, 0, 3]);
        assert_eq!(unescaped(&[0, 0, 3, 3]), [0, 0, 3]);
    }

    #[test]
    fn numbers_without_an_end_are_none() {
        assert_eq!(BitReader::new(&[0; 8]).unsigned(), None);
        assert_eq!(BitReader::new(&[]).signed(), None);
    }
}

//! TensorFlow's "SAME" padding.

/// The zeros before and after a row or column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Padding {
    pub(super) before: usize,
    pub(super) after: usize,
}

/// The padding with which a kernel of `kernel` places, moved by `stride`, gives a value for each
/// `stride` of `length` values. An odd zero goes to the end, unlike in PyTorch.
pub(super) const fn same_padding(length: usize, kernel: usize, stride: usize) -> Padding {
    let outputs = length.div_ceil(stride);
    let total = ((outputs - 1) * stride + kernel).saturating_sub(length);

    Padding {
        before: total / 2,
        after: total - total / 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_odd_zero_stands_at_the_end() {
        let padding = |before, after| Padding { before, after };

        assert_eq!(same_padding(224, 3, 1), padding(1, 1));
        assert_eq!(same_padding(224, 3, 2), padding(0, 1));
        assert_eq!(same_padding(193, 3, 2), padding(1, 1));
        assert_eq!(same_padding(28, 5, 2), padding(1, 2));
        assert_eq!(same_padding(1, 5, 2), padding(2, 2));
    }
}

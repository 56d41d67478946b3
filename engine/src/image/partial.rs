//! The rule for files that end too early or are damaged from some place on.
//!
//! Like a browser, we show what there is, if it is at least half of the rows; the picture is
//! cropped to them. What is only wrong on paper (a missing end marker, a wrong checksum, a missing
//! table that has a standard form) costs nothing. Where a decoder gives no rows before an error
//! (WebP, TIFF, HEIC, JPEGs of rare layouts), or a row has no place yet (an interlaced GIF), the
//! file is refused as cut short.

use super::raw::Raw;

/// The byte of samples that no decoder has written.
const UNREAD: u8 = 0;

/// Crops a picture to the first `rows` rows. `None` if they are less than half.
pub(super) fn upper(mut raw: Raw, rows: usize) -> Option<Raw> {
    if rows * 2 < raw.height as usize || rows == 0 {
        return None;
    }

    raw.samples.truncate(rows * raw.stride());
    raw.height = rows as u32;

    Some(raw)
}

/// The rows up to the last one that is not wholly `unread`.
pub(super) fn rows_read(raw: &Raw, unread: u8) -> usize {
    let missing = raw
        .samples
        .rchunks_exact(raw.stride())
        .take_while(|row| is_unread(row, unread))
        .count();
    raw.height as usize - missing
}

/// Crops a picture whose rows came from above or from below to those that were read whole. `None`
/// if they are less than half, or are not in one piece.
pub(super) fn cropped(mut raw: Raw) -> Option<Raw> {
    let stride = raw.stride();
    let height = raw.height as usize;
    let end = rows_read(&raw, UNREAD);
    let rows = raw.samples[..end * stride].chunks_exact(stride);
    let first = rows
        .clone()
        .take_while(|row| is_unread(row, UNREAD))
        .count();
    if rows.skip(first).any(|row| is_unread(row, UNREAD)) {
        return None;
    }

    // The row at the cut is read in part.
    let first = first + usize::from(first > 0);
    let end = end - usize::from(end > 0 && end < height);

    raw.samples.drain(..first * stride);
    upper(raw, end.checked_sub(first)?)
}

fn is_unread(row: &[u8], unread: u8) -> bool {
    row.iter().all(|&sample| sample == unread)
}

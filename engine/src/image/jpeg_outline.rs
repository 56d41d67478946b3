//! The markers of a JPEG: its kind, and whether it is complete. The decoder fills in missing data
//! without reporting it.

/// The information in the markers.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// The first start of frame.
    pub(super) frame: Option<Frame>,
    /// The number of colour components in the first scan; `None` if there is no scan.
    pub(super) first_scan: Option<u8>,
    /// Whether there is an end-of-image marker.
    pub(super) ended: bool,
}

/// A start of frame.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame {
    /// The number of the SOF marker: 0 baseline, 1 extended, 2 progressive, 3 lossless, 9 and more
    /// arithmetic.
    pub(super) kind: u8,
    /// Bits per sample.
    pub(super) precision: u8,
    /// The number of colour components.
    pub(super) components: u8,
}

const START_OF_SCAN: u8 = 0xda;
const END_OF_IMAGE: u8 = 0xd9;

impl Outline {
    /// Reads the markers up to the end of the first image. Thumbnails are inside segments, which
    /// are skipped.
    pub(super) fn parse(bytes: &[u8]) -> Self {
        let mut outline = Self::default();
        let mut rest = bytes.get(2..).unwrap_or_default();
        while let Some((marker, after)) = next_marker(rest) {
            match marker {
                END_OF_IMAGE => {
                    outline.ended = outline.first_scan.is_some();
                    return outline;
                }
                // Markers without a segment.
                0x01 | 0xd0..=0xd8 => rest = after,
                _ => {
                    let Some(size) = after
                        .first_chunk()
                        .map(|size| usize::from(u16::from_be_bytes(*size)))
                    else {
                        break;
                    };

                    let (Some(segment), Some(next)) = (after.get(2..size), after.get(size..))
                    else {
                        break;
                    };
                    outline.record(marker, segment);
                    rest = next;
                }
            }
        }

        outline
    }

    /// Whether the decoder must keep all coefficients until the last scan.
    pub(super) fn is_buffered(&self) -> bool {
        self.frame
            .is_some_and(|frame| frame.kind == 2 || self.first_scan != Some(frame.components))
    }

    fn record(&mut self, marker: u8, segment: &[u8]) {
        match (marker, segment) {
            // C4, C8 and CC are no starts of frame but tables.
            (0xc0..=0xcf, [precision, _, _, _, _, components, ..])
                if !matches!(marker, 0xc4 | 0xc8 | 0xcc) =>
            {
                let frame = Frame {
                    kind: marker - 0xc0,
                    precision: *precision,
                    components: *components,
                };
                self.frame.get_or_insert(frame);
            }
            (START_OF_SCAN, [components, ..]) => {
                self.first_scan.get_or_insert(*components);
            }
            _ => {}
        }
    }
}

/// The next marker and the bytes after it. Skips entropy-coded data, where FF is followed by 00,
/// and fill bytes.
fn next_marker(mut bytes: &[u8]) -> Option<(u8, &[u8])> {
    loop {
        let at = bytes.iter().position(|&b| b == 0xff)?;
        bytes = &bytes[at + 1..];

        match bytes.first()? {
            0x00 | 0xff => {}
            marker => return Some((*marker, &bytes[1..])),
        }
    }
}

//! The markers of a JPEG: its kind, its layout, and whether it is complete. The decoders fill in
//! missing data, and decode some layouts wrongly, without reporting it.

/// The information in the markers.
#[derive(Debug, Default)]
pub(super) struct Outline {
    /// The first start of frame.
    pub(super) frame: Option<Frame>,
    /// The number of colour components in the first scan; `None` if there is no scan.
    pub(super) first_scan: Option<u8>,
    /// The number of scans.
    pub(super) scans: usize,
    /// Whether there is a Huffman table.
    pub(super) has_tables: bool,
    /// Where the marker of the first scan begins.
    pub(super) first_scan_at: usize,
    /// Whether there is an end-of-image marker.
    pub(super) ended: bool,
    /// Whether it is a JFIF file, whose colours are luma and chroma.
    is_jfif: bool,
    /// The transform according to Adobe's marker: 0 none, 1 YCbCr, 2 YCCK.
    adobe: Option<u8>,
}

/// What the components mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Coding {
    /// The colours themselves: grey, RGB or CMYK.
    Plain,
    /// YCbCr or YCCK.
    LumaAndChroma,
}

/// A start of frame.
#[derive(Clone, Debug)]
pub(super) struct Frame {
    /// The number of the SOF marker: 0 baseline, 1 extended, 2 progressive, 3 lossless, 9 and more
    /// arithmetic.
    pub(super) kind: u8,
    /// Bits per sample.
    pub(super) precision: u8,
    /// Width in px.
    pub(super) width: u16,
    /// Height in px; 0 if a later marker says it.
    pub(super) height: u16,
    /// The colour components.
    pub(super) components: Vec<Component>,
}

/// A colour component of a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Component {
    /// Its number or letter.
    pub(super) id: u8,
    /// Horizontal sampling factor.
    pub(super) across: u8,
    /// Vertical sampling factor.
    pub(super) down: u8,
}

const HUFFMAN_TABLES: u8 = 0xc4;
const JFIF: u8 = 0xe0;
const ADOBE: u8 = 0xee;
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
                    let at = bytes.len() - after.len() - MARKER;
                    outline.record(marker, segment, at);
                    rest = next;
                }
            }
        }

        outline
    }

    /// Whether the decoder must keep all coefficients until the last scan.
    pub(super) fn is_buffered(&self) -> bool {
        self.frame
            .as_ref()
            .is_some_and(|frame| frame.is_progressive() || !self.is_interleaved(frame))
    }

    /// Whether the first scan has all components.
    pub(super) fn is_interleaved(&self, frame: &Frame) -> bool {
        self.first_scan.map(usize::from) == Some(frame.components.len())
    }

    /// What the components mean, by the rules of libjpeg.
    pub(super) fn coding(&self) -> Coding {
        let components = self
            .frame
            .as_ref()
            .map_or(&[][..], |frame| &frame.components);
        let is_chroma = match (components.len(), self.adobe) {
            (3, _) if self.is_jfif => true,
            (3, Some(transform)) => transform != 0,
            (3, None) => !components.iter().map(|component| component.id).eq(*b"RGB"),
            (4, Some(transform)) => transform == 2,
            _ => false,
        };

        if is_chroma {
            Coding::LumaAndChroma
        } else {
            Coding::Plain
        }
    }

    fn record(&mut self, marker: u8, segment: &[u8], at: usize) {
        match (marker, segment) {
            (HUFFMAN_TABLES, _) => self.has_tables = true,
            (JFIF, [b'J', b'F', b'I', b'F', 0, ..]) => self.is_jfif = true,
            (
                ADOBE,
                [
                    b'A',
                    b'd',
                    b'o',
                    b'b',
                    b'e',
                    _,
                    _,
                    _,
                    _,
                    _,
                    _,
                    transform,
                    ..,
                ],
            ) => {
                self.adobe = Some(*transform);
            }
            // C8 and CC are no starts of frame but an extension and tables.
            (0xc0..=0xcf, [precision, h0, h1, w0, w1, _, components @ ..])
                if !matches!(marker, 0xc8 | 0xcc) =>
            {
                let components = components.as_chunks().0.iter();
                let frame = Frame {
                    kind: marker - 0xc0,
                    precision: *precision,
                    width: u16::from_be_bytes([*w0, *w1]),
                    height: u16::from_be_bytes([*h0, *h1]),
                    components: components
                        .map(|&[id, sampling, _]: &[u8; 3]| Component {
                            id,
                            across: sampling >> 4,
                            down: sampling & 15,
                        })
                        .collect(),
                };
                self.frame.get_or_insert(frame);
            }
            (START_OF_SCAN, [components, ..]) => {
                if self.first_scan.is_none() {
                    self.first_scan = Some(*components);
                    self.first_scan_at = at;
                }
                self.scans += 1;
            }
            _ => {}
        }
    }
}

impl Frame {
    /// Whether the coefficients come in several passes.
    pub(super) fn is_progressive(&self) -> bool {
        self.kind == 2
    }

    /// The largest sampling factor.
    pub(super) fn most(&self, factor: impl Fn(&Component) -> u8) -> u8 {
        self.components.iter().map(factor).max().unwrap_or(1)
    }
}

/// Bytes of a marker.
const MARKER: usize = 2;

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

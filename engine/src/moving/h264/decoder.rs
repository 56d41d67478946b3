//! Decodes a stream frame by frame, in the order of the file.

use rusty_h264::{DecodeError, Decoder, YuvFrame};

use super::{access_units, coding::ColourCoding, colour, parameters::StreamParameters};
use crate::image::Picture;

/// Why a stream is not decoded.
#[derive(Debug)]
pub(in crate::moving) enum StreamError {
    /// It uses what the decoder does not know.
    Unsupported(&'static str),
    /// It is damaged.
    Broken(String),
}

impl From<DecodeError> for StreamError {
    fn from(error: DecodeError) -> Self {
        match error {
            DecodeError::Unsupported(feature) => Self::Unsupported(feature),
            error => Self::Broken(error.to_string()),
        }
    }
}

/// A decoder with the parameters of its stream.
pub(in crate::moving) struct StreamDecoder {
    decoder: Decoder,
    parameters: StreamParameters,
    /// What the container says, which counts for more than the stream.
    colours: Option<ColourCoding>,
    length_bytes: usize,
}

/// A frame that is not yet converted, since it may not be needed.
pub(in crate::moving) struct DecodedFrame {
    frame: YuvFrame,
}

impl StreamDecoder {
    /// Begins with the units of parameters of a container.
    pub(in crate::moving) fn new(
        units: &[&[u8]],
        parameters: StreamParameters,
        colours: Option<ColourCoding>,
        length_bytes: usize,
    ) -> Result<Self, StreamError> {
        let mut decoder = Decoder::new();
        let bytes = access_units::read_parameters(units, &parameters)
            .map_err(|error| StreamError::Broken(error.to_owned()))?;
        decoder.decode(&bytes)?;

        Ok(Self {
            decoder,
            parameters,
            colours,
            length_bytes,
        })
    }

    /// Decodes the next sample; `None` if it holds no picture.
    pub(in crate::moving) fn decode(
        &mut self,
        sample: &[u8],
    ) -> Result<Option<DecodedFrame>, StreamError> {
        let unit = access_units::read(sample, self.length_bytes, &self.parameters)
            .map_err(|error| StreamError::Broken(error.to_owned()))?;
        let frame = self.decoder.decode(&unit.bytes)?;
        if frame.is_none() && unit.has_picture {
            return Err(StreamError::Broken("a frame is incomplete".to_owned()));
        }

        Ok(frame.map(|frame| DecodedFrame { frame }))
    }

    /// The picture that a frame shows.
    pub(in crate::moving) fn picture(&self, frame: &DecodedFrame) -> Option<Picture> {
        colour::to_picture(&frame.frame, &self.parameters, self.colours)
    }
}

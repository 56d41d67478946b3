//! What a process makes things with.

use crate::workers::jobs::MakeMakers;

/// What makes the jobs of this process.
#[derive(Clone, Default)]
pub struct Devices {
    /// The painters, one for each painting at a time.
    pub painters: Vec<MakeMakers>,
    /// The quick lane; `None` leaves it to other processes.
    pub quick: Option<MakeMakers>,
}

impl Devices {
    /// Painters, and a quick lane with makers like those of the first one.
    #[must_use]
    pub fn for_everything(painters: Vec<MakeMakers>) -> Self {
        Self {
            quick: painters.first().cloned(),
            painters,
        }
    }

    /// Painters alone.
    #[must_use]
    pub fn painters(painters: Vec<MakeMakers>) -> Self {
        Self {
            painters,
            quick: None,
        }
    }
}

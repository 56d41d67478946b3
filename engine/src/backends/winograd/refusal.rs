//! Why AMX is not used.

/// Why AMX is not used: see `amx`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AmxRefusal {
    /// The processor has none.
    Processor,
    /// The system does not keep them for programs, or did not allow them to this one.
    System,
    /// A product in tiles was not what plain arithmetic says.
    WrongProduct,
}

impl std::fmt::Display for AmxRefusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Processor => "the processor has no AMX with bf16",
            Self::System => "the system does not allow AMX to this process",
            Self::WrongProduct => "AMX multiplies wrongly here",
        })
    }
}

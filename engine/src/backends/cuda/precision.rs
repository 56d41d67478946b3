//! The number formats that the network can work in.

/// How numbers are kept and multiplied. Sums are always f32.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    /// f32 throughout: for comparison with the other networks, and for GPUs before 2020.
    Single,
    /// f32 in memory, products of TF32 on the tensor cores: for raw networks, whose losses are
    /// small differences of large numbers.
    Tf32,
    /// bf16 in memory, products on the tensor cores.
    Bf16,
}

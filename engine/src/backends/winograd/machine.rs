//! What a convolution runs on.

use super::{
    memory::{Buffer, Lanes},
    simd::Level,
    thread_pool::ThreadPool,
};

/// What runs the work: the threads, the vector unit and the memory that is free again after each
/// step.
pub(super) struct Machine {
    pub(super) level: Level,
    pub(super) thread_pool: ThreadPool,
    pub(super) scratch: Buffer<Lanes>,
}

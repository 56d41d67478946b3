//! What runs the network's work: threads, vector unit and scratch memory.

use super::{
    memory::{Buffer, Lanes},
    simd::Level,
    thread_pool::ThreadPool,
};

/// The threads, the vector unit, and memory that is free again after each convolution or sum.
pub(super) struct Executor {
    pub(super) level: Level,
    pub(super) thread_pool: ThreadPool,
    pub(super) scratch: Buffer<Lanes>,
}

impl Executor {
    /// One thread for each processor.
    pub(super) fn new(level: Level) -> Self {
        Self {
            level,
            thread_pool: ThreadPool::new(),
            scratch: Buffer::default(),
        }
    }
}

//! The number by which VKontakte knows a message that is sent once more.

use crate::domain::ids::OutboxId;

/// Sends may be repeated by this number of 32 bits, which VKontakte knows for each chat; 0 would
/// mean that each is a new one. No two rows of a database share one before there are four billion;
/// the salt scatters them otherwise for each database, for VKontakte would swallow new messages
/// under the numbers of one that was deleted.
pub(super) fn random_id(id: OutboxId, salt: u64) -> i32 {
    let before = (salt >> 32) as u32;
    let after = salt as u32;
    let mixed = scatter(id.0.cast_unsigned() as u32 ^ before) ^ after;
    if mixed == 0 { 1 } else { mixed.cast_signed() }
}

/// Each number becomes another one, and no two the same (the last steps of `MurmurHash3`).
const fn scatter(number: u32) -> u32 {
    let mixed = (number ^ (number >> 16)).wrapping_mul(0x85eb_ca6b);
    let mixed = (mixed ^ (mixed >> 13)).wrapping_mul(0xc2b2_ae35);
    mixed ^ (mixed >> 16)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_number_for_repetitions_is_never_0_and_of_one_message_alone() {
        for salt in [0, 1, u64::MAX, 0x0123_4567_89ab_cdef] {
            let numbers: BTreeSet<i32> = (0..100_000)
                .map(|id| random_id(OutboxId(id), salt))
                .collect();
            assert_eq!(numbers.len(), 100_000);
            assert!(!numbers.contains(&0));
            assert_eq!(
                random_id(OutboxId(5), salt),
                random_id(OutboxId(5), salt),
                "a repetition keeps its number"
            );
        }

        assert_eq!(random_id(OutboxId(0), 0), 1, "the one that would be 0");
    }

    #[test]
    fn a_new_database_does_not_use_the_numbers_of_the_last_one() {
        let numbers = |salt| (1..=10_000).map(move |id| random_id(OutboxId(id), salt));
        let before: BTreeSet<i32> = numbers(0x9e37_79b9_7f4a_7c15).collect();

        for salt in [0, 0x7f4a_7c15, 0x9e37_79b9 << 32, 0xbf58_476d_1ce4_e5b9] {
            let again = numbers(salt)
                .filter(|number| before.contains(number))
                .count();
            assert!(again <= 2, "{again} of 10,000 with {salt:x}");
        }
    }
}

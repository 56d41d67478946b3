//! `random_id`, by which VKontakte drops a message that is sent twice.

use crate::domain::ids::OutboxId;

/// The `random_id` of a message: 32 bits, made from its outbox id and the database's salt. VKontakte
/// compares it within a chat, and 0 would mean that every message is new.
///
/// Within a database all are different up to four billion messages. The salt makes those of another
/// database different, since VKontakte would drop new messages that reuse the ids of a database
/// that was deleted.
pub(super) fn random_id(id: OutboxId, salt: u64) -> i32 {
    let high = (salt >> 32) as u32;
    let low = salt as u32;
    let mixed = scramble(id.0.cast_unsigned() as u32 ^ high) ^ low;
    if mixed == 0 { 1 } else { mixed.cast_signed() }
}

/// Maps every number to another one, no two to the same (the last steps of `MurmurHash3`).
const fn scramble(number: u32) -> u32 {
    let mixed = (number ^ (number >> 16)).wrapping_mul(0x85eb_ca6b);
    let mixed = (mixed ^ (mixed >> 13)).wrapping_mul(0xc2b2_ae35);
    mixed ^ (mixed >> 16)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn a_random_id_is_never_0_and_belongs_to_one_message() {
        for salt in [0, 1, u64::MAX, 0x0123_4567_89ab_cdef] {
            let ids: BTreeSet<i32> = (0..100_000)
                .map(|id| random_id(OutboxId(id), salt))
                .collect();
            assert_eq!(ids.len(), 100_000);
            assert!(!ids.contains(&0));
            assert_eq!(
                random_id(OutboxId(5), salt),
                random_id(OutboxId(5), salt),
                "a message that is sent again keeps its id"
            );
        }

        assert_eq!(random_id(OutboxId(0), 0), 1, "the one that would be 0");
    }

    #[test]
    fn a_new_database_does_not_reuse_the_ids_of_the_last_one() {
        let ids = |salt| (1..=10_000).map(move |id| random_id(OutboxId(id), salt));
        let before: BTreeSet<i32> = ids(0x9e37_79b9_7f4a_7c15).collect();

        for salt in [0, 0x7f4a_7c15, 0x9e37_79b9 << 32, 0xbf58_476d_1ce4_e5b9] {
            let again = ids(salt).filter(|id| before.contains(id)).count();
            assert!(again <= 2, "{again} of 10,000 with {salt:x}");
        }
    }
}

//! The name of this process, for leases, the log and the metrics.

use rustix::system::uname;

use crate::clock::Chance;

/// The most letters of a host's name that are used.
const LONGEST_HOST: usize = 40;

/// The name of a process among all that work on one database: its host, and four random bytes. The
/// system's number of a process does not do, as it is 1 in every container.
#[must_use]
pub fn process_name(chance: Chance) -> String {
    let host = uname();
    let host = host.nodename().to_string_lossy();

    name(&host, chance.bytes())
}

fn name(host: &str, random: [u8; 4]) -> String {
    // Of a full name, the first part tells machines apart.
    let host: String = host
        .split('.')
        .next()
        .unwrap_or_default()
        .chars()
        .filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-')
        .take(LONGEST_HOST)
        .collect();
    let host = if host.is_empty() { "host" } else { &*host };

    format!("{host}-{}", hex::encode(random))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_the_host_and_something_random() {
        let random = [0, 1, 0xab, 0xff];
        assert_eq!(name("painter-3", random), "painter-3-0001abff");
        assert_eq!(name("gpu1.example.org", random), "gpu1-0001abff");
        assert_eq!(name("Машина", random), "host-0001abff");
        assert_eq!(name(&"a".repeat(64), random).len(), LONGEST_HOST + 9);
        assert_ne!(process_name(Chance), process_name(Chance));
    }
}

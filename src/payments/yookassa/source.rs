//! Where YooKassa's notifications come from.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Networks, by their first address and the length of what they have in common.
const FOUR: [(Ipv4Addr, u32); 6] = [
    (Ipv4Addr::new(185, 71, 76, 0), 27),
    (Ipv4Addr::new(185, 71, 77, 0), 27),
    (Ipv4Addr::new(77, 75, 153, 0), 25),
    (Ipv4Addr::new(77, 75, 156, 11), 32),
    (Ipv4Addr::new(77, 75, 156, 35), 32),
    (Ipv4Addr::new(77, 75, 154, 128), 25),
];
const SIX: [(Ipv6Addr, u32); 4] = [
    (Ipv6Addr::new(0x2a02, 0x5180, 0, 0x1509, 0, 0, 0, 0), 64),
    (Ipv6Addr::new(0x2a02, 0x5180, 0, 0x1533, 0, 0, 0, 0), 64),
    (Ipv6Addr::new(0x2a02, 0x5180, 0, 0x2655, 0, 0, 0, 0), 64),
    (Ipv6Addr::new(0x2a02, 0x5180, 0, 0x2669, 0, 0, 0, 0), 64),
];

/// Whether an address is one of YooKassa's.
pub(super) fn is_theirs(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => FOUR.iter().any(|(first, common)| {
            (address.to_bits() ^ first.to_bits()).leading_zeros() >= *common
        }),
        IpAddr::V6(address) => SIX.iter().any(|(first, common)| {
            (address.to_bits() ^ first.to_bits()).leading_zeros() >= *common
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(address: &str) -> IpAddr {
        address.parse().unwrap()
    }

    #[test]
    fn the_published_networks_and_nothing_beside_them() {
        let theirs = [
            "185.71.76.0",
            "185.71.76.31",
            "185.71.77.7",
            "77.75.153.127",
            "77.75.156.11",
            "77.75.156.35",
            "77.75.154.128",
            "77.75.154.255",
            "::ffff:185.71.76.1",
            "2a02:5180:0:1509::1",
            "2a02:5180:0:2669:ffff:ffff:ffff:ffff",
        ];

        for address in theirs {
            assert!(is_theirs(ip(address)), "{address}");
        }

        let others = [
            "185.71.76.32",
            "185.71.75.255",
            "77.75.153.128",
            "77.75.156.12",
            "77.75.154.127",
            "127.0.0.1",
            "::1",
            "2a02:5180:0:1510::1",
            "2a02:5180:1:1509::1",
        ];

        for address in others {
            assert!(!is_theirs(ip(address)), "{address}");
        }
    }
}

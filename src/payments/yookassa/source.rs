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
        IpAddr::V4(address) => {
            FOUR.iter().any(|(first, common)| (address.to_bits() ^ first.to_bits()).leading_zeros() >= *common)
        }
        IpAddr::V6(address) => {
            SIX.iter().any(|(first, common)| (address.to_bits() ^ first.to_bits()).leading_zeros() >= *common)
        }
    }
}

/// Who has sent a request: the one at the other end of the connection, unless that is a proxy of the operator's. Then it
/// is the last one before it of whom `X-Forwarded-For` tells: what stands further to the left anybody can have written.
pub(super) fn sender(peer: IpAddr, forwarded_for: Option<&str>, proxies: &[IpAddr]) -> IpAddr {
    let is_proxy = |address: &IpAddr| proxies.iter().any(|proxy| proxy.to_canonical() == address.to_canonical());
    if !is_proxy(&peer) {
        return peer;
    }
    let told = forwarded_for.unwrap_or_default().rsplit(',').map_while(|part| part.trim().parse::<IpAddr>().ok());
    told.into_iter().find(|address| !is_proxy(address)).unwrap_or(peer)
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

    #[test]
    fn what_a_stranger_says_of_itself_counts_for_nothing() {
        let (stranger, proxy) = (ip("203.0.113.9"), ip("10.0.0.2"));
        assert_eq!(sender(stranger, Some("185.71.76.1"), &[]), stranger);
        assert_eq!(sender(stranger, Some("185.71.76.1"), &[proxy]), stranger);
    }

    #[test]
    fn a_proxy_tells_who_was_there_and_not_what_that_one_said() {
        let proxies = [ip("10.0.0.2"), ip("10.0.0.3")];
        let from = |told| sender(ip("10.0.0.2"), told, &proxies);
        assert_eq!(from(Some("185.71.76.1")), ip("185.71.76.1"));
        assert_eq!(from(Some("185.71.76.1, 203.0.113.9")), ip("203.0.113.9"));
        assert_eq!(from(Some("203.0.113.9, 185.71.76.1, 10.0.0.3")), ip("185.71.76.1"));
        assert_eq!(from(Some("185.71.76.1, nonsense")), ip("10.0.0.2"));
        assert_eq!(from(None), ip("10.0.0.2"));
    }
}

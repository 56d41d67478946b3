//! The networks that YooKassa's notifications come from, as published at
//! <https://yookassa.ru/developers/using-api/webhooks>.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

const NETWORKS: [IpNet; 10] = [
    v4([185, 71, 76, 0], 27),
    v4([185, 71, 77, 0], 27),
    v4([77, 75, 153, 0], 25),
    v4([77, 75, 156, 11], 32),
    v4([77, 75, 156, 35], 32),
    v4([77, 75, 154, 128], 25),
    v6([0x2a02, 0x5180, 0, 0x1509], 64),
    v6([0x2a02, 0x5180, 0, 0x1533], 64),
    v6([0x2a02, 0x5180, 0, 0x2655], 64),
    v6([0x2a02, 0x5180, 0, 0x2669], 64),
];

const fn v4(address: [u8; 4], prefix: u8) -> IpNet {
    let [a, b, c, d] = address;
    IpNet::V4(Ipv4Net::new_assert(Ipv4Addr::new(a, b, c, d), prefix))
}

const fn v6(address: [u16; 4], prefix: u8) -> IpNet {
    let [a, b, c, d] = address;
    let address = Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0);
    IpNet::V6(Ipv6Net::new_assert(address, prefix))
}

/// Whether an address is in one of the networks.
pub(super) fn contain(address: IpAddr) -> bool {
    let address = address.to_canonical();
    NETWORKS.iter().any(|network| network.contains(&address))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(address: &str) -> IpAddr {
        address.parse().unwrap()
    }

    #[test]
    fn the_published_networks_and_no_others_are_trusted() {
        let trusted = [
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

        for address in trusted {
            assert!(contain(ip(address)), "{address}");
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
            assert!(!contain(ip(address)), "{address}");
        }
    }
}

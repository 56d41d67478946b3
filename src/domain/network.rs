//! Networks that requests come from. A cookie costs a stranger nothing and an address costs them
//! something, so whatever costs us something is counted by networks as well as by persons.

use std::net::{IpAddr, Ipv6Addr};

use sha2::{Digest, Sha256};

/// The bits of an IPv6 address that one household, or one rented machine, cannot choose.
const NETWORK_BITS_V6: u32 = 64;

/// One IPv4 address, or the /64 network of an IPv6 address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Network(IpAddr);

impl Network {
    /// The network of an address.
    #[must_use]
    pub fn from_address(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V4(address) => address.into(),
            IpAddr::V6(address) => {
                let host_bits = u128::BITS - NETWORK_BITS_V6;
                Ipv6Addr::from_bits(address.to_bits() >> host_bits << host_bits).into()
            }
        })
    }

    /// A digest that tells two networks apart, and that nobody without the salt can turn back into
    /// an address.
    #[must_use]
    pub fn digest(self, salt: &[u8]) -> String {
        let mut hash = Sha256::new_with_prefix(salt);
        match self.0 {
            IpAddr::V4(address) => hash.update(address.octets()),
            IpAddr::V6(address) => hash.update(address.octets()),
        }

        let digest = hash.finalize();
        digest[..16]
            .iter()
            .fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn network(address: &str) -> Network {
        Network::from_address(address.parse().unwrap())
    }

    #[test]
    fn an_ipv4_address_is_a_network_of_its_own() {
        assert_eq!(network("203.0.113.9"), network("::ffff:203.0.113.9"));
        assert_ne!(network("203.0.113.9"), network("203.0.113.8"));
    }

    #[test]
    fn ipv6_addresses_are_counted_by_the_first_64_bits() {
        assert_eq!(network("2001:db8:1:2::1"), network("2001:db8:1:2:ffff::9"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
    }

    #[test]
    fn a_digest_depends_on_the_salt_and_the_network() {
        let digest = network("203.0.113.9").digest(b"salt");
        assert_eq!(digest, network("203.0.113.9").digest(b"salt"));
        assert_eq!(digest.len(), 32);
        assert_ne!(digest, network("203.0.113.9").digest(b"other"));
        assert_ne!(digest, network("203.0.113.8").digest(b"salt"));
    }
}

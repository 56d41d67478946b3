//! Finds out who sent a request that may have passed through the operator's own proxies.

use std::net::IpAddr;

use ipnet::IpNet;
use serde::Deserialize;

/// The operator's own proxies in front of the service: single addresses and whole networks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub struct TrustedProxies(Vec<IpNet>);

/// What is neither an address nor a network.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is neither an IP address nor a network such as \"10.0.0.0/8\"")]
pub struct NoNetwork(String);

impl TryFrom<Vec<String>> for TrustedProxies {
    type Error = NoNetwork;

    fn try_from(texts: Vec<String>) -> Result<Self, NoNetwork> {
        let networks = texts
            .into_iter()
            .map(|text| network(&text).ok_or(NoNetwork(text)));
        networks.collect::<Result<_, _>>().map(Self)
    }
}

fn network(text: &str) -> Option<IpNet> {
    let address = text.parse::<IpAddr>();
    address.map_or_else(
        |_| text.parse().ok(),
        |address| Some(address.to_canonical().into()),
    )
}

impl TrustedProxies {
    /// The address that sent a request: the peer of the connection, unless that is a trusted
    /// proxy. Then it is the rightmost address of `X-Forwarded-For` that is not a proxy; anything
    /// further to the left can be forged.
    #[must_use]
    pub fn sender(&self, peer: IpAddr, forwarded_for: Option<&str>) -> IpAddr {
        if !self.contains(peer) {
            return peer;
        }

        forwarded_for
            .unwrap_or_default()
            .rsplit(',')
            .map_while(|part| part.trim().parse().ok())
            .find(|address| !self.contains(*address))
            .unwrap_or(peer)
    }

    /// Whether this is the address of one of them.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.0.iter().any(|network| network.contains(&address))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(address: &str) -> IpAddr {
        address.parse().unwrap()
    }

    fn proxies(networks: &[&str]) -> TrustedProxies {
        let networks: Vec<String> = networks.iter().map(|&network| network.into()).collect();
        networks.try_into().unwrap()
    }

    #[test]
    fn what_a_stranger_says_of_itself_counts_for_nothing() {
        let stranger = ip("203.0.113.9");
        let forged = Some("185.71.76.1");
        assert_eq!(proxies(&[]).sender(stranger, forged), stranger);
        assert_eq!(proxies(&["10.0.0.2"]).sender(stranger, forged), stranger);
    }

    #[test]
    fn a_proxy_tells_who_was_there_and_not_what_that_one_said() {
        let proxies = proxies(&["10.0.0.2", "10.0.0.3"]);
        let sender = |forwarded_for| proxies.sender(ip("10.0.0.2"), forwarded_for);
        assert_eq!(sender(Some("185.71.76.1")), ip("185.71.76.1"));
        assert_eq!(sender(Some("185.71.76.1, 203.0.113.9")), ip("203.0.113.9"));
        assert_eq!(
            sender(Some("203.0.113.9, 185.71.76.1, 10.0.0.3")),
            ip("185.71.76.1")
        );

        assert_eq!(sender(Some("185.71.76.1, nonsense")), ip("10.0.0.2"));
        assert_eq!(sender(None), ip("10.0.0.2"));
    }

    #[test]
    fn a_network_of_proxies_is_trusted_as_a_whole() {
        let proxies = proxies(&["10.0.0.0/8", "fd00::/8"]);
        let visitor = ip("203.0.113.9");
        for proxy in ["10.1.2.3", "::ffff:10.1.2.3", "fd00::1"] {
            assert_eq!(proxies.sender(ip(proxy), Some("203.0.113.9")), visitor);
        }

        assert_eq!(
            proxies.sender(ip("11.0.0.1"), Some("203.0.113.9")),
            ip("11.0.0.1")
        );
    }

    #[test]
    fn what_is_no_network_is_refused() {
        for text in ["a", "10.0.0.0/33", ""] {
            assert!(
                TrustedProxies::try_from(vec![text.to_owned()]).is_err(),
                "{text}"
            );
        }
    }
}

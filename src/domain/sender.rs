//! Who is at the other end of a connection.

use std::net::IpAddr;

/// Who has sent a request: the one at the other end of the connection, unless that is a proxy of
/// the operator's. Then it is the last one before it of whom `X-Forwarded-For` tells: what stands
/// further to the left anybody can have written.
#[must_use]
pub fn sender(peer: IpAddr, forwarded_for: Option<&str>, proxies: &[IpAddr]) -> IpAddr {
    let is_proxy = |address: &IpAddr| {
        proxies
            .iter()
            .any(|proxy| proxy.to_canonical() == address.to_canonical())
    };

    if !is_proxy(&peer) {
        return peer;
    }

    let told = forwarded_for
        .unwrap_or_default()
        .rsplit(',')
        .map_while(|part| part.trim().parse::<IpAddr>().ok());
    told.into_iter()
        .find(|address| !is_proxy(address))
        .unwrap_or(peer)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(address: &str) -> IpAddr {
        address.parse().unwrap()
    }

    #[test]
    fn what_a_stranger_says_of_itself_counts_for_nothing() {
        let stranger = ip("203.0.113.9");
        let proxy = ip("10.0.0.2");
        assert_eq!(sender(stranger, Some("185.71.76.1"), &[]), stranger);
        assert_eq!(sender(stranger, Some("185.71.76.1"), &[proxy]), stranger);
    }

    #[test]
    fn a_proxy_tells_who_was_there_and_not_what_that_one_said() {
        let proxies = [ip("10.0.0.2"), ip("10.0.0.3")];
        let from = |told| sender(ip("10.0.0.2"), told, &proxies);
        assert_eq!(from(Some("185.71.76.1")), ip("185.71.76.1"));
        assert_eq!(from(Some("185.71.76.1, 203.0.113.9")), ip("203.0.113.9"));
        assert_eq!(
            from(Some("203.0.113.9, 185.71.76.1, 10.0.0.3")),
            ip("185.71.76.1")
        );

        assert_eq!(from(Some("185.71.76.1, nonsense")), ip("10.0.0.2"));
        assert_eq!(from(None), ip("10.0.0.2"));
    }
}

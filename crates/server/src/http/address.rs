//! From which address a request comes: the one of the connection, or the one that trusted proxies name.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::http::{HeaderMap, HeaderName, header};
use clap::ValueEnum;

/// The header to which proxies add the address of whom they forward.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum ProxyHeader {
    /// `X-Forwarded-For: 192.0.2.1, 198.51.100.2`
    #[default]
    XForwardedFor,
    /// `Forwarded: for=192.0.2.1, for=198.51.100.2` (RFC 7239)
    Forwarded,
}

/// The proxies in front of the server that are trusted, and where they write.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Proxies {
    /// So many of them add to the header; 0 when it is not looked at.
    pub count: usize,
    /// The header.
    pub header: ProxyHeader,
}

/// Where a request comes from, as far as one user can change it at will: of an IPv6 address its network of 64 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Place(IpAddr);

impl Place {
    /// The bytes of the address.
    pub(super) fn octets(self) -> Vec<u8> {
        match self.0 {
            IpAddr::V4(short) => short.octets().to_vec(),
            IpAddr::V6(long) => long.octets().to_vec(),
        }
    }
}

impl From<IpAddr> for Place {
    fn from(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX))),
            short @ IpAddr::V4(_) => short,
        })
    }
}

impl Proxies {
    /// The place of whoever sent a request over a connection from `peer`. What stands before the entries of the
    /// trusted proxies was written by anybody and is not looked at.
    pub(super) fn place(self, peer: IpAddr, headers: &HeaderMap) -> Place {
        if self.count == 0 {
            return peer.into();
        }
        let name = match self.header {
            ProxyHeader::XForwardedFor => HeaderName::from_static("x-forwarded-for"),
            ProxyHeader::Forwarded => header::FORWARDED,
        };
        let lines = headers.get_all(name);
        let entries: Vec<&str> = lines
            .iter()
            .filter_map(|line| line.to_str().ok())
            .flat_map(|line| line.split(','))
            .collect();
        // The last one was written by the proxy that we see, the one before by the proxy that it sees, and so on.
        let entry = entries
            .len()
            .checked_sub(self.count)
            .or(Some(0))
            .and_then(|place| entries.get(place));
        entry
            .and_then(|entry| match self.header {
                ProxyHeader::XForwardedFor => address(entry),
                ProxyHeader::Forwarded => forwarded(entry),
            })
            .unwrap_or(peer)
            .into()
    }
}

/// `for=192.0.2.43;proto=https`, `for="[2001:db8::17]:4711"`; names that hide an address are none.
fn forwarded(entry: &str) -> Option<IpAddr> {
    let mut pairs = entry.split(';').filter_map(|pair| pair.trim().split_once('='));
    let (_, value) = pairs.find(|(name, _)| name.eq_ignore_ascii_case("for"))?;
    address(value.trim().trim_matches('"'))
}

/// An address with or without a port.
fn address(text: &str) -> Option<IpAddr> {
    let text = text.trim();
    let plain = text.trim_start_matches('[').trim_end_matches(']');
    plain
        .parse()
        .ok()
        .or_else(|| text.parse::<SocketAddr>().ok().map(|with_port| with_port.ip()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many proxies are trusted, the header, what it says: where the request comes from. The connection comes
    /// from 10.0.0.1.
    #[test]
    fn where_a_request_comes_from() {
        use ProxyHeader::{Forwarded, XForwardedFor};
        let table: [(usize, ProxyHeader, &[&str], &str); 16] = [
            (0, XForwardedFor, &["192.0.2.1"], "10.0.0.1"),
            (1, XForwardedFor, &[], "10.0.0.1"),
            (1, XForwardedFor, &["192.0.2.1"], "192.0.2.1"),
            // What the client wrote itself stands before.
            (1, XForwardedFor, &["203.0.113.9, 192.0.2.1"], "192.0.2.1"),
            (1, XForwardedFor, &["203.0.113.9", "192.0.2.1"], "192.0.2.1"),
            (
                2,
                XForwardedFor,
                &["203.0.113.9, 192.0.2.1, 10.0.0.2"],
                "192.0.2.1",
            ),
            // Fewer proxies were passed than there are.
            (2, XForwardedFor, &["192.0.2.1"], "192.0.2.1"),
            (1, XForwardedFor, &["192.0.2.1:4711"], "192.0.2.1"),
            (1, XForwardedFor, &["2001:db8:1:2:3:4:5:6"], "2001:db8:1:2::"),
            (
                1,
                XForwardedFor,
                &["[2001:db8:1:2:3:4:5:6]:4711"],
                "2001:db8:1:2::",
            ),
            (1, XForwardedFor, &["::ffff:192.0.2.1"], "192.0.2.1"),
            (1, XForwardedFor, &["unknown"], "10.0.0.1"),
            (1, Forwarded, &["for=192.0.2.1;proto=https"], "192.0.2.1"),
            (
                1,
                Forwarded,
                &["for=\"a, for=203.0.113.9, For=\"[2001:db8:1:2::7]:4711\""],
                "2001:db8:1:2::",
            ),
            (1, Forwarded, &["for=_hidden"], "10.0.0.1"),
            (1, Forwarded, &["proto=https"], "10.0.0.1"),
        ];
        for (count, header, lines, expected) in table {
            let mut headers = HeaderMap::new();
            for line in lines {
                let name = if header == Forwarded {
                    "forwarded"
                } else {
                    "x-forwarded-for"
                };
                headers.append(name, line.parse().unwrap());
            }
            let found = Proxies { count, header }.place("10.0.0.1".parse().unwrap(), &headers);
            assert_eq!(
                found,
                Place(expected.parse().unwrap()),
                "{count} {header:?} {lines:?}"
            );
        }
        // The header that is not named is not looked at.
        let mut headers = HeaderMap::new();
        headers.append("forwarded", "for=203.0.113.9".parse().unwrap());
        let proxies = Proxies {
            count: 1,
            header: XForwardedFor,
        };
        assert_eq!(
            proxies.place("10.0.0.1".parse().unwrap(), &headers),
            Place("10.0.0.1".parse().unwrap())
        );
    }
}

//! How often somebody may ask: whoever is signed in by their person, everybody else by the address. Each server counts
//! for itself, in memory.

use std::{
    hash::Hash,
    net::SocketAddr,
    num::NonZeroU32,
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, StatusCode, header, request::Parts},
    middleware::Next,
    response::Response,
};
use governor::{Quota, RateLimiter, clock::Clock, clock::DefaultClock, state::keyed::HashMapStateStore};
use serde_json::{Map, json};
use talkoot_domain::{ids::PersonId, language::Language};

use super::{
    Site,
    address::{Place, Proxies},
    refusal::{Reader, Refusal},
};

/// So many requests a minute, and as many at once after a pause; without a number as many as one likes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rates {
    /// GraphQL requests of one person who is signed in.
    pub person: Option<NonZeroU32>,
    /// Files and tables of one person, up and down.
    pub files: Option<NonZeroU32>,
    /// Requests of one address for which nobody is signed in: GraphQL, public pages, surveys, calendars.
    pub address: Option<NonZeroU32>,
    /// Requests of one address to sign in, and with tokens and sessions that are none.
    pub sign_in: Option<NonZeroU32>,
    /// Who says what the address is.
    pub proxies: Proxies,
}

/// What was counted.
pub(super) struct Counted {
    person: Option<Counter<PersonId>>,
    files: Option<Counter<PersonId>>,
    address: Option<Counter<Place>>,
    sign_in: Option<Counter<Place>>,
    proxies: Proxies,
}

impl Counted {
    pub(super) fn new(rates: &Rates) -> Self {
        Self {
            person: rates.person.map(Counter::new),
            files: rates.files.map(Counter::new),
            address: rates.address.map(Counter::new),
            sign_in: rates.sign_in.map(Counter::new),
            proxies: rates.proxies,
        }
    }

    /// Counts a request of somebody who is signed in.
    ///
    /// # Errors
    /// The answer, when it is one too many.
    pub(super) fn by_person(&self, parts: &Parts, person: PersonId) -> Result<(), Box<Response>> {
        let counter = if parts.uri.path() == "/graphql" {
            &self.person
        } else {
            &self.files
        };
        pass(counter.as_ref(), &person, parts.uri.path(), &parts.headers)
    }

    /// Counts a request for which nobody has signed in.
    ///
    /// # Errors
    /// The answer, when it is one too many.
    pub(super) fn by_address(&self, parts: &Parts) -> Result<(), Box<Response>> {
        let path = parts.uri.path();
        // Programs of the sign-in service end sessions there, of many people at once.
        let signs_in = path.starts_with("/sign-") && path != "/sign-in/logout";
        let counter = if signs_in { &self.sign_in } else { &self.address };
        self.at_place(counter.as_ref(), parts)
    }

    /// Counts a token or session that signs nobody in: who guesses one, guesses many.
    ///
    /// # Errors
    /// The answer, when it is one too many.
    pub(super) fn by_guess(&self, parts: &Parts) -> Result<(), Box<Response>> {
        self.at_place(self.sign_in.as_ref(), parts)
    }

    fn at_place(&self, counter: Option<&Counter<Place>>, parts: &Parts) -> Result<(), Box<Response>> {
        let Some(ConnectInfo(peer)) = parts.extensions.get::<ConnectInfo<SocketAddr>>() else {
            return Ok(());
        };
        let place = self.proxies.place(peer.ip(), &parts.headers);
        pass(counter, &place, parts.uri.path(), &parts.headers)
    }
}

/// For routes that do not look at who is signed in.
pub(super) async fn by_address(State(site): State<Site>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    match site.counted.by_address(&parts) {
        Ok(()) => next.run(Request::from_parts(parts, body)).await,
        Err(refused) => *refused,
    }
}

/// After so many questions, those who have not asked for long are forgotten.
const FORGET_EVERY: u32 = 1000;

/// Counts by a key. It holds who asked within the last minute, a few dozen bytes each.
struct Counter<K: Hash + Eq + Clone> {
    most: NonZeroU32,
    limiter: RateLimiter<K, HashMapStateStore<K>, DefaultClock>,
    asked: AtomicU32,
}

impl<K: Hash + Eq + Clone> Counter<K> {
    fn new(most: NonZeroU32) -> Self {
        Self {
            most,
            limiter: RateLimiter::hashmap(Quota::per_minute(most)),
            asked: AtomicU32::new(0),
        }
    }

    /// How long to wait, when it is one too many.
    fn wait(&self, key: &K) -> Option<Duration> {
        if self.asked.fetch_add(1, Ordering::Relaxed) % FORGET_EVERY == FORGET_EVERY - 1 {
            self.limiter.retain_recent();
            self.limiter.shrink_to_fit();
        }
        let passed = self.limiter.check_key(key);
        passed
            .err()
            .map(|refused| refused.wait_time_from(DefaultClock::default().now()))
    }
}

fn pass<K: Hash + Eq + Clone>(
    counter: Option<&Counter<K>>,
    key: &K,
    path: &str,
    headers: &HeaderMap,
) -> Result<(), Box<Response>> {
    let Some(counter) = counter else {
        return Ok(());
    };
    let Some(wait) = counter.wait(key) else {
        return Ok(());
    };
    let seconds = wait.as_secs() + 1;
    let most = counter.most;
    let message = format!(
        "too many requests in a short time, at most {most} a minute; wait for {seconds} s and send it again, and ask for \
         more in one request rather than for the same in many"
    );
    let mut more = Map::new();
    more.insert("retryAfterSeconds".to_owned(), json!(seconds));
    let mut refused = Reader::of(path, headers).told(Refusal {
        status: StatusCode::TOO_MANY_REQUESTS,
        code: "RATE_LIMITED",
        message,
        more,
        page: words,
    });
    refused.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    Err(Box::new(refused))
}

const fn words(language: Language) -> (&'static str, &'static str) {
    match language {
        Language::Fi => (
            "Liian monta pyyntöä",
            "Tästä osoitteesta tuli liian monta pyyntöä lyhyessä ajassa. Odota minuutti ja yritä uudelleen.",
        ),
        Language::Sv => (
            "För många förfrågningar",
            "Det kom för många förfrågningar från denna adress på kort tid. Vänta en minut och försök på nytt.",
        ),
        Language::En => (
            "Too many requests",
            "Too many requests came from this address in a short time. Wait for a minute and try again.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whoever has not asked for long is not remembered.
    #[test]
    fn memory_is_bounded() {
        let counter: Counter<u32> = Counter::new(NonZeroU32::new(60_000).unwrap());
        for key in 0..20_000 {
            assert!(counter.wait(&key).is_none());
        }
        // One request of a thousandth of a second is forgotten after it.
        std::thread::sleep(Duration::from_millis(50));
        for _ in 0..FORGET_EVERY {
            assert!(counter.wait(&0).is_none());
        }
        assert!(
            counter.limiter.len() <= 2,
            "{} are remembered",
            counter.limiter.len()
        );
    }

    #[test]
    fn as_many_at_once_as_in_a_minute() {
        let counter: Counter<u32> = Counter::new(NonZeroU32::new(3).unwrap());
        let waits: Vec<bool> = (0..4).map(|_| counter.wait(&1).is_some()).collect();
        assert_eq!(waits, [false, false, false, true]);
        assert!(counter.wait(&2).is_none(), "others are not meant");
        let wait = counter.wait(&1).unwrap();
        assert!(
            wait > Duration::from_secs(15) && wait <= Duration::from_secs(20),
            "{wait:?}"
        );
    }
}

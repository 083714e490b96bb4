//! How often somebody may ask: whoever is signed in by their person, everybody else by the address.
//!
//! A server over SQLite is the only one and counts in memory. Several over one PostgreSQL count together: a tenth of
//! what somebody may ask each lets through by itself, beyond that one row of the database says how much all of them let
//! through. So over all servers it is at most what is allowed and a tenth more for each server, and who asks seldom costs
//! the database nothing.

use std::{
    collections::HashMap,
    convert::Infallible,
    hash::Hash,
    net::SocketAddr,
    num::NonZeroU32,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

use axum::{
    extract::{ConnectInfo, FromRequestParts, Request, State},
    http::{StatusCode, header, request::Parts},
    middleware::Next,
    response::Response,
};
use governor::{Quota, RateLimiter, clock::Clock, clock::DefaultClock, state::keyed::HashMapStateStore};
use serde_json::{Map, json};
use sha2::{Digest, Sha256};
use talkoot_app::{App, Engine, StorageError};
use talkoot_domain::{ids::PersonId, language::Language};
use talkoot_storage::counted_together;
use uuid::Uuid;

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
    /// Where others may count the same.
    together: Option<Together>,
}

impl Counted {
    pub(super) fn new(rates: &Rates, app: &App) -> Self {
        let is_alone = app.store().engine() == Engine::Sqlite;
        let together = (!is_alone).then(|| Together {
            app: app.clone(),
            tidied: Mutex::default(),
        });
        Self {
            person: rates.person.map(|most| Counter::new("person", most, is_alone)),
            files: rates.files.map(|most| Counter::new("files", most, is_alone)),
            address: rates.address.map(|most| Counter::new("address", most, is_alone)),
            sign_in: rates.sign_in.map(|most| Counter::new("sign_in", most, is_alone)),
            proxies: rates.proxies,
            together,
        }
    }

    /// Counts a request of somebody who is signed in.
    ///
    /// # Errors
    /// The answer, when it is one too many.
    pub(super) async fn by_person(&self, parts: &Parts, person: PersonId) -> Result<(), Box<Response>> {
        let counter = if parts.uri.path() == "/graphql" {
            &self.person
        } else {
            &self.files
        };
        self.pass(counter.as_ref(), &person, parts).await
    }

    /// Counts a request for which nobody has signed in.
    ///
    /// # Errors
    /// The answer, when it is one too many.
    pub(super) async fn by_address(&self, parts: &Parts) -> Result<(), Box<Response>> {
        let path = parts.uri.path();
        // Programs of the sign-in service end sessions there, of many people at once.
        let signs_in = path.starts_with("/sign-") && path != "/sign-in/logout";
        let counter = if signs_in { &self.sign_in } else { &self.address };
        self.at_place(counter.as_ref(), parts).await
    }

    /// Counts a token or session that signs nobody in: who guesses one, guesses many.
    ///
    /// # Errors
    /// The answer, when it is one too many.
    pub(super) async fn by_guess(&self, parts: &Parts) -> Result<(), Box<Response>> {
        self.at_place(self.sign_in.as_ref(), parts).await
    }

    /// Where a request comes from; nothing where it came over no connection.
    fn place(&self, parts: &Parts) -> Option<Place> {
        let ConnectInfo(peer) = parts.extensions.get::<ConnectInfo<SocketAddr>>()?;
        Some(self.proxies.place(peer.ip(), &parts.headers))
    }

    async fn at_place(&self, counter: Option<&Counter<Place>>, parts: &Parts) -> Result<(), Box<Response>> {
        let Some(place) = self.place(parts) else {
            return Ok(());
        };
        self.pass(counter, &place, parts).await
    }

    async fn pass<K: Counts>(
        &self,
        counter: Option<&Counter<K>>,
        key: &K,
        parts: &Parts,
    ) -> Result<(), Box<Response>> {
        let Some(counter) = counter else {
            return Ok(());
        };
        match counter.wait(key, self.together.as_ref()).await {
            None => Ok(()),
            Some(wait) => Err(Box::new(too_many(counter.most, wait, parts))),
        }
    }
}

/// For routes that do not look at who is signed in.
pub(super) async fn by_address(State(site): State<Site>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    match site.counted.by_address(&parts).await {
        Ok(()) => next.run(Request::from_parts(parts, body)).await,
        Err(refused) => *refused,
    }
}

/// Where a request comes from, in bytes, for handlers that count by it themselves; empty where nobody knows.
pub(super) struct AskedFrom(pub(super) Vec<u8>);

impl FromRequestParts<Site> for AskedFrom {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, site: &Site) -> Result<Self, Infallible> {
        let place = site.counted.place(parts);
        Ok(Self(place.map(Place::octets).unwrap_or_default()))
    }
}

/// After so many questions, those who have not asked for long are forgotten.
const FORGET_EVERY: u32 = 1000;
/// Of what somebody may ask, each of several servers lets a tenth through without asking the others.
const SHARE: u32 = 10;
const MINUTE: Duration = Duration::from_secs(60);

/// Somebody who is counted.
trait Counts: Hash + Eq + Clone {
    fn bytes(&self) -> Vec<u8>;
}

impl Counts for PersonId {
    fn bytes(&self) -> Vec<u8> {
        Uuid::from(*self).into_bytes().to_vec()
    }
}

impl Counts for Place {
    fn bytes(&self) -> Vec<u8> {
        self.octets()
    }
}

/// What several servers over one database count together.
struct Together {
    app: App,
    tidied: Mutex<Option<Instant>>,
}

impl Together {
    /// How long somebody is to wait, when it is one too many over all servers. Where the database does not answer
    /// nobody is held up: it could not be looked up either who asks.
    async fn wait(&self, who: counted_together::Who, most: NonZeroU32) -> Option<Duration> {
        let (store, now) = (self.app.store(), self.app.now().timestamp_micros());
        if self.is_untidy() {
            let _ = told(counted_together::forget(store, now).await);
        }
        let window = i64::try_from(MINUTE.as_micros()).unwrap_or(i64::MAX);
        let pace = counted_together::Pace {
            each: window / i64::from(most.get()),
            window,
        };
        let wait = told(counted_together::count(store, who, pace, now).await)??;
        Some(Duration::from_micros(u64::try_from(wait).unwrap_or_default()))
    }

    /// Once a minute.
    fn is_untidy(&self) -> bool {
        let mut tidied = self.tidied.lock().unwrap_or_else(PoisonError::into_inner);
        let is_untidy = tidied.is_none_or(|at| at.elapsed() > MINUTE);
        if is_untidy {
            *tidied = Some(Instant::now());
        }
        is_untidy
    }
}

fn told<T>(answer: Result<T, StorageError>) -> Option<T> {
    answer
        .inspect_err(|error| {
            let error = talkoot_app::told(error);
            tracing::warn!(error, "requests cannot be counted together");
        })
        .ok()
}

/// Counts by a key. It holds who asked within the last minute, a few dozen bytes each.
struct Counter<K: Counts> {
    kind: &'static str,
    most: NonZeroU32,
    /// What is let through without asking anybody; nothing where even a tenth is less than one.
    own: Option<RateLimiter<K, HashMapStateStore<K>, DefaultClock>>,
    /// Who is not let through before a time, whatever others say.
    held: Mutex<HashMap<K, Instant>>,
    asked: AtomicU32,
}

impl<K: Counts> Counter<K> {
    fn new(kind: &'static str, most: NonZeroU32, is_alone: bool) -> Self {
        let own = if is_alone {
            Some(most)
        } else {
            NonZeroU32::new(most.get() / SHARE)
        };
        Self {
            kind,
            most,
            own: own.map(|own| RateLimiter::hashmap(Quota::per_minute(own))),
            held: Mutex::default(),
            asked: AtomicU32::new(0),
        }
    }

    /// How long to wait, when it is one too many.
    async fn wait(&self, key: &K, together: Option<&Together>) -> Option<Duration> {
        let Some(together) = together else {
            return self.wait_here(key);
        };
        if let Some(wait) = self.is_held(key) {
            return Some(wait);
        }
        self.wait_here(key)?;
        let mut hash = Sha256::new();
        hash.update(self.kind.as_bytes());
        hash.update(key.bytes());
        let wait = together.wait(hash.finalize().into(), self.most).await?;
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.insert(key.clone(), Instant::now() + wait);
        Some(wait)
    }

    /// What this server knows by itself.
    fn wait_here(&self, key: &K) -> Option<Duration> {
        self.tidy();
        let Some(own) = &self.own else {
            return Some(Duration::ZERO);
        };
        let passed = own.check_key(key);
        passed
            .err()
            .map(|refused| refused.wait_time_from(DefaultClock::default().now()))
    }

    fn is_held(&self, key: &K) -> Option<Duration> {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let wait = held.get(key)?.saturating_duration_since(Instant::now());
        (!wait.is_zero()).then_some(wait)
    }

    fn tidy(&self) {
        if self.asked.fetch_add(1, Ordering::Relaxed) % FORGET_EVERY != FORGET_EVERY - 1 {
            return;
        }
        if let Some(own) = &self.own {
            own.retain_recent();
            own.shrink_to_fit();
        }
        let now = Instant::now();
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.retain(|_, until| *until > now);
    }
}

fn too_many(most: NonZeroU32, wait: Duration, parts: &Parts) -> Response {
    let seconds = wait.as_secs() + 1;
    let message = format!(
        "too many requests in a short time, at most {most} a minute; wait for {seconds} s and send it again, and ask for \
         more in one request rather than for the same in many"
    );
    let mut more = Map::new();
    more.insert("retryAfterSeconds".to_owned(), json!(seconds));
    let mut refused = Reader::of(parts.uri.path(), &parts.headers).told(Refusal {
        status: StatusCode::TOO_MANY_REQUESTS,
        code: "RATE_LIMITED",
        message,
        more,
        page: words,
    });
    refused.headers_mut().insert(header::RETRY_AFTER, seconds.into());
    refused
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

    fn place(number: u32) -> Place {
        Place::from(std::net::IpAddr::from(number.to_be_bytes()))
    }

    fn alone(most: u32) -> Counter<Place> {
        Counter::new("address", NonZeroU32::new(most).unwrap(), true)
    }

    /// Whoever has not asked for long is not remembered.
    #[test]
    fn memory_is_bounded() {
        let counter = alone(60_000);
        for number in 0..20_000 {
            assert!(counter.wait_here(&place(number)).is_none());
        }
        // One request of a thousandth of a second is forgotten after it.
        std::thread::sleep(Duration::from_millis(50));
        for _ in 0..FORGET_EVERY {
            assert!(counter.wait_here(&place(0)).is_none());
        }
        let remembered = counter.own.as_ref().map_or(0, RateLimiter::len);
        assert!(remembered <= 2, "{remembered} are remembered");
    }

    #[test]
    fn as_many_at_once_as_in_a_minute() {
        let counter = alone(3);
        let waits: Vec<bool> = (0..4).map(|_| counter.wait_here(&place(1)).is_some()).collect();
        assert_eq!(waits, [false, false, false, true]);
        assert!(counter.wait_here(&place(2)).is_none(), "others are not meant");
        let wait = counter.wait_here(&place(1)).unwrap();
        assert!(
            wait > Duration::from_secs(15) && wait <= Duration::from_secs(20),
            "{wait:?}"
        );
    }

    /// One of several servers: how many requests it lets through before it asks the others.
    #[test]
    fn one_of_several_lets_a_tenth_through_by_itself() {
        for (most, own) in [(1200, 120), (25, 2), (9, 0)] {
            let counter = Counter::new("address", NonZeroU32::new(most).unwrap(), false);
            let through = (0..200)
                .filter(|_| counter.wait_here(&place(1)).is_none())
                .count();
            assert_eq!(through, own, "of {most}");
        }
    }
}

//! Whether those who see a thing somewhere also find it by its id.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use futures::future::join_all;
use serde_json::json;
use talkoot_test_support::{TestApp, User};

use crate::permissions::{
    seen::Things,
    words::{lines, reason, short},
};

const HEADING: &str =
    "Seen where they stand by those who do not find them with `node`, by kind, with the reason:";
/// So many things of a place are looked for.
const MOST: usize = 10;
/// So many are looked for in one request.
const AT_ONCE: usize = 10;

type Users = [(&'static str, Option<User>)];

/// The ids of what everybody sees below something else.
#[derive(Default)]
pub(super) struct Nested {
    /// By the kind of the things and the place where they stand: who sees which.
    places: BTreeMap<(String, String), BTreeMap<&'static str, Vec<String>>>,
}

impl Nested {
    pub(super) fn note(&mut self, who: &'static str, place: String, things: Things) {
        let people = self.places.entry((things.kind, place)).or_default();
        let known = people.entry(who).or_default();
        let room = MOST.saturating_sub(known.len());
        known.extend(things.ids.into_iter().take(room));
    }

    /// Who does not find what, with the reasons that the reviewed file gives.
    pub(super) async fn text(&self, app: &TestApp, users: &Users, file: &str) -> String {
        let missing = self.missing(app, users).await;
        let everybody: Vec<&str> = users.iter().map(|(who, _)| *who).collect();
        let mut kinds: BTreeMap<&str, BTreeMap<String, Vec<String>>> = BTreeMap::new();
        for ((kind, place), people) in &self.places {
            let misses = |who: &&str| {
                let (Some(ids), Some(unknown)) = (people.get(*who), missing.get(*who)) else {
                    return false;
                };
                ids.iter().any(|id| unknown.contains(id))
            };
            let who: Vec<&str> = everybody.iter().copied().filter(misses).collect();
            if !who.is_empty() {
                let groups = kinds.entry(kind).or_default();
                let group = groups.entry(short(&who, &everybody)).or_default();
                group.push(place.clone());
            }
        }
        let mut text = format!("{HEADING}\n");
        for (kind, groups) in kinds {
            let _ = writeln!(text, "{kind}: {}", reason(file, HEADING, kind));
            for (who, places) in groups {
                let _ = writeln!(text, "  {who}:");
                lines(&places, &mut text);
            }
        }
        text
    }

    /// The ids that somebody sees and does not find.
    async fn missing(&self, app: &TestApp, users: &Users) -> BTreeMap<&'static str, BTreeSet<String>> {
        let searches = users.iter().map(async |(who, user)| {
            let ids = self.ids(who);
            (*who, not_found(app, user.as_ref(), &ids).await)
        });
        join_all(searches).await.into_iter().collect()
    }

    /// All that somebody sees, each once.
    fn ids(&self, who: &str) -> Vec<&str> {
        let seen = self.places.values().filter_map(|people| people.get(who));
        let once: BTreeSet<&str> = seen.flatten().map(String::as_str).collect();
        once.into_iter().collect()
    }
}

async fn not_found(app: &TestApp, user: Option<&User>, ids: &[&str]) -> BTreeSet<String> {
    let mut missing = BTreeSet::new();
    for some in ids.chunks(AT_ONCE) {
        let asked: Vec<String> = some
            .iter()
            .enumerate()
            .map(|(place, id)| format!("n{place}: node(id: \"{id}\") {{ id }}"))
            .collect();
        let query = format!("{{ {} }}", asked.join(" "));
        let answer = match user {
            Some(user) => app.graphql(user, &query, json!({})).await,
            None => app.anonymous(&query).await,
        };
        let codes = answer.errors();
        let expected = |code: &String| code == "NOT_FOUND" || code == "UNAUTHENTICATED";
        assert!(codes.iter().all(expected), "{codes:?} for {query}");
        for (place, id) in some.iter().enumerate() {
            if answer.at(&format!("/n{place}/id")).as_str() != Some(*id) {
                missing.insert((*id).to_owned());
            }
        }
    }
    missing
}

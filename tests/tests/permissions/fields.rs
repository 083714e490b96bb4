//! Who sees which field of which thing, as the server answers over HTTP; a new field without a decision shows.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use futures::future::join_all;
use serde_json::json;
use talkoot_test_support::User;

use crate::permissions::{
    graph::{Asked, Graph, is_list, named},
    inputs::{Schema, arguments},
    nested::Nested,
    prepared::Prepared,
    reviewed,
    seen::{Seen, seen},
    words::{lines, reason, short},
};

const HEAD: &str = "\
Who sees which field, as the server answers over HTTP. Behind a thing stand those who find it; below it its fields, by
who sees something in them: everybody of these, only some, or nobody, because the test has prepared nothing to be seen
there. A code is what the others are told instead. A star: marked in the contract as personal or secret. x.* are all of
x who find it. What has no id of its own is looked into where it stands; what has one, under its own name. Of what may
be of several kinds, the kind stands in the path.
";
const UNASKED: &str = "Asked of nobody, with the reason:";
/// What was reviewed.
const FILE: &str = include_str!("fields.txt");

/// What stands before and behind the fields of a thing, and where the thing is in the answer.
type Asking<'a> = (&'a str, &'a str, &'a str);

/// Everybody's look at everything.
struct Looking<'a> {
    prepared: &'a Prepared,
    graph: &'a Graph,
    users: Vec<(&'static str, Option<User>)>,
    /// The fields that were asked for.
    reached: BTreeSet<String>,
    nested: Nested,
    text: String,
}

impl Looking<'_> {
    /// What each of those who find the thing sees, in groups of fields that the same people see.
    async fn thing(&mut self, name: &str, asking: Asking<'_>, asked: &[Asked]) {
        let app = &self.prepared.claims.app;
        let answers = self
            .users
            .iter()
            .map(async |(who, user)| (*who, seen(app, user.as_ref(), asking, asked).await));
        let answers = join_all(answers).await;
        let mut fields: BTreeMap<String, Vec<(&str, Seen)>> = BTreeMap::new();
        let mut finders = Vec::new();
        for (who, sight) in answers {
            let Some(sight) = sight else { continue };
            finders.push(who);
            for (path, seen) in sight.fields {
                fields.entry(path).or_default().push((who, seen));
            }
            for things in sight.things {
                let place = place(name, asking, &things.path);
                self.nested.note(who, place, things);
            }
        }
        let mut groups: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (path, by) in fields {
            groups.entry(group(&by)).or_default().push(path);
        }
        let everybody: Vec<&str> = self.users.iter().map(|(who, _)| *who).collect();
        let _ = writeln!(self.text, "\n{name}: {}", short(&finders, &everybody));
        for (who, paths) in groups {
            let _ = writeln!(self.text, "  {who}:");
            lines(&paths, &mut self.text);
        }
    }

    /// The prepared things that have ids, each kind once.
    async fn things(&mut self) {
        let (prepared, graph) = (self.prepared, self.graph);
        let ledger = ledger(prepared).await;
        let ledger = ledger.iter().map(|(kind, id)| (*kind, id.as_str()));
        let mut done = BTreeSet::new();
        for (kind, id) in prepared.objects().chain(ledger) {
            // Some are prepared twice, in another state or of another kind.
            if !graph.is_node(kind) || !done.insert(kind) {
                continue;
            }
            let asked = graph.fields(kind, &mut self.reached);
            let before = format!("{{ node(id: \"{id}\") {{ ... on {kind} {{");
            self.thing(kind, (before.as_str(), "} } }", "/node"), &asked)
                .await;
        }
    }

    /// What each query answers, but for single things that have ids: those were looked at already.
    async fn queries(&mut self, schema: &Schema) {
        let (prepared, graph) = (self.prepared, self.graph);
        for query in &schema.queries {
            let name = query["name"].as_str().expect("a name");
            let (_, target) = named(&query["type"]);
            let told = arguments(prepared, query);
            let heading = format!("query {name}");
            if !graph.is_node(target) {
                let asked = graph.fields(target, &mut self.reached);
                let before = format!("{{ {name}{told} {{");
                let root = format!("/{name}");
                self.thing(&heading, (before.as_str(), "} }", root.as_str()), &asked)
                    .await;
            } else if is_list(&query["type"]) {
                let asked = [Asked::list(name, &told, target)];
                self.thing(&heading, ("{", "}", ""), &asked).await;
            }
        }
    }

    /// The fields that nobody was shown, each with the reason why it need not be.
    fn unasked(&mut self) {
        let _ = writeln!(self.text, "\n{UNASKED}");
        for name in self.graph.unasked(&self.reached) {
            let _ = writeln!(self.text, "{name}: {}", reason(FILE, UNASKED, &name));
        }
    }
}

/// Where things stand that lie below a thing or within the answer to a query.
fn place(name: &str, (_, _, root): Asking<'_>, path: &str) -> String {
    if root.is_empty() {
        return path.to_owned();
    }
    format!("{}.{path}", name.trim_start_matches("query "))
}

fn group(by: &[(&str, Seen)]) -> String {
    let finders: Vec<&str> = by.iter().map(|(who, _)| *who).collect();
    let who = |wanted: &Seen| -> Vec<&str> {
        let these = by.iter().filter(|(_, seen)| seen == wanted);
        these.map(|(who, _)| *who).collect()
    };
    let (some, none) = (who(&Seen::Something), who(&Seen::Nothing));
    let mut parts = Vec::new();
    if some.len() == by.len() {
        parts.push("everybody".to_owned());
    } else if none.len() == by.len() {
        parts.push("nobody".to_owned());
    } else if !some.is_empty() {
        parts.push(format!("only {}", short(&some, &finders)));
    }
    let refused: BTreeSet<&Seen> = by
        .iter()
        .map(|(_, seen)| seen)
        .filter(|seen| matches!(seen, Seen::Refused(_)))
        .collect();
    for seen in refused {
        let Seen::Refused(code) = seen else { continue };
        parts.push(format!("{code} for {}", short(&who(seen), &finders)));
    }
    parts.join(", ")
}

/// Of which system a ledger is, and what was imported from it: nothing that a mutation names so.
async fn ledger(prepared: &Prepared) -> [(&'static str, String); 2] {
    let app = &prepared.claims.app;
    let report = prepared.id("CostReport").expect("a report");
    let query = "query($id: ID!) { costReport(id: $id) { import { id } } }";
    let read = app
        .graphql(&app.world.officer, query, json!({ "id": report }))
        .await;
    let profile = prepared.id("Profile").expect("a profile").to_owned();
    let import = read.accepted().text("/costReport/import/id");
    [("LedgerProfile", profile), ("LedgerImport", import)]
}

/// Goal: a new field, or another view of it, shows as a difference that somebody has to review and commit; what is seen
/// below something else is found by its id, and every field is asked for, but for what the file gives a reason for.
#[tokio::test]
async fn everybody_sees_what_the_reviewed_file_says() {
    let prepared = Prepared::start().await;
    let app = &prepared.claims.app;
    let (graph, schema) = (Graph::read(app).await, Schema::read(app).await);
    let mut looking = Looking {
        prepared: &prepared,
        graph: &graph,
        users: prepared.users(),
        reached: BTreeSet::new(),
        nested: Nested::default(),
        text: HEAD.to_owned(),
    };
    looking.things().await;
    looking.queries(&schema).await;
    let nested = looking.nested.text(app, &looking.users, FILE).await;
    let _ = write!(looking.text, "\n{nested}");
    looking.unasked();
    reviewed("fields.txt", FILE, &looking.text);
}

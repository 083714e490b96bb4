//! Who sees which field of which thing, as the server answers over HTTP; a new field without a decision shows.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use futures::future::join_all;
use serde_json::json;
use talkoot_test_support::User;

use crate::permissions::{
    graph::{Asked, Graph, Seen, named, seen},
    inputs::{Schema, arguments},
    prepared::Prepared,
    reviewed,
};

const HEAD: &str = "\
Who sees which field, as the server answers over HTTP. Behind a thing stand those who find it; below it its fields, by
who sees something in them: everybody of these, only some, or nobody, because the test has prepared nothing to be seen
there. A code is what the others are told instead. A star: marked in the contract as personal or secret. x.* are all of
x who find it. What has no id of its own is looked into where it stands; what has one, under its own name.
";

/// So wide are lines of paths.
const WIDE: usize = 110;

type Asking<'a> = (&'a str, &'a str, &'a str);

/// What each of those who find the thing sees, in groups of fields that the same people see.
async fn thing(
    prepared: &Prepared,
    users: &[(&'static str, Option<User>)],
    asking: Asking<'_>,
    asked: &[Asked],
    (name, text): (&str, &mut String),
) {
    let app = &prepared.claims.app;
    let answers = users
        .iter()
        .map(async |(who, user)| (*who, seen(app, user.as_ref(), asking, asked).await));
    let mut fields: BTreeMap<String, Vec<(&str, Seen)>> = BTreeMap::new();
    let mut finders = Vec::new();
    for (who, all) in join_all(answers).await {
        let Some(all) = all else { continue };
        finders.push(who);
        for (path, seen) in all {
            fields.entry(path).or_default().push((who, seen));
        }
    }
    let mut groups: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (path, by) in fields {
        groups.entry(group(&by)).or_default().push(path);
    }
    let everybody: Vec<&str> = users.iter().map(|(who, _)| *who).collect();
    let _ = writeln!(text, "\n{name}: {}", short(&finders, &everybody));
    for (who, paths) in groups {
        let _ = writeln!(text, "  {who}:");
        lines(&paths, text);
    }
}

/// Paths in lines that people can read.
fn lines(paths: &[String], text: &mut String) {
    let mut room = 0;
    for path in paths {
        if path.len() >= room {
            let new = if room == 0 { "" } else { "\n" };
            let _ = write!(text, "{new}    {path}");
            room = WIDE - path.len().min(WIDE);
        } else {
            let _ = write!(text, " {path}");
            room -= path.len() + 1;
        }
    }
    text.push('\n');
}

/// Names, with one word for all that stand before the same dot.
fn short(some: &[&str], of: &[&str]) -> String {
    let mut said: Vec<String> = Vec::new();
    for one in some {
        let Some((before, _)) = one.split_once('.') else {
            said.push((*one).to_owned());
            continue;
        };
        let same = |all: &[&str]| {
            let these = all.iter().filter(|name| name.split('.').next() == Some(before));
            these.count()
        };
        if same(some) == same(of) && same(of) > 1 {
            let all = format!("{before}.*");
            if !said.contains(&all) {
                said.push(all);
            }
        } else {
            said.push((*one).to_owned());
        }
    }
    said.join(" ")
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

/// A new field, or another view of it, shows as a difference that somebody has to review and commit.
#[tokio::test]
async fn everybody_sees_what_the_reviewed_file_says() {
    let prepared = Prepared::start().await;
    let app = &prepared.claims.app;
    let (graph, schema) = (Graph::read(app).await, Schema::read(app).await);
    let users = prepared.users();
    let mut text = HEAD.to_owned();
    let mut reached = BTreeSet::new();
    let mut done = BTreeSet::new();
    let ledger = ledger(&prepared).await;
    let ledger = ledger.iter().map(|(kind, id)| (*kind, id.as_str()));
    for (kind, id) in prepared.objects().chain(ledger) {
        // Some are prepared twice, in another state or of another kind.
        if !graph.is_node(kind) || !done.insert(kind) {
            continue;
        }
        let asked = graph.fields(kind, &mut reached);
        let before = format!("{{ node(id: \"{id}\") {{ ... on {kind} {{");
        let asking = (before.as_str(), "} } }", "/node");
        thing(&prepared, &users, asking, &asked, (kind, &mut text)).await;
    }
    for query in &schema.queries {
        let name = query["name"].as_str().expect("a name");
        let (form, target) = named(&query["type"]);
        let (Some(arguments), "OBJECT") = (arguments(&prepared, query), form) else {
            continue;
        };
        if graph.is_node(target) || target.ends_with("Connection") {
            continue;
        }
        let asked = graph.fields(target, &mut reached);
        let before = format!("{{ {name}{arguments} {{");
        let root = format!("/{name}");
        let asking = (before.as_str(), "} }", root.as_str());
        let heading = format!("query {name}");
        thing(&prepared, &users, asking, &asked, (&heading, &mut text)).await;
    }
    let _ = writeln!(
        text,
        "\nReached only with arguments, by mutations or by nothing that is prepared: {}",
        graph.others(&reached).join(" ")
    );
    reviewed("fields.txt", include_str!("fields.txt"), &text);
}

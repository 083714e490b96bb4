//! Who sees which field of which thing, as the server answers over HTTP; a new field without a decision shows.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
};

use talkoot_test_support::User;

use crate::permissions::{
    graph::{Asked, Graph, Seen, named, seen},
    inputs::{Schema, arguments},
    prepared::Prepared,
    reviewed,
};

const HEAD: &str = "Who sees which field, as the server answers over HTTP. Behind a thing stand those who find it; below it \
                    its fields, by who sees\nsomething in them: everybody of these, only some, or nobody, because the test has \
                    prepared nothing to be seen there.\nA code is what the others are told instead. Fields with a star are marked in the contract as\npersonal or secret.\n";

/// Those of the columns who see differently: the matrix of queries has all of them find the same things, and each asks
/// for thousands of fields.
const WHO: [&str; 10] = [
    "authority.officer",
    "authority.auditor",
    "authority.admin",
    "other.authority",
    "lead.coordinator",
    "lead.preparer",
    "own.preparer",
    "own.admin",
    "partner.preparer",
    "outsider.coordinator",
];

type Asking<'a> = (&'a str, &'a str, &'a str);

/// What each of those who find the thing sees, in groups of fields that the same people see.
async fn thing(
    prepared: &Prepared,
    users: &[(&'static str, Option<User>)],
    asking: Asking<'_>,
    asked: &[Asked],
    (name, text): (&str, &mut String),
) {
    let mut fields: BTreeMap<String, Vec<(&str, Seen)>> = BTreeMap::new();
    let mut finders = Vec::new();
    for (who, user) in users {
        let Some(all) = seen(&prepared.claims.app, user.as_ref(), asking, asked).await else {
            continue;
        };
        finders.push(*who);
        for (path, seen) in all {
            fields.entry(path).or_default().push((*who, seen));
        }
    }
    let mut groups: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (path, by) in fields {
        groups.entry(group(&by)).or_default().push(path);
    }
    let _ = writeln!(text, "\n{name}: {}", finders.join(" "));
    for (who, paths) in groups {
        let _ = writeln!(text, "  {who}: {}", paths.join(" "));
    }
}

fn group(by: &[(&str, Seen)]) -> String {
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
        parts.push(format!("only {}", some.join(" ")));
    }
    let refused: BTreeSet<&Seen> = by
        .iter()
        .map(|(_, seen)| seen)
        .filter(|seen| matches!(seen, Seen::Refused(_)))
        .collect();
    for seen in refused {
        let Seen::Refused(code) = seen else { continue };
        parts.push(format!("{code} for {}", who(seen).join(" ")));
    }
    parts.join(", ")
}

/// A new field, or another view of it, shows as a difference that somebody has to review and commit.
#[tokio::test]
async fn everybody_sees_what_the_reviewed_file_says() {
    let prepared = Prepared::start().await;
    let app = &prepared.claims.app;
    let (graph, schema) = (Graph::read(app).await, Schema::read(app).await);
    let mut users = prepared.users();
    users.retain(|(who, _)| WHO.contains(who));
    let mut text = HEAD.to_owned();
    let mut reached = BTreeSet::new();
    let mut done = BTreeSet::new();
    for (kind, id) in prepared.objects() {
        // Some are prepared twice, in another state or of another kind.
        let kind = if graph.is_node(kind) { kind } else { continue };
        if !done.insert(kind) {
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
        thing(
            &prepared,
            &users,
            asking,
            &asked,
            (&format!("query {name}"), &mut text),
        )
        .await;
    }
    let _ = writeln!(
        text,
        "\nReached only with arguments, by mutations or by nothing that is prepared: {}",
        graph.others(&reached).join(" ")
    );
    reviewed("fields.txt", include_str!("fields.txt"), &text);
}

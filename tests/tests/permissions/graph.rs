//! The graph of types as the server describes it, and what to ask of a thing so that each of its fields is seen.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use talkoot_test_support::{Answer, TestApp, User};

const TYPES: &str = "{ __schema { types { kind name interfaces { name } possibleTypes { name } \
    fields(includeDeprecated: true) { name args { name defaultValue type { kind } } type { ...Type } } } } } \
    fragment Type on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name \
    ofType { kind name } } } } } }";
/// The contract, which tells of marks where the server does not.
const CONTRACT: &str = include_str!("../../../schema.graphql");
/// So deep are things looked into that have no id of their own.
const DEEP: usize = 4;
/// What the fields are told that have to be told something.
const TOLD: [(&str, &str); 2] = [
    ("Form.jsonSchema", "(askedOf: LEAD)"),
    ("Project.comingMails", "(until: \"2026-12-31\")"),
];

/// A field to ask for, and what lies below it; its path is that of the answer, without places in lists.
pub(crate) struct Asked {
    pub(super) path: String,
    /// The type and the name of the field.
    pub(super) field: String,
    text: String,
    pub(super) below: Vec<Asked>,
    /// The kind of the things with ids of their own that stand there.
    pub(super) things: Option<String>,
    /// It is no field, but one of the kinds that may stand in the field above.
    pub(super) member: Option<String>,
}

impl Asked {
    /// A query that answers with a list of things that have ids of their own.
    pub(super) fn list(query: &str, told: &str, kind: &str) -> Self {
        Self {
            path: query.to_owned(),
            field: format!("Query.{query}"),
            text: format!("{query}{told} {{ id }}"),
            below: Vec::new(),
            things: Some(kind.to_owned()),
            member: None,
        }
    }

    /// Whether it is the field of this name on the thing itself.
    pub(crate) fn is(&self, name: &str) -> bool {
        self.path == name
    }

    /// The path, with a star when the contract marks the field.
    pub(super) fn shown(&self) -> String {
        let star = if marked(&self.field) { "*" } else { "" };
        format!("{}{star}", self.path)
    }
}

/// The types of the schema, by name.
pub(crate) struct Graph {
    types: BTreeMap<String, Value>,
}

impl Graph {
    pub(crate) async fn read(app: &TestApp) -> Self {
        let answer = app.anonymous(TYPES).await.accepted();
        let types = answer.at("/__schema/types").as_array().expect("types");
        let named = types
            .iter()
            .map(|one| (one["name"].as_str().expect("a name").to_owned(), one.clone()));
        Self {
            types: named.collect(),
        }
    }

    /// The objects that are found by their id.
    pub(crate) fn is_node(&self, name: &str) -> bool {
        self.types.get(name).is_some_and(|one| {
            let interfaces = one["interfaces"].as_array();
            interfaces.is_some_and(|all| all.iter().any(|interface| interface["name"] == "Node"))
        })
    }

    /// Every field of a type, with what is below it; `reached` notes the fields, each with its type.
    pub(crate) fn fields<'a>(&'a self, of: &'a str, reached: &'a mut BTreeSet<String>) -> Vec<Asked> {
        let mut walk = Walk {
            graph: self,
            way: vec![of],
            reached,
        };
        walk.fields(of, "")
    }

    /// The fields of objects that nothing asked for, by their types: `Type(field field)`.
    pub(super) fn unasked(&self, reached: &BTreeSet<String>) -> Vec<String> {
        let objects = self.types.iter().filter(|(of, one)| {
            one["kind"] == "OBJECT" && !of.starts_with("__") && !["Mutation", "Query"].contains(&of.as_str())
        });
        let mut all = Vec::new();
        for (of, one) in objects {
            let fields = one["fields"].as_array().into_iter().flatten();
            let mut left: Vec<&str> = fields
                .filter(|field| !self.is_answer(of, field))
                .filter_map(|field| field["name"].as_str())
                .filter(|name| !reached.contains(&format!("{of}.{name}")))
                .collect();
            left.sort_unstable();
            if !left.is_empty() {
                all.push(format!("{of}({})", left.join(" ")));
            }
        }
        all
    }

    /// Whether every mutation answers so: with refusals, and with the thing that it is about.
    fn is_answer(&self, of: &str, field: &Value) -> bool {
        let Some(about) = of.strip_suffix("Payload") else {
            return false;
        };
        let name = field["name"].as_str().expect("a name");
        let (kind, target) = named(&field["type"]);
        name == "refusals"
            || self.is_node(target)
            || (kind == "OBJECT" && name.eq_ignore_ascii_case(about) && !is_list(&field["type"]))
    }
}

/// The way down from a type.
struct Walk<'a> {
    graph: &'a Graph,
    /// The types on the way here.
    way: Vec<&'a str>,
    reached: &'a mut BTreeSet<String>,
}

impl<'a> Walk<'a> {
    /// Every field of a type, with what is below it.
    fn fields(&mut self, of: &'a str, path: &str) -> Vec<Asked> {
        let graph = self.graph;
        let fields = graph.types[of]["fields"].as_array();
        let mut all = Vec::new();
        for one in fields.into_iter().flatten() {
            let name = one["name"].as_str().expect("a name");
            let (kind, target) = named(&one["type"]);
            let field = format!("{of}.{name}");
            self.reached.insert(field.clone());
            if target == "PageInfo" {
                continue;
            }
            let path = if path.is_empty() {
                name.to_owned()
            } else {
                format!("{path}.{name}")
            };
            let told = told(&field, one);
            let (inside, below) = self.inside(of, name, (kind, target), &path);
            all.push(Asked {
                text: format!("{name}{told}{inside}"),
                path,
                field,
                below,
                things: graph.is_node(target).then(|| target.to_owned()),
                member: None,
            });
        }
        all
    }

    /// What stands in the braces behind a field, and what lies below it.
    fn inside(
        &mut self,
        of: &str,
        name: &str,
        (kind, target): (&'a str, &'a str),
        path: &str,
    ) -> (String, Vec<Asked>) {
        let closed = || (" { __typename }".to_owned(), Vec::new());
        match kind {
            "OBJECT" if self.graph.is_node(target) => (" { id }".to_owned(), Vec::new()),
            // What can be done by whom is in the matrix of mutations.
            "OBJECT" if target == "AvailableAction" => closed(),
            // They are those of the edges.
            "OBJECT" if name == "nodes" && of.ends_with("Connection") => closed(),
            "OBJECT" | "UNION" if self.way.len() > DEEP || self.way.contains(&target) => closed(),
            "OBJECT" => {
                let below = self.object(target, path);
                (braces("", &below), below)
            }
            "UNION" => {
                let below = self.members(target, path);
                (braces("__typename ", &below), below)
            }
            "INTERFACE" => closed(),
            _ => (String::new(), Vec::new()),
        }
    }

    /// The fields of an object that has no id of its own.
    fn object(&mut self, of: &'a str, path: &str) -> Vec<Asked> {
        // Pages and their edges are no step of the way.
        let counts = !of.ends_with("Connection") && !of.ends_with("Edge");
        if counts {
            self.way.push(of);
        }
        let below = self.fields(of, path);
        if counts {
            self.way.pop();
        }
        below
    }

    /// Each kind that may stand in a field, with its own fields.
    fn members(&mut self, of: &str, path: &str) -> Vec<Asked> {
        let graph = self.graph;
        let members = graph.types[of]["possibleTypes"].as_array();
        let mut all = Vec::new();
        for one in members.into_iter().flatten() {
            let member = one["name"].as_str().expect("a name");
            let path = format!("{path}.{member}");
            let below = self.object(member, &path);
            all.push(Asked {
                text: format!("... on {member}{}", braces("", &below)),
                path,
                field: format!("{member}.__typename"),
                below,
                things: None,
                member: Some(member.to_owned()),
            });
        }
        all
    }
}

/// The kind and the name of a type without its lists and its promises.
pub(crate) fn named(of: &Value) -> (&str, &str) {
    let mut of = of;
    while of["name"].is_null() {
        of = &of["ofType"];
        assert!(!of.is_null(), "lists in lists, deeper than was asked for");
    }
    (
        of["kind"].as_str().expect("a kind"),
        of["name"].as_str().expect("a name"),
    )
}

/// Whether a type is a list, one that is promised or not.
pub(crate) fn is_list(of: &Value) -> bool {
    of["kind"] == "LIST" || of["ofType"]["kind"] == "LIST"
}

/// The names of the arguments without which a field cannot be asked for.
pub(super) fn required(field: &Value) -> Vec<&str> {
    let arguments = field["args"].as_array().expect("arguments").iter();
    arguments
        .filter(|argument| argument["type"]["kind"] == "NON_NULL" && argument["defaultValue"].is_null())
        .filter_map(|argument| argument["name"].as_str())
        .collect()
}

/// What a field is told, as it is written behind its name: nothing when it asks for nothing.
fn told(name: &str, field: &Value) -> &'static str {
    if let Some(&(_, told)) = TOLD.iter().find(|(known, _)| *known == name) {
        return told;
    }
    let asks = required(field);
    assert!(asks.is_empty(), "say in graph.rs what {name} is told: {asks:?}");
    ""
}

/// What is asked for within a field; all of an object may be of no use.
fn braces(first: &str, below: &[Asked]) -> String {
    if below.is_empty() {
        return " { __typename }".to_owned();
    }
    format!(" {{ {first}{} }}", text(below))
}

fn text(all: &[Asked]) -> String {
    let texts: Vec<&str> = all.iter().map(|one| one.text.as_str()).collect();
    texts.join(" ")
}

/// What a person is answered about the fields of what `(before, after)` stands around, which answers at `root`; nothing
/// when the person does not find the thing. What is too much for one request is asked for in halves.
pub(crate) async fn parts<'a>(
    app: &TestApp,
    user: Option<&User>,
    (before, after, root): (&str, &str, &str),
    asked: &'a [Asked],
) -> Option<Vec<(&'a [Asked], String, Answer)>> {
    let mut answered = Vec::new();
    let mut left = vec![asked];
    while let Some(part) = left.pop() {
        let query = format!("{before} {} {after}", text(part));
        let answer = match user {
            Some(user) => app.graphql(user, &query, json!({})).await,
            None => app.anonymous(&query).await,
        };
        let codes = answer.errors();
        if codes.iter().any(|code| code == "LIMIT_EXCEEDED") {
            let (first, second) = part.split_at(part.len() / 2);
            assert!(!first.is_empty(), "one field is too much: {}", text(part));
            left.extend([second, first]);
            continue;
        }
        if answer.at(root).is_null() {
            match codes.first().map(String::as_str) {
                None | Some("UNAUTHENTICATED" | "NOT_FOUND") => return None,
                Some(code) => panic!("{code} for {query}: {:#}", answer.0),
            }
        }
        answered.push((part, query, answer));
    }
    Some(answered)
}

/// Whether the contract marks a field as holding what is not for everybody.
pub(super) fn marked(field: &str) -> bool {
    let (of, name) = field.split_once('.').expect("a type and a field");
    let rest = CONTRACT
        .split_once(&format!("\ntype {of} "))
        .map(|(_, rest)| rest);
    let body = rest
        .and_then(|rest| rest.split_once("\n}\n"))
        .map(|(body, _)| body);
    let lines = body.into_iter().flat_map(str::lines);
    let (plain, told) = (format!("\t{name}: "), format!("\t{name}("));
    let mut from = lines.skip_while(|line| !line.starts_with(&plain) && !line.starts_with(&told));
    // Behind its arguments, each on a line of its own, stands the type.
    let line = from.find(|line| line.starts_with(&plain) || line.starts_with("\t): "));
    line.is_some_and(|line| line.contains(" @personal") || line.contains(" @secret"))
}

//! The graph of types as the server describes it, and what to ask of a thing so that each of its fields is seen.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use talkoot_test_support::{Answer, TestApp, User};

const TYPES: &str = "{ __schema { types { kind name interfaces { name } fields(includeDeprecated: true) { name \
    args { name defaultValue type { kind } } type { ...Type } } } } } \
    fragment Type on __Type { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name \
    ofType { kind name } } } } } }";
/// The contract, which tells of marks where the server does not.
const CONTRACT: &str = include_str!("../../../schema.graphql");
/// So deep are things looked into that have no id of their own.
const DEEP: usize = 3;

/// A field to ask for, and what lies below it; its path is that of the answer, without places in lists.
pub(crate) struct Asked {
    path: String,
    /// The type and the name of the field.
    field: String,
    text: String,
    below: Vec<Asked>,
}

impl Asked {
    /// Whether it is the field of this name on the thing itself.
    pub(crate) fn is(&self, name: &str) -> bool {
        self.path == name
    }

    /// The path, with a star when the contract marks the field.
    fn shown(&self) -> String {
        let star = if marked(&self.field) { "*" } else { "" };
        format!("{}{star}", self.path)
    }
}

/// What came back for a field.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Seen {
    Something,
    Nothing,
    Refused(String),
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

    /// Every field of a type that asks for no argument, with what is below it; `reached` notes the types.
    pub(crate) fn fields(&self, of: &str, reached: &mut BTreeSet<String>) -> Vec<Asked> {
        reached.insert(of.to_owned());
        let mut way = vec![of.to_owned()];
        self.below(of, "", &mut way, reached)
    }

    fn below(
        &self,
        of: &str,
        path: &str,
        way: &mut Vec<String>,
        reached: &mut BTreeSet<String>,
    ) -> Vec<Asked> {
        let fields = self.types[of]["fields"].as_array();
        let open = fields.into_iter().flatten().filter(|field| takes_nothing(field));
        let mut all = Vec::new();
        for field in open {
            let name = field["name"].as_str().expect("a name");
            let (kind, target) = named(&field["type"]);
            let path = if path.is_empty() {
                name.to_owned()
            } else {
                format!("{path}.{name}")
            };
            let (text, below) = match kind {
                "OBJECT" if target == "PageInfo" => continue,
                // What can be done by whom is in the matrix of mutations.
                "OBJECT" if target == "AvailableAction" => (format!("{name} {{ __typename }}"), Vec::new()),
                "OBJECT" if self.is_node(target) => (format!("{name} {{ id }}"), Vec::new()),
                "OBJECT" if way.len() > DEEP || way.iter().any(|one| one == target) => continue,
                "OBJECT" => {
                    reached.insert(target.to_owned());
                    // Pages and their edges are no step of the way.
                    let counts = !target.ends_with("Connection") && !target.ends_with("Edge");
                    if counts {
                        way.push(target.to_owned());
                    }
                    let below = self.below(target, &path, way, reached);
                    if counts {
                        way.pop();
                    }
                    let asked = if below.is_empty() {
                        "__typename".to_owned()
                    } else {
                        text(&below)
                    };
                    (format!("{name} {{ {asked} }}"), below)
                }
                "INTERFACE" | "UNION" => (format!("{name} {{ __typename }}"), Vec::new()),
                _ => (name.to_owned(), Vec::new()),
            };
            let field = format!("{of}.{name}");
            all.push(Asked {
                path,
                field,
                text,
                below,
            });
        }
        all
    }

    /// The objects that nothing above reached, but for what mutations answer with.
    pub(crate) fn others(&self, reached: &BTreeSet<String>) -> Vec<&str> {
        let objects = self.types.iter().filter(|(name, one)| {
            one["kind"] == "OBJECT"
                && !name.starts_with("__")
                && !["Mutation", "Query", "Subscription", "PageInfo"].contains(&name.as_str())
                && !["Payload", "Connection", "Edge"]
                    .iter()
                    .any(|end| name.ends_with(end))
                && !reached.contains(*name)
        });
        objects.map(|(name, _)| name.as_str()).collect()
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

fn takes_nothing(field: &Value) -> bool {
    let arguments = field["args"].as_array().expect("arguments");
    arguments
        .iter()
        .all(|argument| argument["type"]["kind"] != "NON_NULL" || !argument["defaultValue"].is_null())
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

/// What a person sees of each field; nothing when the person does not find the thing.
pub(crate) async fn seen(
    app: &TestApp,
    user: Option<&User>,
    around: (&str, &str, &str),
    asked: &[Asked],
) -> Option<BTreeMap<String, Seen>> {
    let root = around.2;
    let mut all = BTreeMap::new();
    for (part, _, answer) in parts(app, user, around, asked).await? {
        look(part, std::slice::from_ref(answer.at(root)), &mut all);
        for error in answer.0["errors"].as_array().into_iter().flatten() {
            let places = error["path"].as_array().expect("a path");
            let names: Vec<&str> = places.iter().filter_map(Value::as_str).collect();
            let skipped = root.matches('/').count();
            let code = error["extensions"]["code"].as_str().unwrap_or("WITHOUT_CODE");
            let path = names[skipped..].join(".");
            let starred = format!("{path}*");
            let shown = if all.contains_key(&starred) { starred } else { path };
            all.insert(shown, Seen::Refused(code.to_owned()));
        }
    }
    Some(all)
}

/// In a list it is enough that one of it shows something.
fn look(asked: &[Asked], found: &[Value], all: &mut BTreeMap<String, Seen>) {
    for one in asked {
        let (_, name) = one.path.rsplit_once('.').unwrap_or(("", &one.path));
        let values: Vec<Value> = found.iter().flat_map(|object| flat(&object[name])).collect();
        if values.is_empty() {
            all.insert(one.shown(), Seen::Nothing);
            continue;
        }
        for value in values.iter().filter_map(Value::as_str) {
            assert!(
                !is_about_somebody(value) || marked(&one.field),
                "{} shows {value:?} and is not marked as personal or secret",
                one.field
            );
        }
        all.insert(one.shown(), Seen::Something);
        look(&one.below, &values, all);
    }
}

fn flat(value: &Value) -> Vec<Value> {
    match value {
        Value::Null => Vec::new(),
        Value::Array(all) => all.iter().flat_map(flat).collect(),
        one => vec![one.clone()],
    }
}

/// An address of somebody, or the number of an account.
fn is_about_somebody(value: &str) -> bool {
    let digits = value.strip_prefix("FI").unwrap_or_default();
    value.contains('@') || (digits.len() == 16 && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Whether the contract marks a field as holding what is not for everybody.
pub(crate) fn marked(field: &str) -> bool {
    let (of, name) = field.split_once('.').expect("a type and a field");
    let rest = CONTRACT
        .split_once(&format!("\ntype {of} "))
        .map(|(_, rest)| rest);
    let body = rest
        .and_then(|rest| rest.split_once("\n}\n"))
        .map(|(body, _)| body);
    let mut lines = body.into_iter().flat_map(str::lines);
    let start = format!("\t{name}: ");
    lines.any(|line| line.starts_with(&start) && (line.contains(" @personal") || line.contains(" @secret")))
}

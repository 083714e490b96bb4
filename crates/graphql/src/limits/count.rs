//! Counts what an operation asks for, with its fragments expanded.

use std::collections::HashMap;

use async_graphql::{
    Name, Positioned, ServerResult,
    parser::types::{
        Directive, ExecutableDocument, Field, FragmentDefinition, OperationDefinition, OperationType,
        Selection, SelectionSet,
    },
};

use super::Limit;

const NESTING: Limit = Limit {
    name: "nesting",
    most: 100,
    instead: "ask for what lies deeper in a request of its own, with `node(id: …)`",
};
const OPERATIONS: Limit = Limit {
    name: "operations",
    most: 20,
    instead: "send each operation as a request of its own",
};
const MUTATIONS: Limit = Limit {
    name: "mutations",
    most: 10,
    instead: "send fewer mutations in one request, and the rest in the next",
};
const ROOT_FIELDS: Limit = Limit {
    name: "root fields",
    most: 20,
    instead: "ask for fewer things in one request, and for the rest in the next",
};
const ALIASES: Limit = Limit {
    name: "aliases",
    most: 50,
    instead: "ask for fewer things in one request, and for the rest in the next",
};
const DIRECTIVES: Limit = Limit {
    name: "directives",
    most: 20,
    instead: "leave out what you do not want instead of switching it off",
};
const FIELDS: Limit = Limit {
    name: "fields",
    most: 1_000,
    instead: "ask for fewer fields, each only once",
};
const SCHEMAS: Limit = Limit {
    name: "introspections",
    most: 2,
    instead: "ask for `__schema` or `__type` once; the whole schema is in the file schema.graphql",
};
const SCHEMA_LISTS: Limit = Limit {
    name: "lists within lists of the schema",
    most: 3,
    instead: "the whole schema is in the file schema.graphql",
};
const SCHEMA_FIELDS: Limit = Limit {
    name: "fields of the schema",
    most: 400,
    instead: "the whole schema is in the file schema.graphql",
};

/// The fields of the schema's own types that are lists.
const LISTS: [&str; 8] = [
    "types",
    "directives",
    "fields",
    "args",
    "inputFields",
    "interfaces",
    "enumValues",
    "possibleTypes",
];

/// What a selection asks for, with everything below it.
#[derive(Clone, Copy, Default)]
struct Tally {
    /// Fields at the top.
    roots: usize,
    fields: usize,
    aliases: usize,
    directives: usize,
    /// How often the schema itself is asked for, and how much of it.
    schemas: usize,
    schema_fields: usize,
    schema_lists: usize,
    /// How deep lists would nest if this were a part of the schema.
    lists: usize,
}

impl Tally {
    fn and(self, other: Self) -> Self {
        Self {
            roots: self.roots.saturating_add(other.roots),
            fields: self.fields.saturating_add(other.fields),
            aliases: self.aliases.saturating_add(other.aliases),
            directives: self.directives.saturating_add(other.directives),
            schemas: self.schemas.saturating_add(other.schemas),
            schema_fields: self.schema_fields.saturating_add(other.schema_fields),
            schema_lists: self.schema_lists.max(other.schema_lists),
            lists: self.lists.max(other.lists),
        }
    }

    /// A field with what it asks for below it.
    fn of(field: &Field, below: Self) -> Self {
        let name = field.name.node.as_str();
        let mut tally = Self {
            roots: 1,
            fields: below.fields.saturating_add(1),
            aliases: below.aliases.saturating_add(usize::from(field.alias.is_some())),
            ..below
        };
        if LISTS.contains(&name) {
            tally.lists = below.lists.saturating_add(1);
        }
        if matches!(name, "__schema" | "__type") {
            tally.schemas = below.schemas.saturating_add(1);
            tally.schema_fields = below.schema_fields.saturating_add(below.fields);
            tally.schema_lists = below.schema_lists.max(below.lists);
        }
        tally.with(&field.directives)
    }

    fn with(mut self, directives: &[Positioned<Directive>]) -> Self {
        self.directives = self.directives.saturating_add(directives.len());
        self
    }
}

/// Counts each fragment once, however often it is used.
struct Counter<'a> {
    fragments: &'a HashMap<Name, Positioned<FragmentDefinition>>,
    /// `None` while it is being counted: a fragment within itself, which validation refuses.
    counted: HashMap<&'a Name, Option<Tally>>,
}

impl<'a> Counter<'a> {
    fn set(&mut self, set: &'a SelectionSet) -> Tally {
        set.items.iter().fold(Tally::default(), |tally, selection| {
            tally.and(match &selection.node {
                Selection::Field(field) => {
                    let below = self.set(&field.node.selection_set.node);
                    Tally::of(&field.node, below)
                }
                Selection::InlineFragment(inline) => self
                    .set(&inline.node.selection_set.node)
                    .with(&inline.node.directives),
                Selection::FragmentSpread(spread) => self
                    .fragment(&spread.node.fragment_name.node)
                    .with(&spread.node.directives),
            })
        })
    }

    fn fragment(&mut self, name: &'a Name) -> Tally {
        if let Some(&known) = self.counted.get(name) {
            return known.unwrap_or_default();
        }
        let Some(fragment) = self.fragments.get(name) else {
            return Tally::default();
        };
        self.counted.insert(name, None);
        let tally = self
            .set(&fragment.node.selection_set.node)
            .with(&fragment.node.directives);
        self.counted.insert(name, Some(tally));
        tally
    }
}

/// Checks every operation of a document.
///
/// # Errors
/// `LIMIT_EXCEEDED` for the first limit that does not hold.
pub(super) fn document(document: &ExecutableDocument) -> ServerResult<()> {
    OPERATIONS.check(document.operations.iter().count())?;
    let mut counter = Counter {
        fragments: &document.fragments,
        counted: HashMap::new(),
    };
    let mut all = Tally::default();
    for (_, operation) in document.operations.iter() {
        let tally = counter.set(&operation.node.selection_set.node);
        check(&operation.node, tally.with(&operation.node.directives))?;
        all = all.and(tally);
    }
    // Fragments that nobody uses are validated too.
    for name in document.fragments.keys() {
        if !counter.counted.contains_key(name) {
            all = all.and(counter.fragment(name));
        }
    }
    FIELDS.check(all.fields)
}

fn check(operation: &OperationDefinition, tally: Tally) -> ServerResult<()> {
    if operation.ty == OperationType::Mutation {
        MUTATIONS.check(tally.roots)?;
    }
    ROOT_FIELDS.check(tally.roots)?;
    ALIASES.check(tally.aliases)?;
    DIRECTIVES.check(tally.directives)?;
    SCHEMAS.check(tally.schemas)?;
    SCHEMA_LISTS.check(tally.schema_lists)?;
    SCHEMA_FIELDS.check(tally.schema_fields)?;
    FIELDS.check(tally.fields)
}

/// Checks how deep the brackets of the text nest, before it is parsed by a function that calls itself.
///
/// # Errors
/// `LIMIT_EXCEEDED` when it is too deep.
pub(super) fn nesting(query: &str) -> ServerResult<()> {
    let mut depth: usize = 0;
    let mut deepest: usize = 0;
    for byte in query.bytes() {
        match byte {
            b'{' | b'[' | b'(' => depth += 1,
            b'}' | b']' | b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    NESTING.check(deepest)
}

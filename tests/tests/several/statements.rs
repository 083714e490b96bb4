//! What a statement of a migration does to people who work meanwhile, on PostgreSQL with tables of any size.

use std::collections::{BTreeMap, BTreeSet};

/// What is known of the steps before.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// Checks that some column is not empty, by their name, that were made without looking at the rows.
    not_null: BTreeMap<String, String>,
    /// Those that have looked at the rows since: `TABLE.COLUMN`.
    proven: BTreeSet<String>,
}

/// One step.
struct Step<'a> {
    known: &'a mut Known,
    is_contract: bool,
    /// Tables that it makes itself: nobody uses them yet.
    made: BTreeSet<String>,
    dropped_indexes: BTreeSet<String>,
    added: BTreeSet<String>,
    faults: Vec<String>,
}

const CONTRACT: &str = "takes away what older programs use: name the step in `CONTRACTS` with the oldest program that \
                        does without";

/// What is wrong with a step, each with what to do instead.
pub(super) fn faults(sql: &str, is_contract: bool, known: &mut Known) -> Vec<String> {
    let statements: Vec<Vec<String>> = split(sql).iter().map(|statement| words(statement)).collect();
    let mut step = Step {
        known,
        is_contract,
        made: BTreeSet::new(),
        dropped_indexes: BTreeSet::new(),
        added: BTreeSet::new(),
        faults: Vec::new(),
    };
    let is_concurrent = sql.contains("{concurrently}");
    for statement in &statements {
        let said = statement.join(" ");
        if is_concurrent && !said.contains("{CONCURRENTLY}") {
            step.fault(
                &said,
                "is in a step without a transaction: move it into one of its own",
            );
        }
        let words: Vec<&str> = statement.iter().map(String::as_str).collect();
        step.judge(&words, &said);
    }
    step.faults
}

impl Step<'_> {
    fn fault(&mut self, said: &str, why: &str) {
        self.faults.push(format!("{said}: {why}"));
    }

    fn contract(&mut self, said: &str) {
        if !self.is_contract {
            self.fault(said, CONTRACT);
        }
    }

    fn judge(&mut self, words: &[&str], said: &str) {
        match words {
            ["CREATE", "TABLE", "IF", "NOT", "EXISTS", table, ..]
            | ["CREATE", "{UNLOGGED}", "TABLE", table, ..]
            | ["CREATE", "TABLE", table, ..] => {
                self.made.insert((*table).to_owned());
            }
            ["CREATE", "UNIQUE", "INDEX", rest @ ..] | ["CREATE", "INDEX", rest @ ..] => {
                self.index(rest, said);
            }
            ["DROP", "INDEX", "{CONCURRENTLY}", "IF", "EXISTS", name] => {
                self.dropped_indexes.insert((*name).to_owned());
            }
            ["DROP", "INDEX", ..] => {
                self.fault(said, "waits for everybody: DROP INDEX {concurrently} IF EXISTS");
            }
            ["UPDATE", table, ..] | ["DELETE", "FROM", table, ..] => {
                if !self.made.contains(*table) {
                    self.fault(
                        said,
                        "keeps rows locked until the end of the step: let the worker fill or empty them some at a time",
                    );
                }
            }
            ["ALTER", "TABLE", "ONLY", table, rest @ ..] | ["ALTER", "TABLE", table, rest @ ..] => {
                if !self.made.contains(*table) {
                    for action in actions(rest) {
                        self.action(table, action, said);
                    }
                }
            }
            ["DROP", "TABLE", ..] => self.contract(said),
            ["INSERT", "INTO", ..]
            | ["CREATE" | "DROP", "TRIGGER" | "FUNCTION" | "VIEW", ..]
            | ["CREATE", "OR", "REPLACE", "FUNCTION" | "VIEW" | "TRIGGER", ..]
            | ["COMMENT", ..] => {}
            _ => self.fault(said, "is not known to be harmless"),
        }
    }

    fn index(&mut self, rest: &[&str], said: &str) {
        let on = rest.iter().position(|word| *word == "ON");
        let table = on
            .and_then(|place| rest.get(place + 1))
            .copied()
            .unwrap_or_default();
        if self.made.contains(table) {
            return;
        }
        match rest {
            ["{CONCURRENTLY}", name, "ON", ..] if self.dropped_indexes.contains(*name) => {}
            ["{CONCURRENTLY}", ..] => self.fault(
                said,
                "may find what an earlier try left: put DROP INDEX {concurrently} IF EXISTS before it",
            ),
            _ => self.fault(said, "nobody writes meanwhile: CREATE INDEX {concurrently}"),
        }
    }

    fn action(&mut self, table: &str, action: &[&str], said: &str) {
        match action {
            ["ADD", "CONSTRAINT", name, rest @ ..] => self.constraint(table, name, rest, said),
            ["ADD", "CHECK" | "FOREIGN" | "UNIQUE" | "PRIMARY" | "EXCLUDE", ..] => {
                self.fault(
                    said,
                    "give the constraint a name, so that it can be validated later",
                );
            }
            ["ADD", "COLUMN", "IF", "NOT", "EXISTS", _, column @ ..]
            | ["ADD", "COLUMN", _, column @ ..]
            | ["ADD", _, column @ ..] => self.column(column, said),
            ["VALIDATE", "CONSTRAINT", name] => {
                if self.added.contains(*name) {
                    self.fault(
                        said,
                        "looks at every row behind the lock of the same step: a step of its own",
                    );
                }
                if let Some(column) = self.known.not_null.get(*name) {
                    self.known.proven.insert(column.clone());
                }
            }
            ["ALTER", "COLUMN", rest @ ..] | ["ALTER", rest @ ..] => self.alter(table, rest, said),
            ["DROP", "CONSTRAINT", name] | ["DROP", "CONSTRAINT", "IF", "EXISTS", name] => {
                // Made anew in the same step, it lets more through than before.
                if !said.contains(&format!("ADD CONSTRAINT {name} ")) {
                    self.contract(said);
                }
            }
            ["DROP" | "RENAME", ..] => self.contract(said),
            ["ENABLE" | "DISABLE", "TRIGGER", ..] => {}
            _ => self.fault(said, "is not known to be harmless"),
        }
    }

    fn constraint(&mut self, table: &str, name: &str, rest: &[&str], said: &str) {
        self.added.insert(name.to_owned());
        match rest {
            ["CHECK" | "FOREIGN", ..] if rest.ends_with(&["NOT", "VALID"]) => {
                if let ["CHECK", "(", column, "IS", "NOT", "NULL", ")", ..] = rest {
                    let column = format!("{table}.{column}");
                    self.known.not_null.insert(name.to_owned(), column);
                }
            }
            ["CHECK" | "FOREIGN", ..] => {
                self.fault(
                    said,
                    "looks at every row meanwhile: NOT VALID, and VALIDATE CONSTRAINT in a later step",
                );
            }
            ["UNIQUE" | "PRIMARY", ..] if rest.contains(&"USING") => {}
            _ => self.fault(
                said,
                "builds an index meanwhile: build it {concurrently}, then USING INDEX",
            ),
        }
    }

    fn column(&mut self, column: &[&str], said: &str) {
        let has = |word: &str| column.contains(&word);
        let default = column
            .iter()
            .position(|word| *word == "DEFAULT")
            .map(|place| &column[place + 1..]);
        let is_not_null = column.windows(2).any(|two| two == ["NOT", "NULL"]);
        if has("CHECK") || has("UNIQUE") || has("PRIMARY") {
            self.fault(
                said,
                "looks at every row meanwhile: add the column bare, and the constraint NOT VALID",
            );
        } else if has("GENERATED") || column.iter().any(|word| word.ends_with("SERIAL")) {
            self.fault(
                said,
                "writes every row anew: add the column empty, and let the worker fill it",
            );
        } else if is_not_null && default.is_none() {
            self.fault(
                said,
                "older programs write rows without it: give it a default, or leave it empty",
            );
        } else if default.is_some_and(|value| value.get(1) == Some(&"(") || value.first() == Some(&"(")) {
            self.fault(
                said,
                "computes the default for every row: a constant, or empty and filled by the worker",
            );
        } else if default.is_some() && has("REFERENCES") {
            self.fault(said, "looks up every row meanwhile: add the column empty");
        }
    }

    fn alter(&mut self, table: &str, rest: &[&str], said: &str) {
        match rest {
            [column, "SET", "NOT", "NULL"] => {
                if !self.known.proven.contains(&format!("{table}.{column}")) {
                    self.fault(
                        said,
                        "looks at every row meanwhile: first a CHECK (… IS NOT NULL) NOT VALID, validated in a later step",
                    );
                }
                self.contract(said);
            }
            [_, "TYPE", ..] | [_, "SET", "DATA", ..] => {
                self.fault(
                    said,
                    "writes every row anew: a new column beside it, filled by the worker",
                );
            }
            [_, "SET" | "DROP", "DEFAULT", ..]
            | [_, "DROP", "NOT", "NULL"]
            | [_, "SET", "STATISTICS", ..] => {}
            _ => self.fault(said, "is not known to be harmless"),
        }
    }
}

/// The statements without comments, texts and bodies of functions.
fn split(sql: &str) -> Vec<String> {
    let mut statements = vec![String::new()];
    let mut rest = sql;
    while let Some(first) = rest.chars().next() {
        let skipped = match first {
            '-' if rest.starts_with("--") => rest.find('\n').unwrap_or(rest.len()),
            '\'' => rest[1..].find('\'').map_or(rest.len(), |end| end + 2),
            '$' => body(rest),
            ';' => {
                statements.push(String::new());
                1
            }
            _ => 0,
        };
        let statement = statements.last_mut().expect("at least one");
        if skipped == 0 {
            statement.push(first);
            rest = &rest[first.len_utf8()..];
        } else {
            statement.push_str(if first == '-' || first == ';' { " " } else { "?" });
            rest = &rest[skipped..];
        }
    }
    statements.retain(|statement| !statement.trim().is_empty());
    statements
}

/// The length of what stands between two marks such as `$$`; nothing where there is only a dollar.
fn body(text: &str) -> usize {
    let Some(end) = text[1..].find('$').map(|end| end + 2) else {
        return 0;
    };
    let mark = &text[..end];
    if !mark[1..end - 1]
        .chars()
        .all(|c| c.is_ascii_alphanumeric() || c == '_')
    {
        return 0;
    }
    text[end..]
        .find(mark)
        .map_or(text.len(), |close| end + close + end)
}

/// Words and marks of their own, in capitals.
fn words(statement: &str) -> Vec<String> {
    let spaced: String = statement
        .chars()
        .flat_map(|c| match c {
            '(' | ')' | ',' => vec![' ', c, ' '],
            _ => vec![c],
        })
        .collect();
    spaced.split_whitespace().map(str::to_uppercase).collect()
}

/// The parts of `ALTER TABLE`.
fn actions<'a, 'w>(words: &'a [&'w str]) -> Vec<&'a [&'w str]> {
    let mut depth = 0;
    words
        .split(|word| {
            match *word {
                "(" => depth += 1,
                ")" => depth -= 1,
                _ => {}
            }
            *word == "," && depth == 0
        })
        .collect()
}

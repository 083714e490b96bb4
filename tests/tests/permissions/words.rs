//! How the reviewed files are written, and what they say already.

use std::fmt::Write as _;

/// So wide are lines of paths.
const WIDE: usize = 110;
/// Stands where somebody has to write the reason why something is right.
pub(super) const REVIEW: &str = "REVIEW";

/// Paths in lines that people can read.
pub(super) fn lines(paths: &[String], text: &mut String) {
    let mut room = None;
    for path in paths {
        room = match room {
            Some(left) if path.len() < left => {
                let _ = write!(text, " {path}");
                Some(left - path.len() - 1)
            }
            before => {
                let new = if before.is_some() { "\n" } else { "" };
                let _ = write!(text, "{new}    {path}");
                Some(WIDE - path.len().min(WIDE))
            }
        };
    }
    text.push('\n');
}

/// Names, with one word for all that stand before the same dot.
pub(super) fn short(some: &[&str], of: &[&str]) -> String {
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

/// The reason that a reviewed file gives for a name below a heading; what is new there waits for one.
pub(super) fn reason<'a>(file: &'a str, heading: &str, name: &str) -> &'a str {
    let below = file.split_once(heading).map(|(_, rest)| rest);
    let part = below.and_then(|rest| rest.split("\n\n").next());
    let start = format!("{name}: ");
    let mut lines = part.into_iter().flat_map(str::lines);
    lines.find_map(|line| line.strip_prefix(&start)).unwrap_or(REVIEW)
}

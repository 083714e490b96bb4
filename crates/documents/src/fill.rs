//! Texts with gaps.

/// A text with the names in braces replaced.
pub(crate) fn fill(text: &str, values: &[(&str, &str)]) -> String {
    // One pass, so that a value that holds braces is not filled again.
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let Some((name, tail)) = after.split_once('}') else {
            out.push('{');
            rest = after;
            continue;
        };
        match values.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => out.push_str(value),
            None => out.push_str(&format!("{{{name}}}")),
        }
        rest = tail;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_not_filled_again() {
        assert_eq!(fill("{a} and {b} {", &[("a", "{b}"), ("b", "x")]), "{b} and x {");
        assert_eq!(fill("{unknown}", &[]), "{unknown}");
    }
}

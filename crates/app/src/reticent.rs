//! What is told in logs, which hold nobody's address.

/// The text without the addresses in it, as mail servers like to repeat them.
pub(crate) fn without_addresses(text: &str) -> String {
    let words = text.split_inclusive([' ', '<', '>', ',', ';', ':', '(', ')', '"', '\'', '\n', '\t']);
    let kept = words.map(|word| {
        if !word.contains('@') {
            return word.to_owned();
        }
        let end = word.chars().next_back().filter(|last| !last.is_alphanumeric());
        format!("…{}", end.map(String::from).unwrap_or_default())
    });
    kept.collect()
}

/// The text without the texts that were found where something else should stand, as readers of JSON quote them.
pub(crate) fn without_values(text: &str) -> String {
    const QUOTED: &str = "string \"";
    let mut told = String::new();
    let mut rest = text;
    while let Some((before, quoted)) = rest.split_once(QUOTED) {
        told.push_str(before);
        told.push_str("string …");
        rest = quoted.get(end_of(quoted)..).unwrap_or_default();
    }
    told + rest
}

/// Where what is quoted ends; quotes in it stand behind a backslash.
fn end_of(quoted: &str) -> usize {
    let mut escaped = false;
    for (at, sign) in quoted.char_indices() {
        match sign {
            '"' if !escaped => return at + 1,
            '\\' => escaped = !escaped,
            _ => escaped = false,
        }
    }
    quoted.len()
}

#[cfg(test)]
mod tests {
    use super::{without_addresses, without_values};

    #[test]
    fn nothing_is_quoted() {
        for (said, told) in [
            (
                "letter: invalid type: string \"Matti\", expected u32 at line 1",
                "letter: invalid type: string …, expected u32 at line 1",
            ),
            (
                r#"invalid value: string "Matti \"M\" Meikäläinen", expected a date"#,
                "invalid value: string …, expected a date",
            ),
            ("string \"cut off", "string …"),
            (
                "column \"name\" of relation \"person\"",
                "column \"name\" of relation \"person\"",
            ),
        ] {
            assert_eq!(without_values(said), told);
        }
    }

    #[test]
    fn nobody_is_named() {
        for (said, told) in [
            (
                "550 5.1.1 <matti@lohja.fi>: Recipient address rejected",
                "550 5.1.1 <…>: Recipient address rejected",
            ),
            ("no such user matti.m+x@lohja.fi", "no such user …"),
            (
                "connection refused: 127.0.0.1:25",
                "connection refused: 127.0.0.1:25",
            ),
        ] {
            assert_eq!(without_addresses(said), told);
        }
    }
}

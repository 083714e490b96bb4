//! Text that goes into a header or a heading: one line, nothing invisible that could mislead.

/// Makes one line of any text: control characters (CR and LF above all, which would start a new
/// header) and line separators become spaces, marks that turn the direction of writing are dropped,
/// and runs of such spaces shrink to one.
#[must_use]
pub(crate) fn single_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {}
            ' ' | '\u{2028}' | '\u{2029}' => push_space(&mut line),
            c if c.is_control() => push_space(&mut line),
            c => line.push(c),
        }
    }
    line.truncate(line.trim_end_matches(' ').len());
    line
}

fn push_space(line: &mut String) {
    if !line.is_empty() && !line.ends_with(' ') {
        line.push(' ');
    }
}

#[cfg(test)]
mod tests {
    use super::single_line;

    #[test]
    fn no_character_that_could_start_a_header_survives() {
        for (text, line) in [
            ("Digiä yhdessä", "Digiä yhdessä"),
            ("A\r\nBcc: evil@example.org", "A Bcc: evil@example.org"),
            ("\n\n  A\tB \u{0}\u{85}C\u{2028}", "A B C"),
            ("49\u{a0}006,24\u{a0}€", "49\u{a0}006,24\u{a0}€"),
            ("abc\u{202e}fdp.exe", "abcfdp.exe"),
            ("", ""),
        ] {
            assert_eq!(single_line(text), line);
        }
    }
}

//! Text that every bank takes.

/// The longest name of a party in a SEPA payment.
pub(crate) const LONGEST_NAME: usize = 70;

/// The text in the characters of SEPA, with the Nordic letters that Finnish banks take; what is outside
/// becomes a blank, and more than `longest` characters are cut.
pub(crate) fn sepa(text: &str, longest: usize) -> String {
    let plain: String = text.chars().map(|c| if is_sepa(c) { c } else { ' ' }).collect();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let cut: String = words.join(" ").chars().take(longest).collect();
    cut.trim_end().to_owned()
}

fn is_sepa(c: char) -> bool {
    c.is_ascii_alphanumeric() || "/-?:().,'+ åäöÅÄÖ".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_banks_take_is_left() {
        for (given, kept) in [
            ("Pälkäne", "Pälkäne"),
            ("Kunta & kumppanit <b>", "Kunta kumppanit b"),
            ("Mänttä–Vilppula", "Mänttä Vilppula"),
            ("  a\n\tb  ", "a b"),
            ("€", ""),
        ] {
            assert_eq!(sepa(given, 70), kept);
        }
        assert_eq!(sepa("abc def", 4), "abc");
    }
}

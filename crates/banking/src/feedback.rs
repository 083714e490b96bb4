//! A file from a bank, whatever it says.

use crate::{Refused, camt054::Notification, pain002::StatusReport, xml};

/// What the bank says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Feedback {
    /// Whether it took the file and its payments (`pain.002`).
    Status(StatusReport),
    /// What it has booked (`camt.054`).
    Booked(Notification),
}

const PREFIX: &str = "urn:iso:std:iso:20022:tech:xsd:";
const STATUS: [&str; 3] = ["pain.002.001.03", "pain.002.001.10", "pain.002.001.12"];
const BOOKED: [&str; 2] = ["camt.054.001.02", "camt.054.001.08"];

/// Reads a file of a bank.
///
/// # Errors
/// What is wrong with it, in words for the officer who uploaded it; nothing of it is used then.
pub fn read(file: &[u8]) -> Result<Feedback, Refused> {
    let document = xml::read(file)?;
    let message = document.namespace.strip_prefix(PREFIX).unwrap_or("");
    if document.root.name != "Document" || !(STATUS.contains(&message) || BOOKED.contains(&message)) {
        let what = if message.is_empty() {
            format!(
                "no message of ISO 20022 (it begins with \"{}\")",
                document.root.name
            )
        } else {
            format!("a message of the kind {message}")
        };
        return Err(Refused::OtherMessage(what));
    }
    if STATUS.contains(&message) {
        StatusReport::read(&document.root).map(Feedback::Status)
    } else {
        Notification::read(&document.root).map(Feedback::Booked)
    }
}

#[cfg(test)]
mod tests;

//! A letter as data: what both formats lay out.

use super::{NotRendered, formats, texts::Texts};
use crate::Branding;
use crate::message::Message;
use crate::single_line::single_line;
use chrono::NaiveDate;
use fluent_bundle::{FluentArgs, FluentValue};
use serde::Serialize;
use talkoot_domain::{language::Language, money::Money};

/// A letter, every text filled in and nothing escaped.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Letter {
    pub subject: String,
    pub installation: String,
    pub greeting: String,
    /// What has happened, a paragraph each.
    pub situation: Vec<String>,
    /// What somebody else wrote: reasons, questions, requests.
    pub listed: Option<Listed>,
    /// Labels and values.
    pub facts: Vec<Fact>,
    pub action_heading: String,
    /// The one thing to do.
    pub action: String,
    pub button: String,
    pub url: String,
    pub link_fallback: String,
    /// Why this person gets it, who sent it, whether to answer.
    pub footer: Vec<String>,
    pub base_url: String,
}

/// A heading and the points below it.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Listed {
    pub heading: String,
    pub points: Vec<String>,
}

/// A label and its value.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Fact {
    pub label: String,
    pub value: String,
}

/// A letter being written, with the values its texts may use.
pub(super) struct Draft<'a> {
    texts: &'a Texts,
    branding: &'a Branding,
    kind: &'static str,
    url: &'a str,
    values: FluentArgs<'static>,
    facts: Vec<Fact>,
    situation: Vec<String>,
    listed: Option<Listed>,
}

impl<'a> Draft<'a> {
    /// A draft that knows the project.
    pub(super) fn new(message: &'a Message, texts: &'a Texts, branding: &'a Branding) -> Self {
        let mut draft = Self {
            texts,
            branding,
            kind: message.kind(),
            url: message.url(),
            values: FluentArgs::new(),
            facts: Vec::new(),
            situation: Vec::new(),
            listed: None,
        };
        draft.value("project", &message.project().name);
        draft.value("installation", &branding.installation);
        draft
    }

    pub(super) fn language(&self) -> Language {
        self.texts.language
    }

    /// Lets texts use a value under this name; it becomes one line.
    pub(super) fn value(&mut self, name: &'static str, value: &str) {
        self.values.set(name, single_line(value));
    }

    /// Lets texts count with a number.
    pub(super) fn number(&mut self, name: &'static str, number: impl Into<FluentValue<'static>>) {
        self.values.set(name, number);
    }

    /// Lets texts use the last day: `$due` in a sentence, `$due-short` in a subject.
    pub(super) fn due(&mut self, date: NaiveDate) {
        self.value("due", &formats::date_in_sentence(date, self.language()));
        self.value("due-short", &formats::date_short(date, self.language()));
    }

    /// Lets texts use the forms of a word as `$name` and `$name-form`, and returns its title form.
    pub(super) fn word(&mut self, name: &str, key: &str) -> Result<String, NotRendered> {
        self.values
            .set(name.to_owned(), self.texts.get(key, &self.values)?);
        let mut title = String::new();
        for (form, text) in self.texts.forms(key)? {
            if form == "title" {
                title = text;
            } else {
                self.values.set(format!("{name}-{form}"), text);
            }
        }
        Ok(title)
    }

    /// Adds a labelled value below the text; the label is the text `fact-<name>`.
    pub(super) fn fact(&mut self, name: &str, value: &str) -> Result<(), NotRendered> {
        let label = self.text(&format!("fact-{name}"))?;
        self.facts.push(Fact {
            label,
            value: single_line(value),
        });
        Ok(())
    }

    /// Adds the project to the facts, and its reference where it has one already.
    pub(super) fn project_facts(&mut self, message: &crate::message::Project) -> Result<(), NotRendered> {
        self.fact("project", &message.name)?;
        if message.reference.is_empty() {
            return Ok(());
        }
        self.fact("reference", &message.reference)
    }

    /// Adds a date to the facts.
    pub(super) fn date_fact(&mut self, name: &str, date: NaiveDate) -> Result<(), NotRendered> {
        self.fact(name, &formats::date_alone(date, self.language()))
    }

    /// Adds an amount to the facts.
    pub(super) fn money_fact(&mut self, name: &str, amount: Money) -> Result<(), NotRendered> {
        self.fact(name, &formats::money(amount, self.language()))
    }

    /// Adds a paragraph: the text `<kind>-<name>`.
    pub(super) fn paragraph(&mut self, name: &str) -> Result<(), NotRendered> {
        let paragraph = self.text(&format!("{}-{name}", self.kind))?;
        self.situation.push(paragraph);
        Ok(())
    }

    /// Adds a paragraph of this text.
    pub(super) fn said(&mut self, paragraph: String) {
        self.situation.push(paragraph);
    }

    /// Adds what somebody wrote, point by point, under the heading `<kind>-list`.
    pub(super) fn list(&mut self, points: &[String]) -> Result<(), NotRendered> {
        let heading = self.text(&format!("{}-list", self.kind))?;
        let points: Vec<String> = points
            .iter()
            .map(|point| lines(point))
            .filter(|p| !p.is_empty())
            .collect();
        self.listed = (!points.is_empty()).then_some(Listed { heading, points });
        Ok(())
    }

    /// The finished letter, with the texts `<kind>-<name>` for subject, action, and reason, and
    /// `<kind>-button`.
    pub(super) fn finish(self, subject: &str, action: &str, why: &str) -> Result<Letter, NotRendered> {
        let of_kind = |name: &str| self.text(&format!("{}-{name}", self.kind));
        let reply = if self.branding.reply_to.is_some() {
            "footer-reply"
        } else {
            "footer-no-reply"
        };
        Ok(Letter {
            subject: single_line(&of_kind(subject)?),
            installation: single_line(&self.branding.installation),
            greeting: self.text("greeting")?,
            action_heading: self.text("action-heading")?,
            action: of_kind(action)?,
            button: of_kind("button")?,
            url: self.url.to_owned(),
            link_fallback: self.text("link-fallback")?,
            footer: vec![of_kind(why)?, self.text("footer-automatic")?, self.text(reply)?],
            base_url: single_line(&self.branding.base_url),
            situation: self.situation,
            listed: self.listed,
            facts: self.facts,
        })
    }

    /// Any text, filled in with what has been set so far.
    pub(super) fn text(&self, key: &str) -> Result<String, NotRendered> {
        self.texts.get(key, &self.values)
    }
}

/// What a person wrote keeps its lines, each made safe; empty ones go.
fn lines(text: &str) -> String {
    text.lines()
        .map(single_line)
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}

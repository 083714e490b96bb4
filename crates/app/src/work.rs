//! One command: a transaction with its audit entries and events.
//!
//! This is the only file that begins a transaction for a person's command.

use std::fmt::Debug;

use chrono::{DateTime, Utc};
use talkoot_domain::{
    calendar, catalogue,
    hands::Deed,
    ids::ProjectId,
    policy::{self, Action, Actor, Membership, Standings},
    workflow::{self, Machine, Name, Refusal, RefusalCode},
};
use talkoot_storage::{Scope, Tx, audit, hands, idempotency, outbox, people};
use uuid::Uuid;

use crate::{
    Answer, App, Failure, Request, Version,
    portfolio::{self, Touched},
};

/// A command that is being carried out.
#[derive(Debug)]
pub struct Work<'a> {
    /// The application.
    pub app: &'a App,
    /// The open transaction.
    pub tx: Tx,
    /// The rows that may be seen.
    pub scope: Scope,
    /// The time of the whole command.
    pub now: DateTime<Utc>,
    actor: Option<&'a Actor>,
    action: &'static str,
    permitted: Option<Action>,
    key: Option<String>,
    on_behalf: Option<Membership>,
    entries: Vec<audit::NewEntry>,
    events: Vec<outbox::NewEvent>,
    touched: Touched,
}

/// A command that begins: for the first time, or repeated with its earlier result.
#[derive(Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "made once for a command, and taken apart at once"
)]
pub enum Begun<'a> {
    /// To be carried out.
    Fresh(Work<'a>),
    /// Carried out before; this was its result.
    Repeated(Uuid),
}

/// The object that a transition is about.
#[derive(Clone, Copy, Debug)]
pub struct Subject {
    /// The object.
    pub id: Uuid,
    /// The project it belongs to, where there is one.
    pub project: Option<ProjectId>,
}

impl App {
    /// Begins a person's command.
    ///
    /// # Errors
    /// A refusal when the key is unusable or was used for something else.
    pub async fn begin<'a, T: Debug>(
        &'a self,
        actor: &'a Actor,
        action: Action,
        request: &Request<T>,
    ) -> Answer<Begun<'a>> {
        let command: &'static str = action.into();
        request.check_key(command)?;
        let now = self.now();
        let tx = self.store().begin().await?;
        let asked = idempotency::Request {
            person: actor.person,
            key: &request.key,
            command,
            hash: request.fingerprint(),
        };
        match idempotency::take(&tx, asked, now).await? {
            idempotency::Seen::Before(result) => Ok(Begun::Repeated(result)),
            idempotency::Seen::ForSomethingElse => Err(Refusal::of(
                RefusalCode::KeyReused,
                "request",
                command,
                "this idempotency key was used for something else; choose a new one",
            )
            .into()),
            idempotency::Seen::Never => Ok(Begun::Fresh(Work {
                app: self,
                tx,
                scope: Scope::of(actor),
                now,
                actor: Some(actor),
                action: command,
                permitted: Some(action),
                key: Some(request.key.clone()),
                on_behalf: None,
                entries: Vec::new(),
                events: Vec::new(),
                touched: Touched::default(),
            })),
        }
    }

    /// Begins what a person does that is safe to repeat without a key, such as keeping a file.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn begin_for<'a>(&'a self, actor: &'a Actor, action: &'static str) -> Answer<Work<'a>> {
        Ok(Work {
            actor: Some(actor),
            scope: Scope::of(actor),
            ..self.begin_system(action).await?
        })
    }

    /// Begins what the clock or the worker does, for nobody; `action` names it in the log.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn begin_system(&self, action: &'static str) -> Answer<Work<'_>> {
        Ok(Work {
            app: self,
            tx: self.store().begin().await?,
            scope: Scope::system(),
            now: self.now(),
            actor: None,
            action,
            permitted: None,
            key: None,
            on_behalf: None,
            entries: Vec::new(),
            events: Vec::new(),
            touched: Touched::default(),
        })
    }
}

impl<'a> Work<'a> {
    /// What is done, as the log names it.
    #[must_use]
    pub const fn action(&self) -> &'static str {
        self.action
    }

    /// The person who asks.
    ///
    /// # Errors
    /// When nobody does: a two-person check cannot be made then, so it is refused.
    pub fn actor(&self) -> Answer<&'a Actor> {
        self.actor.ok_or_else(|| {
            Refusal::of(
                RefusalCode::CannotCheck,
                "permission",
                self.action,
                "nobody is signed in, so it cannot be checked who asks",
            )
            .into()
        })
    }

    /// A row that was looked for.
    ///
    /// # Errors
    /// [`Failure::NotFound`] when it does not exist for this person.
    pub fn found<T>(&self, object: &'static str, row: Option<T>) -> Answer<T> {
        row.ok_or(Failure::NotFound(object))
    }

    /// Checks the table of permissions and remembers on whose behalf it is done.
    ///
    /// # Errors
    /// A refusal naming who may; also when there is nobody to check.
    pub fn permit(&mut self, standings: &Standings) -> Answer<Membership> {
        let actor = self.actor()?;
        let action = self.permitted.ok_or(Failure::NotFound("action"))?;
        let membership = policy::permit(action, actor, standings)?;
        self.on_behalf = Some(membership);
        Ok(membership)
    }

    /// Says as what somebody does what takes no permission of its own.
    pub(crate) const fn on_behalf_of(&mut self, held: Option<Membership>) {
        self.on_behalf = held;
    }

    /// Compares the version that the client has seen with the one that is stored.
    ///
    /// # Errors
    /// A refusal when somebody was first; it says who and when.
    pub async fn same_version(
        &self,
        object: &'static str,
        id: Uuid,
        stored: Version,
        expected: Version,
    ) -> Answer<()> {
        if stored == expected {
            return Ok(());
        }
        let first = self.who_was_first(id).await?;
        Err(Refusal {
            code: RefusalCode::VersionConflict,
            message: format!(
                "{first} since you read it (you saw version {expected}, it is at {stored}); \
                 read it again and repeat what you wanted"
            ),
            path: vec!["expectedVersion".to_owned()],
            object,
            state: None,
            command: self.action,
        }
        .into())
    }

    /// Who changed an object last, in words.
    async fn who_was_first(&self, id: Uuid) -> Answer<String> {
        let Some(latest) = audit::latest_of_object(&self.tx, id).await? else {
            return Ok("somebody changed it".to_owned());
        };
        let name = match latest.person {
            Some(person) if self.actor.is_some_and(|actor| Uuid::from(actor.person) == person) => {
                "you yourself".to_owned()
            }
            Some(person) => people::find(&self.tx, person.into())
                .await?
                .map_or_else(|| "somebody".to_owned(), |person| person.name),
            None => "the clock".to_owned(),
        };
        let at = calendar::helsinki_time(latest.at).format("%Y-%m-%d %H:%M");
        Ok(format!("{name} changed it ({}, {at})", latest.command))
    }

    /// A refusal of this command about its input.
    #[must_use]
    pub fn faulty(&self, path: &[&str], message: impl Into<String>) -> Failure {
        Refusal::input(self.action, path, message).into()
    }

    /// Lets the machine decide, and logs what it decided.
    ///
    /// # Errors
    /// The machine's refusal.
    pub fn decide<M: Machine>(
        &mut self,
        subject: Subject,
        state: M::State,
        command: M::Command,
        facts: &M::Facts,
        note: Note,
    ) -> Answer<M::State> {
        let before = M::StateName::from(&state).code();
        let transition = workflow::transition::<M>(state, command, facts, self.now)?;
        let after = M::StateName::from(&transition.state).code();
        self.record(M::OBJECT, subject, Some(before), Some(after), note);
        self.emit(transition.event.into(), subject);
        Ok(transition.state)
    }

    /// Logs the birth of an object or a change that is no transition.
    pub fn record(
        &mut self,
        object: &'static str,
        subject: Subject,
        before: Option<&'static str>,
        after: Option<&'static str>,
        note: Note,
    ) {
        self.entries.push(audit::NewEntry {
            person: self.actor.map(|actor| actor.person.into()),
            on_behalf: self.on_behalf,
            object,
            object_id: subject.id,
            project: subject.project,
            command: self.action.to_owned(),
            reason: note.reason,
            before,
            after,
            details: note.details,
        });
    }

    /// Adds a fact to the entry that was logged last.
    pub fn annotate(&mut self, field: &str, value: serde_json::Value) {
        let Some(entry) = self.entries.last_mut() else {
            return;
        };
        if !entry.details.is_object() {
            entry.details = serde_json::json!({});
        }
        if !value.is_null() {
            entry.details[field] = value;
        }
    }

    /// Records that the person who asks had a hand in an object, for the rules of two persons; in the
    /// name of nobody, nothing is recorded.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn had_a_hand(&self, object: &'static str, id: Uuid, deed: Deed) -> Answer<()> {
        match self.actor {
            Some(actor) => Ok(hands::add(&self.tx, object, id, actor.person, deed).await?),
            None => Ok(()),
        }
    }

    /// Says that the portfolio may show something else of a project though nothing about it is logged.
    pub fn touch(&mut self, project: ProjectId) {
        self.touched.whole(project);
    }

    /// Tells the reactions that something happened.
    pub fn emit(&mut self, kind: &'static str, subject: Subject) {
        // A worker leaves what it does not know to a newer one.
        debug_assert!(catalogue::knows_event(kind), "{kind} is in no catalogue");
        self.events.push(outbox::NewEvent {
            kind,
            object: subject.id,
            project: subject.project,
        });
    }

    /// Writes the log and commits; the result is what a repetition of the command will get.
    ///
    /// # Errors
    /// When the database refuses; then nothing has happened.
    pub async fn finish<T: Into<Uuid> + Copy>(self, result: T) -> Answer<T> {
        if let (Some(actor), Some(key)) = (self.actor, &self.key) {
            idempotency::finish(&self.tx, actor.person, key, result.into()).await?;
        }
        self.close().await?;
        Ok(result)
    }

    /// Writes the log and commits what has no result of its own.
    ///
    /// # Errors
    /// When the database refuses; then nothing has happened.
    pub async fn close(self) -> Answer<()> {
        // On the heap: whatever commits would carry the whole of it on its stack.
        Box::pin(portfolio::keep(self.app, &self.tx, self.touched, &self.entries)).await?;
        audit::append(&self.tx, &self.entries, &self.events, self.now).await?;
        Ok(self.tx.commit().await?)
    }
}

/// What is logged beside the transition itself.
#[derive(Clone, Debug, Default)]
pub struct Note {
    /// The reason that the person gave.
    pub reason: Option<String>,
    /// The facts that the command set.
    pub details: serde_json::Value,
}

impl Note {
    /// Nothing beside the transition.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// The reason that the person gave.
    #[must_use]
    pub fn reason(reason: impl Into<String>) -> Self {
        Self {
            reason: Some(reason.into()),
            details: serde_json::Value::Null,
        }
    }

    /// The facts that the command set.
    #[must_use]
    pub const fn details(details: serde_json::Value) -> Self {
        Self {
            reason: None,
            details,
        }
    }
}

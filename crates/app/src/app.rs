use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use talkoot_domain::calendar;
use talkoot_storage::{Store, files::Places};
use uuid::Uuid;

use crate::{
    Clock, MailSettings,
    files::Scanner,
    identity::{Mandates, RecordedRoles, SignInSettings},
    ids::IdSource,
    ledgers::ReadFiles,
};

/// Everything that a use case needs: the database, the clock and the way of mails.
#[derive(Clone, Debug)]
pub struct App {
    store: Store,
    clock: Arc<dyn Clock>,
    mail: Arc<MailSettings>,
    ids: Arc<IdSource>,
    read_files: Arc<ReadFiles>,
    sign_in: SignInSettings,
    mandates: Arc<dyn Mandates>,
    scanner: Option<Arc<dyn Scanner>>,
}

impl App {
    /// An application over a database and a clock, with a way for its mails to leave.
    #[must_use]
    pub fn new(store: Store, clock: Arc<dyn Clock>, mail: MailSettings) -> Self {
        Self {
            store,
            clock,
            mail: Arc::new(mail),
            ids: Arc::new(IdSource::new()),
            read_files: Arc::default(),
            sign_in: SignInSettings::default(),
            mandates: Arc::new(RecordedRoles),
            scanner: None,
        }
    }

    /// The same with ids that are counted instead of drawn: the same history leaves the same rows, so that
    /// tests can compare two of them. Guessable, so never for real work.
    #[must_use]
    pub fn with_counted_ids(self) -> Self {
        Self {
            ids: Arc::new(IdSource::counted()),
            ..self
        }
    }

    /// The same with other rules for signing in than those by default.
    #[must_use]
    pub fn with_sign_in(self, settings: SignInSettings) -> Self {
        Self {
            sign_in: settings,
            ..self
        }
    }

    /// The rules for signing in.
    #[must_use]
    pub const fn sign_in_settings(&self) -> SignInSettings {
        self.sign_in
    }

    /// The same with another place that knows who may act for whom.
    #[must_use]
    pub fn with_mandates(self, mandates: Arc<dyn Mandates>) -> Self {
        Self { mandates, ..self }
    }

    /// The same with somebody who looks for malware in uploads.
    #[must_use]
    pub fn with_scanner(self, scanner: Option<Arc<dyn Scanner>>) -> Self {
        Self { scanner, ..self }
    }

    /// The same with places outside of the database for the contents of files.
    #[must_use]
    pub fn with_places(self, places: Places) -> Self {
        Self {
            store: self.store.with_places(places),
            ..self
        }
    }

    /// Who looks for malware in uploads, if somebody does.
    pub(crate) fn scanner(&self) -> Option<&dyn Scanner> {
        self.scanner.as_deref()
    }

    /// Who may act for whom.
    pub(crate) fn mandates(&self) -> &dyn Mandates {
        self.mandates.as_ref()
    }

    /// The database.
    #[must_use]
    pub const fn store(&self) -> &Store {
        &self.store
    }

    /// How mails leave, and what the installation calls itself in them.
    #[must_use]
    pub fn mail(&self) -> &MailSettings {
        &self.mail
    }

    /// The files that were read lately.
    pub(crate) fn read_files(&self) -> &ReadFiles {
        &self.read_files
    }

    /// The time.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    /// The date in Helsinki.
    #[must_use]
    pub fn today(&self) -> NaiveDate {
        calendar::helsinki_date(self.now())
    }

    /// A new identifier.
    #[must_use]
    pub fn new_id<T: From<Uuid>>(&self) -> T {
        self.ids.next(self.now()).into()
    }
}

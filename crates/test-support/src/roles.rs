//! Roles that a test gives and ends with no administrator, logged as the engine does it.

use talkoot_app::{Note, Subject};
use talkoot_domain::{ids::PersonId, policy::Membership};
use talkoot_storage::people;

use crate::TestApp;

impl TestApp {
    /// Gives a role from now on, whatever else the person holds.
    ///
    /// # Panics
    /// When the database refuses.
    pub async fn let_hold(&self, person: PersonId, held: Membership) {
        let mut work = self.app.begin_system("grantRole").await.expect("a transaction");
        people::grant_role(&work.tx, self.app.new_id(), person, held, work.now)
            .await
            .expect("the role");
        work.record("person", of(person), None, None, Note::none());
        work.close().await.expect("a commit");
    }

    /// Ends a role now. Sessions and tokens stay, also with the last one: as when it ends by its day.
    ///
    /// # Panics
    /// When it is not held, or the database refuses.
    pub async fn let_go(&self, person: PersonId, held: Membership) {
        let mut work = self.app.begin_system("endRole").await.expect("a transaction");
        let ended = people::end_role(&work.tx, person, held, work.now).await;
        assert!(ended.expect("the role"), "the role was not held");
        work.record("person", of(person), None, None, Note::none());
        work.close().await.expect("a commit");
    }
}

fn of(person: PersonId) -> Subject {
    Subject {
        id: person.into(),
        project: None,
    }
}

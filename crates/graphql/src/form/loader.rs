use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use talkoot_app::{calls, forms};
use talkoot_domain::{
    form::Form,
    ids::{CallId, FormId},
};

use crate::loaders::{LoadFailure, Source, keyed};

/// The form that the applications to a call answer.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct FormOf(pub(crate) CallId);

impl Loader<FormOf> for Source {
    type Value = Form;
    type Error = LoadFailure;

    async fn load(&self, keys: &[FormOf]) -> Result<HashMap<FormOf, Form>, LoadFailure> {
        if self.actor.is_none() {
            return Ok(HashMap::new());
        }
        let calls: Vec<CallId> = keys.iter().map(|key| key.0).collect();
        let found = keyed(calls::forms_of(&self.app, &calls).await, |(call, _)| {
            FormOf(*call)
        })?;
        Ok(found.into_iter().map(|(call, (_, form))| (call, form)).collect())
    }
}

impl Loader<FormId> for Source {
    type Value = Form;
    type Error = LoadFailure;

    async fn load(&self, keys: &[FormId]) -> Result<HashMap<FormId, Form>, LoadFailure> {
        let Some(actor) = &self.actor else {
            return Ok(HashMap::new());
        };
        keyed(forms::find_many(&self.app, actor, keys).await, |form| form.id)
    }
}

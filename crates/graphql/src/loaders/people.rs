//! Loaders of who answers for projects.

use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use talkoot_app::project_contacts::{self, Named, Vacancy};
use talkoot_domain::ids::ProjectId;

use super::{LoadFailure, Source, grouped};

/// Everybody named in a project that the person has found, for days gone by and to come.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct NamedIn(pub(crate) ProjectId);

impl Loader<NamedIn> for Source {
    type Value = Vec<Named>;
    type Error = LoadFailure;

    async fn load(&self, keys: &[NamedIn]) -> Result<HashMap<NamedIn, Vec<Named>>, LoadFailure> {
        let ids: Vec<ProjectId> = keys.iter().map(|key| key.0).collect();
        let rows = project_contacts::named_of(&self.app, &ids).await;
        grouped(rows.map(|rows| rows.into_iter().map(|(id, one)| (NamedIn(id), one)).collect()))
    }
}

/// The duties that nobody holds today in a project that the person has found.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct VacanciesOf(pub(crate) ProjectId);

impl Loader<VacanciesOf> for Source {
    type Value = Vec<Vacancy>;
    type Error = LoadFailure;

    async fn load(&self, keys: &[VacanciesOf]) -> Result<HashMap<VacanciesOf, Vec<Vacancy>>, LoadFailure> {
        let ids: Vec<ProjectId> = keys.iter().map(|key| key.0).collect();
        let rows = project_contacts::vacancies(&self.app, &ids).await;
        grouped(rows.map(|rows| rows.into_iter().map(|(id, one)| (VacanciesOf(id), one)).collect()))
    }
}

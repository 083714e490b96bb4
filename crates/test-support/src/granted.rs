//! A granted project to test with.

use serde_json::{Value, json};
use talkoot_domain::ids::ProjectId;

use crate::{Applied, Municipality, Stage, TestApp, finnish_iban};

/// A project as the tests know it.
#[derive(Clone, Debug)]
pub struct GrantedProject {
    /// Its key.
    pub project: ProjectId,
    /// Its global id.
    pub id: String,
    /// The global id of the call it was granted from.
    pub call_id: String,
    /// The global id of its application.
    pub application_id: String,
    /// The global id of the decision it rests on.
    pub decision_id: String,
    /// The lead municipality: Pälkäne.
    pub lead: Municipality,
    /// The global ids of its five sub-areas, in order.
    pub sub_areas: Vec<String>,
    /// The global ids of its cost periods, in order.
    pub periods: Vec<String>,
}

impl TestApp {
    /// A project granted to the five municipalities, led by Pälkäne, at 85 per cent, award
    /// 300 000.00, use period 1 February 2026 to 31 December 2027, through the API from the call to
    /// the acceptance, with a bank account of the lead in force. Each partner's budget is
    /// [`BUDGET`](crate::BUDGET).
    ///
    /// # Panics
    /// When something is refused.
    pub async fn granted_project(&self) -> GrantedProject {
        self.granted_from(|_| {}).await
    }

    /// The same from a call that says something else: `change` goes over its content.
    ///
    /// # Panics
    /// When something is refused.
    pub async fn granted_from(&self, change: impl FnOnce(&mut Value)) -> GrantedProject {
        let call = self.published_call(change).await;
        let applied = self.application_to(&call, Stage::Accepted).await;
        self.paid_to(&applied.lead).await;
        self.project_of(&applied).await
    }

    /// Gives a lead a bank account in force, unless it has one: a second project of the same lead is paid to
    /// the same account.
    pub(crate) async fn paid_to(&self, lead: &Municipality) {
        let query = "query($id: ID!) { bankAccounts(filter: { organisationId: $id, states: [\"approved\"] }) { totalCount } }";
        let known = self
            .graphql(&lead.lead, query, json!({ "id": lead.id }))
            .await
            .accepted();
        if known.number("/bankAccounts/totalCount") == 0 {
            self.account_in_force(lead, &finnish_iban(1)).await;
        }
    }

    /// The project that grew from an accepted application.
    ///
    /// # Panics
    /// When there is none.
    pub async fn project_of(&self, applied: &Applied) -> GrantedProject {
        let query = "query($id: ID!) { decision(id: $id) { project { id periods { id } } } }";
        let decision = applied.decision.clone().expect("a decision");
        let read = self
            .graphql(&applied.lead.lead, query, json!({ "id": decision }))
            .await
            .accepted();
        let id = read.text("/decision/project/id");
        let periods = read.at("/decision/project/periods").as_array();
        GrantedProject {
            project: talkoot_graphql::project_key(&id).expect("the id of a project"),
            id,
            call_id: applied.call.clone(),
            application_id: applied.id.clone(),
            decision_id: decision,
            lead: applied.lead.clone(),
            sub_areas: applied.sub_areas.clone(),
            periods: periods
                .expect("the periods")
                .iter()
                .filter_map(|period| period["id"].as_str().map(ToOwned::to_owned))
                .collect(),
        }
    }
}

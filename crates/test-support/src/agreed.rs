//! The agreement of a project's municipalities, which an advance and transfers wait for.

use serde_json::{Value, json};

use crate::{Answer, GrantedProject, TestApp, User};

impl TestApp {
    /// A mutation of an agreement at the version that it has now; `more` goes over the input.
    ///
    /// # Panics
    /// When `more` is no object.
    pub async fn agreement_step(&self, by: &User, mutation: &str, agreement: &str, more: &Value) -> Answer {
        let query = "query($id: ID!) { node(id: $id) { ... on Agreement { version } } }";
        let read = self
            .graphql(&self.world.officer, query, json!({ "id": agreement }))
            .await
            .accepted();
        let input_type = match mutation {
            "redraftAgreement" => "RedraftAgreementInput",
            "offerAgreement" => "OfferAgreementInput",
            "signAgreement" => "SignAgreementInput",
            _ => "EndAgreementInput",
        };
        let mut input = json!({ "id": agreement, "expectedVersion": read.number("/node/version") });
        for (field, value) in more.as_object().expect("an object") {
            input[field] = value.clone();
        }
        let fields = "agreement { id version number state sha256 }";
        self.mutate(by, mutation, input_type, input, fields).await
    }

    /// Drafts the agreement of a project as somebody.
    pub async fn draft_agreement(&self, by: &User, project: &str) -> Answer {
        let query = "query($id: ID!) { project(id: $id) { version } }";
        let read = self
            .graphql(&self.world.officer, query, json!({ "id": project }))
            .await
            .accepted();
        let input = json!({ "projectId": project, "expectedVersion": read.number("/project/version") });
        let fields = "agreement { id version number state sha256 }";
        self.mutate(by, "draftAgreement", "DraftAgreementInput", input, fields)
            .await
    }

    /// Signs an agreement for a municipality as somebody who has read it.
    pub async fn sign_agreement(&self, by: &User, agreement: &str, municipality: &str) -> Answer {
        let query = "query($id: ID!) { node(id: $id) { ... on Agreement { sha256 } } }";
        let read = self
            .graphql(&self.world.officer, query, json!({ "id": agreement }))
            .await
            .accepted();
        let more = json!({ "municipalityId": municipality, "sha256": read.text("/node/sha256") });
        self.agreement_step(by, "signAgreement", agreement, &more).await
    }

    /// Brings an agreement of a project into force: drafted by the lead, signed by every municipality's approver; gives
    /// its id.
    ///
    /// # Panics
    /// When something is refused.
    pub async fn agreed(&self, project: &GrantedProject) -> String {
        let drafted = self
            .draft_agreement(&project.lead.lead, &project.id)
            .await
            .accepted();
        let id = drafted.text("/draftAgreement/agreement/id");
        self.agreement_step(&project.lead.lead, "offerAgreement", &id, &json!({}))
            .await
            .accepted();
        let mut state = String::new();
        for municipality in &self.world.municipalities {
            let signed = self
                .sign_agreement(&municipality.approver, &id, &municipality.id)
                .await
                .accepted();
            state = signed.text("/signAgreement/agreement/state");
        }
        assert_eq!(state, "in_force");
        id
    }
}

//! The way from a call to a project, through the API, up to any stage.

use chrono::Days;
use serde_json::{Value, json};

use crate::{Answer, GrantedProject, Municipality, TestApp, User};

/// How far an application has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// The lead has created it.
    Drafted,
    /// Every partner's preparer has set its budget.
    Budgeted,
    /// The partners have been asked to commit.
    Asked,
    /// Every partner has committed.
    Committed,
    /// It is with the authority.
    Submitted,
    /// The officer has evaluated it.
    Evaluated,
    /// The officer has drafted an award of 300 000.00.
    DecisionDrafted,
    /// The second person has made the decision.
    Decided,
    /// The lead has accepted it.
    Accepted,
}

/// An application as the tests know it.
#[derive(Clone, Debug)]
pub struct Applied {
    /// The global id of the call.
    pub call: String,
    /// The global id of the application.
    pub id: String,
    /// The global id of the decision, once there is one.
    pub decision: Option<String>,
    /// The lead municipality: Pälkäne.
    pub lead: Municipality,
    /// The global ids of the five sub-areas, in order.
    pub sub_areas: Vec<String>,
}

/// What every partner may spend per category, spread evenly over the five sub-areas, in euros.
pub const BUDGET: [(&str, i64); 7] = [
    ("personnel", 40_000),
    ("materials", 1_000),
    ("equipment", 1_000),
    ("services", 30_000),
    ("rents", 1_000),
    ("travel", 2_000),
    ("other", 1_000),
];

impl TestApp {
    /// A published call that takes applications from today on: rate 85 per cent, at most 350 000.00 a
    /// grant of 1 000 000.00 in all, use period 1 February 2026 to 31 December 2027. `change` may
    /// change what it says before it is created. Gives its global id.
    ///
    /// # Panics
    /// When something is refused.
    pub async fn published_call(&self, change: impl FnOnce(&mut Value)) -> String {
        let today = self.app.today();
        let mut content = json!({
            "title": "Digikannustin",
            "opensOn": today, "closesOn": today + Days::new(26),
            "usePeriodFirst": "2026-02-01", "usePeriodLast": "2027-12-31",
            "appropriation": "1000000.00", "largestAward": "350000.00",
            // Tests of something else hand in final reports without.
            "exitPlanFrom": "NEVER",
        });
        change(&mut content);
        let input = json!({ "content": content });
        let fields = "call { id version }";
        let drafted = self
            .mutate(
                &self.world.officer,
                "createCall",
                "CreateCallInput",
                input,
                fields,
            )
            .await
            .accepted();
        let id = drafted.text("/createCall/call/id");
        let input = json!({ "id": id, "expectedVersion": 1 });
        self.mutate(&self.world.second, "publishCall", "CallStepInput", input, fields)
            .await
            .accepted();
        id
    }

    /// What [`createApplication`] wants for the five municipalities with a sub-area led by each.
    ///
    /// [`createApplication`]: Self::application_at
    #[must_use]
    pub fn application_input(&self, call: &str) -> Value {
        let partners: Vec<&str> = self
            .world
            .municipalities
            .iter()
            .map(|one| one.id.as_str())
            .collect();
        let sub_areas: Vec<Value> = partners
            .iter()
            .zip(1..)
            .map(|(lead, number)| {
                json!({ "name": format!("Osa-alue {number}"), "topic": "digital", "leadId": lead })
            })
            .collect();
        json!({
            "callId": call, "title": "Digitaaliset kunnat", "summary": "Kunnat digitalisoivat yhdessä.",
            "partnerIds": partners, "subAreas": sub_areas,
        })
    }

    /// The budget cells of [`BUDGET`] for one partner.
    #[must_use]
    pub fn budget_cells(&self, sub_areas: &[String]) -> Vec<Value> {
        let each = i64::try_from(sub_areas.len()).unwrap_or(1).max(1);
        sub_areas
            .iter()
            .flat_map(|sub_area| {
                BUDGET.map(|(category, euros)| {
                    let amount = format!("{}.00", euros / each);
                    json!({ "category": category, "subAreaId": sub_area, "amount": amount })
                })
            })
            .collect()
    }

    /// An application of the five municipalities to a call of its own, led by Pälkäne, brought to a
    /// stage through the API.
    ///
    /// # Panics
    /// When something is refused.
    pub async fn application_at(&self, stage: Stage) -> Applied {
        let call = self.published_call(|_| {}).await;
        self.application_to(&call, stage).await
    }

    /// The same to a call that exists.
    ///
    /// # Panics
    /// When something is refused.
    pub async fn application_to(&self, call: &str, stage: Stage) -> Applied {
        let lead = self.world.municipality("Pälkäne").clone();
        let created = self
            .mutate(
                &lead.lead,
                "createApplication",
                "CreateApplicationInput",
                self.application_input(call),
                "application { id subAreas { id } }",
            )
            .await
            .accepted();
        let sub_areas = created.at("/createApplication/application/subAreas").as_array();
        let sub_areas = sub_areas.expect("the sub-areas").iter();
        let mut applied = Applied {
            call: call.to_owned(),
            id: created.text("/createApplication/application/id"),
            decision: None,
            lead,
            sub_areas: sub_areas
                .map(|area| area["id"].as_str().expect("an id").to_owned())
                .collect(),
        };
        self.bring(&mut applied, stage).await;
        applied
    }

    async fn bring(&self, applied: &mut Applied, stage: Stage) {
        let lead = applied.lead.lead.clone();
        if stage >= Stage::Budgeted {
            for municipality in &self.world.municipalities {
                self.set_budget(applied, municipality, &municipality.preparer)
                    .await
                    .accepted();
            }
        }
        if stage >= Stage::Asked {
            self.step(&lead, applied, "requestCommitments").await.accepted();
        }
        if stage >= Stage::Committed {
            for municipality in &self.world.municipalities {
                self.give_commitment(applied, municipality, &municipality.approver)
                    .await
                    .accepted();
            }
        }
        if stage >= Stage::Submitted {
            self.step(&lead, applied, "submitApplication").await.accepted();
        }
        if stage >= Stage::Evaluated {
            let officer = &self.world.officer;
            self.step_with(
                officer,
                applied,
                "evaluateApplication",
                "EvaluateApplicationInput",
                json!({ "statement": "Hyvä hanke." }),
            )
            .await
            .accepted();
        }
        if stage >= Stage::DecisionDrafted {
            let answer = self
                .draft_decision(&self.world.officer, applied, "300000.00")
                .await
                .accepted();
            applied.decision = Some(answer.text("/draftDecision/decision/id"));
        }
        if stage >= Stage::Decided {
            self.decide(&self.world.second, applied, "approveDecision")
                .await
                .accepted();
        }
        if stage >= Stage::Accepted {
            self.decide(&lead, applied, "acceptDecision").await.accepted();
        }
    }

    /// Sets the budget of a municipality as somebody; a category that is derived gets 40 per cent of the wages.
    ///
    /// # Panics
    /// When the call cannot be read.
    pub async fn set_budget(&self, applied: &Applied, of: &Municipality, by: &User) -> Answer {
        let query = "query($id: ID!) { call(id: $id) { terms { categories { code kind } } } }";
        let call = self
            .graphql(by, query, json!({ "id": applied.call }))
            .await
            .accepted();
        let categories = call.at("/call/terms/categories").as_array().expect("categories");
        let derived = categories.iter().find(|one| one["kind"] == "FLAT_RATE");
        let derived = derived.map(|category| {
            json!({ "category": category["code"], "subAreaId": applied.sub_areas[0], "amount": "16000.00" })
        });
        let cells: Vec<Value> = self
            .budget_cells(&applied.sub_areas)
            .into_iter()
            .chain(derived)
            .collect();
        let more = json!({ "partnerId": of.id, "cells": cells });
        self.step_with(by, applied, "setBudget", "SetBudgetInput", more)
            .await
    }

    /// Commits a municipality as somebody.
    ///
    /// # Panics
    /// When it has not been asked.
    pub async fn give_commitment(&self, applied: &Applied, of: &Municipality, by: &User) -> Answer {
        let (id, version) = self.commitment(applied, of).await;
        let input = json!({ "id": id, "expectedVersion": version });
        let fields = "commitment { id version state snapshot }";
        self.mutate(by, "giveCommitment", "CommitmentStepInput", input, fields)
            .await
    }

    /// The global id and the version of a municipality's commitment.
    ///
    /// # Panics
    /// When it has not been asked.
    pub async fn commitment(&self, applied: &Applied, of: &Municipality) -> (String, i64) {
        let query = "query($id: ID!) { application(id: $id) { commitments { id version partner { id } } } }";
        let answer = self
            .graphql(&applied.lead.lead, query, json!({ "id": applied.id }))
            .await
            .accepted();
        let commitments = answer.at("/application/commitments").as_array().cloned();
        let found = commitments
            .unwrap_or_default()
            .into_iter()
            .find(|one| one["partner"]["id"] == json!(of.id))
            .expect("a commitment");
        let id = found["id"].as_str().expect("an id").to_owned();
        (id, found["version"].as_i64().expect("a version"))
    }

    /// Drafts an award as somebody.
    pub async fn draft_decision(&self, by: &User, applied: &Applied, award: &str) -> Answer {
        let input = json!({
            "applicationId": applied.id, "expectedVersion": self.application_version(applied).await,
            "awarded": true, "award": award, "reasoning": "Täyttää haun ehdot.",
        });
        let fields = "decision { id version state award rate }";
        self.mutate(by, "draftDecision", "DraftDecisionInput", input, fields)
            .await
    }

    /// A project as [`granted_project`](Self::granted_project), whose decision says something else: `decision`
    /// goes over the input of `draftDecision`.
    ///
    /// # Panics
    /// When something is refused.
    pub async fn granted_as(&self, decision: &Value) -> GrantedProject {
        let mut applied = self.application_at(Stage::Evaluated).await;
        let drafted = self
            .draft_decision_as(&self.world.officer, &applied, decision)
            .await
            .accepted();
        applied.decision = Some(drafted.text("/draftDecision/decision/id"));
        let lead = applied.lead.lead.clone();
        self.decide(&self.world.second, &applied, "approveDecision")
            .await
            .accepted();
        self.decide(&lead, &applied, "acceptDecision").await.accepted();
        self.paid_to(&applied.lead).await;
        let project = self.project_of(&applied).await;
        if decision.get("advance").is_some() {
            self.agreed(&project).await;
        }
        project
    }

    /// Drafts a decision as somebody; `decision` goes over what is usual.
    ///
    /// # Panics
    /// When `decision` is no object.
    pub async fn draft_decision_as(&self, by: &User, applied: &Applied, decision: &Value) -> Answer {
        let mut input = json!({
            "applicationId": applied.id, "expectedVersion": self.application_version(applied).await,
            "awarded": true, "reasoning": "Täyttää haun ehdot.",
        });
        for (field, value) in decision.as_object().expect("an object") {
            input[field] = value.clone();
        }
        let fields = "decision { id version state award rate \
            advance { total clearingRate instalments { number payableFrom amount } } }";
        self.mutate(by, "draftDecision", "DraftDecisionInput", input, fields)
            .await
    }

    /// Takes a plain step of an application at its present version.
    pub async fn step(&self, by: &User, applied: &Applied, mutation: &str) -> Answer {
        self.step_with(by, applied, mutation, "ApplicationStepInput", json!({}))
            .await
    }

    /// Takes a step of an application at its present version with more input.
    pub async fn step_with(
        &self,
        by: &User,
        applied: &Applied,
        mutation: &str,
        input_type: &str,
        mut input: Value,
    ) -> Answer {
        input["id"] = json!(applied.id);
        if input.get("expectedVersion").is_none() {
            input["expectedVersion"] = json!(self.application_version(applied).await);
        }
        let fields = "application { id version state }";
        self.mutate(by, mutation, input_type, input, fields).await
    }

    /// Takes a plain step of the decision at its present version.
    ///
    /// # Panics
    /// When there is no decision.
    pub async fn decide(&self, by: &User, applied: &Applied, mutation: &str) -> Answer {
        let id = applied.decision.as_ref().expect("a decision");
        let query = "query($id: ID!) { decision(id: $id) { version } }";
        let read = self
            .graphql(&self.world.officer, query, json!({ "id": id }))
            .await;
        let input = json!({ "id": id, "expectedVersion": read.number("/decision/version") });
        let fields = "decision { id version state project { id number } }";
        self.mutate(by, mutation, "DecisionStepInput", input, fields)
            .await
    }

    /// Lets the municipality's administrator give somebody one more role.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn grant_role(&self, user: &User, of: &Municipality, role: &str) {
        self.grant_role_in(user, &of.administrator, &of.id, role).await;
    }

    /// Lets the authority's administrator give somebody one more role there.
    ///
    /// # Panics
    /// When it is refused.
    pub async fn grant_authority_role(&self, user: &User, role: &str) {
        let authority = talkoot_graphql::organisation_id(self.world.authority);
        self.grant_role_in(user, &self.world.administrator, &authority, role)
            .await;
    }

    async fn grant_role_in(&self, user: &User, administrator: &User, organisation: &str, role: &str) {
        let viewer = self
            .graphql(user, "{ viewer { person { id } } }", json!({}))
            .await;
        let input = json!({
            "personId": viewer.text("/viewer/person/id"), "organisationId": organisation, "role": role,
        });
        self.mutate(administrator, "grantRole", "RoleInput", input, "person { id }")
            .await
            .accepted();
    }

    /// The present version of an application, as its lead reads it.
    ///
    /// # Panics
    /// When the lead does not see it.
    pub async fn application_version(&self, applied: &Applied) -> i64 {
        let query = "query($id: ID!) { application(id: $id) { version } }";
        self.graphql(&applied.lead.lead, query, json!({ "id": applied.id }))
            .await
            .number("/application/version")
    }
}

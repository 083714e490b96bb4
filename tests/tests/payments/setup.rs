//! What the tests do again and again.

use serde_json::{Value, json};
use talkoot_test_support::{Answer, GrantedProject, TestApp, User};

pub const PAYOUT: &str = "payout { id version state amount account { id iban number } approvedBy { name } \
    bankReference valueDate failureReason }";

/// A project whose first claim is approved for payment.
pub struct Payable {
    pub app: TestApp,
    pub project: GrantedProject,
    pub claim: String,
}

impl Payable {
    /// The claim of Pälkäne's one cost line of 100.00, of which 85.00 is payable; the lead has an account
    /// in force.
    pub async fn start() -> Self {
        let app = TestApp::start().await;
        let project = app.granted_project().await;
        Self::of(app, project).await
    }

    /// The same in a project that is there.
    pub async fn of(app: TestApp, project: GrantedProject) -> Self {
        Self::with(app, project, "100.00").await
    }

    /// The same with a line of another amount.
    pub async fn with(app: TestApp, project: GrantedProject, amount: &str) -> Self {
        let claim = approved_claim(&app, &project, amount).await;
        Self { app, project, claim }
    }

    pub fn officer(&self) -> &User {
        &self.app.world.officer
    }

    pub fn second(&self) -> &User {
        &self.app.world.second
    }

    pub async fn create_payout(&self, by: &User) -> Answer {
        create_payout(&self.app, by, &self.claim).await
    }

    /// A payout of the claim that the second person has approved; gives its id.
    pub async fn approved_payout(&self) -> String {
        let created = self.create_payout(self.officer()).await.accepted();
        let id = created.text("/createPayout/payout/id");
        payout_step(&self.app, self.second(), "approvePayout", &id, json!({}))
            .await
            .accepted();
        id
    }

    pub async fn step(&self, by: &User, mutation: &str, payout: &str, more: Value) -> Answer {
        payout_step(&self.app, by, mutation, payout, more).await
    }
}

pub async fn create_payout(app: &TestApp, by: &User, claim: &str) -> Answer {
    let version = version(app, "claim", claim).await;
    let input = json!({ "claimId": claim, "expectedVersion": version });
    app.mutate(by, "createPayout", "CreatePayoutInput", input, PAYOUT)
        .await
}

pub async fn payout_step(app: &TestApp, by: &User, mutation: &str, payout: &str, more: Value) -> Answer {
    let input_type = match mutation {
        "confirmPayout" => "ConfirmPayoutInput",
        "failPayout" => "FailPayoutInput",
        _ => "PayoutStepInput",
    };
    let mut input = json!({ "id": payout, "expectedVersion": version(app, "payout", payout).await });
    merge(&mut input, &more);
    app.mutate(by, mutation, input_type, input, PAYOUT).await
}

pub async fn version(app: &TestApp, kind: &str, id: &str) -> i64 {
    let query = format!("query($id: ID!) {{ {kind}(id: $id) {{ version }} }}");
    let read = app.graphql(&app.world.officer, &query, json!({ "id": id })).await;
    read.number(&format!("/{kind}/version"))
}

pub fn merge(input: &mut Value, more: &Value) {
    for (field, value) in more.as_object().expect("an object") {
        input[field] = value.clone();
    }
}

/// The approved claim of a project's first period: one line of services of the lead.
pub async fn approved_claim(app: &TestApp, project: &GrantedProject, amount: &str) -> String {
    let lead = project.lead.clone();
    let world = app.world.clone();
    let report = reported(app, project, amount).await;
    for (by, mutation) in [
        (&lead.approver, "submitCostReport"),
        (&lead.lead, "acceptCostReport"),
    ] {
        let input = json!({ "id": report, "expectedVersion": version(app, "costReport", &report).await });
        app.mutate(by, mutation, "CostReportStepInput", input, "costReport { state }")
            .await
            .accepted();
    }
    let input = json!({ "projectId": project.id, "periodId": project.periods[0] });
    let fields = "claim { id }";
    let drafted = app
        .mutate(&lead.lead, "draftClaim", "DraftClaimInput", input, fields)
        .await
        .accepted();
    let claim = drafted.text("/draftClaim/claim/id");
    for (by, mutation, input_type) in [
        (&lead.lead, "submitClaim", "SubmitClaimInput"),
        (&world.officer, "acceptCostLines", "AcceptCostLinesInput"),
        (&world.officer, "checkClaimContent", "ClaimStepInput"),
        (&world.second, "approveClaim", "ClaimStepInput"),
    ] {
        let mut input = json!({ "expectedVersion": version(app, "claim", &claim).await });
        if mutation == "acceptCostLines" {
            merge(&mut input, &json!({ "claimId": claim, "allPending": true }));
        } else {
            input["id"] = json!(claim);
        }
        app.mutate(by, mutation, input_type, input, fields)
            .await
            .accepted();
    }
    claim
}

/// The lead's cost report of the first period with one line imported; gives its id.
async fn reported(app: &TestApp, project: &GrantedProject, amount: &str) -> String {
    let lead = &project.lead;
    let input = json!({ "projectId": project.id, "periodId": project.periods[0] });
    let opened = app
        .mutate(
            &lead.lead,
            "openCostReports",
            "OpenCostReportsInput",
            input,
            "costReports { id partner { nameFi } }",
        )
        .await
        .accepted();
    let reports = opened
        .at("/openCostReports/costReports")
        .as_array()
        .expect("reports");
    let report = reports
        .iter()
        .find(|report| report["partner"]["nameFi"] == "Pälkäne")
        .expect("the lead's report");
    let report = report["id"].as_str().expect("an id").to_owned();
    let mapping = json!({
        "organisationId": lead.id, "rules": [{ "account": "4340", "category": "services" }],
    });
    let input_type = "SaveAccountMappingInput";
    app.mutate(
        &lead.preparer,
        "saveAccountMapping",
        input_type,
        mapping,
        "accountMapping { version }",
    )
    .await
    .accepted();
    let csv = format!(
        "Tosite;Tositepvm;Tili;Tilin nimi;Kustannuspaikka;Selite;Summa\n{};15.3.2026;4340;Tili;6101;Selite;{}\n",
        amount.replace('.', ""),
        amount.replace('.', ",")
    );
    let file = app
        .upload(&lead.preparer, lead.organisation, "lead.csv", csv.as_bytes())
        .await;
    let input = json!({
        "costReportId": report, "expectedVersion": version(app, "costReport", &report).await,
        "fileId": file, "selection": [{ "field": "COST_CENTRE", "values": ["6101"] }],
        "subAreaId": project.sub_areas[0],
    });
    app.mutate(
        &lead.preparer,
        "importLedger",
        "ImportLedgerInput",
        input,
        "costReport { total }",
    )
    .await
    .accepted();
    report
}

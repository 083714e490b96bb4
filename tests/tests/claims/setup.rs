//! What the tests do again and again.

use serde_json::{Value, json};
use talkoot_test_support::{Answer, GrantedProject, TestApp, User};

pub const CLAIM: &str = "claim { id version number isLast state questions answer rejectionReason paidAt \
    period { number } totals { claimed accepted cumulativeAccepted parked cumulativeGrant grantBefore grant \
    advanceBefore advanceCleared advanceOutstanding owedBefore payable owed } partners { whyId partner { nameFi } claimed accepted parked grantShare \
    cumulativeShare ownShare residualCent } payouts { id state } }";
pub const LINE: &str = "costLine { id version verification { state accepted reasonCode reason \
    verifiedBy { name } } }";
pub const PAYOUT: &str =
    "payout { id version state source instalment amount bankReference valueDate failureReason }";

pub const SERVICES: &str = "4340";
pub const TRAVEL: &str = "4720";
pub const PERSONNEL: &str = "4000";

/// A granted project whose partners report what a test says.
pub struct Claims {
    pub app: TestApp,
    pub project: GrantedProject,
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

impl Claims {
    pub async fn start() -> Self {
        let app = TestApp::start().await;
        let project = app.granted_project().await;
        Self { app, project }
    }

    /// The same from a call that says something else; `change` goes over its content.
    pub async fn start_from(change: impl FnOnce(&mut Value)) -> Self {
        let app = TestApp::start().await;
        let project = app.granted_from(change).await;
        Self { app, project }
    }

    /// The same with another decision; it goes over the input of `draftDecision`.
    pub async fn start_with(decision: &Value) -> Self {
        let app = TestApp::start().await;
        let project = app.granted_as(decision).await;
        Self { app, project }
    }

    pub fn lead(&self) -> &User {
        &self.project.lead.lead
    }

    pub fn officer(&self) -> &User {
        &self.app.world.officer
    }

    pub fn second(&self) -> &User {
        &self.app.world.second
    }

    /// Opens the reports of a period for every partner; gives their ids by partner.
    pub async fn open(&self, period: usize) -> Vec<(String, String)> {
        let input = json!({ "projectId": self.project.id, "periodId": self.project.periods[period] });
        let fields = "costReports { id partner { nameFi } }";
        let opened = self
            .app
            .mutate(
                self.lead(),
                "openCostReports",
                "OpenCostReportsInput",
                input,
                fields,
            )
            .await
            .accepted();
        let reports = opened
            .at("/openCostReports/costReports")
            .as_array()
            .expect("reports");
        reports
            .iter()
            .map(|report| (text(&report["partner"]["nameFi"]), text(&report["id"])))
            .collect()
    }

    async fn report_step(&self, user: &User, mutation: &str, report: &str) {
        let query = "query($id: ID!) { costReport(id: $id) { version } }";
        let read = self
            .app
            .graphql(self.officer(), query, json!({ "id": report }))
            .await;
        let input = json!({ "id": report, "expectedVersion": read.number("/costReport/version") });
        let fields = "costReport { state }";
        self.app
            .mutate(user, mutation, "CostReportStepInput", input, fields)
            .await
            .accepted();
    }

    /// Imports lines of `(account, amount)` posted on a day into a partner's report, and has it submitted
    /// and accepted by the lead.
    pub async fn report(&self, report: &str, partner: &str, day: &str, lines: &[(&str, &str)]) {
        self.imported(report, partner, day, lines).await;
        self.hand_over(report, partner).await;
    }

    /// The same on 15 March, with one of the lines allocated as the input of `allocateCostLine` says.
    pub async fn report_with(
        &self,
        report: &str,
        partner: &str,
        lines: &[(&str, &str)],
        allocated: Option<(usize, Value)>,
    ) {
        self.imported(report, partner, "15.3.2026", lines).await;
        if let Some((line, mut input)) = allocated {
            let query = "query($id: ID!) { costReport(id: $id) { version lines { edges { node { id } } } } }";
            let read = self
                .app
                .graphql(self.officer(), query, json!({ "id": report }))
                .await;
            input["costReportId"] = json!(report);
            input["expectedVersion"] = json!(read.number("/costReport/version"));
            input["costLineId"] = read
                .at(&format!("/costReport/lines/edges/{line}/node/id"))
                .clone();
            let of = self.app.world.municipality(partner).clone();
            self.app
                .mutate(
                    &of.preparer,
                    "allocateCostLine",
                    "AllocateCostLineInput",
                    input,
                    "costReport { total }",
                )
                .await
                .accepted();
        }
        self.hand_over(report, partner).await;
    }

    async fn hand_over(&self, report: &str, partner: &str) {
        let approver = self.app.world.municipality(partner).approver.clone();
        self.report_step(&approver, "submitCostReport", report).await;
        self.report_step(self.lead(), "acceptCostReport", report).await;
    }

    /// Imports such lines and leaves the report open.
    pub async fn imported(&self, report: &str, partner: &str, day: &str, lines: &[(&str, &str)]) {
        let of = self.app.world.municipality(partner).clone();
        let mut csv = "Tosite;Tositepvm;Tili;Tilin nimi;Kustannuspaikka;Selite;Summa\n".to_owned();
        for (number, (account, amount)) in (1..).zip(lines) {
            let amount = amount.replace('.', ",");
            csv.push_str(&format!("{number};{day};{account};Tili;6101;Selite;{amount}\n"));
        }
        let rules = json!([
            { "account": SERVICES, "category": "services" },
            { "account": TRAVEL, "category": "travel" },
            { "account": PERSONNEL, "category": "personnel" },
        ]);
        let mapping = json!({ "organisationId": of.id, "rules": rules });
        self.app
            .mutate(
                &of.preparer,
                "saveAccountMapping",
                "SaveAccountMappingInput",
                mapping,
                "accountMapping { version }",
            )
            .await
            .accepted();
        let name = format!("{partner}.csv");
        let file = self
            .app
            .upload(&of.preparer, of.organisation, &name, csv.as_bytes())
            .await;
        self.import_file(report, &of.preparer, &file).await;
    }

    /// Imports a file that is there.
    pub async fn import_file(&self, report: &str, by: &User, file: &str) {
        let query = "query($id: ID!) { costReport(id: $id) { version } }";
        let read = self
            .app
            .graphql(self.officer(), query, json!({ "id": report }))
            .await;
        let input = json!({
            "costReportId": report,
            "expectedVersion": read.number("/costReport/version"),
            "fileId": file,
            "selection": [{ "field": "COST_CENTRE", "values": ["6101"] }],
            "subAreaId": self.project.sub_areas[0],
        });
        let fields = "costReport { total }";
        self.app
            .mutate(by, "importLedger", "ImportLedgerInput", input, fields)
            .await
            .accepted();
    }

    /// Reports of the first period: the partners named, each with lines.
    pub async fn first_period(&self, partners: &[(&str, &[(&str, &str)])]) -> Vec<(String, String)> {
        let reports = self.open(0).await;
        for (partner, lines) in partners {
            self.report(&of(&reports, partner), partner, "15.3.2026", lines)
                .await;
        }
        reports
    }

    pub async fn draft_as(&self, user: &User, period: usize) -> Answer {
        let input = json!({ "projectId": self.project.id, "periodId": self.project.periods[period] });
        self.app
            .mutate(user, "draftClaim", "DraftClaimInput", input, CLAIM)
            .await
    }

    /// Tries to draft the last claim, for a period.
    pub async fn draft_last(&self, period: usize) -> Answer {
        let input = json!({
            "projectId": self.project.id, "periodId": self.project.periods[period], "last": true,
        });
        self.app
            .mutate(self.lead(), "draftClaim", "DraftClaimInput", input, CLAIM)
            .await
    }

    /// Asks for the payout of an instalment of the advance.
    pub async fn order_instalment(&self, user: &User, instalment: i32) -> Answer {
        let input = json!({ "projectId": self.project.id, "expectedVersion": 1, "instalment": instalment });
        self.app
            .mutate(
                user,
                "createAdvancePayout",
                "CreateAdvancePayoutInput",
                input,
                PAYOUT,
            )
            .await
    }

    /// Brings an instalment of the advance to the lead; gives the id of its payout.
    pub async fn advanced(&self, instalment: i32) -> String {
        let created = self.order_instalment(self.officer(), instalment).await.accepted();
        let id = created.text("/createAdvancePayout/payout/id");
        self.send_and_confirm(&id).await;
        id
    }

    async fn send_and_confirm(&self, payout: &str) {
        self.payout_step(self.second(), "approvePayout", payout, json!({}))
            .await
            .accepted();
        self.payout_step(self.officer(), "sendPayout", payout, json!({}))
            .await
            .accepted();
        let said = json!({
            "bankReference": "RF0812344",
            "valueDate": self.app.app.today().to_string(),
        });
        self.payout_step(self.officer(), "confirmPayout", payout, said)
            .await
            .accepted();
        self.app.work().await;
    }

    /// What the project has claimed and been paid, and what it owes, as somebody reads it.
    pub async fn balance(&self, user: &User) -> Value {
        let query = "query($id: ID!) { project(id: $id) { balance { granted paid advancePaid advanceCleared \
                     advanceOutstanding owed } } }";
        let read = self
            .app
            .graphql(user, query, json!({ "id": self.project.id }))
            .await
            .accepted();
        read.at("/project/balance").clone()
    }

    /// Drafts and submits the claim of a period; gives its id.
    pub async fn submitted(&self, period: usize) -> String {
        let drafted = self.draft_as(self.lead(), period).await.accepted();
        let id = drafted.text("/draftClaim/claim/id");
        self.step(self.lead(), "submitClaim", &id, json!({}))
            .await
            .accepted();
        id
    }

    pub async fn claim(&self, id: &str) -> Answer {
        self.read(self.officer(), id, CLAIM).await
    }

    pub async fn read(&self, user: &User, id: &str, fields: &str) -> Answer {
        let query = format!(
            "query($id: ID!) {{ claim(id: $id) {} }}",
            fields.trim_start_matches("claim ")
        );
        self.app.graphql(user, &query, json!({ "id": id })).await
    }

    pub async fn version(&self, kind: &str, id: &str) -> i64 {
        let query = format!("query($id: ID!) {{ {kind}(id: $id) {{ version }} }}");
        let read = self
            .app
            .graphql(self.officer(), &query, json!({ "id": id }))
            .await;
        read.number(&format!("/{kind}/version"))
    }

    /// A mutation of a claim at the version it has now; `more` goes over the input.
    pub async fn step(&self, user: &User, mutation: &str, id: &str, more: Value) -> Answer {
        let input_type = match mutation {
            "submitClaim" => "SubmitClaimInput",
            "requestClaimSupplement" => "RequestClaimSupplementInput",
            "rejectClaim" => "RejectClaimInput",
            "acceptCostLines" => "AcceptCostLinesInput",
            "createPayout" => "CreatePayoutInput",
            _ => "ClaimStepInput",
        };
        let key = if matches!(mutation, "acceptCostLines" | "createPayout") {
            "claimId"
        } else {
            "id"
        };
        let mut input = json!({ "expectedVersion": self.version("claim", id).await });
        input[key] = json!(id);
        merge(&mut input, &more);
        let fields = if mutation == "createPayout" { PAYOUT } else { CLAIM };
        self.app.mutate(user, mutation, input_type, input, fields).await
    }

    /// The lines of a claim as `(id, version, amount)`, oldest first.
    pub async fn lines(&self, user: &User, claim: &str) -> Vec<(String, i64, String)> {
        let fields = "{ lines(first: 100) { edges { node { id version amount } } } }";
        let read = self.read(user, claim, fields).await;
        let edges = read.at("/claim/lines/edges").as_array().expect("lines").clone();
        edges
            .iter()
            .map(|edge| {
                let line = &edge["node"];
                (
                    text(&line["id"]),
                    line["version"].as_i64().expect("a version"),
                    text(&line["amount"]),
                )
            })
            .collect()
    }

    /// `disallowCostLine`, `partlyAcceptCostLine` or `reopenCostLine`.
    pub async fn decide(
        &self,
        user: &User,
        mutation: &str,
        line: &(String, i64, String),
        more: Value,
    ) -> Answer {
        let input_type = match mutation {
            "disallowCostLine" => "DisallowCostLineInput",
            "partlyAcceptCostLine" => "PartlyAcceptCostLineInput",
            _ => "ReopenCostLineInput",
        };
        let mut input = json!({ "id": line.0, "expectedVersion": line.1 });
        if mutation != "reopenCostLine" {
            merge(
                &mut input,
                &json!({ "reasonCode": "NO_EVIDENCE", "reason": "Tosite puuttuu" }),
            );
        }
        merge(&mut input, &more);
        self.app.mutate(user, mutation, input_type, input, LINE).await
    }

    /// Verifies, checks and approves a submitted claim.
    /// Every line accepted and the content checked.
    pub async fn checked(&self, claim: &str) {
        self.step(
            self.officer(),
            "acceptCostLines",
            claim,
            json!({ "allPending": true }),
        )
        .await
        .accepted();
        self.step(self.officer(), "checkClaimContent", claim, json!({}))
            .await
            .accepted();
    }

    pub async fn approved(&self, claim: &str) -> Answer {
        self.checked(claim).await;
        self.step(self.second(), "approveClaim", claim, json!({}))
            .await
            .accepted()
    }

    pub async fn payout_step(&self, user: &User, mutation: &str, payout: &str, more: Value) -> Answer {
        let input_type = match mutation {
            "confirmPayout" => "ConfirmPayoutInput",
            "failPayout" => "FailPayoutInput",
            _ => "PayoutStepInput",
        };
        let mut input = json!({ "id": payout, "expectedVersion": self.version("payout", payout).await });
        merge(&mut input, &more);
        self.app.mutate(user, mutation, input_type, input, PAYOUT).await
    }

    /// Creates, approves and sends the payout of an approved claim; gives its id.
    pub async fn sent(&self, claim: &str) -> String {
        let id = self.let_through(claim).await;
        self.payout_step(self.officer(), "sendPayout", &id, json!({}))
            .await
            .accepted();
        id
    }

    /// Creates and approves the payout of an approved claim; gives its id.
    pub async fn let_through(&self, claim: &str) -> String {
        let created = self
            .step(self.officer(), "createPayout", claim, json!({}))
            .await
            .accepted();
        let id = created.text("/createPayout/payout/id");
        self.payout_step(self.second(), "approvePayout", &id, json!({}))
            .await
            .accepted();
        id
    }

    /// Brings an approved claim's money to the lead, and the claim to paid.
    pub async fn paid(&self, claim: &str) -> String {
        let id = self.sent(claim).await;
        let said = json!({
            "bankReference": "RF0812344",
            "valueDate": self.app.app.today().to_string(),
        });
        self.payout_step(self.officer(), "confirmPayout", &id, said)
            .await
            .accepted();
        self.app.work().await;
        id
    }
}

fn merge(input: &mut Value, more: &Value) {
    for (field, value) in more.as_object().expect("an object") {
        input[field] = value.clone();
    }
}

/// The id of a partner's report.
pub fn of(reports: &[(String, String)], partner: &str) -> String {
    let found = reports.iter().find(|(name, _)| name == partner);
    found.expect("a partner").1.clone()
}

/// The five partners of scenario S1 with one line of services each.
pub const S1: [(&str, &[(&str, &str)]); 5] = [
    ("Karkkila", &[(SERVICES, "12345.67")]),
    ("Kuhmoinen", &[(SERVICES, "4321.09")]),
    ("Lohja", &[(SERVICES, "20000.00"), (SERVICES, "3456.78")]),
    ("Pälkäne", &[(SERVICES, "9876.54")]),
    ("Virrat", &[(SERVICES, "7654.33")]),
];

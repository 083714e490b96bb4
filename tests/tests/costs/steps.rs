//! What the tests do again and again.

use serde_json::{Value, json};
use talkoot_test_support::{Answer, GrantedProject, Municipality, TestApp, User};

use crate::costs::ledger::{COST_CENTRE, SELECTED, half_year, semicolons_in_latin1};

pub const FIELDS: &str = "costReport { id version state total returnReasons preparedBy { name } \
    submittedBy { name } totals { category subAreaId lines amount } \
    import { fileName sha256 selectedTotal diagnosis { rows fileTotal encoding separator sheet headerRow \
    amountColumn amountKind selected { rows total } excluded { reason rows total } repeats errorCount } } \
    imports { id inForce fileName } }";

/// A project of which the first period is open for every partner.
pub struct Costs {
    pub app: TestApp,
    pub project: GrantedProject,
    reports: Vec<(String, String)>,
}

impl Costs {
    pub async fn open() -> Self {
        Self::open_from(|_| {}).await
    }

    /// The same from a call that says something else; `change` goes over its content.
    pub async fn open_from(change: impl FnOnce(&mut Value)) -> Self {
        let app = TestApp::start().await;
        let project = app.granted_from(change).await;
        Self::open_in(app, project).await
    }

    /// The first period of a project, open for every partner.
    pub async fn open_in(app: TestApp, project: GrantedProject) -> Self {
        let opened = app
            .mutate(
                &project.lead.lead,
                "openCostReports",
                "OpenCostReportsInput",
                json!({ "projectId": project.id, "periodId": project.periods[0] }),
                "costReports { id partner { nameFi } }",
            )
            .await
            .accepted();
        let reports = opened
            .at("/openCostReports/costReports")
            .as_array()
            .expect("reports");
        let text = |value: &Value| value.as_str().expect("a text").to_owned();
        let reports = reports
            .iter()
            .map(|report| (text(&report["partner"]["nameFi"]), text(&report["id"])))
            .collect();
        Self {
            app,
            project,
            reports,
        }
    }

    pub fn municipality(&self, name: &str) -> Municipality {
        self.app.world.municipality(name).clone()
    }

    /// The id of a municipality's report.
    pub fn report(&self, name: &str) -> String {
        let found = self.reports.iter().find(|(partner, _)| partner == name);
        found.expect("a partner").1.clone()
    }

    /// The version of a report, as the system sees it.
    pub async fn version(&self, report: &str) -> i64 {
        let query = "query($id: ID!) { costReport(id: $id) { version } }";
        let answer = self
            .app
            .graphql(&self.app.world.officer, query, json!({ "id": report }))
            .await;
        answer.number("/costReport/version")
    }

    /// Accounts as every municipality of the tests has them.
    pub async fn save_mapping(&self, of: &Municipality) {
        let rules = json!([
            { "account": "4001", "category": "personnel" },
            { "prefix": "43", "category": "services" },
            { "from": 4700, "to": 4799, "category": "travel" },
        ]);
        self.app
            .mutate(
                &of.preparer,
                "saveAccountMapping",
                "SaveAccountMappingInput",
                json!({ "organisationId": of.id, "rules": rules }),
                "accountMapping { version }",
            )
            .await
            .accepted();
    }

    /// Saves these rules as the mapping of a municipality.
    pub async fn map(&self, of: &Municipality, rules: Value) -> Answer {
        self.app
            .mutate(
                &of.preparer,
                "saveAccountMapping",
                "SaveAccountMappingInput",
                json!({ "organisationId": of.id, "rules": rules }),
                "accountMapping { version rules { account category validFrom validTo } }",
            )
            .await
    }

    /// The lines of a report as its officer reads them.
    pub async fn lines(&self, report: &str) -> Vec<Value> {
        let query = "query($id: ID!) { costReport(id: $id) { lines(first: 30) { totalCount edges { node { id row \
            part voucher account amount booked category subAreaId exclusion supplierName supplierId \
            description occurrence allocation { share sharePercent reason allocatedBy { name } } \
            evidence { file { id name } attachedBy { name } } } } } } }";
        let seen = self
            .app
            .graphql(&self.app.world.officer, query, json!({ "id": report }))
            .await
            .accepted();
        let edges = seen.at("/costReport/lines/edges").as_array().expect("edges");
        assert_eq!(seen.at("/costReport/lines/totalCount"), &json!(edges.len()));
        edges.iter().map(|edge| edge["node"].clone()).collect()
    }

    /// How what a report claims follows from its ledger.
    pub async fn equation(&self, report: &str) -> Value {
        let query = "query($id: ID!) { costReport(id: $id) { total equation { selected eligible ownPart \
            excluded { reason rows amount } } } }";
        let seen = self
            .app
            .graphql(&self.app.world.officer, query, json!({ "id": report }))
            .await
            .accepted();
        let equation = seen.at("/costReport/equation").clone();
        assert_eq!(equation["eligible"], *seen.at("/costReport/total"));
        equation
    }

    /// A mutation of one line of a report; `more` goes over the input.
    pub async fn line_step(
        &self,
        user: &User,
        (mutation, input_type): (&str, &str),
        report: &str,
        line: &Value,
        more: Value,
    ) -> Answer {
        let mut input = json!({
            "costReportId": report,
            "expectedVersion": self.version(report).await,
            "costLineId": line["id"],
        });
        for (field, value) in more.as_object().expect("an object") {
            input[field] = value.clone();
        }
        self.app.mutate(user, mutation, input_type, input, FIELDS).await
    }

    pub async fn upload(&self, of: &Municipality, name: &str, content: &[u8]) -> String {
        self.app
            .upload(&of.preparer, of.organisation, name, content)
            .await
    }

    /// Imports as somebody into a report, the cost centre of the project selected; `more` goes over it.
    pub async fn import_as(&self, user: &User, report: &str, file: &str, more: Value) -> Answer {
        let mut input = json!({
            "costReportId": report,
            "expectedVersion": self.version(report).await,
            "fileId": file,
            "selection": [{ "field": "COST_CENTRE", "values": [COST_CENTRE] }],
            "subAreaId": self.project.sub_areas[0],
        });
        for (field, value) in more.as_object().expect("an object") {
            input[field] = value.clone();
        }
        self.app
            .mutate(user, "importLedger", "ImportLedgerInput", input, FIELDS)
            .await
    }

    /// Uploads and imports as the municipality's preparer.
    pub async fn import(&self, of: &Municipality, content: &[u8], more: Value) -> Answer {
        let name = match content {
            [b'P', b'K', ..] => "paakirja.xlsx",
            [b'%', b'P', b'D', b'F', ..] => "paakirja.pdf",
            _ => "paakirja.csv",
        };
        let file = self.upload(of, name, content).await;
        self.import_as(&of.preparer, &self.report(&of.name), &file, more)
            .await
    }

    /// A report that lacks nothing.
    pub async fn prepare(&self, of: &Municipality) {
        self.save_mapping(of).await;
        let content = semicolons_in_latin1(&half_year());
        let imported = self.import(of, &content, json!({})).await.accepted();
        assert_eq!(imported.text("/importLedger/costReport/total"), SELECTED);
    }

    pub async fn classify(&self, user: &User, report: &str, items: Value) -> Answer {
        let input = json!({
            "costReportId": report,
            "expectedVersion": self.version(report).await,
            "items": items,
        });
        self.app
            .mutate(user, "classifyCostLines", "ClassifyCostLinesInput", input, FIELDS)
            .await
    }

    /// `submitCostReport` or `acceptCostReport`.
    pub async fn step(&self, user: &User, mutation: &str, report: &str) -> Answer {
        let input = json!({ "id": report, "expectedVersion": self.version(report).await });
        self.app
            .mutate(user, mutation, "CostReportStepInput", input, FIELDS)
            .await
    }

    pub async fn give_back(&self, user: &User, report: &str, reasons: &str) -> Answer {
        let input =
            json!({ "id": report, "expectedVersion": self.version(report).await, "reasons": reasons });
        self.app
            .mutate(user, "returnCostReport", "ReturnCostReportInput", input, FIELDS)
            .await
    }
}

/// The message of the first refusal.
pub fn message(answer: &Answer, mutation: &str) -> String {
    answer.text(&format!("/{mutation}/refusals/0/message"))
}

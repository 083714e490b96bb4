//! Input for any mutation, made from the schema: valid in form, naming the prepared things, at a version
//! that never is, so that whoever may gets as far as the version and nothing changes.

use serde_json::{Map, Value, json};
use talkoot_test_support::{TestApp, finnish_iban};
use uuid::Uuid;

use crate::permissions::{
    graph::{named, required},
    prepared::Prepared,
};

const SCHEMA: &str = "{ __schema { subscriptionType { name } mutationType { fields { name args { type { ...Type } } \
    type { ...Type } } } queryType { fields { name args { name defaultValue type { ...Type } } type { ...Type } } } \
    types { kind name inputFields { name type { ...Type } defaultValue } enumValues { name } } } } \
    fragment Type on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }";

/// What the schema says about itself.
pub(crate) struct Schema {
    types: Vec<Value>,
    pub(crate) mutations: Vec<Value>,
    /// All but `node`, which is asked about each prepared thing.
    pub(crate) queries: Vec<Value>,
}

impl Schema {
    pub(crate) async fn read(app: &TestApp) -> Self {
        let answer = app.anonymous(SCHEMA).await.accepted();
        let list = |path: &str| {
            let mut list = answer.at(path).as_array().cloned().expect("a list");
            list.sort_by_key(|one| one["name"].to_string());
            list
        };
        assert!(
            answer.at("/__schema/subscriptionType").is_null(),
            "nobody has decided who may subscribe to what"
        );
        let mut queries = list("/__schema/queryType/fields");
        queries.retain(|one| one["name"] != "node");
        Self {
            types: list("/__schema/types"),
            mutations: list("/__schema/mutationType/fields"),
            queries,
        }
    }

    fn named(&self, name: &str) -> &Value {
        let mut types = self.types.iter();
        types
            .find(|one| one["name"] == name)
            .expect("a type of the schema")
    }

    fn object(&self, input_type: &str, things: &Things<'_>) -> Value {
        let fields = self.named(input_type)["inputFields"].as_array();
        let required = fields
            .expect("fields")
            .iter()
            .filter(|field| field["type"]["kind"] == "NON_NULL" && field["defaultValue"].is_null());
        let written = required.map(|field| {
            let name = field["name"].as_str().expect("a name");
            (
                name.to_owned(),
                self.value(name, &field["type"]["ofType"], things),
            )
        });
        Value::Object(written.collect::<Map<_, _>>())
    }

    fn value(&self, field: &str, of: &Value, things: &Things<'_>) -> Value {
        let name = of["name"].as_str().unwrap_or_default();
        match (of["kind"].as_str(), name) {
            (Some("LIST"), _) => json!([]),
            (Some("ENUM"), _) => self.named(name)["enumValues"][0]["name"].clone(),
            (Some("INPUT_OBJECT"), _) => self.object(name, things),
            (_, "ID") => json!(things.id(field)),
            (_, "Int") if field == "expectedVersion" => json!(1_000_000),
            (_, "Int") => json!(0),
            (_, "Boolean") => json!(true),
            (_, "NaiveDate") => json!("2026-03-01"),
            (_, "DateTime") => json!("2026-03-01T09:00:00Z"),
            (_, "Money" | "Percent") => json!("1.00"),
            _ if field == "idempotencyKey" => json!(Uuid::new_v4().to_string()),
            _ => json!("x"),
        }
    }

    /// The type and the value of the input of a mutation.
    pub(crate) fn input(&self, mutation: &Value, prepared: &Prepared) -> (String, Value) {
        let input_type = mutation["args"][0]["type"]["ofType"]["name"]
            .as_str()
            .expect("an input");
        let payload = mutation["type"]["ofType"]["name"].as_str().expect("a payload");
        let things = Things {
            prepared,
            object: payload.strip_suffix("Payload").unwrap_or(payload),
        };
        let mut input = self.object(input_type, &things);
        special(mutation["name"].as_str().expect("a name"), &mut input, &things);
        (input_type.to_owned(), input)
    }
}

/// What a query must be told, as it is written behind its name: nothing, or the prepared things that it is about.
pub(crate) fn arguments(prepared: &Prepared, query: &Value) -> String {
    let name = query["name"].as_str().expect("a name");
    let id = |kind: &str| match prepared.id(kind) {
        Some(id) => format!("\"{id}\""),
        None => panic!("prepare in prepared.rs what {name} is about: {kind}"),
    };
    let told = match (name, required(query).as_slice()) {
        (_, []) => return String::new(),
        ("checkLedger" | "inspectLedger", _) => format!("input: {{ fileId: {} }}", id("LedgerFile")),
        ("previewLedger", _) => {
            let (file, report) = (id("LedgerFile"), id("CostReport"));
            format!("input: {{ fileId: {file}, costReportId: {report} }}")
        }
        ("ranking" | "rankingLists", _) => format!("callId: {}", id("RankedCall")),
        ("rankingSimulation", _) => format!("callId: {}, rule: FULL", id("RankedCall")),
        ("surveyForm", _) => format!("secret: {}", id("SurveySecret")),
        ("whyAmount", _) => format!("id: {}", id("Payout")),
        (_, ["id"]) => format!("id: {}", id(named(&query["type"]).1)),
        (_, ["organisation"]) => format!("organisation: {}", id("Organisation")),
        (_, ["personId"]) => format!("personId: {}", id("Person")),
        (_, ["projectId"]) => format!("projectId: {}", id("Project")),
        (_, ["until"]) => "until: \"2026-12-31\"".to_owned(),
        (_, others) => panic!("say in inputs.rs what {name} is told: {others:?}"),
    };
    format!("({told})")
}

/// What has no version to be wrong about is refused for another reason that comes after the permission.
fn special(mutation: &str, input: &mut Value, things: &Things<'_>) {
    match mutation {
        "createOrganisation" => {
            input["kind"] = json!("MUNICIPALITY");
            input["code"] = json!("444");
        }
        // A municipality has no officer.
        "grantRole" => input["role"] = json!("OFFICER"),
        "proposeBankAccount" => input["iban"] = json!(finnish_iban(51)),
        // More than any line has.
        "proposeCorrection" => {
            input["lines"] = json!([{ "costLineId": things.id("costLineId"), "remains": "999999.00" }]);
        }
        // A file of the authority itself, imported already.
        "importBankFeedback" => input["fileId"] = json!(things.id("bankFileId")),
        // One that is not approved.
        "openRecovery" => input["correctionId"] = json!(things.id("correctionId")),
        "answerFields" => input["id"] = json!(things.id("applicationId")),
        "endRole" => input["role"] = json!("AUDITOR"),
        "createCall" => {
            input["content"] = json!({
                "title": "Haku", "opensOn": "2026-02-02", "closesOn": "2026-02-28",
                "usePeriodFirst": "2026-05-01", "usePeriodLast": "2027-12-31",
                "appropriation": "1000000.00", "largestAward": "300000.00",
            });
        }
        // Without a name.
        "keepPortfolioView" => input["name"] = json!(""),
        "createProjectResult" => input["content"]["title"] = json!(" "),
        "createSurvey" => input["projectId"] = json!(things.id("projectId")),
        // A day long before the project.
        "addMilestone" => input["baseline"] = json!("2020-01-01"),
        // Nothing is measured.
        "addIndicator" => input["name"] = json!(""),
        // Nothing is given.
        "declareOtherSupport" => input["amount"] = json!("0.00"),
        _ => {}
    }
}

/// Which prepared thing an id names, by the field and by the object that the mutation is about.
struct Things<'a> {
    prepared: &'a Prepared,
    object: &'a str,
}

impl Things<'_> {
    fn id(&self, field: &str) -> &str {
        let kind = match field {
            "id" => self.object.to_owned(),
            "leadId" => "Lead".to_owned(),
            "fromId" => "Call".to_owned(),
            "municipalityId" | "organisationId" | "partnerId" => "Organisation".to_owned(),
            named => {
                let name = named.strip_suffix("Id").unwrap_or(named);
                let (first, rest) = name.split_at(1);
                format!("{}{rest}", first.to_ascii_uppercase())
            }
        };
        self.prepared.id(&kind).unwrap_or("nothing prepared")
    }
}

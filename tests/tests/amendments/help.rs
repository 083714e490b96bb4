//! What the tests do again and again.

use serde_json::{Value, json};
use talkoot_test_support::{Answer, User};

use crate::claims::setup::Claims;

pub const REQUEST: &str = "changeRequest { id version number state late reason withdrawalReason \
    parts { id version number kind state } availableActions { action allowed } }";
pub const PART: &str = "changePart { id version number kind state waitsFor inForceAt returnedReason \
    proposal { outcome reasoning effectiveOn proposedBy { name } } decidedBy { name } missingConfirmations \
    confirmations { side organisation { nameFi } confirmedBy { name } } \
    cancellation { reason proposedBy { name } cancelledBy { name } } \
    settlement { whyId received corrected recovered budget grantOfBudget accepted entitled freedBudget freed returns owedToIt ownShare \
    passedOn handOver remainingCash remainingEntitlement notPassedOn liableUntilCutOff { nameFi } } \
    availableActions { action allowed refusal { code } } }";

/// A change of one cell: partner, category, place of the sub-area, by how much.
pub fn cell(claims: &Claims, partner: &str, category: &str, area: usize, change: &str) -> Value {
    json!({
        "partnerId": claims.app.world.municipality(partner).id,
        "category": category,
        "subAreaId": claims.project.sub_areas[area],
        "change": change,
    })
}

/// A budget shift of these cells.
pub fn shift(changes: &[Value]) -> Value {
    json!({ "budgetShift": { "changes": changes } })
}

/// Begins a request of these parts as somebody.
pub async fn create_as(claims: &Claims, user: &User, parts: Value) -> Answer {
    let input = json!({
        "projectId": claims.project.id, "reason": "Suunnitelma on muuttunut.", "parts": parts,
    });
    claims
        .app
        .mutate(
            user,
            "createChangeRequest",
            "CreateChangeRequestInput",
            input,
            REQUEST,
        )
        .await
}

pub async fn request_step(
    claims: &Claims,
    user: &User,
    mutation: &str,
    id: &str,
    version: i64,
    more: &Value,
) -> Answer {
    let input_type = match mutation {
        "withdrawChangeRequest" => "WithdrawChangeRequestInput",
        "updateChangeRequest" => "UpdateChangeRequestInput",
        _ => "ChangeRequestStepInput",
    };
    let mut input = json!({ "id": id, "expectedVersion": version });
    merge(&mut input, more);
    claims
        .app
        .mutate(user, mutation, input_type, input, REQUEST)
        .await
}

/// Creates and submits a request as the lead; gives its id and those of its parts.
pub async fn submitted(claims: &Claims, parts: Value) -> (String, Vec<String>) {
    let created = create_as(claims, claims.lead(), parts).await.accepted();
    let id = created.text("/createChangeRequest/changeRequest/id");
    let submitted = request_step(claims, claims.lead(), "submitChangeRequest", &id, 1, &json!({}))
        .await
        .accepted();
    let parts = submitted
        .at("/submitChangeRequest/changeRequest/parts")
        .as_array();
    let ids = parts.expect("parts").iter();
    (id, ids.map(|part| text(&part["id"])).collect())
}

pub async fn read_part(claims: &Claims, user: &User, id: &str) -> Answer {
    let query = format!(
        "query($id: ID!) {{ changePart(id: $id) {} }}",
        PART.trim_start_matches("changePart ")
    );
    claims.app.graphql(user, &query, json!({ "id": id })).await
}

/// A mutation of a part at the version that it has now; `more` goes over the input.
pub async fn part_step(claims: &Claims, user: &User, mutation: &str, id: &str, more: Value) -> Answer {
    let read = read_part(claims, claims.officer(), id).await;
    let input_type = match mutation {
        "proposeChangePart" => "ProposeChangePartInput",
        "returnChangePart" => "ReturnChangePartInput",
        "proposeChangePartCancellation" => "ProposeChangePartCancellationInput",
        _ => "ChangePartStepInput",
    };
    let mut input = json!({ "id": id, "expectedVersion": read.number("/changePart/version") });
    merge(&mut input, &more);
    claims.app.mutate(user, mutation, input_type, input, PART).await
}

/// What an officer proposes: acceptance from today on, unless `more` says otherwise.
pub fn accept(claims: &Claims, more: &Value) -> Value {
    let mut input = json!({
        "outcome": "ACCEPT", "reasoning": "Muutos on perusteltu.",
        "effectiveOn": claims.app.app.today().to_string(),
    });
    merge(&mut input, more);
    input
}

/// Proposes acceptance from today on and decides it; gives the decided part.
pub async fn decided(claims: &Claims, part: &str) -> Answer {
    part_step(
        claims,
        claims.officer(),
        "proposeChangePart",
        part,
        accept(claims, &json!({})),
    )
    .await
    .accepted();
    part_step(claims, claims.second(), "decideChangePart", part, json!({}))
        .await
        .accepted()
}

/// The sums of a claim, as the officer sees them.
pub async fn totals(claims: &Claims, id: &str) -> Value {
    claims.claim(id).await.at("/claim/totals").clone()
}

/// Something of the project as somebody sees it.
pub async fn project(claims: &Claims, user: &User, fields: &str) -> Value {
    let query = format!("query($id: ID!) {{ project(id: $id) {{ {fields} }} }}");
    let read = claims
        .app
        .graphql(user, &query, json!({ "id": claims.project.id }))
        .await
        .accepted();
    read.at("/project").clone()
}

pub fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

pub fn merge(input: &mut Value, more: &Value) {
    for (field, value) in more.as_object().expect("an object") {
        input[field] = value.clone();
    }
}

/// Why an amount is what it is: its result, and the results below it with their signs.
pub async fn why(claims: &Claims, user: &User, id: &Value) -> (String, Vec<String>, String) {
    let query = "query($id: ID!) { whyAmount(id: $id) { node { rule result } childrenTotal \
                 children { id rule result subtracts } } }";
    let read = claims
        .app
        .graphql(user, query, json!({ "id": id }))
        .await
        .accepted();
    let children = read
        .at("/whyAmount/children")
        .as_array()
        .expect("children")
        .iter();
    let children = children
        .map(|child| {
            let sign = if child["subtracts"] == true { "-" } else { "+" };
            format!("{sign}{} {}", text(&child["result"]), text(&child["rule"]))
        })
        .collect();
    (
        read.text("/whyAmount/node/result"),
        children,
        read.text("/whyAmount/childrenTotal"),
    )
}

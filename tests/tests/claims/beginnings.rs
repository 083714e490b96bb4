//! What a project offers to be begun in it: cost reports and claims.

use serde_json::{Value, json};
use talkoot_test_support::User;

use crate::claims::setup::{Claims, S1};

async fn offered(claims: &Claims, user: &User) -> Vec<String> {
    let query =
        "query($id: ID!) { project(id: $id) { availableActions { action allowed refusal { code } } } }";
    let read = claims
        .app
        .graphql(user, query, json!({ "id": claims.project.id }))
        .await
        .accepted();
    let told = |action: &Value| {
        let code = action["refusal"]["code"].as_str().unwrap_or("yes");
        assert_eq!(action["allowed"], json!(code == "yes"));
        format!("{}: {code}", action["action"].as_str().unwrap_or_default())
    };
    let actions = read.at("/project/availableActions").as_array().cloned();
    actions.expect("actions").iter().map(told).collect()
}

/// What is offered is what the mutation would answer.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "a line per thing that can be begun")]
async fn a_project_says_what_can_be_begun() {
    let claims = Claims::start().await;
    let (lead, officer) = (claims.lead().clone(), claims.officer().clone());
    assert_eq!(
        offered(&claims, &lead).await,
        [
            "openCostReports: yes",
            "draftClaim: INCOMPLETE",
            "createChangeRequest: yes",
            "createFinalPayout: NOT_PERMITTED",
            "draftAgreement: yes",
            "setCostForecast: yes",
            "addMilestone: yes",
            "raiseRisk: yes",
            "planSteeringMeeting: yes",
            "createProjectResult: yes",
            "startExitPlan: WRONG_STATE",
            "addIndicator: yes",
            "stateBenefit: yes",
            "createSurvey: yes",
            "closeProject: NOT_PERMITTED"
        ]
    );
    assert_eq!(
        offered(&claims, &officer).await,
        [
            "openCostReports: yes",
            "draftClaim: NOT_PERMITTED",
            "createChangeRequest: NOT_PERMITTED",
            "createFinalPayout: WRONG_STATE",
            "draftAgreement: NOT_PERMITTED",
            "setCostForecast: NOT_PERMITTED",
            "addMilestone: NOT_PERMITTED",
            "raiseRisk: NOT_PERMITTED",
            "planSteeringMeeting: NOT_PERMITTED",
            "createProjectResult: NOT_PERMITTED",
            "startExitPlan: NOT_PERMITTED",
            "addIndicator: NOT_PERMITTED",
            "stateBenefit: NOT_PERMITTED",
            "createSurvey: yes",
            "closeProject: NOT_PERMITTED"
        ]
    );
    let partner = &claims.app.world.municipality("Lohja").preparer;
    assert_eq!(
        offered(&claims, partner).await,
        [
            "openCostReports: NOT_PERMITTED",
            "draftClaim: NOT_PERMITTED",
            "createChangeRequest: NOT_PERMITTED",
            "createFinalPayout: NOT_PERMITTED",
            "draftAgreement: NOT_PERMITTED",
            "setCostForecast: yes",
            "addMilestone: yes",
            "raiseRisk: yes",
            "planSteeringMeeting: NOT_PERMITTED",
            "createProjectResult: yes",
            "startExitPlan: NOT_PERMITTED",
            "addIndicator: NOT_PERMITTED",
            "stateBenefit: yes",
            "createSurvey: NOT_PERMITTED",
            "closeProject: NOT_PERMITTED"
        ]
    );
    let too_early = claims.draft_as(&lead, 0).await.refusals("draftClaim");
    assert_eq!(too_early, ["INCOMPLETE"]);

    claims.first_period(&S1).await;
    // The next period has not begun.
    assert_eq!(
        offered(&claims, &lead).await,
        [
            "openCostReports: DEADLINE",
            "draftClaim: yes",
            "createChangeRequest: yes",
            "createFinalPayout: NOT_PERMITTED",
            "draftAgreement: yes",
            "setCostForecast: yes",
            "addMilestone: yes",
            "raiseRisk: yes",
            "planSteeringMeeting: yes",
            "createProjectResult: yes",
            "startExitPlan: WRONG_STATE",
            "addIndicator: yes",
            "stateBenefit: yes",
            "createSurvey: yes",
            "closeProject: NOT_PERMITTED"
        ]
    );
    let _ = claims.draft_as(&lead, 0).await.accepted();
    assert_eq!(offered(&claims, &lead).await[1], "draftClaim: DUPLICATE");
    let again = claims.draft_as(&lead, 0).await.refusals("draftClaim");
    assert_eq!(again, ["DUPLICATE"]);
    claims.app.finish().await;
}

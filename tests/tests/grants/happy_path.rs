use serde_json::json;
use talkoot_test_support::{Stage, TestApp};

#[tokio::test]
async fn an_application_becomes_a_project() {
    let app = TestApp::start().await;
    let applied = app.application_at(Stage::Accepted).await;
    let query = "query($id: ID!) { application(id: $id) {
        state totalBudget requestedGrant evaluation
        lead { nameFi } call { title }
        budgetTotals { category amount partner { nameFi } }
        commitments { state partner { nameFi } }
        decision { state award rate project {
            number name award lead { nameFi } partners { nameFi }
            terms { rate } periods { number firstDay lastDay } budget { amount }
        } }
    } }";
    let read = app
        .graphql(
            &app.world.municipality("Virrat").preparer,
            query,
            json!({ "id": applied.id }),
        )
        .await
        .accepted();
    assert_eq!(read.text("/application/state"), "accepted");
    assert_eq!(read.text("/application/totalBudget"), "380000.00");
    assert_eq!(read.text("/application/requestedGrant"), "323000.00");
    assert_eq!(read.text("/application/evaluation"), "Hyvä hanke.");
    assert_eq!(
        read.at("/application/budgetTotals").as_array().map(Vec::len),
        Some(35)
    );
    let commitments = read.at("/application/commitments").as_array().unwrap();
    assert_eq!(commitments.len(), 5);
    assert!(commitments.iter().all(|one| one["state"] == "given"));
    let project = read.at("/application/decision/project");
    assert_eq!(project["number"], "2026-0001");
    assert_eq!(project["name"], "Digitaaliset kunnat");
    assert_eq!(project["award"], "300000.00");
    assert_eq!(project["terms"]["rate"], "85");
    assert_eq!(project["lead"]["nameFi"], "Pälkäne");
    assert_eq!(project["budget"].as_array().map(Vec::len), Some(175));
    let names: Vec<&str> = project["partners"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|one| one["nameFi"].as_str())
        .collect();
    assert_eq!(names, ["Karkkila", "Kuhmoinen", "Lohja", "Pälkäne", "Virrat"]);
    assert_eq!(
        project["periods"],
        json!([
            { "number": 1, "firstDay": "2026-02-01", "lastDay": "2026-06-30" },
            { "number": 2, "firstDay": "2026-07-01", "lastDay": "2026-12-31" },
            { "number": 3, "firstDay": "2027-01-01", "lastDay": "2027-06-30" },
            { "number": 4, "firstDay": "2027-07-01", "lastDay": "2027-12-31" },
        ])
    );
    app.finish().await;
}

#[tokio::test]
async fn projects_are_numbered_in_the_year_of_their_acceptance() {
    use chrono::{TimeZone, Utc};
    // Half past eleven on New Year's Eve in UTC is already the next year in Helsinki.
    let app = TestApp::start_at(Utc.with_ymd_and_hms(2026, 12, 31, 21, 30, 0).unwrap()).await;
    let first = app.granted_project().await;
    let second = app.granted_project().await;
    app.clock
        .set(Utc.with_ymd_and_hms(2026, 12, 31, 23, 30, 0).unwrap());
    let third = app.granted_project().await;
    let mut numbers = Vec::new();
    for project in [&first, &second, &third] {
        let query = "query($id: ID!) { project(id: $id) { number } }";
        let read = app
            .graphql(&app.world.officer, query, json!({ "id": project.id }))
            .await;
        numbers.push(read.text("/project/number"));
    }
    assert_eq!(numbers, ["2026-0001", "2026-0002", "2027-0001"]);
    app.finish().await;
}

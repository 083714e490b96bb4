//! The life of a result, and every refusal on its way.

use serde_json::{Value, json};
use talkoot_test_support::TestApp;

use crate::results::help::{SOURCE, content, create, public, read, result, step, update, written};

/// Goal: written, asked about, written again, approved by an officer, used by others, withdrawn; each step is refused
/// where it does not belong.
#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, in its order")]
async fn a_result_is_written_approved_and_used_again() {
    let app = TestApp::start().await;
    let project = app.granted_project().await;
    let (lead, officer) = (project.lead.lead.clone(), app.world.officer.clone());
    let outsider = app.world.outsider.clone();
    let mut short = content(&app);
    short["worked"] = json!("");
    let draft = result(
        "createProjectResult",
        create(&app, &lead, &project.id, short).await,
    );
    assert_eq!(
        (&draft["state"], &draft["themeName"], &draft["taxonomy"]),
        (
            &json!("draft"),
            &json!("Johtaminen, vuorovaikutus ja hallinto"),
            &json!(1)
        )
    );
    assert_eq!(
        draft["parties"],
        json!([
            {
                "municipality": { "nameFi": "Virrat" }, "inhabitants": 6_300, "countedOn": "2025-12-31",
                "source": SOURCE, "sizeClass": "UP_TO_10000",
            },
            {
                "municipality": { "nameFi": "Kuhmoinen" }, "inhabitants": 2_300, "countedOn": "2025-12-31",
                "source": SOURCE, "sizeClass": "UP_TO_5000",
            },
        ])
    );
    let incomplete = step(&app, &lead, "submitProjectResult", &draft, json!({})).await;
    assert_eq!(incomplete.refusals("submitProjectResult"), ["INCOMPLETE"]);
    assert_eq!(
        incomplete.at("/submitProjectResult/refusals/0/path"),
        &json!(["worked"])
    );
    for mutation in ["approveProjectResult", "returnProjectResult"] {
        let early = step(&app, &officer, mutation, &draft, asked(mutation)).await;
        assert_eq!(early.refusals(mutation), ["WRONG_STATE"]);
    }
    assert!(
        read(&app, &outsider.lead, &draft).await.is_null(),
        "a draft is the project's own"
    );
    let mended = result(
        "updateProjectResult",
        update(&app, &lead, &draft, content(&app)).await,
    );
    let stale = update(&app, &lead, &draft, content(&app)).await;
    assert_eq!(stale.refusals("updateProjectResult"), ["VERSION_CONFLICT"]);
    let submitted = step(&app, &lead, "submitProjectResult", &mended, json!({})).await;
    let submitted = result("submitProjectResult", submitted);
    for (mutation, by) in [("updateProjectResult", &lead), ("submitProjectResult", &lead)] {
        let refused = if mutation == "updateProjectResult" {
            update(&app, by, &submitted, content(&app)).await
        } else {
            step(&app, by, mutation, &submitted, json!({})).await
        };
        assert_eq!(refused.refusals(mutation), ["WRONG_STATE"]);
    }
    let silent = step(
        &app,
        &officer,
        "returnProjectResult",
        &submitted,
        json!({ "questions": [" "] }),
    )
    .await;
    assert_eq!(silent.refusals("returnProjectResult"), ["INCOMPLETE"]);
    let asked = json!({ "questions": ["Mitä se maksoi?"] });
    let returned = step(&app, &officer, "returnProjectResult", &submitted, asked).await;
    let returned = result("returnProjectResult", returned);
    assert_eq!(returned["questions"], json!(["Mitä se maksoi?"]));
    let again = result(
        "updateProjectResult",
        update(&app, &lead, &returned, content(&app)).await,
    );
    let again = step(&app, &lead, "submitProjectResult", &again, json!({})).await;
    let again = result("submitProjectResult", again);
    let partner = app.world.municipality("Lohja").preparer.clone();
    let refused = step(&app, &partner, "approveProjectResult", &again, json!({})).await;
    assert_eq!(refused.refusals("approveProjectResult"), ["NOT_PERMITTED"]);
    let uses = json!({ "municipalityId": outsider.id, "usedSince": "2026-02-01" });
    let early = step(
        &app,
        &outsider.preparer,
        "recordResultReuse",
        &again,
        uses.clone(),
    )
    .await;
    assert_eq!(early.errors(), ["NOT_FOUND"]);
    let approved = step(&app, &officer, "approveProjectResult", &again, json!({})).await;
    let approved = result("approveProjectResult", approved);
    assert_eq!(approved["state"], "public");

    // Everybody who is signed in reads it now, and says that they use it.
    let seen = read(&app, &outsider.lead, &approved).await;
    let used = step(&app, &outsider.preparer, "recordResultReuse", &seen, uses.clone()).await;
    let used = result("recordResultReuse", used);
    assert_eq!(
        (&used["reuseCount"], &used["reuses"][0]["usedSince"]),
        (&json!(1), &json!("2026-02-01"))
    );
    let twice = step(&app, &outsider.lead, "recordResultReuse", &used, uses.clone()).await;
    assert_eq!(twice.refusals("recordResultReuse"), ["DUPLICATE"]);
    let foreign = step(&app, &partner, "recordResultReuse", &used, uses).await;
    assert_eq!(foreign.refusals("recordResultReuse"), ["NOT_PERMITTED"]);
    let took_part = app.world.municipality("Virrat").clone();
    let own = json!({ "municipalityId": took_part.id, "usedSince": "2026-02-01" });
    let own = step(&app, &took_part.preparer, "recordResultReuse", &used, own).await;
    assert_eq!(own.refusals("recordResultReuse"), ["INVALID_INPUT"]);
    let lohja = app.world.municipality("Lohja").id.clone();
    let future = json!({ "municipalityId": lohja, "usedSince": "2026-02-03" });
    let future = step(&app, &partner, "recordResultReuse", &used, future).await;
    assert_eq!(
        future.at("/recordResultReuse/refusals/0/path"),
        &json!(["usedSince"])
    );

    let silent = step(
        &app,
        &officer,
        "withdrawProjectResult",
        &used,
        json!({ "reason": " " }),
    )
    .await;
    assert_eq!(silent.refusals("withdrawProjectResult"), ["INCOMPLETE"]);
    let gone = json!({ "reason": "Vanhentunut" });
    let gone = step(&app, &lead, "withdrawProjectResult", &used, gone).await;
    let gone = result("withdrawProjectResult", gone);
    assert_eq!(gone["withdrawReason"], "Vanhentunut");
    let offered = gone["availableActions"].as_array().expect("actions");
    let refused: Vec<&Value> = offered.iter().filter(|one| one["allowed"] == true).collect();
    assert!(refused.is_empty(), "{refused:?}");
    let anybody = app.anonymous("{ publicResults { totalCount } }").await.accepted();
    assert_eq!(anybody.number("/publicResults/totalCount"), 0);
    app.finish().await;
}

fn asked(mutation: &str) -> Value {
    match mutation {
        "returnProjectResult" => json!({ "questions": ["Miksi?"] }),
        _ => json!({}),
    }
}

/// Goal: nobody approves what they wrote, whatever roles they hold; the database says so too.
#[tokio::test]
async fn who_wrote_a_result_does_not_approve_it() {
    let app = TestApp::start().await;
    let project = app.granted_project().await;
    let lead = project.lead.lead.clone();
    let draft = written(&app, &project).await;
    let submitted = step(&app, &lead, "submitProjectResult", &draft, json!({})).await;
    let submitted = result("submitProjectResult", submitted);
    app.grant_authority_role(&lead, "OFFICER").await;
    let own = step(&app, &lead, "approveProjectResult", &submitted, json!({})).await;
    assert_eq!(own.refusals("approveProjectResult"), ["SAME_PERSON"]);
    let sql =
        "UPDATE project_result SET state = 'public', approved_by = created_by, approved_at = created_at";
    let refused = app.by_hand(sql).await.expect_err("the trigger").to_string();
    assert!(refused.contains("two persons"), "{refused}");
    app.finish().await;
}

/// Goal: every fault of what is written has its field, and nothing is kept of it.
#[tokio::test]
async fn faulty_input_is_refused_with_its_path() {
    let app = TestApp::start().await;
    let project = app.granted_project().await;
    let lead = project.lead.lead.clone();
    let path = async |change: &dyn Fn(&mut Value)| -> Value {
        let mut content = content(&app);
        change(&mut content);
        let refused = create(&app, &lead, &project.id, content).await;
        refused.at("/createProjectResult/refusals/0/path").clone()
    };
    assert_eq!(path(&|one| one["title"] = json!(" ")).await, json!(["title"]));
    assert_eq!(
        path(&|one| one["links"] = json!(["http://example.org"])).await,
        json!(["links", "0"])
    );
    let outsider = app.world.outsider.id.clone();
    let party =
        |field: &'static str, value: Value| move |one: &mut Value| one["parties"][1][field] = value.clone();
    for (field, value) in [
        ("municipalityId", json!(outsider)),
        ("inhabitants", json!(-1)),
        ("countedOn", json!("2026-02-03")),
        ("source", json!("")),
    ] {
        assert_eq!(path(&party(field, value)).await, json!(["parties", "1", field]));
    }
    let of_another = app.granted_project().await;
    let area = of_another.sub_areas[0].clone();
    assert_eq!(
        path(&|one| one["subAreaId"] = json!(area)).await,
        json!(["subAreaId"])
    );
    let partner = app.world.municipality("Karkkila").preparer.clone();
    let refused = create(&app, &partner, &project.id, content(&app)).await;
    assert_eq!(refused.refusals("createProjectResult"), ["NOT_PERMITTED"]);
    let query = "query($id: ID!) { projectResults(projectId: $id) { totalCount } }";
    let kept = app.graphql(&lead, query, json!({ "id": project.id })).await;
    assert_eq!(kept.accepted().number("/projectResults/totalCount"), 0);
    app.finish().await;
}

/// Goal: what somebody changes past the engine is refused by the database, or found.
#[tokio::test]
async fn what_is_changed_past_the_engine_is_refused_or_found() {
    let app = TestApp::start().await;
    let project = app.granted_project().await;
    let result = public(&app, &project, content(&app)).await;
    let outsider = app.world.outsider.clone();
    let uses = json!({ "municipalityId": outsider.id, "usedSince": "2026-02-01" });
    step(&app, &outsider.preparer, "recordResultReuse", &result, uses)
        .await
        .accepted();
    for (sql, said) in [
        (
            "UPDATE project_result_reuse SET since = '2020-01-01'",
            "never changed",
        ),
        ("DELETE FROM project_result_reuse", "never"),
        ("DELETE FROM project_result", "not deleted"),
    ] {
        let refused = app.by_hand(sql).await.expect_err("the trigger").to_string();
        assert!(refused.contains(said), "{sql}: {refused}");
    }
    let sql = "UPDATE project_result_party SET inhabitants = inhabitants + 1";
    let found = app.found_after("project_result_party", sql).await;
    assert!(
        found
            .iter()
            .any(|finding| finding.what.contains("project result")),
        "{found:?}"
    );
}

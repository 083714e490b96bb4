//! The ranking of a call: the order, the line where the money ends, what would be awarded, and the lists that are kept.

use chrono::{TimeZone, Utc};
use serde_json::{Value, json};
use talkoot_test_support::{Answer, Applied, Stage, TestApp, User};

use crate::grants::reviewing::{assigned, reviewed, reviewed_call, step};

const RANKING: &str = "query($call: ID!, $ties: TieRule) { ranking(callId: $call, tieRule: $ties) {
    appropriation sha256
    entries { place tied application { id } score exactScore requested cumulative line fits }
    unreviewed { application { id } awaitedReviews }
} }";
const LIST: &str = "rankingList { id version number state reason afterDecision sha256 \
    entries { place exactScore application { id } } confirmedBy { name } }";

async fn ranking(app: &TestApp, by: &User, call: &str) -> Answer {
    app.graphql(by, RANKING, json!({ "call": call })).await
}

/// Three applications with 4.5 of 5 and 20 of 100, with 3 and 40, and with 2 and 100: 72.5, 55 and 55 per cent. Each
/// asks for 323 000.00 of 700 000.00.
async fn three(app: &TestApp, blind: bool) -> (String, Vec<Applied>) {
    let call = reviewed_call(app, blind, |content| {
        content["appropriation"] = json!("700000.00");
    })
    .await;
    let (one, other) = (app.world.officer.clone(), app.world.other_officer.clone());
    let mut all = Vec::new();
    for [first, second] in [[(2, 100), (2, 100)], [(4, 10), (5, 30)], [(3, 40), (3, 40)]] {
        let applied = app.application_to(&call, Stage::Submitted).await;
        for (by, (savings, reach)) in [(&one, first), (&other, second)] {
            let review = assigned(app, &applied, by).await;
            reviewed(app, by, &review, savings, reach).await;
        }
        all.push(applied);
    }
    (call, all)
}

async fn close(app: &TestApp) {
    app.travel_to(Utc.with_ymd_and_hms(2026, 3, 3, 10, 0, 0).unwrap())
        .await;
}

async fn fix(app: &TestApp, by: &User, call: &str, more: Value) -> Answer {
    let query = "query($id: ID!) { call(id: $id) { version } }";
    let read = app
        .graphql(&app.world.officer, query, json!({ "id": call }))
        .await;
    let mut input = json!({ "callId": call, "expectedVersion": read.number("/call/version") });
    for (field, value) in more.as_object().expect("an object") {
        input[field] = value.clone();
    }
    app.mutate(by, "fixRanking", "FixRankingInput", input, LIST).await
}

#[tokio::test]
async fn the_line_is_drawn_where_the_money_ends() {
    let app = TestApp::start().await;
    let (call, all) = three(&app, true).await;
    let read = ranking(&app, &app.world.officer, &call).await.accepted();
    let entry = |place: usize,
                 applied: &Applied,
                 exact: &str,
                 score: &str,
                 cumulative: &str,
                 line: &str,
                 fits: &str| {
        json!({
            "place": place, "tied": false, "application": { "id": applied.id }, "score": score,
            "exactScore": exact, "requested": "323000.00", "cumulative": cumulative, "line": line, "fits": fits,
        })
    };
    // 55 per cent both: the better in savings, the first criterion, comes first.
    assert_eq!(
        read.at("/ranking/entries"),
        &json!([
            entry(1, &all[1], "29/40", "72.5000", "323000.00", "within", "323000.00"),
            entry(2, &all[2], "11/20", "55.0000", "646000.00", "within", "323000.00"),
            entry(3, &all[0], "11/20", "55.0000", "969000.00", "across", "54000.00"),
        ])
    );
    assert_eq!(read.at("/ranking/unreviewed"), &json!([]));
    // By the smaller grant they stay equal: the older comes first, and it is said.
    let variables = json!({ "call": call, "ties": "SMALLER_GRANT" });
    let read = app
        .graphql(&app.world.second, RANKING, variables)
        .await
        .accepted();
    assert_eq!(read.at("/ranking/entries/1/application/id"), &json!(all[0].id));
    assert_eq!(read.at("/ranking/entries/1/tied"), &json!(true));
    // Not for reviewers, administrators, applicants or others.
    let world = &app.world;
    for who in [&world.administrator, &world.stranger, &all[0].lead.lead] {
        assert!(
            ranking(&app, who, &call)
                .await
                .accepted()
                .at("/ranking")
                .is_null()
        );
    }
    app.finish().await;
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, told in its order")]
async fn a_simulation_gives_the_money_out_to_the_cent_and_changes_nothing() {
    let app = TestApp::start().await;
    let (call, _) = three(&app, false).await;
    let before = ranking(&app, &app.world.officer, &call).await;
    let simulate = async |arguments: &str| {
        let query = format!(
            "{{ rankingSimulation(callId: \"{call}\", {arguments}) {{
                appropriation requested awarded left awards {{ award outcome }} unreviewedCount
            }} }}"
        );
        let read = app
            .graphql(&app.world.officer, &query, json!({}))
            .await
            .accepted();
        let all = "/rankingSimulation";
        assert_eq!(read.text(&format!("{all}/appropriation")), "700000.00");
        let awards = read
            .at(&format!("{all}/awards"))
            .as_array()
            .expect("awards")
            .clone();
        let told = awards.iter().map(|one| {
            let (award, outcome) = (one["award"].as_str().unwrap(), one["outcome"].as_str().unwrap());
            format!("{award} {outcome}")
        });
        let sums = [
            read.text(&format!("{all}/awarded")),
            read.text(&format!("{all}/left")),
        ];
        (told.collect::<Vec<_>>(), sums)
    };
    for (arguments, awards, awarded, left) in [
        (
            "rule: FULL",
            ["323000.00 full", "323000.00 full", "0.00 no_money"],
            "646000.00",
            "54000.00",
        ),
        (
            "rule: FULL_THEN_PART",
            ["323000.00 full", "323000.00 full", "54000.00 part"],
            "700000.00",
            "0.00",
        ),
        (
            "rule: FULL_THEN_PART, leastUseful: \"20\"",
            ["323000.00 full", "323000.00 full", "0.00 not_useful"],
            "646000.00",
            "54000.00",
        ),
        (
            "rule: EQUAL_SHARE",
            ["233333.34 part", "233333.33 part", "233333.33 part"],
            "700000.00",
            "0.00",
        ),
        (
            "rule: EQUAL_SHARE, leastUseful: \"75\"",
            ["323000.00 full", "323000.00 full", "0.00 not_useful"],
            "646000.00",
            "54000.00",
        ),
        (
            "rule: EQUAL_SHARE, cutOff: \"55.0001\"",
            ["323000.00 full", "0.00 below_cut_off", "0.00 below_cut_off"],
            "323000.00",
            "377000.00",
        ),
    ] {
        let (told, sums) = simulate(arguments).await;
        assert_eq!(told, awards, "{arguments}");
        assert_eq!(sums, [awarded, left], "{arguments}");
    }
    assert_eq!(ranking(&app, &app.world.officer, &call).await, before);
    app.finish().await;
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, told in its order")]
async fn a_list_is_kept_when_everything_is_reviewed_and_the_call_closed() {
    let app = TestApp::start().await;
    let (officer, world) = (&app.world.officer, &app.world);
    let (call, all) = three(&app, true).await;
    let early = fix(&app, officer, &call, json!({})).await;
    assert_eq!(
        early.refusals("fixRanking"),
        ["WRONG_STATE"],
        "applications may still come"
    );
    let fourth = app.application_to(&call, Stage::Submitted).await;
    close(&app).await;
    let missing = fix(&app, officer, &call, json!({})).await;
    assert_eq!(
        missing.refusals("fixRanking"),
        ["INCOMPLETE"],
        "nobody reviews the fourth"
    );
    let review = assigned(&app, &fourth, &world.both).await;
    let read = ranking(&app, officer, &call).await.accepted();
    assert_eq!(read.number("/ranking/unreviewed/0/awaitedReviews"), 1);
    reviewed(&app, &world.both, &review, 0, 0).await;
    for by in [&world.second, &world.auditor] {
        let refused = fix(&app, by, &call, json!({})).await;
        assert_eq!(refused.refusals("fixRanking"), ["NOT_PERMITTED"]);
    }
    let stale = fix(&app, officer, &call, json!({ "expectedVersion": 1 })).await;
    assert_eq!(stale.refusals("fixRanking"), ["VERSION_CONFLICT"]);
    let kept = fix(&app, officer, &call, json!({})).await.accepted();
    let list = kept.at("/fixRanking/rankingList");
    assert_eq!((&list["number"], &list["state"]), (&json!(1), &json!("fixed")));
    assert_eq!(list["entries"].as_array().map(Vec::len), Some(4));
    assert_eq!(list["entries"][0]["application"]["id"], json!(all[1].id));
    let again = fix(&app, officer, &call, json!({})).await;
    assert_eq!(again.refusals("fixRanking"), ["DUPLICATE"], "nothing changed");
    // A conflict declared meanwhile changes the list: a new version beside the first.
    step(
        &app,
        &world.both,
        &review,
        "declareConflict",
        json!({ "reason": "Ystävä." }),
    )
    .await
    .accepted();
    let review = assigned(&app, &fourth, &world.other_officer).await;
    reviewed(&app, &world.other_officer, &review, 5, 100).await;
    let kept = fix(&app, officer, &call, json!({})).await.accepted();
    assert_eq!(kept.number("/fixRanking/rankingList/number"), 2);
    // Whoever has a conflict of interest neither reads nor keeps the ranking.
    assert_eq!(ranking(&app, &world.both, &call).await.errors(), ["REFUSED"]);
    let refused = fix(&app, &world.both, &call, json!({ "tieRule": "SMALLER_GRANT" })).await;
    assert_eq!(refused.refusals("fixRanking"), ["NOT_PERMITTED"]);
    let lists = "query($call: ID!) { rankingLists(callId: $call) { totalCount edges { node { number entries { place } } } } }";
    let read = app
        .graphql(&world.both, lists, json!({ "call": call }))
        .await
        .accepted();
    assert!(read.at("/rankingLists/edges/0/node/entries").is_null(), "hidden");
    let read = app
        .graphql(&world.auditor, lists, json!({ "call": call }))
        .await
        .accepted();
    assert_eq!(read.number("/rankingLists/totalCount"), 2);
    let lead = &all[0].lead.lead;
    let read = app.graphql(lead, lists, json!({ "call": call })).await.accepted();
    assert_eq!(read.number("/rankingLists/totalCount"), 0);
    for sql in [
        "UPDATE ranking_entry SET place = 9 WHERE place = 1",
        "DELETE FROM ranking_entry",
        "UPDATE ranking SET reason = 'x'",
        "DELETE FROM ranking",
    ] {
        assert!(app.by_hand(sql).await.is_err(), "{sql}");
    }
    app.finish().await;
}

#[tokio::test]
#[expect(clippy::too_many_lines, reason = "one story, told in its order")]
async fn after_a_decision_a_new_list_needs_a_reason_and_a_second_person() {
    let app = TestApp::start().await;
    let (officer, other, world) = (&app.world.officer, &app.world.other_officer, &app.world);
    let (call, mut all) = three(&app, true).await;
    close(&app).await;
    fix(&app, officer, &call, json!({})).await.accepted();
    let decided = &mut all[1];
    let words = json!({ "statement": "Paras." });
    app.step_with(
        officer,
        decided,
        "evaluateApplication",
        "EvaluateApplicationInput",
        words,
    )
    .await
    .accepted();
    let drafted = app.draft_decision(officer, decided, "300000.00").await.accepted();
    decided.decision = Some(drafted.text("/draftDecision/decision/id"));
    app.decide(&world.second, decided, "approveDecision")
        .await
        .accepted();
    // Another rule for ties makes another list.
    let by_grant = json!({ "tieRule": "SMALLER_GRANT" });
    let silent = fix(&app, officer, &call, by_grant).await;
    assert_eq!(silent.refusals("fixRanking"), ["INCOMPLETE"]);
    assert_eq!(silent.at("/fixRanking/refusals/0/path"), &json!(["reason"]));
    let reasoned = json!({ "tieRule": "SMALLER_GRANT", "reason": "Tasatilanteet väärin päin." });
    let proposed = fix(&app, officer, &call, reasoned.clone()).await.accepted();
    let list = proposed.at("/fixRanking/rankingList").clone();
    assert_eq!(list["state"], "proposed");
    assert_eq!(list["afterDecision"], json!(true));
    let pending = fix(&app, other, &call, json!({ "reason": "Toinen." })).await;
    assert_eq!(pending.refusals("fixRanking"), ["WRONG_STATE"], "one at a time");
    let take = async |by: &User, mutation: &str, list: &Value, more: Value| {
        let mut input = json!({ "id": list["id"], "expectedVersion": list["version"] });
        for (field, value) in more.as_object().expect("an object") {
            input[field] = value.clone();
        }
        let input_type = if mutation == "confirmRanking" {
            "RankingStepInput"
        } else {
            "WithdrawRankingInput"
        };
        app.mutate(by, mutation, input_type, input, LIST).await
    };
    let officers = take(other, "confirmRanking", &list, json!({})).await;
    assert_eq!(officers.refusals("confirmRanking"), ["NOT_PERMITTED"]);
    let silent = take(officer, "withdrawRanking", &list, json!({ "reason": "" })).await;
    assert_eq!(silent.refusals("withdrawRanking"), ["INCOMPLETE"]);
    let reason = json!({ "reason": "Syy oli väärä." });
    let withdrawn = take(officer, "withdrawRanking", &list, reason).await.accepted();
    assert_eq!(withdrawn.text("/withdrawRanking/rankingList/state"), "withdrawn");
    let late = take(
        &world.second,
        "confirmRanking",
        &list,
        json!({ "expectedVersion": 2 }),
    )
    .await;
    assert_eq!(late.refusals("confirmRanking"), ["WRONG_STATE"]);
    // Proposed by one who is both officer and second approver: not confirmed by the same.
    let list = fix(&app, &world.both, &call, reasoned)
        .await
        .accepted()
        .at("/fixRanking/rankingList")
        .clone();
    let own = take(&world.both, "confirmRanking", &list, json!({})).await;
    assert_eq!(own.refusals("confirmRanking"), ["SAME_PERSON"]);
    let queue = "{ workQueue { edges { node { task objectId } } } }";
    let waits = app.graphql(&world.second, queue, json!({})).await.accepted();
    assert_eq!(
        waits.at("/workQueue/edges/0/node"),
        &json!({ "task": "confirm_ranking", "objectId": list["id"] })
    );
    let confirmed = take(&world.second, "confirmRanking", &list, json!({}))
        .await
        .accepted();
    let list = confirmed.at("/confirmRanking/rankingList");
    assert_eq!((&list["state"], &list["number"]), (&json!("fixed"), &json!(3)));
    assert_eq!(list["confirmedBy"]["name"], "second");
    let again = take(&world.second, "withdrawRanking", list, json!({ "reason": "Ei." })).await;
    assert_eq!(
        again.refusals("withdrawRanking"),
        ["WRONG_STATE"],
        "it stands and is never changed"
    );
    app.finish().await;
}

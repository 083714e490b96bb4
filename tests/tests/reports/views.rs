//! Kept ways to look at the portfolio.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};
use talkoot_test_support::{Answer, TestApp, User};

use crate::reports::help::{june, noon, project, submitted};

const VIEW: &str = "portfolioView { id version name isShared keptBy { name } call { id } municipality { nameFi } light late \
    vacant riskOccurred overAward closed orderBy }";

async fn keep(app: &TestApp, by: &User, input: Value) -> Answer {
    app.mutate(by, "keepPortfolioView", "KeepPortfolioViewInput", input, VIEW)
        .await
}

async fn change(app: &TestApp, by: &User, view: &Value, more: Value) -> Answer {
    let mut input = json!({ "id": view["id"], "expectedVersion": view["version"], "name": view["name"] });
    for (field, value) in more.as_object().expect("an object") {
        input[field] = value.clone();
    }
    app.mutate(by, "changePortfolioView", "ChangePortfolioViewInput", input, VIEW)
        .await
}

async fn remove(app: &TestApp, by: &User, view: &Value) -> Answer {
    let input = json!({ "id": view["id"], "expectedVersion": view["version"] });
    app.mutate(by, "removePortfolioView", "RemovePortfolioViewInput", input, VIEW)
        .await
}

fn view(mutation: &str, answer: Answer) -> Value {
    answer
        .accepted()
        .at(&format!("/{mutation}/portfolioView"))
        .clone()
}

async fn names(app: &TestApp, user: &User) -> Vec<String> {
    let read = app
        .graphql(user, "{ portfolioViews { name } }", json!({}))
        .await
        .accepted();
    let views = read.at("/portfolioViews").as_array().expect("views").clone();
    views
        .iter()
        .map(|one| one["name"].as_str().expect("a name").to_owned())
        .collect()
}

/// Goal: a view shows what its filter and order say, now and as of a day; a shared one is seen by the authority, and only
/// its person changes it.
#[tokio::test]
async fn a_kept_view_shows_what_it_says() {
    let app = TestApp::start_at(noon("2026-06-01")).await;
    let (one, other) = (project(&app).await, project(&app).await);
    app.travel_to(noon("2026-06-10")).await;
    submitted(&app, &one, &june(&app, &one).await).await;
    app.travel_to(noon("2026-06-20")).await;
    let world = &app.world;
    let (officer, second) = (&world.officer, &world.second);
    let input = json!({
        "name": " Myöhässä ", "filter": { "late": true, "municipalityId": world.municipality("Lohja").id },
        "orderBy": "LONGEST_LATE",
    });
    let late = view("keepPortfolioView", keep(&app, officer, input).await);
    assert_eq!(
        (
            &late["name"],
            &late["late"],
            &late["orderBy"],
            &late["municipality"]["nameFi"]
        ),
        (
            &json!("Myöhässä"),
            &json!(true),
            &json!("LONGEST_LATE"),
            &json!("Lohja")
        )
    );
    let shown = async |by: &User, day: Option<&str>| {
        let query = "query($day: NaiveDate) { portfolioViews { projects(asOf: $day) { edges { node { project { id } } } } } }";
        let read = app.graphql(by, query, json!({ "day": day })).await.accepted();
        let edges = read
            .at("/portfolioViews/0/projects/edges")
            .as_array()
            .cloned()
            .unwrap_or_default();
        let ids = edges
            .iter()
            .map(|edge| edge["node"]["project"]["id"].as_str().expect("an id").to_owned());
        ids.collect::<Vec<String>>()
    };
    assert_eq!(shown(officer, None).await, std::slice::from_ref(&other.id));
    assert_eq!(shown(officer, Some("2026-06-14")).await, Vec::<String>::new());
    assert_eq!(
        names(&app, second).await,
        Vec::<String>::new(),
        "it is not shared"
    );

    let shared = json!({ "name": "Kaikki", "isShared": true, "orderBy": "LONGEST_SILENT" });
    let shared = view("changePortfolioView", change(&app, officer, &late, shared).await);
    assert_eq!((&shared["late"], &shared["version"]), (&json!(false), &json!(2)));
    assert_eq!(names(&app, second).await, ["Kaikki"]);
    assert_eq!(shown(second, None).await, [other.id.clone(), one.id.clone()]);
    for answer in [
        change(&app, second, &shared, json!({})).await,
        remove(&app, second, &shared).await,
    ] {
        assert_eq!(answer.errors(), ["NOT_FOUND"]);
    }
    assert_eq!(names(&app, &world.stranger).await, Vec::<String>::new());
    let _ = view("removePortfolioView", remove(&app, officer, &shared).await);
    assert_eq!(names(&app, second).await, Vec::<String>::new());
    app.finish().await;
}

#[tokio::test]
async fn what_cannot_be_a_view_is_refused() {
    let app = TestApp::start().await;
    let world = &app.world;
    let officer = &world.officer;
    let kept = view(
        "keepPortfolioView",
        keep(&app, officer, json!({ "name": "Oma" })).await,
    );
    let lead = &world.municipality("Lohja").lead;
    assert_eq!(
        keep(&app, lead, json!({ "name": "x" }))
            .await
            .refusals("keepPortfolioView"),
        ["NOT_PERMITTED"]
    );
    let elsewhere = json!({ "name": "x", "authorityId": world.outsider.id });
    assert_eq!(
        keep(&app, officer, elsewhere).await.refusals("keepPortfolioView"),
        ["NOT_PERMITTED"]
    );
    for (input, path) in [
        (json!({ "name": "  " }), "name"),
        (json!({ "name": "ä".repeat(101) }), "name"),
        (json!({ "name": "Oma" }), "name"),
        (
            json!({ "name": "x", "filter": { "callId": unknown_call() } }),
            "filter.callId",
        ),
    ] {
        let refused = keep(&app, officer, input.clone()).await;
        assert_eq!(
            refused.refusals("keepPortfolioView"),
            ["INVALID_INPUT"],
            "{input}"
        );
        let told = refused.at("/keepPortfolioView/refusals/0/path").clone();
        assert_eq!(told, json!(path.split('.').collect::<Vec<_>>()), "{input}");
    }
    // Its own name is no other's.
    let again = view(
        "changePortfolioView",
        change(&app, officer, &kept, json!({ "isShared": true })).await,
    );
    assert_eq!(
        change(&app, officer, &kept, json!({}))
            .await
            .refusals("changePortfolioView"),
        ["VERSION_CONFLICT"]
    );
    let removed = view("removePortfolioView", remove(&app, officer, &again).await);
    assert_eq!(
        change(&app, officer, &removed, json!({}))
            .await
            .refusals("changePortfolioView"),
        ["WRONG_STATE"]
    );
    assert_eq!(
        remove(&app, officer, &removed)
            .await
            .refusals("removePortfolioView"),
        ["WRONG_STATE"]
    );
    // The name is free again.
    let _ = view(
        "keepPortfolioView",
        keep(&app, officer, json!({ "name": "Oma" })).await,
    );
    app.finish().await;
}

/// A call that is not there, by an id that could be one.
pub fn unknown_call() -> String {
    URL_SAFE_NO_PAD.encode(format!("Call:{}", uuid::Uuid::nil()))
}

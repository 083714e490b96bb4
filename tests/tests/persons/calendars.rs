//! Deadlines in a calendar program: attached to mails, and as a feed under a secret link.

use serde_json::{Value, json};
use talkoot_domain::policy::{Membership, Role};
use talkoot_test_support::{Answer, Municipality, TestApp, User};

use crate::{
    reports::{
        contacts::assign_officer,
        help::{leave, noon, project},
    },
    signing_in::help::id_of,
};

const FIELDS: &str =
    "url calendarFeed { id version scope revokedAt renewedAt project { name } organisation { nameFi } }";

pub async fn create(app: &TestApp, by: &User, input: Value) -> Answer {
    app.mutate(by, "createCalendarFeed", "CreateCalendarFeedInput", input, FIELDS)
        .await
}

async fn step(app: &TestApp, by: &User, mutation: &str, (id, version): (&str, i64)) -> Answer {
    let input = json!({ "id": id, "expectedVersion": version });
    app.mutate(by, mutation, "CalendarFeedStepInput", input, FIELDS)
        .await
}

/// What comes behind the host of a link.
fn path(url: &str) -> String {
    let (_, rest) = url.split_once("://").expect("an address");
    let (_, path) = rest.split_once('/').expect("a path");
    path.to_owned()
}

/// Status and lines, unfolded; a calendar program sends no sign-in, so anybody's will do.
async fn read(app: &TestApp, url: &str) -> (u16, Vec<String>) {
    let (status, body) = app.get(&app.world.stranger, &path(url)).await;
    let text = String::from_utf8(body).expect("text");
    (
        status,
        text.replace("\r\n ", "").lines().map(str::to_owned).collect(),
    )
}

fn days(lines: &[String]) -> Vec<&str> {
    lines
        .iter()
        .filter_map(|line| line.strip_prefix("DTSTART;VALUE=DATE:"))
        .collect()
}

#[tokio::test]
async fn a_calendar_shows_what_its_person_has_to_do_until_its_link_is_replaced_or_revoked() {
    let app = TestApp::start_at(noon("2026-06-01")).await;
    project(&app).await;
    let lohja = app.world.municipality("Lohja").clone();
    let input = json!({ "scope": "MUNICIPALITY", "municipalityId": lohja.id });
    let made = create(&app, &lohja.preparer, input).await.accepted();
    let url = made.text("/createCalendarFeed/url");
    assert_eq!(
        made.text("/createCalendarFeed/calendarFeed/organisation/nameFi"),
        "Lohja"
    );
    let (status, lines) = read(&app, &url).await;
    assert_eq!(status, 200);
    assert_eq!(lines.first().map(String::as_str), Some("BEGIN:VCALENDAR"));
    assert!(days(&lines).contains(&"20260814"), "{lines:#?}");
    assert!(
        lines.contains(&"SUMMARY:Kustannusselvitys\\, Lohja – Digitaaliset kunnat".to_owned()),
        "{lines:#?}"
    );
    assert!(
        !lines.iter().any(|line| line.contains("Pälkäne")),
        "only what Lohja owes"
    );
    assert_eq!(
        read(&app, &url).await.1,
        lines,
        "the same bytes while nothing changes"
    );

    let id = made.text("/createCalendarFeed/calendarFeed/id");
    let renewed = step(&app, &lohja.preparer, "renewCalendarFeed", (&id, 1))
        .await
        .accepted();
    let new = renewed.text("/renewCalendarFeed/url");
    assert_eq!(read(&app, &url).await.0, 404, "the old link leads nowhere");
    assert_eq!(read(&app, &new).await.0, 200);
    let own = "{ calendarFeeds { id scope } }";
    let listed = app.graphql(&lohja.preparer, own, json!({})).await.accepted();
    assert_eq!(listed.at("/calendarFeeds").as_array().map(Vec::len), Some(1));
    // Somebody else's does not exist; a version that was not read, and what was revoked, is refused.
    for (by, version, codes) in [
        (&lohja.approver, 2, "NOT_FOUND"),
        (&app.world.officer, 2, "NOT_FOUND"),
    ] {
        let refused = step(&app, by, "revokeCalendarFeed", (&id, version)).await;
        assert_eq!(refused.errors(), [codes]);
    }
    let early = step(&app, &lohja.preparer, "revokeCalendarFeed", (&id, 1)).await;
    assert_eq!(early.refusals("revokeCalendarFeed"), ["VERSION_CONFLICT"]);
    step(&app, &lohja.preparer, "revokeCalendarFeed", (&id, 2))
        .await
        .accepted();
    assert_eq!(read(&app, &new).await.0, 404);
    for mutation in ["renewCalendarFeed", "revokeCalendarFeed"] {
        let late = step(&app, &lohja.preparer, mutation, (&id, 3)).await;
        assert_eq!(late.refusals(mutation), ["WRONG_STATE"]);
    }
    let listed = app.graphql(&lohja.preparer, own, json!({})).await.accepted();
    assert_eq!(listed.at("/calendarFeeds"), &json!([]));
    app.finish().await;
}

#[tokio::test]
async fn a_project_and_an_officer_have_calendars_of_their_own() {
    let app = TestApp::start_at(noon("2026-06-01")).await;
    let granted = project(&app).await;
    let other = project(&app).await;
    let world = app.world.clone();
    assign_officer(&app, &world.officer, &other, &world.other_officer)
        .await
        .accepted();
    let lead = &granted.lead.lead;
    let input = json!({ "scope": "PROJECT", "projectId": granted.id });
    let of_project = create(&app, lead, input.clone())
        .await
        .accepted()
        .text("/createCalendarFeed/url");
    let (_, lines) = read(&app, &of_project).await;
    assert!(
        lines.iter().any(|line| line.contains("Pälkäne")) && lines.iter().any(|line| line.contains("Lohja"))
    );
    let whole = days(&lines).len();
    let of_partner = world.municipality("Lohja").preparer.clone();
    let partial = create(&app, &of_partner, input)
        .await
        .accepted()
        .text("/createCalendarFeed/url");
    let (_, lines) = read(&app, &partial).await;
    assert!(
        !days(&lines).is_empty() && days(&lines).len() < whole,
        "as far as the person sees it"
    );

    let handled = create(&app, &world.officer, json!({ "scope": "OFFICER" }))
        .await
        .accepted();
    let (_, lines) = read(&app, &handled.text("/createCalendarFeed/url")).await;
    assert_eq!(
        days(&lines).len(),
        whole,
        "the one project that is left to the officer"
    );
    // Whoever holds no role any more sees nothing.
    let held = Membership {
        organisation: world.municipality("Lohja").organisation,
        role: Role::PartnerPreparer,
    };
    leave(&app, &of_partner, held).await;
    let (status, lines) = read(&app, &partial).await;
    assert_eq!((status, days(&lines).len()), (200, 0));
    app.finish().await;
}

#[tokio::test]
async fn a_calendar_that_cannot_be_is_refused() {
    let app = TestApp::start_at(noon("2026-06-01")).await;
    let granted = project(&app).await;
    let world = app.world.clone();
    let (lohja, virrat) = (
        world.municipality("Lohja").clone(),
        world.municipality("Virrat").clone(),
    );
    let mutation = "createCalendarFeed";
    for (by, input, code) in [
        (&lohja.preparer, json!({ "scope": "PROJECT" }), "INVALID_INPUT"),
        (
            &lohja.preparer,
            json!({ "scope": "MUNICIPALITY" }),
            "INVALID_INPUT",
        ),
        (&lohja.preparer, json!({ "scope": "OFFICER" }), "INVALID_INPUT"),
        (
            &lohja.preparer,
            json!({ "scope": "MUNICIPALITY", "municipalityId": virrat.id }),
            "INVALID_INPUT",
        ),
        (
            &lohja.administrator,
            json!({ "scope": "MUNICIPALITY", "municipalityId": lohja.id }),
            "NOT_PERMITTED",
        ),
    ] {
        assert_eq!(
            create(&app, by, input.clone()).await.refusals(mutation),
            [code],
            "{input}"
        );
    }
    let hidden = create(
        &app,
        &world.outsider.lead,
        json!({ "scope": "PROJECT", "projectId": granted.id }),
    )
    .await;
    assert_eq!(hidden.errors(), ["NOT_FOUND"]);
    for _ in 0..20 {
        let input = json!({ "scope": "MUNICIPALITY", "municipalityId": lohja.id });
        create(&app, &lohja.preparer, input).await.accepted();
    }
    let input = json!({ "scope": "MUNICIPALITY", "municipalityId": lohja.id });
    let many = create(&app, &lohja.preparer, input).await;
    assert_eq!(many.refusals(mutation), ["INVALID_INPUT"]);
    for wrong in ["calendars/talkoot_0123.ics", "calendars/x", "calendars/.ics"] {
        assert_eq!(app.get(&world.officer, wrong).await.0, 404, "{wrong}");
    }
    app.finish().await;
}

/// A program with a token that is confined to one organisation.
async fn confined(app: &TestApp, of: &User, to: &Municipality) -> User {
    let browser = app.signed_in(of).await;
    let person = id_of(app, of).await;
    let input = json!({
        "personId": person, "label": "program", "days": 7, "organisationId": to.id, "idempotencyKey": to.name,
    });
    let query = "mutation($input: IssueTokenInput!) { issueToken(input: $input) { token refusals { code message } } }";
    let issued = browser.graphql(query, json!({ "input": input })).await;
    User {
        person: of.person,
        token: issued.accepted().text("/issueToken/token"),
    }
}

/// Goal: a program with a token that is confined to one organisation gets no link, which shows what its person sees with
/// other roles, too, and lives longer than the token; nor does it take the person's own link away. It knows of the calendars
/// of its organisation only.
#[tokio::test]
async fn a_confined_token_gets_no_link_and_takes_none_away() {
    let app = TestApp::start_at(noon("2026-06-01")).await;
    let granted = project(&app).await;
    let (lohja, turku) = (
        app.world.municipality("Lohja").clone(),
        app.world.outsider.clone(),
    );
    let of = &lohja.preparer;
    app.grant_role(of, &turku, "PARTNER_PREPARER").await;
    let wanted = [
        json!({ "scope": "PROJECT", "projectId": granted.id }),
        json!({ "scope": "MUNICIPALITY", "municipalityId": lohja.id }),
    ];
    let mut own = Vec::new();
    for input in &wanted {
        let made = create(&app, of, input.clone()).await.accepted();
        let (id, url) = ("calendarFeed/id", "url");
        own.push([id, url].map(|field| made.text(&format!("/createCalendarFeed/{field}"))));
    }
    let (here, elsewhere) = (confined(&app, of, &lohja).await, confined(&app, of, &turku).await);
    let one = "query($id: ID!) { node(id: $id) { id } }";
    for (program, known) in [(&here, 2), (&elsewhere, 0)] {
        for input in &wanted {
            let refused = create(&app, program, input.clone()).await;
            assert_eq!(refused.refusals("createCalendarFeed"), ["NOT_PERMITTED"]);
            let message = refused.text("/createCalendarFeed/refusals/0/message");
            assert!(message.contains("sign in with a browser"), "{message}");
        }
        let listed = app
            .graphql(program, "{ calendarFeeds { id } }", json!({}))
            .await
            .accepted();
        assert_eq!(listed.at("/calendarFeeds").as_array().map(Vec::len), Some(known));
        for [id, _] in &own {
            let seen = app.graphql(program, one, json!({ "id": id })).await.accepted();
            assert_eq!(seen.at("/node").is_object(), known > 0);
            for mutation in ["renewCalendarFeed", "revokeCalendarFeed"] {
                let refused = step(&app, program, mutation, (id.as_str(), 1)).await;
                if known > 0 {
                    assert_eq!(refused.refusals(mutation), ["NOT_PERMITTED"]);
                } else {
                    assert_eq!(refused.errors(), ["NOT_FOUND"]);
                }
            }
        }
    }
    for [id, url] in &own {
        assert_eq!(read(&app, url).await.0, 200, "the person's own link still works");
        let renewed = step(&app, of, "renewCalendarFeed", (id.as_str(), 1)).await;
        let new = renewed.accepted().text("/renewCalendarFeed/url");
        assert_eq!((read(&app, url).await.0, read(&app, &new).await.0), (404, 200));
    }
    app.finish().await;
}

/// A reminder brings its day; every step the same one.
#[tokio::test]
async fn a_reminder_brings_its_day() {
    let app = TestApp::start_at(noon("2026-06-01")).await;
    project(&app).await;
    app.travel_to(noon("2026-06-12")).await;
    let sent = app.mail.take();
    let mail = sent
        .iter()
        .find(|mail| mail.subject.contains("hankesalkkuraportti"));
    let calendar = mail.and_then(|mail| mail.calendar.clone()).expect("a calendar");
    let lines: Vec<String> = calendar.replace("\r\n ", "").lines().map(str::to_owned).collect();
    assert_eq!(days(&lines), ["20260615"]);
    assert!(
        lines
            .iter()
            .any(|line| line.starts_with("UID:portfolio_report-obligations-")),
        "{lines:#?}"
    );
    app.finish().await;
}

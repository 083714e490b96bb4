//! A project in which there is one thing of every kind.

use serde_json::json;
use talkoot_test_support::{Applied, GrantedProject, Municipality, Stage, TestApp, User, finnish_iban};

use crate::{
    claims::setup::{Claims, S1, of},
    grants::reviewing,
    permissions::{
        banking::bank,
        granted::granted,
        planned::{erasure, held, imported, imported_file, lasting, open_session, planned, shown},
    },
};

/// The objects, by the name of their type in the graph, and who looks at them.
pub(crate) struct Prepared {
    pub(crate) claims: Claims,
    objects: Vec<(&'static str, String)>,
}

impl Prepared {
    /// A project led by Pälkäne with a paid claim; where a municipality's own thing is meant it is Lohja's.
    pub(crate) async fn start() -> Self {
        let mut prepared = Self::by_commands().await;
        let erasure = erasure(&prepared.claims.app).await;
        let after = prepared.objects.iter().position(|(kind, _)| *kind == "File");
        prepared
            .objects
            .insert(after.expect("a file"), ("Erasure", erasure));
        prepared
    }

    /// The same but for what the log knows nothing of: the proposal to erase, which needs years to come true.
    #[expect(clippy::too_many_lines, reason = "one thing of every kind")]
    pub(crate) async fn by_commands() -> Self {
        let app = TestApp::start().await;
        let project = granted(&app).await;
        let claims = Claims { app, project };
        let (reviewed_call, review) = reviewed(&claims.app).await;
        let reports = claims.first_period(&S1).await;
        let claim = claims.submitted(0).await;
        let supplement = supplemented(&claims, &claim).await;
        claims.approved(&claim).await;
        let payout = claims.let_through(&claim).await;
        let app = &claims.app;
        let banked = bank(app, &payout, "49006.24").await;
        app.work().await;
        let lohja = app.world.municipality("Lohja").clone();
        let transfer = owed_to(app, &lohja).await;
        let project = &claims.project;
        let applied = applied(project);
        let (commitment, _) = app.commitment(&applied, &lohja).await;
        let lines = claims.lines(&lohja.preparer, &claim).await;
        let obligation = obligation(app, &project.id).await;
        let started = started(app, &project.lead.lead, &obligation).await;
        let file = app
            .upload(&lohja.preparer, lohja.organisation, "a.csv", b"a;b\n")
            .await;
        let profile = shared_profile(app).await;
        let (preparer, token) = issued(app, &lohja).await;
        let account = app
            .propose_account(&lohja.preparer, &lohja.id, &finnish_iban(50), json!({}))
            .await
            .accepted();
        let (correction, recovery) = found_wrong(&claims, &lines[0].0, &lines[1].0).await;
        let app = &claims.app;
        let rate = recorded(app).await;
        let (change_request, change_part) = asked_for(app, project, &lohja).await;
        let another = app.application_at(Stage::Drafted).await;
        let form = imported(app).await;
        let hold = held(app, &project.id).await;
        let call_correction = corrected(app, &another.call).await;
        let support = declared(app, project).await;
        let rectification = claimed(app, project).await;
        let list = ranked(app, &reviewed_call).await;
        let agreement = app.agreed(project).await;
        let planned = planned(app, project).await;
        let lasting = lasting(app, project).await;
        let secret = shown(app, project).await;
        let report = of(&reports, "Lohja");
        let ledger_file = imported_file(app, &report).await;
        let calendar = subscribed(app, &lohja).await;
        let session = open_session(app, &lohja.preparer).await;
        let mut objects = vec![
            ("AccessToken", token),
            ("Agreement", agreement),
            ("Application", project.application_id.clone()),
            ("ApplicationDraft", another.id),
            ("Authority", app.world.authority_id.clone()),
            ("BankAccount", account.text("/proposeBankAccount/bankAccount/id")),
            ("BankFeedback", banked.feedback),
            ("BankFile", banked.file),
            ("CalendarFeed", calendar),
            ("Call", project.call_id.clone()),
            ("CallCorrection", call_correction),
            ("ChangePart", change_part),
            ("ChangeRequest", change_request),
            ("Claim", claim),
            ("Commitment", commitment),
            ("Correction", correction),
            ("CostLine", lines.first().expect("a line").0.clone()),
            ("CostReport", report),
            ("Decision", project.decision_id.clone()),
            ("File", file),
            ("Form", form),
            ("Lead", project.lead.id.clone()),
            ("LedgerFile", ledger_file),
            ("Obligation", obligation),
            ("Organisation", lohja.id.clone()),
            ("OtherSupport", support),
            ("PaymentBatch", banked.batch),
            ("PaymentHold", hold),
            ("Payout", payout),
            ("Period", project.periods[0].clone()),
            ("Person", preparer),
            ("PortfolioReport", started),
            ("Profile", profile),
            ("Project", project.id.clone()),
            ("RankedCall", reviewed_call),
            ("Rectification", rectification),
            ("RankingList", list),
            ("Recovery", recovery),
            ("ReferenceRate", rate),
            ("Review", review),
            ("Session", session),
            ("SubArea", project.sub_areas[0].clone()),
            ("SupplementRequest", supplement),
            ("SurveySecret", secret),
            ("Transfer", transfer),
        ];
        objects.extend(planned);
        objects.extend(lasting);
        Self { claims, objects }
    }

    /// The id of the thing of a kind; nothing when the test has none.
    pub(crate) fn id(&self, kind: &str) -> Option<&str> {
        let mut objects = self.objects.iter();
        objects.find(|(name, _)| *name == kind).map(|(_, id)| id.as_str())
    }

    pub(crate) fn objects(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.objects.iter().map(|(kind, id)| (*kind, id.as_str()))
    }

    /// Sees to it that Lohja's preparer is an auditor too, to see who can end it.
    pub(crate) async fn lend_a_role(&self) {
        let app = &self.claims.app;
        let lohja = app.world.municipality("Lohja");
        let input = json!({ "personId": self.id("Person"), "organisationId": lohja.id, "role": "AUDITOR" });
        let fields = "person { id }";
        let granted = app
            .mutate(&lohja.administrator, "grantRole", "RoleInput", input, fields)
            .await;
        let refusals = granted.refusals("grantRole");
        assert!(refusals.is_empty() || refusals == ["DUPLICATE"], "{refusals:?}");
    }

    /// Everybody who asks, with the name of the column.
    pub(crate) fn users(&self) -> Vec<(&'static str, Option<User>)> {
        let world = &self.claims.app.world;
        let lead = world.municipality("Pälkäne");
        let own = world.municipality("Lohja");
        let partner = world.municipality("Karkkila");
        let outsider = &world.outsider;
        let columns: [(&str, &User); 23] = [
            ("authority.officer", &world.officer),
            ("authority.second", &world.second),
            ("authority.auditor", &world.auditor),
            ("authority.admin", &world.administrator),
            ("other.authority", &world.stranger),
            ("lead.coordinator", &lead.lead),
            ("lead.preparer", &lead.preparer),
            ("lead.approver", &lead.approver),
            ("lead.admin", &lead.administrator),
            ("own.coordinator", &own.lead),
            ("own.preparer", &own.preparer),
            ("own.approver", &own.approver),
            ("own.admin", &own.administrator),
            ("partner.coordinator", &partner.lead),
            ("partner.preparer", &partner.preparer),
            ("partner.approver", &partner.approver),
            ("partner.admin", &partner.administrator),
            ("outsider.coordinator", &outsider.lead),
            ("outsider.preparer", &outsider.preparer),
            ("outsider.approver", &outsider.approver),
            ("outsider.admin", &outsider.administrator),
            ("second.admin", &world.other_administrator),
            ("both", &world.both),
        ];
        let mut users = vec![("nobody", None)];
        users.extend(columns.map(|(name, user)| (name, Some(user.clone()))));
        users
    }
}

/// An application that the officer has reviewed, to a call of its own: the call and the review.
async fn reviewed(app: &TestApp) -> (String, String) {
    let today = app.app.today();
    let call = reviewing::reviewed_call(app, false, |content| {
        content["opensOn"] = json!(today);
        content["closesOn"] = json!(today);
    });
    let call = call.await;
    let applied = app.application_to(&call, Stage::Submitted).await;
    let officer = &app.world.officer;
    let review = reviewing::assigned(app, &applied, officer).await;
    reviewing::reviewed(app, officer, &review, 4, 50).await;
    (call, review)
}

/// The ranking list that is kept of a call, which closes with the day.
async fn ranked(app: &TestApp, call: &str) -> String {
    let tomorrow = app.app.today() + chrono::Days::new(1);
    let noon = tomorrow.and_hms_opt(10, 0, 0).expect("a time").and_utc();
    app.travel_to(noon).await;
    let officer = &app.world.officer;
    let query = "query($id: ID!) { call(id: $id) { version } }";
    let read = app.graphql(officer, query, json!({ "id": call })).await;
    let input = json!({ "callId": call, "expectedVersion": read.number("/call/version") });
    let fields = "rankingList { id }";
    let kept = app
        .mutate(officer, "fixRanking", "FixRankingInput", input, fields)
        .await
        .accepted();
    kept.text("/fixRanking/rankingList/id")
}

/// What was asked about a claim and answered; the answer is accepted.
async fn supplemented(claims: &Claims, claim: &str) -> String {
    let app = &claims.app;
    let read = claims.read(claims.officer(), claim, "{ version }").await;
    let respond_by = (app.app.today() + chrono::Days::new(14)).to_string();
    let fields = "supplementRequest { id version }";
    let step = async |user: &User, mutation: &str, input_type: &str, input: serde_json::Value| {
        let done = app
            .mutate(user, mutation, input_type, input, fields)
            .await
            .accepted();
        done.at(&format!("/{mutation}/supplementRequest")).clone()
    };
    let input = json!({
        "claimId": claim, "expectedVersion": read.number("/claim/version"), "questions": [{ "text": "Mikä?" }],
        "respondBy": respond_by,
    });
    let opened = step(
        claims.officer(),
        "openSupplementRequest",
        "OpenSupplementRequestInput",
        input,
    )
    .await;
    let input = json!({
        "id": opened["id"], "expectedVersion": opened["version"], "answers": [{ "text": "Tämä." }],
    });
    let lead = claims.lead();
    let answered = step(
        lead,
        "answerSupplementRequest",
        "AnswerSupplementRequestInput",
        input,
    )
    .await;
    let input = json!({ "id": answered["id"], "expectedVersion": answered["version"] });
    let officer = claims.officer();
    let accepted = step(
        officer,
        "acceptSupplementAnswer",
        "SupplementRequestStepInput",
        input,
    )
    .await;
    accepted["id"].as_str().expect("an id").to_owned()
}

/// A claim for correction of the project's decision.
async fn claimed(app: &TestApp, project: &GrantedProject) -> String {
    let query = "query($id: ID!) { decision(id: $id) { version } }";
    let lead = &project.lead.lead;
    let read = app
        .graphql(lead, query, json!({ "id": project.decision_id }))
        .await;
    let input = json!({
        "decisionId": project.decision_id, "expectedVersion": read.number("/decision/version"),
        "change": "Toisin.", "grounds": "Syystä.",
    });
    let fields = "rectification { id }";
    let filed = app
        .mutate(lead, "fileRectification", "FileRectificationInput", input, fields)
        .await
        .accepted();
    filed.text("/fileRectification/rectification/id")
}

/// A profile of Karkkila's with columns that others may copy.
async fn shared_profile(app: &TestApp) -> String {
    let of = app.world.municipality("Karkkila");
    let ledger = "Tosite;Pvm;Tili;Summa\n1;31.3.2026;4340;10,00\n";
    let file = app
        .upload(&of.preparer, of.organisation, "a.csv", ledger.as_bytes())
        .await;
    let input = json!({ "organisationId": of.id, "system": "Raindance", "profile": {}, "fileId": file });
    let fields = "ledgerProfile { id }";
    let saved = app
        .mutate(
            &of.preparer,
            "saveLedgerProfile",
            "SaveLedgerProfileInput",
            input,
            fields,
        )
        .await
        .accepted();
    saved.text("/saveLedgerProfile/ledgerProfile/id")
}

/// What a project grew from.
fn applied(project: &GrantedProject) -> Applied {
    Applied {
        call: project.call_id.clone(),
        id: project.application_id.clone(),
        decision: Some(project.decision_id.clone()),
        lead: project.lead.clone(),
        sub_areas: project.sub_areas.clone(),
    }
}

/// What the lead owes to a municipality.
async fn owed_to(app: &TestApp, of: &Municipality) -> String {
    let query = "query { transfers { edges { node { id } } } }";
    let read = app.graphql(&of.approver, query, json!({})).await.accepted();
    read.text("/transfers/edges/0/node/id")
}

/// A proposed correction of the second line, and a recovery of an approved one of the first.
async fn found_wrong(claims: &Claims, first: &str, second: &str) -> (String, String) {
    let approved = claims.corrected(first, "0.00").await;
    let paid_on = claims.app.app.today().to_string();
    let of = json!({ "correctionId": approved, "paidOn": paid_on });
    let opened = claims.open_recovery(claims.officer(), of).await.accepted();
    let proposed = claims
        .propose(&claims.app.world.auditor, &[(second, "0.00")], json!({}))
        .await
        .accepted();
    (
        proposed.text("/proposeCorrection/correction/id"),
        opened.text("/openRecovery/recovery/id"),
    )
}

/// A reference rate that waits for a second person.
async fn recorded(app: &TestApp) -> String {
    let input = json!({ "validFrom": "2027-01-01", "rate": "2.5" });
    let recorded = app
        .mutate(
            &app.world.administrator,
            "recordReferenceRate",
            "RecordReferenceRateInput",
            input,
            "referenceRate { id }",
        )
        .await
        .accepted();
    recorded.text("/recordReferenceRate/referenceRate/id")
}

/// A submitted change request of one part, by which a municipality leaves.
async fn asked_for(app: &TestApp, project: &GrantedProject, of: &Municipality) -> (String, String) {
    let lead = &project.lead.lead;
    let leaving = json!({
        "partnerId": of.id, "lastDay": "2026-03-31", "certificate": "Kunnanhallitus 2.2.2026 § 1",
    });
    let input = json!({
        "projectId": project.id, "reason": "Kunta poistuu.", "parts": [{ "partnerLeaving": leaving }],
    });
    let fields = "changeRequest { id parts { id } }";
    let created = app
        .mutate(
            lead,
            "createChangeRequest",
            "CreateChangeRequestInput",
            input,
            fields,
        )
        .await
        .accepted();
    let id = created.text("/createChangeRequest/changeRequest/id");
    let input = json!({ "id": id, "expectedVersion": 1 });
    app.mutate(
        lead,
        "submitChangeRequest",
        "ChangeRequestStepInput",
        input,
        fields,
    )
    .await
    .accepted();
    let part = created.text("/createChangeRequest/changeRequest/parts/0/id");
    (id, part)
}

/// The portfolio report that settles an obligation, started.
async fn started(app: &TestApp, lead: &User, obligation: &str) -> String {
    let input = json!({ "obligationId": obligation });
    let fields = "portfolioReport { id }";
    let started = app
        .mutate(
            lead,
            "startPortfolioReport",
            "StartPortfolioReportInput",
            input,
            fields,
        )
        .await
        .accepted();
    started.text("/startPortfolioReport/portfolioReport/id")
}

/// The preparer of a municipality and a token that waits for a second administrator.
async fn issued(app: &TestApp, of: &Municipality) -> (String, String) {
    let viewer = app
        .graphql(&of.preparer, "{ viewer { person { id } } }", json!({}))
        .await;
    let preparer = viewer.text("/viewer/person/id");
    let input = json!({ "personId": preparer, "label": "test", "days": 30 });
    let fields = "accessToken { id }";
    let issued = app
        .mutate(&of.administrator, "issueToken", "IssueTokenInput", input, fields)
        .await
        .accepted();
    (preparer, issued.text("/issueToken/accessToken/id"))
}

/// The calendar of a preparer.
async fn subscribed(app: &TestApp, of: &Municipality) -> String {
    let input = json!({ "scope": "MUNICIPALITY", "municipalityId": of.id });
    let made = crate::persons::calendars::create(app, &of.preparer, input)
        .await
        .accepted();
    made.text("/createCalendarFeed/calendarFeed/id")
}

/// The first portfolio report that Pälkäne owes.
async fn obligation(app: &TestApp, project: &str) -> String {
    let query = "query($id: ID!) { project(id: $id) { obligations(first: 100, filter: { kinds: [\"portfolio_report\"] }) \
                 { edges { node { id state } } } } }";
    let read = app
        .graphql(&app.world.officer, query, json!({ "id": project }))
        .await
        .accepted();
    let edges = read
        .at("/project/obligations/edges")
        .as_array()
        .cloned()
        .unwrap_or_default();
    let open = edges.iter().find(|edge| edge["node"]["state"] != "scheduled");
    let node = &open.or(edges.first()).expect("an obligation")["node"];
    node["id"].as_str().expect("an id").to_owned()
}

/// A correction of an open call that waits for the second person.
async fn corrected(app: &TestApp, call: &str) -> String {
    let today = app.app.today();
    let content = json!({
        "title": "Haku", "opensOn": today, "closesOn": today + chrono::Days::new(60),
        "usePeriodFirst": "2026-02-01", "usePeriodLast": "2027-12-31",
        "appropriation": "1000000.00", "largestAward": "350000.00",
    });
    let input = json!({ "callId": call, "expectedVersion": 2, "content": content, "reason": "Lisäaikaa" });
    let (kind, fields) = ("ProposeCallCorrectionInput", "callCorrection { id }");
    let proposed = app
        .mutate(
            &app.world.other_officer,
            "proposeCallCorrection",
            kind,
            input,
            fields,
        )
        .await
        .accepted();
    proposed.text("/proposeCallCorrection/callCorrection/id")
}

/// Support that the lead declared.
async fn declared(app: &TestApp, project: &GrantedProject) -> String {
    let input = json!({
        "projectId": project.id, "giver": "Liitto", "amount": "10.00", "explanation": "Koulutus",
    });
    let (kind, fields) = ("DeclareOtherSupportInput", "otherSupport { id }");
    let declared = app
        .mutate(&project.lead.lead, "declareOtherSupport", kind, input, fields)
        .await
        .accepted();
    declared.text("/declareOtherSupport/otherSupport/id")
}

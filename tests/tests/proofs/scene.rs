//! Where a history plays: a granted project under one of several sets of rules.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeZone, Utc};
use serde_json::{Value, json};
use talkoot_app::Engine;
use talkoot_test_support::{GrantedProject, Municipality, Reader, TestApp};

/// Which rules hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rules {
    /// 85 per cent, no tolerance, no advance.
    Plain,
    /// An advance of 20 000.00 in two instalments, cleared at half of each claim.
    Advance,
    /// Indirect costs as 40 per cent of wages, of everything 80 per cent.
    FlatRate,
    /// An award that is soon used up.
    Capped,
    /// 79.97 per cent, and budgets may be passed by 7.5 per cent.
    Tolerant,
}

impl Rules {
    pub const ALL: [Self; 5] = [
        Self::Plain,
        Self::Advance,
        Self::FlatRate,
        Self::Capped,
        Self::Tolerant,
    ];

    /// Those of a seed.
    pub fn of(seed: u64) -> Self {
        Self::ALL[usize::try_from(seed % 5).expect("one of five")]
    }

    /// The funding rate in hundredths of a per cent.
    pub fn rate(self) -> i128 {
        match self {
            Self::FlatRate => 8000,
            Self::Tolerant => 7997,
            Self::Plain | Self::Advance | Self::Capped => 8500,
        }
    }

    /// The tolerance in hundredths of a per cent.
    pub fn tolerance(self) -> i128 {
        if self == Self::Tolerant { 750 } else { 0 }
    }

    /// The flat rate of wages in hundredths of a per cent.
    pub fn flat_rate(self) -> Option<i128> {
        (self == Self::FlatRate).then_some(4000)
    }

    /// The clearing rate in hundredths of a per cent.
    pub fn clearing(self) -> i128 {
        if self == Self::Advance { 5000 } else { 0 }
    }

    async fn project(self, app: &TestApp) -> GrantedProject {
        let instalments =
            json!([{ "amount": "12000.00" }, { "amount": "8000.00", "payableFrom": "2026-07-01" }]);
        let project = match self {
            Self::Advance => {
                let advance = json!({ "instalments": instalments, "clearingRate": "50" });
                return app
                    .granted_as(&json!({ "award": "150000.00", "advance": advance }))
                    .await;
            }
            Self::Plain => app.granted_project().await,
            Self::Capped => app.granted_as(&json!({ "award": "777.77" })).await,
            Self::FlatRate => {
                app.granted_from(|content| {
                    content["flatRateOfWages"] = json!("40");
                    content["rate"] = json!("80");
                    content["largestAward"] = json!("400000.00");
                })
                .await
            }
            Self::Tolerant => {
                app.granted_from(|content| {
                    content["budgetTolerance"] = json!("7.5");
                    content["rate"] = json!("79.97");
                })
                .await
            }
        };
        app.agreed(&project).await;
        project
    }
}

/// A running application with one project in it.
pub struct Scene {
    pub app: TestApp,
    pub project: GrantedProject,
    pub reader: Reader,
    pub rules: Rules,
}

/// Noon in Helsinki on a day.
pub fn noon(year: i32, month: u32, day: u32) -> DateTime<Utc> {
    let time = Utc.with_ymd_and_hms(year, month, day, 10, 0, 0);
    time.single().expect("a time")
}

/// The global id of an object whose key is in hex.
pub fn global(kind: &str, key: &str) -> String {
    let key = uuid::Uuid::parse_str(key).expect("a key");
    URL_SAFE_NO_PAD.encode(format!("{kind}:{key}"))
}

/// The key, in hex, in a global id.
pub fn key(id: &str) -> String {
    let bytes = URL_SAFE_NO_PAD.decode(id).expect("a global id");
    let text = String::from_utf8(bytes).expect("a global id");
    text.rsplit(':').next().expect("a key").replace('-', "")
}

/// Which account is which category.
pub const ACCOUNTS: [(&str, &str); 4] = [
    ("4340", "services"),
    ("4720", "travel"),
    ("4000", "personnel"),
    ("4500", "materials"),
];

impl Scene {
    /// A project under these rules on this engine, with its partners' accounts mapped; ids are counted.
    pub async fn start(rules: Rules, engine: Engine) -> Self {
        let app = TestApp::start_counted(engine, noon(2026, 2, 2)).await;
        let project = rules.project(&app).await;
        let chart: Vec<Value> = ACCOUNTS
            .iter()
            .map(|(account, category)| json!({ "account": account, "category": category }))
            .collect();
        for of in &app.world.municipalities {
            let mapping = json!({ "organisationId": of.id, "rules": chart });
            let input_type = "SaveAccountMappingInput";
            let fields = "accountMapping { version }";
            app.mutate(&of.preparer, "saveAccountMapping", input_type, mapping, fields)
                .await
                .accepted();
        }
        app.work().await;
        let reader = app.reader().await;
        Self {
            app,
            project,
            reader,
            rules,
        }
    }

    /// The municipality with this key in hex.
    pub fn municipality(&self, organisation: &str) -> &Municipality {
        let all = &self.app.world.municipalities;
        let found = all.iter().find(|one| key(&one.id) == organisation);
        found.expect("a partner")
    }
}

//! Any number of municipalities beside those of the [`World`](crate::World).

use talkoot_app::identity;
use talkoot_domain::{ids::OrganisationId, language::Language, organisation::OrganisationKind, policy::Role};

use crate::{TestApp, User};

/// Somebody of a further municipality.
#[derive(Clone, Debug)]
pub struct Settler {
    /// Who.
    pub user: User,
    /// The address.
    pub email: String,
    /// The language they are written to in: Finnish, of one in four Swedish and of one in four English.
    pub language: Language,
    /// The role that they begin with; nobody's before it is given.
    pub role: Option<Role>,
}

/// A further municipality, and whoever is there: see [`TestApp::settle`].
#[derive(Clone, Debug)]
pub struct Settlement {
    /// Its key.
    pub organisation: OrganisationId,
    /// Its global id in the API.
    pub id: String,
    /// Its name, the same in both languages.
    pub name: String,
    /// A preparer, two approvers, a coordinator, and somebody without a role.
    pub people: Vec<Settler>,
    /// Its administrator.
    pub administrator: User,
}

/// Who lives in each further municipality, the administrator last.
const PEOPLE: [(&str, Option<Role>); 6] = [
    ("preparer", Some(Role::PartnerPreparer)),
    ("approver", Some(Role::PartnerApprover)),
    ("deputy", Some(Role::PartnerApprover)),
    ("coordinator", Some(Role::LeadCoordinator)),
    ("newcomer", None),
    ("keeper", Some(Role::Administrator)),
];

impl TestApp {
    /// So many further municipalities with six people each; their codes count from 001, without those of the
    /// [`World`](crate::World).
    ///
    /// # Panics
    /// When they cannot be put there.
    pub async fn settle(&self, count: usize) -> Vec<Settlement> {
        let taken: Vec<&str> = self
            .world
            .municipalities
            .iter()
            .map(|one| one.code.as_str())
            .collect();
        let free = (1..1000).map(|code| format!("{code:03}"));
        let free = free.filter(|code| !taken.contains(&code.as_str()) && *code != self.world.outsider.code);
        let codes: Vec<String> = free.take(count).collect();
        let organisations: Vec<identity::NewOrganisation> =
            codes.iter().map(|code| organisation(code)).collect();
        let founders: Vec<identity::Founder> = codes.iter().enumerate().flat_map(founders).collect();
        let installed = identity::install(&self.app, &organisations, &founders, 3650).await;
        let installed = installed.expect("the further municipalities");
        let mut people = installed.people.into_iter().zip(&founders);
        let settlement = |(code, organisation): (&String, OrganisationId)| {
            let mut settlers: Vec<Settler> = (&mut people)
                .take(PEOPLE.len())
                .zip(PEOPLE)
                .map(|(((person, token), founder), (_, role))| Settler {
                    user: User {
                        person,
                        token: token.reveal().to_owned(),
                    },
                    email: founder.person.email.clone(),
                    language: founder.person.language,
                    role,
                })
                .collect();
            let administrator = settlers.pop().expect("the administrator").user;
            Settlement {
                organisation,
                id: talkoot_graphql::organisation_id(organisation),
                name: format!("Kunta {code}"),
                people: settlers,
                administrator,
            }
        };
        codes
            .iter()
            .zip(installed.organisations)
            .map(settlement)
            .collect()
    }
}

fn organisation(code: &str) -> identity::NewOrganisation {
    let name = format!("Kunta {code}");
    identity::NewOrganisation {
        kind: OrganisationKind::Municipality,
        code: Some(code.parse().expect("a municipality code")),
        name_fi: name.clone(),
        name_sv: name,
        language: Language::Fi,
    }
}

fn founders((place, code): (usize, &String)) -> Vec<identity::Founder> {
    let language = |who: usize| match (place + who) % 4 {
        1 => Language::Sv,
        3 => Language::En,
        _ => Language::Fi,
    };
    let founder = |(number, (who, role)): (usize, (&str, Option<Role>))| identity::Founder {
        person: identity::NewPerson {
            name: format!("{who}-{code}"),
            email: format!("{who}-{code}@example.test"),
            language: language(number),
        },
        roles: role.map(|role| (place, role)).into_iter().collect(),
    };
    PEOPLE.into_iter().enumerate().map(founder).collect()
}

use talkoot_app::{App, identity};
use talkoot_domain::{
    identifiers::MunicipalityCode,
    ids::{OrganisationId, PersonId},
    language::Language,
    organisation::OrganisationKind,
    policy::Role,
};

/// Somebody who can sign in.
#[derive(Clone, Debug)]
pub struct User {
    /// The key of the person.
    pub person: PersonId,
    /// The bearer token.
    pub token: String,
}

/// A municipality with its people.
#[derive(Clone, Debug)]
pub struct Municipality {
    /// Its key.
    pub organisation: OrganisationId,
    /// Its global id in the API.
    pub id: String,
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Prepares.
    pub preparer: User,
    /// Approves what somebody else prepared.
    pub approver: User,
    /// Runs projects that the municipality leads.
    pub lead: User,
    /// Administers the municipality.
    pub administrator: User,
}

/// Everybody in a test: one authority, another one that must see nothing, and five municipalities.
#[derive(Clone, Debug)]
pub struct World {
    /// The authority.
    pub authority: OrganisationId,
    /// Its global id in the API.
    pub authority_id: String,
    /// Its officer.
    pub officer: User,
    /// Another officer of the same authority.
    pub other_officer: User,
    /// Its second person.
    pub second: User,
    /// Holds both roles, to try to be two persons at once.
    pub both: User,
    /// Its auditor.
    pub auditor: User,
    /// Its administrator.
    pub administrator: User,
    /// Another administrator of the same authority.
    pub other_administrator: User,
    /// An officer of another authority.
    pub stranger: User,
    /// Lohja, Karkkila, Pälkäne, Kuhmoinen, Virrat.
    pub municipalities: Vec<Municipality>,
    /// A municipality that takes part in nothing.
    pub outsider: Municipality,
}

const MUNICIPALITIES: [(&str, &str, &str); 6] = [
    ("444", "Lohja", "Lojo"),
    ("224", "Karkkila", "Högfors"),
    ("635", "Pälkäne", "Pälkäne"),
    ("291", "Kuhmoinen", "Kuhmoinen"),
    ("936", "Virrat", "Virdois"),
    ("853", "Turku", "Åbo"),
];

impl World {
    /// Puts everybody into the application.
    pub(crate) async fn install(app: &App) -> anyhow::Result<Self> {
        let (organisations, founders) = everybody();
        let administrators = founders.len() - 1 - MUNICIPALITIES.len();
        let other_administrator = founders.len() - 1;
        let installed = identity::install(app, &organisations, &founders, 3650).await?;
        let user = |place: usize| {
            let (person, token) = &installed.people[place];
            User {
                person: *person,
                token: token.reveal().to_owned(),
            }
        };
        let mut municipalities: Vec<Municipality> = MUNICIPALITIES
            .iter()
            .enumerate()
            .map(|(place, (code, name, _))| Municipality {
                organisation: installed.organisations[place + 2],
                id: talkoot_graphql::organisation_id(installed.organisations[place + 2]),
                code: (*code).to_owned(),
                name: (*name).to_owned(),
                preparer: user(7 + place * 3),
                approver: user(8 + place * 3),
                lead: user(9 + place * 3),
                administrator: user(administrators + place),
            })
            .collect();
        let outsider = municipalities.remove(5);
        Ok(Self {
            authority: installed.organisations[0],
            authority_id: talkoot_graphql::organisation_id(installed.organisations[0]),
            officer: user(0),
            other_officer: user(1),
            second: user(2),
            both: user(3),
            auditor: user(4),
            administrator: user(5),
            other_administrator: user(other_administrator),
            stranger: user(6),
            municipalities,
            outsider,
        })
    }

    /// The municipality of this name.
    ///
    /// # Panics
    /// When there is none: a mistake in the test.
    #[must_use]
    pub fn municipality(&self, name: &str) -> &Municipality {
        self.municipalities
            .iter()
            .find(|municipality| municipality.name == name)
            .expect("a municipality of the test")
    }
}

/// The organisations, and the people of the test: the authority's, three of each municipality, the
/// municipalities' administrators, the authority's other administrator.
fn everybody() -> (Vec<identity::NewOrganisation>, Vec<identity::Founder>) {
    let mut organisations = vec![
        authority("Valtiovarainministeriö"),
        authority("Toinen ministeriö"),
    ];
    organisations.extend(MUNICIPALITIES.map(municipality));
    let mut founders = vec![
        founder("officer", &[(0, Role::Officer)]),
        founder("other-officer", &[(0, Role::Officer)]),
        founder("second", &[(0, Role::SecondApprover)]),
        founder("both", &[(0, Role::Officer), (0, Role::SecondApprover)]),
        founder("auditor", &[(0, Role::Auditor)]),
        founder("administrator", &[(0, Role::Administrator)]),
        founder("stranger", &[(1, Role::Officer), (1, Role::SecondApprover)]),
    ];
    for (place, (code, ..)) in MUNICIPALITIES.iter().enumerate() {
        let place = place + 2;
        for (name, role) in [
            ("preparer", Role::PartnerPreparer),
            ("approver", Role::PartnerApprover),
            ("lead", Role::LeadCoordinator),
        ] {
            founders.push(founder(&format!("{name}-{code}"), &[(place, role)]));
        }
    }
    for place in 0..MUNICIPALITIES.len() {
        let name = format!("administrator-{place}");
        founders.push(founder(&name, &[(place + 2, Role::Administrator)]));
    }
    founders.push(founder("other-administrator", &[(0, Role::Administrator)]));
    (organisations, founders)
}

fn authority(name: &str) -> identity::NewOrganisation {
    identity::NewOrganisation {
        kind: OrganisationKind::Authority,
        code: None,
        name_fi: name.to_owned(),
        name_sv: name.to_owned(),
        language: Language::Fi,
    }
}

fn municipality((code, fi, sv): (&str, &str, &str)) -> identity::NewOrganisation {
    let code: MunicipalityCode = code.parse().expect("a municipality code");
    identity::NewOrganisation {
        kind: OrganisationKind::Municipality,
        code: Some(code),
        name_fi: fi.to_owned(),
        name_sv: sv.to_owned(),
        language: Language::Fi,
    }
}

fn founder(name: &str, roles: &[(usize, Role)]) -> identity::Founder {
    identity::Founder {
        person: identity::NewPerson {
            name: name.to_owned(),
            email: format!("{name}@example.test"),
            language: Language::Fi,
        },
        roles: roles.to_vec(),
    }
}

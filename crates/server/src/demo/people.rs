use talkoot_app::{App, identity};
use talkoot_domain::{language::Language, organisation::OrganisationKind, policy::Role};

use super::{DemoToken, Tokens};

/// How long the demonstration's tokens are good for, by its own clock, which may run far ahead.
pub(crate) const DAYS: i64 = 36_500;

/// The authority; a real ministry, its people are fictional.
const AUTHORITY: (&str, &str) = ("Valtiovarainministeriö", "Finansministeriet");

/// Lead first. Code, names, the language it is written to in.
const MUNICIPALITIES: [(&str, &str, &str, Language); 5] = [
    ("635", "Pälkäne", "Pälkäne", Language::Fi),
    ("444", "Lohja", "Lojo", Language::Fi),
    ("224", "Karkkila", "Högfors", Language::Fi),
    ("291", "Kuhmoinen", "Kuhmoinen", Language::Fi),
    ("936", "Virrat", "Virdois", Language::Fi),
];

/// Fictional people, marked as such by their family names: Esimerkki and Exempel mean "example".
const STATE: [(&str, &str, Language, Role); 10] = [
    ("Maija Esimerkki", "maija.esimerkki", Language::Fi, Role::Officer),
    ("Sven Exempel", "sven.exempel", Language::Sv, Role::SecondApprover),
    ("Tarja Esimerkki", "tarja.esimerkki", Language::Fi, Role::Auditor),
    (
        "Ilmari Esimerkki",
        "ilmari.esimerkki",
        Language::Fi,
        Role::Administrator,
    ),
    // Tokens for people with roles take two administrators.
    ("Aino Exempel", "aino.exempel", Language::Sv, Role::Administrator),
    // A call with many applications takes more officers, and people who review.
    ("Outi Esimerkki", "outi.esimerkki", Language::Fi, Role::Officer),
    ("Otto Exempel", "otto.exempel", Language::Sv, Role::Officer),
    (
        "Riitta Esimerkki",
        "riitta.esimerkki",
        Language::Fi,
        Role::Reviewer,
    ),
    ("Rolf Exempel", "rolf.exempel", Language::Sv, Role::Reviewer),
    ("Raimo Esimerkki", "raimo.esimerkki", Language::Fi, Role::Reviewer),
];

const MUNICIPAL: [(&str, &str, Role); 4] = [
    ("Veera", "valmistelija", Role::PartnerPreparer),
    ("Heikki", "hyvaksyja", Role::PartnerApprover),
    ("Kaisa", "koordinaattori", Role::LeadCoordinator),
    ("Pentti", "paakayttaja", Role::Administrator),
];

/// Puts the organisations and people into a new demonstration and gives their sign-ins.
///
/// # Errors
/// When the database is not empty.
pub async fn install(app: &App) -> anyhow::Result<Tokens> {
    let mut organisations = vec![identity::NewOrganisation {
        kind: OrganisationKind::Authority,
        code: None,
        name_fi: AUTHORITY.0.to_owned(),
        name_sv: AUTHORITY.1.to_owned(),
        language: Language::Fi,
    }];
    for (code, fi, sv, language) in MUNICIPALITIES {
        organisations.push(identity::NewOrganisation {
            kind: OrganisationKind::Municipality,
            code: Some(code.parse()?),
            name_fi: fi.to_owned(),
            name_sv: sv.to_owned(),
            language,
        });
    }
    let founders = founders();
    let installed = identity::install(app, &organisations, &founders, DAYS).await?;
    Ok(Tokens(sign_ins(&organisations, &founders, &installed)))
}

/// The sign-ins of people who were installed, one for each role.
pub(crate) fn sign_ins(
    organisations: &[identity::NewOrganisation],
    founders: &[identity::Founder],
    installed: &identity::Installed,
) -> Vec<DemoToken> {
    let people = founders.iter().zip(&installed.people);
    let tokens = people.flat_map(|(founder, (_, token))| {
        founder.roles.iter().map(|&(place, role)| DemoToken {
            role: Into::<&'static str>::into(role).to_owned(),
            organisation: organisations[place].name_fi.clone(),
            code: organisations[place].code.map(|code| code.to_string()),
            organisation_id: talkoot_graphql::organisation_id(installed.organisations[place]),
            name: founder.person.name.clone(),
            token: token.reveal().to_owned(),
        })
    });
    tokens.collect()
}

fn founders() -> Vec<identity::Founder> {
    let mut founders: Vec<_> = STATE
        .into_iter()
        .map(|(name, address, language, role)| {
            founder(name, &format!("{address}@vm.example"), language, 0, role)
        })
        .collect();
    for (place, (_, fi, ..)) in MUNICIPALITIES.into_iter().enumerate() {
        // Lohja is bilingual: its coordinator reads Swedish. One person reads English.
        let domain = fi.to_lowercase().replace('ä', "a");
        for (first, address, role) in MUNICIPAL {
            let language = match (fi, role) {
                ("Lohja", Role::LeadCoordinator | Role::PartnerApprover) => Language::Sv,
                ("Virrat", Role::PartnerApprover) => Language::En,
                _ => Language::Fi,
            };
            let family = if language == Language::Sv {
                "Exempel"
            } else {
                "Esimerkki"
            };
            let name = format!("{first} {family} ({fi})");
            let mut person = founder(
                &name,
                &format!("{address}@{domain}.example"),
                language,
                place + 1,
                role,
            );
            // Who works in a municipality and reviews for the ministry has conflicts of interest.
            if fi == "Lohja" && role == Role::PartnerPreparer {
                person.roles.push((0, Role::Reviewer));
            }
            founders.push(person);
        }
    }
    founders
}

fn founder(name: &str, email: &str, language: Language, place: usize, role: Role) -> identity::Founder {
    identity::Founder {
        person: identity::NewPerson {
            name: name.to_owned(),
            email: email.to_owned(),
            language,
        },
        roles: vec![(place, role)],
    }
}

//! People who come, go, stand in and are away.

use chrono::{Days, TimeDelta};
use serde_json::json;
use talkoot_app::identity;
use talkoot_test_support::User;

use super::{
    days::date,
    events::{What, named_on},
    play::Year,
    town::{APPROVER, COORDINATOR, Held, OFFICER, PREPARER, choose},
};
use crate::proofs::dice::Dice;

/// The officer who drafted every decision is gone between these days.
const OFFICER_GONE: [&str; 2] = ["2028-01-10", "2028-02-21"];

/// What happens to people on a day: so much the more the more projects there are.
pub async fn go_on(year: &mut Year, dice: &mut Dice) {
    let today = year.today();
    for held in year.roles_to_give.remove(&today).unwrap_or_default() {
        year.app.clock.advance(TimeDelta::seconds(11));
        give(year, held).await;
    }
    let drafter = (year.town.officers[0], None, OFFICER);
    if today == date(OFFICER_GONE[0]) {
        end(year, drafter).await;
    } else if today == date(OFFICER_GONE[1]) {
        give(year, drafter).await;
    }
    for _ in 0..1 + year.town.projects.len() / 30 {
        year.app.clock.advance(TimeDelta::seconds(13));
        let project = dice.below(year.town.projects.len());
        let of = *dice
            .pick(&year.town.projects[project].partners)
            .expect("a partner");
        match dice.below(100) {
            0..30 => name(year, dice, (project, of, "OWNER")).await,
            30..45 => name(year, dice, (project, of, "DEPUTY")).await,
            45..52 => {
                let lead = year.town.projects[project].lead;
                name(year, dice, (project, lead, "MANAGER")).await;
            }
            52..62 => end_naming(year, dice, (project, of)).await,
            62..80 => somebody_leaves(year, dice, of).await,
            80..92 => be_away(year, dice, of).await,
            _ => assign(year, dice, project).await,
        }
    }
}

impl Year {
    /// Somebody who holds a role in a municipality now.
    pub fn somebody(&self, of: usize, role: &str) -> Option<User> {
        let mut holders = self
            .held
            .iter()
            .filter(|held| held.1 == Some(of) && held.2 == role);
        holders.next().map(|held| self.town.people[held.0].user.clone())
    }

    fn members(&self, of: usize) -> Vec<usize> {
        let mut members: Vec<usize> = self
            .held
            .iter()
            .filter(|held| held.1 == Some(of))
            .map(|held| held.0)
            .collect();
        members.dedup();
        members
    }

    /// Whoever may name people for a project in a municipality.
    fn names(&self, project: usize, of: usize) -> Option<User> {
        self.somebody(of, APPROVER)
            .or_else(|| self.somebody(self.town.projects[project].lead, COORDINATOR))
    }

    fn named(&self, (project, of, duty): (usize, usize, &str)) -> Option<(usize, Option<chrono::NaiveDate>)> {
        let about = self.events.iter().filter(|event| {
            matches!(event.what, What::Named { project: one, of: other, duty: third, .. }
                | What::NamingEnded { project: one, of: other, duty: third, .. }
                if (one, other, third) == (project, of, duty))
        });
        named_on(about, self.today())
    }
}

async fn name(year: &mut Year, dice: &mut Dice, (project, of, duty): (usize, usize, &'static str)) {
    let holder = year.named((project, of, duty)).map(|named| named.0);
    let able: Vec<usize> = year
        .members(of)
        .into_iter()
        .filter(|person| Some(*person) != holder)
        .collect();
    let (Some(&person), Some(by)) = (dice.pick(&able), year.names(project, of)) else {
        return;
    };
    let last = dice
        .chance(30)
        .then(|| year.today() + Days::new(5 + dice.below(25) as u64));
    let input = json!({
        "projectId": year.town.projects[project].id, "municipalityId": year.town.municipalities[of].id, "duty": duty,
        "personId": year.town.people[person].id, "lastDay": last,
    });
    let named = year.app.mutate(
        &by,
        "namePersonInCharge",
        "NamePersonInChargeInput",
        input,
        "project { id }",
    );
    named.await.accepted();
    year.happened(What::Named {
        project,
        of,
        duty,
        person,
        last,
    });
}

/// Ends the duty of an owner or a deputy who was named until further notice, today or at once.
async fn end_naming(year: &mut Year, dice: &mut Dice, (project, of): (usize, usize)) {
    let duty = if dice.chance(70) { "OWNER" } else { "DEPUTY" };
    let at_once = dice.chance(50);
    let (Some((_, None)), Some(by)) = (year.named((project, of, duty)), year.names(project, of)) else {
        return;
    };
    let last = if at_once {
        year.today() - Days::new(1)
    } else {
        year.today()
    };
    let input = json!({
        "projectId": year.town.projects[project].id, "municipalityId": year.town.municipalities[of].id, "duty": duty,
        "lastDay": last,
    });
    let ended = year.app.mutate(
        &by,
        "endPersonInCharge",
        "EndPersonInChargeInput",
        input,
        "project { id }",
    );
    ended.await.accepted();
    year.happened(What::NamingEnded {
        project,
        of,
        duty,
        last,
    });
}

/// A role ends; some time later somebody of the municipality has it again, or somebody else.
async fn somebody_leaves(year: &mut Year, dice: &mut Dice, of: usize) {
    let held: Vec<Held> = year
        .held
        .iter()
        .filter(|held| held.1 == Some(of))
        .copied()
        .collect();
    let Some(&held) = dice.pick(&held) else {
        return;
    };
    end(year, held).await;
    let later = year.today() + Days::new(2 + dice.below(38) as u64);
    let people: Vec<usize> = (0..year.town.people.len())
        .filter(|one| year.town.people[*one].home == Some(of))
        .collect();
    let next = if dice.chance(50) {
        held.0
    } else {
        *dice.pick(&people).expect("somebody")
    };
    year.roles_to_give
        .entry(later)
        .or_default()
        .push((next, held.1, held.2));
}

async fn change(year: &Year, mutation: &str, (person, of, role): Held) {
    let world = &year.app.world;
    let (by, organisation) = match of {
        Some(of) => (
            &year.town.municipalities[of].administrator,
            year.town.municipalities[of].id.clone(),
        ),
        None => (&world.administrator, world.authority_id.clone()),
    };
    let input =
        json!({ "personId": year.town.people[person].id, "organisationId": organisation, "role": role });
    year.app
        .mutate(by, mutation, "RoleInput", input, "person { id }")
        .await
        .accepted();
}

async fn end(year: &mut Year, held: Held) {
    if year.held.remove(&held) {
        change(year, "endRole", held).await;
        year.happened(What::RoleEnded {
            person: held.0,
            of: held.1,
            role: held.2,
        });
    }
}

/// Gives a role; nobody prepares and approves for the same municipality, for then nobody else could.
async fn give(year: &mut Year, held: Held) {
    let other = match held.2 {
        PREPARER => APPROVER,
        APPROVER => PREPARER,
        _ => "",
    };
    if year.held.contains(&held) || year.held.contains(&(held.0, held.1, other)) {
        return;
    }
    change(year, "grantRole", held).await;
    if year.held.iter().all(|one| one.0 != held.0) {
        // With the last role every token was revoked: who comes back signs in anew.
        let email = year.town.people[held.0].email.clone();
        let token = identity::issue_token_as_operator(&year.app.app, &email, "takaisin", 366).await;
        year.town.people[held.0].user.token = token.expect("a token").reveal().to_owned();
    }
    year.held.insert(held);
    year.happened(What::RoleGiven {
        person: held.0,
        of: held.1,
        role: held.2,
    });
}

async fn be_away(year: &mut Year, dice: &mut Dice, of: usize) {
    let members = year.members(of);
    let Some(&person) = dice.pick(&members) else {
        return;
    };
    let first = year.today() + Days::new(dice.below(6) as u64);
    let last = first + Days::new(1 + dice.below(30) as u64);
    let known = year.chosen.get(&person).copied();
    let version = known.unwrap_or_else(|| i64::from(year.town.people[person].chose));
    let chosen = choose(&year.app, &year.town.people[person], version, Some((first, last)))
        .await
        .accepted();
    year.chosen
        .insert(person, chosen.number("/chooseMails/mailSettings/version"));
    year.happened(What::Away { person, first, last });
}

async fn assign(year: &mut Year, dice: &mut Dice, project: usize) {
    let officers: Vec<usize> = year
        .town
        .officers
        .into_iter()
        .filter(|one| year.held.contains(&(*one, None, OFFICER)))
        .collect();
    let Some(&person) = dice.pick(&officers) else {
        return;
    };
    let input =
        json!({ "projectId": year.town.projects[project].id, "personId": year.town.people[person].id });
    let by = year.app.world.other_officer.clone();
    year.app
        .mutate(
            &by,
            "assignOfficer",
            "AssignOfficerInput",
            input,
            "project { id }",
        )
        .await
        .accepted();
    year.happened(What::Assigned { project, person });
}

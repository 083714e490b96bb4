use std::collections::HashMap;

use talkoot_domain::{
    application::StateName,
    call::Call,
    ids::{ApplicationId, PersonId},
    money::Money,
    ranking::{Candidate, Entry, TieRule, hash, rank},
    review::{Reader, Review, State},
    review_rules::ReviewRules,
};
use talkoot_storage::{Access, applications, people, review_rules, reviews};

use crate::{
    Answer, Failure,
    applications::{Dossier, gather},
};

/// The ranking of a call as it is now.
#[derive(Clone, Debug)]
pub struct Present {
    /// The call.
    pub call: Call,
    /// How ties are decided.
    pub rule: TieRule,
    /// The applications that everybody assigned has reviewed, best first.
    pub entries: Vec<Entry>,
    /// The others.
    pub unreviewed: Vec<Unreviewed>,
    /// SHA-256 over the list.
    pub hash: [u8; 32],
    /// Whether a decision about an application to the call has been made.
    pub is_decided: bool,
    /// Whether the one who asks has a conflict of interest about an application to the call.
    pub has_conflict: bool,
}

/// An application that has no place in the ranking yet.
#[derive(Clone, Debug)]
pub struct Unreviewed {
    /// Which.
    pub application: ApplicationId,
    /// What the project is called.
    pub title: String,
    /// How many reviews are awaited; 0 when nobody is assigned who may review it.
    pub awaited: usize,
}

impl Present {
    /// The money of the call.
    #[must_use]
    pub const fn appropriation(&self) -> Money {
        self.call.details.terms.appropriation
    }

    /// The ranking of a call as it is now; the caller has found the call as one of its authority.
    pub(super) async fn of(db: &impl Access, call: Call, rule: TieRule, person: PersonId) -> Answer<Self> {
        let found = gather(db, applications::submitted_to(db, call.id).await?).await?;
        let rules = review_rules::of_call(db, call.id).await?;
        let mut of_application: HashMap<ApplicationId, Vec<Review>> = HashMap::new();
        for review in reviews::of_call(db, call.id).await? {
            of_application.entry(review.application).or_default().push(review);
        }
        let ever = people::ever_of(db, person).await?;
        let (mut candidates, mut unreviewed) = (Vec::new(), Vec::new());
        let (mut has_conflict, mut is_decided) = (false, false);
        for dossier in &found {
            let application = &dossier.application;
            let own = of_application.remove(&application.id).unwrap_or_default();
            let reader = Reader {
                person,
                of_an_applicant: ever.iter().any(|&one| application.part(one).is_some()),
                blind: rules.blind,
            };
            has_conflict |= reader.has_conflict(&own);
            is_decided |= matches!(
                StateName::from(&application.state),
                StateName::Accepted | StateName::Rejected
            );
            match candidate(dossier, &rules, &own)? {
                Ok(candidate) => candidates.push(candidate),
                Err(missing) => unreviewed.push(missing),
            }
        }
        let entries = rank(candidates, rule).map_err(Failure::internal)?;
        Ok(Self {
            hash: hash(call.id, rule, call.details.terms.appropriation, &entries),
            call,
            rule,
            entries,
            unreviewed,
            is_decided,
            has_conflict,
        })
    }
}

/// A candidate when everybody who is assigned has submitted, and somebody is; what is missing otherwise. So a list
/// never tells what a blind review hides.
fn candidate(
    dossier: &Dossier,
    rules: &ReviewRules,
    own: &[Review],
) -> Answer<Result<Candidate, Unreviewed>> {
    let application = &dossier.application;
    let awaited = own
        .iter()
        .filter(|one| matches!(one.state, State::Assigned))
        .count();
    let points: Vec<Vec<u16>> = own.iter().filter_map(|one| one.counted(rules)).collect();
    let scores = (awaited == 0)
        .then(|| rules.mean(&points).zip(rules.means(&points)))
        .flatten();
    let Some((score, by_criterion)) = scores else {
        return Ok(Err(Unreviewed {
            application: application.id,
            title: application.title.clone(),
            awaited,
        }));
    };
    Ok(Ok(Candidate {
        application: application.id,
        score,
        by_criterion,
        requested: dossier.requested_grant()?,
    }))
}

use std::collections::BTreeMap;

use super::{Aspect, Content, Light, SeenMilestone, SeenRisk, Snapshot};
use crate::{
    ids::{OrganisationId, SubAreaId},
    money::Money,
    risk::StateName,
};

/// What changed between two reports, as a reader of the second wants to know it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Since {
    /// The lights that are not as they were.
    pub lights: Vec<LightChange>,
    /// The milestones that are new, foreseen on another day or in another state.
    pub milestones: Vec<MilestoneChange>,
    /// The risks that are new, came true, were closed or are judged otherwise.
    pub risks: Vec<RiskChange>,
    /// The costs at completion that are foreseen otherwise.
    pub forecasts: Vec<ForecastChange>,
}

/// A light that is not as it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LightChange {
    /// For what.
    pub aspect: Aspect,
    /// What it was.
    pub before: Option<Light>,
    /// What it is.
    pub after: Option<Light>,
}

/// A milestone that is not as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MilestoneChange {
    /// How it was; none when it is new.
    pub before: Option<SeenMilestone>,
    /// How it is.
    pub after: SeenMilestone,
}

/// A risk that is not as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RiskChange {
    /// What is new about it.
    pub news: Vec<RiskNews>,
    /// How it was; none when it is new.
    pub before: Option<SeenRisk>,
    /// How it is.
    pub after: SeenRisk,
}

/// What is new about a risk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum RiskNews {
    /// It was raised since.
    Raised,
    /// It came true since.
    Occurred,
    /// It was closed since.
    Closed,
    /// Its probability, its effect or its response is another.
    Judged,
}

/// A cost at completion that is foreseen otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ForecastChange {
    /// Of which municipality.
    pub partner: OrganisationId,
    /// In which sub-area.
    pub sub_area: SubAreaId,
    /// What it was, EUR.
    pub before: Money,
    /// What it is, EUR.
    pub after: Money,
}

/// What changed from one report to a later one. Of a report that is older than its facts only the lights are known.
#[must_use]
pub fn since(before: (&Content, Option<&Snapshot>), after: (&Content, &Snapshot)) -> Since {
    let lights = lights(before.0, after.0);
    let Some(earlier) = before.1 else {
        return Since {
            lights,
            ..Since::default()
        };
    };
    Since {
        lights,
        milestones: milestones(earlier, after.1),
        risks: risks(earlier, after.1),
        forecasts: forecasts(earlier, after.1),
    }
}

fn lights(before: &Content, after: &Content) -> Vec<LightChange> {
    let pairs = before.assessments().into_iter().zip(after.assessments());
    pairs
        .filter(|((_, before), (_, after))| before.light != after.light)
        .map(|((aspect, before), (_, after))| LightChange {
            aspect,
            before: before.light,
            after: after.light,
        })
        .collect()
}

fn milestones(before: &Snapshot, after: &Snapshot) -> Vec<MilestoneChange> {
    let mut changes = Vec::new();
    for now in &after.milestones {
        let was = before.milestones.iter().find(|one| one.id == now.id);
        if was != Some(now) {
            changes.push(MilestoneChange {
                before: was.cloned(),
                after: now.clone(),
            });
        }
    }
    changes
}

fn risks(before: &Snapshot, after: &Snapshot) -> Vec<RiskChange> {
    let mut changes = Vec::new();
    for now in &after.risks {
        let was = before.risks.iter().find(|one| one.id == now.id);
        let news = news(was, now);
        if !news.is_empty() {
            changes.push(RiskChange {
                news,
                before: was.cloned(),
                after: now.clone(),
            });
        }
    }
    changes
}

fn news(was: Option<&SeenRisk>, now: &SeenRisk) -> Vec<RiskNews> {
    let mut news = Vec::new();
    if was.is_none() {
        news.push(RiskNews::Raised);
    }
    if now.has_occurred && was.is_none_or(|was| !was.has_occurred) {
        news.push(RiskNews::Occurred);
    }
    if now.state == StateName::Closed && was.is_none_or(|was| was.state != StateName::Closed) {
        news.push(RiskNews::Closed);
    }
    let judged = |risk: &SeenRisk| (risk.probability, risk.effect, risk.response.clone());
    if was.is_some_and(|was| judged(was) != judged(now)) {
        news.push(RiskNews::Judged);
    }
    news
}

fn forecasts(before: &Snapshot, after: &Snapshot) -> Vec<ForecastChange> {
    let by_place = |snapshot: &Snapshot| -> BTreeMap<(OrganisationId, SubAreaId), Money> {
        let areas = snapshot.costs.areas.iter();
        areas
            .map(|area| ((area.partner, area.sub_area), area.figures.forecast))
            .collect()
    };
    let (was, now) = (by_place(before), by_place(after));
    let mut places: Vec<_> = was.keys().chain(now.keys()).copied().collect();
    places.sort_unstable();
    places.dedup();
    let mut changes = Vec::new();
    for (partner, sub_area) in places {
        let of = |all: &BTreeMap<_, Money>| all.get(&(partner, sub_area)).copied().unwrap_or_default();
        let (before, after) = (of(&was), of(&now));
        if before != after {
            changes.push(ForecastChange {
                partner,
                sub_area,
                before,
                after,
            });
        }
    }
    changes
}

#[cfg(test)]
mod tests;

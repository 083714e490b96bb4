//! What officers get, deadlines that move, and a call that closes.

use super::{day, page, project};
use crate::message::{
    CallClosing, LeadChanged, Message, ObligationExtended, ObligationKind, ObligationWaived, OfficerWeek,
    Project, SupplementAnswered, Waiting, WaitingMatter,
};

pub(super) fn all() -> impl Iterator<Item = (String, Message)> {
    let all: [(&str, Message); 6] = [
        ("call-closing", call_closing().into()),
        ("supplement-answered-claim", answered(Some(2)).into()),
        ("supplement-answered-application", answered(None).into()),
        ("obligation-extended", extended().into()),
        ("obligation-waived", waived().into()),
        ("lead-changed", lead_changed().into()),
    ];
    let week = week().map(|week| ("officer-week", week.into()));
    all.into_iter()
        .chain(week)
        .map(|(name, message)| (name.to_owned(), message))
}

fn call_closing() -> CallClosing {
    CallClosing {
        project: Project {
            reference: String::new(),
            ..project()
        },
        call: "Digitalisaation kannustin 2026".to_owned(),
        closes: day(2026, 9, 30),
        url: page("applications/4"),
    }
}

fn answered(claim_number: Option<u32>) -> SupplementAnswered {
    let reference = if claim_number.is_some() {
        project().reference
    } else {
        String::new()
    };
    SupplementAnswered {
        project: Project {
            reference,
            ..project()
        },
        lead_municipality: "Pälkäne".to_owned(),
        claim_number,
        answered: day(2027, 9, 14),
        url: page("supplement-requests/3"),
    }
}

fn extended() -> ObligationExtended {
    ObligationExtended {
        obligation: ObligationKind::CostReport,
        project: project(),
        municipality: "Kuhmoinen".to_owned(),
        period: Some("1.1.–30.6.2027".to_owned()),
        due: day(2027, 9, 15),
        reason: "Kirjanpitojärjestelmän vaihto on kesken.".to_owned(),
        url: page("obligations/18"),
    }
}

fn waived() -> ObligationWaived {
    ObligationWaived {
        obligation: ObligationKind::InterimReport,
        project: project(),
        municipality: "Pälkäne".to_owned(),
        period: None,
        reason: "Hanke päättyy ennen väliselvityksen ajankohtaa.".to_owned(),
        url: page("obligations/19"),
    }
}

fn lead_changed() -> LeadChanged {
    LeadChanged {
        project: project(),
        old_lead: "Pälkäne".to_owned(),
        new_lead: "Virrat".to_owned(),
        cut_off: day(2027, 6, 30),
        url: page("change-requests/5"),
    }
}

fn week() -> Option<OfficerWeek> {
    let other = Project {
        name: "Yhteinen asiointi".to_owned(),
        reference: "VN/2345/2026".to_owned(),
    };
    let matter = |project: &Project, what, number, since| WaitingMatter {
        project: project.clone(),
        what,
        number,
        since,
    };
    let matters = vec![
        matter(&project(), Waiting::Reports, 2, day(2027, 6, 15)),
        matter(&other, Waiting::Reports, 1, day(2027, 6, 14)),
        matter(&project(), Waiting::Claims, 1, day(2027, 6, 21)),
        matter(&other, Waiting::ChangeRequests, 1, day(2027, 5, 3)),
        matter(&other, Waiting::Supplements, 1, day(2027, 6, 22)),
    ];
    OfficerWeek::of(matters, page("portfolio"))
}

use super::{FINGERPRINT, day, page, project, texts};
use crate::message::{AgreementInForce, AgreementOffered, AgreementTerminated, Message};

/// A sample of each message about an agreement.
pub(super) fn all() -> impl Iterator<Item = (String, Message)> {
    let all: [(&str, Message); 3] = [
        ("agreement-offered", agreement_offered().into()),
        ("agreement-in-force", agreement_in_force().into()),
        ("agreement-terminated", agreement_terminated().into()),
    ];
    all.into_iter().map(|(name, message)| (name.to_owned(), message))
}

fn agreement_offered() -> AgreementOffered {
    AgreementOffered {
        project: project(),
        lead_municipality: "Pälkäne".to_owned(),
        municipality: "Kuhmoinen".to_owned(),
        fingerprint: FINGERPRINT.to_owned(),
        respond_by: day(2027, 1, 29),
        url: page("agreements/2"),
    }
}

fn agreement_in_force() -> AgreementInForce {
    AgreementInForce {
        project: project(),
        lead_municipality: "Pälkäne".to_owned(),
        partners: texts(["Karkkila", "Kuhmoinen", "Lohja", "Virrat"]),
        since: day(2027, 2, 1),
        fingerprint: FINGERPRINT.to_owned(),
        url: page("agreements/2"),
    }
}

fn agreement_terminated() -> AgreementTerminated {
    AgreementTerminated {
        project: project(),
        lead_municipality: "Pälkäne".to_owned(),
        reason: "Hanke päättyy, ja uudesta sopimuksesta neuvotellaan.".to_owned(),
        url: page("agreements/2"),
    }
}

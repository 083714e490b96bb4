use super::{day, page, project, texts};
use crate::message::{Message, SteeringMeeting};
use chrono::{TimeZone as _, Utc};

/// A sample of each message about a meeting.
pub(super) fn all() -> impl Iterator<Item = (String, Message)> {
    let cancelled = SteeringMeeting {
        points: texts(["Puheenjohtaja on estynyt."]),
        ..planned()
    };
    let all: [(&str, Message); 2] = [
        (
            "steering-meeting-planned",
            Message::SteeringMeetingPlanned(planned()),
        ),
        (
            "steering-meeting-cancelled",
            Message::SteeringMeetingCancelled(cancelled),
        ),
    ];
    all.into_iter().map(|(name, message)| (name.to_owned(), message))
}

fn planned() -> SteeringMeeting {
    let at = |hour| {
        Utc.with_ymd_and_hms(2027, 2, 15, hour, 0, 0)
            .single()
            .unwrap_or_default()
    };
    SteeringMeeting {
        project: project(),
        number: 3,
        day: day(2027, 2, 15),
        begins: "9.00".to_owned(),
        starts_at: at(7),
        ends_at: at(9),
        place: "Pälkäneen kunnanvirasto".to_owned(),
        points: texts(["Hankesalkkuraportin hyväksyminen", "Aikataulu"]),
        url: page("steering-meetings/3"),
    }
}

use super::{day, page, project};
use crate::message::{Message, Project, SurveyAsked};

/// A sample of each message about a survey.
pub(super) fn all() -> impl Iterator<Item = (String, Message)> {
    let of_call = SurveyAsked {
        project: Project {
            name: "Digikannustinhaku 2026".to_owned(),
            reference: String::new(),
        },
        of_call: true,
        ..asked()
    };
    let all: [(&str, Message); 3] = [
        ("survey-invitation", Message::SurveyInvitation(asked())),
        ("survey-invitation-call", Message::SurveyInvitation(of_call)),
        ("survey-reminder", Message::SurveyReminder(asked())),
    ];
    all.into_iter().map(|(name, message)| (name.to_owned(), message))
}

fn asked() -> SurveyAsked {
    SurveyAsked {
        project: project(),
        of_call: false,
        survey: "Miten kokeilut onnistuivat?".to_owned(),
        asker: "Pälkäne".to_owned(),
        closes: day(2027, 10, 29),
        url: page("surveys/talkoot_0123456789abcdef"),
    }
}

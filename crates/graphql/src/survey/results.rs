use async_graphql::{Object, SimpleObject};
use talkoot_domain::{
    form::FieldKind,
    survey::{Participation, QuestionResult, Survey, percent},
};

use crate::{administration::Language, form::in_language, scalar::Percent};

/// How many of how many answered a survey: people, not mails.
pub(crate) struct ParticipationObject(pub(super) Participation);

/// How many of how many answered a survey: people, not mails.
#[Object(name = "SurveyParticipation")]
impl ParticipationObject {
    /// How many were invited.
    async fn invited(&self) -> u64 {
        self.0.invited
    }

    /// To how many the mail server took a mail.
    async fn delivered(&self) -> u64 {
        self.0.delivered
    }

    /// How many cannot be reached: every mail to them was refused for good.
    async fn refused(&self) -> u64 {
        self.0.refused
    }

    /// How many answered.
    async fn answered(&self) -> u64 {
        self.0.answered
    }

    /// Those who answered of those who were invited, in per cent with one decimal, half up; absent while nobody is
    /// invited.
    async fn response_rate(&self) -> Option<Percent> {
        self.0.response_rate().map(Into::into)
    }
}

/// What came of a question of a survey.
pub(crate) struct QuestionResultObject {
    result: QuestionResult,
    survey: Survey,
}

impl QuestionResultObject {
    /// The results of a survey, in the order of its questions.
    pub(super) fn all(survey: &Survey, results: Vec<QuestionResult>) -> Vec<Self> {
        results
            .into_iter()
            .map(|result| Self {
                result,
                survey: survey.clone(),
            })
            .collect()
    }

    fn label_of(&self, option: &str, language: Option<Language>) -> String {
        let field = self.survey.details.questions.field(&self.result.question);
        let Some((_, field)) = field else {
            return String::new();
        };
        let FieldKind::Choice { options, .. } = &field.kind else {
            return String::new();
        };
        let found = options.iter().find(|one| one.code == option);
        found.map_or_else(String::new, |one| one.label.of(in_language(language)).to_owned())
    }
}

/// What came of a question of a survey.
#[Object(name = "SurveyQuestionResult")]
impl QuestionResultObject {
    /// The code of the question.
    async fn question(&self) -> &str {
        &self.result.question
    }

    /// What was asked.
    async fn label(
        &self,
        #[graphql(desc = "In which language; Finnish unless told.")] language: Option<Language>,
    ) -> &str {
        let field = self.survey.details.questions.field(&self.result.question);
        field.map_or("", |(_, field)| field.label.of(in_language(language)))
    }

    /// How many answered this question: the n of its percentages.
    async fn answered(&self) -> u64 {
        self.result.answered
    }

    /// Whether so few answered that nothing else is shown.
    async fn withheld(&self) -> bool {
        !self.result.is_shown(self.survey.details.fewest_answers)
    }

    /// The options in their order, also those that nobody chose; empty for a question without options and for one that
    /// is withheld.
    async fn options(
        &self,
        #[graphql(desc = "The language of the labels; Finnish unless told.")] language: Option<Language>,
    ) -> Vec<OptionResultObject> {
        if !self.result.is_shown(self.survey.details.fewest_answers) {
            return Vec::new();
        }
        let options = self.result.options.iter();
        options
            .map(|option| OptionResultObject {
                option: option.option.clone(),
                label: self.label_of(&option.option, language),
                chosen: option.chosen,
                percent: percent(option.chosen, self.result.answered).map(Into::into),
            })
            .collect()
    }
}

/// How many chose an option of a question.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(name = "SurveyOptionResult")]
pub(crate) struct OptionResultObject {
    /// The code of the option.
    option: String,
    /// What it says.
    label: String,
    /// How many chose it.
    chosen: u64,
    /// Of those who answered the question, in per cent with one decimal, half up. Where several may be chosen, the
    /// sum of the options may be above 100.
    percent: Option<Percent>,
}

/// What was written in answer to a question without options.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(name = "SurveyTexts")]
pub(crate) struct TextsObject {
    /// The code of the question.
    pub(super) question: String,
    /// The texts or numbers, in an order drawn by lot.
    #[graphql(directive = crate::care::personal::apply())]
    pub(super) texts: Vec<String>,
}

/// An address to which no mail about a survey could be delivered.
#[derive(Clone, Debug, SimpleObject)]
#[graphql(name = "RefusedSurveyAddress")]
pub(crate) struct RefusedAddressObject {
    /// The address.
    #[graphql(directive = crate::care::personal::apply())]
    pub(super) address: String,
    /// What the mail server said.
    #[graphql(directive = crate::care::personal::apply())]
    pub(super) answer: String,
}

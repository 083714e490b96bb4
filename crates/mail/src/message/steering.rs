//! Meetings of the steering group.

use super::Project;
use chrono::{DateTime, NaiveDate, Utc};

/// A meeting of the steering group (*ohjausryhmän kokous*) is planned, or called off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SteeringMeeting {
    /// The project.
    pub project: Project,
    /// Its place among the meetings of the project, from 1.
    pub number: u32,
    /// Its day, in Finland.
    pub day: NaiveDate,
    /// The hour and minute at which it begins, in Finland: `9.00`.
    pub begins: String,
    /// When it begins.
    pub starts_at: DateTime<Utc>,
    /// When it ends.
    pub ends_at: DateTime<Utc>,
    /// Where.
    pub place: String,
    /// What it is about, point by point; why it is called off.
    pub points: Vec<String>,
    /// The page of the meeting.
    pub url: String,
}

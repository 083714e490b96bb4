//! People come and go: who answers for a project on which days, and what becomes of it when nobody does.

pub mod calendars;
pub mod help;
pub mod preview;
pub mod settings;
pub mod tenures;
pub mod unreachable;
pub mod vacancies;
pub mod workers;

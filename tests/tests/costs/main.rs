//! Cost reports: five municipalities, five accounting systems, one claim in the end.

mod classification;
mod imports;
mod layouts;
mod ledger;
mod life;
mod openings;
mod preview;
mod privacy;
mod settings;
mod steps;

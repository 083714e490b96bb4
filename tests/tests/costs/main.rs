//! Cost reports: five municipalities, five accounting systems, one claim in the end.

mod classification;
mod confirming;
mod duplicates;
mod imports;
mod inspection;
mod layouts;
mod ledger;
mod life;
mod openings;
mod preview;
mod privacy;
mod reimport;
mod settings;
mod steps;

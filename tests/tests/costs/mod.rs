//! Cost reports: five municipalities, five accounting systems, one claim in the end.

pub mod allocation;
pub mod classification;
pub mod confirming;
pub mod duplicates;
pub mod elsewhere;
pub mod evidence;
pub mod imports;
pub mod inspection;
pub mod layouts;
pub mod ledger;
pub mod life;
pub mod mapping;
pub mod openings;
pub mod preview;
pub mod privacy;
pub mod reimport;
pub mod settings;
pub mod steps;
pub mod wages;

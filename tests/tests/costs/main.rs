//! Cost reports: five municipalities, five accounting systems, one claim in the end.

mod allocation;
mod classification;
mod confirming;
mod duplicates;
mod elsewhere;
mod evidence;
mod imports;
mod inspection;
mod layouts;
mod ledger;
mod life;
mod mapping;
mod openings;
mod preview;
mod privacy;
mod reimport;
mod settings;
mod steps;
mod wages;

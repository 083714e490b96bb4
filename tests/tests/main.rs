//! Every promise in one program, which is linked once: two dozen programs of a third of a gigabyte each were
//! more than a build machine had room for. A folder for each subject; the runner starts a process per test.

mod administration;
mod agreements;
mod amendments;
mod architecture;
mod calls;
mod care;
mod claims;
mod costs;
mod crashes;
mod digitek;
mod faults;
mod forms;
mod grants;
mod lasting;
mod limits;
mod mail_delivery;
mod payments;
mod permissions;
mod persons;
mod portfolio;
mod proofs;
mod recoveries;
mod reports;
mod results;
mod running;
mod several;
mod signing_in;
mod steering;
mod surveys;
mod telling;
mod traps;
mod upgrades;
mod year;

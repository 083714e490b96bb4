//! A whole test application: a database of its own, a clock moved by hand, a server on loopback, and
//! people for every role.

mod accounts;
mod agreed;
mod answer;
mod browser;
mod by_hand;
mod database;
mod granted;
mod granting;
mod pair;
mod postgres;
mod roles;
mod rows;
mod said;
mod settlers;
mod test_app;
mod world;

pub use accounts::{BANK_ACCOUNT, finnish_iban};
pub use answer::Answer;
pub use browser::{Browser, Page};
pub use database::{TestDatabase, drop_abandoned, engine, migrated_template, wish};
pub use granted::GrantedProject;
pub use granting::{Applied, BUDGET, Stage};
pub use pair::Pair;
pub use postgres::{Cluster, postgres_program};
pub use rows::{Dump, Reader, Row};
pub use said::said;
pub use settlers::{Settlement, Settler};
pub use test_app::TestApp;
pub use world::{Municipality, User, World};

/// The allocator of the program itself.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

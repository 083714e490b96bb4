//! Who may do what, over HTTP: every mutation and every query by every role, compared with a file that
//! people review (`matrix.txt`).

#[path = "../recoveries/life.rs"]
#[expect(
    dead_code,
    reason = "made for the tests of recoveries; a few of its steps are needed here"
)]
mod life;
#[path = "../recoveries/recovering.rs"]
#[expect(
    dead_code,
    reason = "made for the tests of recoveries; a few of its steps are needed here"
)]
mod recovering;
#[path = "../claims/setup.rs"]
#[expect(
    dead_code,
    reason = "made for the tests of claims; a few of its steps are needed here"
)]
mod setup;

#[path = "../grants/reviewing.rs"]
#[expect(
    dead_code,
    reason = "made for the tests of reviews; a few of its steps are needed here"
)]
mod reviewing;

mod banking;
mod inputs;
mod matrix;
mod prepared;

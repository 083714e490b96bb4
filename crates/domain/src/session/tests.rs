use chrono::TimeZone;
use uuid::Uuid;

use super::*;

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 1, 12, 0, 0).unwrap()
}

fn session(idle_for: i64, left: i64, ended: bool) -> Session {
    let ended = ended.then(|| Ended {
        at: now(),
        by: None,
        why: Ending::Provider,
    });
    Session {
        id: Uuid::from_u128(1).into(),
        person: Uuid::from_u128(2).into(),
        opened_by: Opening::Link,
        browser: String::new(),
        created_at: now() - TimeDelta::hours(5),
        last_used_at: now() - TimeDelta::minutes(idle_for),
        ends_at: now() + TimeDelta::minutes(left),
        idle: TimeDelta::minutes(60),
        ended,
    }
}

/// Minutes since the last use, minutes until the end, ended: the state, by precedence; only an open one can be ended.
#[test]
fn the_state_of_a_session() {
    use SessionState::{Ended as Over, Expired, Idle, Open};
    let table = [
        (0, 1, false, Open),
        (59, 1, false, Open),
        (60, 1, false, Idle),
        (59, 0, false, Expired),
        (60, 0, false, Expired),
        (0, 1, true, Over),
        (60, 0, true, Over),
    ];
    for (idle_for, left, ended, expected) in table {
        let mut session = session(idle_for, left, ended);
        assert_eq!(session.state(now()), expected, "{session:?}");
        let end = session.end(Ended {
            at: now(),
            by: Some(session.person),
            why: Ending::SignedOut,
        });
        match expected {
            Open => assert_eq!((end, session.state(now())), (Ok(()), Over)),
            state => assert_eq!(end.unwrap_err().state, Some(state.into())),
        }
    }
}

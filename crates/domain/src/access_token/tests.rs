use chrono::{TimeDelta, TimeZone};
use uuid::Uuid;

use super::*;

const ISSUER: u128 = 1;
const PERSON: u128 = 2;
const OTHER: u128 = 3;

fn person(key: u128) -> PersonId {
    Uuid::from_u128(key).into()
}

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 1, 12, 0, 0).unwrap()
}

fn token(issued_by: Option<u128>, confirmed: bool, revoked: bool, expired: bool) -> AccessToken {
    let hour = TimeDelta::hours(1);
    let stamp = || Stamp {
        by: person(OTHER),
        at: now() - hour,
    };
    AccessToken {
        id: Uuid::from_u128(9).into(),
        person: person(PERSON),
        label: "test".to_owned(),
        created_at: now() - hour,
        expires_at: if expired { now() } else { now() + hour },
        issued_by: issued_by.map(person),
        confirmed: confirmed.then(stamp),
        revoked: revoked.then(stamp),
        last_used_at: None,
        scope: TokenScope::Write,
        organisation: None,
    }
}

/// Issued by, confirmed, revoked, expired, the person holds a role: the state, by precedence.
#[test]
fn the_state_of_a_token() {
    use TokenState::{Active, Expired, PendingConfirmation, Revoked};
    let table = [
        (Some(ISSUER), false, false, false, true, PendingConfirmation),
        (Some(ISSUER), false, false, false, false, Active),
        (Some(ISSUER), true, false, false, true, Active),
        (Some(PERSON), false, false, false, true, Active),
        (None, false, false, false, true, Active),
        (None, false, false, true, true, Expired),
        (Some(ISSUER), false, false, true, true, Expired),
        (Some(ISSUER), true, false, true, true, Expired),
        (None, false, true, false, true, Revoked),
        (Some(ISSUER), true, true, true, true, Revoked),
    ];
    for (issued_by, confirmed, revoked, expired, role, expected) in table {
        let token = token(issued_by, confirmed, revoked, expired);
        assert_eq!(token.state(role, now()), expected, "{token:?}");
    }
}

/// Who confirms which token: the refusal, if any.
#[test]
fn who_confirms_a_token() {
    use RefusalCode::{SamePerson, WrongState};
    let table = [
        (token(Some(ISSUER), false, false, false), OTHER, None),
        (token(Some(ISSUER), false, false, false), ISSUER, Some(SamePerson)),
        (token(Some(ISSUER), false, false, false), PERSON, Some(SamePerson)),
        (token(Some(ISSUER), true, false, false), OTHER, Some(WrongState)),
        (token(Some(PERSON), false, false, false), OTHER, Some(WrongState)),
        (token(None, false, false, false), OTHER, Some(WrongState)),
        (token(Some(ISSUER), false, false, true), OTHER, Some(WrongState)),
        (token(Some(ISSUER), false, true, false), OTHER, Some(WrongState)),
        (token(Some(ISSUER), false, true, false), ISSUER, Some(WrongState)),
    ];
    for (token, by, expected) in table {
        let refused = token.confirm(person(by), now()).err();
        assert_eq!(refused.map(|refusal| refusal.code), expected, "{token:?} by {by}");
    }
}

#[test]
fn a_token_is_revoked_once() {
    assert!(token(None, false, false, false).revoke().is_ok());
    assert!(token(None, false, false, true).revoke().is_ok());
    let again = token(None, false, true, false).revoke().unwrap_err();
    assert_eq!(
        (again.code, again.state),
        (RefusalCode::WrongState, Some("revoked"))
    );
}

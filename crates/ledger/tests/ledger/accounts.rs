//! Accounts, credentials, sessions and tokens.

use ledger::{AccountError, Accounts, Digest, Session, Token};

use crate::support::*;

/// Accounts with one account in them, and its id.
fn one() -> (House, Accounts, String) {
    let house = House::new();
    let accounts = house.directory.accounts();
    let id = accounts.create("a1", "Ada@Example.org", minute(0)).expect("made").id;
    (house, accounts, id)
}

fn hash(of: &str) -> Digest {
    Digest::of(&[of.as_bytes()])
}

#[test]
fn an_address_has_one_account_in_any_case() {
    let (_house, accounts, id) = one();
    let found = accounts.by_email(" ADA@example.ORG ").expect("readable").expect("there");
    assert_eq!(
        (found.id.as_str(), found.email.as_str(), found.created_at),
        (id.as_str(), "ada@example.org", minute(0))
    );
    let taken = accounts.create("a2", "aDa@example.org", minute(1));
    assert_eq!(taken, Err(AccountError::EmailTaken("ada@example.org".into())));
    assert_eq!(accounts.by_id(&id), Ok(Some(found)));
    assert_eq!(accounts.by_id("nobody"), Ok(None));
}

#[test]
fn accounts_are_listed_by_address() {
    let (_house, accounts, _) = one();
    accounts.create("a3", "zoe@example.org", minute(1)).expect("made");
    accounts.create("a4", "ÅSA@example.org", minute(1)).expect("made");
    let listed = accounts.list().expect("readable");
    let emails: Vec<_> = listed.iter().map(|account| account.email.as_str()).collect();
    assert_eq!(emails, ["ada@example.org", "zoe@example.org", "åsa@example.org"]);
    let ids: Vec<_> = listed.iter().map(|account| account.id.as_str()).collect();
    assert_eq!(ids, ["a1", "a3", "a4"]);
}

#[test]
fn a_new_password_takes_the_place_of_the_old() {
    let (_house, accounts, id) = one();
    assert_eq!(accounts.password(&id), Ok(None));
    accounts.set_password(&id, "$argon2id$one").expect("set");
    accounts.set_password(&id, "$argon2id$two").expect("set");
    assert_eq!(accounts.password(&id), Ok(Some("$argon2id$two".into())));
    assert!(accounts.set_password("nobody", "$argon2id$one").is_err());
}

#[test]
fn a_link_is_used_once() {
    let (_house, accounts, id) = one();
    accounts.put_link(&id, hash("link"), minute(60)).expect("put");
    assert_eq!(accounts.take_link(hash("other"), minute(1)), Ok(None));
    assert_eq!(accounts.take_link(hash("link"), minute(1)), Ok(Some(id)));
    assert_eq!(accounts.take_link(hash("link"), minute(1)), Ok(None));
}

#[test]
fn a_link_expires_and_is_void_when_there_is_a_new_one() {
    let (_house, accounts, id) = one();
    accounts.put_link(&id, hash("late"), minute(60)).expect("put");
    assert_eq!(accounts.take_link(hash("late"), minute(60)), Ok(None));
    accounts.put_link(&id, hash("first"), minute(60)).expect("put");
    accounts.put_link(&id, hash("second"), minute(60)).expect("put");
    assert_eq!(accounts.take_link(hash("first"), minute(1)), Ok(None));
    assert_eq!(accounts.take_link(hash("second"), minute(1)), Ok(Some(id)));
}

#[test]
fn of_many_who_use_a_link_at_once_one_gets_in() {
    let (_house, accounts, id) = one();
    accounts.put_link(&id, hash("link"), minute(60)).expect("put");
    let taken = std::thread::scope(|scope| {
        let takers: Vec<_> = (0..8).map(|_| scope.spawn(|| accounts.take_link(hash("link"), minute(1)))).collect();
        takers.into_iter().map(|taker| taker.join().expect("ran")).collect::<Vec<_>>()
    });
    assert_eq!(taken.into_iter().filter(|taken| matches!(taken, Ok(Some(_)))).count(), 1);
}

#[test]
fn a_password_and_a_link_stand_beside_each_other() {
    let (_house, accounts, id) = one();
    accounts.set_password(&id, "$argon2id$one").expect("set");
    accounts.put_link(&id, hash("link"), minute(60)).expect("put");
    assert_eq!(accounts.take_link(hash("link"), minute(1)), Ok(Some(id.clone())));
    assert_eq!(accounts.password(&id), Ok(Some("$argon2id$one".into())));
}

fn session(id: &str, account: &str) -> Session {
    Session {
        id: hash(id),
        account: account.into(),
        created_at: minute(0),
        last_seen: minute(0),
        expires_at: minute(60),
    }
}

#[test]
fn a_session_lives_until_it_ends_or_expires() {
    let (_house, accounts, id) = one();
    accounts.put_session(&session("one", &id)).expect("put");
    assert_eq!(accounts.session(hash("one"), minute(59)), Ok(Some(session("one", &id))));
    assert_eq!(accounts.session(hash("one"), minute(60)), Ok(None));
    assert_eq!(accounts.session(hash("two"), minute(1)), Ok(None));
    accounts.end_session(hash("one")).expect("ended");
    assert_eq!(accounts.session(hash("one"), minute(1)), Ok(None));
}

#[test]
fn a_session_remembers_when_it_was_used_last() {
    let (_house, accounts, id) = one();
    accounts.put_session(&session("one", &id)).expect("put");
    accounts.touch_session(hash("one"), minute(9)).expect("noted");
    accounts.touch_session(hash("one"), minute(5)).expect("noted");
    let found = accounts.session(hash("one"), minute(10)).expect("readable").expect("there");
    assert_eq!(found.last_seen, minute(9));
}

#[test]
fn all_sessions_of_an_account_end_at_once_and_no_others() {
    let (_house, accounts, ada) = one();
    let bob = accounts.create("a5", "bob@example.org", minute(0)).expect("made").id;
    for (name, account) in [("one", &ada), ("two", &ada), ("three", &bob)] {
        accounts.put_session(&session(name, account)).expect("put");
    }
    assert_eq!(accounts.end_sessions_of(&ada), Ok(2));
    let left = ["one", "two", "three"].map(|name| accounts.session(hash(name), minute(1)).expect("readable").is_some());
    assert_eq!(left, [false, false, true]);
}

fn token(id: &str, account: &str) -> Token {
    Token {
        id: id.into(),
        hash: hash(id),
        account: account.into(),
        label: "nightly export".into(),
        roles: "auditor".into(),
        created_at: minute(0),
        expires_at: minute(60),
        revoked_at: None,
    }
}

#[test]
fn a_token_is_good_until_it_is_revoked_or_expires() {
    let (_house, accounts, id) = one();
    accounts.put_token(&token("t1", &id)).expect("put");
    assert_eq!(accounts.token(hash("t1"), minute(59)), Ok(Some(token("t1", &id))));
    assert_eq!(accounts.token(hash("t1"), minute(60)), Ok(None));
    assert_eq!(accounts.revoke_token("t1", minute(5)), Ok(true));
    assert_eq!(accounts.token(hash("t1"), minute(6)), Ok(None));
}

#[test]
fn a_revoked_token_stays_in_the_list_with_its_first_date() {
    let (_house, accounts, id) = one();
    accounts.put_token(&token("t1", &id)).expect("put");
    assert_eq!(accounts.revoke_token("t1", minute(5)), Ok(true));
    assert_eq!(accounts.revoke_token("t1", minute(6)), Ok(false));
    assert_eq!(accounts.revoke_token("t2", minute(6)), Ok(false));
    assert_eq!(accounts.tokens(), Ok(vec![Token { revoked_at: Some(minute(5)), ..token("t1", &id) }]));
}

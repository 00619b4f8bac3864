//! Sessions of browsers: an opaque id in a cookie, its SHA-256 in the store.

use axum::http::{HeaderMap, header::COOKIE};
use isms::Id;
use jiff::ToSpan;
use recorder::{Caller, Session, Via};

use super::secret::{Secret, digest};
use crate::app::{App, Reached};

/// A session ends this long after signing in.
const LONGEST_HOURS: i64 = 12;
/// How often its use is noted; each note waits for the disk.
const NOTED_EVERY_SECONDS: i64 = 60;

/// Signs an account in: the header that sets the cookie.
pub fn begin(app: &App, account: Id) -> anyhow::Result<String> {
    let (secret, now) = (Secret::new("")?, app.now());
    let expires_at = now + LONGEST_HOURS.hours();
    let account = account.to_string();
    app.accounts.put_session(&Session { id: secret.digest(), account, created_at: now, last_seen: now, expires_at })?;
    Ok(set_cookie(&app.reached, secret.shown(), LONGEST_HOURS * 3600))
}

/// Signs out: the header that takes the cookie back.
pub fn end(app: &App, headers: &HeaderMap) -> anyhow::Result<String> {
    if let Some(id) = cookie_of(&app.reached, headers) {
        app.accounts.end_session(digest(id))?;
    }
    Ok(set_cookie(&app.reached, "", 0))
}

/// The caller behind a browser's session.
pub fn session_of(app: &App, headers: &HeaderMap) -> anyhow::Result<Option<Caller>> {
    let Some(id) = cookie_of(&app.reached, headers) else { return Ok(None) };
    let (id, now) = (digest(id), app.now());
    let Some(session) = app.accounts.session(id, now)? else { return Ok(None) };
    if now.duration_since(session.last_seen).as_secs() >= NOTED_EVERY_SECONDS {
        app.accounts.touch_session(id, now)?;
    }
    let account = session.account.parse::<Id>().ok().filter(|account| app.recorder.may_sign_in(*account));
    Ok(account.map(|account| Caller { account, via: Via::Page, own_sign_in: true, narrowed_to: None }))
}

/// The session id that a browser sent.
pub fn cookie_of<'a>(reached: &Reached, headers: &'a HeaderMap) -> Option<&'a str> {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok()).flat_map(|all| all.split(';'));
    let ours = cookies.filter_map(|cookie| cookie.trim().split_once('='));
    ours.filter(|(name, value)| *name == name_of(reached) && !value.is_empty()).map(|(_, value)| value).next_back()
}

/// `__Host-` needs https; on loopback over plain HTTP it cannot be.
fn name_of(reached: &Reached) -> &'static str {
    if reached.secure { "__Host-castellan" } else { "castellan" }
}

fn set_cookie(reached: &Reached, value: &str, seconds: i64) -> String {
    let secure = if reached.secure { "; Secure" } else { "" };
    format!("{}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}", name_of(reached))
}

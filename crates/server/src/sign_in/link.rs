//! One-time links: how the first sign-in, and a forgotten password, go.

use isms::Id;
use jiff::ToSpan;

use super::secret::{Secret, digest};
use crate::app::App;

/// How long a link may lie in a mailbox.
const GOOD_FOR_HOURS: i64 = 72;

/// A new one-time link for this account; an earlier one is void from now on.
pub fn link_for(app: &App, account: &str) -> anyhow::Result<String> {
    let secret = Secret::new("")?;
    app.accounts.put_link(account, secret.digest(), app.now() + GOOD_FOR_HOURS.hours())?;
    Ok(format!("{}/sign-in/{}", app.reached.url, secret.shown()))
}

/// Whether a link looks like one of ours: looking does not use it up, since mail scanners look too.
pub fn open_link(token: &str) -> bool {
    token.len() == 64 && token.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Uses up a link: the account it lets in.
pub fn use_link(app: &App, token: &str) -> anyhow::Result<Option<Id>> {
    let account = app.accounts.take_link(digest(token), app.now())?;
    let account = account.and_then(|account| account.parse::<Id>().ok());
    Ok(account.filter(|account| app.recorder.may_sign_in(*account)))
}

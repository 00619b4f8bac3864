//! The running product: one organisation's recorder with its accounts and files, and how it is reached.

use std::{path::Path, sync::Arc};

use anyhow::Context;
use isms::Id;
use jiff::{Timestamp, civil::Date};
use recorder::{Accounts, Caller, Clock, DataDirectory, Recorder, TimeSource, Vault, Via};

use crate::{serve::Counted, staged::Staging};

/// All that a page, an API call or a command needs. A clone is another handle to the same.
#[derive(Clone)]
pub struct App {
    /// The one door to the management system.
    pub recorder: Recorder,
    /// Where its data lies.
    pub directory: DataDirectory,
    /// Who may sign in, and with what.
    pub accounts: Accounts,
    /// The files.
    pub vault: Vault,
    /// How people reach it.
    pub reached: Arc<Reached>,
    /// Files that were dropped and wait for a word.
    pub staging: Arc<Staging>,
    /// Figures since the start.
    pub counted: Arc<Counted>,
}

/// How people reach the product.
#[derive(Clone, Debug, Default)]
pub struct Reached {
    /// The address people type, without a slash at its end.
    pub url: String,
    /// Whether they come by https, so that cookies may be kept to it.
    pub secure: bool,
    /// The fixed day of a demonstration.
    pub demo: Option<Date>,
}

impl App {
    /// Opens a data directory.
    pub fn open(data: &Path, accept_clock: bool, reached: Reached) -> anyhow::Result<App> {
        let directory = DataDirectory::open(data)?;
        let clock = Clock::started(Timestamp::now());
        let clock = if accept_clock { clock.accepting_jumps() } else { clock };
        App::over(directory, clock, Arc::new(Timestamp::now), reached)
    }

    /// The product over this directory, by this clock.
    pub fn over(directory: DataDirectory, clock: Clock, now: TimeSource, reached: Reached) -> anyhow::Result<App> {
        let recorder = Recorder::open(directory.ledger(clock), now).context("the ledger cannot be read")?;
        let (accounts, vault) = (directory.accounts(), directory.vault());
        let counted = Arc::new(Counted::since(recorder.now()));
        let (reached, staging) = (Arc::new(reached), Arc::default());
        Ok(App { recorder, directory, accounts, vault, reached, staging, counted })
    }

    /// The caller behind a command line: the account of this address, else the one made by `init`.
    pub fn at_the_command_line(&self, email: Option<&str>) -> anyhow::Result<Caller> {
        let account = match email {
            None => isms::founding::account(),
            Some(email) => {
                let account = self.accounts.by_email(email)?;
                let account =
                    account.with_context(|| format!("`{email}` has no account here: see `castellan user list`"))?;
                account.id.parse::<Id>().map_err(anyhow::Error::msg)?
            }
        };
        Ok(Caller { account, via: Via::CommandLine, own_sign_in: false, narrowed_to: None })
    }

    /// The time now.
    pub fn now(&self) -> Timestamp {
        self.recorder.now()
    }
}

//! The running product: one organisation's recorder with its accounts and files, and how it is reached.

use std::{path::Path, sync::Arc};

use anyhow::Context;
use isms::AnyRegister;
use jiff::{Timestamp, civil::Date};
use recorder::{
    Accounts, Caller, Clock, DataDirectory, Doing, NotRecorded, Recorded, Recorder, TimeSource, Vault, Via,
};

use crate::accounts;

use crate::{serve::Counted, sign_in::Brake, staged::Staging};

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
    /// How often a wrong password was given lately.
    pub brake: Arc<Brake>,
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
        Ok(App { recorder, directory, accounts, vault, reached, staging, counted, brake: Arc::default() })
    }

    /// The caller behind a command line: the account of this address, else the one made by `init`.
    pub fn at_the_command_line(&self, email: Option<&str>) -> Result<Caller, NotRecorded> {
        let account = email.map_or_else(|| Ok(isms::founding::account()), |email| accounts::of(self, email))?;
        Ok(Caller { account, via: Via::CommandLine, own_sign_in: false, narrowed_to: None })
    }

    /// Records an act. An account that may no longer sign in loses its sessions and tokens with it.
    ///
    /// # Errors
    /// As [`Recorder::record`].
    pub async fn record(
        &self, caller: &Caller, register: &'static dyn AnyRegister, doing: Doing,
    ) -> Result<Recorded, NotRecorded> {
        let on = doing.asked.on.clone();
        let recorded = self.recorder.record(caller, register, doing).await?;
        if register.name() == accounts::REGISTER {
            on.into_iter()
                .filter(|id| !self.recorder.may_sign_in(*id))
                .try_for_each(|id| accounts::end_access(self, id))?;
        }
        Ok(recorded)
    }

    /// The time now.
    pub fn now(&self) -> Timestamp {
        self.recorder.now()
    }
}

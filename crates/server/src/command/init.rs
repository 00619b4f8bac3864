//! `castellan init`: the founding of a management system.

use std::{path::Path, process::ExitCode, sync::Arc};

use jiff::Timestamp;
use recorder::{Clock, DataDirectory, NotRecorded};

use super::{
    Everywhere,
    serve::{LISTEN, PublicUrl},
};
use crate::{
    app::{App, Reached},
    sign_in::link_for,
};

/// Begin the management system of an organisation.
#[derive(clap::Args)]
pub struct Init {
    /// The organisation's name, as it stands on a certificate.
    #[arg(long, value_name = "NAME")]
    organisation: String,
    /// The address of the first account: it administers accounts and manages the ISMS.
    #[arg(long, value_name = "EMAIL", value_parser = super::address)]
    admin: String,
    /// The zone in which days begin and end, as in `Europe/Berlin`.
    #[arg(long, default_value = "UTC", value_name = "ZONE")]
    time_zone: String,
    #[command(flatten)]
    reached: PublicUrl,
}

impl Init {
    pub async fn run(self, everywhere: &Everywhere) -> anyhow::Result<ExitCode> {
        let organisation =
            isms::Organisation { name: self.organisation, time_zone: self.time_zone, ..isms::Organisation::default() };
        let reached = Reached { url: format!("http://{LISTEN}"), ..Reached::default() };
        let app = found_at(&everywhere.data, organisation, &self.admin, reached, Timestamp::now()).await?;
        let app = self.reached.over(app);
        let link = link_for(&app, &isms::founding::account().to_string())?;
        println!("Begun in {}.", everywhere.data.display());
        println!("Start it with `castellan serve`, then open this link once to choose a password:\n{link}");
        if let Some(note) = self.reached.unknown(&everywhere.data) {
            print!("{note}");
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// Makes a data directory, and the first entry in its ledger, at this time. What is refused is refused before.
pub async fn found_at(
    data: &Path, organisation: isms::Organisation, admin: &str, reached: Reached, at: Timestamp,
) -> anyhow::Result<App> {
    super::address(admin).map_err(NotRecorded::NotTaken)?;
    isms::founding::found(&isms::Isms::default(), organisation.clone())?;
    let directory = DataDirectory::create(data, &ledger_name(&organisation.name))?;
    let app = App::over(directory, Clock::started(at), Arc::new(move || at), reached)?;
    app.recorder.found(organisation).await?;
    app.accounts.create(&isms::founding::account().to_string(), admin, app.now())?;
    Ok(app)
}

/// The organisation as it stands in every entry: small letters, digits and hyphens.
fn ledger_name(name: &str) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' }).collect();
    let plain = plain.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    if plain.is_empty() { "organisation".into() } else { plain.chars().take(60).collect() }
}

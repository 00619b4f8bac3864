//! `castellan demo`: the product with a sample organisation, on a fixed day.

use std::{net::SocketAddr, path::PathBuf, process::ExitCode};

use anyhow::Context;
use recorder::NotRecorded;

use super::serve::LISTEN;
use crate::{
    app::Reached,
    demo,
    serve::{Listening, Served, bind, serve},
    sign_in::link_for,
};

/// Try the product with a sample organisation; every page says that its day is fixed.
#[derive(clap::Args)]
pub struct Demo {
    /// The address and port to listen on; this machine alone.
    #[arg(long, default_value = LISTEN, value_name = "ADDRESS")]
    listen: SocketAddr,
}

impl Demo {
    /// Runs it; the sample lies in a temporary folder unless `--data` was given.
    pub async fn run(self, data: Option<PathBuf>) -> anyhow::Result<ExitCode> {
        if !self.listen.ip().is_loopback() {
            let why = "a demonstration listens on this machine alone: choose 127.0.0.1";
            return Err(NotRecorded::NotTaken(why.into()).into());
        }
        let (url, secure) = Listening { listen: self.listen, public_url: None, certificate: None }.reached()?;
        let listener = bind(self.listen).await?;
        let story = demo::Story::told()?;
        let reached = Reached { url, secure, demo: Some(story.day()) };
        let temporary = demo::Folder::choose(data)?;
        if !temporary.holds_a_store() {
            println!("Recording three months of {} …", demo::NAME);
            story.record(temporary.path()).await?;
        }
        let app = story.open(temporary.path(), reached)?;
        let _told =
            Served::at(temporary.path(), &app.reached.url).context("the data directory cannot be written to")?;
        println!(
            "\nSign in as the administrator and ISMS manager, with this link, once:\n{}\n",
            link_for(&app, &isms::founding::account().to_string())?
        );
        println!("Others, each by a link of their own:");
        for (account, says) in story.others(&app)? {
            println!("  {says:<30} {}", link_for(&app, &account)?);
        }
        println!("\nToday is always {} here. Stop it with Ctrl-C.", story.day());
        serve(app, listener).await?;
        Ok(ExitCode::SUCCESS)
    }
}

//! The story of the sample organisation: steps, each with its time, recorded as if somebody had done them then.

use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use anyhow::Context;
use isms::{Asked, Id, import::Choices, registers::accounts::Role};
use jiff::{SignedDuration, Timestamp, civil::Date};
use recorder::{Caller, Clock, DataDirectory, Doing, Via, named};
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::organisation;
use crate::{
    app::{App, Reached},
    command::init,
    importing::{self, Brought},
};

/// The longest a demonstration's clock runs on: its day does not end.
const LONGEST: Duration = Duration::from_secs(12 * 3600);

/// The files of the sample, as they were handed in.
macro_rules! files {
    ($($name:literal),*) => {
        [$(($name, include_bytes!(concat!("../../../../content/sample/northwind-analytics/", $name)).as_slice())),*]
    };
}

static FILES: [(&str, &[u8]); 11] = files![
    "people.csv",
    "assets.csv",
    "suppliers.csv",
    "systems.csv",
    "entitlements.csv",
    "risks.csv",
    "controls.csv",
    "incidents.csv",
    "audit-findings.csv",
    "policies.csv",
    "training.csv"
];

/// What is recorded, and the day on which the demonstration stands.
#[derive(Deserialize)]
pub struct Story {
    today: Timestamp,
    steps: Vec<Step>,
}

/// Something that was done at a time.
#[derive(Deserialize)]
struct Step {
    at: Timestamp,
    /// Whose account did it, by the person's number; the first account where nobody is named.
    #[serde(rename = "as")]
    by: Option<String>,
    #[serde(default)]
    import: Vec<String>,
    #[serde(default)]
    accounts: Vec<AccountStep>,
    evidence: Option<Map<String, Value>>,
    register: Option<String>,
    on: Option<String>,
    word: Option<String>,
    #[serde(default)]
    fields: Map<String, Value>,
    reason: Option<String>,
}

#[derive(Deserialize)]
struct AccountStep {
    email: String,
    person: String,
    roles: Vec<Role>,
    says: String,
}

impl Story {
    /// The story as it is told in the files of the product.
    pub fn told() -> anyhow::Result<Story> {
        serde_json::from_str(include_str!("../../../../content/sample/story.json")).context("the sample's story")
    }

    /// The fixed day.
    pub fn day(&self) -> Date {
        self.today.to_zoned(jiff::tz::TimeZone::UTC).date()
    }

    /// Opens the recorded sample, on its fixed day: the clock runs on from there, but never past midnight.
    pub fn open(&self, data: &Path, reached: Reached) -> anyhow::Result<App> {
        let (start, began) = (self.today, Instant::now());
        let now = move || {
            let ran = SignedDuration::try_from(began.elapsed().min(LONGEST)).unwrap_or(SignedDuration::ZERO);
            start.checked_add(ran).unwrap_or(start)
        };
        App::over(DataDirectory::open(data)?, Clock::started(self.today), Arc::new(now), reached)
    }

    /// Records the whole story into a new data directory.
    pub async fn record(&self, data: &Path) -> anyhow::Result<()> {
        let first = self.steps.first().context("the story has no step")?.at;
        let organisation = include_str!("../../../../content/sample/northwind-analytics/organisation.json");
        let at = first - SignedDuration::from_mins(35);
        init::found_at(data, organisation::read(organisation)?, "willa.fairbairn@example.com", Reached::default(), at)
            .await?;
        for step in &self.steps {
            let at = step.at;
            let app =
                App::over(DataDirectory::open(data)?, Clock::started(at), Arc::new(move || at), Reached::default())?;
            step.take(&app).await.with_context(|| format!("the sample's step of {at}"))?;
        }
        Ok(())
    }

    /// The accounts beside the first, with what each is.
    pub fn others(&self, app: &App) -> anyhow::Result<Vec<(String, String)>> {
        let all = self.steps.iter().flat_map(|step| &step.accounts);
        let found = all.map(|one| Ok(app.accounts.by_email(&one.email)?.map(|account| (account.id, one.says.clone()))));
        found.filter_map(Result::transpose).collect()
    }
}

impl Step {
    async fn take(&self, app: &App) -> anyhow::Result<()> {
        let caller = self.caller(app);
        if !self.import.is_empty() {
            return self.bring_in(app, &caller).await;
        }
        for account in &self.accounts {
            account.make(app, &caller).await?;
        }
        if let Some(evidence) = &self.evidence {
            return self.hand_in(app, &caller, evidence.clone()).await;
        }
        match (&self.register, &self.word) {
            (Some(register), Some(word)) => {
                let asked = self.asked(app, &caller, register, word)?;
                do_this(app, &caller, register, asked).await
            }
            _ => Ok(()),
        }
    }

    /// Whoever is named has an account; the administrator acts for the rest.
    fn caller(&self, app: &App) -> Caller {
        let first = Caller { account: isms::founding::account(), via: Via::Page, own_sign_in: true, narrowed_to: None };
        let reader = app.recorder.read(&first);
        let person = self.by.as_deref().and_then(|by| found(&reader, "people", by));
        let mut linked = person.into_iter().flat_map(|person| reader.named_by(person));
        let account = linked.rfind(|id| id.letters() == "ACC");
        Caller { account: account.unwrap_or(first.account), ..first }
    }

    async fn bring_in(&self, app: &App, caller: &Caller) -> anyhow::Result<()> {
        let chosen = FILES.iter().filter(|(name, _)| self.import.iter().any(|wanted| wanted == name));
        let files: Vec<Brought> =
            chosen.map(|(name, bytes)| Brought { name: (*name).into(), bytes: bytes.to_vec() }).collect();
        anyhow::ensure!(files.len() == self.import.len(), "the sample has no file of this name");
        let sheets = importing::read(&files).await?;
        importing::import(app, caller, &files, (sheets, Choices::default()), None).await?;
        Ok(())
    }

    async fn hand_in(&self, app: &App, caller: &Caller, mut fields: Map<String, Value>) -> anyhow::Result<()> {
        let mut text = |name: &str| fields.remove(name).and_then(|value| value.as_str().map(str::to_owned));
        let (name, content) = (text("file").unwrap_or_default(), text("text").unwrap_or_default());
        let blob = app.vault.put(&mut content.as_bytes(), 1 << 20, app.now())?;
        app.recorder.handed_in(caller, blob.sha256);
        fields.insert("file".into(), json!({ "sha256": blob.sha256.to_string(), "name": name, "size": blob.size }));
        do_this(app, caller, "evidence", Asked { word: "added".into(), fields, ..Asked::default() }).await
    }

    fn asked(&self, app: &App, caller: &Caller, register: &str, word: &str) -> anyhow::Result<Asked> {
        let reader = app.recorder.read(caller);
        let on = self.on.as_deref().map(|on| found(&reader, register, on).with_context(|| format!("no `{on}`")));
        let on = on.transpose()?.into_iter().collect();
        Ok(Asked { on, word: word.into(), fields: self.fields.clone(), reason: self.reason.clone(), earlier: vec![] })
    }
}

impl AccountStep {
    async fn make(&self, app: &App, caller: &Caller) -> anyhow::Result<()> {
        let fields = json!({ "roles": self.roles, "person": self.person });
        let fields = fields.as_object().cloned().unwrap_or_default();
        let asked = Asked { word: "added".into(), fields, ..Asked::default() };
        let made = app.recorder.record(caller, named("accounts")?, Doing { asked, ..Doing::default() }).await?;
        let id = made.records.first().context("no account was made")?;
        app.accounts.create(&id.to_string(), &self.email, app.now())?;
        Ok(())
    }
}

async fn do_this(app: &App, caller: &Caller, register: &str, asked: Asked) -> anyhow::Result<()> {
    app.recorder.record(caller, named(register)?, Doing { asked, ..Doing::default() }).await?;
    Ok(())
}

fn found(reader: &recorder::Reader, register: &str, text: &str) -> Option<Id> {
    reader.find(named(register).ok()?, text).first().copied()
}

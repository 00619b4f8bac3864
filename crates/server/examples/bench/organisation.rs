//! A synthetic organisation: large, and the same each time.

use std::{collections::BTreeSet, path::Path, sync::Arc};

use isms::{
    Asset, Body, Changes, Control, Evidence, Id, Isms, Link, Person, Register, Revision, Risk, Step,
    controls::Implementation,
    risks::{Acceptance, AcceptedState, Rating, Status, TreatmentOption},
};
use jiff::{Timestamp, ToSpan};
use recorder::{Action, Caller, Clock, DataDirectory, Naming, Recorder, Token, Via};
use sha2::{Digest as _, Sha256};

const PEOPLE: u32 = 200;
const ASSETS: u32 = 10_000;
const RISKS: u32 = 10_000;
const OWN_CONTROLS: u32 = 500;
const EVIDENCE: u32 = 20_000;

/// Records it into this folder: a token for its administrator.
pub fn make(data: &Path) -> anyhow::Result<String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(recorded(data))
}

async fn recorded(data: &Path) -> anyhow::Result<String> {
    let directory = DataDirectory::create(data, "synthetic")?;
    let recorder = Recorder::open(directory.ledger(Clock::started(Timestamp::now())), Arc::new(Timestamp::now))?;
    recorder.found(isms::Organisation { name: "Synthetic".into(), ..Default::default() }).await?;
    let account = isms::founding::account();
    let caller = Caller { account, via: Via::CommandLine, own_sign_in: true, narrowed_to: None };
    for make in [people, assets, own_controls, risks, evidence] {
        let decide = move |isms: &Isms, _: &isms::Who, _| Ok(make(isms));
        let naming = Naming { register: "imports", word: "imported", ..Naming::default() };
        recorder.record_decided(&caller, Action::Import, naming, decide).await?;
    }
    let accounts = directory.accounts();
    accounts.create(&account.to_string(), "administrator@example.com", Timestamp::now())?;
    let secret = "castellan_bench_0000000000000000000000000000000000000000".to_owned();
    let roles: BTreeSet<&str> = ["administrator", "isms-manager"].into();
    accounts.put_token(&Token {
        id: "bench".into(),
        hash: <[u8; 32]>::from(Sha256::digest(secret.as_bytes())).into(),
        account: account.to_string(),
        label: "bench".into(),
        roles: roles.into_iter().collect::<Vec<_>>().join(" "),
        created_at: Timestamp::now(),
        expires_at: Timestamp::now() + 24.hours(),
        revoked_at: None,
    })?;
    Ok(secret)
}

fn all<R: Register>(letters: &str, count: u32, record: impl Fn(u32) -> R) -> Changes {
    let one = |number| {
        let reference = Some(format!("{letters}{number}X"));
        Revision::new(Id::new(letters, number), 1, &Body { record: record(number), reference, ..Body::default() })
    };
    (1..=count).map(one).collect()
}

fn people(_: &Isms) -> Changes {
    all("P", PEOPLE, |n| Person { name: format!("Person Number{n}"), ..Person::default() })
}

fn assets(_: &Isms) -> Changes {
    all("A", ASSETS, |n| Asset {
        name: format!("Asset {n} of the synthetic organisation"),
        kind: Some(one_of(&["information", "application", "hardware"], n).to_owned()),
        owner: Some(Link::known(Id::new("P", n % PEOPLE + 1))),
        classification: Some(one_of(&["Internal", "Confidential"], n).to_owned()),
        confidentiality: step(n % 5 + 1),
        ..Asset::default()
    })
}

fn own_controls(_: &Isms) -> Changes {
    all("X", OWN_CONTROLS, |n| Control {
        title: Some(format!("Own control {n}")),
        implementation: Some(one_of(&[Implementation::Yes, Implementation::Partly, Implementation::Planned], n)),
        owner: Some(Link::known(Id::new("P", n % PEOPLE + 1))),
        ..Control::default()
    })
}

/// Every third one is accepted by its owner.
fn risks(isms: &Isms) -> Changes {
    let control = |n: u32| {
        let (letters, count) = one_of(&[("5.", 37), ("6.", 8), ("7.", 14), ("8.", 34)], n);
        Link::known(Id::new(letters, n % count + 1))
    };
    let accepted = |risk: &Risk| Acceptance {
        by: risk.owner.clone().unwrap_or_else(|| Link::known(Id::new("P", 1))),
        on: jiff::civil::date(2026, 10, 30),
        reason: "It costs less than what would prevent it.".into(),
        stated: false,
        of: AcceptedState::now(isms, risk),
    };
    let signed = |risk: Risk| Risk { acceptances: vec![accepted(&risk)], ..risk };
    let signed_some = |n: u32, risk: Risk| if n.is_multiple_of(3) { signed(risk) } else { risk };
    all("R", RISKS, |n| {
        signed_some(
            n,
            Risk {
                title: format!("Something happens to asset {n} and it is not noticed in time"),
                owner: Some(Link::known(Id::new("P", n % PEOPLE + 1))),
                assets: vec![Link::known(Id::new("A", n % ASSETS + 1))],
                inherent: rating(n, 3),
                residual: rating(n, 7),
                existing_controls: vec![control(n), control(n / 3)],
                planned_controls: vec![Link::known(Id::new("X", n % OWN_CONTROLS + 1))],
                option: Some(TreatmentOption::Modify),
                status: one_of(&[Status::Assessed, Status::InTreatment, Status::Treated], n),
                ..Risk::default()
            },
        )
    })
}

fn evidence(_: &Isms) -> Changes {
    all("E", EVIDENCE, |n| Evidence {
        title: format!("Record {n} of a review"),
        link: Some(format!("https://tickets.example.com/{n}")),
        controls: vec![Link::known(Id::new("X", n % OWN_CONTROLS + 1))],
        ..Evidence::default()
    })
}

/// One after the other, round and round.
fn one_of<T: Copy>(all: &[T], n: u32) -> T {
    let next = all.iter().cycle().nth(n as usize % all.len());
    *next.unwrap_or_else(|| unreachable!("no list here is empty"))
}

fn rating(n: u32, turn: u32) -> Option<Rating> {
    Some(Rating { likelihood: step(n / turn % 5 + 1), consequence: step(n % 5 + 1), ..Rating::default() })
}

fn step(number: u32) -> Option<Step> {
    u8::try_from(number).ok().and_then(|number| Step::try_from(number).ok())
}

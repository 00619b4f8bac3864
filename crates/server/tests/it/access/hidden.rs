//! What is restricted is told nowhere: of every register one restricted record with a word in each of its texts and a
//! year in each of its dates that stand nowhere else, one open record that links to nothing else, and every page, call,
//! view and file that is read.

use std::{
    io::Write,
    process::{Command, Stdio},
};

use isms::{ALL, AnyRegister, Field, Id, Kind, Revision};
use recorder::{Action, Caller, Naming, Role, Via};
use serde_json::{Value, json};

use super::{
    routes::{filled, placed},
    table::Table,
};
use crate::house::{Answer, House};

/// Begins the texts of what is restricted. The case matters: pages repeat what was searched for.
const MARKER: &str = "Zqx";
/// Its dates, as programs and people write them.
const DAY: &str = "1931-07-21";
const DAYS: [&str; 3] = ["1931-07", "Jul 1931", "July 1931"];
/// The numbers of the records.
const HIDDEN: u32 = 7_001;
const OPEN: u32 = 7_002;

#[tokio::test]
async fn nothing_tells_of_what_is_restricted() {
    castellan::work_by(env!("CARGO_BIN_EXE_castellan").into());
    let house = House::founded().await;
    house.days_later(1);
    seed(&house).await;
    house.days_later(1);

    let mut faults = vec![];
    for role in [Role::Auditor, Role::Administrator, Role::Member] {
        let person = house.founder().add("people", json!({ "name": format!("Reader {}", role.word()) })).await;
        let account = house.founder().account(&[role], Some(&person)).await;
        let reader = house.program(&account, &[role]);
        for path in paths() {
            let answer = reader.get(&path).await;
            if answer.status.is_server_error() {
                faults.push(format!("{}: {path} answers {}: {}", role.word(), answer.status, answer.text()));
            }
            if let Some(told) = told(&answer).first() {
                faults.push(format!("{}: {path} tells {told}", role.word()));
            }
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// Were nothing told to anybody, the test above would find nothing.
#[tokio::test]
async fn those_who_may_see_it_are_told() {
    let house = House::founded().await;
    house.days_later(1);
    seed(&house).await;
    let manager = house.founder();
    for register in registers() {
        let item = format!("/api/v1/{}/{}", register.name(), Id::new(register.letters(), HIDDEN));
        assert!(!told(&manager.get(&item).await).is_empty(), "{item}");
    }
    for path in ["/search?q=zqx", "/soa", "/soa.csv", "/treatment", "/assets/export?format=xlsx", "/api/v1/views/soa"] {
        let answer = manager.get(path).await;
        assert!(!told(&answer).is_empty(), "{path}: {}", answer.text());
    }
    // The pages that it walks are pages, and no refusals.
    let auditor = house.program(&manager.account(&[Role::Auditor], None).await, &[Role::Auditor]);
    for path in paths().iter().filter(|path| path.matches('/').count() == 1 && !path.contains('?')) {
        let status = auditor.get(path).await.status.as_u16();
        assert!([200, 303].contains(&status) || path == "/accounts" || path == "/import", "{path}: {status}");
    }
    let whole = ["/api/v1/views/", "/readiness", "/standards"];
    for path in paths().iter().filter(|path| whole.iter().any(|begins| path.starts_with(begins))) {
        let answer = auditor.get(path).await;
        assert_eq!(answer.status.as_u16(), 200, "{path}: {}", answer.text());
    }
}

fn registers() -> impl Iterator<Item = &'static dyn AnyRegister> {
    ALL.iter().copied().filter(|register| !["organisation", "accounts"].contains(&register.name()))
}

async fn seed(house: &House) {
    let founder = house.founder();
    let kept =
        |text: String| house.app.vault.put(&mut text.as_bytes(), 1_000, house.app.now()).unwrap().sha256.to_string();
    let (secret, known) =
        (kept(json!({ "controls": [], "note": MARKER }).to_string()), kept(json!({ "controls": [] }).to_string()));
    let open = |kind: &Kind, name: &str| open(&known, kind, name);
    let mut revisions = vec![];
    for register in registers() {
        let hidden = hidden(&secret, register.name());
        revisions.push(record(register, Id::new(register.letters(), HIDDEN), 1, &hidden, true));
        revisions.push(record(register, Id::new(register.letters(), OPEN), 1, &open, false));
    }
    let controls = isms::register("controls").unwrap();
    revisions.push(record(controls, "5.1".parse().unwrap(), 2, &open, false));
    let caller = Caller { account: isms::founding::account(), via: Via::Import, own_sign_in: true, narrowed_to: None };
    let naming = Naming { register: "imports", word: "imported", ..Naming::default() };
    let decide = move |_: &isms::Isms, _: &isms::Who, _: jiff::Timestamp| Ok(revisions.clone());
    house.app.recorder.record_decided(&caller, Action::Import, naming, decide).await.unwrap();

    // Somebody restricted acts, with words about what is restricted.
    let account = founder.account(&[Role::IsmsManager], Some(&Id::new("P", HIDDEN).to_string())).await;
    let agent = house.program(&account, &[Role::IsmsManager]);
    for id in [HIDDEN, OPEN] {
        let asset = format!("/api/v1/assets/{}", Id::new("A", id));
        let reason = if id == HIDDEN { MARKER } else { "open" };
        let path = format!("{asset}?reason={reason}");
        let edited = agent.patch(&path, 1, json!({ "location": reason })).await;
        assert_eq!(edited.status.as_u16(), 200, "{asset}: {}", edited.text());
    }
    let linked = json!({ "person": { "id": Id::new("P", HIDDEN) } });
    assert_eq!(agent.post(&format!("/api/v1/accounts/{account}/linked"), linked).await.status.as_u16(), 403);
}

/// The most that a record of a register says, each value as it is made here.
fn record(
    register: &dyn AnyRegister, id: Id, revision: u32, make: &dyn Fn(&Kind, &str) -> Option<Value>, restricted: bool,
) -> Revision {
    let [_, mut record] = register.samples();
    fill(&register.description().fields, &mut record, make);
    let marked = restricted.then(|| format!("{MARKER}-{id}"));
    let notes = marked.iter().map(|marked| (marked.clone(), json!(marked))).collect::<serde_json::Map<_, _>>();
    let body = json!({ "record": record, "restricted": restricted, "reference": marked, "notes": notes });
    Revision { register: register.name().into(), id, revision, version: 1, body: body.to_string() }
}

fn fill(fields: &[Field], record: &mut Value, make: &dyn Fn(&Kind, &str) -> Option<Value>) {
    for field in fields {
        match (&field.kind, &mut record[&field.name]) {
            (Kind::Group(inner), value @ Value::Object(_)) => fill(inner, value, make),
            (Kind::List(item), Value::Array(items)) if matches!(**item, Kind::Group(_)) => {
                let Kind::Group(inner) = &**item else { unreachable!() };
                items.iter_mut().for_each(|item| fill(inner, item, make));
            }
            (Kind::List(item), value) => {
                if let Some(made) = make(item, &field.name) {
                    *value = json!([made]);
                }
            }
            (kind, value) => {
                if let Some(made) = make(kind, &field.name) {
                    *value = made;
                }
            }
        }
    }
}

/// Every text has the word, every date the year; links to other registers lead to what is open, and so back here.
fn hidden(file: &str, register: &str) -> impl Fn(&Kind, &str) -> Option<Value> {
    move |kind, name| match kind {
        Kind::Text | Kind::Prose if name == "sha256" => Some(json!(file)),
        Kind::Text | Kind::Prose => Some(json!(format!("{MARKER} {name}"))),
        Kind::Date => Some(json!(DAY)),
        Kind::Moment => Some(json!(format!("{DAY}T12:00:00Z"))),
        Kind::Link(to) => {
            let letters = isms::register(to).unwrap().letters();
            Some(if to == register { json!({ "text": MARKER }) } else { json!({ "id": Id::new(letters, OPEN) }) })
        }
        _ => None,
    }
}

/// Every link leads to what is restricted.
fn open(file: &str, kind: &Kind, name: &str) -> Option<Value> {
    match kind {
        Kind::Text if name == "sha256" => Some(json!(file)),
        Kind::Link(to) => {
            let letters = isms::register(to).unwrap().letters();
            Some(json!({ "id": Id::new(letters, HIDDEN), "text": format!("{MARKER} as it was typed") }))
        }
        _ => None,
    }
}

/// All that can be read: each route with each register and record, filtered, searched, of another day and as a file.
fn paths() -> Vec<String> {
    let mut paths = vec![];
    for ((_, path), what) in Table::read().routes.iter().filter(|((method, _), _)| method == "GET") {
        let path = &placed(path, what);
        let names: Vec<&str> =
            ALL.iter().map(|register| register.name()).filter(|_| path.contains("{register}")).collect();
        for name in if names.is_empty() { vec!["risks"] } else { names } {
            let letters = isms::register(name).unwrap().letters();
            let ids = [Id::new(letters, OPEN).to_string(), Id::new(letters, HIDDEN).to_string(), "5.1".into()];
            let stands = |id: &&String| match id.as_str() {
                "5.1" => name == "controls" && path.contains("{id}"),
                id => path.contains("{id}") || id.ends_with("7002"),
            };
            for id in ids.iter().filter(stands) {
                paths.extend(variants(path).into_iter().map(|path| filled(&path, name, id)));
            }
        }
    }
    paths.extend((1..=12).map(|seq| format!("/ledger/{seq}")));
    paths
}

fn variants(path: &str) -> Vec<String> {
    let queries: &[&str] = match path {
        "/api/v1/views/{name}" => {
            return castellan::view_names().map(|view| path.replace("{name}", view)).collect();
        }
        "/api/v1/views/mock-audit" | "/readiness/mock-audit" => &["?seed=x", "?seed=spring"],
        "/readiness" => &["", "?show=all", "?show=all&as_of=2026-11-01"],
        "/api/v1/views/changes" | "/what-changed" => {
            &["?from=2026-10-31&to=2026-11-02", "?from=2026-11-01&to=2026-11-03"]
        }
        "/{register}/export" => &["?format=csv", "?format=xlsx", "?format=json"],
        "/search" | "/palette" | "/pick/{register}" => &["?q=zqx", "?q=7001", "?q=zqx%20title"],
        "/{register}" | "/api/v1/{register}" => &["", "?q=zqx", "?owner=P-7001", "?as_of=2026-11-01"],
        "/soa" | "/risks" | "/treatment" => &["", "?owner=P-7001", "?rule=owner-departed", "?as_of=2026-11-01"],
        "/{register}/{id}/compare" => &["?from=1&to=2", "?from=1&to=1"],
        "/{register}/{id}/{act}" => &[""],
        _ => &["", "?as_of=2026-11-01"],
    };
    queries.iter().map(|query| format!("{path}{query}")).collect()
}

/// The words of an answer that begin as only restricted ones do.
fn told(answer: &Answer) -> Vec<String> {
    let text = match answer.header("content-type") {
        "application/pdf" => pdf_text(&answer.body),
        kind if kind.contains("spreadsheetml") => {
            format!("{:?}", formats::read("x.xlsx", &answer.body).unwrap())
        }
        _ => answer.text(),
    };
    let around =
        |at: usize| text[..at].chars().rev().take(60).collect::<Vec<_>>().into_iter().rev().collect::<String>();
    let found = [MARKER].into_iter().chain(DAYS).filter_map(|mark| text.find(mark));
    found.map(|at| format!("{}{}", around(at), text[at..].chars().take(60).collect::<String>())).collect()
}

pub fn pdf_text(pdf: &[u8]) -> String {
    let started =
        Command::new("pdftotext").args(["-layout", "-", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let Ok(mut reader) = started else {
        // Not `eprintln!`, which a passing test swallows.
        let mut loud = std::io::stderr();
        writeln!(loud, "SKIPPED: `pdftotext` is missing, the text of a PDF was not read").unwrap();
        return String::new();
    };
    reader.stdin.take().unwrap().write_all(pdf).unwrap();
    String::from_utf8(reader.wait_with_output().unwrap().stdout).unwrap()
}

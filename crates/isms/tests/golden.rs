//! A golden ledger: what was written once folds to the same state for ever.
//!
//! `GOLDEN=v2 cargo test -p isms golden` writes a new one beside the old ones, which are never written again, and beside
//! it the first 16 hexadecimal digits of the digest of its state. A field that is added to a record later is empty in the
//! old ones, so the digest is taken without what is empty.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // helpers of a test, outside of which nothing is built

use isms::{ALL, Asked, Changes, Id, Isms, Organisation, Revision, Who, fold, founding, register};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use std::{collections::BTreeSet, env, fs, path::PathBuf};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

#[test]
fn golden_ledgers_fold_to_the_state_they_had() {
    if let Ok(name) = env::var("GOLDEN") {
        write(&name);
    }
    let mut held = BTreeSet::new();
    let files = fs::read_dir(folder()).unwrap().map(|file| file.unwrap().path());
    for ledger in files.filter(|path| path.extension().is_some_and(|ending| ending == "jsonl")) {
        let revisions: Vec<Revision> = fs::read_to_string(&ledger).unwrap().lines().map(read).collect();
        held.extend(revisions.iter().map(|revision| revision.register.clone()));
        let digest = digest(&fold(Isms::default(), &revisions).unwrap());
        let wanted = fs::read_to_string(ledger.with_extension("digest")).unwrap();
        let name = ledger.display();
        assert_eq!(digest, wanted.trim(), "{name}: a record of an older version is read in another way than it was");
    }
    let missing: Vec<&str> = ALL.iter().map(|one| one.name()).filter(|name| !held.contains(*name)).collect();
    assert_eq!(missing, [""; 0], "no golden ledger holds these registers: write a new one");
}

fn write(name: &str) {
    let (ledger, revisions) = (folder().join(format!("{name}.jsonl")), written());
    assert!(!ledger.exists(), "{name} is written, and stays as it is");
    let lines: Vec<String> = revisions.iter().map(|revision| line(revision) + "\n").collect();
    fs::write(&ledger, lines.concat()).unwrap();
    let digest = digest(&fold(Isms::default(), &revisions).unwrap());
    fs::write(ledger.with_extension("digest"), digest + "\n").unwrap();
}

fn line(Revision { register, id, revision, version, body }: &Revision) -> String {
    json!({ "register": register, "id": id, "revision": revision, "version": version, "body": body }).to_string()
}

fn read(line: &str) -> Revision {
    let line: Value = serde_json::from_str(line).unwrap();
    let number = |name: &str| line[name].as_u64().and_then(|number| number.try_into().ok()).unwrap();
    Revision {
        register: line["register"].as_str().unwrap().into(),
        id: line["id"].as_str().unwrap().parse().unwrap(),
        revision: number("revision"),
        version: number("version"),
        body: line["body"].as_str().unwrap().into(),
    }
}

/// The founding, the samples of every register, and an act of each sort on them.
fn written() -> Changes {
    let organisation = Organisation { name: "Three Rivers Dental".into(), ..Organisation::default() };
    let mut changes = founding::found(&Isms::default(), organisation).unwrap();
    for register in ALL.iter().filter(|register| register.name() != "organisation") {
        for (sample, number) in register.samples().into_iter().zip(1_001..) {
            changes.push(sampled(register.name(), Id::new(register.letters(), number), sample));
        }
    }
    let acts = [
        ("assets", "A-1001", "edited", json!({ "reference": "AST-1", "restricted": true, "owner": "P-1001" })),
        ("risks", "R-1002", "edited", json!({ "owner": "P-1001", "planned_controls": [] })),
        ("risks", "R-1002", "accepted", json!({ "reason": "rare enough" })),
        ("controls", "5.7", "included", json!({ "reason": "We are a target." })),
        ("trainings", "TR-1001", "completed", json!({ "score": "91" })),
        ("trainings", "TR-1002", "withdrawn", json!({ "reason": "entered twice" })),
        ("measures", "M-1001", "withdrawn", json!({ "reason": "not needed" })),
        ("measures", "M-1001", "restored", json!({})),
    ];
    for (name, id, word, given) in acts {
        let isms = fold(Isms::default(), &changes).unwrap();
        changes.extend(acted(&isms, name, id, word, given));
    }
    changes
}

fn sampled(name: &str, id: Id, sample: Value) -> Revision {
    let mut body = json!({ "record": sample });
    body.sort_all_objects();
    Revision { register: name.into(), id, revision: 1, version: 1, body: body.to_string() }
}

fn acted(isms: &Isms, name: &str, id: &str, word: &str, given: Value) -> Changes {
    let who = Who { person: Some(Id::new("P", 1_001)), own_sign_in: true, ..Who::default() };
    let fields = given.as_object().cloned().unwrap();
    let asked = Asked { on: vec![id.parse().unwrap()], word: word.into(), fields, ..Asked::default() };
    register(name).unwrap().decide(isms, &who, "2026-10-31T10:00:00Z".parse().unwrap(), asked).unwrap()
}

/// Over all records, withdrawn ones included, register by register and in the order of their ids.
fn digest(isms: &Isms) -> String {
    let mut hash = Sha256::new();
    for register in ALL {
        for id in register.ids(isms, true) {
            let held = register.get(isms, id).unwrap();
            let mut state = json!({ "id": id, "revision": held.revision, "body": filled(json!(held.body)) });
            state.sort_all_objects();
            hash.update(state.to_string() + "\n");
        }
    }
    hex::encode(&hash.finalize()[..8])
}

/// Without what is empty: null, no, no text, an empty list, an empty group.
fn filled(value: Value) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(filled).collect(),
        Value::Object(fields) => {
            let fields: Map<String, Value> = fields.into_iter().map(|(name, value)| (name, filled(value))).collect();
            fields.into_iter().filter(|(_, value)| !is_empty(value)).collect()
        }
        plain => plain,
    }
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.is_empty(),
        Value::Array(items) => items.is_empty(),
        Value::Object(fields) => fields.is_empty(),
        _ => false,
    }
}

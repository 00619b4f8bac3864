//! A ledger of the first version, which every later version reads to the same root and the same records.
//!
//! `ledger-1.json` holds its rows. Root and records below were derived from it by another program, in another
//! language, after the description of the design. Nothing here is ever changed; a new shape adds a file.

use std::sync::Arc;

use ledger::merkle::Frontier;
use ledger::{Batch, Change, Committed, Draft, Head, Ledger, MemoryStore, Name, Order, Selection, Store, Via, verify};
use ledger::{StoredEntry, StoredRequest, StoredRevision, StoredWords};
use serde_json::{Value, json};

use crate::support::*;

const GOLDEN: &str = include_str!("../golden/ledger-1.json");
const ROOT: &str = "c8fdf9acdee2497b137c38fc8af126b0cda4294d3c968f5e787aeebd7d75ed38";

#[test]
fn a_golden_ledger_is_read_to_the_same_root_and_records() {
    let store = Arc::new(MemoryStore::new(ORG));
    assert_eq!(store.commit(&read(&parse())), Ok(Committed::Written));
    let ledger = Ledger::new(store, clock());
    let verified = verify(&ledger, None, |_, _| ()).expect("readable");
    assert_eq!((verified.entries, verified.root.to_string().as_str(), verified.problem), (4, ROOT, None));
    let told: Vec<_> =
        current(&ledger, None).into_iter().map(|(name, revision, body)| format!("{name} {revision} {body}")).collect();
    assert_eq!(
        told,
        [
            r#"people/P-0001 1 {"name":"Åsa Ødegård"}"#,
            r#"risks/R-0001 2 {"accepted":{"by":"P-0001","until":"2027-06-30"},"level":12,"title":"Loss of a laptop"}"#,
            r#"risks/R-0002 1 {"title":"Fire 🔥"}"#,
        ]
    );
}

#[test]
fn the_same_acts_still_make_the_golden_ledger() {
    let store = Arc::new(MemoryStore::new(ORG));
    let ledger = Ledger::new(store.clone(), clock().accepting_jumps()).with_salts(fixed_salts());
    ledger.append(0, &acts()[..1]).expect("recorded");
    ledger.append(1, &acts()[1..]).expect("recorded");
    assert_eq!(write(store.as_ref()), parse());
}

/// Everything an entry can hold, once.
fn acts() -> [Draft; 4] {
    let record = |register: &str, id: &str, revision, body: &str| Change {
        name: Name::new(register, id),
        revision,
        version: 1,
        body: body.into(),
    };
    let risk = Name::new("risks", "R-0001");
    let imported = vec![
        record("people", "P-0001", 1, r#"{"name":"Åsa Ødegård"}"#),
        record("risks", "R-0001", 1, r#"{"level":12,"title":"Loss of a laptop"}"#),
        record("risks", "R-0002", 1, r#"{"title":"Fire 🔥"}"#),
    ];
    let accepted = record(
        "risks",
        "R-0001",
        2,
        r#"{"accepted":{"by":"P-0001","until":"2027-06-30"},"level":12,"title":"Loss of a laptop"}"#,
    );
    let base = Draft { on: None, words: None, ..draft(0, vec![]) };
    [
        Draft { via: Via::Import, act: "imported".into(), changes: imported, ..base.clone() },
        Draft {
            at: minute(5),
            via: Via::Page,
            act: "accepted".into(),
            on: Some(risk),
            words: Some(json!({ "reason": "insured until June", "parameters": { "until": "2027-06-30" } })),
            changes: vec![accepted],
            ..base.clone()
        },
        Draft {
            at: minute(-5),
            by: "a2".into(),
            ..with_request(Draft { via: Via::Api, act: "looked at".into(), ..base.clone() }, "k-1", 9)
        },
        Draft { at: minute(100_000), via: Via::Schedule, act: "reminded".into(), ..base },
    ]
}

fn write(store: &dyn Store) -> Value {
    let entries = store.entries(0..=u64::MAX, Order::OldestFirst, 99).expect("readable");
    let entry = |row: &StoredEntry| {
        let words = row.words.as_ref().map(|words| json!({ "text": words.text, "salt": hex::encode(words.salt) }));
        json!({ "seq": row.seq, "at": row.at.to_string(), "bytes": row.bytes, "words": words })
    };
    let entries: Vec<_> = entries.iter().map(entry).collect();
    let mut revisions = Vec::new();
    store
        .revisions(Selection::Acts(0..=u64::MAX), &mut |row| {
            let StoredRevision { seq, position, name, revision, version, body, salt, hash } = row;
            revisions.push(
                json!({ "seq": seq, "position": position, "name": name, "revision": revision, "version": version,
                "body": body, "salt": hex::encode(salt), "hash": hash }),
            );
            Ok(())
        })
        .expect("readable");
    let mut requests = Vec::new();
    store
        .requests(&mut |StoredRequest { by, key, body, seq }| {
            requests.push(json!({ "by": by, "key": key, "body": hex::encode(body), "seq": seq }));
            Ok(())
        })
        .expect("readable");
    let head = store.head().expect("readable");
    let head = json!({ "seq": head.seq, "at": head.at.map(|at| at.to_string()), "peaks": head.tree.peaks() });
    json!({ "org": store.org(), "entries": entries, "revisions": revisions, "requests": requests, "head": head })
}

fn parse() -> Value {
    serde_json::from_str(GOLDEN).expect("JSON")
}

fn read(golden: &Value) -> Batch {
    let rows = |name: &str| golden[name].as_array().expect("rows").clone();
    let head = &golden["head"];
    let peaks = serde_json::from_value(head["peaks"].clone()).expect("hashes");
    let seq = number(&head["seq"]);
    Batch {
        after: 0,
        entries: rows("entries").iter().map(entry).collect(),
        revisions: rows("revisions").iter().map(revision).collect(),
        requests: rows("requests").iter().map(request).collect(),
        head: Head {
            seq,
            at: Some(text(&head["at"]).parse().expect("a time")),
            tree: Frontier::from_peaks(seq, peaks).expect("a tree"),
        },
    }
}

fn entry(row: &Value) -> StoredEntry {
    let words = &row["words"];
    let words = words.is_object().then(|| StoredWords { text: text(&words["text"]), salt: bytes(&words["salt"]) });
    StoredEntry {
        seq: number(&row["seq"]),
        at: text(&row["at"]).parse().expect("a time"),
        bytes: text(&row["bytes"]),
        words,
    }
}

fn revision(row: &Value) -> StoredRevision {
    StoredRevision {
        seq: number(&row["seq"]),
        position: number(&row["position"]) as u32,
        name: serde_json::from_value(row["name"].clone()).expect("a name"),
        revision: number(&row["revision"]) as u32,
        version: number(&row["version"]) as u32,
        body: text(&row["body"]),
        salt: bytes(&row["salt"]),
        hash: text(&row["hash"]).parse().expect("a hash"),
    }
}

fn request(row: &Value) -> StoredRequest {
    StoredRequest { by: text(&row["by"]), key: text(&row["key"]), body: bytes(&row["body"]), seq: number(&row["seq"]) }
}

fn number(value: &Value) -> u64 {
    value.as_u64().expect("a number")
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

fn bytes(value: &Value) -> [u8; 32] {
    hex::decode(text(value)).expect("hexadecimal digits").try_into().expect("32 bytes")
}

//! The records of the walk: of every register one in each state, each with a word of its own that is nowhere else.

use isms::{ALL, AnyRegister, Id, Kind, Revision, documents::DocumentStatus};
use recorder::{Action, Caller, Naming, Role, Via};
use serde_json::{Value, json};

use super::table::State;
use crate::house::House;

/// Stands in the text of every record of the walk, and nowhere else.
pub const WORD: &str = "Zephyr";

/// Somebody of a role, with a person behind the account.
pub struct Somebody {
    pub role: Role,
    pub account: String,
    pub person: String,
    pub token: String,
}

/// A record of the walk.
#[derive(Clone, Debug)]
pub struct Seeded {
    pub register: &'static str,
    pub id: Id,
    pub restricted: bool,
    pub published: bool,
    /// The role whose person it names.
    pub names: Option<Role>,
    /// Stands in its text, where it has one.
    pub marker: Option<String>,
    /// Whether that text stands in the list, so that a search finds it.
    pub is_found: bool,
    /// The file it names, by hash.
    pub sha256: Option<String>,
}

impl Seeded {
    pub fn state(&self, role: Role) -> State {
        State { restricted: self.restricted, names_caller: self.names == Some(role), published: self.published }
    }
}

/// An account of each role, each with its person.
pub async fn people(house: &House) -> Vec<Somebody> {
    let founder = house.founder();
    let mut all = Vec::new();
    for role in Role::ALL {
        let person = founder.add("people", json!({ "name": format!("Person {}", role.word()) })).await;
        let account = founder.account(&[*role], Some(&person)).await;
        let token = house.program(&account, Role::ALL).token;
        all.push(Somebody { role: *role, account, person, token });
    }
    all
}

/// The records, all brought in by one act.
pub async fn records(house: &House, people: &[Somebody]) -> Vec<Seeded> {
    let (mut seeded, mut revisions) = (Vec::new(), Vec::new());
    for register in ALL.iter().copied().filter(|register| !["organisation", "accounts"].contains(&register.name())) {
        let mut number = 5_000;
        for restricted in [false, true] {
            for somebody in std::iter::once(None).chain(people.iter().map(Some)) {
                number += 1;
                let Some((one, revision)) = record(house, register, number, restricted, somebody) else { continue };
                seeded.push(one);
                revisions.push(revision);
            }
        }
    }
    let caller = Caller { account: isms::founding::account(), via: Via::Import, own_sign_in: true, narrowed_to: None };
    let decide = move |_: &isms::Isms, _: &isms::Who, _: jiff::Timestamp| Ok(revisions.clone());
    let naming = Naming { register: "imports", word: "imported", ..Naming::default() };
    house.app.recorder.record_decided(&caller, Action::Import, naming, decide).await.unwrap();
    seeded
}

fn record(
    house: &House, register: &'static dyn AnyRegister, number: u32, restricted: bool, names: Option<&Somebody>,
) -> Option<(Seeded, Revision)> {
    let id = Id::new(register.letters(), number);
    let [mut record, _] = register.samples();
    let marker = format!("{WORD}{}x{number}", register.letters());
    let text = register.description().fields.iter().find(|field| matches!(field.kind, Kind::Text | Kind::Prose));
    let is_found = text.is_some_and(|field| register.description().face.columns.contains(&field.name.as_str()));
    let marked = text.map(|field| {
        record[&field.name] = json!(marker);
        marker.clone()
    });
    without_people(register, &mut record);
    if let Some(somebody) = names {
        name(register, &mut record, &somebody.person)?;
    }
    let file = (register.name() == "evidence").then(|| file(house, &marker));
    if let Some(sha256) = &file {
        record["file"] = json!({ "sha256": sha256, "name": "file.txt", "size": marker.len() });
    }
    let published = register.name() == "documents" && number.is_multiple_of(2);
    if register.name() == "documents" {
        record["status"] = json!(if published { DocumentStatus::Approved } else { DocumentStatus::Draft });
    }
    let body = json!({ "record": record, "restricted": restricted }).to_string();
    let revision = Revision { register: register.name().into(), id, revision: 1, version: 1, body };
    let names = names.map(|somebody| somebody.role);
    Some((
        Seeded { register: register.name(), id, restricted, published, names, marker: marked, is_found, sha256: file },
        revision,
    ))
}

/// The samples name people of their own.
fn without_people(register: &dyn AnyRegister, record: &mut Value) {
    for field in &register.description().fields {
        match &field.kind {
            Kind::Link(to) if to == "people" => record[&field.name] = Value::Null,
            Kind::List(item) if **item == Kind::Link("people".into()) => record[&field.name] = json!([]),
            _ => {}
        }
    }
}

/// Names a person in the first field that can; none where there is no such field.
fn name(register: &dyn AnyRegister, record: &mut Value, person: &str) -> Option<()> {
    let link = json!({ "id": person });
    register.description().fields.iter().find_map(|field| match &field.kind {
        Kind::Link(to) if to == "people" => {
            record[&field.name] = link.clone();
            Some(())
        }
        Kind::List(item) if **item == Kind::Link("people".into()) => {
            record[&field.name] = json!([link]);
            Some(())
        }
        _ => None,
    })
}

fn file(house: &House, content: &str) -> String {
    house.app.vault.put(&mut content.as_bytes(), 1_000, house.app.now()).unwrap().sha256.to_string()
}

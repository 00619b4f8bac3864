//! What the tests of this crate begin with: a state with the samples of every register, and short ways to ask.

use crate::{Asked, Changes, Id, Isms, Refusal, Revision, Sight, Who, annex_a, fold, register, registers::ALL};
use jiff::Timestamp;
use serde_json::{Map, Value, json};

/// The moment at which all tests act.
pub fn now() -> Timestamp {
    "2026-10-31T10:00:00Z".parse().unwrap()
}

/// The person of this number, signed in.
pub fn person(number: u32) -> Who {
    Who {
        account: "ACC-0009".into(),
        person: Some(Id::new("P", number)),
        top_management: false,
        own_sign_in: true,
        sight: Sight::EVERYTHING,
    }
}

/// The first person also among top management.
pub fn director(number: u32) -> Who {
    Who { top_management: true, ..person(number) }
}

/// The first revision of a record, as a ledger would hold it.
pub fn first(register: &str, id: &str, record: Value) -> Revision {
    let body = json!({ "record": record }).to_string();
    Revision { register: register.into(), id: id.parse().unwrap(), revision: 1, version: 1, body }
}

/// Two records of each register, as its samples show: `P-0001` and `P-0002` and so on. There is one organisation, and
/// all of Annex A applies.
pub fn samples() -> Isms {
    let of_each = ALL.iter().flat_map(|register| {
        let most = if register.name() == "organisation" { 1 } else { 2 };
        let samples = register.samples().into_iter().zip(1..).take(most);
        let id = |number: u32| format!("{}-{number}", register.letters());
        samples.map(move |(sample, number)| first(register.name(), &id(number), sample))
    });
    let applies = json!({ "applicability": "applicable" });
    let annex_a = annex_a::controls().map(|control| first("controls", &control.id.to_string(), applies.clone()));
    fold(Isms::default(), &of_each.chain(annex_a).collect::<Vec<_>>()).unwrap()
}

/// The fields of a JSON object.
pub fn fields(value: Value) -> Map<String, Value> {
    value.as_object().cloned().unwrap()
}

/// Asks for an act as the first person, on records named by their ids.
pub fn ask(isms: &Isms, name: &str, on: &[&str], word: &str, given: Value) -> Result<Changes, Refusal> {
    ask_as(&person(1), isms, name, on, word, given)
}

/// The same as somebody else.
pub fn ask_as(who: &Who, isms: &Isms, name: &str, on: &[&str], word: &str, given: Value) -> Result<Changes, Refusal> {
    let on = on.iter().map(|id| id.parse().unwrap()).collect();
    let asked = Asked { on, word: word.into(), fields: fields(given), ..Asked::default() };
    register(name).unwrap().decide(isms, who, now(), asked)
}

/// The state after an act that is not refused.
pub fn after(isms: &Isms, name: &str, on: &[&str], word: &str, given: Value) -> Isms {
    after_as(&person(1), isms, name, on, word, given)
}

/// The same as somebody else.
pub fn after_as(who: &Who, isms: &Isms, name: &str, on: &[&str], word: &str, given: Value) -> Isms {
    let changes = ask_as(who, isms, name, on, word, given).unwrap_or_else(|refusal| panic!("{refusal}"));
    fold(isms.clone(), &changes).unwrap()
}

/// A refusal as a reader sees it.
pub fn refused(answer: Result<Changes, Refusal>) -> String {
    answer.unwrap_err().to_string()
}

/// The fields that a refusal is about.
pub fn at_fields(answer: Result<Changes, Refusal>) -> Vec<String> {
    answer.unwrap_err().reasons.into_iter().filter_map(|reason| reason.field).collect()
}

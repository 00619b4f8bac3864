//! The views by name: what each says in JSON, and what it says as tables. API, command line and pages share this list.

use std::borrow::Cow;

use formats::Table;
use isms::{
    Id, Isms, is_unseen,
    readiness::{
        self,
        mock_audit::{self, LONGEST_SEED},
    },
    views::{self, changed, home, overdue, risks, soa, treatment},
};
use jiff::civil::Date;
use recorder::{NotRecorded, Reader};
use serde_json::Value;

use crate::table::table;

/// A view that needs nothing but a day.
pub struct View {
    /// Its word in paths and on the command line.
    pub name: &'static str,
    /// Its answer to programs.
    json: fn(&Isms, Date, &dyn Fn(Id) -> bool) -> Value,
    /// Its lists.
    lists: Lists,
}

/// The lists in an answer, the main one first.
pub struct Lists(&'static [List]);

/// A list in an answer, as a table shows it.
struct List {
    /// Its key; with two parts, the rows stand in the lists of an outer list, and take over what that says.
    key: &'static str,
    /// The keys of its rows that become columns, as dotted paths.
    columns: &'static [&'static str],
}

/// All of them.
pub static ALL: &[&View] = &[
    &View {
        name: "soa",
        json: soa::json,
        lists: Lists(&[
            List {
                key: "controls",
                columns: &[
                    "id",
                    "title",
                    "theme",
                    "applicability",
                    "reasons",
                    "justification",
                    "implementation",
                    "planned_for",
                    "owner",
                    "how",
                    "described_in",
                    "evidence",
                    "assurance.standing",
                ],
            },
            List { key: "findings", columns: FINDING },
        ]),
    },
    &View {
        name: "risks",
        json: risks::json,
        lists: Lists(&[
            List {
                key: "risks",
                columns: &[
                    "id",
                    "reference",
                    "title",
                    "owner",
                    "inherent.score",
                    "inherent.level",
                    "current.score",
                    "current.level",
                    "residual.score",
                    "residual.level",
                    "status",
                    "option",
                    "due",
                    "acceptance.state",
                    "assets",
                    "existing_controls",
                    "planned_controls",
                ],
            },
            List { key: "findings", columns: FINDING },
        ]),
    },
    &View {
        name: "overdue",
        json: overdue::json,
        lists: Lists(&[List { key: "items", columns: &["due", "register", "id", "reference", "title", "owner"] }]),
    },
    &View {
        name: "treatment",
        json: treatment::json,
        lists: Lists(&[List {
            key: "owners.risks",
            columns: &[
                "owner",
                "id",
                "reference",
                "title",
                "status",
                "option",
                "current.score",
                "current.level",
                "planned_controls",
                "actions",
                "due",
                "residual.score",
                "residual.level",
                "plan.state",
                "acceptance.state",
            ],
        }]),
    },
    &View {
        name: "readiness",
        json: readiness::json,
        lists: Lists(&[List {
            key: "rules",
            columns: &["clause", "id", "duty", "stage", "finding", "likely", "message", "names", "what_closes_it"],
        }]),
    },
    &View {
        name: "home",
        json: home::json,
        lists: Lists(&[List { key: "steps", columns: &["title", "why", "clause"] }]),
    },
    &FINDINGS,
];

/// What the rules found.
pub static FINDINGS: View = View {
    name: "findings",
    json: |isms, today, sees| views::findings::json(isms, today, None, sees),
    lists: Lists(&[List { key: "findings", columns: FINDING }]),
};

/// What a mock audit drew and found.
pub static MOCK_AUDIT: Lists = Lists(&[List {
    key: "samples.drawn",
    columns: &["population", "size", "sample", "register", "id", "reference", "title", "found"],
}]);

/// What people did to the records between two days, and what time alone did.
pub static CHANGES: Lists = Lists(&[
    List { key: "changes", columns: &["register", "id", "reference", "title", "what", "fields"] },
    List { key: "time", columns: &["on", "register", "id", "reference", "title", "became"] },
]);

const FINDING: &[&str] = &["register", "id", "rule", "severity", "message"];

/// The view of this name.
pub fn view(name: &str) -> Option<&'static View> {
    ALL.iter().copied().find(|view| view.name == name)
}

/// What the rules found, in all registers or in one.
///
/// # Errors
/// Refused to those who may not open views.
pub fn findings(reader: &Reader, register: Option<&str>) -> Result<Value, NotRecorded> {
    Ok(views::findings::json(reader.view()?, reader.day.judged_on, register, &|id| reader.sees(id)))
}

/// What a mock audit finds that draws by this seed.
///
/// # Errors
/// Refused to those who may not open views, and where the seed is no word that people can repeat.
pub fn mock_audit(reader: &Reader, seed: &str) -> Result<Value, NotRecorded> {
    let isms = reader.view()?;
    let seed = self::seed(seed)?;
    Ok(mock_audit::json(isms, reader.day.judged_on, seed, &|id| reader.sees(id)))
}

/// The word by which a mock audit is drawn.
///
/// # Errors
/// Where people could not read it to one another.
pub fn seed(text: &str) -> Result<&str, NotRecorded> {
    let text = text.trim();
    let wrong = text.chars().count() > LONGEST_SEED || text.chars().any(|c| c.is_control() || is_unseen(c));
    let why = || {
        format!(
            "a mock audit is drawn by words of 1 to {LONGEST_SEED} characters in one line, all of which can be seen, \
             so that others can draw it again"
        )
    };
    if text.is_empty() || wrong { Err(NotRecorded::NotTaken(why())) } else { Ok(text) }
}

/// What changed between the days of two readers.
///
/// # Errors
/// Refused to those who may not open views.
pub fn changes(before: &Reader, after: &Reader) -> Result<Value, NotRecorded> {
    let (from, to) = (before.day.judged_on, after.day.judged_on);
    Ok(changed::json(before.view()?, from, after.view()?, to, &|id| sees_both(before, after, id)))
}

/// Whether somebody who compares two days may see this record: on the later one, and on the earlier one if it was there.
pub fn sees_both(before: &Reader, after: &Reader, id: Id) -> bool {
    after.sees(id) && (before.sees(id) || !before.is_there(id))
}

impl View {
    /// What the view says to this reader, on the day they look at.
    ///
    /// # Errors
    /// Refused to those who may not open views.
    pub fn json(&self, reader: &Reader) -> Result<Value, NotRecorded> {
        Ok((self.json)(reader.view()?, reader.day.judged_on, &|id| reader.sees(id)))
    }

    /// The same as tables, from what [`View::json`] gave.
    pub fn tables(&self, json: &Value) -> Vec<Table> {
        self.lists.tables(json)
    }

    /// The rows of its main list, from what [`View::json`] gave.
    pub fn rows<'a>(&self, json: &'a Value) -> Cow<'a, [Value]> {
        self.lists.0.first().map(|list| list.rows(json)).unwrap_or_default()
    }

    /// How much the view found that somebody should look at.
    pub fn found(&self, json: &Value) -> usize {
        let rules =
            rows(json, "rules").iter().filter(|rule| matches!(rule["outcome"].as_str(), Some("not_met" | "partly")));
        ["findings", "items"].into_iter().map(|key| rows(json, key).len()).sum::<usize>() + rules.count()
    }
}

impl Lists {
    /// The tables of an answer.
    pub fn tables(&self, json: &Value) -> Vec<Table> {
        self.0.iter().map(|list| list.table(json)).collect()
    }
}

impl List {
    fn table(&self, json: &Value) -> Table {
        let name = self.key.split_once('.').map_or(self.key, |(_, inner)| inner);
        table(name, self.columns, &self.rows(json))
    }

    fn rows<'a>(&self, json: &'a Value) -> Cow<'a, [Value]> {
        match self.key.split_once('.') {
            None => rows(json, self.key).into(),
            Some((outer, inner)) => rows(json, outer).iter().flat_map(|outer| taking_over(outer, inner)).collect(),
        }
    }
}

fn rows<'a>(json: &'a Value, key: &str) -> &'a [Value] {
    json.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The inner rows, each with the fields of the outer one.
fn taking_over(outer: &Value, inner: &str) -> Vec<Value> {
    let said = outer.as_object().into_iter().flatten().filter(|(key, _)| *key != inner);
    let said: Vec<(String, Value)> = said.map(|(key, value)| (key.clone(), value.clone())).collect();
    let row = |row: &Value| said.iter().cloned().chain(row.as_object().cloned().unwrap_or_default()).collect();
    rows(outer, inner).iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A founded organisation with the samples of every register.
    fn some_of_each() -> Isms {
        let organisation = isms::Organisation { name: "Northwind".into(), ..isms::Organisation::default() };
        let founded = isms::founding::found(&Isms::default(), organisation).unwrap();
        let isms = isms::fold(Isms::default(), &founded).unwrap();
        let others = isms::ALL.iter().filter(|register| register.name() != "organisation");
        let samples = others.flat_map(|register| {
            register.samples().into_iter().zip(1..).map(move |(sample, number)| isms::Revision {
                register: register.name().into(),
                id: format!("{}-{number}", register.letters()).parse().unwrap(),
                revision: 1,
                version: 1,
                body: serde_json::json!({ "record": sample }).to_string(),
            })
        });
        isms::fold(isms, &samples.collect::<Vec<_>>()).unwrap()
    }

    #[test]
    fn every_view_says_what_its_tables_ask_for() {
        // Given records of every register,
        let isms = some_of_each();
        for view in ALL {
            // when a view is asked,
            let json = (view.json)(&isms, Date::constant(2027, 10, 31), &|_| true);
            // then each list is there, with the columns of its table in its first row.
            for list in view.lists.0 {
                let (key, inner) = list.key.split_once('.').map_or((list.key, None), |(key, inner)| (key, Some(inner)));
                assert!(json[key].is_array(), "{} has no list `{key}`", view.name);
                let first = json[key].get(0).unwrap_or_else(|| panic!("{}: `{key}` is empty", view.name));
                let row = inner.map_or(first.clone(), |inner| taking_over(first, inner)[0].clone());
                let missing = |column: &&&str| row.get(column.split('.').next().unwrap()).is_none();
                let missing: Vec<&&str> = list.columns.iter().filter(missing).collect();
                assert!(missing.is_empty(), "{}: {missing:?}", view.name);
            }
        }
    }
}

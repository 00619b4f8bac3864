//! The views by name: what each says in JSON, and what it says as tables. API, command line and pages share this list.

use formats::Table;
use isms::{
    Id, Isms,
    views::{findings, overdue, risks, soa},
};
use jiff::civil::Date;
use recorder::{NotRecorded, Reader};
use serde_json::Value;

use crate::table::table;

/// A view that needs nothing but a day.
pub struct View {
    /// Its word in paths and on the command line.
    pub name: &'static str,
    /// What it shows, in a line.
    pub help: &'static str,
    /// Its answer to programs.
    json: fn(&Isms, Date, &dyn Fn(Id) -> bool) -> Value,
    /// Its lists, the main one first.
    lists: &'static [List],
}

/// A list in the answer of a view, as a table shows it.
struct List {
    /// Its key.
    key: &'static str,
    /// The keys of its rows that become columns, as dotted paths.
    columns: &'static [&'static str],
}

/// All of them.
pub static ALL: &[View] = &[
    View {
        name: "soa",
        help: "The Statement of Applicability: every control, whether it applies and why, and how far it is",
        json: soa::json,
        lists: &[
            List {
                key: "controls",
                columns: &[
                    "id", "title", "theme", "applicability", "reasons", "justification", "implementation", "planned_for",
                    "owner", "how", "described_in", "evidence",
                ],
            },
            List { key: "findings", columns: FINDING },
        ],
    },
    View {
        name: "risks",
        help: "The risk register, each rating judged by your criteria",
        json: risks::json,
        lists: &[
            List {
                key: "risks",
                columns: &[
                    "id", "reference", "title", "owner", "inherent.score", "inherent.level", "current.score",
                    "current.level", "residual.score", "residual.level", "status", "option", "due", "acceptance.state",
                    "assets", "existing_controls", "planned_controls",
                ],
            },
            List { key: "findings", columns: FINDING },
        ],
    },
    View {
        name: "overdue",
        help: "What should have been done before the day, over all registers",
        json: overdue::json,
        lists: &[List { key: "items", columns: &["due", "register", "id", "reference", "title", "owner"] }],
    },
    View {
        name: "findings",
        help: "What the rules found, over all registers",
        json: |isms, today, sees| findings::json(isms, today, None, sees),
        lists: &[List { key: "findings", columns: FINDING }],
    },
];

const FINDING: &[&str] = &["register", "id", "rule", "severity", "message"];

/// The view of this name.
pub fn view(name: &str) -> Option<&'static View> {
    ALL.iter().find(|view| view.name == name)
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
        self.lists.iter().map(|list| table(list.key, list.columns, rows(json, list.key))).collect()
    }

    /// How much the view found that somebody should look at.
    pub fn found(&self, json: &Value) -> usize {
        ["findings", "items"].into_iter().map(|key| rows(json, key).len()).sum()
    }
}

fn rows<'a>(json: &'a Value, key: &str) -> &'a [Value] {
    json.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_view_says_what_its_tables_ask_for() {
        // Given a founded organisation,
        let organisation = isms::Organisation { name: "Northwind".into(), ..isms::Organisation::default() };
        let founded = isms::founding::found(&Isms::default(), organisation).unwrap();
        let isms = isms::fold(Isms::default(), &founded).unwrap();
        for view in ALL {
            // when a view is asked,
            let json = (view.json)(&isms, Date::constant(2026, 10, 31), &|_| true);
            // then each list is there, with the columns of its table in its first row.
            for list in view.lists {
                assert!(json[list.key].is_array(), "{} has no list `{}`", view.name, list.key);
                let missing = |column: &&str| json[list.key][0].get(column.split('.').next().unwrap()).is_none();
                let missing: Vec<&&str> = list.columns.iter().filter(|column| missing(column)).collect();
                assert!(rows(&json, list.key).is_empty() || missing.is_empty(), "{}: {missing:?}", view.name);
            }
        }
    }
}

//! The views as they are printed: the columns that fit on a sheet, in words.

use isms::label;
use recorder::Reader;
use reports::{Finding, Severity, TableReport};
use serde_json::Value;

use crate::{
    problem::Failed,
    statement::state_of,
    table::{at, number, words},
    views::View,
    words::{day, say},
    work::{self, Task},
};

/// How a view is printed.
struct Sheet {
    view: &'static str,
    title: &'static str,
    purpose: &'static str,
    /// After the record's number: dotted paths into its rows.
    columns: &'static [&'static str],
}

const SHEETS: [Sheet; 4] = [
    Sheet {
        view: "risks",
        title: "Risk register",
        purpose: "Clauses 6.1.2 and 8.2: the risks with their owners, weighed by the organisation's criteria.",
        columns: &[
            "title",
            "owner",
            "inherent.score",
            "current.score",
            "residual.score",
            "residual.level",
            "status",
            "option",
            "due",
            "planned_controls",
            "acceptance.state",
        ],
    },
    Sheet {
        view: "treatment",
        title: "Risk treatment plan",
        purpose: "Clauses 6.1.3 e and f and 8.3: what is done about each risk, by whom and by when; its owner approves the plan and accepts what is left.",
        columns: &[
            "title",
            "owner",
            "option",
            "current.score",
            "planned_controls",
            "actions",
            "due",
            "residual.score",
            "plan.state",
            "acceptance.state",
        ],
    },
    Sheet {
        view: "overdue",
        title: "What is overdue",
        purpose: "Clause 8.1: what was to be done before this day and is not.",
        columns: &["title", "register", "due", "owner"],
    },
    Sheet {
        view: "readiness",
        title: "Readiness",
        purpose: "Clauses 4 to 10: what our own rules find about each duty. They grade nobody: whether a requirement is met, an auditor says.",
        columns: &["duty", "stage", "finding", "severity", "message", "what_closes_it"],
    },
];

/// Columns whose words are choices of ours; all others hold what people typed, or records.
const CHOICES: [&str; 5] = ["status", "option", "register", "plan.state", "acceptance.state"];
/// The column that holds a day.
const DAY: &str = "due";

/// A view as PDF, from what it said to this reader.
///
/// # Errors
/// Where it is no view for paper, or its texts are longer than a PDF takes.
pub async fn print(reader: &Reader, view: &View, json: &Value) -> Result<Vec<u8>, Failed> {
    let sheet = SHEETS.iter().find(|sheet| sheet.view == view.name);
    let sheet = sheet.ok_or_else(|| Failed::BadRequest(format!("`{}` is not printed as PDF", view.name)))?;
    let columns = ["record"].iter().chain(sheet.columns);
    let report = TableReport {
        title: say(sheet.title).into(),
        purpose: say(sheet.purpose).into(),
        organisation: reader.organisation().0,
        as_of: reader.day.judged_on,
        columns: columns.map(|column| say(&label(&column.replace('.', " "))).to_owned()).collect(),
        rows: view.rows(json).iter().map(|row| cells(row, sheet.columns)).collect(),
        findings: at(json, "findings").as_array().into_iter().flatten().map(finding).collect(),
        ledger: state_of(reader),
    };
    work::print(Task::PrintTable, sheet.title, &report).await
}

/// The number that people know, then the columns.
fn cells(row: &Value, columns: &[&str]) -> Vec<String> {
    let cells = columns.iter().map(|column| in_words(column, at(row, column)));
    std::iter::once(number(row).unwrap_or_default()).chain(cells).collect()
}

/// As a table has it; a day as people write it, a choice without its hyphens, people without their numbers.
fn in_words(column: &str, value: &Value) -> String {
    match value {
        Value::String(text) if column == DAY => text.parse().map_or_else(|_| text.clone(), day),
        Value::String(text) if CHOICES.contains(&column) => text.replace('-', " "),
        Value::Object(link) if at(value, "id").as_str().is_some_and(|id| id.starts_with("P-")) => {
            link.get("title").map(words).unwrap_or_default()
        }
        Value::Array(items) => items.iter().map(number_of).collect::<Vec<_>>().join(", "),
        value => words(value),
    }
}

/// Several records are told by their numbers.
fn number_of(link: &Value) -> String {
    number(link).or_else(|| Some(at(link, "text").as_str()?.to_owned())).unwrap_or_else(|| words(link))
}

fn finding(found: &Value) -> Finding {
    let severity = if at(found, "severity") == "question" { Severity::Question } else { Severity::Fault };
    Finding { rule: words(at(found, "rule")), severity, message: words(at(found, "message")) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_choice_loses_its_hyphens_and_what_people_typed_nothing() {
        for (column, value, words) in [
            ("status", json!("in-treatment"), "in treatment"),
            ("acceptance.state", json!("not-asked"), "not asked"),
            ("register", json!("audit-findings"), "audit findings"),
            ("due", json!("2026-11-02"), "2 Nov 2026"),
            ("title", json!("cross-site"), "cross-site"),
            ("title", json!("2026-11-02"), "2026-11-02"),
            ("residual.level", json!("very-high"), "very-high"),
            ("residual.score", json!(12), "12"),
            ("owner", json!({ "id": "P-0001", "title": "Mara Quint" }), "Mara Quint"),
        ] {
            assert_eq!(in_words(column, &value), words, "{column}");
        }
    }

    #[test]
    fn each_choice_is_a_column_of_some_sheet() {
        let columns: Vec<&str> = SHEETS.iter().flat_map(|sheet| sheet.columns).copied().collect();
        assert!(CHOICES.iter().chain([&DAY]).all(|column| columns.contains(column)));
    }
}

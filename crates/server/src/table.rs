//! Tables of records and views: for workbooks and CSV files, and as text for a terminal.

use formats::{Table, Value as Cell};
use isms::{Id, annex_a, label};
use serde_json::Value;

/// The widest column in a terminal, in characters; what is longer is cut there, and whole in every other form.
const WIDEST: usize = 40;

/// A table of rows as programs see them. A column is a dotted path; a link reads as people call it.
pub fn table(name: &str, columns: &[&str], rows: &[Value]) -> Table {
    let row = |row: &Value| columns.iter().map(|column| cell(at(row, column))).collect();
    let title = |column: &&str| label(&column.replace('.', " "));
    Table { name: label(name), columns: columns.iter().map(title).collect(), rows: rows.iter().map(row).collect() }
}

/// The value at a dotted path, null where there is none.
pub fn at<'a>(row: &'a Value, path: &str) -> &'a Value {
    path.split('.').fold(row, |value, key| value.get(key).unwrap_or(&Value::Null))
}

fn cell(value: &Value) -> Cell {
    match value {
        Value::Null => Cell::Empty,
        Value::Bool(flag) => Cell::Flag(*flag),
        Value::Number(number) => number.as_f64().map_or(Cell::Empty, Cell::Number),
        Value::String(text) if text.parse::<jiff::civil::Date>().is_ok_and(|date| date.to_string() == *text) => {
            Cell::Date(text.clone())
        }
        value => Cell::from(words(value).as_str()),
    }
}

/// A value as a reader takes it: a link by what people call it, a list by commas, a group by its fields.
pub fn words(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(flag) => if *flag { "yes" } else { "no" }.into(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(words).filter(|item| !item.is_empty()).collect::<Vec<_>>().join(", "),
        Value::Object(fields) => match fields.get("title").or_else(|| fields.get("text")) {
            Some(title) => called(value, title),
            None => {
                let said = fields.iter().filter(|(_, value)| !value.is_null());
                said.map(|(name, value)| format!("{}: {}", name.replace('_', " "), words(value)))
                    .collect::<Vec<_>>()
                    .join(", ")
            }
        },
    }
}

/// `R-018 Laptop stolen`; what has no record of its own, such as a reason somebody typed, is its words alone.
fn called(link: &Value, title: &Value) -> String {
    let record = link.get("record").filter(|record| record.is_object()).unwrap_or(link);
    let title = title.as_str().unwrap_or_default();
    number(record).map_or_else(|| title.into(), |number| format!("{number} {title}").trim_end().into())
}

/// The number that people know a record by: their own, `A.5.15` for a control of Annex A, else its id.
pub fn number(record: &Value) -> Option<String> {
    let said = |key: &str| record.get(key).and_then(Value::as_str);
    let of = |id: &str| match id.parse::<Id>() {
        Ok(control) if annex_a::control(control).is_some() => annex_a::number(control),
        _ => id.to_owned(),
    };
    said("reference").map(str::to_owned).or_else(|| said("id").map(of))
}

/// The table as lines for a terminal; columns that are empty throughout are left out.
pub fn lines(table: &Table) -> String {
    if table.rows.is_empty() {
        return format!("{}: none.\n", table.name);
    }
    let rows: Vec<Vec<String>> = table.rows.iter().map(|row| row.iter().map(short).collect()).collect();
    let filled = |column: &usize| rows.iter().any(|row| row.get(*column).is_some_and(|cell| !cell.is_empty()));
    let columns: Vec<usize> = (0..table.columns.len()).filter(filled).collect();
    let width = |column: usize| {
        let cells = rows.iter().chain([&table.columns]).filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or_default()
    };
    let widths: Vec<(usize, usize)> = columns.into_iter().map(|column| (column, width(column))).collect();
    [&table.columns].into_iter().chain(&rows).map(|row| line(row, &widths)).collect()
}

fn line(row: &[String], widths: &[(usize, usize)]) -> String {
    let cell = |(column, width): &(usize, usize)| {
        let text = row.get(*column).map_or("", String::as_str);
        format!("{text:<width$}")
    };
    let line = widths.iter().map(cell).collect::<Vec<_>>().join("  ");
    format!("{}\n", line.trim_end())
}

/// A cell on one line. A control character could move the cursor, or colour what follows.
fn short(cell: &Cell) -> String {
    let plain: String =
        cell.text().chars().map(|c| if c.is_control() || isms::is_unseen(c) { ' ' } else { c }).collect();
    if plain.chars().count() <= WIDEST { plain } else { plain.chars().take(WIDEST - 1).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_read_as_people_call_them() {
        let owner = json!({ "id": "P-0003", "reference": "P003", "title": "Mara Quint" });
        let cases = [
            (json!(null), ""),
            (json!(true), "yes"),
            (json!(12), "12"),
            (owner.clone(), "P003 Mara Quint"),
            (json!([owner, { "text": "IT team" }]), "P003 Mara Quint, IT team"),
            (json!({ "id": "5.15", "reference": null, "title": "Access control" }), "A.5.15 Access control"),
            (json!({ "kind": "stated", "record": null, "text": "our policy" }), "our policy"),
            (
                json!({ "kind": "risk", "record": { "id": "R-0001", "reference": null }, "text": "Theft" }),
                "R-0001 Theft",
            ),
            (json!({ "likelihood": 3, "score": null, "why_so": "seen" }), "likelihood: 3, why so: seen"),
        ];
        for (value, expected) in cases {
            assert_eq!(words(&value), expected, "{value}");
        }
    }

    #[test]
    fn a_terminal_gets_lines_without_control_characters_or_empty_columns() {
        let rows = [
            json!({ "id": "A-1", "note": null, "title": "a\u{1b}[31mb" }),
            json!({ "id": "A-10000", "title": "x".repeat(50) }),
        ];
        let shown = lines(&table("assets", &["id", "note", "title"], &rows));
        let long = format!("{}…", "x".repeat(39));
        assert_eq!(shown, format!("Id       Title\nA-1      a [31mb\nA-10000  {long}\n"));
        assert_eq!(lines(&table("audit-findings", &["id"], &[])), "Audit findings: none.\n");
    }

    #[test]
    fn cells_keep_their_kind() {
        let cells = table("x", &["a.b", "due", "n"], &[json!({ "a": { "b": "=1+1" }, "due": "2026-10-31", "n": 4 })]);
        let expected = [Cell::Text("=1+1".into()), Cell::Date("2026-10-31".into()), Cell::Number(4.0)];
        assert_eq!(cells.rows, [expected.to_vec()]);
        assert_eq!(cells.columns, ["A b", "Due", "N"]);
    }
}

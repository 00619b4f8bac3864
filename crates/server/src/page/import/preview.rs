//! What would come of the files: each table with its register, its columns, its first rows, and what to know.

use axum::http::Uri;
use isms::{
    ALL, Description, Field, Kind,
    import::{Becomes, Choices, ColumnPlan, Confidence, Plan, SheetPlan},
};
use maud::{Markup, html};
use recorder::Reader;

use super::{choices::IN_NOTES, drop};
use crate::{
    app::App,
    importing,
    page::around,
    parts::{Icon, PageTitle, icon, once, page_title},
    problem::Failed,
    staged::Staged,
    words::{count, number, say, say_with},
};

/// Rows of a table shown as examples.
const EXAMPLES: usize = 3;
/// Problems of a table shown at once; all are told by the command line and stay in the import's record.
const PROBLEMS: usize = 25;

/// The page.
pub fn page(
    app: &App, reader: &Reader, uri: &Uri, number: &str, staged: &Staged, choices: &Choices,
) -> Result<Markup, Failed> {
    let plan = importing::plan(app, reader, &staged.sheets, choices)?;
    let title = say("Import");
    let body = html! {
        form.whole_page method="post" action={ "/import/" (number) } data-leave {
            (once())
            (head(&plan))
            section aria-labelledby="found" {
                h2 #found { (say("What was found")) }
                (overview(&plan))
            }
            section {
                h2 { (say("How each table is read")) }
                @for (at, sheet) in plan.sheets.iter().enumerate() { (table(at, sheet, &plan, choices)) }
                p.acts { button.plain { (say("Show again with these choices")) } }
            }
        }
        section {
            form.form method="post" action={ "/import/" (number) "/more" } enctype="multipart/form-data" data-leave {
                (drop(false))
                p.acts { button { (say("Add these files")) } }
            }
        }
    };
    Ok(around(app, reader, uri).page(title, &body))
}

fn head(plan: &Plan) -> Markup {
    let rows: usize = plan.sheets.iter().map(|sheet| sheet.rows.len()).sum();
    let open = plan.sheets.iter().filter(|sheet| sheet.confidence != Confidence::Certain).count();
    let under = html! {
        (count(plan.sheets.len(), "{count} table", "{count} tables")) ", " (count(rows, "{count} row", "{count} rows"))
        @if open > 0 { ", " a href="#found" { (count(open, "{count} question", "{count} questions")) } }
        ". " (say("Nothing is written until you say so; then it is one act, and it can be undone."))
    };
    let acts = html! {
        button name="import" value="yes" { (icon(Icon::Upload)) (count(rows, "Import {count} row", "Import {count} rows")) }
        a href="/import" { (say("Leave all")) }
    };
    page_title(&PageTitle { title: say("Import"), under: Some(under), acts: Some(acts), ..PageTitle::default() })
}

fn overview(plan: &Plan) -> Markup {
    html! {
        div.wide.holds_table {
            table.register {
                caption.unseen { (say("Files and what they become")) }
                thead { tr {
                    th.id scope="col" { span.unseen { (say("Number")) } }
                    th scope="col" { (say("File")) }
                    th.n.c2 scope="col" { (say("Rows")) }
                    th scope="col" { (say("Becomes")) }
                    @for words in ["New", "Changed", "Known", "Left out"] { th.n.c2 scope="col" { (say(words)) } }
                    th scope="col" { (say("Certain?")) }
                } }
                tbody { @for (at, sheet) in plan.sheets.iter().enumerate() { (line(at, sheet)) } }
            }
        }
    }
}

fn line(at: usize, sheet: &SheetPlan) -> Markup {
    let counts =
        [Becomes::Created, Becomes::Changed, Becomes::Unchanged, Becomes::Skipped].map(|what| sheet.count(what));
    html! {
        tr {
            td.id { (at + 1) }
            td { a.row href={ "#table_" (at) } { (name(sheet)) } }
            td.n.c2 { (number(sheet.rows.len())) }
            td { (becomes(sheet)) }
            @for count in counts { td.n.c2 { @if count > 0 { (number(usize::try_from(count).unwrap_or_default())) } @else { span.quiet { "0" } } } }
            td.tight { (certain(sheet)) }
        }
    }
}

fn name(sheet: &SheetPlan) -> String {
    sheet.sheet.as_ref().map_or(sheet.file.clone(), |name| format!("{}, {name}", sheet.file))
}

fn becomes(sheet: &SheetPlan) -> Markup {
    html! {
        @match described(sheet) {
            Some(register) => {
                (say(&register.label()))
                @if sheet.also_created > 0 { " " span.quiet { (say_with("and {count} by name", &[("count", &sheet.also_created)])) } }
            },
            None => span.quiet { (say("not recognised")) },
        }
    }
}

fn certain(sheet: &SheetPlan) -> Markup {
    html! {
        @match sheet.confidence {
            Confidence::Certain if sheet.problems.is_empty() => span.quiet { (say("yes")) },
            Confidence::Certain => (count(sheet.problems.len(), "{count} note", "{count} notes")),
            Confidence::Likely => b { (say("probably")) },
            Confidence::Uncertain => b { (say("please say")) },
        }
    }
}

fn described(sheet: &SheetPlan) -> Option<&'static Description> {
    Some(isms::register(sheet.register?)?.description())
}

fn table(at: usize, sheet: &SheetPlan, plan: &Plan, choices: &Choices) -> Markup {
    let chosen = choices.sheets.get(at);
    let asks = sheet.confidence != Confidence::Certain;
    html! {
        details.read_table id={ "table_" (at) } open[asks] {
            summary { b { (name(sheet)) } " " span.quiet { (becomes(sheet)) } }
            p.field {
                label for={ "s" (at) ".register" } { (say("What it is")) }
                (registers(at, sheet))
            }
            p.choices { label { input type="checkbox" name={ "s" (at) ".leave_out" } checked[chosen.is_some_and(|one| one.leave_out)]; " " (say("Leave it out")) } }
            p.field {
                label for={ "s" (at) ".header_row" } { (say("Row with the headings")) }
                input id={ "s" (at) ".header_row" } name={ "s" (at) ".header_row" } type="number" min="1" value=[sheet.header_row];
            }
            @if let Some(register) = described(sheet) { (columns(at, sheet, register)) (examples(sheet, plan, register)) }
            (problems(sheet))
        }
    }
}

fn registers(at: usize, sheet: &SheetPlan) -> Markup {
    let mut registers: Vec<_> = ALL
        .iter()
        .filter(|register| {
            !["accounts", "imports", "organisation", "applicability-statements"].contains(&register.name())
        })
        .collect();
    registers.sort_by_key(|register| !sheet.instead.contains(&register.name()));
    html! {
        select id={ "s" (at) ".register" } name={ "s" (at) ".register" } {
            option value="" { (say("find out")) }
            @for register in registers {
                option value=(register.name()) selected[sheet.register == Some(register.name())] { (say(&register.description().label())) }
            }
        }
    }
}

fn columns(at: usize, sheet: &SheetPlan, register: &Description) -> Markup {
    html! {
        table {
            caption { (say("Columns")) }
            thead { tr { th scope="col" { (say("In the file")) } th scope="col" { (say("Becomes")) } } }
            tbody { @for column in &sheet.columns { tr {
                th scope="row" { (column.header) }
                td { (column_choice(at, column, register)) @if column.confidence == Confidence::Likely { " " span.quiet { (say("probably")) } } }
            } } }
        }
    }
}

fn column_choice(at: usize, column: &ColumnPlan, register: &Description) -> Markup {
    let id = format!("s{at}.c{}", column.column);
    let is = |field: &str| column.field.as_deref() == Some(field);
    html! {
        select id=(id) name=(id) aria-label=(say_with("What the column {header} becomes", &[("header", &column.header)])) {
            option value=(IN_NOTES) selected[column.field.is_none()] { (say("kept in the notes")) }
            option value="reference" selected[is("reference")] { (say("Your own number")) }
            @for (field, label) in paths(&register.fields, "", "") { option value=(field) selected[is(&field)] { (label) } }
        }
    }
}

/// The fields of a register as dotted paths, groups opened once.
fn paths(fields: &[Field], path: &str, label: &str) -> Vec<(String, String)> {
    let one = |field: &Field| {
        let (path, label) = (format!("{path}{}", field.name), format!("{label}{}", field.label));
        match &field.kind {
            Kind::Group(inner) if !path.contains('.') => paths(inner, &format!("{path}."), &format!("{label}: ")),
            _ => vec![(path, label)],
        }
    };
    fields.iter().flat_map(one).collect()
}

fn examples(sheet: &SheetPlan, plan: &Plan, register: &Description) -> Markup {
    let shown = sheet.rows.iter().filter(|row| row.record.is_some()).take(EXAMPLES);
    html! {
        h3 { (say("The first rows")) }
        ul.plain_list { @for row in shown {
            @if let Some(held) = plan.record(row) {
                li { b { (held.called()) } " " (title(&held.body.record, register)) " " span.quiet { (say_with("row {row}", &[("row", &row.row)])) } }
            }
        } }
    }
}

fn title(record: &serde_json::Value, register: &Description) -> String {
    let column = register.face.columns.first().copied().unwrap_or_default();
    record.get(column).and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
}

fn problems(sheet: &SheetPlan) -> Markup {
    html! {
        @if !sheet.problems.is_empty() {
            h3 { (count(sheet.problems.len(), "{count} thing to know", "{count} things to know")) }
            ul {
                @for problem in sheet.problems.iter().take(PROBLEMS) {
                    li {
                        @if let Some(row) = problem.row { (say_with("Row {row}", &[("row", &row)])) ": " }
                        @if let Some(field) = &problem.field { (field) ": " }
                        (problem.message.to_string())
                    }
                }
                @if sheet.problems.len() > PROBLEMS { li.quiet { (say_with("and {more} more", &[("more", &(sheet.problems.len() - PROBLEMS))])) } }
            }
        }
    }
}

//! What would come of the files: each table with its register, its columns, its first rows, and what to know.

use axum::http::Uri;
use isms::{
    ALL, Description,
    import::{Becomes, Choices, Confidence, Plan, SheetPlan},
};
use maud::{Markup, html};
use recorder::Reader;

use super::{choices::shown_for, columns::columns, drop, notes};
use crate::{
    app::App,
    importing,
    page::{around, naming::Names},
    parts::{Icon, Kind, PageTitle, icon, on_rule, once, page_title},
    problem::Failed,
    staged::Staged,
    words::{count, number, say, say_with},
};

/// Rows of a table shown as examples.
const EXAMPLES: usize = 3;

/// The page.
pub fn page(
    app: &App, reader: &Reader, uri: &Uri, number: &str, staged: &Staged, choices: &Choices,
) -> Result<Markup, Failed> {
    let plan = importing::plan(app, reader, &staged.sheets, choices)?;
    let names = Names { reader, isms: reader.view()?, here: None };
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
                @for (at, sheet) in plan.sheets.iter().enumerate() { (table(&names, at, sheet, &plan, choices)) }
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
            td.id { (at + 1) @if sheet.count(Becomes::Skipped) > 0 { (on_rule(Kind::Fault)) } @else if sheet.confidence != Confidence::Certain { (on_rule(Kind::Question)) } }
            td { a.row href={ "#table_" (at) } { (name(sheet)) } }
            td.n.c2 { (number(sheet.rows.len())) }
            td { (becomes(sheet)) }
            @for (column, count) in counts.into_iter().enumerate() {
                td.n.c2 { (counted(count, column + 1 == counts.len())) }
            }
            td.tight { (certain(sheet)) }
        }
    }
}

/// A count of rows; those that are left out stand out.
fn counted(count: u32, left_out: bool) -> Markup {
    let words = number(usize::try_from(count).unwrap_or_default());
    html! {
        @match count {
            0 => span.quiet { "0" },
            _ if left_out => strong.left_out { (words) },
            _ => (words),
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
                @if sheet.register == Some("organisation") { (say("Risk criteria")) } @else { (say(&register.label())) }
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

fn table(names: &Names, at: usize, sheet: &SheetPlan, plan: &Plan, choices: &Choices) -> Markup {
    let chosen = choices.sheets.get(at);
    let left_out = sheet.count(Becomes::Skipped) > 0;
    let asks = sheet.confidence != Confidence::Certain;
    html! {
        details.read_table id={ "table_" (at) } open[asks || left_out] {
            summary { b { (name(sheet)) } " " span.quiet { (becomes(sheet)) } }
            (notes::left_out(names, sheet))
            (notes::to_know(names, sheet))
            p.field {
                label for={ "s" (at) ".register" } { (say("What it is")) }
                (registers(at, sheet))
            }
            p.choices { label { input type="checkbox" name={ "s" (at) ".leave_out" } checked[chosen.is_some_and(|one| one.leave_out)]; " " (say("Leave it out")) } }
            p.field {
                label for={ "s" (at) ".header_row" } { (say("Row with the headings")) }
                input id={ "s" (at) ".header_row" } name={ "s" (at) ".header_row" } type="number" min="1" value=[sheet.header_row];
            }
            @if let Some(register) = described(sheet).filter(|_| !sheet.columns.is_empty()) {
                input type="hidden" name={ "s" (at) ".shown_for" } value=(shown_for(sheet.register.unwrap_or_default(), sheet.header_row));
                (columns(at, sheet, register))
                (examples(sheet, plan, register))
            }
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

//! What would come of the files: each table with its register, its columns, its first rows, and what to know.

use axum::http::Uri;
use isms::{
    ALL, Description, Head, Refusal, annex_a,
    import::{Becomes, Choices, Confidence, Plan, SheetPlan},
};
use maud::{Markup, html};
use recorder::Reader;

use super::{choices::shown_for, columns::columns, drop, notes::Notes};
use crate::{
    app::App,
    importing,
    page::{around, form::sentence, naming::Names},
    parts::{Icon, Kind, PageTitle, icon, on_rule, once, page_title},
    problem::Failed,
    staged::Staged,
    words::{count, number, say, say_with},
};

/// Rows of a table shown as examples.
const EXAMPLES: usize = 3;

/// The page; after a refusal with what stood in the way.
pub fn page(
    app: &App, reader: &Reader, uri: &Uri, (number, staged): (&str, &Staged), refused: Option<&Refusal>,
) -> Result<Markup, Failed> {
    let choices = &staged.choices;
    let plan = importing::plan(app, reader, &staged.sheets, choices)?;
    let names = Names { reader, isms: reader.view()?, here: None };
    let title = say("Import");
    let body = html! {
        form.whole_page method="post" action={ "/import/" (number) } data-leave {
            (once())
            (head(&plan))
            @if let Some(refusal) = refused { (not_done(refusal)) }
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
    let left_out: u32 = plan.sheets.iter().map(|sheet| sheet.count(Becomes::Skipped)).sum();
    let come_in = rows.saturating_sub(usize::try_from(left_out).unwrap_or_default());
    let open = plan.sheets.iter().filter(|sheet| sheet.confidence != Confidence::Certain).count();
    let under = html! {
        (count(plan.sheets.len(), "{count} table", "{count} tables")) ", " (count(rows, "{count} row", "{count} rows"))
        @if open > 0 { ", " a href="#found" { (count(open, "{count} question", "{count} questions")) } }
        @if left_out > 0 { ", " strong.left_out { (count(rows - come_in, "{count} row left out", "{count} rows left out")) } }
        ". " (say("Nothing is written until you say so; then it is one act, and it can be taken back."))
    };
    let acts = html! {
        button name="import" value="yes" { (icon(Icon::Upload)) (count(come_in, "Import {count} row", "Import {count} rows")) }
        a href="/import" { (say("Leave all")) }
    };
    page_title(&PageTitle { title: say("Import"), under: Some(under), acts: Some(acts), ..PageTitle::default() })
}

/// What stood in the way; the tables below are where it is mended.
fn not_done(refusal: &Refusal) -> Markup {
    html! {
        div.error_summary role="alert" {
            h2 { (say("Nothing was brought in")) }
            @for reason in &refusal.reasons { p { a href="#found" { (sentence(reason)) } } }
        }
    }
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

/// What a table becomes: of the organisation an import takes its criteria alone.
pub fn label(register: &Description) -> String {
    if register.name == "organisation" { say("Risk criteria").into() } else { say(&register.label()).into() }
}

/// A count of rows; those that are left out stand out.
pub fn counted(count: u32, left_out: bool) -> Markup {
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
                (label(register))
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
    let register = described(sheet).filter(|_| !sheet.columns.is_empty());
    let asks = sheet.confidence != Confidence::Certain;
    let notes = Notes::of(names, sheet);
    html! {
        details.read_table id={ "table_" (at) } open[asks || left_out] {
            summary { b { (name(sheet)) } " " span.quiet { (becomes(sheet)) } }
            (notes.left_out())
            (notes.to_know())
            details.how_read open[asks] {
                summary { (say("How it is read, to be chosen otherwise")) }
            p.field {
                label for={ "s" (at) ".register" } { (say("What it is")) }
                (registers(at, sheet))
            }
            p.choices { label { input type="checkbox" name={ "s" (at) ".leave_out" } checked[chosen.is_some_and(|one| one.leave_out)]; " " (say("Leave it out")) } }
            p.field {
                label for={ "s" (at) ".header_row" } { (say("Row with the headings")) }
                input id={ "s" (at) ".header_row" } name={ "s" (at) ".header_row" } type="number" min="1" value=[sheet.header_row];
            }
            @if let Some(register) = register {
                input type="hidden" name={ "s" (at) ".shown_for" } value=(shown_for(sheet.register.unwrap_or_default(), sheet.header_row));
                (columns(at, sheet, register))
            }
            }
            @if register.is_some() && sheet.rows.iter().any(|row| row.record.is_some()) {
                (examples(sheet, plan))
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

fn examples(sheet: &SheetPlan, plan: &Plan) -> Markup {
    let shown = sheet.rows.iter().filter(|row| row.record.is_some()).take(EXAMPLES);
    html! {
        h3 { (say("The first rows")) }
        ul.plain_list { @for row in shown {
            @if let Some(head) = row.record.and_then(|id| isms::register_of(id)?.head(&plan.after, id)) {
                li { b { (called(&head)) } " " (head.title) " " span.quiet { (say_with("row {row}", &[("row", &row.row)])) } }
            }
        } }
    }
}

/// What a record is called that may be yet to be made.
fn called(head: &Head) -> String {
    annex_a::control(head.id).map_or_else(|| head.called(), |control| annex_a::number(control.id))
}

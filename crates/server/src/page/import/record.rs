//! The page of an import that was done: its files, what became of each table, what it wrote, and the way back.

use std::collections::BTreeMap;

use isms::{AnyRegister, Held, Id, Import, register_of, registers::imports::ImportedSheet};
use maud::{Markup, html};
use recorder::Revised;

use crate::{
    page::{
        history::revision_line,
        item::{Item, acts_but},
        naming::Names,
    },
    parts::{Kind, on_rule},
    words::{count, number, say},
};

use super::preview::{counted, label};

/// The place of the rows left out among the counts.
const LEFT_OUT: usize = 4;

/// The page; nothing where the record is none of an import, or the reader may open no views.
pub fn record(item: &Item, history: &[Revised]) -> Option<Markup> {
    let isms = item.here.reader.view().ok().filter(|_| item.is_import())?;
    let import = isms.imports().get(item.held.id)?;
    let names = Names { reader: &item.here.reader, isms, here: Some(item.held.id) };
    let files = item.register.description().field("files");
    let kept = item.held.body.record.get("files");
    Some(html! {
        (item.title())
        @if let Some(line) = revision_line(item, history) { (line) }
        @if let Some(why) = &item.held.body.withdrawn { (item.withdrawn(why)) }
        section aria-labelledby="files" {
            h2 #files { (say("The files, as they came")) }
            @if let Some((field, kept)) = files.zip(kept) { (item.shown.fact(field, kept, None)) }
        }
        section aria-labelledby="tables" {
            h2 #tables { (say("What became of their rows")) }
            (sheets(import))
        }
        section aria-labelledby="written" {
            h2 #written { (say("What it wrote")) }
            ul.plain_list {
                (written(&names, "{count} is new", "{count} are new", import.created.iter().map(|one| one.record.as_str())))
                (written(&names, "{count} changed", "{count} changed", import.changed.iter().map(|one| one.record.as_str())))
            }
        }
        @if item.here.is_today() { (acts_but(item, &[])) }
        (item.latest(history))
    })
}

/// What became of rows.
const COUNTS: [&str; 5] = ["Rows", "New", "Changed", "Known", "Left out"];

fn sheets(import: &Held<Import>) -> Markup {
    html! {
        div.wide.holds_table {
            table.register {
                caption.unseen { (say("Tables and what became of their rows")) }
                thead { tr {
                    th.id scope="col" { span.unseen { (say("Number")) } }
                    th scope="col" { (say("File")) }
                    th scope="col" { (say("Became")) }
                    @for words in COUNTS { th.n.c2 scope="col" { (say(words)) } }
                } }
                tbody { @for (at, sheet) in import.sheets.iter().enumerate() { (line(at, sheet)) } }
            }
        }
    }
}

fn line(at: usize, sheet: &ImportedSheet) -> Markup {
    let name = sheet.sheet.as_ref().map_or_else(|| sheet.file.clone(), |name| format!("{}, {name}", sheet.file));
    let register = sheet.register.as_deref().and_then(isms::register);
    let counts = [sheet.rows, sheet.created, sheet.changed, sheet.unchanged, sheet.skipped];
    html! {
        tr {
            td.id { (at + 1) @if sheet.skipped > 0 { (on_rule(Kind::Fault)) } }
            td { (name) span.also { (in_words(&counts)) } }
            td { @match register { Some(register) => (label(register.description())), None => span.quiet { (say("not recognised")) } } }
            @for (column, count) in counts.into_iter().enumerate() { td.n.c2 { (counted(count, column == LEFT_OUT)) } }
        }
    }
}

/// The counts in one line, where there is no room for their columns.
fn in_words(counts: &[u32; 5]) -> String {
    let some = COUNTS.iter().zip(counts).filter(|(_, count)| **count > 0);
    some.map(|(words, count)| {
        format!("{} {}", say(words).to_lowercase(), number(usize::try_from(*count).unwrap_or(usize::MAX)))
    })
    .collect::<Vec<_>>()
    .join(", ")
}

/// Register by register: how many, and the first of them.
fn written<'w>(names: &Names, one: &str, many: &str, records: impl Iterator<Item = &'w str>) -> Markup {
    let mut by_register: BTreeMap<&str, (&dyn AnyRegister, Vec<Id>)> = BTreeMap::new();
    for id in records.filter_map(|record| record.parse::<Id>().ok()) {
        if let Some(register) = register_of(id) {
            by_register.entry(register.name()).or_insert((register, vec![])).1.push(id);
        }
    }
    html! {
        @for (register, ids) in by_register.into_values() {
            li { span {
                b { (label(register.description())) } ": " (count(ids.len(), one, many)) ", "
                (names.records(&ids))
            } }
        }
    }
}

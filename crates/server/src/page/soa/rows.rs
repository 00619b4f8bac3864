//! The rows of the statement, theme by theme, with what the rules found beside each.

use isms::{
    annex_a::{self, Theme},
    controls::Implementation,
    views::soa::{Proof, Reason, Row, Soa, Standing},
};
use maud::{Markup, html};

use super::filter::{Filter, implementation_word};
use crate::{
    page::naming::Names,
    parts::{self, Ring},
    words::{count, day, say, say_with},
};

/// Cells right of the number.
const COLUMNS: usize = 6;

/// Draws the rows that the filter lets through.
pub fn table(names: &Names, soa: &Soa, filter: &Filter) -> Markup {
    let shown: Vec<&Row> =
        soa.rows.iter().filter(|row| names.reader.sees(row.control.id) && filter.takes(soa, row)).collect();
    if shown.is_empty() {
        return html! { p { (say("No control is like that.")) " " a href=(names.to("/soa")) { (say("Show all")) } } };
    }
    html! {
        div.wide.holds_table {
            table.register.statement {
                caption.unseen { (count(shown.len(), "{count} control by theme", "{count} controls by theme")) }
                thead {
                    tr {
                        th.id scope="col" { (say("Control")) }
                        th scope="col" { (say("Title")) }
                        th.c2 scope="col" { (say("Applies")) }
                        th.c2 scope="col" { (say("Reason")) }
                        th.c2 scope="col" { (say("Implemented")) }
                        th.c3 scope="col" { (say("Owner")) }
                        th.c3 scope="col" { (say("Evidence")) }
                    }
                }
                tbody {
                    @for theme in Theme::ALL {
                        (of_theme(names, soa, theme, &shown))
                    }
                }
            }
        }
    }
}

fn of_theme(names: &Names, soa: &Soa, theme: Theme, shown: &[&Row]) -> Markup {
    let rows: Vec<&Row> = shown.iter().copied().filter(|row| row.theme() == theme).collect();
    let apply = rows.iter().filter(|row| row.applies()).count();
    let how_many = count(rows.len(), "{count} control", "{count} controls");
    html! {
        @if !rows.is_empty() {
            tr.group {
                td.id { (chapter(theme)) }
                th colspan=(COLUMNS) scope="rowgroup" {
                    (say(title(theme))) " "
                    small { (say_with("{controls}, {apply} apply", &[("controls", &how_many), ("apply", &apply)])) }
                }
            }
            @for row in rows {
                (line(names, row, soa))
                (names.on(row.control.id).findings(soa.findings_on(row.control.id), |found| html! {
                    @for one in found { (parts::finding_beside(one, COLUMNS)) }
                }))
            }
        }
    }
}

/// What stands in the margin before a theme.
fn chapter(theme: Theme) -> &'static str {
    match theme {
        Theme::Organizational => "A.5",
        Theme::People => "A.6",
        Theme::Physical => "A.7",
        Theme::Technological => "A.8",
        Theme::Own => "",
    }
}

/// The heading of a theme.
pub fn title(theme: Theme) -> &'static str {
    match theme {
        Theme::Organizational => "Organizational controls",
        Theme::People => "People controls",
        Theme::Physical => "Physical controls",
        Theme::Technological => "Technological controls",
        Theme::Own => "Controls of our own",
    }
}

fn line(names: &Names, row: &Row, soa: &Soa) -> Markup {
    let control = row.control;
    let number = annex_a::number(control.id);
    let applies = row.applies();
    html! {
        tr id=(number) {
            td.id { (number) }
            td {
                a.row href=(names.href(control.id)) { (row.title()) }
                span.also { (in_short(row)) }
                (how(names, row))
            }
            td.c2.tight { (standing(row.standing)) }
            td.c2 { (reasons(names, row)) }
            td.c2.tight { @if applies { (implemented(row, soa)) @if control.body.proposed.is_some() { (parts::proposed("")) } } }
            td.c3 { @if applies { (names.owner(&control.owner)) } }
            td.c3 { @if applies { (evidence(names, &row.evidence)) } }
        }
    }
}

fn in_short(row: &Row) -> String {
    let how_far = say(implementation_label(row.control.implementation)).to_lowercase();
    match row.standing {
        Standing::NotApplicable => say("left out").into(),
        Standing::Undecided => say("undecided").into(),
        Standing::Applicable | Standing::Derived if row.reasons.iter().any(Reason::is_proposed) => {
            say_with("applies, for a reason that is only proposed; {how_far}", &[("how_far", &how_far)])
        }
        Standing::Applicable | Standing::Derived => say_with("applies, {how_far}", &[("how_far", &how_far)]),
    }
}

/// How it is done, and where that is described.
fn how(names: &Names, row: &Row) -> Markup {
    html! {
        @if !row.control.how.is_empty() { span.how { (*row.control.how) } }
        @if !row.described_in.is_empty() {
            span.how {
                (say("described in"))
                @for (at, document) in row.described_in.iter().enumerate() { @if at > 0 { "," } " " (names.link(document)) }
            }
        }
    }
}

/// Whether a control applies, in a word.
pub fn standing(standing: Standing) -> Markup {
    match standing {
        Standing::Applicable => html! { span.quiet { (say("applies")) } },
        Standing::Derived => html! { span.quiet { (say("applies")) br; small { (say("derived")) } } },
        Standing::NotApplicable => html! {
            span.state { svg viewBox="0 0 16 16" aria-hidden="true" { path d="M3 8h10" {} } b { (say("excluded")) } }
        },
        Standing::Undecided => html! { b { (say("undecided")) } },
    }
}

/// Why a control applies, kind by kind; or why it is left out.
pub fn reasons(names: &Names, row: &Row) -> Markup {
    let words = &row.control.justification;
    html! {
        @if !row.applies() {
            @if words.trim().is_empty() { span.quiet { (say("none recorded")) } } @else { span.reason { (**words) } }
        } @else if row.reasons.is_empty() {
            span.quiet { (say("none recorded")) }
        } @else {
            (records("risk", names, row.reasons.iter().filter(|one| matches!(one, Reason::Risk(_)))))
            (records("law", names, row.reasons.iter().filter(|one| matches!(one, Reason::Law(_)))))
            (records("contract", names, row.reasons.iter().filter(|one| matches!(one, Reason::Contract(_)))))
            @for reason in &row.reasons {
                @match reason {
                    Reason::Business(decision) => {
                        (parts::reason(say("business"), &html! {
                            (decision.reason) " "
                            span.quiet { @if let Some(by) = &decision.by { (names.link(by)) ", " } (day(decision.on)) }
                        }))
                    },
                    Reason::Stated(words) => { (parts::reason(say("stated"), &html! { (words) })) },
                    Reason::Risk(_) | Reason::Law(_) | Reason::Contract(_) => {},
                }
            }
        }
    }
}

/// Records of one kind share a line.
fn records<'r>(kind: &str, names: &Names, reasons: impl Iterator<Item = &'r Reason<'r>>) -> Markup {
    let reasons: Vec<&Reason> = reasons.collect();
    let ids: Vec<isms::Id> = reasons.iter().filter_map(|reason| reason.record()).collect();
    let only = reasons.iter().filter(|reason| reason.is_proposed()).count();
    let some = if only < ids.len() { count(only, "{count} of them", "{count} of them") } else { String::new() };
    html! {
        @if !ids.is_empty() {
            (parts::reason(say(kind), &html! { (names.records(&ids)) @if only > 0 { (parts::proposed(&some)) } }))
        }
    }
}

/// How far a control is, and by when the rest is to come.
pub fn implemented(row: &Row, soa: &Soa) -> Markup {
    let control = row.control;
    let open = control.implementation != Some(Implementation::Yes);
    html! {
        (how_far(control.implementation))
        @if let Some(date) = control.planned_for.filter(|_| open) {
            br; span.small { (say("by")) " " (parts::due(date, soa.today)) }
        }
    }
}

/// How far a control is: a ring that fills, and the word.
pub fn how_far(implementation: Option<Implementation>) -> Markup {
    let ring = match implementation {
        Some(Implementation::Yes) => Ring::Full,
        Some(Implementation::Partly) => Ring::Half,
        Some(Implementation::Planned) => Ring::Dashed,
        Some(Implementation::No) => Ring::Open,
        None => return html! { span.quiet { (say("not stated")) } },
    };
    parts::state(ring, say(implementation_word(implementation)))
}

fn implementation_label(implementation: Option<Implementation>) -> &'static str {
    match implementation {
        Some(Implementation::Yes) => "Implemented",
        Some(Implementation::Partly) => "Partly implemented",
        Some(Implementation::Planned) => "Planned",
        Some(Implementation::No) => "Not implemented",
        None => "Status not stated",
    }
}

/// Evidence that is only named stands in italics.
fn evidence(names: &Names, proofs: &[Proof]) -> Markup {
    html! {
        @if proofs.is_empty() { span.quiet { (say("none")) } }
        @for (at, proof) in proofs.iter().enumerate() {
            @if at > 0 { br; }
            @if proof.held { (names.link(&proof.link)) } @else { em { (names.link(&proof.link)) } }
        }
    }
}

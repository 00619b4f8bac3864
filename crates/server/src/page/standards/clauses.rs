//! The clauses of ISO/IEC 27001 in their order, each with what it asks for in a line.

use isms::standards::{Clause, clause_page, clauses};
use maud::{Markup, html};

use super::text::clause_path;
use crate::{
    page::naming::Names,
    words::{count, say},
};

/// All clauses.
pub fn list(names: &Names) -> Markup {
    html! {
        section aria-labelledby="clauses" {
            h2 #clauses { (say("Clauses")) " " small.quiet { (say("ISO/IEC 27001, all of them mandatory")) } }
            div.wide.holds_table {
                table.register.plain_table {
                    caption.unseen { (say("Clauses of ISO/IEC 27001")) }
                    thead { tr {
                        th.id scope="col" { (say("Clause")) }
                        th scope="col" { (say("What it asks for")) }
                        th.c2 scope="col" { (say("Duties")) }
                        th.c2 scope="col" { (say("In writing")) }
                    } }
                    // The items of 4.2 stand on the page of 4.2.
                    tbody { @for clause in clauses().filter(|clause| !clause.id.contains(' ')) { (line(names, clause)) } }
                }
            }
        }
    }
}

fn line(names: &Names, clause: &Clause) -> Markup {
    html! {
        @if clause.is_heading() {
            tr.group id={ "c" (clause.id) } {
                td.id { (clause.id) }
                th colspan="3" scope="rowgroup" { b { (clause.title) } " " small { (clause.in_a_line()) } }
            }
        } @else {
            tr id={ "c" (clause.id) } {
                td.id { (clause.id) }
                td { a.row href=(names.to(&clause_path(&clause.id))) { (clause.title) } " " span.also { (clause.in_a_line()) } }
                td.c2.tight { @if let Some(page) = clause_page(&clause.id) { (count(page.duties.len(), "{count} duty", "{count} duties")) } }
                td.c2.tight { @if clause.documented_information_required == "yes" { (say("asked for")) } @else { span.quiet { (say("not by name")) } } }
            }
        }
    }
}

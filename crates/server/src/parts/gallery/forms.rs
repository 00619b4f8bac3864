//! A form with an error, a stale edit, the place for files, signing in.

use maud::{Markup, html};

use super::super::*;

fn around<'a>(name: &'a str, label: &'a str, help: Option<&'a str>) -> Field<'a> {
    Field { name, label, help, error: None, is_optional: false }
}

pub fn edit() -> Markup {
    let unknown = html! { "Nothing has the code AST-901. Did you mean " button.bare name="asset" value="AST-068" { "AST-068 VPN gateway (break-glass)" } "?" };
    let asset = Field {
        error: Some(unknown),
        ..around("asset", "Asset", Some("For a risk by asset: what is exposed. Type a code or part of a name."))
    };
    let affects = Field { is_optional: true, ..around("affects", "Affects", None) };
    let part = |value, chosen| Choice { value, words: value, chosen };
    html! {
        (page_title(&PageTitle { number: Some("R-028"), title: "Intrusion through VPN gateway (break-glass)", under: Some(html! { "Edit the risk. Ratings and texts here; acceptance is an act of its own." }), ..PageTitle::default() }))
        (error_summary(&[Way::new("Asset: nothing has the code AST-901", "#asset")]))
        form.form action="/risks/R-0028" method="post" novalidate {
            (text(&around("title", "Title", Some("What could happen, to what. One line that a director understands.")), "text", "Intrusion through VPN gateway"))
            (picker(&asset, &Picker { register: "assets", value: "AST-901", title: None, many: false }))
            (picker(&around("controls", "Planned controls", None), &Picker { register: "controls", value: "A.8.5, A.6.3", title: None, many: true }))
            (picker(&around("owner", "Owner", Some("Who decides and signs. A person, not a team.")), &Picker { register: "people", value: "P-0118", title: Some("Ugo Priestley"), many: false }))
            (choice(&around("option", "Option", None), &[part("modify", true), part("avoid", false), part("share", false), part("retain", false)]))
            (choices(&affects, &[part("confidentiality", true), part("integrity", false), part("availability", false)]))
            (text(&around("due", "Treatment due", None), "date", "2027-01-03"))
            (text_area(&Field { is_optional: true, ..around("reason", "Why this change", Some("Stands in the history beside your name.")) }, ""))
            p.acts { button { "Save R-028" } a href="/risks" { "Leave without saving" } }
        }
        section aria-labelledby="stale" {
            h2 #stale { "When somebody saved first" }
            p { "Dario Castellan saved revision 3 while you were writing. One field differs in both. Choose, then save again; nothing of yours is lost." }
            form action="/risks/R-0028" method="post" {
                (both_versions("Dario Castellan", &[
                    Versions { name: "due", label: "Treatment due", opened: "3 Jan 2027", theirs: "31 Jan 2027", yours: "15 Dec 2026" },
                    Versions { name: "threat", label: "Threat", opened: "", theirs: "External attacker", yours: "" },
                ]))
                p.acts { button { "Save with these choices" } a href="/risks" { "Keep theirs, drop mine" } }
            }
        }
    }
}

pub fn import() -> Markup {
    html! {
        (page_title(&PageTitle { title: "Import", under: Some(html! { "Nothing is written until you say so; then it is one act, and it can be undone." }), ..PageTitle::default() }))
        form action="/import" method="post" enctype="multipart/form-data" {
            (drop_files(&DropFiles { name: "files", label: "Drop your spreadsheets here", help: "Workbooks and CSV files, in any order: assets, risks, controls, people.", accept: ".xlsx,.csv", is_large: true }))
            p.acts { button { (icon(Icon::Upload)) "Read the files" } }
        }
    }
}

pub fn sign_in() -> Markup {
    let wrong = html! { "E-mail and password do not belong together. Four tries left in this hour." };
    html! {
        h1.unseen { "Sign in" }
        form.form action="/sign-in" method="post" {
            (text(&around("email", "E-mail", None), "email", "willa.fairbairn@example.com"))
            (text(&Field { error: Some(wrong), ..around("password", "Password", None) }, "password", ""))
            p.acts { button { "Sign in" } a href="/sign-in/link" { "Use a one-time link" } }
        }
        p.quiet.small { "Northwind Analytics Ltd. First time here? Ask whoever looks after Castellan for a link; it works once, for an hour." }
    }
}

//! Where the pages of clauses and controls lead into the library.

use maud::{Markup, html};

use crate::{page::naming::Names, words::say};

/// The pages of the library that help with a clause (`9.1`) or a control (`A.5.9`).
pub fn in_the_library(names: &Names, about: &str) -> Markup {
    let pages: &[(&str, &str)] = match about {
        "5.3" | "7.2" | "A.5.2" => &[("/standards/roles", "Roles, with what each does and must be able to do")],
        "6.1.2" => &[("/standards/risks", "Risks that many have"), ("/standards/asset-types", "Types of assets")],
        "9.1" => &[("/standards/measures", "Measures that many take")],
        "A.5.9" => &[("/standards/asset-types", "Types of assets, with questions that find the forgotten ones")],
        _ => &[],
    };
    html! {
        @if !pages.is_empty() {
            h3 { (say("In the library")) }
            ul.dots { @for (path, words) in pages { li { a href=(names.to(path)) { (say(words)) } } } }
        }
    }
}

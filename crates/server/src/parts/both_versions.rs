//! A stale edit: what one opened, what somebody saved since, what one wrote; chosen field by field.

use maud::{Markup, html};

use crate::words::{say, say_with};

/// One field in its three versions, as words.
pub struct Versions<'a> {
    pub name: &'a str,
    pub label: &'a str,
    pub opened: &'a str,
    pub theirs: &'a str,
    pub yours: &'a str,
}

/// Draws the choice inside a form; each field that differs in both posts `keep.NAME` as `theirs` or `yours`.
pub fn both_versions(saved_by: &str, fields: &[Versions]) -> Markup {
    html! {
        table.both_versions {
            caption.unseen { (say("What differs, field by field")) }
            thead {
                tr {
                    th scope="col" { (say("Field")) }
                    th scope="col" { (say("You opened")) }
                    th scope="col" { (say_with("{name} saved", &[("name", &saved_by)])) }
                    th scope="col" { (say("You wrote")) }
                }
            }
            tbody { @for field in fields { (row(field)) } }
        }
    }
}

fn row(field: &Versions) -> Markup {
    let choose = field.theirs != field.opened && field.yours != field.opened && field.theirs != field.yours;
    html! {
        tr {
            th scope="row" { (field.label) }
            @if choose {
                td { del { (shown(field.opened)) } }
                td { (choice(field, "theirs", field.theirs)) }
                td { (choice(field, "yours", field.yours)) }
            } @else {
                td { (shown(field.opened)) }
                td { (changed(field.opened, field.theirs)) }
                td { (changed(field.opened, field.yours)) }
            }
        }
    }
}

fn choice(field: &Versions, which: &str, value: &str) -> Markup {
    html! {
        label {
            input type="radio" name={ "keep." (field.name) } value=(which) checked[which == "yours"];
            " " (shown(value))
        }
    }
}

fn changed(opened: &str, value: &str) -> Markup {
    html! { @if value == opened { span.quiet { (say("same")) } } @else { (shown(value)) } }
}

fn shown(value: &str) -> &str {
    if value.is_empty() { say("nothing") } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choices(opened: &str, theirs: &str, yours: &str) -> usize {
        let fields = [Versions { name: "due", label: "Due", opened, theirs, yours }];
        both_versions("Dario", &fields).into_string().matches("type=\"radio\"").count()
    }

    #[test]
    fn only_what_both_changed_differently_is_a_choice() {
        assert_eq!(choices("1", "2", "3"), 2);
        assert_eq!(choices("1", "1", "3"), 0);
        assert_eq!(choices("1", "2", "1"), 0);
        assert_eq!(choices("1", "2", "2"), 0);
    }
}

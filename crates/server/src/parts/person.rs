//! A person in a row: the name, and in words whether one can reach them.

use jiff::civil::Date;
use maud::{Markup, html};

use crate::words::{day, say, say_with};

/// Who stands in a field for a person.
pub enum Person<'a> {
    Here {
        name: &'a str,
        href: &'a str,
    },
    OnLeave {
        name: &'a str,
        href: &'a str,
    },
    /// Left, and when, where that is known.
    Left {
        name: &'a str,
        href: &'a str,
        on: Option<Date>,
    },
    /// A role, a team, or a name that belongs to nobody known: kept as it was written.
    Words(&'a str),
    Nobody,
}

/// Draws a person.
pub fn person(person: &Person) -> Markup {
    match *person {
        Person::Here { name, href } => link(name, href),
        Person::OnLeave { name, href } => html! { (link(name, href)) " " span.away { (say("on leave")) } },
        Person::Left { name, href, on } => html! {
            (link(name, href)) " "
            span.gone {
                @match on {
                    Some(on) => (say_with("left {day}", &[("day", &day(on))])),
                    None => (say("left")),
                }
            }
        },
        Person::Words(words) => html! { (words) " " span.away { (say("no person named")) } },
        Person::Nobody => html! { span.nobody { (say("nobody")) } },
    }
}

fn link(name: &str, href: &str) -> Markup {
    html! { a.person href=(href) { (name) } }
}

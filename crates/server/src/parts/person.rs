//! A person in a row: the name, and in words whether one can reach them.

use jiff::civil::Date;
use maud::{Markup, html};

use crate::words::{day, say, say_with};

/// Who stands in a field for a person; without an address where the reader may not open their record.
pub enum Person<'a> {
    Here {
        name: &'a str,
        href: Option<&'a str>,
    },
    OnLeave {
        name: &'a str,
        href: Option<&'a str>,
    },
    /// Left, and when, where that is known.
    Left {
        name: &'a str,
        href: Option<&'a str>,
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

fn link(name: &str, href: Option<&str>) -> Markup {
    html! { @if let Some(href) = href { a.person href=(href) { (name) } } @else { span.person { (name) } } }
}

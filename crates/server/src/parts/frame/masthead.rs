//! The masthead: mark, organisation, search, the day the page shows, the person.

use maud::{Markup, html};

use super::Frame;
use crate::parts::as_of::hidden;
use crate::parts::{Icon, day, icon};
use crate::words::say;

/// Who is signed in.
pub struct SignedIn {
    pub name: String,
    /// The account's own page.
    pub href: String,
}

/// Draws the masthead and what opens under it.
pub fn masthead(frame: &Frame) -> Markup {
    html! {
        header.masthead {
            a.mark href="/" { (mark()) "Castellan" }
            span.organisation { (frame.organisation) }
            (search())
            button.bare.day popovertarget="another_date" {
                @match &frame.as_of {
                    Some(as_of) => { (say("As of")) " " (day(as_of.date)) },
                    None => { span.today_word { (say("Today,")) " " } (day(frame.today)) },
                }
            }
            button.bare.person popovertarget="person_menu" { (frame.signed_in.name) }
            button.plain.open_contents popovertarget="contents" { (icon(Icon::Menu)) (say("Contents")) }
            (another_date(frame))
            (person_menu(&frame.signed_in))
        }
    }
}

/// The mark: a gate with battlements.
pub fn mark() -> Markup {
    html! {
        svg viewBox="0 0 24 24" aria-hidden="true" {
            path d="M3.5 21.5v-17h4v3.5h2.6V4.5h3.8V8h2.6V4.5h4v17M10.4 12v9.5M13.6 12v9.5" {}
        }
    }
}

fn search() -> Markup {
    html! {
        form.search role="search" action="/search" {
            label.unseen for="search" { (say("Search")) }
            input #search name="q" type="search" placeholder=(say("Search")) autocomplete="off";
            kbd aria-hidden="true" { "/" }
        }
    }
}

fn another_date(frame: &Frame) -> Markup {
    let shown = frame.as_of.as_ref().map_or(frame.today, |as_of| as_of.date);
    html! {
        form #another_date.under_masthead popover action=(frame.address) {
            (hidden(&frame.query))
            label for="another_day" { (say("As of another date")) }
            p.quiet.small #another_day_help {
                (say("This page as it was recorded by the end of that day, with due dates judged on it."))
            }
            p.acts {
                input #another_day name="as_of" type="date" value=(shown) required aria-describedby="another_day_help";
                button { (say("Show")) }
            }
        }
    }
}

fn person_menu(person: &SignedIn) -> Markup {
    html! {
        div #person_menu.under_masthead popover {
            p { b { (person.name) } }
            ul {
                li { a href=(person.href) { (say("Account")) } }
                li.needs_script { button.bare type="button" data-opens="keys" { (say("Keyboard")) } }
                li.theme {
                    @for (theme, words) in [("light", "Light"), ("dark", "Dark"), ("system", "As the system")] {
                        button.bare type="button" data-set-theme=(theme) { (say(words)) }
                    }
                }
            }
            form action="/sign-out" method="post" {
                button.plain { (say("Sign out")) }
            }
        }
    }
}

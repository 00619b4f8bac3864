//! What happened, told in words: who did what to which record; and what time did.

use isms::views::changed::{Became, Passed};
use jiff::civil::Date;
use maud::{Markup, html};
use recorder::{RecordedAct, Via};

use super::naming::Names;
use crate::{
    parts::Event,
    words::{count, long_day, say, say_with},
};

/// What somebody did, before the record it was done to: `set-back` reads *set back*.
pub fn act_word(act: &str) -> String {
    match act {
        "plan-approved" => say("approved the plan of").into(),
        "treatment-planned" => say("planned the treatment of").into(),
        "begun" => say("had first records proposed for").into(),
        "granted" => say("granted roles to").into(),
        "withdrawn" => say("withdrew").into(),
        other => say(other).replace('-', " "),
    }
}

/// Who acted: the person behind the account, else what made it.
pub fn who(names: &Names, act: &RecordedAct) -> Markup {
    let account = act.entry.by.parse().ok().and_then(|id| names.isms.accounts().get(id));
    match account.and_then(|account| account.person.as_ref()?.id()) {
        Some(person) => names.record(person),
        None => html! { (names.reader.actor(&act.entry.by)) },
    }
}

/// What was done, and to what: `accepted R-016 Loss of …`.
pub fn what(names: &Names, act: &RecordedAct) -> Markup {
    let entry = &act.entry;
    let on = entry.on.as_ref().and_then(|on| on.id.parse().ok());
    let many = usize::try_from(entry.changes.count).unwrap_or_default();
    html! {
        b { (act_word(&entry.act)) } " "
        @match on {
            Some(id) => { (names.record(id)) " " span.quiet { (title(names, id)) } },
            None => { (count(many, "{count} record", "{count} records")) },
        }
        @if on.is_some() && many > 1 { " " span.quiet { (count(many - 1, "and {count} other record", "and {count} other records")) } }
        @if let Some(reason) = reason(act) { " " span.quiet { "“" (reason) "”" } }
        @if entry.via == Via::Import { " " span.quiet { (say("by import")) } }
    }
}

fn title(names: &Names, id: isms::Id) -> String {
    let title = names.reader.head(id).map(|head| head.title).unwrap_or_default();
    match id.letters() {
        "P" | "ACC" => String::new(),
        "SOA" => say_with("version {version} of the Statement of Applicability", &[("version", &title)]),
        _ => title,
    }
}

/// The reason that was given, if the reader may see what it is about.
pub fn reason(act: &RecordedAct) -> Option<&str> {
    let words = act.words.as_ref()?;
    let reason = words.get("reason").or_else(|| words.get("fields")?.get("reason"))?;
    reason.as_str().filter(|reason| !reason.trim().is_empty())
}

/// An entry as an event.
pub fn done(names: &Names, act: &RecordedAct) -> Event {
    let on = act.entry.at.to_zoned(names.isms.time_zone()).date();
    Event { entry: Some(act.entry.seq), on, what: html! { (who(names, act)) " " (what(names, act)) } }
}

/// What time did, as an event.
pub fn passed(names: &Names, passed: &Passed) -> Event {
    let last: Date = passed.on.yesterday().unwrap_or(passed.on);
    let what = match passed.became {
        Became::Overdue => {
            html! { (names.record(passed.id)) " " (say("became overdue: it was due on")) " " (long_day(last)) }
        }
        Became::ReviewLapsed => {
            html! { (names.record(passed.id)) " " (say("was to be looked at again by")) " " (long_day(last)) }
        }
    };
    Event { entry: None, on: passed.on, what }
}

/// Events in order, the latest first; on one day what people did comes before what time did.
pub fn in_order(mut events: Vec<Event>, at_most: usize) -> Vec<Event> {
    events.sort_by_key(|event| std::cmp::Reverse((event.on, event.entry)));
    events.truncate(at_most);
    events
}

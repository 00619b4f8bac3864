//! What the rules found about a record, at its head, each with the link that mends it.

use isms::{
    Id,
    views::{
        self, Severity,
        finding::Way as MendWay,
        sentence::{Part, RESTRICTED},
    },
};
use maud::{Markup, html};

use super::Item;
use crate::{
    page::shown::{Shown, called},
    parts::{Finding, Kind, Way, findings_at_head},
    words,
};

/// Records a sentence names one by one.
const NAMED: usize = 5;

/// The findings on this record.
pub fn at_head(item: &Item) -> Markup {
    let Ok(isms) = item.here.reader.view() else { return Markup::default() };
    let all = views::findings(isms, item.shown.today, Some(item.register.name()));
    let mine: Vec<views::Finding> = all.into_iter().filter(|one| one.on == item.held.id).collect();
    let hrefs: Vec<String> = mine.iter().map(|one| mend_href(one)).collect();
    let drawn: Vec<Finding> = mine
        .iter()
        .zip(&hrefs)
        .map(|(one, href)| Finding {
            kind: if one.rule.severity == Severity::Fault { Kind::Fault } else { Kind::Question },
            said: said(&item.shown, one),
            mend: item.here.is_today().then(|| Way::new(words::say(one.rule.mend.words), href)),
            rule: one.rule.name,
        })
        .collect();
    findings_at_head(&drawn)
}

/// Where a finding is mended.
fn mend_href(finding: &views::Finding) -> String {
    let register = isms::register_of(finding.on).map_or("", |register| register.name());
    match finding.rule.mend.to {
        MendWay::Field(field) => format!("/{register}/{}/edit#{field}", finding.on),
        MendWay::Act(act) => format!("/{register}/{}/{act}", finding.on),
        MendWay::Register(name) => format!("/{name}"),
    }
}

/// The sentence, its records as links.
fn said(shown: &Shown, finding: &views::Finding) -> Markup {
    let mut rest = words::say(finding.sentence.key);
    let mut parts = Vec::new();
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        let part = finding.sentence.with.iter().find(|(known, _)| *known == name).map(|(_, part)| part);
        parts.push(html! { (before) @if let Some(part) = part { (written(shown, part)) } });
        rest = after;
    }
    html! { @for part in parts { (part) } (rest) "." }
}

fn written(shown: &Shown, part: &Part) -> Markup {
    match part {
        Part::Text(text) => html! { (text) },
        Part::Day(day) => crate::parts::long_day(*day),
        Part::Records(ids) => html! {
            @for (at, id) in ids.iter().take(NAMED).enumerate() { @if at > 0 { ", " } (record(shown, *id)) }
            @if ids.len() > NAMED { " (+" (ids.len() - NAMED) ")" }
        },
    }
}

fn record(shown: &Shown, id: Id) -> Markup {
    match shown.reader.head(id) {
        Some(head) if id.letters() == "P" => html! { a.person href=(shown.href(id)) { (head.title) } },
        Some(head) => html! { a.reference href=(shown.href(id)) { (called(&head)) } },
        None => html! { (RESTRICTED) },
    }
}

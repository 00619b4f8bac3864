//! The page of one risk: its way over the map, what is done about it, and who carries what is left.

mod acceptance;
mod rating;
mod treatment;

use isms::views::{
    finding::Way as To,
    risks::{RiskView, Row, risk},
};
use maud::{Markup, html};
use recorder::Revised;

use super::{
    history::revision_line,
    item::{Item, acts_but, named_by, notes},
    naming::Names,
};
use crate::{
    parts::{self, Finding, Kind, Way},
    words::{long_day, say},
};

/// Fields that have a place of their own on this page, or are the title.
const ELSEWHERE: [&str; 11] = [
    "title",
    "inherent",
    "current",
    "residual",
    "existing_controls",
    "option",
    "planned_controls",
    "due",
    "acceptances",
    "plan_approved",
    "status",
];

/// The page of a risk; none for other records, and for those who may not open views.
pub fn page(item: &Item, history: &[Revised]) -> Option<Markup> {
    let reader = &item.here.reader;
    let isms = reader.view().ok().filter(|_| item.register.name() == "risks")?;
    let view = risk(isms, item.held.id, reader.day.judged_on)?;
    let row = view.rows.first()?;
    let names = Names { reader, isms, here: Some(item.held.id) };
    let on = OnRisk { item, names, view: &view, row };
    Some(html! {
        (item.title())
        @if let Some(line) = revision_line(item, history) { (line) }
        @if let Some(why) = &item.held.body.withdrawn { (item.withdrawn(why)) }
        (item.proposed())
        (on.findings())
        (rating::section(&on))
        (on.about())
        (treatment::section(&on))
        (acceptance::section(&on))
        (named_by(item))
        (notes(item))
        @if item.here.is_today() { (acts_but(item, &["accepted", "plan-approved"])) }
        (item.latest(history))
    })
}

/// A risk with all that its page is drawn from.
pub struct OnRisk<'a> {
    pub item: &'a Item<'a>,
    pub names: Names<'a>,
    pub view: &'a RiskView<'a>,
    pub row: &'a Row<'a>,
}

impl OnRisk<'_> {
    /// What the rules found, and whether the treatment or the next assessment is late.
    fn findings(&self) -> Markup {
        html! {
            (self.late())
            (self.names.findings(&self.view.findings, parts::findings_at_head))
        }
    }

    fn late(&self) -> Markup {
        let (risk, today) = (self.row.risk, self.names.reader.day.judged_on);
        let lines = [
            (risk.to_be_treated(), say("Treatment was due on"), say("Set a new date with a reason"), To::Field("due")),
            (risk.to_be_assessed(), say("The next assessment was due on"), say("Assess it"), To::Act("assessed")),
        ];
        let late = lines.into_iter().filter_map(|(due, words, mend, to)| {
            let due = due.filter(|due| *due < today)?;
            let said = html! { (words) " " (long_day(due)) ", " (parts::ago(due, today)) "." };
            Some((said, mend, self.names.way(risk.id, to)))
        });
        let late: Vec<(Markup, &str, Option<String>)> = late.collect();
        let found = late.iter().map(|(said, mend, href)| Finding {
            kind: Kind::Fault,
            said: said.clone(),
            mend: href.as_ref().map(|href| Way::new(mend, href)),
            rule: "overdue",
        });
        parts::findings_at_head(&found.collect::<Vec<_>>())
    }

    /// What it is about: the fields that have no place of their own.
    fn about(&self) -> Markup {
        let described = self.item.register.description();
        let record = &self.item.held.body.record;
        let fields = described.fields.iter().filter(|field| !ELSEWHERE.contains(&field.name.as_str()));
        let null = serde_json::Value::Null;
        let fact = |field: &isms::Field| self.item.shown.fact(field, record.get(&field.name).unwrap_or(&null), None);
        let lines: Vec<(&str, Markup)> = fields.map(|field| (say(&field.label), fact(field))).collect();
        html! {
            section aria-labelledby="about" {
                h2 #about { (say("What it is about")) }
                (parts::facts(std::iter::once((say("Status"), super::risks::status(self.row))).chain(lines)))
            }
        }
    }
}

//! The page of one risk: its way over the map, what is done about it, and who carries what is left.

mod acceptance;
mod rating;
mod treatment;

use isms::{
    risks::Status,
    views::risks::{RiskView, Row, risk},
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
    /// What the rules found, and whether the treatment is late.
    fn findings(&self) -> Markup {
        html! {
            (self.late())
            (self.names.findings(&self.view.findings, parts::findings_at_head))
        }
    }

    fn late(&self) -> Markup {
        let (risk, today) = (self.row.risk, self.names.reader.day.judged_on);
        let due = risk.due.filter(|due| *due < today);
        let open = !matches!(risk.status, Status::Treated | Status::Accepted | Status::Closed);
        let Some(due) = due.filter(|_| open) else { return Markup::default() };
        let edit = self.item.path("/edit#due");
        let mend = self.item.may("edited").then(|| Way::new(say("Set a new date with a reason"), &edit));
        let said = html! { (say("Treatment was due on")) " " (long_day(due)) ", " (parts::ago(due, today)) "." };
        parts::findings_at_head(&[Finding { kind: Kind::Fault, said, mend, rule: "overdue" }])
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

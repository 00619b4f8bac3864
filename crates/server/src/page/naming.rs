//! How pages name records: by the number people know, as a link, and only to those who may see them.

use axum::response::Response;
use isms::{
    Id, Isms, Link, Person, To, annex_a,
    people::Presence,
    register_of,
    views::{
        finding::{Finding, Severity, Way},
        sentence::{self, Part, RESTRICTED, Sentence},
        target::Target,
    },
};
use maud::{Markup, html};
use recorder::{Action, Reader};

use super::around::with_day;
use crate::{
    parts,
    problem::Failed,
    words::{count, day, say},
};

/// So many records a sentence names one by one; the list of the finding's records holds all.
const NAMED: usize = 5;

/// Names records for one reader.
#[derive(Clone, Copy)]
pub struct Names<'a> {
    pub reader: &'a Reader,
    pub isms: &'a Isms,
    /// The record that is being spoken of: it is named, and not linked to.
    pub here: Option<Id>,
}

/// What a page answers when it cannot be shown.
pub fn no(error: impl Into<Failed>) -> Response {
    error.into().into_page()
}

impl<'a> Names<'a> {
    /// The names of this reader's picture; refused to those who may not open views.
    pub fn of(reader: &'a Reader) -> Result<Names<'a>, Response> {
        Ok(Names { reader, isms: reader.view().map_err(no)?, here: None })
    }

    /// The same, where one record is spoken of.
    pub fn on(self, here: Id) -> Names<'a> {
        Names { here: Some(here), ..self }
    }

    /// Whether the page may offer acts: it shows today.
    pub fn is_today(&self) -> bool {
        self.reader.day.as_of.is_none()
    }

    /// An address of ours that stays on the day looked at.
    pub fn to(&self, href: &str) -> String {
        with_day(self.reader, href)
    }

    /// Where a record's page is, on the day looked at.
    pub fn href(&self, id: Id) -> String {
        self.to(&path(id))
    }

    /// What a record is called in text: `R-016`, `A.5.15`.
    pub fn called(&self, id: Id) -> String {
        match (annex_a::control(id), self.reader.head(id)) {
            (Some(_), _) => annex_a::number(id),
            (None, Some(head)) => head.called(),
            (None, None) => say(RESTRICTED).into(),
        }
    }

    /// A record's number as a link.
    pub fn record(&self, id: Id) -> Markup {
        if !self.reader.sees_name(id) {
            return html! { span.quiet { (say(RESTRICTED)) } };
        }
        if self.here == Some(id) {
            return html! { (self.called(id)) };
        }
        match id.letters() {
            "P" => self.known_person(id),
            letters if letters.ends_with('.') || letters == "X" => {
                parts::control_number(&self.called(id), &self.href(id))
            }
            _ => parts::reference(&self.called(id), &self.href(id)),
        }
    }

    /// A record's number as a link, with its title beside it.
    pub fn titled(&self, id: Id) -> Markup {
        let title = self.reader.head(id).filter(|_| id.letters() != "P").map(|head| head.title).unwrap_or_default();
        html! { (self.record(id)) @if !title.is_empty() { " " (title) } }
    }

    /// Records, the first few by number.
    pub fn records(&self, ids: &[Id]) -> Markup {
        html! {
            @for (at, id) in ids.iter().take(NAMED).enumerate() { @if at > 0 { ", " } (self.record(*id)) }
            @if ids.len() > NAMED { " " (count(ids.len() - NAMED, "and {count} more", "and {count} more")) }
        }
    }

    /// A link: the record, or the text that found none.
    pub fn link<R>(&self, link: &Link<R>) -> Markup {
        match &link.to {
            To::Known(id) | To::ReadFrom(id, _) => self.record(*id),
            To::Unresolved(text) => html! { (text) },
        }
    }

    /// Who owns something: a person, words, or nobody.
    pub fn owner(&self, owner: &Option<Link<Person>>) -> Markup {
        match owner.as_ref().map(|owner| &owner.to) {
            Some(To::Known(id) | To::ReadFrom(id, _)) => self.record(*id),
            Some(To::Unresolved(text)) => parts::person(&parts::Person::Words(text)),
            None => parts::person(&parts::Person::Nobody),
        }
    }

    /// The same in words alone, for a line of text.
    pub fn owner_words(&self, owner: &Option<Link<Person>>) -> String {
        match owner.as_ref().map(|owner| &owner.to) {
            Some(To::Known(id) | To::ReadFrom(id, _)) => {
                self.reader.head(*id).map_or_else(|| say(RESTRICTED).into(), |head| head.title)
            }
            Some(To::Unresolved(text)) => text.clone(),
            None => say("nobody").into(),
        }
    }

    fn known_person(&self, id: Id) -> Markup {
        let Some(person) = self.isms.people().get(id) else { return html! { (id) } };
        let to = Some(self.href(id)).filter(|_| self.reader.sees(id));
        let (name, href) = (person.name.as_str(), to.as_deref());
        let end = person.end.filter(|end| *end < self.reader.day.judged_on);
        parts::person(&match (person.has_left(self.reader.day.judged_on), person.status) {
            (true, _) => parts::Person::Left { name, href, on: end },
            (false, Presence::OnLeave) => parts::Person::OnLeave { name, href },
            (false, _) => parts::Person::Here { name, href },
        })
    }

    /// A sentence of a view, its records as links.
    pub fn sentence(&self, sentence: &Sentence) -> Markup {
        let part = |name: &str| sentence.with.iter().find(|(known, _)| *known == name).map(|(_, part)| part);
        let mut rest = say(sentence.key);
        let mut said = Vec::new();
        while let Some((before, after)) = rest.split_once('{') {
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            said.push(html! { (before) (part(name).map(|part| self.part(part)).unwrap_or_default()) });
            rest = after;
        }
        html! { @for one in &said { (one) } (rest) }
    }

    fn part(&self, part: &Part) -> Markup {
        match part {
            Part::Text(text) => html! { (text) },
            Part::Day(date) => html! { time datetime=(date) { (day(*date)) } },
            Part::Of(words) => html! { (sentence::of(words, &|id| self.reader.sees_name(id)).join(", ")) },
            // Where people are named in a sentence, it says itself whether they left.
            Part::Records(ids) => match ids.as_slice() {
                [one] if one.letters() == "P" && self.reader.sees_name(*one) => {
                    html! { a.person href=(self.href(*one)) { (self.reader.head(*one).map(|head| head.title).unwrap_or_default()) } }
                }
                many => self.records(many),
            },
        }
    }

    /// Draws findings by one of the parts that show them; those about records out of sight are left out.
    pub fn findings<'f>(
        &self, found: impl IntoIterator<Item = &'f Finding>, draw: impl Fn(&[parts::Finding]) -> Markup,
    ) -> Markup {
        let seen: Vec<&Finding> = found.into_iter().filter(|one| self.reader.sees(one.on)).collect();
        let mends: Vec<Option<String>> = seen.iter().map(|one| self.mend(one)).collect();
        let drawn: Vec<parts::Finding> =
            seen.iter().zip(&mends).map(|(one, mend)| self.finding(one, mend.as_deref())).collect();
        draw(&drawn)
    }

    fn finding<'f>(&self, found: &'f Finding, mend: Option<&'f str>) -> parts::Finding<'f> {
        let kind = if found.rule.severity == Severity::Fault { parts::Kind::Fault } else { parts::Kind::Question };
        let mend = mend.map(|href| parts::Way::new(say(found.rule.mend.words), href));
        parts::Finding {
            kind,
            said: html! { (self.sentence(&found.sentence)) @if !found.sentence.key.ends_with('?') { "." } },
            mend,
            rule: found.rule.name,
        }
    }

    /// Where a finding is mended, by those who may, and today.
    pub fn mend(&self, found: &Finding) -> Option<String> {
        self.way(found.on, found.rule.mend.to)
    }

    /// Where something is done about a record, by those who may, and today.
    pub fn way(&self, on: Id, to: Way) -> Option<String> {
        let register = register_of(on).filter(|_| self.is_today())?;
        let may = |word: &str| self.reader.may_do(register, word, Some(on));
        let record = format!("/{}/{}", register.name(), on);
        match to {
            Way::Field(field) => may("edited").then(|| format!("{record}/edit#{field}")),
            Way::Act(act) => may(act).then(|| format!("{record}/{act}")),
            Way::Register(register) => may("edited").then(|| format!("/{register}")),
        }
    }

    /// Where a step is taken or a gap closed, by those who may, and today; what is only looked at, on the day looked at.
    pub fn target(&self, to: Target) -> Option<String> {
        let adds = |register: &str| self.is_today() && self.reader.may_at_all(Action::Add, register);
        match to {
            Target::Field(id, field) => self.way(id, Way::Field(field)),
            Target::Act(id, act) => self.way(id, Way::Act(act)),
            Target::New(register, _) => adds(register).then(|| to.path()),
            Target::Proof(_) => adds("evidence").then(|| to.path()),
            Target::Record(id) => self.reader.sees_name(id).then(|| self.to(&to.path())),
            Target::Page("accounts") => self.reader.may_at_all(Action::ManageAccounts, "accounts").then(|| to.path()),
            _ => Some(self.to(&to.path())),
        }
    }
}

/// The path of a record's page.
pub fn path(id: Id) -> String {
    Target::Record(id).path()
}

//! The Statement of Applicability in plain words and numbers, as it is printed and as a spreadsheet holds it.

use std::collections::BTreeMap;

use formats::{Table, Value};
use isms::{
    Id, Isms, Link, To, annex_a,
    controls::Implementation,
    register_of,
    views::{
        assurance::stands,
        finding::{Finding, Rule, Severity},
        sentence,
        soa::{Proof, Reason, Row, Soa, Standing, rules, soa},
    },
};
use recorder::{Action, NotRecorded, Reader};
use reports::{LedgerState, Publication, ReasonKind, Statement};

use crate::{
    problem::Failed,
    words::{self, day, say, say_with},
    work::{self, Task},
};

/// The statement as it stands for a reader who may take it away, published by nobody: all rows, or some.
///
/// # Errors
/// Refused to those who may not export it.
pub fn draft(reader: &Reader, shown: &dyn Fn(&Soa, &Row) -> bool) -> Result<Statement, NotRecorded> {
    reader.must(Action::Export, "controls")?;
    let isms = reader.view()?;
    let soa = soa(isms, reader.day.judged_on);
    Ok(statement(isms, &soa, &|id| reader.sees_name(id), &|row| shown(&soa, row), state_of(reader), None))
}

/// Where in the ledger a statement was computed; the root of a past state is not kept.
pub fn state_of(reader: &Reader) -> LedgerState {
    let picture = reader.picture();
    LedgerState { entry: picture.seq, root: picture.root.map(|root| root.to_string()).unwrap_or_default() }
}

/// Prints a statement as PDF, in a child process.
///
/// # Errors
/// Says what the texts would have to be, or that too much is printed at the same time.
pub async fn print(statement: &Statement) -> Result<Vec<u8>, Failed> {
    work::print(Task::Print, "the Statement of Applicability", statement).await
}

/// The statement of a state for a reader who sees these records, all rows or those that `shown` lets through.
pub fn statement(
    isms: &Isms, soa: &Soa, sees: &dyn Fn(Id) -> bool, shown: &dyn Fn(&Row) -> bool, ledger: LedgerState,
    publication: Option<Publication>,
) -> Statement {
    let print = Print { isms, soa, sees };
    let rows = soa.rows.iter().filter(|row| sees(row.control.id) && shown(row));
    Statement {
        organisation: soa.organisation.map(|one| one.name.clone()).unwrap_or_default(),
        scope: soa.organisation.map(|one| one.scope.to_string()).unwrap_or_default(),
        as_of: soa.today,
        last_version: soa.published.filter(|_| publication.is_none()).map(|version| version.version.clone()),
        found: if publication.is_none() { found(soa, sees) } else { vec![] },
        publication,
        controls: rows.map(|row| print.control(row)).collect(),
        ledger,
    }
}

/// How many controls each rule found, those alone that the reader may see.
fn found(soa: &Soa, sees: &dyn Fn(Id) -> bool) -> Vec<reports::Found> {
    let of = |rule: &'static Rule| {
        let count = soa.findings.iter().filter(|one| std::ptr::eq(one.rule, rule) && sees(one.on)).count();
        let [one, more] = rule.counted;
        let found = || reports::Found {
            rule: rule.name.into(),
            severity: severity(rule),
            says: words::count(count, one, more),
        };
        (count > 0).then(found)
    };
    rules().filter_map(of).collect()
}

fn severity(rule: &Rule) -> reports::Severity {
    if rule.severity == Severity::Fault { reports::Severity::Fault } else { reports::Severity::Question }
}

struct Print<'a> {
    isms: &'a Isms,
    soa: &'a Soa<'a>,
    sees: &'a dyn Fn(Id) -> bool,
}

impl Print<'_> {
    fn control(&self, row: &Row) -> reports::Control {
        let control = row.control;
        let (applies, text) =
            (row.applies(), |text: &str| Some(text.to_owned()).filter(|text| !text.trim().is_empty()));
        reports::Control {
            number: annex_a::number(control.id),
            title: row.title().into(),
            theme: theme(row.theme()),
            applicability: applicability(row.standing),
            reasons: row.reasons.iter().map(|reason| self.reason(reason)).collect(),
            justification: text(&control.justification).filter(|_| !applies),
            implementation: control.implementation.filter(|_| applies).map(implementation),
            planned_for: control.planned_for.filter(|_| applies && control.implementation != Some(Implementation::Yes)),
            owner: control.owner.as_ref().map(|owner| self.title(owner)),
            how: text(&control.how),
            described_in: row.described_in.iter().map(|document| self.called(document)).collect(),
            evidence: row.evidence.iter().map(|proof| self.proof(proof)).collect(),
            findings: self.soa.findings_on(control.id).map(|found| self.finding(found)).collect(),
        }
    }

    fn reason(&self, reason: &Reason) -> reports::Reason {
        let record = reason.record().map(|id| self.name(id)).map(|record| match reason.is_proposed() {
            // What nobody has confirmed says so on paper, too.
            true => say_with("{record} (proposed)", &[("record", &record)]),
            false => record,
        });
        let (kind, reference, text) = match reason {
            Reason::Risk(_) => (ReasonKind::Risk, record, None),
            Reason::Law(_) => (ReasonKind::Law, record, self.seen_text(reason)),
            Reason::Contract(_) => (ReasonKind::Contract, record, self.seen_text(reason)),
            Reason::Business(decision) => {
                let by = decision.by.as_ref().map(|by| self.title(by));
                let who = by.map_or_else(|| day(decision.on), |by| format!("{by}, {}", day(decision.on)));
                (ReasonKind::Business, None, Some(format!("{} ({who})", decision.reason)))
            }
            Reason::Stated(words) => (ReasonKind::Stated, None, Some((*words).to_owned())),
        };
        reports::Reason { kind, reference, text }
    }

    fn seen_text(&self, reason: &Reason) -> Option<String> {
        reason.record().filter(|id| (self.sees)(*id)).map(|_| reason.text().to_owned())
    }

    fn proof(&self, proof: &Proof) -> reports::Evidence {
        reports::Evidence { text: self.called(&proof.link), held: proof.held }
    }

    fn finding(&self, found: &Finding) -> reports::Finding {
        let message = format!("{}.", found.sentence.message(self.isms, self.sees));
        reports::Finding { rule: found.rule.name.into(), severity: severity(found.rule), message }
    }

    fn name(&self, id: Id) -> String {
        sentence::name(self.isms, id, self.sees)
    }

    /// What a link leads to, by its number.
    fn called<R>(&self, link: &Link<R>) -> String {
        match &link.to {
            To::Known(id) | To::ReadFrom(id, _) => self.name(*id),
            To::Unresolved(text) => text.clone(),
        }
    }

    /// What a link leads to, by its title: people are known by their names.
    fn title<R>(&self, link: &Link<R>) -> String {
        let id = link.id().filter(|id| (self.sees)(*id));
        let head = id.and_then(|id| register_of(id)?.head(self.isms, id));
        head.map_or_else(|| self.called(link), |head| head.title)
    }
}

fn theme(theme: annex_a::Theme) -> reports::Theme {
    match theme {
        annex_a::Theme::Organizational => reports::Theme::Organizational,
        annex_a::Theme::People => reports::Theme::People,
        annex_a::Theme::Physical => reports::Theme::Physical,
        annex_a::Theme::Technological => reports::Theme::Technological,
        annex_a::Theme::Own => reports::Theme::Own,
    }
}

fn applicability(standing: Standing) -> reports::Applicability {
    match standing {
        Standing::Applicable => reports::Applicability::Applicable,
        Standing::Derived => reports::Applicability::Derived,
        Standing::NotApplicable => reports::Applicability::NotApplicable,
        Standing::Undecided => reports::Applicability::Undecided,
    }
}

fn implementation(implementation: Implementation) -> reports::Implementation {
    match implementation {
        Implementation::Yes => reports::Implementation::Yes,
        Implementation::Partly => reports::Implementation::Partly,
        Implementation::Planned => reports::Implementation::Planned,
        Implementation::No => reports::Implementation::No,
    }
}

const COLUMNS: [&str; 13] = [
    "Control",
    "Title",
    "Theme",
    "Applies",
    "Reasons",
    "Justification of the exclusion",
    "Implemented",
    "Planned for",
    "Owner",
    "How",
    "Described in",
    "Evidence",
    "Findings",
];

/// The statement as a table: a row for each control, and how far it can be trusted today, which is no part of what is
/// published.
///
/// # Errors
/// Refused to those who may not open views.
pub fn table(reader: &Reader, statement: &Statement) -> Result<Table, NotRecorded> {
    let isms = reader.view()?;
    let stands = stands(isms, &soa(isms, reader.day.judged_on));
    let stands: BTreeMap<String, &str> = stands.into_iter().map(|(id, word)| (annex_a::number(id), word)).collect();
    let row = |control: &reports::Control| {
        let stand = stands.get(&control.number).map_or(Value::Empty, |word| say(word).into());
        cells(control).into_iter().chain([stand]).collect()
    };
    Ok(Table {
        name: say("Statement of Applicability").into(),
        columns: COLUMNS.iter().chain(&["Stands at"]).map(|column| say(column).to_owned()).collect(),
        rows: statement.controls.iter().map(row).collect(),
    })
}

fn cells(control: &reports::Control) -> Vec<Value> {
    let text = |text: &Option<String>| Value::from(text.as_deref().unwrap_or_default());
    let lines = |lines: Vec<String>| Value::from(lines.join("\n").as_str());
    let evidence =
        |one: &reports::Evidence| format!("{}{}", one.text, if one.held { "" } else { " (named, not held)" });
    vec![
        control.number.as_str().into(),
        control.title.as_str().into(),
        word(&control.theme).as_str().into(),
        word(&control.applicability).as_str().into(),
        lines(control.reasons.iter().map(reason_line).collect()),
        text(&control.justification),
        control.implementation.map_or(Value::Empty, |one| word(&one).as_str().into()),
        control.planned_for.map_or(Value::Empty, |day| Value::Date(day.to_string())),
        text(&control.owner),
        text(&control.how),
        lines(control.described_in.clone()),
        lines(control.evidence.iter().map(evidence).collect()),
        lines(control.findings.iter().map(|one| format!("{}: {}", one.rule, one.message)).collect()),
    ]
}

fn reason_line(reason: &reports::Reason) -> String {
    let parts = [Some(word(&reason.kind)), reason.reference.clone(), reason.text.clone()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// The word of a choice, as its JSON has it, with spaces.
fn word(value: &impl serde::Serialize) -> String {
    let json = serde_json::to_value(value).unwrap_or_default();
    json.as_str().unwrap_or_default().replace('_', " ")
}

//! The Statement of Applicability (ISO/IEC 27001:2022, 6.1.3 d) as a PDF: what it says, and how it is asked for.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use typst::foundations::Datetime;

use crate::printable::printable;
use crate::typesetter::Job;
use crate::{LONGEST, ReportFailed};

#[cfg(test)]
mod tests;

/// All that the statement prints. Counts and legend follow from it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Statement {
    /// Name of the organisation.
    pub organisation: String,
    /// Scope of the management system (clause 4.3), in the organisation's words.
    pub scope: String,
    /// The day whose state is shown; planned dates before it are overdue. It also dates the file.
    pub as_of: Date,
    /// `None`: a draft. Each sheet says DRAFT, findings stand beside their rows, the first sheet has lines to sign.
    pub publication: Option<Publication>,
    /// The version published last, named on a draft.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_version: Option<String>,
    /// What the rules found, a sentence for each rule; nothing once it is published.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub found: Vec<Found>,
    /// The controls of Annex A in order, then the organisation's own. Those of one theme stand together.
    pub controls: Vec<Control>,
    /// The state of the ledger that the statement was computed from.
    pub ledger: LedgerState,
}

/// The approval under which a statement was published.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Publication {
    /// Number of the version, such as `3`.
    pub version: String,
    /// Who approved it.
    pub approver: String,
    /// When.
    pub approved_on: Date,
    /// The minutes of an approval that was recorded; `None` when the approver signed in and approved.
    pub minutes: Option<String>,
}

/// A place in the ledger.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct LedgerState {
    /// Number of the last entry.
    pub entry: u64,
    /// Root hash over all entries up to it, in hexadecimal.
    pub root: String,
}

/// One row.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Control {
    /// As written in text: `A.5.15`, or `X-01` for an own control.
    pub number: String,
    /// Its title.
    pub title: String,
    /// Where it stands in Annex A, or that it is an own control.
    pub theme: Theme,
    /// Whether it applies.
    pub applicability: Applicability,
    /// Why it applies.
    pub reasons: Vec<Reason>,
    /// Why it is excluded.
    pub justification: Option<String>,
    /// How far it is; `None` when it does not apply or nobody said.
    pub implementation: Option<Implementation>,
    /// By when it will be implemented.
    pub planned_for: Option<Date>,
    /// Who owns it.
    pub owner: Option<String>,
    /// How it is done.
    pub how: Option<String>,
    /// Where that is described: policies, procedures.
    pub described_in: Vec<String>,
    /// What shows that it works.
    pub evidence: Vec<Evidence>,
    /// What rules found; printed in a draft only.
    pub findings: Vec<Finding>,
}

/// The four themes of Annex A, and own controls beside them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// A.5
    Organizational,
    /// A.6
    People,
    /// A.7
    Physical,
    /// A.8
    Technological,
    /// Not of Annex A.
    Own,
}

/// Whether a control applies, and by what.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Applicability {
    /// Somebody decided so.
    Applicable,
    /// A record requires it, and nobody decided otherwise.
    Derived,
    /// Somebody excluded it.
    NotApplicable,
    /// Neither.
    Undecided,
}

/// Why a control applies.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Reason {
    /// What kind of record or word gives it.
    pub kind: ReasonKind,
    /// The record, by the reference people know: `R-018`.
    pub reference: Option<String>,
    /// Words beside it. References without words share a line.
    pub text: Option<String>,
}

/// The kinds of reasons (6.1.3 b and d).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReasonKind {
    /// A risk is treated by it.
    Risk,
    /// A law requires it.
    Law,
    /// A contract requires it.
    Contract,
    /// The organisation decided so.
    Business,
    /// Words somebody typed or imported.
    Stated,
}

/// How far a control is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Implementation {
    /// Done.
    Yes,
    /// In part.
    Partly,
    /// Not begun, or not effective yet.
    Planned,
    /// Neither done nor planned.
    No,
}

/// What shows that a control works.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Evidence {
    /// Reference or title.
    pub text: String,
    /// Whether the evidence itself is kept, not only named.
    pub held: bool,
}

/// How many controls a rule found.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Found {
    /// Name of the rule: `no-owner`.
    pub rule: String,
    /// Whether it is a fault or only to be confirmed.
    pub severity: Severity,
    /// How many, in a sentence without its full stop.
    pub says: String,
}

/// What a rule found about a control.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Finding {
    /// Name of the rule: `no-owner`.
    pub rule: String,
    /// Whether it is a fault or only to be confirmed.
    pub severity: Severity,
    /// One sentence.
    pub message: String,
}

/// How a finding is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Something is wrong.
    Fault,
    /// An auditor will ask.
    Question,
}

/// Prints the statement as a tagged PDF/A-2a, A4 landscape. The same statement gives the same bytes.
///
/// Of one control at most 100 reasons and as many pieces of evidence are printed, and the number of the others.
/// Fails when the texts are longer than a PDF takes; characters without a glyph print as `◻`.
pub fn statement_of_applicability(data: &Statement) -> Result<Vec<u8>, ReportFailed> {
    let value = serde_json::to_value(data).map_err(|e| ReportFailed::Typesetting(e.to_string()))?;
    let bytes = value.to_string().len();
    if bytes > LONGEST {
        return Err(ReportFailed::TooLong { bytes, limit: LONGEST });
    }
    Job {
        template: "statement_of_applicability.typ",
        data: printable(value).to_string().into_bytes(),
        identity: identity(data),
        date: midnight(data.as_of)?,
    }
    .typeset()
}

/// Names the document for PDF readers: a version, or the draft of one state of the ledger.
fn identity(data: &Statement) -> String {
    let version = data.publication.as_ref().map_or("draft", |publication| publication.version.as_str());
    format!("statement of applicability\n{}\n{version}\n{}", data.organisation, data.ledger.root)
}

/// The moment that dates a document of a day.
pub(crate) fn midnight(day: Date) -> Result<Datetime, ReportFailed> {
    let field = |number: i8| u8::try_from(number).unwrap_or_default();
    Datetime::from_ymd_hms(i32::from(day.year()), field(day.month()), field(day.day()), 0, 0, 0)
        .ok_or_else(|| ReportFailed::Typesetting(format!("`{day}` is no day for a document")))
}

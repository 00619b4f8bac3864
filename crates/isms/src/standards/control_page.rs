//! The page about a control: what it is for, what is asked once it is needed, how it is done well, how it is shown.

use super::{
    markdown::{Block, Document, Sections, labelled},
    text::{Span, Text, words},
};
use crate::id::Id;

/// How it is done: for ten people, for a few hundred, for the regulated and large.
const TIERS: [&str; 3] = ["A start", "Solid", "Strong"];

/// A page of `content/iso27002`.
#[derive(Debug)]
pub struct ControlPage {
    /// The registers in which its proof lies, by name.
    pub registers: Vec<String>,
    /// What people type who look for it.
    pub search: Vec<String>,
    /// What it is for.
    pub purpose: Vec<Block>,
    /// What is asked once the Statement of Applicability needs it.
    pub mandate: Vec<Block>,
    /// How it is done, in three tiers, each of which contains the one before.
    pub tiers: [Vec<Block>; 3],
    /// What shows that it works, and for which period.
    pub evidence: Vec<Shows>,
    /// What an auditor asks.
    pub questions: Vec<Text>,
    /// How it goes wrong.
    pub pitfalls: Vec<Text>,
    /// What can be counted.
    pub measures: Vec<Measure>,
    /// Controls it leans on, and for what.
    pub works_with: Vec<(Id, Text)>,
    /// Automated signals that can support it, and what they do not see.
    pub checks: Vec<Block>,
    /// What is different from 2013.
    pub since_2013: Vec<Block>,
}

/// Something that shows a control at work.
#[derive(Debug)]
pub struct Shows {
    /// Which time it covers.
    pub period: Period,
    /// What it is.
    pub thing: Text,
}

/// The time that a piece of evidence covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Period {
    /// The version in force.
    Current,
    /// Made before the auditor's eyes.
    OnTheDay,
    /// Since the last external audit, or since the control began.
    AuditPeriod,
    /// So many months.
    Months(u8),
    /// Per case: `Each incident`.
    Each(String),
}

/// Something to count, with a formula and how often.
#[derive(Debug)]
pub struct Measure {
    /// `A.5.18-leaver-hours`.
    pub id: String,
    /// What is divided by what, and when.
    pub formula: Text,
}

impl ControlPage {
    /// Reads a page; its name is the number of the control.
    ///
    /// # Errors
    /// Where it departs from the form, in a sentence.
    pub fn read(name: &str, text: &str) -> Result<ControlPage, String> {
        let mut document = Document::read(text)?;
        let registers = document.front.remove("registers").ok_or("the front matter names no `registers`")?;
        let search = document.front.remove("search").ok_or("the front matter names no `search`")?;
        let mut sections = Sections::of(document.sections);
        let (purpose, mandate) = (sections.next("Purpose")?, sections.next("Mandate")?);
        if !sections.next("How to do it")?.is_empty() {
            return Err("what to do stands in the three tiers".into());
        }
        let [start, solid, strong] = TIERS.map(|tier| sections.next(tier));
        let page = ControlPage {
            registers,
            search,
            purpose,
            mandate,
            tiers: [start?, solid?, strong?],
            evidence: sections.list("Evidence")?.iter().map(|line| shows(line)).collect::<Result<_, _>>()?,
            questions: sections.list("Questions the auditor asks")?,
            pitfalls: sections.list("Pitfalls")?,
            measures: sections.list("Measures")?.iter().map(|line| measure(name, line)).collect::<Result<_, _>>()?,
            works_with: sections.list("Works with")?.iter().map(|line| works_with(line)).collect::<Result<_, _>>()?,
            checks: sections.next("Checks that can support it")?,
            since_2013: sections.next("Since 2013")?,
        };
        sections.end().map(|()| page)
    }
}

fn shows(line: &[Span]) -> Result<Shows, String> {
    match labelled(line)? {
        (Span::Strong(period), _, thing) => Ok(Shows { period: Period::read(period)?, thing }),
        _ => Err(format!("`{}` does not begin with a period", words(line))),
    }
}

impl Period {
    fn read(text: &str) -> Result<Period, String> {
        let months = || text.strip_suffix(" months")?.parse().ok();
        Ok(match text {
            "Current" => Period::Current,
            "On the day" => Period::OnTheDay,
            "Audit period" => Period::AuditPeriod,
            each if each.starts_with("Each ") => Period::Each(each.into()),
            _ => Period::Months(months().ok_or_else(|| format!("`{text}` is no period"))?),
        })
    }
}

fn measure(name: &str, line: &[Span]) -> Result<Measure, String> {
    match labelled(line)? {
        (Span::Code(id), _, formula) if id.starts_with(&format!("A.{name}-")) => {
            Ok(Measure { id: id.clone(), formula })
        }
        _ => Err(format!("`{}` does not begin with an id of A.{name}", words(line))),
    }
}

fn works_with(line: &[Span]) -> Result<(Id, Text), String> {
    match labelled(line)? {
        (Span::Control(id), _, what) => Ok((*id, what)),
        _ => Err(format!("`{}` does not begin with a control", words(line))),
    }
}

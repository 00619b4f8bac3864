//! The page about a clause: what is mandated, duty by duty, and how an auditor looks at it.

use super::{
    markdown::{Block, Document, Sections, labelled},
    text::{Span, Text, words},
};

/// A page of `content/iso27001`.
#[derive(Debug)]
pub struct ClausePage {
    /// The registers that fulfil it, by name.
    pub registers: Vec<String>,
    /// What people type who look for it.
    pub search: Vec<String>,
    /// What is mandated, in plain words.
    pub mandate: Vec<Block>,
    /// Each separate duty.
    pub duties: Vec<Duty>,
    /// What an auditor looks at, and when.
    pub looks_at: Vec<(Stage, Text)>,
    /// Records that the clause asks for, and those that are customary.
    pub required: Text,
    /// Records that are customary.
    pub customary: Text,
    /// What auditors write up.
    pub nonconformities: Vec<Text>,
    /// Who is usually responsible.
    pub who: Vec<Block>,
    /// The first step of a small organisation.
    pub first_step: Vec<Block>,
    /// Which registers and acts fulfil it.
    pub in_castellan: Vec<Block>,
}

/// One thing that the clause asks for.
#[derive(Debug)]
pub struct Duty {
    /// `6.1.2-owners`; never changed, never used again.
    pub id: String,
    /// Its item in the clause: `a 1`; empty where the clause has none.
    pub item: String,
    /// What is true when it is fulfilled.
    pub fulfilled: Text,
}

/// When an auditor looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Is the system designed, documented, ready?
    Stage1,
    /// Does it operate?
    Stage2,
    /// Does it go on?
    Surveillance,
}

impl ClausePage {
    /// Reads a page; its name is the number of the clause.
    ///
    /// # Errors
    /// Where it departs from the form, in a sentence.
    pub fn read(name: &str, text: &str) -> Result<ClausePage, String> {
        let mut document = Document::read(text)?;
        let registers = document.front.remove("registers").ok_or("the front matter names no `registers`")?;
        let search = document.front.remove("search").ok_or("the front matter names no `search`")?;
        let mut sections = Sections::of(document.sections);
        let mandate = sections.next("Mandate")?;
        let duties = sections.list("Duties")?.iter().map(|line| duty(name, line)).collect::<Result<_, _>>()?;
        let looks_at =
            sections.list("What an auditor looks at")?.iter().map(|line| stage(line)).collect::<Result<_, _>>()?;
        let [required, customary] = records(&sections.list("Records")?)?;
        let page = ClausePage {
            registers,
            search,
            mandate,
            duties,
            looks_at,
            required,
            customary,
            nonconformities: sections.list("Common nonconformities")?,
            who: sections.next("Who")?,
            first_step: sections.next("First step")?,
            in_castellan: sections.next("In Castellan")?,
        };
        sections.end().map(|()| page)
    }
}

fn duty(name: &str, line: &[Span]) -> Result<Duty, String> {
    match labelled(line)? {
        (Span::Code(id), item, fulfilled) if id.starts_with(name) => {
            let item = item.trim_start_matches('(').trim_end_matches(')').into();
            Ok(Duty { id: id.clone(), item, fulfilled })
        }
        _ => Err(format!("`{}` does not begin with an id of clause {name}", words(line))),
    }
}

fn stage(line: &[Span]) -> Result<(Stage, Text), String> {
    let (label, _, what) = labelled(line)?;
    let stage = match label.words().as_str() {
        "Stage 1" => Stage::Stage1,
        "Stage 2" => Stage::Stage2,
        "Surveillance" => Stage::Surveillance,
        other => return Err(format!("`{other}` is no stage of an audit")),
    };
    Ok((stage, what))
}

fn records(lines: &[Text]) -> Result<[Text; 2], String> {
    let one = |line: &Text, wanted: &str| match labelled(line)? {
        (Span::Strong(label), _, what) if label == wanted => Ok(what),
        _ => Err(format!("`{}` does not begin with {wanted}", words(line))),
    };
    match lines {
        [required, customary] => Ok([one(required, "Required")?, one(customary, "Customary")?]),
        _ => Err("records are what is required, then what is customary".into()),
    }
}

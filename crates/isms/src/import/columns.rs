//! What each column of a table becomes: a field, the row's own number, or a note.

use super::{ColumnPlan, Confidence, words};
use crate::{
    any::AnyRegister,
    description::{Field, Kind},
    register::Listed,
    registers::Risk,
};
use std::collections::BTreeMap;

/// A column of a table.
pub(super) struct Column {
    /// Its place, from 0.
    pub place: usize,
    /// Its words in the file, told apart where two are the same.
    pub header: String,
    /// The dotted path of the field, or `reference`; nothing for a note.
    pub path: Option<String>,
    /// Under what the source's word for it is remembered.
    pub key: String,
    pub target: Target,
    pub confidence: Confidence,
}

/// What a column becomes.
#[derive(Clone)]
pub(super) enum Target {
    /// The record's own number.
    Reference,
    /// A field, by its dotted path; of a list, the field is one item.
    Field { path: String, field: Field, list: bool },
    /// Likelihood or consequence of a rating, which may stay as it was stated.
    Step { rating: String, axis: Axis },
    /// Part of a stated acceptance, which is more than a field: see `risks`.
    Acceptance { path: String, field: Field },
    /// A scale of the organisation's criteria: see `adopted`.
    Scale(Axis),
    /// Kept under the file's words.
    Note,
}

impl Target {
    fn path(&self) -> Option<String> {
        match self {
            Target::Reference => Some("reference".into()),
            Target::Field { path, .. } | Target::Acceptance { path, .. } => Some(path.clone()),
            Target::Step { rating, axis } => Some(format!("{rating}.{}", axis.name())),
            Target::Scale(axis) => Some(axis.scale().into()),
            Target::Note => None,
        }
    }
}

/// The two sides of a rating.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Axis {
    Likelihood,
    Consequence,
}

impl Axis {
    /// The field of a rating for a step.
    pub fn name(self) -> &'static str {
        match self {
            Axis::Likelihood => "likelihood",
            Axis::Consequence => "consequence",
        }
    }

    /// The organisation's scale, as a dotted path.
    pub fn scale(self) -> &'static str {
        match self {
            Axis::Likelihood => "criteria.likelihood",
            Axis::Consequence => "criteria.consequence",
        }
    }

    /// The field of a rating for what could not be placed.
    pub fn stated(self) -> &'static str {
        match self {
            Axis::Likelihood => "stated_likelihood",
            Axis::Consequence => "stated_consequence",
        }
    }
}

impl Column {
    fn new(place: usize, header: String, target: Target, confidence: Confidence) -> Column {
        let path = target.path();
        let key = path.clone().unwrap_or_else(|| format!("notes.{header}"));
        Column { place, header, path, key, target, confidence }
    }

    /// The cell, as it were, in which a file states a whole scale.
    pub fn of_scale(axis: Axis) -> Column {
        Column::new(0, axis.name().into(), Target::Scale(axis), Confidence::Certain)
    }

    /// What problems call it.
    pub fn called(&self) -> &str {
        self.path.as_ref().unwrap_or(&self.header)
    }

    /// The same column, of which nothing but its words is kept.
    pub fn as_note(&self) -> Column {
        Column::new(self.place, self.header.clone(), Target::Note, Confidence::Certain)
    }

    /// The register its cells name records of.
    pub fn links_to(&self) -> Option<&str> {
        match &self.target {
            Target::Field { field: Field { kind: Kind::Link(register), .. }, .. }
            | Target::Acceptance { field: Field { kind: Kind::Link(register), .. }, .. } => Some(register),
            _ => None,
        }
    }

    pub fn plan(&self) -> ColumnPlan {
        ColumnPlan {
            column: self.place,
            header: self.header.clone(),
            field: self.path.clone(),
            confidence: self.confidence,
        }
    }
}

/// Maps the columns: what somebody chose, then what is called exactly so, then what comes near.
pub(super) fn columns(
    register: &dyn AnyRegister, headers: &[String], chosen: &BTreeMap<usize, Option<String>>,
) -> Vec<Column> {
    let mut paths: Vec<Option<(&str, Confidence)>> = vec![None; headers.len()];
    let mut taken: Vec<&str> = Vec::new();
    for (place, path) in chosen {
        if let (Some(slot), Some(path)) = (paths.get_mut(*place), path) {
            *slot = Some((path, Confidence::Certain));
            taken.push(path);
        }
    }
    let headings: Vec<String> = headers.iter().map(|header| words::heading(header)).collect();
    let one = register.description().face.one;
    for confidence in [Confidence::Certain, Confidence::Likely] {
        for (place, heading) in headings.iter().enumerate().filter(|(place, _)| !chosen.contains_key(place)) {
            let near = if confidence == Confidence::Certain { heading.clone() } else { words::essence(heading, one) };
            let path = words::meanings(&near).iter().find(|known| known.register.name() == register.name());
            let Some(path) = path.map(|known| known.path).filter(|path| !taken.contains(path)) else { continue };
            if let Some(slot) = paths.get_mut(place).filter(|slot| slot.is_none()) {
                *slot = Some((path, confidence));
                taken.push(path);
            }
        }
    }
    named_by_description(register, &mut paths);
    let mut columns = Vec::with_capacity(headers.len());
    for (place, (header, path)) in told_apart(headers).into_iter().zip(paths).enumerate() {
        let target = path.map_or(Target::Note, |(path, _)| target(register, path));
        let confidence = path.map_or(Confidence::Certain, |(_, confidence)| confidence);
        columns.push(Column::new(place, header, target, confidence));
    }
    columns
}

/// A list that describes its records and does not name them is named by its descriptions.
fn named_by_description(register: &dyn AnyRegister, paths: &mut [Option<(&str, Confidence)>]) {
    let name = name_of(register);
    if paths.iter().flatten().any(|(path, _)| *path == name) {
        return;
    }
    if let Some(slot) = paths.iter_mut().flatten().find(|(path, _)| *path == "description") {
        *slot = (name, Confidence::Likely);
    }
}

/// The field a record of this register is called by.
pub(super) fn name_of(register: &dyn AnyRegister) -> &'static str {
    register.description().face.columns.first().copied().unwrap_or_default()
}

fn target(register: &dyn AnyRegister, path: &str) -> Target {
    let Some(field) = words::field(register, path) else {
        return if path == "reference" { Target::Reference } else { Target::Note };
    };
    let path = path.to_string();
    match (path.split_once('.'), field.kind.clone()) {
        (Some(("acceptances", _)), _) => Target::Acceptance { path, field },
        (Some((rating, "likelihood")), _) if register.name() == Risk::NAME => {
            Target::Step { rating: rating.into(), axis: Axis::Likelihood }
        }
        (Some((rating, "consequence")), _) if register.name() == Risk::NAME => {
            Target::Step { rating: rating.into(), axis: Axis::Consequence }
        }
        (_, Kind::Group(_)) => Target::Note,
        (_, Kind::List(item)) if matches!(*item, Kind::Group(_)) => Target::Note,
        (_, Kind::List(item)) => Target::Field { path, field: Field { kind: *item, ..field }, list: true },
        _ => Target::Field { path, field, list: false },
    }
}

/// Two columns with the same words are kept apart, and one without words is called by its place.
fn told_apart(headers: &[String]) -> Vec<String> {
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    let name = |(place, header): (usize, &String)| {
        let header = header.split_whitespace().collect::<Vec<_>>().join(" ");
        let header = if header.is_empty() { format!("column {}", place + 1) } else { header };
        let count = seen.entry(header.clone()).or_default();
        *count += 1;
        if *count == 1 { header } else { format!("{header} ({count})") }
    };
    headers.iter().enumerate().map(name).collect()
}

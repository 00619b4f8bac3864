//! The scales of the files become the organisation's criteria: only where their steps and their order stand in the
//! files, the files agree, and there are no risks yet, since nobody's rating may change its meaning by an import.
//!
//! ISO/IEC 27001, clause 6.1.2 a.

use super::{
    Becomes, Choices, Confidence, Problem, RowPlan, SheetIn, SheetPlan,
    cells::Read,
    columns::{Axis, Column},
    draft::{Draft, Origin, at, put},
    recognise::recognise,
    source,
    stated_scales::{StatedScale, runs, stated_scales, titles},
};
use crate::{
    collection::plain,
    criteria::{Criteria, ScaleStep},
    message::Message,
    register::Listed,
    registers::{Isms, Organisation, register},
    say,
};
use jiff::Timestamp;
use serde_json::json;
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    rc::Rc,
};

/// What became of the scales of all files.
#[derive(Default)]
pub(super) struct Adopted {
    /// Sheets that state scales and no records, by their place.
    pub sheets: BTreeMap<usize, SheetPlan>,
    /// What is said of scales that stand beside records, by the place of their sheet.
    pub told: BTreeMap<usize, Vec<Problem>>,
    /// The organisation with its new criteria.
    pub draft: Option<Draft>,
    /// Scales of the files that are not the organisation's: ratings on them stay as they were stated.
    pub foreign: Vec<Axis>,
}

/// A sheet with the scales that it states.
struct Found<'a> {
    place: usize,
    sheet: &'a SheetIn,
    source: String,
    scales: Vec<StatedScale>,
}

/// What is made of a scale.
enum Fate {
    /// It becomes the organisation's, unless somebody edited that since.
    Taken(Vec<ScaleStep>),
    /// It is the organisation's.
    Known,
    /// It is left out; where it is foreign, ratings cannot be placed on the organisation's by their number.
    LeftOut { why: Message, foreign: bool },
}

type Fates = BTreeMap<Axis, Fate>;

/// Looks for scales in all sheets, and makes criteria of them.
pub(super) fn adopted(isms: &Isms, sheets: &[&SheetIn], choices: &Choices, seed: &[u8], now: Timestamp) -> Adopted {
    let found = found(sheets, choices);
    let fates = fates(isms, &found);
    let foreign = |(axis, fate): (&Axis, &Fate)| matches!(fate, Fate::LeftOut { foreign: true, .. }).then_some(*axis);
    let mut adopted = Adopted { foreign: fates.iter().filter_map(foreign).collect(), ..Adopted::default() };
    let mut told: BTreeMap<usize, Vec<Problem>> = BTreeMap::new();
    let mut altered = BTreeSet::new();
    for found in &found {
        for scale in &found.scales {
            if let Some(Fate::LeftOut { why, .. }) = fates.get(&scale.axis) {
                told.entry(found.place).or_default().push(said(scale.axis, why.clone()));
            }
        }
    }
    if fates.values().any(|fate| matches!(fate, Fate::Taken(_))) {
        adopted.draft = draft(isms, &found, &fates, (seed, now), &mut told, &mut altered);
    }
    for found in &found {
        let problems = told.remove(&found.place).unwrap_or_default();
        if found.is_whole() {
            adopted.sheets.insert(found.place, found.plan(&fates, &altered, problems));
        } else {
            adopted.told.insert(found.place, problems);
        }
    }
    adopted
}

/// The sheets that state scales; what somebody said of a sheet is not doubted.
fn found<'a>(sheets: &[&'a SheetIn], choices: &Choices) -> Vec<Found<'a>> {
    let choice = |place: usize| choices.sheets.get(place);
    let free = |place: usize| choice(place).is_none_or(|choice| !choice.leave_out && choice.register.is_none());
    let found = sheets.iter().enumerate().filter(|(place, _)| free(*place)).map(|(place, sheet)| {
        let named = source::name(&sheet.file, sheet.sheet.as_deref(), Organisation::NAME);
        let source = choice(place).and_then(|choice| choice.source.clone()).unwrap_or(named);
        Found { place, sheet, source, scales: stated_scales(sheet) }
    });
    found.filter(|found| !found.scales.is_empty()).collect()
}

fn fates(isms: &Isms, found: &[Found]) -> Fates {
    let axes = [Axis::Likelihood, Axis::Consequence];
    let mut fates: Fates = axes.into_iter().filter_map(|axis| Some((axis, fate(isms, axis, found)?))).collect();
    let faults = with_taken(&isms.criteria(), &fates).check();
    if let Some(fault) = faults.into_iter().next() {
        for fate in fates.values_mut().filter(|fate| matches!(fate, Fate::Taken(_))) {
            *fate = Fate::LeftOut { why: fault.why.clone(), foreign: true };
        }
    }
    fates
}

fn fate(isms: &Isms, axis: Axis, found: &[Found]) -> Option<Fate> {
    let mut scales = found.iter().flat_map(|found| &found.scales).filter(|scale| scale.axis == axis);
    let left_out = |why| Some(Fate::LeftOut { why, foreign: true });
    let first = match &scales.next()?.steps {
        Ok(steps) => steps,
        Err(why) => return left_out(why.clone()),
    };
    for other in scales {
        match &other.steps {
            Ok(steps) if same(first, steps) => {}
            Ok(steps) => {
                let (one, other) = (listed(first), listed(steps));
                return left_out(say!(
                    "two scales are stated: {one}, and {other}; leave one of them out, or set yours under Organisation",
                    one = one,
                    other = other
                ));
            }
            Err(why) => return left_out(why.clone()),
        }
    }
    let criteria = isms.criteria();
    let own = of(&criteria, axis);
    Some(match () {
        () if isms.risks().is_empty() => Fate::Taken(first.clone()),
        () if same(first, own) => Fate::Known,
        () => Fate::LeftOut {
            why: say!(
                "there are risks already that are rated on your own scale ({own}); change it under Organisation, which \
                 shows first what it would re-rank",
                own = listed(own)
            ),
            foreign: first.len() != own.len(),
        },
    })
}

/// The organisation with what was taken. Where somebody edited its scale since the same source stated it, that stays.
fn draft(
    isms: &Isms, found: &[Found], fates: &Fates, (seed, now): (&[u8], Timestamp),
    told: &mut BTreeMap<usize, Vec<Problem>>, altered: &mut BTreeSet<Axis>,
) -> Option<Draft> {
    let (one, register) = (isms.the_organisation()?, register(Organisation::NAME)?);
    let blank = Rc::new(register.blank(isms, now));
    let mut draft = Draft::of(register, one.id, register.get(isms, one.id), &blank);
    let mut last = None;
    for (axis, fate) in fates {
        let Fate::Taken(steps) = fate else { continue };
        let first = found.iter().find(|found| found.scales.iter().any(|scale| scale.axis == *axis))?;
        let column = Column::of_scale(*axis);
        let read = Read::value(json!(steps));
        let (is_new, edited) =
            draft.take(Origin { source: &first.source, seed }, &column, &json!(steps).to_string(), read);
        let edited = edited.map(|_| {
            say!("your scale was edited here since, and that is kept; the file says {steps}", steps = listed(steps))
        });
        let becomes = is_new.then(|| say!("your scale becomes {steps}", steps = listed(steps)));
        told.entry(first.place).or_default().extend(edited.or(becomes).map(|message| said(*axis, message)));
        if is_new {
            altered.insert(*axis);
            last = Some(first.place);
        }
    }
    let scale = |axis: Axis| serde_json::from_value(at(&draft.body.record, axis.scale()).clone()).unwrap_or_default();
    let criteria = one.criteria.with_scales(scale(Axis::Likelihood), scale(Axis::Consequence));
    if let Some(place) = last {
        put(&mut draft.body.record, "criteria", json!(criteria));
        told.entry(place).or_default().push(Problem {
            row: None,
            field: Some("criteria.levels".into()),
            message: levels(&criteria),
        });
    }
    Some(draft)
}

/// The criteria with the scales that are to be taken.
fn with_taken(criteria: &Criteria, fates: &Fates) -> Criteria {
    let scale = |axis| match fates.get(&axis) {
        Some(Fate::Taken(steps)) => steps.clone(),
        _ => of(criteria, axis).to_vec(),
    };
    criteria.with_scales(scale(Axis::Likelihood), scale(Axis::Consequence))
}

fn of(criteria: &Criteria, axis: Axis) -> &[ScaleStep] {
    match axis {
        Axis::Likelihood => &criteria.likelihood,
        Axis::Consequence => &criteria.consequence,
    }
}

fn same(one: &[ScaleStep], other: &[ScaleStep]) -> bool {
    let equal = |(one, other): (&ScaleStep, &ScaleStep)| {
        plain(&one.name) == plain(&other.name) && plain(&one.description) == plain(&other.description)
    };
    one.len() == other.len() && one.iter().zip(other).all(equal)
}

fn said(axis: Axis, message: Message) -> Problem {
    Problem { row: None, field: Some(axis.scale().into()), message }
}

fn listed(steps: &[ScaleStep]) -> String {
    steps.iter().zip(1..).map(|(step, number)| format!("{number} {}", step.name)).collect::<Vec<_>>().join(", ")
}

fn levels(criteria: &Criteria) -> Message {
    let levels = criteria.levels.iter().map(|level| format!("{} from {}", level.name, level.from));
    say!(
        "levels stay yours, in proportion to the scales: {levels}; see under Organisation that you weigh risks so",
        levels = levels.collect::<Vec<_>>().join(", ")
    )
}

impl Found<'_> {
    /// Whether no row of the sheet heads records.
    fn is_whole(&self) -> bool {
        let is_scale = |header: usize, run: &Range<usize>| {
            self.scales.iter().any(|scale| scale.header == header && scale.columns == *run)
        };
        let heads = |header: usize| {
            self.sheet.rows.get(header).is_some_and(|row| runs(row).iter().all(|run| is_scale(header, run)))
        };
        let records = recognise(self.sheet, None, None);
        records.is_none_or(|records| records.confidence == Confidence::Uncertain || heads(records.header))
    }

    fn plan(&self, fates: &Fates, altered: &BTreeSet<Axis>, mut problems: Vec<Problem>) -> SheetPlan {
        let around: BTreeSet<usize> =
            self.scales.iter().map(|scale| scale.header).chain(titles(self.sheet, &self.scales)).collect();
        let becomes = |place: usize| {
            let of_row = self.scales.iter().filter(|scale| scale.rows.contains(&place));
            let all: Vec<Becomes> = of_row.map(|scale| becomes(scale.axis, fates, altered)).collect();
            let order = [Becomes::Changed, Becomes::Unchanged];
            order.into_iter().find(|one| all.contains(one)).unwrap_or(Becomes::Skipped)
        };
        let filled = |row: &super::RowIn| row.cells.iter().any(|cell| !cell.trim().is_empty());
        let rows = self.sheet.rows.iter().enumerate().filter(|(place, row)| filled(row) && !around.contains(place));
        let others = rows.clone().filter(|(place, _)| self.scales.iter().all(|scale| !scale.rows.contains(place)));
        let message = || say!("no step of a scale stands in this row; it is left out");
        problems.extend(others.map(|(_, row)| Problem { row: Some(row.number), field: None, message: message() }));
        SheetPlan {
            file: source::file_name(&self.sheet.file).into(),
            sheet: self.sheet.sheet.clone(),
            register: Some(Organisation::NAME),
            confidence: Confidence::Certain,
            source: self.source.clone(),
            header_row: self.scales.first().and_then(|scale| self.sheet.rows.get(scale.header)).map(|row| row.number),
            rows: rows.map(|(place, row)| RowPlan { row: row.number, becomes: becomes(place), record: None }).collect(),
            problems,
            ..SheetPlan::default()
        }
    }
}

fn becomes(axis: Axis, fates: &Fates, altered: &BTreeSet<Axis>) -> Becomes {
    match fates.get(&axis) {
        Some(Fate::Taken(_)) if altered.contains(&axis) => Becomes::Changed,
        Some(Fate::Taken(_) | Fate::Known) => Becomes::Unchanged,
        _ => Becomes::Skipped,
    }
}

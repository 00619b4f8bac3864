//! The work of an import, on a copy of the state: first every row finds its record or makes one, then every name in a
//! cell finds its record, so that the files may come in any order; then all is written at once.

use super::{
    Becomes, Choices, Problem, RowIn, RowPlan, SheetIn, SheetPlan,
    adopted::adopted,
    cells::Read,
    columns::{Column, Target, name_of},
    controls,
    draft::{Draft, Origin, at, put},
    find::Unfound,
    links::Links,
    matching::{Index, known_by},
    risks,
    understand::{Ready, understand},
};
use crate::{
    annex_a,
    any::AnyRegister,
    id::Id,
    message::Message,
    read::is_unseen,
    refusal::Reason,
    register::Listed,
    registers::{Asset, Control, Isms, Person, Risk},
    revision::{Changes, Revision},
    say,
};
use jiff::Timestamp;
use serde_json::Value;
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

/// What came of the work.
pub(super) struct Done {
    pub sheets: Vec<SheetPlan>,
    pub after: Isms,
    pub created: Changes,
    pub changed: Changes,
}

/// An import at work.
pub(super) struct Work<'a> {
    pub isms: Isms,
    now: Timestamp,
    seed: &'a [u8],
    pub drafts: BTreeMap<Id, Draft>,
    /// The revision of each draft as it was written last.
    pub written: BTreeMap<Id, Revision>,
    /// Records that were made of names in cells.
    pub made: Vec<Id>,
    pub sheets: Vec<SheetPlan>,
    /// Rows that altered their record, by the places of sheet and row.
    pub altered: BTreeSet<(usize, usize)>,
}

/// Does all of it on a copy of the state.
pub(super) fn work(isms: &Isms, sheets: &[SheetIn], choices: &Choices, now: Timestamp, seed: &[u8]) -> Done {
    let mut work = Work {
        isms: isms.clone(),
        now,
        seed,
        drafts: BTreeMap::new(),
        written: BTreeMap::new(),
        made: Vec::new(),
        sheets: Vec::new(),
        altered: BTreeSet::new(),
    };
    let mut tables: Vec<Ready> = Vec::new();
    let sheets: Vec<Cow<SheetIn>> = sheets.iter().map(without_hidden).collect();
    let sheets: Vec<&SheetIn> = sheets.iter().map(Cow::as_ref).collect();
    let mut adopted = adopted(isms, &sheets, choices, seed, now);
    work.adopt(adopted.draft.take());
    let isms = work.isms.clone();
    for (place, sheet) in sheets.into_iter().enumerate() {
        if let Some(plan) = adopted.sheets.remove(&place) {
            work.sheets.push(plan);
            continue;
        }
        let choice = choices.sheets.get(place).cloned().unwrap_or_default();
        let (mut plan, mut table) = understand(&isms, place, sheet, &choice, choices.only_certain, &adopted.foreign);
        plan.problems.extend(adopted.told.remove(&place).unwrap_or_default());
        if let Some(ready) = &mut table {
            told_apart(&mut ready.table.source, &work.sheets);
            plan.source = ready.table.source.clone();
        }
        work.sheets.push(plan);
        tables.extend(table);
    }
    // Those that are known by the records they link to come last.
    tables.sort_by_key(|ready| (known_by(ready.table.register.name()).is_some(), ready.place));
    let nameless: Vec<Vec<(usize, Message)>> = tables.iter().map(|ready| work.rows_of(ready)).collect();
    tables.iter().zip(nameless).for_each(|(ready, rows)| work.nameless(ready, rows));
    // Risks make assets of names, which others then find, in whichever order the files came.
    let (risks, others): (Vec<&Ready>, Vec<&Ready>) =
        tables.iter().partition(|ready| ready.table.register.name() == Risk::NAME);
    risks.into_iter().chain(others).for_each(|ready| work.links_of(ready));
    work.finish(&tables);
    work.done()
}

/// The table without characters that nobody sees: they come along when cells are copied, and no field takes them.
fn without_hidden(sheet: &SheetIn) -> Cow<'_, SheetIn> {
    if !sheet.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.contains(is_unseen)) {
        return Cow::Borrowed(sheet);
    }
    let mut sheet = sheet.clone();
    sheet.rows.iter_mut().flat_map(|row| &mut row.cells).for_each(|cell| cell.retain(|letter| !is_unseen(letter)));
    Cow::Owned(sheet)
}

/// Two tables of one import are two sources, be they called the same: else each would take back what the other says.
fn told_apart(source: &mut String, earlier: &[SheetPlan]) {
    let name = source.clone();
    let mut count = 1;
    while earlier.iter().any(|sheet| sheet.source == *source) {
        count += 1;
        *source = format!("{name} ({count})");
    }
}

impl Work<'_> {
    /// Takes in the organisation with its new criteria, before any rating is read.
    fn adopt(&mut self, draft: Option<Draft>) {
        if let Some(draft) = draft {
            let id = draft.id;
            self.drafts.insert(id, draft);
            self.write(id);
        }
    }

    /// Every row finds its record or makes one, and its plain cells are taken in. Rows that name none are given back.
    fn rows_of(&mut self, ready: &Ready) -> Vec<(usize, Message)> {
        let mut nameless = Vec::new();
        let mut index = Index::of(&self.isms, ready.table.register);
        let blank = Rc::new(ready.table.register.blank(&self.isms, self.now));
        for (place, row) in ready.table.rows.iter().enumerate() {
            let record = match self.find(ready, row, &mut index) {
                Ok(found) => Some(self.plain_cells(ready, place, found, &blank)),
                Err(Unfound::LeftOut(message)) => {
                    self.problem(ready.place, Some(row.number), None, message);
                    None
                }
                Err(Unfound::Nameless(message)) => {
                    nameless.push((place, message));
                    None
                }
            };
            if let Some(plan) = self.sheets.get_mut(ready.place) {
                plan.rows.push(RowPlan { row: row.number, becomes: Becomes::Skipped, record });
            }
        }
        nameless
    }

    /// Rows that name no record find the one that another table made, in whichever order the files came.
    fn nameless(&mut self, ready: &Ready, rows: Vec<(usize, Message)>) {
        let mut index = Index::of(&self.isms, ready.table.register);
        let blank = Rc::new(ready.table.register.blank(&self.isms, self.now));
        for (place, message) in rows {
            let Some(row) = ready.table.rows.get(place) else { continue };
            match self.known(ready, row, &mut index) {
                Ok(Some(id)) => {
                    let id = self.plain_cells(ready, place, Some(id), &blank);
                    if let Some(line) = self.sheets.get_mut(ready.place).and_then(|plan| plan.rows.get_mut(place)) {
                        line.record = Some(id);
                    }
                }
                Ok(None) => self.problem(ready.place, Some(row.number), None, message),
                Err(other) => self.problem(ready.place, Some(row.number), None, other),
            }
        }
        if let Some(plan) = self.sheets.get_mut(ready.place) {
            for joined in &ready.table.joined {
                let record = plan.rows.get(joined.to).and_then(|row| row.record);
                plan.rows.push(RowPlan { row: joined.row, becomes: Becomes::Skipped, record });
            }
        }
    }

    /// Takes in what names no other record, and lets others find it by what it is called.
    fn plain_cells(&mut self, ready: &Ready, place: usize, found: Option<Id>, blank: &Rc<Value>) -> Id {
        let mut draft = self.draft(ready.table.register, found, blank);
        let id = draft.id;
        draft.by = (ready.place, place);
        let Some(row) = ready.table.rows.get(place) else { return id };
        let (number, name) = ready.table.told(row);
        let mut altered = numbered(&mut draft, number) | confirmed(&mut draft);
        if let (0, Some(Cow::Owned(name))) = (draft.revision, name) {
            put(&mut draft.body.record, name_of(ready.table.register), name.into());
        }
        for column in ready.table.columns.iter().filter(|column| column.links_to().is_none()) {
            altered |= self.plain_cell(ready, row, &mut draft, column);
        }
        if altered {
            self.altered.insert((ready.place, place));
        }
        // What others may name it by is known from here on; it is written when all of it is known.
        if draft.is_news() {
            _ = draft.register.place(&mut self.isms, id, draft.revision + 1, &draft.body);
        }
        self.drafts.insert(id, draft);
        id
    }

    fn draft(&mut self, register: &'static dyn AnyRegister, found: Option<Id>, blank: &Rc<Value>) -> Draft {
        let id = found.unwrap_or_else(|| register.next_id(&self.isms));
        if let Some(draft) = self.drafts.remove(&id) {
            return draft;
        }
        let was = found.and_then(|id| register.get(&self.isms, id));
        let mut draft = Draft::of(register, id, was, blank);
        if draft.revision == 0 && register.name() == Risk::NAME {
            risks::begin(&mut draft);
        }
        draft
    }

    fn plain_cell(&mut self, ready: &Ready, row: &RowIn, draft: &mut Draft, column: &Column) -> bool {
        let text = ready.table.text(row, column);
        let of_annex_a = ready.table.register.name() == Control::NAME && annex_a::control(draft.id).is_some();
        match &column.target {
            Target::Reference => false,
            _ if of_annex_a && controls::is_known(draft.id, column, text) => false,
            Target::Field { path, .. } if of_annex_a && path == "title" && !text.is_empty() => {
                let problem = controls::contradiction(draft.id, text);
                self.take(ready, row, draft, &column.as_note(), Read { problem, ..Read::value(text.into()) })
            }
            _ => self.take(ready, row, draft, column, ready.cells.read(column, text)),
        }
    }

    /// Every name in a cell finds its record.
    fn links_of(&mut self, ready: &Ready) {
        let columns: Vec<&Column> = ready.table.columns.iter().filter(|column| column.links_to().is_some()).collect();
        let plan = self.sheets.get(ready.place);
        let records: Vec<Option<Id>> = plan.into_iter().flat_map(|plan| &plan.rows).map(|row| row.record).collect();
        for (place, (row, id)) in ready.table.rows.iter().zip(records).enumerate() {
            let Some(mut draft) = id.and_then(|id| self.drafts.remove(&id)) else { continue };
            for column in &columns {
                let read = self.linked(ready, column, ready.table.text(row, column));
                if self.take(ready, row, &mut draft, column, read) {
                    self.altered.insert((ready.place, place));
                }
            }
            self.drafts.insert(draft.id, draft);
        }
        let rows = ready.table.rows.len();
        for (joined, place) in ready.table.joined.iter().zip(rows..) {
            if self.altered.contains(&(ready.place, joined.to)) {
                self.altered.insert((ready.place, place));
            }
        }
    }

    /// Reads a cell that names records, and makes those that may be made of a name.
    pub(super) fn linked(&mut self, ready: &Ready, column: &Column, text: &str) -> Read {
        let before = self.made.len();
        let mut links = Links { isms: &mut self.isms, now: self.now, made: &mut self.made };
        let read = links.read(ready.table.register, column, text);
        if let Some(plan) = self.sheets.get_mut(ready.place) {
            plan.also_created += (self.made.len() - before) as u32;
        }
        read
    }

    fn take(&mut self, ready: &Ready, row: &RowIn, draft: &mut Draft, column: &Column, mut read: Read) -> bool {
        let origin = Origin { source: &ready.table.source, seed: self.seed };
        let problem = read.problem.take();
        let (altered, edited) = draft.take(origin, column, ready.table.text(row, column), read);
        if let Some(message) = edited.or(problem) {
            self.problem(ready.place, Some(row.number), Some(column.called()), message);
        }
        altered
    }

    /// Puts a draft into the state as it stands, and gives what its register has against it.
    pub(super) fn write(&mut self, id: Id) -> Vec<Reason> {
        let Some(draft) = self.drafts.get(&id).filter(|draft| draft.is_news()) else { return vec![] };
        match draft.register.revise(&self.isms, id, draft.revision + 1, &draft.body) {
            Ok((revision, reasons)) => {
                let known = self.written.get(&id) == Some(&revision);
                if !known && draft.register.place(&mut self.isms, id, revision.revision, &draft.body).is_ok() {
                    self.written.insert(id, revision);
                }
                reasons
            }
            Err(problem) => {
                let place = draft.by.0;
                let message = say!("{id} could not be written: {problem}", id = id, problem = problem);
                self.problem(place, None, None, message);
                vec![]
            }
        }
    }

    pub(super) fn problem(&mut self, place: usize, row: Option<u32>, field: Option<&str>, message: Message) {
        if let Some(plan) = self.sheets.get_mut(place) {
            plan.problems.push(Problem { row, field: field.map(String::from), message });
        }
    }
}

/// A record found by its name takes the number that a row gives it; controls of Annex A have theirs.
fn numbered(draft: &mut Draft, number: Option<&str>) -> bool {
    let number = number.filter(|_| draft.body.reference.is_none() && annex_a::control(draft.id).is_none());
    if number.is_some() {
        draft.body.reference = number.map(String::from);
    }
    number.is_some()
}

/// A person or an asset that was made of a name is confirmed by a list that names it.
fn confirmed(draft: &mut Draft) -> bool {
    let of_a_name = [Person::NAME, Asset::NAME].contains(&draft.register.name());
    let doubted = of_a_name && at(&draft.body.record, "unconfirmed") == true;
    if doubted {
        put(&mut draft.body.record, "unconfirmed", false.into());
    }
    doubted
}

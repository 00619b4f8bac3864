//! The end of an import: what every record became is written, acceptances last, and every row is counted.

use super::{
    Becomes,
    draft::Draft,
    risks,
    understand::Ready,
    work::{Done, Work},
};
use crate::{
    id::Id,
    message::Message,
    refusal::Reason,
    register::Listed,
    registers::{Risk, register_of},
    revision::{Changes, Revision},
    say,
};
use std::collections::BTreeSet;

impl Work<'_> {
    /// States what every record became, and then the acceptances, which stand for all that was known by then.
    pub(super) fn finish(&mut self, tables: &[Ready]) {
        let ids: Vec<Id> = self.drafts.keys().copied().collect();
        for id in &ids {
            self.write_what_may_stand(*id, tables);
        }
        for id in ids {
            self.write_acceptance(id, tables);
        }
    }

    /// A field that the register refuses is left blank, and its words are kept.
    fn write_what_may_stand(&mut self, id: Id, tables: &[Ready]) {
        let reasons = self.write(id);
        if reasons.is_empty() {
            return;
        }
        let Some(mut draft) = self.drafts.remove(&id) else { return };
        for reason in reasons {
            self.leave_blank(&mut draft, tables, &reason);
        }
        self.drafts.insert(id, draft);
        self.write(id);
    }

    fn leave_blank(&mut self, draft: &mut Draft, tables: &[Ready], reason: &Reason) {
        let field = reason.field.as_deref().and_then(|field| field.split('.').next()).unwrap_or_default();
        // A list may state that a risk is accepted; a view says where nobody signed.
        if draft.register.name() == Risk::NAME && field == "status" {
            return;
        }
        let Some(ready) = tables.iter().find(|ready| ready.place == draft.by.0) else { return };
        let column = ready.table.columns.iter().find(|column| column.path.as_deref() == Some(field));
        if let Some((column, row)) = column.zip(ready.table.rows.get(draft.by.1)) {
            draft.empty(column, ready.table.text(row, column));
            self.about(draft, tables, field, say!("{why}; left blank, and kept in the notes", why = reason.why));
        }
    }

    fn write_acceptance(&mut self, id: Id, tables: &[Ready]) {
        if !self.drafts.get(&id).is_some_and(|draft| draft.accepts) {
            return;
        }
        let Some(mut draft) = self.drafts.remove(&id) else { return };
        match risks::acceptance(&self.isms, &draft) {
            Ok(Some(acceptance)) => risks::accept(&mut draft, &acceptance),
            Ok(None) => {}
            Err(message) => self.about(&draft, tables, "acceptances", message),
        }
        self.drafts.insert(id, draft);
        self.write(id);
    }

    /// A problem of the row that touched a record last.
    fn about(&mut self, draft: &Draft, tables: &[Ready], field: &str, message: Message) {
        let table = tables.iter().find(|ready| ready.place == draft.by.0);
        let row = table.and_then(|ready| ready.table.rows.get(draft.by.1)).map(|row| row.number);
        self.problem(draft.by.0, row, Some(field), message);
    }

    /// Counts what every row did, and sorts the revisions into new records and changes.
    pub(super) fn done(mut self) -> Done {
        self.count_rows();
        let is_new = |revision: &Revision| revision.revision == 1;
        let (mut created, changed): (Changes, Changes) = self.written.into_values().partition(is_new);
        for id in &self.made {
            let Some(register) = register_of(*id) else { continue };
            let Some(held) = register.get(&self.isms, *id) else { continue };
            created.extend(register.revise(&self.isms, *id, 1, &held.body).map(|(revision, _)| revision));
        }
        Done { sheets: self.sheets, after: self.isms, created, changed }
    }

    fn count_rows(&mut self) {
        let mut begun: BTreeSet<Id> = BTreeSet::new();
        for (place, plan) in self.sheets.iter_mut().enumerate() {
            for (row, line) in plan.rows.iter_mut().enumerate() {
                let Some((id, draft)) = line.record.and_then(|id| Some((id, self.drafts.get(&id)?))) else { continue };
                line.becomes = match () {
                    () if draft.is_news() && !self.written.contains_key(&id) => Becomes::Skipped,
                    () if draft.revision == 0 && begun.insert(id) => Becomes::Created,
                    () if self.altered.contains(&(place, row)) => Becomes::Changed,
                    () => Becomes::Unchanged,
                };
            }
            plan.rows.sort_by_key(|line| line.row);
            plan.problems.sort_by_key(|problem| problem.row);
        }
    }
}

//! What a register says of itself.

use crate::{
    acts::Who,
    collection::{Collection, Held},
    id::Id,
    link::Link,
    refusal::Reason,
    registers::{Isms, Person},
    revision::{Changes, Revision},
    say, walk,
};
use jiff::{Timestamp, civil::Date};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;

/// A register, told by its record. This is all that a register's file must contain.
#[diagnostic::on_unimplemented(
    message = "`{Self}` stands in the list of registers but does not describe itself",
    label = "write `impl Register for {Self}` in its file; `suppliers.rs` is a short example"
)]
pub trait Register:
    Listed + Clone + Default + PartialEq + Serialize + DeserializeOwned + JsonSchema + Send + Sync + 'static
{
    /// The letters of its ids: `S` makes `S-0001`.
    const LETTERS: &'static str;
    /// Raised when the shape of the record changes; `upcast` then learns the step.
    const VERSION: u32 = 1;
    /// Its appearance.
    const FACE: Face;

    /// The acts with a name of their own, `NoActs` where there are none.
    type Act: Decide<Self>;

    /// What must hold however the record came to be, beyond what its types say.
    fn check(&self, _isms: &Isms, _id: Id) -> Vec<Reason> {
        Vec::new()
    }

    /// What a record is known by: its first column, unless the register knows better.
    fn title(held: &Held<Self>) -> String {
        let title = Self::FACE.columns.first().and_then(|column| walk::field(&held.body.record, column));
        title.as_ref().and_then(Value::as_str).unwrap_or_default().into()
    }

    /// The day by which something is still to be done about it, if there is one.
    fn due(_held: &Held<Self>, _isms: &Isms) -> Option<Due> {
        None
    }

    /// What a new record is given beyond what was written: the day on which it came, or who brought it.
    fn begun(self, _isms: &Isms, _who: &Who, _now: Timestamp) -> Self {
        self
    }

    /// What else a withdrawal changes; `earlier` are the revisions it goes back to.
    fn withdrawal(_isms: &Isms, _who: &Who, _on: &Held<Self>, _earlier: &[Revision]) -> Result<Changes, Vec<Reason>> {
        Ok(Vec::new())
    }

    /// Whether a record that was withdrawn may come back.
    fn restoration(_on: &Held<Self>) -> Result<(), Reason> {
        Ok(())
    }

    /// Brings a record written in an older shape to today's. Steps are added, never edited.
    fn upcast(_version: u32, _record: &mut Value) {}

    /// The least and the most a record can say.
    fn samples() -> [Self; 2];
}

/// Something to be done by a day, and who sees to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Due {
    /// Done on this day, it is in time.
    pub on: Date,
    /// Who sees to it.
    pub owner: Option<Link<Person>>,
}

impl Due {
    /// Due on this day as long as it is open.
    pub fn when(open: bool, on: Option<Date>, owner: &Option<Link<Person>>) -> Option<Due> {
        on.filter(|_| open).map(|on| Due { on, owner: owner.clone() })
    }
}

/// The named acts of a register: one enum, so that the compiler sees that each is decided.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no decision for acts on `{R}`",
    label = "write `impl Decide<{R}> for {Self}` in the register's file"
)]
pub trait Decide<R>: DeserializeOwned + JsonSchema {
    /// Whether the act of this word can be done to a record as it stands, whoever asks: a page offers what can, and says
    /// of the others why not.
    ///
    /// # Errors
    /// Says why not, and what to do first.
    fn possible(_word: &str, _isms: &Isms, _on: &Held<R>) -> Result<(), Reason> {
        Ok(())
    }

    /// The act becomes new revisions, or the reasons why not.
    fn decide(self, isms: &Isms, who: &Who, now: Timestamp, on: &Held<R>) -> Result<Changes, Vec<Reason>>;
}

/// What only a program proposed is signed by nobody.
pub(crate) fn once_confirmed<R>(on: &Held<R>) -> Result<(), Reason> {
    let reason = || Reason::new(say!("it is only proposed, and nobody has confirmed it"), say!("confirm it first"));
    on.body.proposed.is_none().then_some(()).ok_or_else(reason)
}

/// What ends a matter is done to one that is open.
pub(crate) fn while_open(open: bool) -> Result<(), Reason> {
    let reason = || Reason::new(say!("it is not open any more"), say!("set its status back first, by an edit"));
    open.then_some(()).ok_or_else(reason)
}

/// Where a register stands in the plan-do-check-act frame of the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Clauses 4 to 6.
    Plan,
    /// Clauses 7 and 8.
    Do,
    /// Clause 9.
    Check,
    /// Clause 10.
    Act,
    /// Beside the four: reached from a page of its own.
    Aside,
}

/// What a type cannot say about its own appearance.
pub struct Face {
    /// Where it stands in the frame.
    pub place: Place,
    /// What one record is called in a sentence: `risk`, `audit finding`.
    pub one: &'static str,
    /// The columns of the list, after the id. A record is known by the first.
    pub columns: &'static [&'static str],
    /// Fields that only a named act may set.
    pub by_act: &'static [&'static str],
    /// Words an import may meet at the head of a column, by field; `reference` counts as one.
    pub also_called: &'static [(&'static str, &'static [&'static str])],
    /// Words that mean a choice, by field: `mitigate` is `modify`.
    pub values: &'static [(&'static str, &'static [(&'static str, &'static str)])],
    /// For the empty list: what belongs here, and which clause asks for it.
    pub empty: &'static str,
    /// Whether a link to it may stay a text that somebody typed: threats, where a catalogue only proposes.
    pub free_text: bool,
}

impl Face {
    /// A face with nothing but a place, a name and columns; the rest is filled by struct update.
    pub const fn new(place: Place, one: &'static str, columns: &'static [&'static str]) -> Face {
        Face { place, one, columns, by_act: &[], also_called: &[], values: &[], empty: "", free_text: false }
    }
}

/// What the list says of a record. Only the list implements it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not in the list of registers",
    label = "add a line for `{Self}` to `registers!` in `registers.rs`"
)]
pub trait Listed: Sized {
    /// The register's name: page, API path and command word.
    const NAME: &'static str;

    /// Its records in this state.
    fn collection(isms: &Isms) -> &Collection<Self>;
    /// The same, to be changed while a state is built.
    fn collection_mut(isms: &mut Isms) -> &mut Collection<Self>;
}

/// For registers whose records are only added, edited, withdrawn and restored.
#[derive(Deserialize, JsonSchema)]
pub enum NoActs {}

impl<R> Decide<R> for NoActs {
    fn decide(self, _: &Isms, _: &Who, _: Timestamp, _: &Held<R>) -> Result<Changes, Vec<Reason>> {
        match self {}
    }
}

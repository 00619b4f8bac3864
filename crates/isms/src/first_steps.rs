//! First steps: from a dozen answers to first records, in the order of the standard. All of it is proposed, and is the
//! organisation's own only once somebody has confirmed it.
//!
//! Nothing is rated, accepted or published here: ISO/IEC 27001 asks people for that (clauses 6.1.2 and 6.1.3).

mod answers;
mod assets;
mod controls;
mod groups;
mod judging;
mod laws;
mod on_record;
mod organisation;
mod proposing;
mod risks;
#[cfg(test)]
mod tests;

pub use answers::{Answers, Climate, CommonAsset, Habit, Harm, Law, Sort, TooMuch};
pub use groups::{GROUPS, Group, Stage, only_for, resting};
pub use judging::{Weighed, confirmed, left_out, weighed};
pub use on_record::on_record;
pub use risks::{MOST_ASKED, concerning};

use self::proposing::Proposing;
use crate::{
    acts::Who,
    collection::Held,
    refusal::Reason,
    registers::{Isms, Organisation, Person},
    revision::Changes,
};
use jiff::Timestamp;

/// What the answers propose: records of many registers, as one act. What is there already, in use or withdrawn, is not
/// proposed again, and nothing that somebody wrote is written over.
///
/// # Errors
/// Where a record would break the rules of its own register.
pub fn begun(
    isms: &Isms, who: &Who, now: Timestamp, on: &Held<Organisation>, answers: &Answers,
) -> Result<Changes, Vec<Reason>> {
    let mut proposing = Proposing::new(isms, who, now);
    organisation::propose(&mut proposing, on, answers)?;
    let decides = person(&mut proposing, "who_decides", &answers.who_decides)?;
    let works = person(&mut proposing, "who_does_the_work", &answers.who_does_the_work)?.or(decides.clone());
    laws::propose(&mut proposing, answers, &decides)?;
    assets::propose(&mut proposing, answers, &works)?;
    risks::propose(&mut proposing, answers, &decides, &works)?;
    controls::propose(&mut proposing, answers, &works)?;
    Ok(proposing.changes)
}

/// Somebody by their name; nobody where none is given.
fn person(proposing: &mut Proposing, question: &str, name: &str) -> Result<proposing::Owner, Vec<Reason>> {
    let Some(name) = Some(name.trim()).filter(|name| !name.is_empty()) else { return Ok(None) };
    let person = Person { name: name.into(), ..Person::default() };
    let because = proposing::answer(question);
    Ok(proposing.propose(person, &because)?.link)
}

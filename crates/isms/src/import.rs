//! To come.
use crate::{changes::{Changes, Revision}, collection::Held, refusal::Reason, registers::{Import, Isms}};
/// Undone.
pub fn undone(_: &Isms, _: &Held<Import>, _: &[Revision]) -> Result<Changes, Vec<Reason>> { Ok(vec![]) }

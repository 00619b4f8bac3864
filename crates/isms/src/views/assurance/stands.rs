//! Where all controls stand, each in a word: for filters, lists and tables.

use super::assurance;
use crate::{
    Id, Isms,
    views::soa::{Row, Soa, Standing},
};
use std::collections::BTreeMap;

/// Where each control stands: one of [`WORDS`].
pub type Stands = BTreeMap<Id, &'static str>;

/// What a control is that the Statement of Applicability leaves out, what one is without any rung, and the rungs.
pub const WORDS: [&str; 8] =
    ["left out", "nothing yet", "claimed", "described", "documented", "evidenced", "tested", "effective"];

/// Where the controls of a statement stand.
pub fn stands(isms: &Isms, soa: &Soa) -> Stands {
    let word = |row: &Row| {
        let standing = || assurance(isms, soa.today, row).standing().map_or(1, |rung| rung as usize + 2);
        let at = if row.standing == Standing::NotApplicable { 0 } else { standing() };
        WORDS.get(at).copied().unwrap_or_default()
    };
    soa.rows.iter().map(|row| (row.control.id, word(row))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        given::{after, samples},
        views::{northwind::TODAY, soa::soa},
    };
    use serde_json::json;

    #[test]
    fn each_control_stands_at_one_word() {
        let isms = samples();
        let isms = after(&isms, "controls", &["7.1"], "excluded", json!({ "reason": "No site of our own." }));
        let isms = after(&isms, "controls", &["5.16"], "edited", json!({ "implementation": "yes" }));
        let isms = after(&isms, "controls", &["5.17"], "edited", json!({ "implementation": "partly" }));
        let all = stands(&isms, &soa(&isms, TODAY));
        let of = |id: &str| all[&id.parse::<Id>().unwrap()];
        assert_eq!([of("7.1"), of("5.17"), of("5.16")], ["left out", "nothing yet", "claimed"]);
    }
}

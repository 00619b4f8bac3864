//! What other criteria would do to the risks, before anybody decides to change them.
//!
//! ISO/IEC 27001, clause 6.1.2 a and b.

use super::risks::{Rated, RiskView, Row, State, Which, risks};
use crate::{Held, Id, Isms, Organisation, criteria::Criteria};
use jiff::civil::Date;

/// What changes when risks are weighed by other criteria.
#[derive(Debug, Default, PartialEq)]
pub struct Reranked {
    /// Ratings on another level than before, or on none, risk by risk.
    pub levels: Vec<NewLevel>,
    /// Risks whose acceptance was given under the criteria of today, and would no longer stand.
    pub outdated: Vec<Id>,
}

/// A rating and the names of its levels.
#[derive(Clone, Debug, PartialEq)]
pub struct NewLevel {
    /// The risk.
    pub risk: Id,
    /// Which of its ratings.
    pub which: Which,
    /// Its score and level by the criteria of today.
    pub from: Option<(u32, String)>,
    /// Its score and level by the others; `None` where a step lies beyond the new scales.
    pub to: Option<(u32, String)>,
}

/// What these criteria would change, were they the organisation's own.
pub fn reranked(isms: &Isms, criteria: &Criteria, today: Date) -> Reranked {
    let Some(one) = isms.the_organisation() else { return Reranked::default() };
    let mut other = isms.clone();
    let record = Organisation { criteria: criteria.clone(), ..one.body.record.clone() };
    let body = crate::Body { record, ..one.body.clone() };
    other.put(Held { id: one.id, revision: one.revision, body });
    let (before, after) = (risks(isms, today), risks(&other, today));
    let pairs = || before.rows.iter().zip(&after.rows).filter(|(row, _)| !row.is_closed());
    let levels = pairs().flat_map(|(was, is)| new_levels((&before, was), (&after, is)));
    let outdated = pairs()
        .filter(|(was, is)| was.acceptances.state() != State::Outdated && is.acceptances.state() == State::Outdated);
    Reranked { levels: levels.collect(), outdated: outdated.map(|(was, _)| was.risk.id).collect() }
}

fn new_levels<'a>(
    (before, was): (&'a RiskView, &'a Row), (after, is): (&'a RiskView, &'a Row),
) -> impl Iterator<Item = NewLevel> + use<'a> {
    let named = |view: &RiskView, rated: Option<Rated>| {
        rated.map(|rated| (rated.score, view.criteria.level_name(rated.score).to_string()))
    };
    [Which::Inherent, Which::Current, Which::Residual].into_iter().filter_map(move |which| {
        let (from, to) = (named(before, which.of(was)), named(after, which.of(is)));
        let level = |rated: &Option<(u32, String)>| rated.as_ref().map(|(_, level)| level.clone());
        (level(&from) != level(&to)).then_some(NewLevel { risk: was.risk.id, which, from, to })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        criteria::{Level, Scoring},
        views::northwind::{TODAY, northwind},
    };

    #[test]
    fn the_same_criteria_change_nothing() {
        let isms = northwind();
        assert_eq!(reranked(&isms, &isms.criteria(), TODAY), Reranked::default());
    }

    #[test]
    fn a_lower_border_lifts_what_stands_on_it() {
        let isms = northwind();
        let mut criteria = isms.criteria().into_owned();
        criteria.levels[2].from = 10;
        let found = reranked(&isms, &criteria, TODAY);
        // Of the map in the README of the sample: one risk stands on 2 × 5, and nothing else scores 10 or 11.
        let inherent: Vec<_> = found.levels.iter().filter(|one| one.which == Which::Inherent).collect();
        assert_eq!(inherent.len(), 1);
        assert_eq!(inherent[0].from, Some((10, "Medium".into())));
        assert_eq!(inherent[0].to, Some((10, "High".into())));
    }

    #[test]
    fn a_shorter_scale_leaves_ratings_without_level_and_signatures_without_ground() {
        let isms = northwind();
        let mut criteria = isms.criteria().into_owned();
        criteria.likelihood.truncate(4);
        let found = reranked(&isms, &criteria, TODAY);
        assert!(found.levels.iter().any(|one| one.which == Which::Inherent && one.to.is_none()));
        let stated = isms.risks().iter().filter(|risk| !risk.acceptances.is_empty());
        assert_eq!(found.outdated.len(), stated.count(), "each was given under other criteria");
    }

    #[test]
    fn a_sum_ranks_anew() {
        let isms = northwind();
        let levels = [("Low", 2), ("High", 7)].map(|(name, from)| Level { name: name.into(), from }).into();
        let criteria = Criteria { score: Scoring::Sum, levels, ..isms.criteria().into_owned() };
        let found = reranked(&isms, &criteria, TODAY);
        let phishing = isms.risks().by_reference("R-040").next().unwrap();
        let inherent = found.levels.iter().find(|one| one.risk == phishing && one.which == Which::Inherent).unwrap();
        assert_eq!((&inherent.from, &inherent.to), (&Some((20, "Critical".into())), &Some((9, "High".into()))));
    }
}

//! Coverage of other frameworks: which controls and clauses serve their parts, and where these stand here. It counts and
//! grades nothing: a mapping is no proof that two demands are equal, or that one is met.

use super::{
    assurance::{Rung, assurance},
    soa::{Standing, soa},
};
use crate::{
    Id, Isms,
    registers::controls::Implementation,
    standards::{Crosswalk, parts_of},
};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// A framework, part by part.
#[derive(Debug)]
pub struct Coverage {
    /// Its parts that something is mapped to, in its own order.
    pub parts: Vec<Part>,
    /// Where the controls stand that serve any of them, each counted once.
    pub whole: Stand,
}

/// A part of a framework.
#[derive(Debug)]
pub struct Part {
    /// Its number there: `PR.AA-01`.
    pub id: &'static str,
    /// What serves it, the surest first.
    pub served: Vec<&'static Crosswalk>,
    /// Where the controls among it stand.
    pub stand: Stand,
}

/// Where some controls stand, as counts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stand {
    /// Left out by the Statement of Applicability.
    pub left_out: usize,
    /// How far the others are; none where nobody said it.
    pub far: BTreeMap<Option<Implementation>, usize>,
    /// How far the others can be trusted; none where not even a word is there.
    pub rungs: BTreeMap<Option<Rung>, usize>,
}

/// How far one control is, and how far it can be trusted; nothing where it is left out.
type Far = Option<(Option<Implementation>, Option<Rung>)>;

/// How far each control is: computed once for all frameworks.
pub struct Controls(BTreeMap<Id, Far>);

/// How far the controls are on this day that the reader sees.
pub fn controls(isms: &Isms, today: Date, sees: &dyn Fn(Id) -> bool) -> Controls {
    let soa = soa(isms, today);
    let far = soa.rows.iter().filter(|row| sees(row.control.id)).map(|row| {
        let counted = row.standing != Standing::NotApplicable;
        let far = || (row.control.implementation, assurance(isms, today, row).standing());
        (row.control.id, counted.then(far))
    });
    Controls(far.collect())
}

/// The coverage of a framework by these controls.
pub fn coverage(Controls(far): &Controls, framework: &str) -> Coverage {
    let part = |(id, served): (&'static str, Vec<&'static Crosswalk>)| {
        let stand = stand(far, served.iter().copied());
        Part { id, served, stand }
    };
    let parts: Vec<Part> = parts_of(framework).into_iter().map(part).collect();
    let whole = stand(far, parts.iter().flat_map(|part| part.served.iter().copied()));
    Coverage { parts, whole }
}

/// The control that serves, where it is one and not a clause.
pub fn control_of(served: &Crosswalk) -> Option<Id> {
    served.source_id.strip_prefix("A.")?.parse().ok()
}

fn stand<'a>(far: &BTreeMap<Id, Far>, served: impl Iterator<Item = &'a Crosswalk>) -> Stand {
    let controls: BTreeSet<Id> = served.filter_map(control_of).collect();
    let mut stand = Stand::default();
    for far in controls.iter().filter_map(|id| far.get(id)) {
        match far {
            None => stand.left_out += 1,
            Some((implementation, rung)) => {
                *stand.far.entry(*implementation).or_default() += 1;
                *stand.rungs.entry(*rung).or_default() += 1;
            }
        }
    }
    stand
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        given::{after, samples},
        standards::frameworks,
        views::northwind::TODAY,
    };
    use serde_json::json;

    /// Given controls that serve a part, when they stand differently, then each is counted once, where it stands.
    #[test]
    fn each_control_is_counted_once_where_it_stands() {
        let isms = samples();
        let cis_5 = |isms: &Isms, sees: &dyn Fn(Id) -> bool| {
            let all = coverage(&controls(isms, TODAY, sees), "CIS-Controls-v8").parts;
            all.into_iter().find(|part| part.id == "5").unwrap()
        };
        let part = cis_5(&isms, &|_| true);
        let controls: Vec<Id> = part.served.iter().copied().filter_map(control_of).collect();
        assert_eq!(part.stand.rungs, BTreeMap::from([(None, controls.len())]));
        let isms = after(&isms, "controls", &["5.16"], "edited", json!({ "implementation": "yes", "how": "By form." }));
        let isms = after(&isms, "controls", &["5.17"], "edited", json!({ "implementation": "partly" }));
        let isms = after(&isms, "controls", &["8.2"], "excluded", json!({ "reason": "Nobody has such rights." }));
        let stand = cis_5(&isms, &|_| true).stand;
        let rest = controls.len() - 3;
        assert_eq!(stand.left_out, 1);
        let (yes, partly) = (Some(Implementation::Yes), Some(Implementation::Partly));
        assert_eq!(stand.far, BTreeMap::from([(None, rest), (partly, 1), (yes, 1)]));
        assert_eq!(stand.rungs, BTreeMap::from([(None, rest + 1), (Some(Rung::Claimed), 1)]));
        assert_eq!(cis_5(&isms, &|_| false).stand, Stand::default(), "what is not seen is not counted");
    }

    #[test]
    fn what_serves_several_parts_is_one_control_of_the_whole() {
        let controls_of_all = controls(&samples(), TODAY, &|_| true);
        for framework in frameworks() {
            let all = coverage(&controls_of_all, framework);
            let served = all.parts.iter().flat_map(|part| &part.served).copied();
            let controls: BTreeSet<Id> = served.filter_map(control_of).collect();
            assert_eq!(all.whole.left_out + all.whole.far.values().sum::<usize>(), controls.len(), "{framework}");
        }
    }
}

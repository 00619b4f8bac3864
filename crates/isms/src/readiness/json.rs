//! Readiness as programs see it: `{as_of, rules: [{id, clause, outcome, severity, message, records, remedy, …}]}`.

use super::{Gap, Judged, Outcome, Remedy, readiness};
use crate::{Id, Isms, name_shown, standards, views::sentence};
use jiff::civil::Date;
use serde_json::{Value, json};

/// What every rule says on this day, to a reader who sees these records. `severity` is the gravest gap's; where there is
/// none, it is what an auditor would likely say were the duty not fulfilled; `likely` is then empty. `records` are those that gaps name, or, where
/// there is none, those that speak for it.
pub fn json(isms: &Isms, today: Date, sees: &dyn Fn(Id) -> bool) -> Value {
    let rules: Vec<Value> = readiness(isms, today).iter().map(|one| shown(isms, one, sees)).collect();
    json!({ "as_of": today, "rules": rules })
}

fn shown(isms: &Isms, judged: &Judged, sees: &dyn Fn(Id) -> bool) -> Value {
    let Judged { rule, verdict } = judged;
    let said = |gap: &Gap| gap.sentence.message(isms, sees).to_string();
    let seen = verdict.seen.as_ref().map(|seen| seen.message(isms, sees).to_string());
    let message = match verdict.gaps.as_slice() {
        [] => seen.clone().unwrap_or_default(),
        gaps => gaps.iter().map(said).collect::<Vec<_>>().join(". "),
    };
    let title =
        standards::duties().find(|(_, duty)| duty.id == rule.duty).map(|(_, duty)| standards::words(&duty.fulfilled));
    json!({
        "id": rule.duty,
        "clause": rule.clause(),
        "duty": title,
        "stage": rule.stage,
        "outcome": verdict.outcome,
        "finding": verdict.outcome.words(),
        "severity": verdict.severity().unwrap_or(rule.severity),
        "likely": verdict.severity(),
        "message": message,
        "seen": seen,
        "records": names(isms, verdict.records(), sees),
        "names": verdict.records().into_iter().map(|id| sentence::name(isms, id, sees)).collect::<Vec<_>>(),
        "remedy": verdict.gaps.first().map(|gap| remedy(&gap.remedy, sees)),
        "looks_at": rule.looks(),
        "what_closes_it": verdict.gaps.first().map(|gap| gap.remedy.words),
        "gaps": verdict.gaps.iter().map(|gap| json!({
            "message": said(gap),
            "severity": gap.severity,
            "records": names(isms, gap.sentence.records().collect(), sees),
            "remedy": remedy(&gap.remedy, sees),
        })).collect::<Vec<_>>(),
    })
}

fn names(isms: &Isms, ids: Vec<Id>, sees: &dyn Fn(Id) -> bool) -> Vec<Value> {
    ids.into_iter().map(|id| name_shown(isms, id, sees)).collect()
}

/// What closes a gap: its words, and the address of the page where it is done, if the reader may know of it.
fn remedy(remedy: &Remedy, sees: &dyn Fn(Id) -> bool) -> Value {
    json!({ "words": remedy.words, "page": remedy.to.path_for(sees) })
}

impl Outcome {
    /// As a reader sees it. *Met* would claim more than a rule can know.
    pub fn words(self) -> &'static str {
        match self {
            Outcome::Met => "no gap found by this rule",
            Outcome::Partly => "partly",
            Outcome::NotMet => "not met",
            Outcome::Unknown => "cannot tell",
        }
    }
}

//! Acceptance of a risk: who signed what exactly, and whether that is still what stands here.
//!
//! ISO/IEC 27001, clause 6.1.3 f.

use super::{super::controls::Implementation, Risk, TreatmentOption};
use crate::{criteria::Criteria, record::*};
use sha2::{Digest, Sha256};
use std::{borrow::Cow, collections::BTreeMap};

/// A signature under the rest of a risk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Acceptance {
    /// Who accepted.
    pub by: Link<Person>,
    /// On which day.
    pub on: Date,
    /// Why the rest is worth bearing.
    #[serde(default)]
    pub reason: String,
    /// Stated by an imported file, not signed here.
    #[serde(default)]
    pub stated: bool,
    /// What exactly was accepted.
    #[schemars(skip)]
    pub of: AcceptedState,
}

/// The owner's approval of how a risk is treated.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct PlanApproval {
    /// Who approved.
    pub by: Link<Person>,
    /// On which day.
    pub on: Date,
    /// What exactly was approved.
    #[schemars(skip)]
    pub of: AcceptedState,
}

/// What a signature under a risk stands for: all that the decision rested on. Records are named in words, because a
/// link would hold them in use for ever.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AcceptedState {
    /// Title, description and consequence then, as the first 16 hexadecimal digits of their SHA-256; none in signatures
    /// from before that was kept.
    #[serde(default)]
    pub words: Option<String>,
    /// The owner then.
    pub owner: Option<String>,
    /// The treatment option then.
    pub option: Option<TreatmentOption>,
    /// The residual rating then: likelihood and consequence.
    pub residual: Option<(Step, Step)>,
    /// Its level then.
    pub level: Option<String>,
    /// The criteria then, as the first 16 hexadecimal digits of their SHA-256.
    pub criteria: String,
    /// The assets then.
    pub assets: Vec<String>,
    /// The controls then, and how far each was.
    pub controls: BTreeMap<String, Option<Implementation>>,
}

/// The criteria in force, with what a signature keeps of them: made once for a view over thousands of risks.
pub struct CriteriaInForce<'a> {
    /// The criteria.
    pub criteria: Cow<'a, Criteria>,
    digest: String,
}

impl<'a> CriteriaInForce<'a> {
    /// Those of this state.
    pub fn of(isms: &'a Isms) -> CriteriaInForce<'a> {
        let criteria = isms.criteria();
        let digest = fingerprint(&*criteria);
        CriteriaInForce { criteria, digest }
    }
}

impl AcceptedState {
    /// What a signature given now would stand for.
    pub fn now(isms: &Isms, risk: &Risk) -> AcceptedState {
        AcceptedState::by(&CriteriaInForce::of(isms), isms, risk)
    }

    fn by(CriteriaInForce { criteria, digest }: &CriteriaInForce, isms: &Isms, risk: &Risk) -> AcceptedState {
        let residual = risk.residual.as_ref().and_then(|rating| rating.steps());
        let score = residual.and_then(|(likelihood, consequence)| criteria.score(likelihood, consequence));
        let standing = |link: &Link<Control>| {
            let control = link.id().and_then(|id| isms.controls().get(id));
            (link.to_string(), control.and_then(|control| control.implementation))
        };
        AcceptedState {
            words: Some(fingerprint(&(&risk.title, &risk.description, &risk.consequence))),
            owner: risk.owner.as_ref().map(Link::to_string),
            option: risk.option,
            residual,
            level: score.map(|score| criteria.level_name(score).into()),
            criteria: digest.clone(),
            assets: risk.assets.iter().map(Link::to_string).collect(),
            controls: risk.controls().map(standing).collect(),
        }
    }

    /// What has changed since, in words; empty as long as the signature stands. A control that came further since is
    /// no change for the worse.
    pub fn outdated(&self, in_force: &CriteriaInForce, isms: &Isms, risk: &Risk) -> Vec<&'static str> {
        let now = AcceptedState::by(in_force, isms, risk);
        let behind = |(control, was): (&String, &Option<Implementation>)| {
            now.controls
                .get(control)
                .is_some_and(|is| is.unwrap_or(Implementation::No) < was.unwrap_or(Implementation::No))
        };
        let changes = [
            (self.words.is_some() && self.words != now.words, "wording"),
            (self.owner != now.owner, "owner"),
            (self.option != now.option, "option"),
            (self.residual != now.residual, "rating"),
            (self.level != now.level, "level"),
            (self.criteria != now.criteria, "criteria"),
            (self.assets != now.assets, "asset"),
            (!self.controls.keys().eq(now.controls.keys()), "set of controls"),
            (self.controls.iter().any(behind), "standing of a control"),
        ];
        changes.into_iter().filter(|(changed, _)| *changed).map(|(_, what)| what).collect()
    }
}

fn fingerprint(stated: &impl Serialize) -> String {
    let bytes = serde_json::to_vec(stated).unwrap_or_default();
    hex::encode(Sha256::digest(bytes).get(..8).unwrap_or_default())
}

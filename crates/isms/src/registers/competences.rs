//! Competences: what the holder of a role must be able to do, whether they can, and on what ground that is said.
//!
//! ISO/IEC 27001, clause 7.2. Awareness is another thing (clause 7.3): see the trainings.

use crate::{record::*, views::owner::same};

/// What somebody in a role must be able to do, and whether they can.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Competence {
    /// The role, as people here call it: incident leader, internal auditor, administrator.
    pub role: String,
    /// Who holds it.
    pub person: Option<Link<Person>>,
    /// What its holder must be able to do, so that somebody else could judge it.
    #[serde(default)]
    pub needed: Prose,
    /// Whether they can.
    pub ability: Option<Ability>,
    /// On what ground that is said: education, training, experience.
    #[serde(default)]
    pub basis: Prose,
    /// Who judged it.
    pub judged_by: Option<Link<Person>>,
    /// When they did.
    pub judged_on: Option<Date>,
    /// What is done to gain what is missing.
    #[serde(default)]
    pub trainings: Vec<Link<Training>>,
    /// Whether that worked, and how it was seen.
    #[serde(default)]
    pub effect: Prose,
    /// What shows it: certificates, references, work samples.
    #[serde(default)]
    pub evidence: Vec<Link<Evidence>>,
    /// The day of the next look.
    pub next_review: Option<Date>,
}

/// Whether somebody can do what their role needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Ability {
    /// All of it.
    Yes,
    /// Part of it; the rest is being learned.
    Partly,
    /// Not yet.
    No,
}

/// What happens to a competence.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CompetenceAct {
    /// Sign whether the holder can do what the role needs.
    #[schemars(title = "Judge")]
    Judged {
        /// Whether they can.
        ability: Ability,
        /// On what ground you say so: education, training, experience.
        basis: Prose,
        /// Where something was learned for it: whether that worked.
        #[serde(default)]
        effect: Prose,
        /// The day of the next look.
        next_review: Option<Date>,
    },
}

impl Register for Competence {
    const LETTERS: &'static str = "CO";
    const FACE: Face = Face {
        by_act: &["judged_by", "judged_on"],
        also_called: &[
            ("reference", &["competence id", "competence no"]),
            ("role", &["isms role", "security role", "function"]),
            ("person", &["holder", "role holder", "name", "person id"]),
            ("needed", &["required competence", "competence required", "required skills", "skills", "requirements"]),
            ("ability", &["competent", "held", "fulfilled", "competence status"]),
            ("basis", &["qualification", "qualifications", "education", "experience"]),
            ("trainings", &["training", "training needed"]),
            ("effect", &["effectiveness", "effectiveness of training"]),
            ("evidence", &["proof", "certificate", "certificates"]),
            ("next_review", &["review date", "review due", "next review date"]),
        ],
        values: &[("ability", &[("partial", "partly"), ("partially", "partly"), ("competent", "yes"), ("gap", "no")])],
        empty: "What the holder of each security role must be able to do, and whether they can (clause 7.2).",
        ..Face::new(Place::Do, "competence", &["role", "person", "ability", "judged_on", "next_review"])
    };
    type Act = CompetenceAct;

    fn samples() -> [Competence; 2] {
        let short = Competence { role: "Internal auditor".into(), ..Competence::default() };
        let full = Competence {
            role: "Incident leader".into(),
            person: Some(Link::known(Id::new("P", 1))),
            needed: "Lead the first hour of an incident: decide on its category, keep the clock, speak to the insurer."
                .into(),
            ability: Some(Ability::Partly),
            basis: "Four years as administrator, two drills led.".into(),
            trainings: vec![Link::known(Id::new("TR", 2))],
            effect: "The second drill kept the clock.".into(),
            evidence: vec![Link::known(Id::new("E", 1))],
            next_review: Some(date(2027, 6, 30)),
            ..Competence::default()
        };
        [short, full]
    }

    fn due(held: &Held<Competence>, _: &Isms) -> Option<Due> {
        Due::when(true, held.next_review, &held.person)
    }
}

impl Decide<Competence> for CompetenceAct {
    fn decide(self, isms: &Isms, who: &Who, now: Timestamp, on: &Held<Competence>) -> Result<Changes, Vec<Reason>> {
        let CompetenceAct::Judged { ability, basis, effect, next_review } = self;
        let by = Link::known(signer(who)?);
        if on.person.as_ref().is_some_and(|holder| same(holder, &by)) {
            let why = say!("nobody judges their own ability");
            return Err(Reason::new(why, say!("let somebody judge it who knows the work")).into());
        }
        let effect = if effect.trim().is_empty() { on.effect.clone() } else { effect };
        let next_review = next_review.or(on.next_review);
        let (ability, judged_by, judged_on) = (Some(ability), Some(by), Some(isms.day(now)));
        Ok(on.becomes(Competence {
            ability,
            basis,
            judged_by,
            judged_on,
            effect,
            next_review,
            ..Competence::clone(on)
        }))
    }
}

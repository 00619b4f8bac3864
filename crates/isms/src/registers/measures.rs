//! Measures: what is watched to see whether information security works, and what it showed last.
//!
//! ISO/IEC 27001, clause 9.1.

use crate::record::*;

/// Something that is measured to see whether information security works.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Measure {
    /// What is measured.
    pub title: String,
    /// How it is measured, so that two people find the same.
    #[serde(default)]
    pub method: Prose,
    /// What it is counted in: percent, days, incidents.
    #[serde(default)]
    pub unit: Option<String>,
    /// The value to reach or to keep.
    #[serde(default)]
    pub target: Option<String>,
    /// How often it is measured.
    #[serde(default)]
    pub frequency: Option<String>,
    /// Who measures it.
    pub owner: Option<Link<Person>>,
    /// Who looks at what it shows.
    pub evaluated_by: Option<Link<Person>>,
    /// The controls it speaks for.
    #[serde(default)]
    pub controls: Vec<Link<Control>>,
    /// What it showed last.
    #[serde(default)]
    pub value: Option<String>,
    /// When that was.
    pub measured_on: Option<Date>,
    /// What it means.
    #[serde(default)]
    pub remark: Prose,
}

/// What happens to a measure.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MeasureAct {
    /// Write down what it shows today.
    #[schemars(title = "Record a measurement")]
    Measured {
        /// What it shows.
        value: String,
        /// What it means.
        #[serde(default)]
        remark: Prose,
    },
}

impl Register for Measure {
    const LETTERS: &'static str = "M";
    const FACE: Face = Face {
        also_called: &[
            ("reference", &["measure id", "metric id", "kpi id"]),
            ("title", &["measure", "metric", "indicator", "kpi"]),
            ("method", &["how measured", "measurement method", "formula", "calculation"]),
            ("target", &["target value", "threshold"]),
            ("frequency", &["interval", "how often"]),
            ("owner", &["owner id", "measured by", "responsible"]),
            ("controls", &["control", "control id", "annex a controls", "related controls"]),
            ("value", &["current value", "result", "actual"]),
            ("measured_on", &["measurement date", "last measured", "date"]),
            ("remark", &["comment", "evaluation", "remarks"]),
        ],
        empty: "What you watch to see whether information security works (clause 9.1).",
        ..Face::new(Place::Check, "measure", &["title", "target", "value", "measured_on", "owner"])
    };
    type Act = MeasureAct;

    fn samples() -> [Measure; 2] {
        let short = Measure { title: "Incidents reported within a day".into(), ..Measure::default() };
        let full = Measure {
            title: "Critical patches in place within 14 days".into(),
            method: "Patches in time, of all that were due in the quarter.".into(),
            unit: Some("percent".into()),
            target: Some("95".into()),
            frequency: Some("each quarter".into()),
            owner: Some(Link::known(Id::new("P", 1))),
            evaluated_by: Some(Link::known(Id::new("P", 2))),
            controls: vec![Link::known(Id::new("8.", 8))],
            value: Some("88".into()),
            measured_on: Some(date(2026, 10, 2)),
            remark: "Two servers waited for a restart.".into(),
        };
        [short, full]
    }
}

impl Decide<Measure> for MeasureAct {
    fn decide(self, isms: &Isms, _: &Who, now: Timestamp, on: &Held<Measure>) -> Result<Changes, Vec<Reason>> {
        let MeasureAct::Measured { value, remark } = self;
        let measured_on = Some(isms.day(now));
        Ok(on.becomes(Measure { value: Some(value), measured_on, remark, ..Measure::clone(on) }))
    }
}

//! People: who works for the organisation, and who answers for what.
//!
//! ISO/IEC 27001, clauses 5.3 and 7.2; Annex A, A.6.1 to A.6.5.

use crate::record::*;

/// Somebody who works for the organisation. People are named elsewhere by id only.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Person {
    /// Their full name.
    pub name: String,
    /// Where they are reached.
    #[serde(default)]
    pub email: Option<String>,
    /// The part of the organisation they work in.
    #[serde(default)]
    pub department: Option<String>,
    /// What they do.
    #[serde(default)]
    pub job_title: Option<String>,
    /// Who leads them.
    pub manager: Option<Link<Person>>,
    /// On what footing they work here.
    pub employment: Option<Employment>,
    /// Where they work.
    #[serde(default)]
    pub site: Option<String>,
    /// Their first day.
    pub start: Option<Date>,
    /// Their last day.
    pub end: Option<Date>,
    /// Whether they are here.
    #[serde(default)]
    pub status: Presence,
    /// Made from a name in an imported file, and not yet confirmed by anybody.
    #[serde(default)]
    pub unconfirmed: bool,
}

/// On what footing somebody works here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Employment {
    /// Employed.
    Employee,
    /// On a contract of their own.
    Contractor,
    /// Lent by an agency.
    Temporary,
    /// Learning.
    Apprentice,
}

/// Whether somebody is here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Presence {
    /// At work.
    #[default]
    Active,
    /// Away for a while, and coming back.
    OnLeave,
    /// Has left.
    Leaver,
}

impl Person {
    /// Whether they have left by this day: called a leaver, or their last day is over. Leave of absence is not leaving.
    pub fn has_left(&self, today: Date) -> bool {
        self.status == Presence::Leaver || self.end.is_some_and(|end| end < today)
    }
}

impl Register for Person {
    const LETTERS: &'static str = "P";
    const FACE: Face = Face {
        also_called: &[
            ("reference", &["person id", "employee id", "staff id", "personnel number"]),
            ("name", &["full name", "person", "employee", "employee name"]),
            ("email", &["e-mail", "mail", "email address"]),
            ("department", &["team", "unit", "division"]),
            ("job_title", &["title", "position", "role", "function"]),
            ("manager", &["manager id", "line manager", "reports to", "supervisor"]),
            ("employment", &["employment type", "contract type"]),
            ("site", &["location", "office"]),
            ("start", &["start date", "hire date", "joined"]),
            ("end", &["end date", "leaving date", "last day"]),
            ("status", &["employment status"]),
        ],
        values: &[
            ("status", &[("left", "leaver"), ("terminated", "leaver"), ("inactive", "leaver"), ("leave", "on-leave")]),
            ("employment", &[("permanent", "employee"), ("external", "contractor"), ("freelancer", "contractor")]),
        ],
        empty: "Who works here and who answers for what (clauses 5.3 and 7.2).",
        ..Face::new(Place::Do, "person", &["name", "job_title", "department", "status", "end"])
    };
    type Act = NoActs;

    fn samples() -> [Person; 2] {
        let plain = Person { name: "Mara Quint".into(), ..Person::default() };
        let full = Person {
            name: "Ugo Silva".into(),
            email: Some("ugo.silva@example.com".into()),
            department: Some("Finance".into()),
            job_title: Some("Head of Finance".into()),
            manager: Some(Link::known(Id::new("P", 1))),
            employment: Some(Employment::Employee),
            site: Some("Leeds".into()),
            start: Some(date(2021, 4, 1)),
            ..Person::default()
        };
        [plain, full]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_has_left() {
        let today = date(2026, 10, 31);
        let person = |status, end| Person { status, end, ..Person::default() }.has_left(today);
        assert!(person(Presence::Leaver, None));
        assert!(person(Presence::Active, Some(date(2026, 10, 30))));
        assert!(!person(Presence::Active, Some(today)), "the last day itself is worked");
        assert!(!person(Presence::Active, Some(date(2026, 11, 1))));
        assert!(!person(Presence::OnLeave, None));
    }
}

//! Roles that information security needs, from `content/roles`: what each does, decides and must be able to do, and who
//! holds it here.
//!
//! ISO/IEC 27001, clauses 5.3 and 7.2.

use super::{controls, list};
use crate::{Held, Id, Isms, Link, Person, accounts::Role, annex_a::rows};
use jiff::civil::Date;
use serde::Deserialize;
use std::sync::LazyLock;

/// A role, whoever holds it.
#[derive(Debug)]
pub struct SecurityRole {
    /// `incident-leader`.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What its holder does.
    pub duties: Vec<String>,
    /// What they decide, and what they may not.
    pub decides: String,
    /// What they must be able to do, and by what that is shown.
    pub needs: String,
    /// Who holds it in a small organisation, and with what it does not go together.
    pub small: String,
    /// The duties of clauses 4 to 10 that it takes care of, by id.
    pub requirements: Vec<String>,
    /// The controls it takes care of.
    pub controls: Vec<Id>,
}

#[derive(Deserialize)]
struct Row {
    id: String,
    title: String,
    duties: String,
    decides: String,
    needs: String,
    small: String,
    requirements: String,
    controls: String,
}

const TABLE: &str = include_str!("../../../../content/roles/roles.csv");

static ROLES: LazyLock<Vec<SecurityRole>> = LazyLock::new(|| rows(TABLE).into_iter().filter_map(role).collect());

fn role(row: Row) -> Option<SecurityRole> {
    Some(SecurityRole {
        id: row.id,
        title: row.title,
        duties: list(&row.duties),
        decides: row.decides,
        needs: row.needs,
        small: row.small,
        requirements: list(&row.requirements),
        controls: controls(&row.controls)?,
    })
}

/// All of them, in the order of the table.
pub fn roles() -> &'static [SecurityRole] {
    &ROLES
}

impl SecurityRole {
    /// The fields of its competence as one would type them into the form.
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        vec![("role", self.title.clone()), ("needed", self.needs.clone())]
    }

    /// The competences on record for it.
    pub fn written(&self, isms: &Isms) -> Vec<Id> {
        let title = crate::plain(&self.title);
        isms.competences().iter().filter(|one| crate::plain(&one.role) == title).map(|one| one.id).collect()
    }
}

/// The people who hold a role, each once: by a competence, by their account, or because they own what the role is about;
/// as far as whoever reads may know of it.
pub fn holders(role: &SecurityRole, isms: &Isms, today: Date, sees: &dyn Fn(Id) -> bool) -> Vec<Id> {
    let mut people = by_competence(role, isms, sees);
    match role.id.as_str() {
        "top-management" => people.extend(by_account(isms, today, Role::TopManagement)),
        "isms-manager" => people.extend(by_account(isms, today, Role::IsmsManager)),
        "internal-auditor" => people.extend(by_account(isms, today, Role::Auditor)),
        "risk-owner" => people.extend(owners(isms.risks().iter().filter(|one| sees(one.id)).map(|one| &one.owner))),
        "control-owner" => {
            people.extend(owners(isms.controls().iter().filter(|one| sees(one.id)).map(|one| &one.owner)));
        }
        "asset-owner" => people.extend(owners(isms.assets().iter().filter(|one| sees(one.id)).map(|one| &one.owner))),
        _ => {}
    }
    people.retain(|id| sees(*id));
    here(isms, today, people)
}

/// Those of these people who work here on this day, each once.
fn here(isms: &Isms, today: Date, mut people: Vec<Id>) -> Vec<Id> {
    let stays = |one: &Held<Person>| one.body.withdrawn.is_none() && !one.has_left(today);
    people.retain(|id| isms.people().get(*id).is_some_and(stays));
    people.sort();
    people.dedup();
    people
}

fn by_competence(role: &SecurityRole, isms: &Isms, sees: &dyn Fn(Id) -> bool) -> Vec<Id> {
    let written = role.written(isms).into_iter().filter(|id| sees(*id));
    written.filter_map(|id| isms.competences().get(id)?.person.as_ref()?.id()).collect()
}

/// The people behind the accounts with a role that may still sign in, each once.
pub(super) fn by_account(isms: &Isms, today: Date, role: Role) -> Vec<Id> {
    let holds = isms.accounts().iter().filter(|account| !account.disabled && account.roles.contains(&role));
    let people = holds.filter_map(|account| account.person.as_ref().and_then(Link::<Person>::id));
    here(isms, today, people.collect())
}

fn owners<'a>(all: impl Iterator<Item = &'a Option<Link<Person>>>) -> Vec<Id> {
    all.filter_map(|owner| owner.as_ref()?.id()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        annex_a,
        given::{after, ask, samples},
        standards,
        views::northwind::{TODAY, northwind},
    };
    use serde_json::{Map, Value, json};
    use std::collections::BTreeSet;

    fn named(id: &str) -> &'static SecurityRole {
        roles().iter().find(|role| role.id == id).unwrap()
    }

    #[test]
    fn each_row_is_read_and_names_what_there_is() {
        let lines = csv::Reader::from_reader(TABLE.as_bytes()).records().count();
        assert_eq!((roles().len(), lines), (12, 12));
        for role in roles() {
            let unknown = |id: &&String| !standards::duties().any(|(_, duty)| duty.id == **id);
            assert_eq!(role.requirements.iter().find(unknown), None, "{}", role.id);
            assert!(role.controls.iter().all(|id| annex_a::control(*id).is_some()), "{}", role.id);
            assert!(role.duties.len() > 2 && !role.controls.is_empty(), "{}", role.id);
        }
    }

    /// What nobody takes care of is forgotten: each duty and each control stands with a role.
    #[test]
    fn no_duty_and_no_control_is_left_to_nobody() {
        let of: BTreeSet<&String> = roles().iter().flat_map(|role| &role.requirements).collect();
        let left: Vec<_> = standards::duties().map(|(_, duty)| &duty.id).filter(|id| !of.contains(id)).collect();
        assert_eq!(left, Vec::<&String>::new());
        let of: BTreeSet<Id> = roles().iter().flat_map(|role| role.controls.clone()).collect();
        let left: Vec<_> = annex_a::controls().map(|one| one.id).filter(|id| !of.contains(id)).collect();
        assert_eq!(left, Vec::<Id>::new());
    }

    #[test]
    fn each_competence_can_be_recorded_as_it_is() {
        let isms = northwind();
        for role in roles() {
            let fields: Map<String, Value> =
                role.fields().into_iter().map(|(name, text)| (name.into(), text.into())).collect();
            ask(&isms, "competences", &[], "added", fields.into()).unwrap_or_else(|no| panic!("{}: {no}", role.id));
        }
    }

    #[test]
    fn who_holds_a_role_is_told_by_competences_accounts_and_what_people_own() {
        let isms = samples();
        let held = |isms: &Isms, id: &str| {
            holders(named(id), isms, TODAY, &|_| true).iter().map(Id::to_string).collect::<Vec<_>>()
        };
        assert_eq!(held(&isms, "asset-owner"), ["P-0001"], "the sample asset names her");
        assert_eq!(held(&isms, "incident-leader"), ["P-0001"], "the sample competence names her");
        assert!(held(&isms, "line-manager").is_empty());
        let isms = after(&isms, "competences", &[], "added", json!({ "role": "line manager", "person": "P-2" }));
        assert_eq!(held(&isms, "line-manager"), ["P-0002"]);
        assert_eq!(named("line-manager").written(&isms).len(), 1);
        assert!(
            holders(named("asset-owner"), &isms, TODAY, &|id| id.letters() != "A").is_empty(),
            "nor from unseen assets"
        );
    }
}

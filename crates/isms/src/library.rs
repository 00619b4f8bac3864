//! The library: risks, measures, roles and types of assets that many organisations have, and documents that a small one can
//! adopt after an hour's editing, in our own words. From `content`; fields are filled from what is on record.

mod asset_types;
mod find;
mod measures;
mod roles;
mod scenarios;

pub use asset_types::{AssetKind, AssetType, asset_types, on_record, type_of, type_told_by};
pub use find::{Entry, find};
pub use measures::{CommonMeasure, measures};
pub use roles::{SecurityRole, holders, roles};
pub use scenarios::{Scenario, scenarios};

use crate::{
    Id, Isms,
    accounts::Role,
    criteria::{ScaleStep, Scoring},
    registers::{documents::DocumentKind, organisation::Site, register},
    standards::{self, Section, Span, clause_page},
};
use jiff::civil::Date;
use serde_json::json;
use std::{collections::BTreeMap, sync::LazyLock};

/// A template of a document.
#[derive(Debug)]
pub struct Template {
    /// The name of its file, and of its page.
    pub name: &'static str,
    /// What it is called.
    pub title: String,
    /// What sort of document it makes.
    pub kind: DocumentKind,
    /// The clauses and controls that it fulfils, or helps to.
    pub fulfils: Vec<Span>,
    /// Who usually owns it.
    pub owner: String,
    /// After how many months it is looked at again.
    pub review_months: u8,
    /// The registers that it speaks of, by name.
    pub registers: Vec<String>,
    text: &'static str,
}

static TEMPLATES: LazyLock<Vec<Template>> = LazyLock::new(|| {
    standards::embedded::POLICIES.iter().filter_map(|(name, text)| Template::read(name, text).ok()).collect()
});

/// All templates, by name.
pub fn templates() -> &'static [Template] {
    &TEMPLATES
}

/// The template of this name.
pub fn template(name: &str) -> Option<&'static Template> {
    TEMPLATES.iter().find(|template| template.name == name)
}

/// What the fields of templates say, by name.
pub type Fields = BTreeMap<&'static str, String>;

impl Template {
    fn read(name: &'static str, text: &'static str) -> Result<Template, String> {
        let mut document = standards::Document::read(text)?;
        let mut list =
            |key: &str| document.front.remove(key).ok_or_else(|| format!("the front matter names no `{key}`"));
        let mut one = |key: &str| list(key)?.into_iter().next().ok_or_else(|| format!("`{key}` is empty"));
        let (kind, owner, months) = (one("kind")?, one("owner")?, one("review_months")?);
        let (fulfils, registers) = (list("fulfils")?, list("registers")?);
        let fulfils = fulfils.iter().map(|named| match standards::marked(named).as_slice() {
            [span @ (Span::Control(_) | Span::Clause(..))] => Ok(span.clone()),
            _ => Err(format!("`{named}` is neither a clause nor a control")),
        });
        let unknown = registers.iter().find(|name| register(name).is_none());
        if let Some(name) = unknown {
            return Err(format!("there is no register `{name}`"));
        }
        let title =
            document.sections.first().filter(|section| section.level == 1).map(|section| section.heading.clone());
        Ok(Template {
            name,
            title: title.ok_or("it does not begin with its title")?,
            kind: serde_json::from_value(json!(kind)).map_err(|_| format!("`{kind}` is no kind of document"))?,
            fulfils: fulfils.collect::<Result<_, _>>()?,
            owner,
            review_months: months.parse().map_err(|_| format!("`{months}` is no number of months"))?,
            registers,
            text,
        })
    }

    /// The text to be edited, filled: without front matter, as Markdown.
    pub fn filled(&self, fields: &Fields) -> String {
        let body = self.text.splitn(3, "---\n").nth(2).unwrap_or_default().trim_start();
        fields.iter().fold(body.to_owned(), |text, (name, said)| text.replace(&format!("{{{{{name}}}}}"), said))
    }

    /// The same as a page that office programs open with its headings, to be edited there.
    pub fn as_html(&self, fields: &Fields) -> String {
        let text = comrak::markdown_to_html(&self.filled(fields), &comrak::Options::default());
        let head =
            format!("<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>{}</title>\n", self.title);
        head + &text
    }

    /// The same, read for a page: the title first.
    ///
    /// # Errors
    /// Where what is on record breaks its form.
    pub fn sections(&self, fields: &Fields) -> Result<Vec<Section>, String> {
        Ok(standards::Document::read(&self.filled(fields))?.sections)
    }

    /// The controls among what it fulfils.
    pub fn controls(&self) -> Vec<Id> {
        let control = |span: &Span| if let Span::Control(id) = span { Some(*id) } else { None };
        self.fulfils.iter().filter_map(control).collect()
    }

    /// The duties of the clauses among what it fulfils, by id.
    pub fn duties(&self) -> Vec<&'static str> {
        let page = |span: &Span| if let Span::Clause(_, number) = span { clause_page(number) } else { None };
        self.fulfils.iter().filter_map(page).flat_map(|page| &page.duties).map(|duty| duty.id.as_str()).collect()
    }

    /// The document of this title that the organisation has, of those that the reader sees.
    pub fn adopted(&self, isms: &Isms, sees: &dyn Fn(Id) -> bool) -> Option<Id> {
        isms.documents().by_title(&self.title).find(|id| sees(*id))
    }
}

/// The parts of a cell between semicolons.
fn list(text: &str) -> Vec<String> {
    text.split(';').map(str::trim).filter(|one| !one.is_empty()).map(String::from).collect()
}

/// The controls of a cell; none where one of them is no number of a control.
fn controls(text: &str) -> Option<Vec<Id>> {
    list(text).iter().map(|id| id.parse().ok()).collect()
}

/// What is on record for the fields, as far as whoever reads may know of it; what is not known says so in brackets.
pub fn fields(isms: &Isms, today: Date, sees: &dyn Fn(Id) -> bool) -> Fields {
    let one = isms.the_organisation();
    let known = |name: &str, text: Option<String>| {
        text.map(|text| marks_taken_out(text.trim()))
            .filter(|text| !text.is_empty())
            .unwrap_or_else(|| format!("[{name}]"))
    };
    let site = |site: &Site| match site.address.as_deref().map(str::trim) {
        Some(address) if !address.is_empty() => format!("{} ({address})", site.name),
        _ => site.name.clone(),
    };
    let sites = one.map(|one| one.sites.iter().map(site).collect::<Vec<_>>().join(", "));
    let criteria = isms.criteria();
    BTreeMap::from([
        ("organisation", known("the organisation", one.map(|one| one.name.clone()))),
        ("scope", known("the scope, not written yet", one.map(|one| one.scope.to_string()))),
        ("sites", known("the sites, not written yet", sites)),
        ("top_management", known("top management", holders_named(isms, today, Role::TopManagement, sees))),
        ("isms_manager", known("the ISMS manager", holders_named(isms, today, Role::IsmsManager, sees))),
        ("approved_on", "[day of approval]".into()),
        ("version", "[version]".into()),
        ("next_review", "[day of the next review]".into()),
        ("limit", known("the limit", Some(criteria.limit.clone()))),
        ("criteria", in_words(&criteria)),
    ])
}

/// The people who hold a role, by name; none where a name among them may not be known.
fn holders_named(isms: &Isms, today: Date, role: Role, sees: &dyn Fn(Id) -> bool) -> Option<String> {
    let people = roles::by_account(isms, today, role);
    let name = |id: &Id| isms.people().get(*id).filter(|person| sees(person.id)).map(|person| person.name.clone());
    let names: Vec<String> = people.iter().map(name).collect::<Option<_>>()?;
    match names.split_last()? {
        (last, []) => Some(last.clone()),
        (last, others) => Some(format!("{} and {last}", others.join(", "))),
    }
}

/// The scales, how they make a score, and the levels, in one line.
fn in_words(criteria: &crate::criteria::Criteria) -> String {
    let means = |step: &ScaleStep| match step.description.trim().trim_end_matches('.') {
        "" => step.name.clone(),
        said => format!("{}: {said}", step.name),
    };
    let steps = |steps: &[ScaleStep]| {
        let all = steps.iter().zip(1..).map(|(step, number)| format!("{number} {}", means(step)));
        all.collect::<Vec<_>>().join(if steps.iter().all(|step| step.description.trim().is_empty()) {
            ", "
        } else {
            "; "
        })
    };
    let score = match criteria.score {
        Scoring::Product => "likelihood times consequence",
        Scoring::Sum => "likelihood and consequence added",
        Scoring::Maximum => "the greater of the two",
        Scoring::Table => "read from a table",
    };
    let levels: Vec<String> =
        criteria.levels.iter().map(|level| format!("{} from {}", level.name, level.from)).collect();
    let said = format!(
        "Likelihood: {}. Consequence: {}. Score: {score}. Levels: {}.",
        steps(&criteria.likelihood),
        steps(&criteria.consequence),
        levels.join(", ")
    );
    marks_taken_out(&said)
}

/// What people typed is text and makes no heading, list or link of a template.
fn marks_taken_out(text: &str) -> String {
    let text: String =
        text.chars().map(|letter| if "*_`[]<>#|\\\n\r\t{}".contains(letter) { ' ' } else { letter }).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        given::{after, samples},
        views::northwind::{TODAY, northwind},
    };

    #[test]
    fn each_template_keeps_the_form_and_is_filled_whole() {
        assert!(TEMPLATES.len() >= 20, "{}", TEMPLATES.len());
        for isms in [northwind(), samples(), Isms::default()] {
            let fields = fields(&isms, TODAY, &|_| true);
            for (name, text) in standards::embedded::POLICIES {
                let template =
                    Template::read(name, text).unwrap_or_else(|fault| panic!("content/policies/{name}.md: {fault}"));
                let filled = template.filled(&fields);
                assert!(
                    !filled.contains("{{") && !filled.contains("}}"),
                    "content/policies/{name}.md: a field nobody knows"
                );
                template.sections(&fields).unwrap_or_else(|fault| panic!("content/policies/{name}.md: {fault}"));
                assert!(!template.fulfils.is_empty(), "{name}");
            }
        }
    }

    #[test]
    fn fields_say_what_is_on_record() {
        let isms = northwind();
        let said = fields(&isms, TODAY, &|_| true);
        assert_eq!(said["organisation"], "Northwind Analytics Ltd");
        assert!(
            said["criteria"].contains("1 Rare, 2 Unlikely") && said["criteria"].contains("High from 12"),
            "{}",
            said["criteria"]
        );
        assert_eq!((said["limit"].as_str(), said["top_management"].as_str()), ("High", "[top management]"));
    }

    #[test]
    fn people_who_hold_a_role_are_named_as_long_as_they_are_here() {
        let account = |isms: &Isms, id: &str, person: &str| {
            let account = json!({ "roles": ["top-management"], "person": { "id": person } });
            crate::fold(isms.clone(), &[crate::given::first("accounts", id, account)]).unwrap()
        };
        let said = |isms: &Isms| fields(isms, TODAY, &|_| true)["top_management"].clone();
        let name = |isms: &Isms, number| isms.people().get(Id::new("P", number)).unwrap().name.clone();
        let one = account(&account(&samples(), "ACC-1", "P-0001"), "ACC-2", "P-0001");
        let (first, second) = (name(&one, 1), name(&one, 2));
        assert_eq!(said(&one), first, "two accounts of one person");
        let two = account(&one, "ACC-3", "P-0002");
        assert_eq!(said(&two), format!("{first} and {second}"));
        let left = after(&two, "people", &["P-1"], "edited", json!({ "status": "leaver" }));
        assert_eq!(said(&left), second);
        assert_eq!(fields(&two, TODAY, &|_| false)["top_management"], "[top management]");
    }

    #[test]
    fn sites_are_told_with_their_places_and_steps_with_what_they_mean() {
        let sites = json!({ "sites": [{ "name": "Head office", "address": "Bremen" }, { "name": "Archive" }] });
        let mut isms = after(&samples(), "organisation", &["ORG-1"], "edited", sites);
        assert_eq!(fields(&isms, TODAY, &|_| true)["sites"], "Head office (Bremen), Archive");
        let mut one = isms.the_organisation().unwrap().clone();
        one.body.record.criteria.likelihood[0].description = "less than once in ten years.".into();
        isms.put(one);
        let said = &fields(&isms, TODAY, &|_| true)["criteria"];
        assert!(said.contains(": less than once in ten years; 2 "), "{said}");
    }

    #[test]
    fn what_people_typed_stays_text() {
        let isms = after(
            &samples(),
            "organisation",
            &["ORG-1"],
            "edited",
            json!({ "name": "# Evil [x](https://evil.example)\n- list" }),
        );
        let said = fields(&isms, TODAY, &|_| true);
        assert_eq!(said["organisation"], "Evil x (https://evil.example) - list");
        let sections = TEMPLATES[0].sections(&said).unwrap();
        let links = sections
            .iter()
            .flat_map(|section| &section.blocks)
            .filter(|block| format!("{block:?}").contains("evil.example\""));
        assert_eq!(links.count(), 0);
    }

    #[test]
    fn a_template_brings_the_duties_of_its_clauses() {
        let policy = template("information-security-policy").unwrap();
        assert!(policy.duties().contains(&"5.2-established"), "{:?}", policy.duties());
        let isms = samples();
        for template in templates() {
            let fields = json!({ "title": template.title, "duties": template.duties().join("\n") });
            after(&isms, "documents", &[], "added", fields);
        }
    }

    #[test]
    fn a_document_of_its_title_is_the_one_adopted() {
        let template = template("access-control-policy").unwrap();
        let isms = samples();
        assert_eq!(template.adopted(&isms, &|_| true), None);
        let isms = after(&isms, "documents", &[], "added", json!({ "title": "access control  POLICY" }));
        assert!(template.adopted(&isms, &|_| true).is_some());
    }
}

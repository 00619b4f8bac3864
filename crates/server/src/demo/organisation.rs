//! The sample organisation as `content/sample/northwind-analytics/organisation.json` describes it.

use std::collections::BTreeMap;

use isms::{
    Organisation,
    criteria::{Criteria, Level, ScaleStep, Scoring},
    organisation::Site,
};
use serde::Deserialize;

#[derive(Deserialize)]
struct File {
    name: String,
    isms: IsmsPart,
    sites: Vec<SitePart>,
    risk_criteria: CriteriaPart,
    access_rules: AccessPart,
    review_rules: ReviewPart,
}

#[derive(Deserialize)]
struct IsmsPart {
    scope: String,
    out_of_scope: String,
    target_certification: String,
}

#[derive(Deserialize)]
struct SitePart {
    site_id: String,
    name: String,
    city: String,
    country: String,
}

#[derive(Deserialize)]
struct CriteriaPart {
    likelihood: BTreeMap<u8, String>,
    impact: BTreeMap<u8, String>,
    levels: Vec<LevelPart>,
}

#[derive(Deserialize)]
struct LevelPart {
    name: String,
    min: u32,
}

#[derive(Deserialize)]
struct AccessPart {
    dormant_privileged_days: u32,
    access_review_days: u32,
}

#[derive(Deserialize)]
struct ReviewPart {
    asset_review_days: u32,
    supplier_review_months: u16,
}

/// Reads the organisation.
///
/// # Errors
/// When the file is not what it was.
pub fn read(text: &str) -> anyhow::Result<Organisation> {
    let file: File = serde_json::from_str(text)?;
    let steps = |names: BTreeMap<u8, String>| {
        names.into_values().map(|name| ScaleStep { name, ..ScaleStep::default() }).collect()
    };
    let criteria = Criteria {
        likelihood: steps(file.risk_criteria.likelihood),
        consequence: steps(file.risk_criteria.impact),
        score: Scoring::Product,
        table: vec![],
        levels: file
            .risk_criteria
            .levels
            .into_iter()
            .map(|LevelPart { name, min }| Level { name, from: min })
            .collect(),
        limit: "High".into(),
    };
    let site = |site: SitePart| {
        let address = Some(format!("{}, {}", site.city, site.country)).filter(|_| site.city != "-");
        Site { name: site.name, code: Some(site.site_id), address }
    };
    Ok(Organisation {
        name: file.name,
        scope: file.isms.scope.as_str().into(),
        out_of_scope: file.isms.out_of_scope.as_str().into(),
        sites: file.sites.into_iter().map(site).collect(),
        time_zone: "Europe/London".into(),
        certification_planned: Some(month(&file.isms.target_certification)),
        criteria,
        asset_review_days: Some(file.review_rules.asset_review_days),
        // The files say nothing of these, so nobody has decided.
        risk_assessment_months: None,
        internal_audit_months: None,
        management_review_months: None,
        awareness_months: None,
        access_review_days: Some(file.access_rules.access_review_days),
        dormant_days: Some(file.access_rules.dormant_privileged_days),
        supplier_review_months: Some(file.review_rules.supplier_review_months),
        // The systems are not there yet: the story names the roles once they are.
        separated_roles: vec![],
    })
}

/// `2027-05` as `May 2027`.
fn month(text: &str) -> String {
    let date = format!("{text}-01").parse::<jiff::civil::Date>();
    date.map_or_else(|_| text.into(), |date| date.strftime("%B %Y").to_string())
}

//! The English registers of a starter kit that others published, against the facts its README names. Their files are
//! read where they lie; without them the tests say loudly that they were skipped.

use super::*;
use std::{env, io::Write};

/// The registers, or nothing where the real files are not at hand.
fn registers() -> Option<Vec<SheetIn>> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/samples");
    let samples = env::var_os("CASTELLAN_SAMPLES").map_or_else(beside, PathBuf::from);
    let kit = samples.join("workbooks/CenedrilTeam__iso27001-starter-kit");
    if !kit.is_dir() {
        // Not `println!`, which a passing test swallows.
        let words = "set CASTELLAN_SAMPLES to the folder of real files";
        writeln!(std::io::stderr(), "SKIPPED: no starter kit in {}; {words}", samples.display()).unwrap();
        return None;
    }
    Some(folder(&kit))
}

#[test]
fn every_register_is_recognised_and_read() {
    let Some(registers) = registers() else { return };
    let (isms, _, outcome) = imported(&founded(), &registers);
    let expected = [
        ("asset-register.csv", "assets", 18),
        ("capa-register.csv", "corrective-actions", 5),
        ("exceptions-register.csv", "exceptions", 6),
        ("incident-register.csv", "incidents", 10),
        ("legal-compliance-register.csv", "obligations", 27),
        ("risk-register.csv", "risks", 7),
        ("risk-treatment-plan.csv", "actions", 11),
        ("supplier-register.csv", "suppliers", 12),
        ("training-register.csv", "trainings", 14),
    ];
    for (file, register, rows) in expected {
        let sheet = sheet(&outcome, file);
        assert_eq!((sheet.register, sheet.rows, sheet.created), (Some(register), rows, rows), "{file}");
    }
    let plan = plan(&founded(), &registers, &Choices::default(), now());
    assert!(plan.sheets.iter().all(|sheet| sheet.confidence == Confidence::Certain));
    assert_eq!(isms.obligations().len(), 27, "fourteen are called NIS2, and none is merged");
}

#[test]
fn a_shifted_row_is_told_and_the_other_92_are_kept() {
    use crate::registers::controls::{Applicability, Implementation};
    let Some(registers) = registers() else { return };
    let (isms, _, outcome) = imported(&founded(), &registers);
    let sheet = sheet(&outcome, "statement-of-applicability.csv");
    assert_eq!((sheet.rows, sheet.changed, sheet.skipped), (93, 92, 1));
    assert_eq!(sheet.problems.iter().map(|problem| problem.row).collect::<Vec<_>>(), [Some(72)]);
    let count =
        |so: &dyn Fn(&crate::registers::Control) -> bool| isms.controls().iter().filter(|control| so(control)).count();
    assert_eq!(count(&|control| control.applicability == Some(Applicability::Applicable)), 91);
    assert_eq!(count(&|control| control.implementation == Some(Implementation::Yes)), 91);
    assert_eq!(count(&|control| control.applicability.is_none()), 1);
    let outsourced = record(&isms, "controls", "8.30");
    assert_eq!(outsourced["applicability"], "not-applicable");
    assert_eq!(outsourced["justification"], "No outsourced development");
    assert_eq!(outsourced["implementation"], serde_json::Value::Null);
}

#[test]
fn risks_keep_their_scores_decisions_and_words() {
    let Some(registers) = registers() else { return };
    let (isms, _, outcome) = imported(&founded(), &registers);
    let criteria = isms.criteria();
    let scores = |rating: fn(&crate::registers::Risk) -> &Option<crate::registers::risks::Rating>| -> Vec<Option<u32>> {
        let steps = isms.risks().iter().map(|risk| rating(risk).as_ref().unwrap().steps().unwrap());
        steps.map(|(likelihood, consequence)| criteria.score(likelihood, consequence)).collect()
    };
    assert_eq!(scores(|risk| &risk.inherent), [20, 16, 8, 12, 15, 4, 15].map(Some));
    assert_eq!(scores(|risk| &risk.residual), [8, 9, 6, 9, 8, 4, 1].map(Some));
    let options: Vec<_> =
        (1..=7).map(|number| record(&isms, "risks", &format!("R-00{number}"))["option"].clone()).collect();
    assert_eq!(options, ["modify", "modify", "modify", "retain", "modify", "retain", "avoid"]);
    let statuses: Vec<_> =
        (1..=7).map(|number| record(&isms, "risks", &format!("R-00{number}"))["status"].clone()).collect();
    let open = "assessed";
    assert_eq!(statuses, [open, open, open, open, "in-treatment", "accepted", open]);
    assert!(isms.risks().iter().all(|risk| risk.acceptances.is_empty()), "nobody's name stands beside the word");
    let prose = isms.risks().iter().last().unwrap();
    assert!(prose.body.notes["Status"].starts_with("Avoided"), "a status in prose is kept");
    let told: Vec<_> = sheet(&outcome, "risk-register.csv").problems.iter().map(|problem| problem.row).collect();
    assert_eq!(told, [Some(8)]);
}

#[test]
fn names_and_codes_find_what_they_mean() {
    let Some(registers) = registers() else { return };
    let (isms, _, outcome) = imported(&founded(), &registers);
    let linked = |register: &str, reference: &str, field: &str| -> Vec<String> {
        let links = record(&isms, register, reference)[field].clone();
        let called = |link: &serde_json::Value| match link["id"].as_str() {
            Some(id) => crate::registers::register_of(id.parse().unwrap())
                .unwrap()
                .head(&isms, id.parse().unwrap())
                .unwrap()
                .called(),
            None => link["text"].as_str().unwrap().to_string(),
        };
        links.as_array().cloned().unwrap_or_else(|| vec![links]).iter().map(called).collect()
    };
    assert_eq!(linked("actions", "RTP-001", "controls"), ["5.17", "8.5"]);
    assert_eq!(linked("actions", "RTP-002", "controls"), ["8.12", "8.20"]);
    assert_eq!(linked("actions", "RTP-010", "risks"), ["R-005"]);
    assert_eq!(linked("incidents", "INC-2026-002", "assets"), ["AST-006"], "the code within the words");
    assert_eq!(linked("risks", "R-007", "assets"), ["AST-007"]);
    assert_eq!(linked("risks", "R-004", "assets"), ["AST-002"], "by name");
    assert_eq!(linked("risks", "R-001", "owner"), ["IT Operations Lead"], "a role stays text");
    assert_eq!(linked("risks", "R-001", "existing_controls").len(), 4, "phrases stay text");
    let names: Vec<&str> = isms.people().iter().map(|person| person.name.as_str()).collect();
    assert_eq!(
        names,
        ["Anna Weber", "Markus Schulz", "Sophie Lang", "Julia Hoffmann", "Thomas Krüger", "Elena Fischer"]
    );
    assert!(isms.people().iter().all(|person| person.unconfirmed));
    assert_eq!(sheet(&outcome, "training-register.csv").also_created, 6);
    assert_eq!(sheet(&outcome, "risk-register.csv").also_created, 5, "assets that no list has");
}

#[test]
fn what_cannot_be_read_is_left_blank_and_kept() {
    let Some(registers) = registers() else { return };
    let (isms, _, outcome) = imported(&founded(), &registers);
    let due: Vec<_> =
        sheet(&outcome, "risk-treatment-plan.csv").problems.iter().map(|one| (one.row, one.field.as_deref())).collect();
    assert_eq!(due, [(Some(4), Some("due")), (Some(6), Some("due")), (Some(10), Some("due"))]);
    let action = isms.actions().get(isms.actions().by_reference("RTP-003").next().unwrap()).unwrap();
    assert_eq!((action.due, action.body.notes["Due Date"].as_str()), (None, "Recurring"));
    let incident = record(&isms, "incidents", "INC-2026-001");
    assert_eq!(incident["reported_at"], "2026-01-22T09:14:00Z");
    assert_eq!(incident["resolved_at"], "2026-01-22T14:00:00Z");
    let leak = isms.incidents().get(isms.incidents().by_reference("INC-2026-008").next().unwrap()).unwrap();
    assert_eq!(leak.personal_data_breach, Some(false));
    assert_eq!(leak.body.notes["Data Breach"], "No (no sensitive data accessed)");
}

#[test]
fn again_and_backwards_it_is_the_same() {
    let Some(mut registers) = registers() else { return };
    let (isms, _, _) = imported(&founded(), &registers);
    assert_eq!(imported(&isms, &registers).1, []);
    registers.reverse();
    assert_eq!(told(&isms), told(&imported(&founded(), &registers).0));
}

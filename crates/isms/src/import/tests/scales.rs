//! Scales that stand in the files, and what becomes of the organisation's own.

use super::*;
use crate::criteria::Criteria;

const RISKS: &str =
    "risk_id,title,owner,likelihood,impact\nR-1,Fire,,Often,Ruin\nR-2,Theft,,2,3\nR-3,Flood,,4 - Often,Small\n";
const SCALES: &str = "Scale,Level,Name,Meaning\nLikelihood,1,Hardly,Once in ten years\nLikelihood,2,Seldom,\nLikelihood,3,Sometimes,\nLikelihood,4,Often,Every month\nImpact,1,Small,\nImpact,2,Painful,\nImpact,3,Ruin,\n";

/// A sheet of a workbook, its rows under one another and its cells between bars.
fn sheet_of(name: &str, rows: &str) -> SheetIn {
    let cells = |line: &str| line.split('|').map(|cell| cell.trim().to_string()).collect();
    let rows = rows.lines().zip(1..).map(|(line, number)| RowIn { number, cells: cells(line) });
    SheetIn {
        file: "book.xlsx".into(),
        sheet: Some(name.into()),
        rows: rows.filter(|row| row.cells.concat() != "").collect(),
    }
}

/// The names of the steps after this sheet was imported, likelihood first.
fn steps(sheets: &[SheetIn]) -> [String; 2] {
    let criteria = plan(&founded(), sheets, &Choices::default(), now()).after.criteria().into_owned();
    [&criteria.likelihood, &criteria.consequence].map(|steps| {
        let own = [&Criteria::default().likelihood, &Criteria::default().consequence].contains(&steps);
        if own { "own".into() } else { steps.iter().map(|step| step.name.as_str()).collect::<Vec<_>>().join(" ") }
    })
}

fn told(outcome: &Outcome, file: &str) -> String {
    let of_file = outcome.files.iter().filter(|one| one.file == file).flat_map(|file| &file.sheets);
    of_file.flat_map(|sheet| &sheet.problems).map(|problem| problem.message.to_string() + "\n").collect()
}

fn rated(isms: &Isms, number: &str) -> serde_json::Value {
    let mut rating = record(isms, "risks", number)["inherent"].clone();
    rating.as_object_mut().unwrap().retain(|_, value| !value.is_null());
    rating
}

#[test]
fn a_scale_is_read_however_it_is_laid_out() {
    let below = "Likelihood\nScore|Name|Description\n1|Hardly|rare\n2|Often|\n\nImpact\nScore|Name\n3|Ruin\n2|Painful\n1|Small\n";
    assert_eq!(steps(&[sheet_of("Risk criteria", below)]), ["Hardly Often", "Small Painful Ruin"]);
    let beside = "Level|Likelihood|Impact\n1|Hardly|Small\n2|Seldom|Painful\n3|Often|Ruin\n";
    assert_eq!(steps(&[sheet_of("Scales", beside)]), ["Hardly Seldom Often", "Small Painful Ruin"]);
    let within = "Likelihood|What it means\n1 - Hardly|once in ten years\n2 - Often|every month\n";
    assert_eq!(steps(&[sheet_of("Sheet2", within)]), ["Hardly Often", "own"]);
    let unnamed = "Impact|Meaning\n1|Nobody outside of the team would notice it and nothing has to be told to anybody\n2|We are closed\n";
    assert_eq!(steps(&[sheet_of("Sheet2", unnamed)]), ["own", "1 We are closed"]);
    let apart = "|Probability|Definition|Rating||Impact|Scale\n|High|often|2||Ruin|2\n|Low|seldom|1||Small|1\n";
    assert_eq!(steps(&[sheet_of("Legend", apart)]), ["Low High", "Small Ruin"]);
    assert_eq!(steps(&[table("criteria.csv", SCALES)]), ["Hardly Seldom Sometimes Often", "Small Painful Ruin"]);
}

#[test]
fn what_is_no_scale_is_taken_for_none() {
    let none = [
        ("Risks", "No|Risk|Likelihood|Impact\n1|Fire|Rare|Major\n2|Flood|Likely|Minor\n"),
        ("Risks", "No|Name|Likelihood|Impact\n1|Fire|Rare|Major\n2|Flood|Likely|Minor\n"),
        ("Risks", "Level|Likelihood|Owner\n1|Rare|Anna\n2|Often|Bob\n"),
        ("Status", "No|Status|Meaning\n1|Open|new\n2|Closed|done\n"),
        ("High impact risks", "No|Name|Meaning\n1|Fire|bad\n2|Flood|worse\n"),
        ("Likelihood", "Score|Name\n1|Same\n2|Same\n"),
        ("suppliers", "No|Supplier|Impact\n1|AWS|5\n2|Slack|2\n"),
        ("suppliers", "Supplier|Impact\nAWS|1\nSlack|2\n"),
        ("Impact", "No|Process|Impact\n1|Payroll|5\n2|Support|2\n"),
        ("Findings", "Severity|Finding\n1|Door open\n2|No log\n"),
        ("Risks", "ID|Description|Likelihood|Impact\n1|Laptop theft|Likely|Minor\n2|Fire|Rare|Major\n"),
        ("Likelihood", "Score|Name\n1|One\n3|Three\n2|Two\n"),
    ];
    for (name, rows) in none {
        assert_eq!(steps(&[sheet_of(name, rows)]), ["own", "own"], "{rows}");
    }
}

#[test]
fn a_scale_beside_a_list_on_the_same_heading_row_leaves_the_list_alone() {
    let rows = "Risk ID|Risk title|Owner|Likelihood|Impact||Likelihood|Meaning\nR-1|Fire||1|2||1|Rare\nR-2|Flood||2|2||2|Often\nR-3|Theft||2|1\n";
    let (isms, _, outcome) = imported(&founded(), &[sheet_of("Risk register", rows)]);
    assert_eq!(isms.criteria().likelihood.len(), 2);
    let told = &outcome.files[0].sheets[0];
    assert_eq!((told.register, told.rows, told.created), (Some("risks"), 3, 3), "{:?}", told.problems);
}

#[test]
fn the_scale_of_the_files_becomes_the_criteria_and_places_their_ratings() {
    for files in [
        [table("risks.csv", RISKS), table("criteria.csv", SCALES)],
        [table("criteria.csv", SCALES), table("risks.csv", RISKS)],
    ] {
        let (isms, _, outcome) = imported(&founded(), &files);
        let scales = sheet(&outcome, "criteria.csv");
        assert_eq!((scales.register, scales.rows, scales.changed), (Some("organisation"), 7, 7));
        let said = told(&outcome, "criteria.csv");
        assert!(said.contains("your scale becomes 1 Hardly, 2 Seldom, 3 Sometimes, 4 Often"), "{said}");
        assert!(said.contains("Low from 1, Medium from 4, High from 7, Critical from 10"), "{said}");
        assert_eq!(isms.criteria().likelihood[3].description, "Every month");
        assert_eq!(rated(&isms, "R-1"), serde_json::json!({ "likelihood": 4, "consequence": 3 }));
        assert_eq!(rated(&isms, "R-3"), serde_json::json!({ "likelihood": 4, "consequence": 1 }));
        assert_eq!(told(&outcome, "risks.csv"), "");
        let (_, again, outcome) = imported(&isms, &files);
        assert_eq!((again.len(), sheet(&outcome, "criteria.csv").unchanged), (0, 7));
    }
}

#[test]
fn undoing_the_import_sets_the_criteria_back() {
    let before = founded();
    let (after, _, _) = imported(&before, &[table("risks.csv", RISKS), table("criteria.csv", SCALES)]);
    let import = after.imports().iter().next().unwrap();
    let one = before.the_organisation().unwrap();
    let earlier = [Revision::new(one.id, one.revision, &one.body)];
    let back = fold(after.clone(), &undone(&after, import, &earlier, &crate::Sight::EVERYTHING).unwrap()).unwrap();
    assert_eq!((in_use(&back), back.criteria().into_owned()), (in_use(&before), Criteria::default()));
}

#[test]
fn scales_on_which_others_rated_since_stay() {
    let before = founded();
    let (after, _, _) = imported(&before, &[table("criteria.csv", SCALES)]);
    let import = after.imports().iter().next().unwrap();
    let (after, _, _) = imported(&after, &[table("risks.csv", RISKS)]);
    let one = before.the_organisation().unwrap();
    let earlier = [Revision::new(one.id, one.revision, &one.body)];
    let no = undone(&after, import, &earlier, &crate::Sight::EVERYTHING).unwrap_err();
    assert_eq!(no[0].why.to_string(), "on the scales that it brought 3 risks are rated: R-1, R-2, R-3");
    assert_eq!(in_the_way(&after, import, &[], &|_| true), no);
}

#[test]
fn with_risks_the_criteria_stay_and_ratings_on_another_scale_are_kept_as_stated() {
    let isms = imported(&founded(), &[table("old.csv", "risk_id,title,likelihood,impact\nR-0,Old,5,5\n")]).0;
    let (after, _, outcome) = imported(&isms, &[table("risks.csv", RISKS), table("criteria.csv", SCALES)]);
    assert_eq!(*after.criteria(), Criteria::default());
    assert_eq!(sheet(&outcome, "criteria.csv").skipped, 7);
    assert!(told(&outcome, "criteria.csv").contains("there are risks already"), "{}", told(&outcome, "criteria.csv"));
    assert_eq!(rated(&after, "R-2"), serde_json::json!({ "stated_likelihood": "2", "stated_consequence": "3" }));
    assert!(told(&outcome, "risks.csv").contains("kept as stated"));
}

#[test]
fn two_scales_that_differ_are_for_a_person_to_decide() {
    let one = "Score|Likelihood\n1|Hardly\n2|Often\n";
    let other = "Score|Likelihood\n1|Seldom\n2|Often\n";
    let files = [sheet_of("One", one), sheet_of("Other", other), table("risks.csv", RISKS)];
    let (isms, _, outcome) = imported(&founded(), &files);
    assert_eq!(*isms.criteria(), Criteria::default());
    assert!(told(&outcome, "book.xlsx").contains("two scales are stated: 1 Hardly, 2 Often, and 1 Seldom, 2 Often"));
    assert_eq!(rated(&isms, "R-2"), serde_json::json!({ "stated_likelihood": "2", "consequence": 3 }));
}

#[test]
fn a_scale_that_does_not_count_from_one_is_not_taken() {
    for numbers in ["0|None\n1|Some\n2|Much", "0.1|None\n0.5|Some\n1|Much", "1|None\n2|Some\n4|Much"] {
        let sheet = sheet_of("Impact", &format!("Score|Name\n{numbers}\n"));
        let plan = plan(&founded(), &[sheet], &Choices::default(), now());
        assert_eq!(*plan.after.criteria(), Criteria::default());
        assert_eq!((plan.sheets[0].rows.len(), plan.sheets[0].count(Becomes::Skipped)), (3, 3));
        let said = plan.sheets[0].problems[0].message.to_string();
        assert!(said.contains("not numbered 1, 2, 3"), "{said}");
    }
}

#[test]
fn a_scale_edited_here_since_stays() {
    let isms = imported(&founded(), &[table("criteria.csv", SCALES)]).0;
    let mut organisation = isms.the_organisation().unwrap().clone();
    organisation.body.record.criteria.likelihood[0].name = "Never".into();
    let edit = [Revision::new(organisation.id, organisation.revision + 1, &organisation.body)];
    let isms = fold(isms, &edit).unwrap();
    let (after, changes, outcome) = imported(&isms, &[table("criteria.csv", SCALES)]);
    assert_eq!((changes.len(), after.criteria().likelihood[0].name.as_str()), (0, "Never"));
    assert!(told(&outcome, "criteria.csv").contains("edited here since"), "{}", told(&outcome, "criteria.csv"));
}

#[test]
fn scales_over_a_list_of_risks_are_read_as_well() {
    let rows = "Likelihood|Score\nHardly|1\nOften|2\n\nRisk ID|Risk title|Owner|Likelihood|Impact\nR-1|Fire||Often|2\n";
    let (isms, _, outcome) = imported(&founded(), &[sheet_of("Risk register", rows)]);
    assert_eq!(rated(&isms, "R-1"), serde_json::json!({ "likelihood": 2, "consequence": 2 }));
    let told = &outcome.files[0].sheets[0];
    assert_eq!((told.register, told.rows, told.created), (Some("risks"), 1, 1));
    assert!(told.problems[0].message.to_string().contains("your scale becomes"), "{:?}", told.problems);
}

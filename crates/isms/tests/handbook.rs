//! The page of the handbook that tells what each rule looks at is made of the rules' own words.
//!
//! `HANDBOOK=write cargo test -p isms --test handbook` writes it anew.

#![allow(clippy::unwrap_used)] // helpers of a test, outside of which nothing is built

use isms::{
    readiness::{RULES, Severity, Stage},
    standards,
    views::rules,
};
use std::{env, fmt::Write, fs, path::PathBuf};

#[test]
fn the_page_of_the_rules_says_what_the_rules_say() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/rules.md");
    let page = page();
    if env::var("HANDBOOK").is_ok() {
        fs::write(&path, &page).unwrap();
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    assert!(kept == page, "docs/rules.md is older than the rules: run with HANDBOOK=write, and read what changed");
}

fn page() -> String {
    let mut page = String::from(INTRODUCTION);
    let mut last = String::new();
    for rule in RULES.iter() {
        let (clause, duty) = standards::duties().find(|(_, duty)| duty.id == rule.duty).unwrap();
        if clause.id != last {
            write!(page, "\n### Clause {} {}\n\n", clause.id, clause.title).unwrap();
            last.clone_from(&clause.id);
        }
        let (stage, severity) = (stage(rule.stage), severity(rule.severity));
        let fulfilled = standards::words(&duty.fulfilled);
        writeln!(page, "- `{}` ({stage}, at most {severity}). {fulfilled} *The rule:* {}", rule.duty, rule.looks())
            .unwrap();
    }
    page += "\n## Rules of the registers\n\nThey find single records; rules of duties build on them.\n";
    let mut last = "";
    for rule in rules() {
        if rule.register != last {
            write!(page, "\n### {}\n\n", isms::label(rule.register)).unwrap();
            last = rule.register;
        }
        writeln!(page, "- `{}`: {}", rule.name, rule.means).unwrap();
    }
    page
}

const INTRODUCTION: &str = "# What the rules look at

This page is made of the rules' own words (`crates/isms/tests/handbook.rs`): edit the rules, not the page.

## Rules of the duties

For each duty of clauses 4 to 10 one rule looks at what is on record, on the page *Readiness* and by
`castellan readiness`. It says *no gap found by this rule*, *partly*, *not met* or *cannot tell*. None of them grades
an organisation: whether a requirement is met, an auditor says.
";

fn stage(stage: Stage) -> &'static str {
    match stage {
        Stage::Design => "stage 1",
        Stage::Operation => "stage 2",
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Major => "a major nonconformity",
        Severity::Minor => "a minor nonconformity",
        Severity::Observation => "an observation",
    }
}

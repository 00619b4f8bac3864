//! Arrows between crates point down, and the leaves do not know each other.

use std::{path::Path, process::Command};

use anyhow::Context;
use serde_json::Value;

use super::Fault;

/// Which crates of the house each crate may use. What is not here uses none.
const ARROWS: [(&str, &[&str]); 3] = [
    ("castellan", &["recorder", "isms", "reports", "formats"]),
    ("recorder", &["ledger", "access", "isms"]),
    ("xtask", &["isms", "ledger", "recorder"]),
];
/// Heavy crates sit at one edge each.
const HOMES: [(&str, &str); 5] = [
    ("typst", "reports"),
    ("cedar-policy", "access"),
    ("rusqlite", "ledger"),
    ("axum", "castellan"),
    ("calamine", "formats"),
];

pub fn check(root: &Path) -> anyhow::Result<Vec<Fault>> {
    let mut cargo = Command::new("cargo");
    cargo.current_dir(root).args(["metadata", "--no-deps", "--format-version", "1"]);
    let metadata = cargo.output().context("cargo could not be started")?;
    let metadata: Value = serde_json::from_slice(&metadata.stdout).context("cargo tells nothing of the workspace")?;
    let packages = list(&metadata, "packages");
    let ours: Vec<&str> = packages.iter().map(|package| text(package, "name")).collect();
    Ok(packages.iter().flat_map(|package| faults(package, &ours)).collect())
}

fn faults(package: &Value, ours: &[&str]) -> Vec<Fault> {
    let name = text(package, "name");
    let allowed = ARROWS.iter().find(|(from, _)| *from == name).map_or(&[][..], |(_, to)| to);
    let built = list(package, "dependencies").iter().filter(|to| to.get("kind").is_none_or(|kind| kind != "dev"));
    let fault = |words: String| Fault { place: format!("{name}/Cargo.toml"), words };
    built
        .map(|to| text(to, "name"))
        .filter_map(|to| {
            let home = HOMES.iter().find(|(heavy, home)| *heavy == to && *home != name);
            match home {
                Some((_, home)) => Some(fault(format!("`{to}` is linked by `{home}` alone"))),
                None if ours.contains(&to) && !allowed.contains(&to) => {
                    Some(fault(format!("`{name}` must not know `{to}`: arrows point down, and leaves know no other")))
                }
                None => None,
            }
        })
        .collect()
}

fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

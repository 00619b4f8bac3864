//! Every file in the folder of registers is a line in the list, and every line a file.

use std::path::Path;

use anyhow::Context;

use super::Fault;

const LIST: &str = "crates/isms/src/registers.rs";

pub fn check(root: &Path) -> anyhow::Result<Vec<Fault>> {
    let list = std::fs::read_to_string(root.join(LIST)).context("the list of registers is gone")?;
    let folder = root.join("crates/isms/src/registers");
    let mut faults = Vec::new();
    for file in std::fs::read_dir(folder).context("the folder of registers is gone")? {
        let name = file?.file_name().to_string_lossy().into_owned();
        let Some(stem) = name.strip_suffix(".rs").filter(|stem| *stem != "tests") else { continue };
        if !list.lines().any(|line| line.starts_with(&format!("    {stem} \""))) {
            faults.push(Fault { place: format!("{LIST}: {stem}"), words: "give it its line in the list".into() });
        }
    }
    Ok(faults)
}

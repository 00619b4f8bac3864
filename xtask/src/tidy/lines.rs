//! Rules about single lines and whole files: bans, lengths, paths of a machine.

use super::{Fault, sources::Source};

/// A file longer than this hides a seam.
const LONGEST_FILE: usize = 600;

/// Words that must not stand in a part of the house, and why.
struct Ban {
    within: &'static str,
    words: &'static [&'static str],
    why: &'static str,
}

const BANS: [Ban; 4] = [
    Ban {
        within: "crates/isms/src/",
        words: &[
            "SystemTime",
            "Instant",
            "Timestamp::now",
            "Zoned::now",
            "std::fs",
            "std::net",
            "std::env",
            "getrandom",
            "rand::",
            "tokio",
        ],
        why: "`isms` has no clock, randomness, file or network: take it as an argument",
    },
    Ban { within: "crates/", words: &["unsafe {", "unsafe fn", "allow(unsafe"], why: "no `unsafe`: find a safe crate" },
    Ban {
        within: "crates/server/src/",
        words: &["style=", "script {\"", "onclick=", "onsubmit=", "PreEscaped("],
        why: "no inline script, style or raw markup: the content security policy refuses it",
    },
    Ban {
        within: "crates/server/src/",
        words: &["rusqlite", "use ledger::", "cedar_policy"],
        why: "the server sees the ledger and the rights through `recorder` alone",
    },
];

/// File names that say nothing.
const EMPTY_NAMES: [&str; 6] = ["common", "utils", "util", "helpers", "models", "types"];

/// Checks the lines of a file; `here` are the folders of the machine it is checked on.
pub fn check(source: &Source, here: &[String]) -> Vec<Fault> {
    let mut faults = Vec::new();
    if source.is_rust() {
        faults.extend(bans(source));
        faults.extend(shape(source));
    }
    faults.extend(machine_paths(source, here));
    faults
}

fn bans(source: &Source) -> Vec<Fault> {
    let bans = || BANS.iter().filter(|ban| source.path.starts_with(ban.within) && !source.is_test());
    let faults = source.code().filter(|(_, line)| !line.trim_start().starts_with("//")).flat_map(|(at, line)| {
        let broken = bans().filter(move |ban| ban.words.iter().any(|word| line.contains(word)));
        broken.map(move |ban| Fault { place: format!("{}:{at}", source.path), words: ban.why.into() })
    });
    faults.collect()
}

fn shape(source: &Source) -> Vec<Fault> {
    let (lines, stem) = (source.text.lines().count(), source.path.rsplit('/').next().unwrap_or_default());
    let fault = |words: String| Fault { place: source.path.clone(), words };
    let long = (lines > LONGEST_FILE).then(|| fault(format!("{lines} lines hide a seam: {LONGEST_FILE} at most")));
    let empty = EMPTY_NAMES.contains(&stem.trim_end_matches(".rs"));
    let empty = empty.then(|| fault("the name says nothing: name the file for what it is about".into()));
    let opens = source.text.starts_with("//!") || source.text.starts_with("#!");
    let silent = (!opens && !source.is_test()).then(|| fault("open with `//!`: what this file is for".into()));
    [long, empty, silent].into_iter().flatten().collect()
}

/// The project speaks of itself alone.
fn machine_paths(source: &Source, here: &[String]) -> Vec<Fault> {
    let lines = source.text.lines().enumerate().filter(|(_, line)| here.iter().any(|path| begins(line, path)));
    let fault = |at: usize| Fault {
        place: format!("{}:{}", source.path, at + 1),
        words: "a path of this machine: leave it out".into(),
    };
    lines.map(|(at, _)| fault(at)).collect()
}

/// Whether a path begins in a line, and is not the end of a longer one.
fn begins(line: &str, path: &str) -> bool {
    let goes_on = |letter: char| letter.is_alphanumeric() || matches!(letter, '.' | '_' | '-' | '/' | '}' | ')');
    line.match_indices(path).any(|(at, _)| !line.get(..at).unwrap_or_default().ends_with(goes_on))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(path: &str, text: &str) -> Vec<String> {
        let source = Source { path: path.into(), text: text.into() };
        check(&source, &["/srv/checkout/".into()]).into_iter().map(|fault| fault.place).collect()
    }

    #[test]
    fn planted_faults_are_found() {
        assert_eq!(faults("crates/isms/src/x.rs", "//! X.\nlet now = Timestamp::now();\n"), ["crates/isms/src/x.rs:2"]);
        assert_eq!(
            faults("crates/server/src/x.rs", "//! X.\nhtml! { p style=\"x\" {} }\n"),
            ["crates/server/src/x.rs:2"]
        );
        assert_eq!(faults("crates/ledger/src/utils.rs", "//! X.\n"), ["crates/ledger/src/utils.rs"]);
        assert_eq!(faults("README.md", "see /srv/checkout/docs\n"), ["README.md:1"]);
        let long = format!("//! X.\n{}", "// line\n".repeat(LONGEST_FILE));
        assert_eq!(faults("crates/isms/src/x.rs", &long), ["crates/isms/src/x.rs"]);
    }

    #[test]
    fn what_is_allowed_is_left_alone() {
        let tests = "//! X.\n#[cfg(test)]\nmod tests {\n    let now = Timestamp::now();\n}\n";
        assert!(faults("crates/isms/src/x.rs", tests).is_empty());
        assert!(faults("crates/recorder/src/x.rs", "//! X.\nlet now = Timestamp::now();\n").is_empty());
        assert!(faults("README.md", "see docs/srv/checkout/ and $ROOT/srv/checkout/x\n").is_empty());
    }
}

//! Functions are short: 70 lines at most.
//!
//! Read from the text, which rustfmt has laid out: a function ends at the first brace of its own indentation.

use super::{Fault, sources::Source};

/// Beyond this the branches and the straight work want to part.
const LONGEST_FUNCTION: usize = 70;

pub fn check(source: &Source) -> Vec<Fault> {
    if !source.is_rust() {
        return Vec::new();
    }
    let lines: Vec<&str> = source.text.lines().collect();
    let begins = lines.iter().enumerate().filter(|(_, line)| begins_function(line));
    let long = begins.filter_map(|(at, line)| {
        let indent = line.len() - line.trim_start().len();
        let closing = format!("{}}}", " ".repeat(indent));
        let length = lines.iter().skip(at).position(|line| **line == *closing)? + 1;
        (length > LONGEST_FUNCTION).then(|| Fault {
            place: format!("{}:{}", source.path, at + 1),
            words: format!("a function of {length} lines: {LONGEST_FUNCTION} at most"),
        })
    });
    long.collect()
}

fn begins_function(line: &str) -> bool {
    let line = line.trim_start();
    let starts =
        ["fn ", "pub fn ", "pub(crate) fn ", "pub(super) fn ", "async fn ", "pub async fn ", "pub(crate) async fn "];
    starts.iter().any(|start| line.starts_with(start)) && !line.ends_with('}') && !line.ends_with(';')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_function_is_found_and_a_short_one_is_not() {
        let function = |lines: usize| {
            let text = format!("//! X.\nimpl X {{\n    pub fn x() {{\n{}    }}\n}}\n", "        y();\n".repeat(lines));
            check(&Source { path: "x.rs".into(), text }).len()
        };
        assert_eq!([function(LONGEST_FUNCTION - 2), function(LONGEST_FUNCTION - 1)], [0, 1]);
    }
}

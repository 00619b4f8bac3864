//! A PDF read back by poppler's `pdftotext`, which shares no code with what wrote it.

use std::io::Write;
use std::process::{Command, Stdio};

/// The text of each page, or `None` with a loud line where poppler is not installed.
pub fn pages(pdf: &[u8]) -> Option<Vec<String>> {
    let started =
        Command::new("pdftotext").args(["-layout", "-", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let Ok(mut reader) = started else {
        // Not `eprintln!`, which a passing test swallows.
        writeln!(std::io::stderr(), "SKIPPED: `pdftotext` is missing, the text of the PDF was not read back").unwrap();
        return None;
    };
    reader.stdin.take().unwrap().write_all(pdf).unwrap();
    let text = String::from_utf8(reader.wait_with_output().unwrap().stdout).unwrap();
    Some(text.split_terminator('\u{C}').map(str::to_owned).collect())
}

/// Whether the bytes hold these words.
pub fn contains(pdf: &[u8], words: &str) -> bool {
    pdf.windows(words.len()).any(|window| window == words.as_bytes())
}

/// A text without its line breaks.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

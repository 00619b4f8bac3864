//! Looks through the zip of a workbook before anything is parsed: how much it inflates to, and what its XML opens with.

use std::io::{Cursor, Read};

use zip::ZipArchive;

use crate::{Unreadable, limits};

/// Refuses a workbook that inflates beyond `inflated_limit` bytes, has too many parts, or declares a document type.
///
/// Bytes are counted as they come out, since the sizes in the zip are the sender's words, and overlapping entries may
/// name the same bytes many times. A DOCTYPE is never written by a spreadsheet, and is how XML attacks begin; pictures
/// (`media/`) are not parsed and may hold one.
pub(crate) fn check(file: &str, bytes: &[u8], inflated_limit: u64) -> Result<(), Unreadable> {
    let damaged = |error: &dyn std::fmt::Display| Unreadable::damaged(file, error);
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error))?;
    if archive.len() > limits::PARTS {
        return Err(Unreadable::too_large(file, "5,000 parts inside", "save its sheets as a new workbook"));
    }
    let mut inflated = 0;
    let mut buffer = vec![0; 64 * 1024];
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|error| damaged(&error))?;
        let is_picture = String::from_utf8_lossy(part.name_raw()).contains("/media/");
        let mut doctype = Doctype::default();
        loop {
            let count = part.read(&mut buffer).map_err(|error| damaged(&error))?;
            let chunk = buffer.get(..count).unwrap_or_default();
            inflated += count as u64;
            if inflated > inflated_limit {
                return Err(Unreadable::too_large(file, "200 MiB unpacked", "save its sheets as a new workbook"));
            }
            if !is_picture && doctype.found_in(chunk) {
                return Err(damaged(&"one of its parts declares a document type (DOCTYPE), which no spreadsheet does"));
            }
            if count == 0 {
                break;
            }
        }
    }
    Ok(())
}

/// Finds `<!DOCTYPE` across chunk borders. Zeros are passed over, so that UTF-16 hides nothing.
#[derive(Default)]
struct Doctype {
    matched: usize,
}

impl Doctype {
    const WORD: &[u8] = b"<!DOCTYPE";

    fn found_in(&mut self, chunk: &[u8]) -> bool {
        for byte in chunk.iter().filter(|byte| **byte != 0).map(u8::to_ascii_uppercase) {
            self.matched = match Self::WORD.get(self.matched) {
                Some(expected) if *expected == byte => self.matched + 1,
                _ => usize::from(byte == b'<'),
            };
            if self.matched == Self::WORD.len() {
                return true;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_doctype_is_found_wherever_it_is_cut() {
        let text = b"<?xml version='1.0'?>\n<<!<!doctype x>";
        for cut in 0..text.len() {
            let (head, tail) = text.split_at(cut);
            let mut doctype = Doctype::default();
            assert!(doctype.found_in(head) || doctype.found_in(tail), "cut at {cut}");
        }
        assert!(!Doctype::default().found_in(b"<! DOCTYPE> &lt;!DOCTYPE <!DOC TYPE"));
        assert!(Doctype::default().found_in(b"<\0!\0D\0O\0C\0T\0Y\0P\0E\0"));
    }
}

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
    use std::io::Write;

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    const LIMIT: u64 = 100_000;

    fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn refusal(bytes: &[u8]) -> String {
        check("x.xlsx", bytes, LIMIT).unwrap_err().to_string()
    }

    #[test]
    fn what_comes_out_is_counted() {
        let half: Vec<u8> = vec![b' '; 60_000];
        assert_eq!(check("x.xlsx", &zip(&[("a", &half)]), LIMIT), Ok(()));
        assert!(refusal(&zip(&[("a", &half), ("b", &half)])).contains("unpacked"));
        let thousandfold = zip(&[("a", &vec![b' '; 10_000_000])]);
        assert!(thousandfold.len() < 11_000);
        assert!(refusal(&thousandfold).contains("unpacked"));
    }

    /// The uncompressed size stands at byte 22 of the local header and byte 24 of the central one (APPNOTE 4.3).
    #[test]
    fn declared_sizes_are_not_believed() {
        let mut bytes = zip(&[("a", &vec![b' '; 10_000_000])]);
        for (magic, offset) in [(b"PK\x03\x04", 22), (b"PK\x01\x02", 24)] {
            let at = bytes.windows(4).position(|window| window == magic).unwrap() + offset;
            bytes[at..at + 4].copy_from_slice(&10_u32.to_le_bytes());
        }
        assert!(check("x.xlsx", &bytes, LIMIT).is_err());
    }

    #[test]
    fn too_many_parts_are_refused() {
        let names: Vec<String> = (0..=limits::PARTS).map(|number| number.to_string()).collect();
        let parts: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
        assert!(refusal(&zip(&parts)).contains("5,000 parts"));
    }

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

    #[test]
    fn pictures_may_hold_one() {
        let picture: &[u8] = b"<!DOCTYPE svg><svg/>";
        assert_eq!(check("x.xlsx", &zip(&[("xl/media/image1.svg", picture)]), LIMIT), Ok(()));
        assert!(refusal(&zip(&[("xl/drawings/image1.xml", picture)])).contains("DOCTYPE"));
    }
}

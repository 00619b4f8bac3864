//! Decides by content what a file is, and says in plain words why a known other kind is not read.

use std::io::Cursor;

use zip::ZipArchive;

use crate::Unreadable;

/// The kinds of file that hold tables we read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Office Open XML spreadsheet (ECMA-376), `.xlsx` or `.xlsm`.
    Workbook,
    /// Separated values in any text encoding.
    Text,
}

/// Files known by their first bytes, and what to tell whoever brings one.
const KNOWN: [(&[u8], &str); 9] = [
    (b"%PDF", "is a PDF, which holds no table; export the table itself as .xlsx or .csv"),
    (b"\x89PNG", IMAGE),
    (b"\xFF\xD8\xFF", IMAGE),
    (b"GIF8", IMAGE),
    (b"RIFF", IMAGE),
    (b"BM", IMAGE),
    (b"{\\rtf", "is a text document (.rtf); copy its table into a spreadsheet and save it as .xlsx"),
    (b"\x1F\x8B", "is a packed file (gzip); unpack it, and bring the file inside"),
    (b"7z\xBC\xAF", "is a packed file (7z); unpack it, and bring the files inside"),
];
const IMAGE: &str = "is a picture; bring the table itself as .xlsx or .csv";
const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
const ZIP: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];

pub(crate) fn of(name: &str, bytes: &[u8]) -> Result<Kind, Unreadable> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Unreadable::Empty { file: name.to_owned() });
    }
    if ZIP.iter().any(|magic| bytes.starts_with(magic)) {
        return of_zip(name, bytes);
    }
    match other(bytes) {
        Some(what) => Err(Unreadable::unsupported(name, what)),
        None => Ok(Kind::Text),
    }
}

/// A zip is a workbook when a workbook part lies in it.
fn of_zip(name: &str, bytes: &[u8]) -> Result<Kind, Unreadable> {
    let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| Unreadable::damaged(name, error))?;
    let holds = |part: &[u8]| archive.file_names_raw().any(|file| file.ends_with(part));
    let what = if holds(b"workbook.xml") {
        return Ok(Kind::Workbook);
    } else if holds(b"workbook.bin") {
        "is a binary workbook (.xlsb); open it and save it as .xlsx"
    } else if holds(b"mimetype") {
        "is an OpenDocument file (.ods); open it and save it as .xlsx or .csv"
    } else if holds(b"word/document.xml") {
        "is a text document (.docx); copy its table into a spreadsheet and save it as .xlsx"
    } else {
        "is a zip archive without a workbook in it; unpack it, and bring the files inside"
    };
    Err(Unreadable::unsupported(name, what))
}

/// What a file is that is neither a zip nor text with separated values.
fn other(bytes: &[u8]) -> Option<&'static str> {
    if bytes.starts_with(OLE) {
        return Some(of_ole(bytes));
    }
    if let Some((_, what)) = KNOWN.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        // `BM` and `RIFF` may begin an honest text; a picture holds zeros at once.
        return (!magic_is_text(bytes)).then_some(what);
    }
    if is_markup(bytes) {
        return Some("is a web page or XML, whatever its name says; open it and save it as .xlsx or .csv");
    }
    is_binary(bytes).then_some("is neither a workbook nor text; open it and save it as .xlsx or .csv")
}

/// An encrypted workbook and an old `.xls` lie in the same container; only the former names its stream so.
fn of_ole(bytes: &[u8]) -> &'static str {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if bytes.windows(name.len()).any(|window| window == name) {
        "is protected by a password; remove the password, and try again"
    } else {
        "is an old Office file (.xls, .doc or .msg); open it and save it as .xlsx"
    }
}

fn magic_is_text(bytes: &[u8]) -> bool {
    (bytes.starts_with(b"BM") || bytes.starts_with(b"RIFF")) && !bytes.contains(&0)
}

fn is_markup(bytes: &[u8]) -> bool {
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let tags: [&[u8]; 4] = [b"<!doctype", b"<html", b"<table", b"<?xml"];
    tags.iter().any(|tag| start.get(..tag.len()).is_some_and(|head| head.eq_ignore_ascii_case(tag)))
}

/// Zeros do not stand in text, but for UTF-16, which says so by its mark. A stray zero in sound UTF-8 is let through.
fn is_binary(bytes: &[u8]) -> bool {
    let marked = bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF");
    let zeros = bytes.iter().filter(|byte| **byte == 0).count();
    !marked && zeros > 0 && (zeros * 10 > bytes.len() || std::str::from_utf8(bytes).is_err())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(bytes: &[u8]) -> String {
        of("x", bytes).unwrap_err().to_string()
    }

    #[test]
    fn other_kinds_are_named() {
        let ole = |tail: &[u8]| [OLE, tail].concat();
        let password: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let cases: [(&[u8], &str); 13] = [
            (b"", "empty"),
            (b" \r\n\t\n", "empty"),
            (b"%PDF-1.7\n", "PDF"),
            (b"\x89PNG\r\n\x1A\n", "picture"),
            (b"\xFF\xD8\xFF\xE0", "picture"),
            (b"BM\x00\x01", "picture"),
            (&ole(b"Workbook"), ".xls"),
            (&ole(&password), "password"),
            (b"<html><table>", "web page"),
            (b"\xEF\xBB\xBF<?xml version='1.0'?>", "web page"),
            (b"\x7FELF\x00\x00\xFF\x80", "neither"),
            (b"a\0,\0b\0\n\0", "neither"),
            (b"PK\x03\x04rubbish", "damaged"),
        ];
        for (bytes, word) in cases {
            assert!(refusal(bytes).contains(word), "{word}: {}", refusal(bytes));
        }
    }

    #[test]
    fn text_is_text_whatever_it_begins_with() {
        for bytes in ["BM,1".as_bytes(), b"Risk;Owner", b"PK,1", b"\xFF\xFEa\0", b"M\xFCller,1", b"a,b\0c,dddddd,eee"] {
            assert_eq!(of("x", bytes), Ok(Kind::Text));
        }
    }
}

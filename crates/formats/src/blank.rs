//! Whether a file shows nothing at all: an empty text, a PDF of blank pages, an Office document of no words.
//!
//! It errs on the side of the sender: what it cannot read for certain is not called blank.

use std::io::{Cursor, Read};

use flate2::read::ZlibDecoder;
use zip::ZipArchive;

use crate::limits;

/// A larger file holds something: a blank page of any program is smaller.
pub const LARGEST_BLANK: usize = 1024 * 1024;

/// Where a page of HTML says that it is one.
const HEAD: usize = 1024;

/// How much one part of a file is unpacked to.
const UNPACKED: u64 = 4 * 1024 * 1024;

/// Whether the file shows nothing to anybody who opens it. Its bytes come from people: call it where a parser may die.
pub fn is_blank(bytes: &[u8]) -> bool {
    match bytes {
        _ if bytes.len() > LARGEST_BLANK => false,
        _ if bytes.starts_with(b"%PDF") => pdf(bytes),
        _ if bytes.starts_with(b"PK\x03\x04") => office(bytes),
        _ => text(bytes),
    }
}

/// Text of nothing but white space, or a page of HTML around nothing. Other markup says what it says in attributes: a test
/// report, a diagram. A byte that stands in no text makes it something else.
fn text(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    if is_html(text) { !shows(text) && no_words(text) } else { text.trim().is_empty() }
}

fn is_html(text: &str) -> bool {
    let head: String = text.trim_start().chars().take(HEAD).collect::<String>().to_lowercase();
    head.starts_with('<') && ["<html", "<!doctype html"].iter().any(|tag| head.contains(tag))
}

/// Whether markup draws something without words.
fn shows(markup: &str) -> bool {
    let markup = markup.to_lowercase();
    ["<img", "<svg", "<canvas", "<video", "<script", "<object", "<iframe"].iter().any(|tag| markup.contains(tag))
}

/// Whether nothing but white space stands between the tags.
fn no_words(markup: &str) -> bool {
    let between = markup.split('<').filter_map(|part| part.split_once('>')).map(|(_, words)| words);
    between.collect::<String>().trim().is_empty()
}

/// Parts of Office documents in which words stand, and those that draw something.
const WORDS: [&str; 13] = [
    "word/document.xml",
    "word/header",
    "word/footer",
    "word/comments",
    "word/footnotes.xml",
    "word/endnotes.xml",
    "ppt/slides/slide",
    "ppt/notesSlides/notesSlide",
    "ppt/comments/",
    "content.xml",
    "xl/sharedStrings.xml",
    "xl/worksheets/sheet",
    "xl/comments",
];
const DRAWN: [&str; 6] = ["/media/", "Pictures/", "/charts/", "/embeddings/", "/diagrams/", "xl/drawings/"];

/// An Office document (ECMA-376, or OpenDocument) without words and pictures; any other zip is not called blank.
fn office(bytes: &[u8]) -> bool {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return false };
    let names: Vec<String> = archive.file_names().filter_map(|name| Some(name.ok()?.into_owned())).collect();
    let of_words: Vec<&String> = names.iter().filter(|name| WORDS.iter().any(|part| name.starts_with(part))).collect();
    let draws = names.iter().any(|name| DRAWN.iter().any(|part| name.contains(part)));
    if draws || of_words.is_empty() || names.len() > limits::PARTS {
        return false;
    }
    of_words.into_iter().all(|name| {
        let mut text = String::new();
        let part = archive.by_name(name).map(|part| part.take(UNPACKED).read_to_string(&mut text));
        matches!(part, Ok(Ok(read)) if is_whole(read)) && no_words(&text)
    })
}

/// Whether so many bytes are all that there were to unpack.
fn is_whole(unpacked: usize) -> bool {
    u64::try_from(unpacked).is_ok_and(|bytes| bytes < UNPACKED)
}

/// A PDF none of whose streams paints (ISO 32000-2, annex A). One that is encrypted, or packed in a way that is not read
/// here, is not called blank.
fn pdf(bytes: &[u8]) -> bool {
    let ended = find(bytes, b"endobj").is_some();
    if !ended || find(bytes, b"/Encrypt").is_some() {
        return false;
    }
    let mut rest = bytes;
    while let Some(at) = find(rest, b"stream") {
        let (before, after) =
            (rest.get(..at).unwrap_or_default(), rest.get(at + b"stream".len()..).unwrap_or_default());
        if before.ends_with(b"end") {
            rest = after;
            continue;
        }
        let end = find(after, b"endstream").unwrap_or(after.len());
        let (head, body) = (dictionary(before), after.get(..end).unwrap_or_default());
        if !paints_nothing(head, body) {
            return false;
        }
        rest = after.get(end + b"endstream".len()..).unwrap_or_default();
    }
    true
}

/// What stands before a stream, back to where its object begins.
fn dictionary(before: &[u8]) -> &[u8] {
    let begin = before.windows(3).rposition(|window| window == b"obj").unwrap_or_default();
    before.get(begin..).unwrap_or_default()
}

fn paints_nothing(head: &[u8], body: &[u8]) -> bool {
    let says = |word: &[u8]| find(head, word).is_some();
    // Fonts, colours, metadata and cross-references paint nothing, whatever bytes they hold.
    if [&b"/Metadata"[..], b"/XRef", b"/FontFile", b"/Length1", b"/CIDFontType0C", b"/OpenType", b"/N 3"]
        .iter()
        .any(|word| says(word))
    {
        return true;
    }
    if says(b"/Image") {
        return false;
    }
    let body = body.strip_prefix(b"\r\n").or(body.strip_prefix(b"\n")).unwrap_or(body);
    let painted = match (says(b"/Filter"), says(b"/FlateDecode")) {
        (false, _) => Some(body.to_vec()),
        (true, true) => inflated(body),
        (true, false) => None,
    };
    painted.is_some_and(|content| !paints(&content))
}

fn inflated(body: &[u8]) -> Option<Vec<u8>> {
    let mut content = Vec::new();
    let read = ZlibDecoder::new(body).take(UNPACKED).read_to_end(&mut content).ok()?;
    is_whole(read).then_some(content)
}

/// Operators that show text, pictures, lines or areas.
const PAINTING: [&[u8]; 16] =
    [b"Tj", b"TJ", b"'", b"\"", b"Do", b"BI", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"S", b"s", b"sh"];

fn paints(content: &[u8]) -> bool {
    let apart = |byte: &u8| byte.is_ascii_whitespace() || matches!(byte, b'[' | b']' | b'(' | b')' | b'<' | b'>');
    content.split(apart).any(|word| PAINTING.contains(&word))
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|window| window == word)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::ZlibEncoder};
    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    fn page(content: &[u8], packed: bool) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(content).unwrap();
        let body = if packed { encoder.finish().unwrap() } else { content.to_vec() };
        let filter = if packed { "/Filter /FlateDecode " } else { "" };
        let head = format!("%PDF-1.7\n1 0 obj\n<< {filter}/Length {} >>\nstream\n", body.len());
        [head.as_bytes(), &body, b"\nendstream\nendobj\n%%EOF\n"].concat()
    }

    fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(text.as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    #[test]
    fn texts_of_nothing_are_blank() {
        for blank in [&b""[..], b" \r\n\t", b"\xEF\xBB\xBF\n", b"<html><body><p> </p></body></html>"] {
            assert!(is_blank(blank), "{blank:?}");
        }
        for said in [&b"x"[..], b"<p>x</p>", b"<body><img src=a></body>", b"\x00\x01\x02\xff", b"\x89PNG\r\n"] {
            assert!(!is_blank(said), "{said:?}");
        }
        for said in [
            "<?xml version=\"1.0\"?>\n<testsuite tests=\"4711\" failures=\"0\"/>",
            "<mxfile><mxCell value=\"Firewall\"/></mxfile>",
            "<!DOCTYPE HTML><HTML><BODY><IMG SRC=plan.png></BODY></HTML>",
            "<IMG SRC=plan.png>",
        ] {
            assert!(!is_blank(said.as_bytes()), "{said}");
        }
        assert!(is_blank(b"<!DOCTYPE HTML>\n<HTML><BODY></BODY></HTML>"));
    }

    #[test]
    fn a_page_that_paints_nothing_is_blank() {
        for packed in [false, true] {
            assert!(is_blank(&page(b"q\n1 0 0 1 0 0 cm\nQ\n", packed)));
            for painting in [&b"BT /F1 12 Tf (Hello) Tj ET"[..], b"q /Im1 Do Q", b"0 0 10 10 re f", b"1 2 m 3 4 l S"] {
                assert!(!is_blank(&page(painting, packed)), "{}", String::from_utf8_lossy(painting));
            }
        }
    }

    #[test]
    fn what_cannot_be_read_is_not_called_blank() {
        let encrypted = [&page(b"q Q", false)[..], b"/Encrypt 5 0 R"].concat();
        let otherwise = b"%PDF-1.7\n1 0 obj\n<< /Filter /LZWDecode >>\nstream\n\x80\x0b\nendstream\n".to_vec();
        let broken = b"%PDF-1.7\n1 0 obj\n<< /Filter /FlateDecode >>\nstream\nnot zlib\nendstream\n".to_vec();
        let image = b"%PDF-1.7\n1 0 obj\n<< /Subtype /Image >>\nstream\nxx\nendstream\n".to_vec();
        for bytes in [encrypted, otherwise, broken, image, zipped(&[("a.txt", "")]), b"PK\x03\x04rubbish".to_vec()] {
            assert!(!is_blank(&bytes));
        }
        assert!(!is_blank(&vec![b' '; LARGEST_BLANK + 1]), "nor what is larger than any blank page");
        assert!(!is_blank(b"%PDF-1.7 minutes"), "nor what is no whole PDF");
    }

    #[test]
    fn a_document_of_no_words_is_blank() {
        let document =
            |text: &str| format!("<?xml version='1.0'?><w:document><w:p><w:t>{text}</w:t></w:p></w:document>");
        assert!(is_blank(&zipped(&[("word/document.xml", &document(" "))])));
        assert!(!is_blank(&zipped(&[("word/document.xml", &document("Minutes"))])));
        assert!(!is_blank(&zipped(&[("word/document.xml", &document("")), ("word/media/image1.png", "x")])));
        for (name, text) in [
            ("word/header1.xml", "<w:hdr>Minutes</w:hdr>"),
            ("word/comments.xml", "<w:comment>Seen.</w:comment>"),
            ("word/endnotes.xml", "<w:endnote>As of May</w:endnote>"),
            ("word/diagrams/data1.xml", ""),
        ] {
            assert!(!is_blank(&zipped(&[("word/document.xml", &document("")), (name, text)])), "{name}");
        }
        let sheet = "<worksheet><sheetData/></worksheet>";
        assert!(is_blank(&zipped(&[("xl/worksheets/sheet1.xml", sheet)])));
        assert!(!is_blank(&zipped(&[("xl/worksheets/sheet1.xml", sheet), ("xl/drawings/drawing1.xml", "")])));
        let long = format!("{}Minutes", "<w:p/>".repeat(1024 * 1024));
        assert!(!is_blank(&zipped(&[("word/document.xml", &long)])), "what is cut may say something further on");
        assert!(!is_blank(&zipped(&[("xl/worksheets/sheet1.xml", "<worksheet><c><v>7</v></c></worksheet>")])));
    }
}

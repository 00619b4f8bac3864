//! A page as its author wrote it: front matter, headings, paragraphs and lists.

use super::text::{Span, Text, marked};
use comrak::{
    Arena, Options,
    nodes::{AstNode, NodeValue},
    parse_document,
};
use std::collections::BTreeMap;

/// A page.
#[derive(Debug, Default)]
pub struct Document {
    /// Its front matter: a key, and what stands in its brackets.
    pub front: BTreeMap<String, Vec<String>>,
    /// Its sections, in their order.
    pub sections: Vec<Section>,
}

/// What stands under one heading, up to the next.
#[derive(Debug, Default)]
pub struct Section {
    /// The heading.
    pub heading: String,
    /// 2 for a section, 3 for a part of one.
    pub level: u8,
    /// What stands under it.
    pub blocks: Vec<Block>,
}

/// A paragraph or a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Text),
    /// A list, line by line.
    List(Vec<Text>),
    /// Something set apart: what a reader has to decide.
    Aside(Text),
}

impl Document {
    /// Reads a page.
    ///
    /// # Errors
    /// What stands in it that no page may have.
    pub fn read(text: &str) -> Result<Document, String> {
        let (arena, mut options) = (Arena::new(), Options::default());
        options.extension.front_matter_delimiter = Some("---".into());
        let mut document = Document::default();
        for node in parse_document(&arena, text, &options).children() {
            let value = node.data().value.clone();
            match value {
                NodeValue::FrontMatter(front) => document.front = front_matter(&front)?,
                NodeValue::Heading(heading) => document.sections.push(Section {
                    heading: super::words(&spans(node)?),
                    level: heading.level,
                    blocks: vec![],
                }),
                NodeValue::Paragraph => document.put(Block::Paragraph(spans(node)?))?,
                NodeValue::BlockQuote => document.put(Block::Aside(line(node)?))?,
                NodeValue::List(_) => {
                    document.put(Block::List(node.children().map(line).collect::<Result<_, _>>()?))?
                }
                other => {
                    return Err(format!("a page has headings, paragraphs and lists, and no {}", other.xml_node_name()));
                }
            }
        }
        Ok(document)
    }

    fn put(&mut self, block: Block) -> Result<(), String> {
        let section = self.sections.last_mut().ok_or("something stands above the first heading")?;
        section.blocks.push(block);
        Ok(())
    }
}

/// Lines of the form `key: [one, two]`.
fn front_matter(text: &str) -> Result<BTreeMap<String, Vec<String>>, String> {
    let lines = text.lines().filter(|line| !line.trim().is_empty() && line.trim() != "---");
    let read = |line: &str| {
        let (key, list) =
            line.split_once(": [").and_then(|(key, list)| Some((key, list.trim_end().strip_suffix(']')?)))?;
        Some((key.into(), list.split(',').map(|one| one.trim().into()).collect()))
    };
    lines
        .map(|line| read(line).ok_or_else(|| format!("`{line}` in the front matter is not `key: [one, two]`")))
        .collect()
}

fn line<'a>(item: &'a AstNode<'a>) -> Result<Text, String> {
    Ok(item.children().map(spans).collect::<Result<Vec<_>, _>>()?.concat())
}

fn spans<'a>(node: &'a AstNode<'a>) -> Result<Text, String> {
    let mut text = Text::new();
    for part in node.children() {
        let (value, inner) = (part.data().value.clone(), || spans(part).map(|inner| super::words(&inner)));
        match value {
            // What stands beside each other is read as one: a parser may cut where a mark could begin.
            NodeValue::Text(words) => join(&mut text, &words),
            NodeValue::SoftBreak | NodeValue::LineBreak => join(&mut text, " "),
            NodeValue::Code(code) => text.push(Span::Code(code.literal)),
            NodeValue::Emph => text.push(Span::Emphasis(inner()?)),
            NodeValue::Strong => text.push(Span::Strong(inner()?)),
            NodeValue::Link(link) => text.push(Span::Link(inner()?, link.url.clone())),
            other => return Err(format!("a text has emphasis, ids and links, and no {}", other.xml_node_name())),
        }
    }
    Ok(text
        .into_iter()
        .flat_map(|span| match span {
            Span::Words(words) => marked(&words),
            other => vec![other],
        })
        .collect())
}

fn join(text: &mut Text, more: &str) {
    match text.last_mut() {
        Some(Span::Words(words)) => words.push_str(more),
        _ => text.push(Span::Words(more.into())),
    }
}

/// The sections of a page, taken out one by one in the order in which they must stand.
pub(super) struct Sections(std::vec::IntoIter<Section>);

impl Sections {
    pub fn of(sections: Vec<Section>) -> Sections {
        Sections(sections.into_iter())
    }

    /// The next section, which must have this heading.
    pub fn next(&mut self, heading: &str) -> Result<Vec<Block>, String> {
        match self.0.next() {
            Some(section) if section.heading == heading => Ok(section.blocks),
            Some(section) => Err(format!("`{heading}` should stand where `{}` does", section.heading)),
            None => Err(format!("`{heading}` is missing")),
        }
    }

    /// The one list of the next section.
    pub fn list(&mut self, heading: &str) -> Result<Vec<Text>, String> {
        match self.next(heading)?.as_slice() {
            [Block::List(lines)] => Ok(lines.clone()),
            _ => Err(format!("`{heading}` is one list")),
        }
    }

    /// Nothing more may follow.
    pub fn end(mut self) -> Result<(), String> {
        self.0.next().map_or(Ok(()), |section| Err(format!("`{}` is one heading too many", section.heading)))
    }
}

/// A line that begins with a label and a colon: the label, what stands between the two, and what follows.
///
/// # Errors
/// Where it begins with none.
pub fn labelled(line: &[Span]) -> Result<(&Span, String, Text), String> {
    let wrong = || format!("`{}` begins with no label and colon", super::words(line));
    let (label, rest) = line.split_first().ok_or_else(wrong)?;
    let (Some(Span::Words(first)), more) = (rest.first(), rest.get(1..).unwrap_or_default()) else {
        return Err(wrong());
    };
    let (between, first) = first.split_once(": ").or_else(|| Some((first.strip_suffix(':')?, ""))).ok_or_else(wrong)?;
    let begin = Some(first).filter(|first| !first.is_empty()).map(|first| Span::Words(first.into()));
    Ok((label, between.trim().into(), begin.into_iter().chain(more.iter().cloned()).collect()))
}

//! Markdown (CommonMark with tables) to blocks.

use pulldown_cmark::{Event, HeadingLevel, MetadataBlockKind, Options, Parser, Tag, TagEnd};

use super::{BlockKind, Outline, ParseFailure, ParseResult, html, table_row};

pub(super) fn parse(text: &str) -> ParseResult {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS;
    let mut reader = Reader::default();
    for event in Parser::new_ext(text, options) {
        reader.take(event)?;
    }
    reader.flush()?;
    reader.outline.finish()
}

#[derive(Default)]
struct Reader {
    outline: Outline,
    text: String,
    html: String,
    items: u32,
    code: bool,
    metadata: bool,
    header: Vec<String>,
    cells: Vec<String>,
}

impl Reader {
    fn take(&mut self, event: Event<'_>) -> Result<(), ParseFailure> {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.metadata => {
                self.front_matter(&text);
                Ok(())
            }
            Event::Text(text) | Event::Code(text) => {
                self.text.push_str(&text);
                Ok(())
            }
            Event::Html(html) => {
                self.html.push_str(&html);
                Ok(())
            }
            Event::InlineHtml(tag) => {
                if tag.starts_with("<br") {
                    self.text.push(' ');
                }
                Ok(())
            }
            Event::SoftBreak | Event::HardBreak => {
                self.text.push(if self.code { '\n' } else { ' ' });
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn start(&mut self, tag: &Tag<'_>) -> Result<(), ParseFailure> {
        match tag {
            Tag::Heading { .. } | Tag::Paragraph | Tag::List(_) | Tag::BlockQuote(_) => self.flush(),
            Tag::Item => {
                self.flush()?;
                self.items = self.items.saturating_add(1);
                Ok(())
            }
            Tag::CodeBlock(_) => {
                self.flush()?;
                self.code = true;
                Ok(())
            }
            Tag::Table(_) => {
                self.header.clear();
                self.flush()
            }
            Tag::TableHead | Tag::TableRow => {
                self.cells.clear();
                Ok(())
            }
            Tag::MetadataBlock(MetadataBlockKind::YamlStyle) => {
                self.metadata = true;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn end(&mut self, tag: TagEnd) -> Result<(), ParseFailure> {
        match tag {
            TagEnd::Heading(level) => {
                let text = std::mem::take(&mut self.text);
                self.outline.heading(depth(level), &text)
            }
            TagEnd::Paragraph => self.flush(),
            TagEnd::Item => {
                self.flush()?;
                self.items = self.items.saturating_sub(1);
                Ok(())
            }
            TagEnd::CodeBlock => {
                self.flush()?;
                self.code = false;
                Ok(())
            }
            TagEnd::TableCell => {
                self.cells.push(std::mem::take(&mut self.text));
                Ok(())
            }
            TagEnd::TableHead => {
                self.header = std::mem::take(&mut self.cells);
                Ok(())
            }
            TagEnd::TableRow => self.outline.block(BlockKind::TableRow, &table_row(&self.header, &self.cells)),
            TagEnd::HtmlBlock => {
                let source = std::mem::take(&mut self.html);
                html::append(&source, &mut self.outline)
            }
            TagEnd::MetadataBlock(_) => {
                self.metadata = false;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn flush(&mut self) -> Result<(), ParseFailure> {
        let kind = match (self.code, self.items) {
            (true, _) => BlockKind::Code,
            (false, 0) => BlockKind::Paragraph,
            (false, _) => BlockKind::ListItem,
        };
        let text = std::mem::take(&mut self.text);
        self.outline.block(kind, &text)
    }

    /// Only the title is of use to a reader's question.
    fn front_matter(&mut self, text: &str) {
        for line in text.lines() {
            if let Some(title) = line.strip_prefix("title:") {
                self.outline.set_title(title.trim().trim_matches(['"', '\'']));
            }
        }
    }
}

fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

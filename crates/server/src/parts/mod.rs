//! The parts that pages are made of: a part is a function, named for what it shows; it takes words, numbers, days and
//! addresses, and knows no register.
//!
//! Words first, then shape, then colour: whatever a colour says, a word beside it says as well (WCAG 2.2, 1.4.1).

mod act;
mod as_of;
mod both_versions;
mod chosen_bar;
mod date;
mod draft;
mod drop_files;
mod due;
mod duty_mark;
mod empty_page;
mod exports;
mod facts;
mod field;
mod filter_words;
mod finding;
pub mod frame;
#[cfg(test)]
mod gallery;
mod heat_map;
mod history;
mod holds_table;
mod icon;
mod inputs;
mod ledger_line;
mod level;
mod next_steps;
mod once;
mod page_title;
mod pages;
mod person;
mod picker;
mod proposed;
mod reason;
mod reference;
mod refusal;
mod risk_badge;
pub mod standing_ladder;
mod state;
mod trend;
mod way;

pub use act::{Act, Signer, act};
pub use as_of::{AsOf, as_of_banner, encoded};
pub use both_versions::{Versions, both_versions};
pub use chosen_bar::with_chosen_bar;
pub use date::day;
#[cfg(test)]
use date::long_day;
pub use draft::draft;
pub use drop_files::{DropFiles, drop_files};
pub use due::{ago, due};
pub use duty_mark::{Mark, duty_mark, share_line};
pub use empty_page::{EmptyPage, empty_page};
pub use exports::exports;
pub use facts::{facts, facts_with_help};
pub use field::{Field, error_summary, field, field_set};
pub use filter_words::{FilterWord, filter_words};
pub use finding::{Finding, Kind, finding_beside, findings, findings_at_head, on_rule};
#[cfg(test)]
use frame::Frame;
pub use frame::page;
pub use heat_map::{Axis, Cell, Count, Course, HeatMap, Limit, heat_map};
pub use history::{Event, history};
pub use holds_table::{Column, Order, Row, Sort, Table, Width, holds_table, listing};
pub use icon::{Icon, icon};
pub use inputs::{Choice, choice, choices, text, text_area};
pub use ledger_line::{LedgerState, Revision, ledger_line_of_record};
pub use level::Level;
pub use next_steps::{Step, next_steps};
pub use once::{ONCE, once};
pub use page_title::{PageTitle, page_title};
pub use pages::{Pages, pages};
pub use person::{Person, person};
pub use picker::{Picker, picker};
pub use proposed::proposed;
pub use reason::reason;
pub use reference::{control_number, reference};
pub use refusal::{Refusal, refusal};
pub use risk_badge::risk_badge;
pub use standing_ladder::{ladder_small, standing_ladder};
pub use state::{Ring, state};
pub use trend::trend;
pub use way::{Way, ways};

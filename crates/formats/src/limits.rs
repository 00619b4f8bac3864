//! How much of an untrusted file is read, and why no more.

/// Bytes of a file. The largest real register seen is under 1 MiB; a workbook of 20 MiB holds pictures, not records.
pub const INPUT_BYTES: usize = 20 * 1024 * 1024;

/// Bytes of all parts of a workbook after inflating, counted while inflating: the sizes a zip declares are the sender's.
/// Ten times the input is what honest spreadsheets reach; a bomb reaches a thousand times.
pub const INFLATED_BYTES: u64 = 200 * 1024 * 1024;

/// Parts (files inside the zip) of a workbook. A workbook of 100 sheets has a few hundred.
pub const PARTS: usize = 5_000;

/// Sheets of a workbook.
pub const SHEETS: usize = 100;

/// Rows with content, in all sheets of a file together: twenty times the largest organisation we measure with.
pub const ROWS: usize = 200_000;

/// Columns of a sheet, up to the last used one. A row is kept as a list from column A on, so a lone cell far to the
/// right costs all the columns before it.
pub const COLUMNS: usize = 1_000;

/// Cells of a file, those left empty between two used ones included: about 100 MiB of memory.
pub const CELLS: usize = 2_000_000;

/// Characters of one cell: what Excel itself allows (Excel specifications and limits), counted as UTF-16 units.
pub const CELL_TEXT: usize = 32_767;

/// Bytes of text of all cells together. A workbook stores equal texts once, so 2,000,000 cells may share one long text
/// and become 60 GiB.
pub const TEXT_BYTES: usize = 64 * 1024 * 1024;

/// Notes of one sheet: enough to mend it by, and no flood where every cell is wrong.
pub const NOTES: usize = 200;

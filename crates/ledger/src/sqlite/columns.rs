//! How our own types stand in columns: digests as blobs, times as microseconds, sequences as integers.

use jiff::Timestamp;
use rusqlite::ToSql;
use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSqlOutput, ValueRef};

use crate::{Digest, StoreError};

impl ToSql for Digest {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(ValueRef::Blob(self.as_bytes())))
    }
}

impl FromSql for Digest {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        <[u8; 32]>::column_result(value).map(Self::from)
    }
}

/// A time as its column has it: microseconds since 1970.
pub(crate) fn micros(at: Timestamp) -> i64 {
    at.as_microsecond()
}

/// A time from its column.
pub(crate) fn timestamp(micros: i64) -> Result<Timestamp, rusqlite::Error> {
    Timestamp::from_microsecond(micros).map_err(|error| conversion(FromSqlError::Other(Box::new(error))))
}

/// A sequence or a size from its column, where SQLite keeps signed integers only.
pub(super) fn unsigned(number: i64) -> Result<u64, rusqlite::Error> {
    u64::try_from(number).map_err(|_| conversion(FromSqlError::OutOfRange(number)))
}

/// A sequence for a column; what is beyond any sequence becomes the largest one.
pub(super) fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Digests side by side in one blob.
pub(super) fn join(digests: &[Digest]) -> Vec<u8> {
    digests.iter().flat_map(|digest| *digest.as_bytes()).collect()
}

/// Digests from one blob.
pub(super) fn split(blob: &[u8]) -> Result<Vec<Digest>, StoreError> {
    let (digests, rest) = blob.as_chunks::<32>();
    if rest.is_empty() {
        return Ok(digests.iter().copied().map(Digest::from).collect());
    }
    Err(StoreError::Damaged("the head of the ledger holds half a hash".into()))
}

fn conversion(error: FromSqlError) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, rusqlite::types::Type::Integer, Box::new(error))
}

//! Operators in members' names, for support: reading unless they say otherwise, for an hour at most, and in the open.

pub mod begin;
pub mod end;
pub mod list;

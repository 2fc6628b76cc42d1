//! Where a series jumps.

//! Why a chart could not be drawn. None of these depend on how large or odd the figures are.

/// What the caller handed over cannot be a chart.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChartError {
    /// A series does not have one value per period.
    #[error("series “{key}” has {found} values for {expected} periods")]
    Ragged {
        /// The series' key.
        key: String,
        /// Number of periods.
        expected: usize,
        /// Number of values.
        found: usize,
    },
    /// A key would not be safe as a class name: only ASCII letters, digits, `_` and `-`.
    #[error("“{0}” cannot be a series key")]
    Key(String),
    /// Less room than the axis labels need, or more than a screen has.
    #[error("a chart of {width} by {height} pixels cannot be drawn")]
    Size {
        /// Pixels asked for.
        width: u32,
        /// Pixels asked for.
        height: u32,
    },
    /// More series than class codes (60,000).
    #[error("{0} series are too many for one chart")]
    TooMany(usize),
    /// The drawing library refused a shape.
    #[error("the drawing failed: {0}")]
    Draw(String),
}

//! The packs that come with the program: all there, strict, and nothing lost on the way in and out.

use domain::programmes::Registry;

#[test]
fn loads() {
    let registry = Registry::embedded().unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(registry.rules().count(), 143);
}

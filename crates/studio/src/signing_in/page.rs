//! What the browser shows when it comes back, in the creator's language.

use connectors::oauth::{Page, Pages};

/// Words of one language.
pub(super) struct Words {
    pub french: bool,
}

impl Pages for Words {
    fn language(&self) -> &'static str {
        if self.french { "fr" } else { "en" }
    }

    fn words(&self, page: Page) -> (&'static str, &'static str) {
        match (page, self.french) {
            (Page::Arrived, false) => (
                "Back to Creator Studio",
                "Your answer arrived. You can close this page and go on in Creator Studio.",
            ),
            (Page::Arrived, true) => (
                "Retour à Creator Studio",
                "Votre réponse est arrivée. Vous pouvez fermer cette page et continuer dans Creator Studio.",
            ),
            (Page::Refused, false) => (
                "Nothing was connected",
                "The sign-in was refused. Creator Studio says why, and what to do next. You can close this page.",
            ),
            (Page::Refused, true) => (
                "Rien n’a été connecté",
                "La connexion a été refusée. Creator Studio dit pourquoi, et que faire ensuite. Vous pouvez fermer cette page.",
            ),
            (Page::Foreign, false) => (
                "Not this sign-in",
                "This answer does not belong to the sign-in under way in Creator Studio, and was not used.",
            ),
            (Page::Foreign, true) => (
                "Pas cette connexion",
                "Cette réponse n’appartient pas à la connexion en cours dans Creator Studio et n’a pas été utilisée.",
            ),
        }
    }
}

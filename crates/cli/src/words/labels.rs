//! Labels of tables and short messages.

macro_rules! labels {
    ($($name:ident $en:literal $fr:literal),+ $(,)?) => {
        /// A label.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Word {
            $(#[doc = $en] $name),+
        }

        impl Word {
            /// The label in a language.
            pub fn say(self, french: bool) -> &'static str {
                match self {
                    $(Self::$name => if french { $fr } else { $en }),+
                }
            }
        }
    };
}

labels! {
    Basis "by" "selon",
    Converted "converted" "converti",
    Newest "Newest reference rates" "Derniers taux de référence",
    NoRate "no rate" "pas de taux",
    RatesRead "Rates read" "Taux lus",
    Since "from" "depuis",
    Until "to" "jusqu’au",
    Worth "worth" "vaut",
    YourRates "Your rates" "Vos taux",
    Accepted "accepted" "accepté",
    Band "band" "fourchette",
    Decisions "Decisions" "Décisions",
    Gap "gap" "écart",
    Matched "matched" "rapprochés",
    Month "month" "mois",
    OwedBefore "owed before" "dû avant",
    Paid "paid" "versé",
    Landed "landed" "arrivé",
    Reversed "reversed" "repris",
    SaidPaid "said to be paid" "dit payé",
    Score "score" "score",
    Account "account" "compte",
    Amount "amount" "montant",
    Arrival "arrives" "arrivée",
    Backup "Backup written and checked" "Sauvegarde écrite et vérifiée",
    Brand "brand" "marque",
    Change "change" "changement",
    Changes "What changed" "Ce qui a changé",
    Checked "Checked" "Vérifié",
    Clean "nothing is wrong" "tout est en ordre",
    Confidence "confidence" "fiabilité",
    Count "entries" "écritures",
    Day "day" "jour",
    Documents "documents" "documents",
    Due "due" "échéance",
    Earned "Earned" "Gagné",
    Entries "entries" "écritures",
    Estimated "estimated" "estimé",
    Fee "fee" "frais",
    Fees "fee" "rémunération",
    File "file" "fichier",
    Findings "findings" "alertes",
    Folder "Folder" "Dossier",
    Format "format" "format",
    Gross "gross" "brut",
    Handle "name" "nom",
    Id "id" "id",
    Kept "kept, since a later run changed them" "conservés, modifiés depuis",
    Kind "kind" "type",
    Late "Late" "En retard",
    Metric "metric" "mesure",
    Name "name" "nom",
    Net "net" "net",
    New "new" "nouveaux",
    Next "Next page: --after" "Page suivante : --after",
    NextPayout "Next payout" "Prochain versement",
    Nothing "Nothing to show." "Rien à afficher.",
    NothingWritten "Nothing was written (dry run)." "Rien n’a été écrit (essai).",
    Offers "Offers that wait" "Offres en attente",
    On "on" "au",
    Opens "Stop with Ctrl-C." "Arrêt avec Ctrl-C.",
    Owed "Owed" "Dû",
    Platform "platform" "plateforme",
    Problems "problems" "problèmes",
    Programme "programme" "programme",
    Programmes "Nearest programmes" "Programmes les plus proches",
    ProfileReady "The profile is ready:" "Le profil est prêt :",
    Reason "reason" "raison",
    Region "country" "pays",
    Rejected "refused" "refusés",
    Removed "removed" "supprimés",
    Requirements "met / unmet / unknown" "remplies / manquantes / inconnues",
    Restored "Restored" "Restauré",
    Revised "revised" "révisés",
    RuleDate "Rules of" "Règles du",
    Run "run" "exécution",
    Same "unchanged" "inchangés",
    Sandbox "Sample creator: everything here is invented." "Créateur d’exemple : tout ici est inventé.",
    Share "lacking" "manque",
    Source "source" "source",
    Stage "stage" "étape",
    Started "started" "début",
    State "state" "état",
    Status "status" "statut",
    Stopping "Stopping after the page being written…" "Arrêt après la page en cours d’écriture…",
    Stream "stream" "revenu",
    Tax "tax" "impôt",
    Title "title" "titre",
    Today "Today" "Aujourd’hui",
    Undone "Taken back" "Annulé",
    Unit "unit" "unité",
    Unexplained "unexplained" "inexpliqué",
    Value "value" "valeur",
    Vanished "vanished" "disparus",
    Written "Written" "Écrit",
}

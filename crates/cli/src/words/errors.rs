//! What each error code means for people and what to do next, in both languages.
//!
//! The rule it protects: an error names what happened, what it means for the data, and the next step.

use std::collections::BTreeMap;

/// An error in words.
pub struct Explained {
    /// What happened.
    pub what: String,
    /// The next step.
    pub next: Option<String>,
}

impl Explained {
    /// Both, in one line.
    pub fn whole(&self) -> String {
        match &self.next {
            Some(next) => format!("{} {next}", self.what),
            None => self.what.clone(),
        }
    }
}

/// The words for a code; a code without words keeps the English message.
pub fn explain(
    code: &str,
    message: &str,
    details: &BTreeMap<String, String>,
    french: bool,
) -> Explained {
    let Some((en, fr)) = words(code) else {
        return Explained {
            what: message.to_owned(),
            next: None,
        };
    };
    let (what, next) = if french { fr } else { en };
    Explained {
        what: fill(what, message, details),
        next: (!next.is_empty()).then(|| fill(next, message, details)),
    }
}

/// Puts values in the place of `{name}`; `{message}` is the English sentence. A value that is not there leaves nothing.
fn fill(pattern: &str, message: &str, details: &BTreeMap<String, String>) -> String {
    let mut out = String::with_capacity(pattern.len() + 32);
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        match after.split_once('}') {
            Some(("message", tail)) => {
                out.push_str(message);
                rest = tail;
            }
            Some((name, tail)) => {
                out.push_str(details.get(name).map_or("", String::as_str));
                rest = tail;
            }
            None => rest = after,
        }
    }
    out.push_str(rest);
    out
}

type Pair = (&'static str, &'static str);

fn words(code: &str) -> Option<(Pair, Pair)> {
    Some(match code {
        "profile_missing" => (
            (
                "There is no profile in {folder}.",
                "Make one with `creatorctl profile init`, `import` or `demo`.",
            ),
            (
                "Aucun profil dans {folder}.",
                "Créez-le avec `creatorctl profile init`, `import` ou `demo`.",
            ),
        ),
        "not_a_profile" => (
            (
                "{folder} holds something that is not a profile; nothing was touched.",
                "Choose an empty folder with --profile.",
            ),
            (
                "{folder} contient autre chose qu’un profil ; rien n’a été modifié.",
                "Choisissez un dossier vide avec --profile.",
            ),
        ),
        "not_a_sandbox" => (
            (
                "{folder} is a real profile; invented rows never go beside real ones.",
                "Give another folder with --profile, or none.",
            ),
            (
                "{folder} est un vrai profil ; aucune donnée inventée n’y est mêlée.",
                "Indiquez un autre dossier avec --profile, ou aucun.",
            ),
        ),
        "sandbox_filled" => (
            (
                "The sample creator is already in {folder}.",
                "Look at it with `today`, or give another folder with --profile.",
            ),
            (
                "Le créateur d’exemple est déjà dans {folder}.",
                "Consultez-le avec `today`, ou indiquez un autre dossier avec --profile.",
            ),
        ),
        "profile_busy" => (
            (
                "Another program holds the profile {folder} and did not let go; nothing was changed.",
                "Close the window or wait for the other command, then try again.",
            ),
            (
                "Un autre programme utilise le profil {folder} ; rien n’a été modifié.",
                "Fermez la fenêtre ou attendez l’autre commande, puis réessayez.",
            ),
        ),
        "key_missing" => (
            (
                "The key of this encrypted profile was not found ({looked_in}). The data is intact but cannot be read.",
                "Unlock the keychain, or put the key file back; a new key would not open it.",
            ),
            (
                "La clé de ce profil chiffré est introuvable ({looked_in}). Les données sont intactes mais illisibles.",
                "Déverrouillez le trousseau, ou remettez le fichier de clé ; une nouvelle clé ne l’ouvrirait pas.",
            ),
        ),
        "key_wrong" => (
            (
                "The key does not open the profile {folder}; nothing was changed.",
                "Put back the key that belongs to it, or restore a backup made with this key.",
            ),
            (
                "La clé n’ouvre pas le profil {folder} ; rien n’a été modifié.",
                "Remettez la clé qui lui appartient, ou restaurez une sauvegarde faite avec cette clé.",
            ),
        ),
        "passphrase_wrong" => (
            (
                "The passphrase is wrong; nothing was changed.",
                "Try again, or set CREATOR_STUDIO_PASSPHRASE_FILE.",
            ),
            (
                "La phrase secrète est fausse ; rien n’a été modifié.",
                "Réessayez, ou définissez CREATOR_STUDIO_PASSPHRASE_FILE.",
            ),
        ),
        "newer_profile" => (
            (
                "The profile {folder} was written by a newer version (format {found}, this one reads up to {supported}); nothing was touched.",
                "Install the newer version, or restore an older backup.",
            ),
            (
                "Le profil {folder} vient d’une version plus récente (format {found}, celle-ci lit jusqu’à {supported}) ; rien n’a été modifié.",
                "Installez la version récente, ou restaurez une sauvegarde plus ancienne.",
            ),
        ),
        "corrupt" => (
            (
                "The database of the profile {folder} is damaged; nothing was changed.",
                "Keep the file, and put the newest backup in place with `creatorctl restore FILE`.",
            ),
            (
                "La base du profil {folder} est endommagée ; rien n’a été modifié.",
                "Conservez le fichier, puis remettez la dernière sauvegarde avec `creatorctl restore FICHIER`.",
            ),
        ),
        "disk_full" => (
            (
                "The disk of {folder} is full or refuses to write; what was being written was taken back whole.",
                "Make room, or check the disk, and try again.",
            ),
            (
                "Le disque de {folder} est plein ou refuse l’écriture ; l’écriture en cours a été annulée entièrement.",
                "Libérez de la place, ou vérifiez le disque, et réessayez.",
            ),
        ),
        "read_only" => (
            (
                "The profile {folder} cannot be written; nothing was changed.",
                "Check the permissions of the folder.",
            ),
            (
                "Le profil {folder} n’est pas accessible en écriture ; rien n’a été modifié.",
                "Vérifiez les droits du dossier.",
            ),
        ),
        "file_unreadable" => (
            (
                "{message}.",
                "Check that the file is there and that you may read or write it.",
            ),
            (
                "Le fichier {file} ne peut être lu ou écrit ({message}).",
                "Vérifiez qu’il existe et que vous en avez le droit.",
            ),
        ),
        "file_empty" => (
            (
                "{file} is empty; nothing was read from it.",
                "Download it again from the platform.",
            ),
            (
                "{file} est vide ; rien n’en a été lu.",
                "Téléchargez-le de nouveau depuis la plateforme.",
            ),
        ),
        "file_too_large" => (
            (
                "{file} is larger than {limit} bytes and was not read.",
                "Ask the platform for a shorter period, or split the file.",
            ),
            (
                "{file} dépasse {limit} octets et n’a pas été lu.",
                "Demandez une période plus courte à la plateforme, ou divisez le fichier.",
            ),
        ),
        "file_unknown" => (
            (
                "{file} is of no known format; nothing was read from it.",
                "Name the format with --as, or see the list in the documentation.",
            ),
            (
                "{file} n’est d’aucun format connu ; rien n’en a été lu.",
                "Indiquez le format avec --as, ou consultez la liste dans la documentation.",
            ),
        ),
        "archive_broken" => (
            (
                "The archive {file} is damaged; nothing was read from it.",
                "Download it again.",
            ),
            (
                "L’archive {file} est endommagée ; rien n’en a été lu.",
                "Téléchargez-la de nouveau.",
            ),
        ),
        "archive_bomb" => (
            (
                "The archive {file} would unpack to an absurd size and was not opened.",
                "Do not open it; get the export from the platform itself.",
            ),
            (
                "L’archive {file} se décompresserait à une taille absurde et n’a pas été ouverte.",
                "Ne l’ouvrez pas ; reprenez l’export sur la plateforme.",
            ),
        ),
        "encoding" => (
            (
                "The text of {file} is in no encoding that can be read; nothing was read from it.",
                "Save it as UTF-8 and import it again.",
            ),
            (
                "Le texte de {file} n’est dans aucun encodage lisible ; rien n’en a été lu.",
                "Enregistrez-le en UTF-8 et importez-le de nouveau.",
            ),
        ),
        "json_broken" => (
            (
                "{file} is not whole JSON (line {line}); nothing was read from it.",
                "It was probably cut off: download it again.",
            ),
            (
                "{file} n’est pas un JSON complet (ligne {line}) ; rien n’en a été lu.",
                "Il a sans doute été coupé : téléchargez-le de nouveau.",
            ),
        ),
        "json_too_deep" => (
            (
                "{file} is nested deeper than any real export; nothing was read from it.",
                "Get the export from the platform itself.",
            ),
            (
                "{file} est imbriqué plus profondément que tout export réel ; rien n’en a été lu.",
                "Reprenez l’export sur la plateforme.",
            ),
        ),
        "duplicate_header" => (
            (
                "{file} has a column twice ({name}); nothing was read from it.",
                "Remove or rename one of them.",
            ),
            (
                "{file} contient deux fois une colonne ({name}) ; rien n’en a été lu.",
                "Supprimez-en ou renommez-en une.",
            ),
        ),
        "needs_answer" => (
            (
                "{file} leaves open what only you know ({questions}); nothing was read from it.",
                "Say it with --answer, for instance --answer {question}=VALUE, one of: {options}.",
            ),
            (
                "{file} laisse ouvert ce que vous seul savez ({questions}) ; rien n’en a été lu.",
                "Dites-le avec --answer, par exemple --answer {question}=VALEUR, au choix : {options}.",
            ),
        ),
        "missing_columns" => (
            (
                "{file} lacks columns that its format needs ({missing}); nothing was read from it.",
                "Export it again with its default columns.",
            ),
            (
                "Il manque à {file} des colonnes nécessaires ({missing}) ; rien n’en a été lu.",
                "Exportez-le de nouveau avec ses colonnes par défaut.",
            ),
        ),
        "offline" => (
            (
                "{account}: {host} cannot be reached; everything stored is still there.",
                "Check the network and sync again.",
            ),
            (
                "{account} : {host} est injoignable ; tout ce qui est enregistré reste disponible.",
                "Vérifiez le réseau et synchronisez de nouveau.",
            ),
        ),
        "sign_in" => (
            (
                "{account}: the platform wants a new sign-in; everything stored is still there.",
                "Connect the account again with `creatorctl account add`.",
            ),
            (
                "{account} : la plateforme demande une nouvelle connexion ; tout ce qui est enregistré reste disponible.",
                "Reconnectez le compte avec `creatorctl account add`.",
            ),
        ),
        "permission" => (
            (
                "{account}: the key lacks the permission {missing}.",
                "Make a key with that permission and connect it again.",
            ),
            (
                "{account} : il manque à la clé le droit {missing}.",
                "Créez une clé avec ce droit et reconnectez le compte.",
            ),
        ),
        "rate_limited" => (
            (
                "{account}: the platform asks to slow down; what was read is kept.",
                "Sync again later; it goes on where it stopped.",
            ),
            (
                "{account} : la plateforme demande de ralentir ; ce qui a été lu est conservé.",
                "Synchronisez plus tard ; la lecture reprendra où elle s’est arrêtée.",
            ),
        ),
        "platform_error" => (
            (
                "{account}: the platform answered with an error ({status}); what was read is kept.",
                "Sync again later.",
            ),
            (
                "{account} : la plateforme a répondu par une erreur ({status}) ; ce qui a été lu est conservé.",
                "Synchronisez plus tard.",
            ),
        ),
        "certificate" => (
            (
                "{account}: {host} did not prove who it is ({reason}); no password was sent.",
                "Check the server's name with your provider. Only if the server is your own, give its certificate.",
            ),
            (
                "{account} : {host} n’a pas prouvé son identité ({reason}) ; aucun mot de passe n’a été envoyé.",
                "Vérifiez le nom du serveur auprès de votre fournisseur. Seulement si le serveur est le vôtre, donnez son certificat.",
            ),
        ),
        "bad_answer" => (
            (
                "{account}: an answer of the platform cannot be read ({document}); it was not stored.",
                "Sync again later; if it stays, report it with `creatorctl doctor`.",
            ),
            (
                "{account} : une réponse de la plateforme est illisible ({document}) ; elle n’a pas été enregistrée.",
                "Synchronisez plus tard ; si cela persiste, signalez-le avec `creatorctl doctor`.",
            ),
        ),
        "another_account" => (
            (
                "{account}: these credentials belong to another account ({found}, not {expected}); nothing was stored.",
                "Sign in with the account that was connected, or add the other one.",
            ),
            (
                "{account} : ces identifiants sont ceux d’un autre compte ({found}, et non {expected}) ; rien n’a été enregistré.",
                "Connectez-vous avec le bon compte, ou ajoutez l’autre.",
            ),
        ),
        "not_found" => (
            (
                "There is no {what} {id}.",
                "List what there is and take an id from there.",
            ),
            (
                "Rien ne porte cet identifiant : {what} {id}.",
                "Affichez la liste et prenez-y un identifiant.",
            ),
        ),
        "bad_request" => (
            (
                "“{value}” cannot be used for {field}; nothing was changed.",
                "See `creatorctl help`.",
            ),
            (
                "« {value} » ne convient pas pour {field} ; rien n’a été modifié.",
                "Voir `creatorctl help`.",
            ),
        ),
        "month_accepted" => (
            (
                "{month} of {account} is accepted; nothing was changed.",
                "Open it again with a reason first: `creatorctl payouts reopen`.",
            ),
            (
                "{month} de {account} est accepté ; rien n’a été modifié.",
                "Rouvrez-le d’abord avec une raison : `creatorctl payouts reopen`.",
            ),
        ),
        "rule_pack" => (
            (
                "The rule pack was not taken: {text}. The rules in force still hold.",
                "If you know the signer, compare the fingerprint and trust the key: `creatorctl programmes pack trust`.",
            ),
            (
                "Le paquet de règles n’a pas été pris : {text}. Les règles en vigueur restent valables.",
                "Si vous connaissez le signataire, comparez l’empreinte et fiez-vous à la clé : `creatorctl programmes pack trust`.",
            ),
        ),
        "busy" => (
            (
                "Something else is running ({task}).",
                "Wait for it, or stop it with Ctrl-C.",
            ),
            (
                "Une autre tâche est en cours ({task}).",
                "Attendez sa fin, ou arrêtez-la avec Ctrl-C.",
            ),
        ),
        "canceled" => (
            (
                "Stopped; what was written is whole.",
                "Run it again to go on.",
            ),
            (
                "Arrêté ; ce qui a été écrit est complet.",
                "Relancez la commande pour continuer.",
            ),
        ),
        "not_yet" => (
            ("Not yet: {what}. It is planned and not built.", ""),
            ("Pas encore : {what}. C’est prévu, mais pas construit.", ""),
        ),
        "internal" => (
            (
                "A fault of ours: {message}.",
                "Your data is as before; report it with the output of `creatorctl doctor`.",
            ),
            (
                "Une erreur de notre part : {message}.",
                "Vos données sont intactes ; signalez-la avec la sortie de `creatorctl doctor`.",
            ),
        ),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_names_the_file_and_the_next_step_in_both_languages() {
        let details = BTreeMap::from([("file".to_owned(), "june.csv".to_owned())]);
        for (french, want) in [(false, "june.csv is empty"), (true, "june.csv est vide")] {
            let explained = explain("file_empty", "x", &details, french);
            assert!(explained.what.starts_with(want), "{}", explained.what);
            assert!(explained.next.is_some(), "what to do next belongs to it");
        }
        let unknown = explain("from_the_future", "as it is", &details, true);
        assert_eq!(
            unknown.what, "as it is",
            "a code without words is never silent"
        );
    }
}

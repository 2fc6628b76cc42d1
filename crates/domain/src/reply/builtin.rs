//! The templates that come with the program, in English and French.
//!
//! The rule it protects: they promise nothing the creator did not decide: every figure in them is a field.

use super::{Language, ReplyKind};

/// The text of a built-in template.
pub fn built_in(kind: ReplyKind, language: Language) -> &'static str {
    match (kind, language) {
        (ReplyKind::Reply, Language::En) => {
            "Hello {contact},\n\n\
             Thank you for your message. I would like to hear more about {product} and what {brand} has in mind.\n\n\
             Could you send me the brief, the dates, the usage rights you need and the payment terms? I will come back to you \
             with an answer once I have them.\n\n\
             Kind regards,\n{own_name}\n"
        }
        (ReplyKind::Reply, Language::Fr) => {
            "Bonjour {contact},\n\n\
             Merci pour votre message. J’aimerais en savoir plus sur {product} et sur ce que {brand} envisage.\n\n\
             Pourriez-vous m’envoyer le brief, les dates, les droits d’utilisation souhaités et les conditions de paiement ? Je \
             reviendrai vers vous dès que je les aurai.\n\n\
             Bien à vous,\n{own_name}\n"
        }
        (ReplyKind::Counter, Language::En) => {
            "Hello {contact},\n\n\
             Thank you for your offer for {product}. I would be glad to make {deliverables} for {brand}.\n\n\
             For this work, my fee is {counter_fee}, instead of the {fee} you proposed. It covers concept, production and one \
             round of changes; usage beyond my own channels is agreed separately.\n\n\
             If that works for you, I can send you the dates right away.\n\n\
             Kind regards,\n{own_name}\n"
        }
        (ReplyKind::Counter, Language::Fr) => {
            "Bonjour {contact},\n\n\
             Merci pour votre proposition concernant {product}. Je réaliserais volontiers {deliverables} pour {brand}.\n\n\
             Pour ce travail, ma rémunération est de {counter_fee}, au lieu des {fee} proposés. Elle comprend le concept, la \
             réalisation et une série de retouches ; toute utilisation hors de mes propres canaux se convient à part.\n\n\
             Si cela vous convient, je peux vous proposer des dates dès maintenant.\n\n\
             Bien à vous,\n{own_name}\n"
        }
        (ReplyKind::Decline, Language::En) => {
            "Hello {contact},\n\n\
             Thank you for thinking of me. I have looked at your offer, and I will not take it on this time.\n\n\
             I wish you and {brand} every success with the campaign.\n\n\
             Kind regards,\n{own_name}\n"
        }
        (ReplyKind::Decline, Language::Fr) => {
            "Bonjour {contact},\n\n\
             Merci d’avoir pensé à moi. J’ai étudié votre proposition et je ne vais pas y donner suite cette fois-ci.\n\n\
             Je vous souhaite, ainsi qu’à {brand}, une belle campagne.\n\n\
             Bien à vous,\n{own_name}\n"
        }
        (ReplyKind::AskBudget, Language::En) => {
            "Hello {contact},\n\n\
             Thank you for your message. Before I can answer, I need to know the budget {brand} has for this, what exactly is to \
             be made, where it will be used and for how long.\n\n\
             With these I can tell you quickly whether we fit.\n\n\
             Kind regards,\n{own_name}\n"
        }
        (ReplyKind::AskBudget, Language::Fr) => {
            "Bonjour {contact},\n\n\
             Merci pour votre message. Avant de vous répondre, j’ai besoin de connaître le budget prévu par {brand}, ce qui doit \
             être réalisé exactement, où ce sera utilisé et pendant combien de temps.\n\n\
             Avec ces éléments, je pourrai vous dire rapidement si nous pouvons travailler ensemble.\n\n\
             Bien à vous,\n{own_name}\n"
        }
        (ReplyKind::ChasePayment, Language::En) => {
            "Hello {contact},\n\n\
             My invoice {invoice} over {amount_due} was due on {due_on} and is now {days_late} days late. I have not received a \
             payment so far.\n\n\
             Could you check with your accounts and tell me on which day it will be paid? If it is already on its way, please \
             ignore this message.\n\n\
             Kind regards,\n{own_name}\n"
        }
        (ReplyKind::ChasePayment, Language::Fr) => {
            "Bonjour {contact},\n\n\
             Ma facture {invoice} d’un montant de {amount_due} était à régler le {due_on} ; elle a maintenant {days_late} jours de \
             retard. Je n’ai pas reçu de paiement à ce jour.\n\n\
             Pourriez-vous vérifier auprès de votre comptabilité et m’indiquer la date du règlement ? S’il est déjà parti, merci \
             de ne pas tenir compte de ce message.\n\n\
             Bien à vous,\n{own_name}\n"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{open_fields, unknown_fields};
    use super::*;

    #[test]
    fn every_template_has_its_fields_and_both_languages_ask_for_the_same() {
        for kind in ReplyKind::ALL {
            let sorted = |language| {
                let mut fields = open_fields(built_in(*kind, language));
                fields.sort();
                fields
            };
            assert_eq!(
                sorted(Language::En),
                sorted(Language::Fr),
                "{kind} says the same in both languages"
            );
            for language in Language::ALL {
                let text = built_in(*kind, *language);
                assert_eq!(
                    unknown_fields(text),
                    Vec::<&str>::new(),
                    "{kind} in {language}"
                );
                assert!(
                    text.ends_with("{own_name}\n"),
                    "{kind} in {language} is signed"
                );
            }
        }
    }
}

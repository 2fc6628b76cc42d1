//! Wordings of fraud: pay to join, overpayment, another messenger, pressure.
//!
//! The rule it protects: the sentence is shown as it stands, and one kind is shown once.

use super::finding;
use crate::mail::clauses::clauses;
use crate::mail::message::Letter;
use crate::mail::pattern::Pattern;
use domain::offer::{Finding, FindingKind};

static KINDS: [(FindingKind, Pattern); 4] = [
    (
        FindingKind::PayToJoin,
        Pattern::new(concat!(
            r"(?i)(?:registration|activation|application|membership|processing|onboarding|verification|starter) (?:fee|deposit|kit)",
            r"|refundable (?:\w+ )?(?:fee|deposit)|you (?:must|have to|need to|will|only|just)(?: first| only| just)? (?:pay|purchase|buy|transfer|deposit|cover)",
            r"|(?:pay|cover) (?:only |just )?(?:the |for )?shipping|frais (?:d['’]inscription|de dossier|d['’]activation|de port)|verser une caution|caution remboursable",
            r"|(?:vous )?(?:devez|devrez) (?:d['’]abord )?(?:payer|acheter|verser|régler)|in gift cards|cartes? cadeaux?",
        )),
    ),
    (
        FindingKind::Overpayment,
        Pattern::new(concat!(
            r"(?i)(?:send|return|refund|forward|wire|transfer)(?:ing)?(?: us)?(?: back)? (?:the )?(?:difference|rest|excess|surplus|remainder|remaining)",
            r"|overpa(?:y|id|yment)|trop[- ]perçu|(?:renvoy|revers|rembours|retourn)\w+ (?:la différence|le surplus|le reste|l['’]excédent)|certified che(?:ck|que)",
        )),
    ),
    (
        FindingKind::OffPlatform,
        Pattern::new(
            r"(?i)\b(?:whats\s?app|telegram|signal app|on signal|wechat|viber|t\.me/|wa\.me/|skype|zangi)",
        ),
    ),
    (
        FindingKind::Urgency,
        Pattern::new(concat!(
            r"(?i)\b(?:urgent|urgently|asap|act now|last chance|today only|immediately|within (?:12|24|48|one|two|2) hours?|only \d+ (?:places?|spots?|seats?) left",
            r"|expires? (?:today|tonight|in \d+ hours?)|sous (?:12|24|48) ?h(?:eures)?|dernière chance|immédiatement|d['’]urgence|plus que \d+ places?|expire (?:aujourd['’]hui|ce soir))\b",
        )),
    ),
];

pub(super) fn findings(letter: &Letter) -> Vec<Finding> {
    let subject = letter.draft.subject.as_str();
    let clauses = clauses(&letter.draft.text);
    KINDS
        .iter()
        .filter_map(|(kind, pattern)| {
            let line = clauses
                .iter()
                .map(|c| c.text)
                .chain([subject])
                .find(|text| pattern.is_in(text))?;
            let flat = line.split_whitespace().collect::<Vec<_>>().join(" ");
            Some(finding(*kind, &flat))
        })
        .collect()
}

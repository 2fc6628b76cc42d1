//! Wordings of fraud: pay to join, overpayment, another messenger, pressure.
//!
//! The rule it protects: the sentence is shown as it stands, and one kind is shown once.

use super::finding;
use crate::mail::clauses::clauses;
use crate::mail::message::Letter;
use crate::mail::pattern::Pattern;
use domain::offer::{Finding, FindingKind};

static KINDS: [(FindingKind, Pattern, Pattern); 4] = [
    (
        FindingKind::PayToJoin,
        Pattern::new(concat!(
            r"(?i)(?:registration|activation|application|membership|processing|onboarding|verification|starter|enrol?ment|training|joining|insurance) (?:fee|deposit|kit|costs?|of \$|of €)",
            r"|(?:verification|registration|membership|training|activation)\b[^.\n]{0,25}\bcosts?\b|refundable (?:\w+ )?(?:fee|deposit)|you(?:['’]ll)? (?:must|have to|need to|will|only|just|first)(?: first| only| just| have to)* (?:pay|purchase|buy|transfer|deposit|cover)",
            r"|(?:pay|cover) (?:only |just )?(?:the |for )?shipping|purchase your|order the \w+ on your own|buy (?:\w+ ){0,3}gift cards|deposit \d[\d.,]* ?(?:eth|btc|usdt)|you first deposit|payable in advance by|transfer the (?:activation |security )?deposit",
            r"|frais (?:d['’]inscription|de dossier|d['’]activation|de port)|verser une caution|une caution de|caution (?:remboursable|de \d)|(?:vous )?(?:devez|devrez|devras|dois) (?:d['’]abord )?(?:payer|acheter|verser|régler)|régler (?:uniquement |seulement )?les frais|in gift cards|cartes? cadeaux?",
        )),
        Pattern::new(
            r"(?i)\b(?:no|without|isn['’]t (?:a|any)|not (?:a|any)|nothing for you to pay|we (?:will )?(?:cover|pay)|sans|aucuns?|pas de) (?:\w+ ){0,3}(?:fee|deposit|shipping|frais|caution|costs?)|nothing for you to pay|nous prenons en charge|we cover shipping|frais de port (?:offerts|inclus|à notre charge)",
        ),
    ),
    (
        FindingKind::Overpayment,
        Pattern::new(concat!(
            r"(?i)(?:send|return|refund|forward|wire|transfer|remit)(?:ing)?(?: us| me| it)?(?: back)? (?:the )?(?:difference|excess|surplus|overage|balance)|(?:send|return|refund|forward|wire)(?:ing)?(?: us)?(?: back)? the (?:rest|remainder|remaining)",
            r"|overpa(?:y|id|yment)|(?:transfer|send|wire) [\d.,$€£ ]{2,12}(?:usd |eur )?back|(?:deduct|keep) (?:your|the) [^.\n]{1,40} and (?:send|wire|forward|return)|too much by mistake|sent you [\d.,$€£ ]+ instead of",
            r"|trop[- ]perçu|(?:renvoy|revers|rembours|retourn)\w* (?:nous )?(?:la différence|le surplus|le reste|l['’]excédent|le solde)|certified che(?:ck|que)|chèque de banque",
        )),
        Pattern::new(r"(?i)^\b$"),
    ),
    (
        FindingKind::OffPlatform,
        Pattern::new(
            r"(?i)(?:\b(?:whats\s?app|telegram|signal app|(?:on|via|par|sur|to us on) signal|wechat|viber|t\.me/|wa\.me/|skype|zangi|line app|discord dm))",
        ),
        Pattern::new(
            r"(?i)(?:not on|no|never|without|pas de|ni) (?:\w+ ){0,2}(?:whats\s?app|telegram|signal)|our (?:telegram|whatsapp) (?:channel|group) (?:has|with|for)",
        ),
    ),
    (
        FindingKind::Urgency,
        Pattern::new(concat!(
            r"(?i)\b(?:urgent|urgently|asap|act now|last chance|today only|(?:be spent|sign|answer|reply|confirm|passport|needed) (?:it )?today|immediately|(?:within|in) (?:the next )?(?:2|3|6|12|24|48|one|two|three) ?(?:hours?|hrs|h)|only \d+ (?:places?|spots?|seats?) left|tonight at midnight|do quick",
            r"|(?:expires?|closes?|ends?) (?:today|tonight|at midnight|in \d+ hours?)|sous (?:12|24|48) ?h(?:eures?)?|dans les (?:\d+|deux) (?:prochaines )?heures?|dernière chance|immédiatement|réponse immédiate|d['’]urgence|plus que \d+ places?|expire (?:aujourd['’]hui|ce soir)|avant ce soir)\b",
        )),
        Pattern::new(
            r"(?i)\b(?:not urgent|no rush|nothing urgent|pas urgent|rien d['’]urgent|for urgent|paid (?:within|in)|we (?:pay|answer|reply) within|payment (?:within|in)|ships? (?:within|in)|24/7)\b",
        ),
    ),
];

pub(super) fn findings(letter: &Letter) -> Vec<Finding> {
    let subject = letter.draft.subject.as_str();
    let clauses = clauses(&letter.draft.text);
    KINDS
        .iter()
        .filter_map(|(kind, pattern, denied)| {
            let line = clauses
                .iter()
                .map(|c| c.text)
                .chain([subject])
                .find(|text| pattern.is_in(text) && !denied.is_in(text))?;
            let flat = line.split_whitespace().collect::<Vec<_>>().join(" ");
            Some(finding(*kind, &flat))
        })
        .collect()
}

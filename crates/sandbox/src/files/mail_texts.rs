//! The texts of the invented mails.
//!
//! Rule protected: each mail shows one thing an inbox must tell apart; `{in12}` and its like become dates.

/// How a body is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BodyKind {
    Plain,
    /// Quoted-printable.
    Quoted,
    /// Text and HTML side by side, the HTML with a tracking image.
    Html,
}

/// One mail.
pub(super) struct MailText {
    pub(super) file: &'static str,
    pub(super) hours_ago: i64,
    pub(super) from: &'static str,
    pub(super) return_path: &'static str,
    pub(super) authentication: &'static str,
    pub(super) subject: &'static str,
    /// The file this one answers.
    pub(super) answers: Option<&'static str>,
    pub(super) more_headers: &'static [&'static str],
    pub(super) kind: BodyKind,
    pub(super) body: &'static str,
}

pub(super) const MAILS: &[MailText] = &[
    MailText {
        file: "01-lune-et-lin-fair-fee",
        hours_ago: 52,
        from: "Inès Caradec <ines@lune-et-lin.example>",
        return_path: "ines@lune-et-lin.example",
        authentication: "spf=pass smtp.mailfrom=lune-et-lin.example; dkim=pass header.d=lune-et-lin.example; dmarc=pass",
        subject: "Paid partnership: linen season, 2 TikTok videos",
        answers: None,
        more_headers: &[],
        kind: BodyKind::Plain,
        body: "Hello Camille,\n\nWe loved your linen shirt series. We would like to work with you on our linen season:\n\n\
               - Deliverables: 2 TikTok videos (45 to 60 seconds) and 3 stories\n\
               - Fee: EUR 1,150 plus VAT, paid 30 days after invoice\n\
               - Draft by {in12}, publication by {in21}\n\
               - Usage rights: organic, 3 months on our own channels\n\
               - No exclusivity\n\nCould you let us know by {in5}?\n\nKind regards,\nInès Caradec\nLune & Lin\n",
    },
    MailText {
        file: "02-papier-rond-gifted",
        hours_ago: 140,
        from: "Papier Rond <hello@papier-rond.example>",
        return_path: "hello@papier-rond.example",
        authentication: "spf=pass smtp.mailfrom=papier-rond.example; dkim=pass header.d=papier-rond.example",
        subject: "We'd love to send you our cutting mat",
        answers: None,
        more_headers: &[],
        kind: BodyKind::Html,
        body: "Hi Camille!\n\nWe would love to gift you our A2 cutting mat (worth EUR 27.80). In exchange we ask for one TikTok \
               video and the right to use it in our ads for 12 months.\n\nThere is no budget for a fee this time.\n\nLina, Papier Rond\n",
    },
    MailText {
        file: "03-brightbobbin-vague",
        hours_ago: 30,
        from: "Collab team <collab@brightbobbin.example>",
        return_path: "bounce@brightbobbin.example",
        authentication: "spf=pass smtp.mailfrom=brightbobbin.example; dkim=none",
        subject: "Collab?",
        answers: None,
        more_headers: &[],
        kind: BodyKind::Plain,
        body: "Hey dear!\n\nWe are a big fan of your page. Would you be interested in a collaboration with our brand? We have an \
               amazing opportunity for you. Tell us your rates and we will share all details.\n\nxx\n",
    },
    MailText {
        file: "04-norrvik-commission",
        hours_ago: 75,
        from: "Oskar Lindhe <oskar@norrvik.example>",
        return_path: "oskar@norrvik.example",
        authentication: "spf=pass smtp.mailfrom=norrvik.example; dkim=pass header.d=norrvik.example; dmarc=pass",
        subject: "Affiliate programme: 20 % on every pair of scissors",
        answers: None,
        more_headers: &[],
        kind: BodyKind::Plain,
        body: "Hi Camille,\n\nWe offer 20 % commission on every sale through your code CAMILLE20, tracked for 30 days and paid monthly \
               above USD 50. We would ask for one video a month for three months. There is no fixed fee.\n\nBest,\nOskar, Norrvik Scissors\n",
    },
    MailText {
        file: "05-maison-solenne-fr",
        hours_ago: 18,
        from: "Héloïse Vatan <heloise@maison-solenne.example>",
        return_path: "heloise@maison-solenne.example",
        authentication: "spf=pass smtp.mailfrom=maison-solenne.example; dkim=pass header.d=maison-solenne.example; dmarc=pass",
        subject: "Partenariat rémunéré : collection d'été",
        answers: None,
        more_headers: &[],
        kind: BodyKind::Quoted,
        body: "Bonjour Camille,\n\nNous préparons notre collection d'été et aimerions vous confier 1 vidéo TikTok et 1 vidéo YouTube \
               dédiée. Notre budget est de 1 800 € HT, réglé à 45 jours fin de mois.\n\nBrouillon attendu le {le12}, publication le {le21}. \
               Droits d'utilisation : 6 mois, réseaux sociaux de la marque, publicité comprise. Exclusivité d'un mois sur les \
               marques de prêt-à-porter.\n\nPouvez-vous nous confirmer votre intérêt ?\n\nBien à vous,\nHéloïse Vatan\nMaison Solenne\n",
    },
    MailText {
        file: "06-lune-et-lin-reply",
        hours_ago: 6,
        from: "Inès Caradec <ines@lune-et-lin.example>",
        return_path: "ines@lune-et-lin.example",
        authentication: "spf=pass smtp.mailfrom=lune-et-lin.example; dkim=pass header.d=lune-et-lin.example; dmarc=pass",
        subject: "Re: Paid partnership: linen season, 2 TikTok videos",
        answers: Some("01-lune-et-lin-fair-fee"),
        more_headers: &[],
        kind: BodyKind::Plain,
        body: "Hello Camille,\n\nGood news: we can go up to EUR 1,300 if you add one story on publication day. Everything else stays.\n\n\
               Inès\n\n> - Fee: EUR 1,150 plus VAT, paid 30 days after invoice\n> - Draft by {in12}, publication by {in21}\n",
    },
    MailText {
        file: "07-kettleworth-scam",
        hours_ago: 9,
        from: "Kettleworth Irons Partnerships <partners@kett1eworth-irons.example>",
        return_path: "mailer@bulk-sender.example",
        authentication: "spf=fail smtp.mailfrom=bulk-sender.example; dkim=none; dmarc=fail header.from=kett1eworth-irons.example",
        subject: "URGENT: USD 5,000 ambassador contract - reply within 24 hours",
        answers: None,
        more_headers: &[
            "Reply-To: kettleworth.contracts@freemail.example",
            "X-Mailer: BulkSend 3",
        ],
        kind: BodyKind::Html,
        body: "Dear Creator,\n\nCongratulations! You are selected as Kettleworth ambassador with a payment of USD 5,000 per video.\n\n\
               To activate the contract you must pay a refundable registration fee of USD 49 in gift cards and confirm your TikTok \
               password on https://kettleworth-irons.login-verify.example/contract.zip\n\nOnly 3 places left, reply within 24 hours.\n\n\
               Kettleworth Irons\n",
    },
    MailText {
        file: "08-brightbobbin-newsletter",
        hours_ago: 60,
        from: "Brightbobbin News <news@brightbobbin.example>",
        return_path: "bounces+news@brightbobbin.example",
        authentication: "spf=pass smtp.mailfrom=brightbobbin.example; dkim=pass header.d=brightbobbin.example; dmarc=pass",
        subject: "New in: 50-piece bobbin boxes, 15 % off this week",
        answers: None,
        more_headers: &[
            "List-Unsubscribe: <https://news.brightbobbin.example/unsubscribe?u=1>",
            "List-Id: Brightbobbin News <news.brightbobbin.example>",
            "Precedence: bulk",
        ],
        kind: BodyKind::Html,
        body: "Hello,\n\nThis week all bobbin boxes are 15 % off. Read our five tips for tidy thread, and meet the team at the fair.\n\n\
               You receive this because you bought from us.\n",
    },
    MailText {
        file: "09-corvel-perpetual-rights",
        hours_ago: 101,
        from: "Savonnerie Corvel <marketing@corvel.example>",
        return_path: "marketing@corvel.example",
        authentication: "spf=pass smtp.mailfrom=corvel.example; dkim=pass header.d=corvel.example",
        subject: "Sponsored post, budget EUR 150",
        answers: None,
        more_headers: &[],
        kind: BodyKind::Plain,
        body: "Hello,\n\nFor EUR 150 all included we need 4 TikTok videos, raw footage, and full rights in perpetuity, worldwide, in all \
               media. You may not work with any other care brand for 12 months. Payment 90 days after publication.\n\nPlease confirm by {in5}.\n\n\
               Marketing, Savonnerie Corvel\n",
    },
    MailText {
        file: "10-kettleworth-real",
        hours_ago: 200,
        from: "Maud Ferrier <maud@kettleworth-irons.example>",
        return_path: "maud@kettleworth-irons.example",
        authentication: "spf=pass smtp.mailfrom=kettleworth-irons.example; dkim=pass header.d=kettleworth-irons.example; dmarc=pass",
        subject: "Holiday campaign: one TikTok, GBP 650",
        answers: None,
        more_headers: &[],
        kind: BodyKind::Quoted,
        body: "Hello Camille,\n\nWould you make one TikTok video (30 to 45 seconds) about our mini steam iron? We offer £650, half on \
               signature and half on publication, and the iron is yours to keep. Spark Ads authorisation for 30 days. Publication by {in21}.\n\n\
               Best wishes,\nMaud Ferrier, Kettleworth Irons\n",
    },
];

//! The invented names and captions of the world.
//!
//! Rule protected: nobody in here exists; hosts end in `.example` or `example.com`.

/// What the creator writes under posts.
pub(crate) const CAPTIONS: &[&str] = &[
    "Une chemise en lin, du patron à la boutonnière #couture",
    "How I mend a wool coat in 60 seconds #mending",
    "Trois points invisibles à connaître",
    "Thrift flip: curtains to trousers",
    "Teinture à l'avocat, oui vraiment 🥑",
    "My machine jammed. Here is the fix.",
    "Le col officier sans larmes",
    "Capsule wardrobe, day 12 #sewing",
    "POV : ta cliente veut « juste un ourlet »",
    "Reading a 1950s pattern so you don't have to",
    "Ranger ses chutes de tissu en 5 minutes",
    "Buttonholes by hand, slow and steady",
    "Répondre à @fil.et.aiguille : quelle aiguille pour le jersey ?",
    "Visible mending ideas for denim",
    "Mon atelier de 9 m²",
    "Ironing is half of sewing, here is why",
];

/// Brands that exist only here.
pub(crate) const BRANDS: &[&str] = &[
    "Maison Solenne",
    "Lune & Lin",
    "Kettleworth Irons",
    "Fil d'Ouest",
    "Norrvik Scissors",
    "Papier Rond",
    "Brightbobbin",
    "Savonnerie Corvel",
];

/// What the creator's own shop sells: name and price in euro cents.
pub(crate) const PRODUCTS: &[(&str, i64)] = &[
    ("Patron chemise Alba (PDF)", 1_200),
    ("Patron pantalon Sienne (PDF)", 1_400),
    ("Kit de reprisage", 2_450),
    ("Tote bag brodé", 2_900),
    ("Trousse de couture", 3_600),
    ("Atelier en ligne, 2 h", 4_900),
];

/// Affiliate products: id, name, shop, price in US cents, commission in hundredths of a percent.
pub(crate) const AFFILIATE: &[(&str, &str, &str, i64, i64)] = &[
    (
        "1729400000000010001",
        "Mini steam iron",
        "Kettleworth Irons",
        4_299,
        1500,
    ),
    (
        "1729400000000010002",
        "Fabric scissors 24 cm",
        "Norrvik Scissors",
        3_150,
        2000,
    ),
    (
        "1729400000000010003",
        "Bobbin box, 50 pieces",
        "Brightbobbin",
        1_299,
        1200,
    ),
    (
        "1729400000000010004",
        "Linen shirt kit",
        "Lune & Lin",
        6_450,
        1000,
    ),
    (
        "1729400000000010005",
        "Magnetic pin bowl",
        "Brightbobbin",
        999,
        2500,
    ),
    (
        "1729400000000010006",
        "Cutting mat A2",
        "Papier Rond",
        2_780,
        1800,
    ),
];

/// First names of buyers; a number follows, nobody is meant.
pub(crate) const BUYERS: &[&str] = &[
    "Ambre", "Basile", "Cléo", "Dario", "Elwan", "Fanny", "Gaspard", "Hedda", "Ilian", "Jonna",
];

//! An ICC profile of sRGB, written here: PDF/A wants to know what its colours mean, and nothing of the system may be asked.
//!
//! Version 4.3 of the format: matrix and curve of IEC 61966-2-1, adapted to D50.

/// The bytes of the profile.
pub(super) fn srgb() -> Vec<u8> {
    // XYZ of white (D50), red, green, blue, as 16.16 numbers.
    let white = xyz([0xF6D6, 0x1_0000, 0xD32D]);
    let red = xyz([0x6FA2, 0x38F5, 0x0390]);
    let green = xyz([0x6299, 0xB785, 0x18DA]);
    let blue = xyz([0x24A0, 0x0F84, 0xB6CF]);
    let tags: [(&[u8; 4], Vec<u8>); 9] = [
        (b"desc", text("sRGB")),
        (b"cprt", text("CC0")),
        (b"wtpt", white),
        (b"chad", adaptation()),
        (b"rXYZ", red),
        (b"gXYZ", green),
        (b"bXYZ", blue),
        (b"rTRC", curve()),
        (b"gTRC", curve()),
    ];
    // Blue shares the curve of green.
    let count = tags.len() + 1;
    let mut table = Vec::new();
    let mut data: Vec<u8> = Vec::new();
    let start = 128 + 4 + 12 * count;
    table.extend(number(count));
    for (name, bytes) in &tags {
        entry(&mut table, name, start + data.len(), bytes.len());
        if *name == b"gTRC" {
            entry(&mut table, b"bTRC", start + data.len(), bytes.len());
        }
        data.extend(bytes);
        while !data.len().is_multiple_of(4) {
            data.push(0);
        }
    }
    let mut out = header(start + data.len());
    out.extend(table);
    out.extend(data);
    out
}

fn entry(table: &mut Vec<u8>, name: &[u8; 4], at: usize, len: usize) {
    table.extend(name);
    table.extend(number(at));
    table.extend(number(len));
}

fn number(n: usize) -> [u8; 4] {
    u32::try_from(n).unwrap_or(u32::MAX).to_be_bytes()
}

fn header(size: usize) -> Vec<u8> {
    let mut out = Vec::with_capacity(128);
    out.extend(number(size));
    out.extend([0; 4]);
    out.extend([4, 0x30, 0, 0]);
    out.extend(b"mntrRGB XYZ ");
    // A fixed day: the profile does not change with the clock.
    for part in [2026u16, 1, 1, 0, 0, 0] {
        out.extend(part.to_be_bytes());
    }
    out.extend(b"acsp");
    out.extend([0; 24]);
    // Perceptual intent, then the illuminant D50.
    out.extend([0; 4]);
    for part in [0xF6D6u32, 0x1_0000, 0xD32D] {
        out.extend(part.to_be_bytes());
    }
    out.resize(128, 0);
    out
}

fn xyz(parts: [u32; 3]) -> Vec<u8> {
    let mut out = b"XYZ \0\0\0\0".to_vec();
    out.extend(parts.iter().flat_map(|p| p.to_be_bytes()));
    out
}

fn text(words: &str) -> Vec<u8> {
    let mut out = b"mluc\0\0\0\0".to_vec();
    out.extend(number(1));
    out.extend(number(12));
    out.extend(b"enUS");
    out.extend(number(words.len() * 2));
    out.extend(number(28));
    out.extend(words.encode_utf16().flat_map(u16::to_be_bytes));
    out
}

/// The Bradford adaptation from D65 to D50.
fn adaptation() -> Vec<u8> {
    let mut out = b"sf32\0\0\0\0".to_vec();
    let parts: [i32; 9] = [
        68_674, 1_502, -3_290, 1_939, 64_912, -1_118, -605, 988, 49_262,
    ];
    out.extend(parts.iter().flat_map(|p| p.to_be_bytes()));
    out
}

/// The curve of sRGB as a formula: gamma 2.4 above a straight foot.
fn curve() -> Vec<u8> {
    let mut out = b"para\0\0\0\0".to_vec();
    out.extend([0, 3, 0, 0]);
    let parts: [i32; 5] = [157_286, 62_119, 3_417, 5_072, 2_651];
    out.extend(parts.iter().flat_map(|p| p.to_be_bytes()));
    out
}

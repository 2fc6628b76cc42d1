//! Proof key for code exchange (RFC 7636), in the standard's form and in TikTok's.

use crate::secret::Secret;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

/// How a platform wants the challenge written. Both are sent as `S256`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Challenge {
    /// base64url without padding, as RFC 7636 has it (Google).
    Base64Url,
    /// Lowercase hex, TikTok's own reading.
    Hex,
}

/// A verifier and the challenge derived from it. New for every sign-in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pkce {
    /// Kept until the code is exchanged.
    pub verifier: Secret,
    /// Sent with the authorize request.
    pub challenge: String,
}

/// Makes a pair from 32 random bytes of the caller's: the verifier is their base64url form, 43 characters.
pub fn pkce(random: &[u8; 32], form: Challenge) -> Pkce {
    let verifier = URL_SAFE_NO_PAD.encode(random);
    let digest = Sha256::digest(verifier.as_bytes());
    let challenge = match form {
        Challenge::Base64Url => URL_SAFE_NO_PAD.encode(digest),
        Challenge::Hex => hex::encode(digest),
    };
    Pkce {
        verifier: Secret::new(verifier),
        challenge,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_challenge_is_the_digest_of_the_verifier_in_the_platform_s_form() {
        // the verifier of RFC 7636, appendix B, from its 32 octets
        let octets = [
            116, 24, 223, 180, 151, 153, 224, 37, 79, 250, 96, 125, 216, 173, 187, 186, 22, 212,
            37, 77, 105, 214, 191, 240, 91, 88, 5, 88, 83, 132, 141, 121,
        ];
        let standard = pkce(&octets, Challenge::Base64Url);
        assert_eq!(
            standard.verifier.expose(),
            "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
            "as in the RFC"
        );
        assert_eq!(
            standard.challenge, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM",
            "as in the RFC"
        );
        let hex = pkce(&octets, Challenge::Hex);
        assert_eq!(
            hex.challenge, "13d31e961a1ad8ec2f16b10c4c982e0876a878ad6df144566ee1894acb70f9c3",
            "the same digest in hex"
        );
    }
}

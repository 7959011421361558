//! The statement by which the identity provider says who somebody is, an ID token: read, its signature checked against a
//! published key, and every claim that binds it to this server and this visit compared.

use data_encoding::BASE64URL_NOPAD;
use jiff::{SignedDuration, Timestamp};
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ED25519, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey,
};
use serde::Deserialize;

use super::Wrong;

/// How far the provider's clock and ours may lie apart.
const LEEWAY: SignedDuration = SignedDuration::from_secs(60);
/// The longest name of an account.
const SUBJECT_MAX: usize = 255;

/// The kinds of signature that are taken; no other is, and least of all none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Algorithm {
    Rs256,
    Es256,
    EdDsa,
}

/// A key that the provider publishes, as it stands in its set.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Key {
    kty: String,
    kid: Option<String>,
    #[serde(rename = "use")]
    purpose: Option<String>,
    alg: Option<String>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

/// What a statement must say.
pub(super) struct Expected<'a> {
    pub(super) issuer: &'a str,
    pub(super) client: &'a str,
    pub(super) nonce: &'a str,
    /// When the visit began that it answers.
    pub(super) begun: Timestamp,
    pub(super) now: Timestamp,
}

#[derive(Deserialize)]
struct Head {
    alg: String,
    kid: Option<String>,
    typ: Option<String>,
    crit: Option<serde_json::Value>,
}

#[derive(Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: Audience,
    azp: Option<String>,
    exp: f64,
    iat: f64,
    nbf: Option<f64>,
    nonce: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Many(Vec<String>),
}

impl Algorithm {
    fn word(self) -> &'static str {
        match self {
            Self::Rs256 => "RS256",
            Self::Es256 => "ES256",
            Self::EdDsa => "EdDSA",
        }
    }

    fn of(word: &str) -> Option<Self> {
        [Self::Rs256, Self::Es256, Self::EdDsa].into_iter().find(|known| known.word() == word)
    }
}

impl Key {
    pub(super) fn kid(&self) -> Option<&str> {
        self.kid.as_deref()
    }

    /// Whether it is a key for signatures of a kind.
    pub(super) fn signs(&self, algorithm: Algorithm) -> bool {
        let shape = (self.kty.as_str(), self.crv.as_deref());
        let fits = match algorithm {
            Algorithm::Rs256 => shape.0 == "RSA",
            Algorithm::Es256 => shape == ("EC", Some("P-256")),
            Algorithm::EdDsa => shape == ("OKP", Some("Ed25519")),
        };
        fits && self.purpose.as_deref().is_none_or(|purpose| purpose == "sig")
            && self.alg.as_deref().is_none_or(|alg| alg == algorithm.word())
    }

    /// Whether it made a signature.
    fn made(&self, algorithm: Algorithm, signed: &[u8], signature: &[u8]) -> Option<()> {
        let part = |part: &Option<String>| BASE64URL_NOPAD.decode(part.as_deref()?.as_bytes()).ok();
        match algorithm {
            Algorithm::Rs256 => {
                let key = RsaPublicKeyComponents { n: part(&self.n)?, e: part(&self.e)? };
                key.verify(&RSA_PKCS1_2048_8192_SHA256, signed, signature).ok()
            }
            Algorithm::Es256 => {
                let (x, y) = (part(&self.x)?, part(&self.y)?);
                // RFC 7518, section 6.2.1.2: each coordinate has its full length.
                let point = [&[4], x.as_slice(), &y].concat();
                let whole = x.len() == 32 && y.len() == 32;
                let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, point);
                key.verify(signed, signature).ok().filter(|()| whole)
            }
            Algorithm::EdDsa => {
                UnparsedPublicKey::new(&ED25519, part(&self.x)?).verify(signed, signature).ok()
            }
        }
    }
}

/// The account a statement names, if it is signed with a key of the provider and made for this visit.
pub(super) fn check(
    statement: &str,
    key: impl FnOnce(Option<&str>, Algorithm) -> Result<Key, Wrong>,
    expected: &Expected<'_>,
) -> Result<String, Wrong> {
    // RFC 7515, section 7.1: three parts, of which the first two are signed as they stand.
    let (signed, signature) = statement.rsplit_once('.').ok_or(Wrong::Form)?;
    let (head, claims) = signed.split_once('.').ok_or(Wrong::Form)?;
    let bytes = |part: &str| BASE64URL_NOPAD.decode(part.as_bytes()).map_err(|_| Wrong::Form);
    let head: Head = serde_json::from_slice(&bytes(head)?).map_err(|_| Wrong::Form)?;
    // RFC 7515, section 4.1.11; RFC 8725, section 3.11: what must be understood is not, and other kinds of token are none.
    if head.crit.is_some() || head.typ.is_some_and(|typ| !typ.eq_ignore_ascii_case("JWT")) {
        return Err(Wrong::Form);
    }
    let algorithm = Algorithm::of(&head.alg).ok_or(Wrong::Algorithm)?;
    let key = key(head.kid.as_deref(), algorithm)?;
    key.made(algorithm, signed.as_bytes(), &bytes(signature)?).ok_or(Wrong::Signature)?;
    let claims: Claims = serde_json::from_slice(&bytes(claims)?).map_err(|_| Wrong::Form)?;
    claims.fit(expected)?;
    Ok(claims.sub)
}

impl Claims {
    /// Whether they were made by this provider for this client and this visit.
    fn fit(&self, expected: &Expected<'_>) -> Result<(), Wrong> {
        // OpenID Connect Core 1.0, section 3.1.3.7.
        let ensure = |right: bool, wrong| if right { Ok(()) } else { Err(wrong) };
        ensure(self.iss == expected.issuer, Wrong::Issuer)?;
        // No other audience is trusted, so there must be none.
        let audience = match &self.aud {
            Audience::One(one) => std::slice::from_ref(one),
            Audience::Many(many) => many,
        };
        let ours = matches!(audience, [only] if only == expected.client);
        ensure(ours && self.azp.as_ref().is_none_or(|azp| azp == expected.client), Wrong::Audience)?;
        let second = |at: Timestamp, leeway: SignedDuration| {
            #[expect(clippy::cast_precision_loss, reason = "exact for 285 million years")]
            let second = (at.as_second() + leeway.as_secs()) as f64;
            second
        };
        ensure(self.exp > second(expected.now, -LEEWAY), Wrong::Expired)?;
        let not_later = |at: f64| at <= second(expected.now, LEEWAY);
        let since = self.iat >= second(expected.begun, -LEEWAY);
        ensure(since && not_later(self.iat) && self.nbf.is_none_or(not_later), Wrong::Stale)?;
        ensure(self.nonce.as_deref() == Some(expected.nonce), Wrong::Nonce)?;
        let named = (1..=SUBJECT_MAX).contains(&self.sub.len());
        ensure(named && self.sub.bytes().all(|byte| byte.is_ascii_graphic()), Wrong::Subject)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(key: &str, statement: &str) -> Option<()> {
        let key: Key = serde_json::from_str(key).expect("a key");
        let (signed, signature) = statement.rsplit_once('.').expect("signed");
        let head = BASE64URL_NOPAD.decode(signed.split('.').next()?.as_bytes()).expect("base64url");
        let head: Head = serde_json::from_slice(&head).expect("a head");
        let algorithm = Algorithm::of(&head.alg).expect("one that is taken");
        assert!(key.signs(algorithm));
        key.made(
            algorithm,
            signed.as_bytes(),
            &BASE64URL_NOPAD.decode(signature.as_bytes()).expect("base64url"),
        )
    }

    #[test]
    fn the_examples_of_the_standards_are_signed_as_they_say_and_no_letter_of_them_may_change() {
        // RFC 7515, appendices A.2 and A.3; RFC 8037, appendix A.4.
        let joe =
            "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
        let examples = [
            (
                r#"{"kty":"RSA","e":"AQAB","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ"}"#,
                format!("eyJhbGciOiJSUzI1NiJ9.{joe}.cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw"),
            ),
            (
                r#"{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#,
                format!("eyJhbGciOiJFUzI1NiJ9.{joe}.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"),
            ),
            (
                r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#,
                "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg".to_owned(),
            ),
        ];
        for (key, statement) in examples {
            assert_eq!(checked(key, &statement), Some(()), "{statement}");
            let end = statement.rfind('.').expect("signed");
            let other = if statement.get(end + 9..end + 10) == Some("A") { "B" } else { "A" };
            let changed = format!("{}{other}{}", &statement[..end + 9], &statement[end + 10..]);
            assert_eq!(checked(key, &changed), None, "{changed}");
        }
    }
}

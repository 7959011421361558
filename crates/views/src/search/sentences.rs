//! Every sentence that reading a question can say: what of it was left out, and why nothing was looked for.

use domain::cable::{Sentence, sentences};

sentences! {
    WORDS "search-words": "only the first {most} words were looked for";
    DEPTH "search-depth": "parentheses may stand in one another {most} deep";
    REF "search-ref": "`ref:{words}` is no number of a cable; write ref:2026-LISBON-0098";
    KIND "search-kind": "`{name}:{words}`: a cable is one of {known}";
    HAS "search-has": "`has:{words}`: a cable can have {known}";
    WHOLE "search-whole": "`{name}:` stands for the whole question and not after a dash or in parentheses";
    OPERATOR "search-operator": "`{name}:` is no operator. To look for the text itself, put it in quotes";
    OPERATOR_NEAR "search-operator-near": "`{name}:` is no operator; did you mean `{near}:`? To look for the text itself, put it in quotes";
    HOST "search-host": "no office is in `{words}`; a host is a country's two letters, as host:PT";
    DATE "search-date": "`{name}:{words}` is no date; write {name}:1973-01-01 or date:2025-11..2025-12";
}

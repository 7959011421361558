//! Every sentence that the ministry's rules can remark on a sheet, each by the name of its rule; those of the text alone are
//! `cable::sentences`. When one is said is not known here.

use cable::{Sentence, sentences};

sentences! {
    PRE_07 "pre-07": "{precedence} is read only after the deadline, in local time: {posts}";
    PRE_08 "pre-08": "it is night at {offices}; somebody will be roused";
    CLS_09 "cls-09": "these words are those of paragraph {paragraph} of {cable}, which is {highest}, and this is {level}";
    CLS_09_WHOLE "cls-09-whole": "these words are those of {cable}, which is {highest}, and this is {level}";
    CLS_11 "cls-11": "{level} may not be held at {offices}";
    CLS_12 "cls-12": "{number} is {highest} and the answer to it is {level}";
    CAP_04 "cap-04": "{caption} is given to named holders and {officer} is not one";
    CAP_05 "cap-05": "{number} is {caption} and the answer to it is not";
    TAG_03 "tag-03": "{codes} must act and is not among the TAGS";
    SUB_04 "sub-04": "{number} of {on} has the same subject; cite it if this carries it on";
    REF_01 "ref-01": "{reference} leads to no cable that is here";
    REF_02 "ref-02": "{reference} is not yet sent";
    REF_03 "ref-03": "{reference} was not sent to {offices}; mark it (NOTAL) or send it";
    REF_05 "ref-05": "{cable} has no paragraph {number}";
    ADR_02 "adr-02": "no office or collective is called {name}";
    ADR_02_CLOSED "adr-02-closed": "{office} closed on {on}";
    ADR_02_LEFT_OUT "adr-02-left-out": "{name} is a collective; only offices can be left out";
    ADR_02_NEAR "adr-02-near": "no office or collective is called {name}; did you mean {near}?";
    ADR_03 "adr-03": "{name} has no open office on {on}";
    ADR_03_CYCLE "adr-03-cycle": "{name} would contain itself through {through}";
    ADR_03_DEPTH "adr-03-depth": "{name} is nested more than four deep";
    ADR_03_WHY "adr-03-why": "{why}";
    ADR_05 "adr-05": "{office} is left out of {name} and is not in it";
    ADR_06_EXPANDED "adr-06-expanded": "{name} has words of its own and is addressed for information only";
    ADR_07 "adr-07": "{name} has words of its own and is not addressed";
    ADR_08 "adr-08": "nobody may read {level} at {offices}";
    DEM_11 "dem-11": "{office} has no authority to instruct posts";
    CLR "clr": "{clearer} has to clear it ({why})";
    CLR_07 "clr-07": "{officer} drafted this and is asked to clear it";
    CLR_08 "clr-08": "{clearer} has to clear it (restricted traffic to {why})";
    CLR_08_NOT_ASKED "clr-08-not-asked": "{clearer} has to clear it (restricted traffic to {why}) and is not asked";
    CLR_NOT_ASKED "clr-not-asked": "{clearer} has to clear it ({why}) and is not asked";
    LEVEL "level": "LEVEL: {why}";
}

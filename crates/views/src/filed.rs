//! A telegram filed from elsewhere, read into what a list and a page need of it. Reading never fails; what is not
//! on the paper stays empty, and a handling line nobody has mapped restricts like a caption.

use domain::access::Label;
use domain::cable::{self, Cable, Number, Precedence};
use domain::words::OfficeId;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::show::{AddresseeView, RemarkView};

/// What a list needs of a filed cable.
pub(crate) struct Header {
    pub(crate) number: Option<Number>,
    pub(crate) at: Option<Timestamp>,
    pub(crate) origin: String,
    pub(crate) subject: String,
    pub(crate) precedence: Precedence,
    pub(crate) tags: Vec<String>,
    pub(crate) label: Label,
}

/// What a page needs besides.
pub(crate) struct Filed {
    pub(crate) addressees: Vec<AddresseeView>,
    pub(crate) remarks: Vec<RemarkView>,
}

/// When a cable was sent, by its own word; on the morning of a day of which no more is known.
fn sent_at(cable: &Cable) -> Option<Timestamp> {
    let day = || cable.date_line.as_ref()?.on?.at(0, 0, 0, 0).to_zoned(TimeZone::UTC).ok();
    cable.sent_at().or_else(|| day().map(|day| day.timestamp()))
}

/// The number with the year of the cable's own date where it has none.
fn number(cable: &Cable) -> Option<Number> {
    let year = sent_at(cable).map(|at| at.to_zoned(TimeZone::UTC).year());
    let number = cable.number()?.clone();
    Some(match year {
        Some(year) => number.in_year(year),
        None => number,
    })
}

/// Reads what a list needs.
pub(crate) fn header(cable: &Cable, filed_by: OfficeId) -> Header {
    let number = number(cable);
    let station = number.as_ref().map(|number| number.station.clone());
    Header {
        at: sent_at(cable),
        // The station of the number is what a REF line calls the sender.
        origin: station.or_else(|| cable.from.clone()).unwrap_or_default(),
        precedence: cable.precedence.unwrap_or(Precedence::Routine),
        tags: cable.tags.iter().map(|tag| tag.code.clone()).collect(),
        label: Label::filed(cable, filed_by),
        subject: cable.subject.clone(),
        number,
    }
}

/// Reads what a page needs.
pub(crate) fn view(text: &str) -> Filed {
    let cable = cable::parse(text);
    let lists = [(&cable.to, true), (&cable.info, false)];
    let addressee = |addressee: &cable::Addressee, action| AddresseeView {
        name: addressee.name.clone(),
        office: None,
        action,
        precedence: addressee.precedence,
        through: None,
    };
    Filed {
        addressees: lists
            .into_iter()
            .flat_map(|(list, action)| list.iter().map(move |one| addressee(one, action)))
            .collect(),
        remarks: cable
            .remarks
            .iter()
            .map(|remark| RemarkView {
                code: remark.code.to_string(),
                line: remark.line,
                weight: remark.severity.word(),
                sentence: remark.message.to_string(),
                said: remark.said.clone(),
            })
            .collect(),
    }
}

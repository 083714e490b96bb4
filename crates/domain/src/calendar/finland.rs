//! The public holidays of Finland, computed for any year.

use super::easter::easter_sunday;
use chrono::{Datelike, Days, NaiveDate, Weekday};
use strum::{Display, EnumIter};

/// A day on which Finnish offices are closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Display, EnumIter)]
#[strum(serialize_all = "snake_case")]
pub enum Holiday {
    /// 1 January.
    NewYearsDay,
    /// 6 January.
    Epiphany,
    /// Two days before Easter.
    GoodFriday,
    /// A Sunday in March or April.
    EasterSunday,
    /// The day after Easter.
    EasterMonday,
    /// 1 May.
    MayDay,
    /// The 39th day after Easter, a Thursday.
    AscensionDay,
    /// The 49th day after Easter, a Sunday.
    Pentecost,
    /// The Friday from 19 to 25 June. Not a statutory holiday; offices are closed.
    MidsummerEve,
    /// The Saturday from 20 to 26 June.
    MidsummerDay,
    /// The Saturday from 31 October to 6 November.
    AllSaintsDay,
    /// 6 December.
    IndependenceDay,
    /// 24 December. Not a statutory holiday; offices are closed.
    ChristmasEve,
    /// 25 December.
    ChristmasDay,
    /// 26 December.
    SecondDayOfChristmas,
}

impl Holiday {
    /// The name in Finnish.
    #[must_use]
    pub const fn name_fi(self) -> &'static str {
        self.names().0
    }

    /// The name in Swedish.
    #[must_use]
    pub const fn name_sv(self) -> &'static str {
        self.names().1
    }

    const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::NewYearsDay => ("Uudenvuodenpäivä", "Nyårsdagen"),
            Self::Epiphany => ("Loppiainen", "Trettondag"),
            Self::GoodFriday => ("Pitkäperjantai", "Långfredagen"),
            Self::EasterSunday => ("Pääsiäispäivä", "Påskdagen"),
            Self::EasterMonday => ("Toinen pääsiäispäivä", "Annandag påsk"),
            Self::MayDay => ("Vappu", "Första maj"),
            Self::AscensionDay => ("Helatorstai", "Kristi himmelsfärdsdag"),
            Self::Pentecost => ("Helluntaipäivä", "Pingst"),
            Self::MidsummerEve => ("Juhannusaatto", "Midsommarafton"),
            Self::MidsummerDay => ("Juhannuspäivä", "Midsommardagen"),
            Self::AllSaintsDay => ("Pyhäinpäivä", "Alla helgons dag"),
            Self::IndependenceDay => ("Itsenäisyyspäivä", "Självständighetsdagen"),
            Self::ChristmasEve => ("Jouluaatto", "Julafton"),
            Self::ChristmasDay => ("Joulupäivä", "Juldagen"),
            Self::SecondDayOfChristmas => ("Tapaninpäivä", "Annandag jul"),
        }
    }
}

/// The holidays of a year, in order of date. Empty only for years that a date cannot hold.
#[must_use]
pub fn holidays(year: i32) -> Vec<(NaiveDate, Holiday)> {
    let fixed = |month, day| NaiveDate::from_ymd_opt(year, month, day);
    let easter = easter_sunday(year);
    let after_easter = |days| easter.and_then(|day| day.checked_add_days(Days::new(days)));
    let midsummer = saturday_from(fixed(6, 20));
    let mut days: Vec<(NaiveDate, Holiday)> = [
        (fixed(1, 1), Holiday::NewYearsDay),
        (fixed(1, 6), Holiday::Epiphany),
        (
            easter.and_then(|day| day.checked_sub_days(Days::new(2))),
            Holiday::GoodFriday,
        ),
        (easter, Holiday::EasterSunday),
        (after_easter(1), Holiday::EasterMonday),
        (fixed(5, 1), Holiday::MayDay),
        (after_easter(39), Holiday::AscensionDay),
        (after_easter(49), Holiday::Pentecost),
        (midsummer.and_then(|day| day.pred_opt()), Holiday::MidsummerEve),
        (midsummer, Holiday::MidsummerDay),
        (saturday_from(fixed(10, 31)), Holiday::AllSaintsDay),
        (fixed(12, 6), Holiday::IndependenceDay),
        (fixed(12, 24), Holiday::ChristmasEve),
        (fixed(12, 25), Holiday::ChristmasDay),
        (fixed(12, 26), Holiday::SecondDayOfChristmas),
    ]
    .into_iter()
    .filter_map(|(date, holiday)| Some((date?, holiday)))
    .collect();
    // Ascension Day falls on May Day or before it when Easter is early (2008, 2160).
    days.sort_by_key(|(date, _)| *date);
    days
}

/// The first Saturday on or after a date.
fn saturday_from(first: Option<NaiveDate>) -> Option<NaiveDate> {
    first?
        .iter_days()
        .take(7)
        .find(|day| day.weekday() == Weekday::Sat)
}

/// From when on a project must have an exit plan (*lopetussuunnitelma*) that its steering group approved: what is handed
/// in without it is refused (`domain.md` 1.6 and 1.8, point 7).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, strum::EnumIter, strum::EnumString, strum::IntoStaticStr,
)]
#[strum(serialize_all = "snake_case")]
pub enum ExitPlanFrom {
    /// A project may do without one.
    Never,
    /// From the interim report on.
    InterimReport,
    /// With the final report. The default.
    #[default]
    FinalReport,
}

/// What happened to a version of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case", prefix = "form_")]
pub enum Event {
    /// What it asks was replaced.
    Updated,
    /// It may be used.
    Published,
    /// It was taken out of use.
    Retired,
}

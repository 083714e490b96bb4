use talkoot_mail::Outgoing;

/// The subjects of what a mail says: its own, or that of each reminder where several came as one mail.
#[must_use]
pub fn said(mail: &Outgoing) -> Vec<String> {
    if mail.calendar.is_none() || !mail.subject.contains(" muistutusta: ") {
        return vec![mail.subject.clone()];
    }
    // A point of the list begins with the subject that the reminder has alone.
    let points = mail.html.split("<li ").skip(1);
    points
        .filter_map(|point| {
            let (_, text) = point.split_once('>')?;
            text.lines().next().map(str::to_owned)
        })
        .collect()
}

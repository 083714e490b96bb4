//! How a place for contents is named.

use std::{fmt, path::PathBuf, str::FromStr};

/// A place outside of the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// A folder of this machine: `file:///var/lib/talkoot/files`.
    Folder(PathBuf),
    /// A bucket of an S3 server, and what the names of all objects in it begin with: `s3://bucket/prefix`.
    Bucket {
        /// The bucket.
        name: String,
        /// Folders in it; empty for none.
        prefix: String,
    },
}

/// Where contents of files are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Keep {
    /// With everything else.
    #[default]
    Database,
    /// Outside.
    Outside(Address),
}

/// What was given names no place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoPlace {
    /// It is of no kind that is known.
    #[error("name a folder as file:///var/lib/talkoot/files, or a bucket as s3://bucket/prefix")]
    Unknown,
    /// The folder is not told from the root, or leads back.
    #[error(
        "a folder is told from the root and without \"..\": file:///var/lib/talkoot/files, with three strokes"
    )]
    Folder,
    /// The bucket cannot be called so.
    #[error(
        "a bucket has 3 to 63 small letters, digits, dots and hyphens; keys and secrets do not belong into its address"
    )]
    Bucket,
    /// The prefix cannot be part of a key.
    #[error("a prefix has letters, digits, and . _ - between its strokes, and does not end with one")]
    Prefix,
}

impl FromStr for Address {
    type Err = NoPlace;

    fn from_str(text: &str) -> Result<Self, NoPlace> {
        if let Some(path) = text.strip_prefix("file://") {
            return folder(path).ok_or(NoPlace::Folder);
        }
        let rest = text.strip_prefix("s3://").ok_or(NoPlace::Unknown)?;
        let (name, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        let is_name = (3..=63).contains(&name.len())
            && name
                .bytes()
                .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-'))
            && !name.starts_with(['.', '-'])
            && !name.ends_with(['.', '-'])
            && !name.contains("..");
        if !is_name {
            return Err(NoPlace::Bucket);
        }
        if !prefix.is_empty() && !prefix.split('/').all(is_part) {
            return Err(NoPlace::Prefix);
        }
        Ok(Self::Bucket {
            name: name.to_owned(),
            prefix: prefix.to_owned(),
        })
    }
}

fn folder(path: &str) -> Option<Address> {
    let parts = path.strip_prefix('/')?.trim_end_matches('/');
    let is_plain = |part: &str| {
        !matches!(part, "" | "." | "..") && !part.contains(|sign: char| sign.is_control() || sign == '\\')
    };
    let is_path = !parts.is_empty() && parts.split('/').all(is_plain);
    is_path.then(|| Address::Folder(PathBuf::from(format!("/{parts}"))))
}

fn is_part(part: &str) -> bool {
    let is_sign = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-');
    !matches!(part, "" | "." | "..") && part.bytes().all(is_sign)
}

impl FromStr for Keep {
    type Err = NoPlace;

    fn from_str(text: &str) -> Result<Self, NoPlace> {
        match text {
            "database" | "" => Ok(Self::Database),
            place => place.parse().map(Self::Outside),
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(path) => write!(f, "file://{}", path.display()),
            Self::Bucket { name, prefix } if prefix.is_empty() => write!(f, "s3://{name}"),
            Self::Bucket { name, prefix } => write!(f, "s3://{name}/{prefix}"),
        }
    }
}

impl fmt::Display for Keep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Database => f.write_str("the database"),
            Self::Outside(place) => place.fmt(f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_named_so() {
        let table: [(&str, Result<&str, NoPlace>); 26] = [
            ("database", Ok("the database")),
            ("", Ok("the database")),
            (
                "file:///var/lib/talkoot/files",
                Ok("file:///var/lib/talkoot/files"),
            ),
            (
                "file:///var/lib/talkoot/files/",
                Ok("file:///var/lib/talkoot/files"),
            ),
            ("file:///mnt/tiedostot ä", Ok("file:///mnt/tiedostot ä")),
            ("s3://talkoot", Ok("s3://talkoot")),
            ("s3://talkoot/", Ok("s3://talkoot")),
            (
                "s3://talkoot-files.example/a/b_c.d",
                Ok("s3://talkoot-files.example/a/b_c.d"),
            ),
            ("Database", Err(NoPlace::Unknown)),
            ("/var/lib/talkoot", Err(NoPlace::Unknown)),
            ("gs://bucket", Err(NoPlace::Unknown)),
            ("https://s3.example/bucket", Err(NoPlace::Unknown)),
            ("file://", Err(NoPlace::Folder)),
            ("file:///", Err(NoPlace::Folder)),
            ("file://files", Err(NoPlace::Folder)),
            ("file:///var/../etc", Err(NoPlace::Folder)),
            ("file:///var//lib", Err(NoPlace::Folder)),
            ("file:///var/a\nb", Err(NoPlace::Folder)),
            ("s3://", Err(NoPlace::Bucket)),
            ("s3://ab", Err(NoPlace::Bucket)),
            ("s3://Talkoot", Err(NoPlace::Bucket)),
            ("s3://key:secret@bucket/prefix", Err(NoPlace::Bucket)),
            ("s3://talkoot..files", Err(NoPlace::Bucket)),
            ("s3://talkoot/../other", Err(NoPlace::Prefix)),
            ("s3://talkoot/a//b", Err(NoPlace::Prefix)),
            ("s3://talkoot/a?b=c", Err(NoPlace::Prefix)),
        ];
        for (text, expected) in table {
            let read = text.parse::<Keep>().map(|keep| keep.to_string());
            assert_eq!(read, expected.map(str::to_owned), "{text}");
        }
    }
}

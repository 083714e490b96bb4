use super::*;
use talkoot_ledger::{Exclusion, Fate, Limits, Source};

fn row(row: u64) -> JudgedRow {
    JudgedRow {
        row,
        fate: Fate::Excluded(Exclusion::BlankRow),
        amount: None,
        cells: vec!["x".repeat(100)],
        errors: Vec::new(),
        posting: None,
    }
}

fn window(after: u64, first: usize) -> Window {
    Window {
        after,
        first,
        only: Vec::new(),
    }
}

fn rows_of(page: Option<(Vec<JudgedRow>, u64)>) -> Option<Vec<u64>> {
    page.map(|(rows, _)| rows.iter().map(|row| row.row).collect())
}

/// A block of rows 3, 6, 9 ... read behind row 2, so many.
fn block(count: u64, is_last: bool) -> Block {
    let rows: Vec<JudgedRow> = (1..=count).map(|number| row(number * 3)).collect();
    let first = rows.len() + usize::from(is_last);
    Block::new(window(2, first), rows, 1_000)
}

#[test]
fn a_block_gives_the_pages_that_it_holds_and_no_others() {
    let kept = ReadFiles::default();
    let (key, other) = (Key([1; 32]), Key([2; 32]));
    kept.keep_block(key, block(10, false));
    let page = |window: &Window| rows_of(kept.page(&key, window));
    assert_eq!(page(&window(2, 3)), Some(vec![3, 6, 9]));
    assert_eq!(page(&window(9, 2)), Some(vec![12, 15]));
    assert_eq!(page(&window(10, 2)), Some(vec![12, 15]));
    assert_eq!(page(&window(24, 2)), Some(vec![27, 30]));
    assert_eq!(page(&window(24, 3)), None, "there may be more behind it");
    assert_eq!(page(&window(0, 2)), None, "there may be more before it");
    assert_eq!(rows_of(kept.page(&other, &window(2, 3))), None);
    let only = Window {
        only: vec![Wish::Rejected],
        ..window(2, 3)
    };
    assert_eq!(page(&only), None, "other rows are wanted");
    kept.keep_block(other, block(10, true));
    assert_eq!(rows_of(kept.page(&other, &window(24, 9))), Some(vec![27, 30]));
    assert_eq!(rows_of(kept.page(&other, &window(30, 9))), Some(vec![]));
}

#[test]
fn what_is_kept_is_bounded() {
    let kept = ReadFiles::default();
    // Together more than may be kept.
    for number in 0..100 {
        kept.keep_block(Key([number; 32]), block(2_000, true));
    }
    kept.keep_block(Key([200; 32]), block(300_000, true));
    kept.blocks.run_pending_tasks();
    assert!(kept.blocks.weighted_size() <= MOST_BYTES);
    assert!(kept.blocks.entry_count() > 3, "what fits is kept");
    let too_large = kept.page(&Key([200; 32]), &window(2, 1));
    assert!(too_large.is_none(), "what is too large is not kept");
    assert_eq!(kept.blocks.policy().time_to_idle(), Some(KEPT_FOR));
}

/// A file that was read, with so many bytes of text.
fn whole(bytes: usize) -> Whole {
    let rows = "100;31.3.2026;4340;6101;0211675-2;50,00\n101;31.3.2026;4340;6101;0211675-2;60,00\n";
    let text = format!("Tosite;Pvm;Tili;Kustannuspaikka;Toimittajan y-tunnus;Summa\n{rows}");
    let source = Source::Bytes {
        name: "a.csv".to_owned(),
        bytes: text.into_bytes(),
    };
    let (profile, selection) = (Profile::default(), Selection::default());
    let check = talkoot_ledger::check(&source, &profile, &selection, &Limits::default());
    let posting = Posting {
        text: "x".repeat(bytes),
        ..Posting::default()
    };
    Whole::InOrder((check.expect("a ledger"), vec![posting]))
}

/// Goal: the rows of a large file are in memory for who reads it, and not for a moment longer.
#[test]
fn a_file_that_is_too_large_is_never_kept() {
    let kept = ReadFiles::default();
    let most = usize::try_from(MOST_BYTES).expect("a number");
    for (number, bytes, is_kept) in [(1, 1_000, true), (2, most, false)] {
        let key = Key([number; 32]);
        let (_, postings) = kept.keep_whole(key, whole(bytes)).expect("it is in order");
        assert_eq!(postings.len(), 1);
        assert_eq!(kept.whole(&key).is_some(), is_kept, "{bytes} bytes");
    }
}

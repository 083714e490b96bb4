use super::*;

/// Goal: whatever the seed, it is the call of the programme: so many applications, so many grants, so much money.
#[test]
fn every_seed_draws_a_call_like_the_real_one() {
    for seed in 0..200 {
        let plan = Plan::draw(seed).unwrap();
        assert_eq!(plan.applications.len(), APPLICATIONS, "{seed}");
        assert_eq!(plan.count(|one| one.outcome.award().is_some()), GRANTED, "{seed}");
        assert_eq!(
            plan.count(|one| one.outcome == Outcome::ResultsLeave),
            LEAVING,
            "{seed}"
        );
        assert!(
            (44_000_000..=APPROPRIATION).contains(&plan.granted()),
            "{seed}: {}",
            plan.granted()
        );
        for one in &plan.applications {
            let budget: i64 = one.cells.iter().map(|cell| cell.euros).sum();
            assert_eq!(budget * 85, one.requested, "{seed}");
            let scored = one
                .reviews
                .iter()
                .filter(|(_, review)| matches!(review, Review::Points(_)));
            assert_eq!(scored.count(), SCORED_BY, "{seed}");
            assert!(
                one.outcome
                    .award()
                    .is_none_or(|award| award > 0 && award <= one.requested),
                "{seed}"
            );
        }
        let conflicts = plan.count(|one| {
            one.reviews
                .iter()
                .any(|(_, review)| *review == Review::OwnMunicipality)
        });
        assert!(
            conflicts > 0,
            "{seed}: nobody reviews an application of the own municipality"
        );
    }
}

#[test]
fn the_same_seed_draws_the_same() {
    assert_eq!(Plan::draw(7).unwrap(), Plan::draw(7).unwrap());
    assert_ne!(Plan::draw(7).unwrap().order, Plan::draw(8).unwrap().order);
}

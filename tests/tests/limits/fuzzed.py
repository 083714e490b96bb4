"""What the fuzzer asks with and looks for; its ids are those of things that exist, and of some that do not."""

import json
import os
import re

import graphql
import schemathesis
from hypothesis import strategies as st
from schemathesis.graphql import nodes

with open(os.environ["TALKOOT_KNOWN_IDS"], encoding="utf-8") as file:
    IDS = json.load(file)

text = st.text(max_size=60)
sizes = st.sampled_from(["0", "0.00", "-1.00", "57654.41", "1e9", "92233720368547758.07", "99999999999999999999.99", "NaN", ""])
days = st.one_of(st.dates().map(str), st.sampled_from(["2026-02-30", "0000-00-00", "99999-12-31", "-0001-01-01", ""]))
moments = st.one_of(
    st.datetimes().map(lambda moment: moment.isoformat() + "Z"),
    st.sampled_from(["2026-06-15T24:00:00Z", "+262142-12-31T23:59:59Z", ""]),
)
anything = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(2**53), 2**53), text),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.from_regex(r"\A[a-z]{1,8}\Z"), inner, max_size=3)),
    max_leaves=5,
)


def value(thing):
    """A literal of the query language."""
    if thing is None:
        return nodes.Null
    if isinstance(thing, bool):
        return nodes.Boolean(thing)
    if isinstance(thing, int):
        return nodes.Int(thing)
    if isinstance(thing, str):
        return nodes.String(thing)
    if isinstance(thing, list):
        return nodes.List([value(one) for one in thing])
    field = lambda name, one: graphql.ObjectFieldNode(name=graphql.NameNode(value=name), value=value(one))
    return nodes.Object([field(name, one) for name, one in thing.items()])


schemathesis.graphql.scalar("ID", st.one_of(st.sampled_from(IDS), st.sampled_from(IDS), text).map(nodes.String))
schemathesis.graphql.scalar("Money", sizes.map(nodes.String))
schemathesis.graphql.scalar("Percent", sizes.map(nodes.String))
schemathesis.graphql.scalar("NaiveDate", days.map(nodes.String))
schemathesis.graphql.scalar("DateTime", moments.map(nodes.String))
schemathesis.graphql.scalar("JSON", anything.map(value))

INTERNALS = re.compile(r"panicked|sqlx|sea_orm|sea-orm|no such table|syntax error at|relation \\?\"|\.rs:\d|RUST_BACKTRACE|SELECT .* FROM ")


@schemathesis.check
def nothing_breaks(ctx, response, case):
    """Every answer is one of ours: no fault of the server, nothing of its insides, every error with a code."""
    said = response.content.decode("utf-8", "replace")
    assert response.status_code < 500, f"status {response.status_code}: {said[:500]}"
    found = INTERNALS.search(said)
    assert not found, f"tells of its insides ({found.group(0)}): {said[:500]}"
    try:
        answer = json.loads(said)
    except ValueError as fault:
        raise AssertionError(f"no JSON ({fault}), status {response.status_code}: {said[:500]}") from fault
    for error in answer.get("errors") or []:
        code = (error.get("extensions") or {}).get("code")
        assert code != "INTERNAL", f"a fault: {said[:1000]}"

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from transforms.cluster import cluster_id, content_hash, next_version, overlap, signature, version

LEAD = (
    "The harbour council of Port Ellery voted on Tuesday to close the northern breakwater for the winter after "
    "divers found cracks along two of its caissons, a decision that fishing crews said would cost them weeks. "
    "The council's engineer told the meeting that the damage was older than this autumn's storms. "
) * 4


def cluster(body: str) -> str:
    return cluster_id(signature(body), content_hash(body))


def test_a_copy_with_other_case_and_spacing_is_the_same_content():
    assert content_hash("The Harbour — council voted.") == content_hash("the harbour council  voted")
    assert content_hash("voted") != content_hash("vetoed")


def test_a_copy_that_lost_its_last_sentence_overlaps():
    assert overlap(signature(LEAD), signature(LEAD + "Crews plan to appeal before the end of the month.")) > 0.6
    assert overlap(signature(LEAD), signature("Quite another text about a chess final in Kessandria. " * 9)) < 0.2


def test_equal_texts_share_a_cluster_and_others_do_not():
    assert cluster(LEAD) == cluster(LEAD.upper())
    assert cluster(LEAD) != cluster("Quite another text about a chess final in Kessandria. " * 9)


def test_scripts_without_spaces_are_compared_by_character():
    text = "港湾委員会は火曜日、冬の間、北防波堤を閉鎖することを決めた。" * 3
    assert overlap(signature(text), signature(text + "漁師たちは反対している。")) > 0.5


@given(st.text())
def test_any_text_has_digests(body: str):
    assert len(cluster(body)) == 16
    assert all(0 <= value < 2**32 for value in signature(body))


def test_white_space_makes_no_version():
    assert version("A", None, "b  c\n\nd") == version("A ", "", "b c d")
    assert version("A", None, "b") != version("A", "b", "")


@given(st.lists(st.sampled_from("ABC"), min_size=1, max_size=12))
def test_every_change_of_wording_is_one_version_and_no_other_is(states: list[str]):
    held: tuple[str, ...] = ()
    changes = 0
    for before, state in zip([None, *states], states, strict=False):
        added = next_version(version(state, None, ""), held)
        assert (added is not None) == (before != state)
        if added is not None:
            changes += 1
            held = (*held, added)
    assert len(set(held)) == changes == len(held)

from __future__ import annotations

from cedic.publish.history import history
from cedic.warehouse import Store
from sample_gaps import EMPTY


def test_each_release_tells_what_it_brought(sample_store):
    [(release, changed)] = history(sample_store)
    assert release == sample_store.release()
    assert {one.flow.id for one in changed} == set(sample_store.publications) - EMPTY
    for one in changed:
        assert one.before is None
        assert one.gained is None
        assert one.rows == sample_store.data(one.flow.id).to_arrow().num_rows


def test_a_store_in_which_nothing_was_built_has_no_history(tmp_path):
    assert history(Store(tmp_path / "store")) == []

from __future__ import annotations

import errno
import hashlib
from pathlib import Path

import pytest
from replay import Asked, Replay, Reply, in_turn, replay

from cedic.errors import SourceError, StoreError
from cedic.sources import http

KEY = "s3cr3t-key-0001"
BODY = bytes(range(256)) * 4000


def quick(tries: int = 4):
    return http.session(tries=tries, backoff=0.001)


def failure(*replies: Reply, key_variable: str | None = None, tries: int = 4) -> tuple[str, Replay]:
    asking = quick(tries)
    asking.headers["Ocp-Apim-Subscription-Key"] = KEY
    with replay(in_turn(*replies)) as server, pytest.raises(SourceError) as caught:
        http.get_json(asking, server.url + "/x", {"year": 2020}, key_variable=key_variable)
    assert KEY not in str(caught.value)
    assert f"{server.url}/x?year=2020" in str(caught.value)
    assert caught.value.exit_code == 4
    assert caught.value.remedy
    return str(caught.value), server


def test_says_who_asks():
    with replay(in_turn(Reply.json({"a": 1}))) as server:
        assert http.get_json(quick(), server.url) == {"a": 1}
    assert server.asked[0].headers["User-Agent"].startswith("cedic/")


def test_a_missing_or_wrong_key_names_its_variable():
    said = {"statusCode": 401, "message": f"Access denied: invalid subscription key {KEY}."}
    message, server = failure(Reply.json(said, 401), key_variable="CEDIC_COMTRADE_KEY")
    assert "401" in message
    assert "CEDIC_COMTRADE_KEY" in message
    assert "invalid subscription key ***" in message
    assert len(server.asked) == 1


def test_a_busy_source_is_asked_again_when_it_says():
    busy = Reply.json({"message": "Rate limit is exceeded."}, 429, **{"Retry-After": "0"})
    with replay(in_turn(busy, Reply.json([1]))) as server:
        assert http.get_json(quick(), server.url) == [1]
    assert len(server.asked) == 2


def test_a_source_that_stays_busy_is_left_alone_in_the_end():
    message, server = failure(Reply.json({}, 429, **{"Retry-After": "0"}))
    assert "quota" in message
    assert "in 0 seconds" in message
    assert len(server.asked) == 4


def test_a_wait_of_hours_is_not_waited_for():
    said = {"message": "Out of call volume quota. Quota will be replenished in 10:35:12."}
    message, server = failure(Reply.json(said, 429, **{"Retry-After": "38112"}))
    assert "in 38,112 seconds" in message
    assert "10:35:12" in message
    assert len(server.asked) == 1


def test_a_quota_told_as_forbidden_is_a_quota():
    message, _ = failure(Reply.json({"message": "Out of call volume quota."}, 403))
    assert "quota is used up" in message


def test_three_failures_then_success():
    with replay(
        in_turn(Reply(status=500), Reply(status=502), Reply(status=503), Reply.json(7))
    ) as s:
        assert http.get_json(quick(), s.url) == 7
    assert len(s.asked) == 4


def test_failures_without_end():
    message, _ = failure(Reply(b"boom", 500))
    assert "failed 4 times (status 500): boom" in message


def test_a_web_page_instead_of_json():
    page = Reply(b"<!DOCTYPE html><html>Maintenance", headers={"Content-Type": "text/html"})
    assert "web page" in failure(page)[0]


def test_json_that_ends_early():
    message, _ = failure(Reply(b'{"data": [{"a": 1}, {"a"', headers={"Content-Type": "text/json"}))
    assert "not valid JSON" in message


def test_an_answer_cut_off_is_asked_for_again():
    cut = Reply(b'{"data": [1, 2, 3]}', cut_after=8)
    with replay(in_turn(cut, Reply.json({"data": []}))) as server:
        assert http.get_json(quick(), server.url) == {"data": []}
    assert "cut" in failure(cut)[0]


def test_nobody_listens():
    with replay(in_turn(Reply())) as server:
        pass
    with pytest.raises(SourceError, match="cannot be reached"):
        http.get_json(quick(2), server.url)


def test_a_name_nobody_knows():
    with pytest.raises(SourceError, match="name is not known"):
        http.get_json(quick(1), "http://no-such-host.invalid/")


def test_a_source_that_does_not_answer_in_time(monkeypatch):
    import time

    monkeypatch.setattr(http, "TIMEOUT", (0.2, 0.05))

    def slow(_: Asked) -> Reply:
        time.sleep(0.2)
        return Reply.json(1)

    with replay(slow) as server, pytest.raises(SourceError, match="did not answer in time"):
        http.get_json(quick(1), server.url)


def test_a_key_does_not_follow_to_another_host():
    asking = quick()
    asking.headers["Ocp-Apim-Subscription-Key"] = KEY
    with replay(in_turn(Reply.json(1))) as other:
        away = Reply(status=302, headers={"Location": other.url.replace("127.0.0.1", "localhost")})
        with replay(in_turn(away)) as server:
            http.get_json(asking, server.url)
    assert server.asked[0].headers["Ocp-Apim-Subscription-Key"] == KEY
    assert "Ocp-Apim-Subscription-Key" not in other.asked[0].headers


def test_addresses_in_messages_have_no_secrets():
    assert http.plain("http://u:p@h/x?subscription-key=abc&year=1") == (
        "http://h/x?subscription-key=***&year=1"
    )


def served(asked: Asked, body: bytes, etag: str, **reply) -> Reply:
    """What a server that knows ranges answers."""
    span = asked.headers.get("Range")
    if span and asked.headers.get("If-Range") == etag:
        first = int(span.removeprefix("bytes=").rstrip("-"))
        told = f"bytes {first}-{len(body) - 1}/{len(body)}"
        return Reply(body[first:], 206, {"Content-Range": told, "ETag": etag})
    return Reply(body, headers={"ETag": etag}, **reply)


def test_a_download_goes_on_where_it_was_cut(tmp_path):
    cuts = [400_000]

    def answer(asked: Asked) -> Reply:
        return served(asked, BODY, '"v1"', cut_after=cuts.pop() if cuts else None)

    steps: list[tuple[float, float | None]] = []
    target = tmp_path / "new" / "file.zip"
    with replay(answer) as server:
        got = http.download(
            server.url,
            target,
            size=len(BODY),
            sha256=hashlib.sha256(BODY).hexdigest(),
            session=quick(),
            progress=lambda step, done=0, total=None: steps.append((done, total)),
        )
    assert got.read_bytes() == BODY
    first, second = server.asked
    assert "Range" not in first.headers
    start = int(second.headers["Range"].removeprefix("bytes=").rstrip("-"))
    assert 0 < start <= 400_000
    assert second.headers["If-Range"] == '"v1"'
    assert steps[-1] == (len(BODY), len(BODY))
    assert [p.name for p in target.parent.iterdir()] == ["file.zip"]


def test_a_download_goes_on_in_another_run(tmp_path):
    target = tmp_path / "f"
    with replay(lambda a: served(a, BODY, '"v1"', cut_after=300_000)) as server:
        with pytest.raises(SourceError, match="cut"):
            http.download(server.url, target, session=quick(1))
        assert not target.exists()
        http.download(server.url, target, session=quick())
    assert target.read_bytes() == BODY
    assert "Range" in server.asked[1].headers


def test_a_file_replaced_in_between_starts_afresh(tmp_path):
    target, other = tmp_path / "f", BODY[::-1]
    with (
        replay(lambda a: served(a, BODY, '"v1"', cut_after=300_000)) as server,
        pytest.raises(SourceError),
    ):
        http.download(server.url, target, session=quick(1))
    with replay(lambda a: served(a, other, '"v2"')) as server:
        http.download(server.url, target, session=quick())
    assert target.read_bytes() == other


def test_a_range_of_other_bytes_is_not_believed(tmp_path):
    def answer(asked: Asked) -> Reply:
        if "Range" in asked.headers:
            told = f"bytes 5-{len(BODY) - 1}/{len(BODY)}"
            return Reply(BODY[5:], 206, {"Content-Range": told, "ETag": '"v1"'})
        cut = 300_000 if len(server.asked) == 1 else None
        return Reply(BODY, headers={"ETag": '"v1"'}, cut_after=cut)

    with replay(answer) as server:
        http.download(server.url, tmp_path / "f", session=quick())
    assert (tmp_path / "f").read_bytes() == BODY


def test_a_range_shorter_than_asked_for_is_followed_by_the_next(tmp_path):
    def answer(asked: Asked) -> Reply:
        if "Range" not in asked.headers:
            return Reply(BODY, headers={"ETag": '"v1"'}, cut_after=300_000)
        first = int(asked.headers["Range"].removeprefix("bytes=").rstrip("-"))
        piece = BODY[first : first + 400_000]
        told = f"bytes {first}-{first + len(piece) - 1}/{len(BODY)}"
        return Reply(piece, 206, {"Content-Range": told, "ETag": '"v1"'})

    with replay(answer) as server:
        http.download(server.url, tmp_path / "f", session=quick())
    assert (tmp_path / "f").read_bytes() == BODY
    assert len(server.asked) == 3


def test_without_a_version_nothing_is_continued(tmp_path):
    with replay(in_turn(Reply(BODY, cut_after=300_000), Reply(BODY))) as server:
        http.download(server.url, tmp_path / "f", session=quick())
    assert "Range" not in server.asked[1].headers
    assert (tmp_path / "f").read_bytes() == BODY


def test_the_wrong_file_is_not_kept(tmp_path):
    with replay(in_turn(Reply(b"abc"))) as server:
        with pytest.raises(SourceError, match="3 bytes instead of 4"):
            http.download(server.url, tmp_path / "f", size=4, session=quick())
        with pytest.raises(SourceError, match="SHA-256"):
            http.download(server.url, tmp_path / "f", sha256="0" * 64, session=quick())
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_there_and_right_is_kept(tmp_path):
    (tmp_path / "f").write_bytes(b"abc")
    assert http.download("http://no-such-host.invalid", tmp_path / "f", size=3) == tmp_path / "f"


def test_no_such_file(tmp_path):
    with replay(in_turn(Reply(status=404))) as server, pytest.raises(http.NotFoundError):
        http.download(server.url, tmp_path / "f", session=quick())


def test_a_full_disk(tmp_path, monkeypatch):
    class Usage:
        free = 10

    monkeypatch.setattr(http.shutil, "disk_usage", lambda _: Usage)
    with replay(in_turn(Reply(BODY))) as server, pytest.raises(StoreError, match="10 bytes free"):
        http.download(server.url, tmp_path / "f", session=quick())


def test_a_disk_that_fills_up(tmp_path, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(http.os, "fsync", full)
    with replay(in_turn(Reply(BODY))) as server, pytest.raises(StoreError, match="disk is full"):
        http.download(server.url, tmp_path / "f", session=quick())


def test_a_folder_that_may_not_be_written(tmp_path, monkeypatch):
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(StoreError, match="may not be written"):
        http.download("http://127.0.0.1:9", tmp_path / "f", session=quick())

"""Frames out of files: a picture, a folder, a video."""

from __future__ import annotations

import shutil
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.devices.camera.frames import PictureFrames, VideoFrames, frames_of
from desktop.devices.camera.live import CameraFrames
from desktop.faults import SiteFault
from tests.devices.camera.pages import Pixels, png, ticket

SOURCE = "camera:test"


def fault(frames: PictureFrames | VideoFrames | CameraFrames, timeout: float = 0.0) -> str:
    with pytest.raises(SiteFault) as caught:
        frames.next(timeout)
    return caught.value.code


def same(frame: object, pixels: Pixels) -> bool:
    return frame is not None and np.array_equal(frame.pixels, pixels)  # type: ignore[attr-defined]


def test_a_setting_names_a_camera_a_picture_a_folder_or_a_video(tmp_path: Path) -> None:
    assert isinstance(frames_of("", SOURCE), CameraFrames)
    assert isinstance(frames_of("0", SOURCE), CameraFrames)
    assert isinstance(frames_of("12", SOURCE), CameraFrames)
    assert isinstance(frames_of(str(tmp_path), SOURCE), PictureFrames)
    assert isinstance(frames_of(f"{tmp_path}/a.png", SOURCE), PictureFrames)
    assert isinstance(frames_of(f"{tmp_path}/a.MP4", SOURCE), VideoFrames)


def test_a_picture_is_one_frame_until_it_changes(tmp_path: Path) -> None:
    path = png(tmp_path / "page.png", ticket(0))
    frames = PictureFrames(path, SOURCE)
    assert same(frames.next(0), ticket(0))
    assert frames.next(0) is None
    png(path, ticket(1))
    assert same(frames.next(0), ticket(1))


def test_the_pictures_of_a_folder_come_by_name_each_once(tmp_path: Path) -> None:
    for name, n in (("c.png", 2), ("a.png", 0), ("b.png", 1)):
        png(tmp_path / name, ticket(n))
    (tmp_path / "notes.txt").write_text("nothing to see")
    (tmp_path / "d.png").mkdir()
    frames = PictureFrames(tmp_path, SOURCE)
    assert [same(frames.next(0), ticket(n)) for n in range(3)] == [True] * 3
    assert frames.next(0) is None


def test_a_picture_that_arrives_while_somebody_waits_is_shown(tmp_path: Path) -> None:
    waits: list[float] = []

    def wait(seconds: float) -> None:
        waits.append(seconds)
        if len(waits) == 3:
            png(tmp_path / "late.png", ticket(4))

    assert same(PictureFrames(tmp_path, SOURCE, wait).next(600), ticket(4))
    assert waits == [0.1] * 3


def test_a_folder_deleted_in_mid_morning_is_a_reader_lost_and_comes_back(tmp_path: Path) -> None:
    folder = tmp_path / "scans"
    folder.mkdir()
    png(folder / "a.png", ticket(0))
    frames = PictureFrames(folder, SOURCE)
    assert same(frames.next(0), ticket(0))
    shutil.rmtree(folder)
    assert [fault(frames), fault(frames)] == ["reader-lost", "reader-lost"]
    folder.mkdir()
    assert frames.next(0) is None
    png(folder / "a.png", ticket(0))
    assert same(frames.next(0), ticket(0))


@pytest.mark.parametrize(
    "rest", ["/no/such/place", "/no/such/video.mp4", "with\x00nul", "x" * 5000, "~nobody-here/x.png"]
)
def test_a_path_that_is_not_there_is_a_reader_lost(rest: str) -> None:
    frames = frames_of(rest, SOURCE)
    assert fault(frames) == "reader-lost"  # type: ignore[arg-type]
    frames.close()


def test_a_file_half_written_is_passed_over_and_shown_when_it_is_whole(tmp_path: Path) -> None:
    there, body = cv2.imencode(".png", ticket(0))
    assert there
    path = tmp_path / "a.png"
    path.write_bytes(body.tobytes()[:200])
    frames = PictureFrames(tmp_path, SOURCE)
    assert frames.next(0) is None
    path.write_bytes(body.tobytes())
    assert same(frames.next(0), ticket(0))


def video(path: Path, *pictures: Pixels, each: int = 10) -> Path:
    height, width = pictures[0].shape[:2]
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), 25.0, (width, height))
    assert writer.isOpened()
    for picture in pictures:
        for _ in range(each):
            writer.write(picture)
    writer.release()
    return path


def test_a_video_is_frame_after_frame_with_its_own_time_and_then_over(tmp_path: Path) -> None:
    frames = VideoFrames(video(tmp_path / "door.avi", ticket(0), ticket(1)), SOURCE)
    times = [frame.at for frame in (frames.next(0) for _ in range(20)) if frame is not None]
    assert times == pytest.approx([n / 25 for n in range(1, 21)])
    assert [fault(frames), fault(frames)] == ["source-ended", "source-ended"]


def test_a_video_that_is_none_is_a_reader_lost_and_says_nothing_on_the_console(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "door.mp4"
    path.write_bytes(b"\x00\x00\x00\x18ftypmp42" + bytes(range(256)) * 20)
    frames = VideoFrames(path, SOURCE)
    assert fault(frames) == "reader-lost"
    video(tmp_path / "whole.avi", ticket(0))
    (tmp_path / "whole.avi").rename(path)
    assert frames.next(0) is not None, "looked for anew"
    frames.close()
    assert capfd.readouterr() == ("", "")


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=600), st.sampled_from(["a.png", "a.jpg", "a.bmp"]))
def test_any_bytes_as_a_picture_are_passed_over(tmp_path: Path, body: bytes, name: str) -> None:
    for old in tmp_path.iterdir():
        old.unlink()
    (tmp_path / name).write_bytes(body)
    png(tmp_path / "z.png", ticket(0))
    frames = PictureFrames(tmp_path, SOURCE)
    first = frames.next(0)
    assert same(first, ticket(0)) or same(frames.next(0), ticket(0))


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=3000), st.sampled_from([b"", b"RIFF\x00\x10\x00\x00AVI LIST", b"\x1aE\xdf\xa3"]))
def test_any_bytes_as_a_video_end(tmp_path: Path, body: bytes, head: bytes) -> None:
    path = tmp_path / "a.avi"
    path.write_bytes(head + body)
    frames = VideoFrames(path, SOURCE)
    codes: list[str] = []
    for _ in range(50):
        try:
            frames.next(0)
        except SiteFault as caught:
            codes.append(caught.code)
            break
    assert codes in (["reader-lost"], ["source-ended"])
    frames.close()

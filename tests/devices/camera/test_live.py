"""A real camera's behaviour, played by a capture on a string: no machine that runs tests has a camera."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator
from itertools import repeat
from time import monotonic

import cv2
import numpy as np
import pytest

from desktop.devices.camera.live import CameraFrames, open_camera
from desktop.faults import SiteFault
from tests.devices.camera.pages import Pixels, ticket


class Camera:
    """One open capture: `show` a picture, `vanish`, `hang` in the driver until let go."""

    def __init__(self, opened: bool = True) -> None:
        self.opened = opened
        self.picture: Pixels | None = ticket(0)
        self.there = True
        self.released = threading.Event()
        self.go_on = threading.Event()
        self.go_on.set()
        self.grabs = 0
        self.retrieved = 0
        self.beat = threading.Event()

    def isOpened(self) -> bool:
        return self.opened

    def grab(self) -> bool:
        self.go_on.wait(30)
        self.grabs += 1
        self.beat.wait(0.002)  # a camera's own rate
        return self.there

    def retrieve(self) -> tuple[bool, Pixels | None]:
        self.retrieved += 1
        return self.picture is not None, self.picture

    def release(self) -> None:
        self.released.set()


class Plug:
    """What stands behind a camera's number; every opening is counted."""

    def __init__(self) -> None:
        self.cameras: list[Camera] = []
        self.next = Camera

    def __call__(self, index: int) -> Camera:
        assert index == 3
        self.cameras.append(self.next())
        return self.cameras[-1]


@pytest.fixture
def plug() -> Plug:
    return Plug()


@pytest.fixture
def frames(plug: Plug) -> Iterator[CameraFrames]:
    made = CameraFrames(3, "camera:3", plug, opening=0.3, silent=0.3)
    yield made
    for camera in plug.cameras:
        camera.go_on.set()
    made.close()
    for camera in plug.cameras:
        assert camera.released.wait(10)


def fault(frames: CameraFrames, timeout: float = 5.0) -> str:
    with pytest.raises(SiteFault) as caught:
        deque(map(frames.next, repeat(timeout, 10_000)), maxlen=0)
    return caught.value.code


def until(met: Callable[[], bool]) -> None:
    end = monotonic() + 10
    while not met():
        assert monotonic() < end
        threading.Event().wait(0.005)


def test_nothing_is_opened_before_the_first_frame_is_asked_for(plug: Plug, frames: CameraFrames) -> None:
    assert plug.cameras == []
    frame = frames.next(5)
    assert frame is not None
    assert np.array_equal(frame.pixels, ticket(0))


def test_a_frame_is_as_new_as_the_question(plug: Plug, frames: CameraFrames) -> None:
    assert frames.next(5) is not None
    camera = plug.cameras[0]
    camera.picture = ticket(1)
    frame = frames.next(5)
    assert frame is not None
    assert np.array_equal(frame.pixels, ticket(1))
    grabs, retrieved = camera.grabs, camera.retrieved
    until(lambda: camera.grabs > grabs + 20)
    assert camera.retrieved == retrieved, "frames nobody asks for are not decoded"


def test_a_camera_that_is_not_there_is_a_state_and_found_when_it_comes(plug: Plug, frames: CameraFrames) -> None:
    plug.next = lambda: Camera(opened=False)  # type: ignore[assignment]
    assert [fault(frames), fault(frames)] == ["reader-lost", "reader-lost"]
    plug.next = Camera
    assert frames.next(5) is not None
    assert len(plug.cameras) == 3


@pytest.mark.parametrize("how", ["grab", "retrieve"])
def test_a_camera_unplugged_is_lost_released_and_opened_anew(plug: Plug, frames: CameraFrames, how: str) -> None:
    assert frames.next(5) is not None
    if how == "grab":
        plug.cameras[0].there = False
    else:
        plug.cameras[0].picture = None
    assert fault(frames) == "reader-lost"
    assert plug.cameras[0].released.wait(10)
    assert frames.next(5) is not None
    assert len(plug.cameras) == 2


def test_a_driver_that_hangs_is_given_up_and_never_piled_up(plug: Plug, frames: CameraFrames) -> None:
    assert frames.next(5) is not None
    camera = plug.cameras[0]
    camera.go_on.clear()
    began = monotonic()
    assert fault(frames, 0.1) == "reader-lost"
    assert monotonic() - began < 5, "the desk is not held up"
    assert [fault(frames) for _ in range(20)] == ["reader-lost"] * 20
    assert len(plug.cameras) == 1, "no second thread beside one that hangs"
    camera.go_on.set()
    assert camera.released.wait(10)
    until(lambda: frames._stuck is None or not frames._stuck.is_alive())
    assert frames.next(5) is not None


def test_a_camera_that_opens_slowly_is_waited_for(plug: Plug) -> None:
    go_on = threading.Event()

    def slow(index: int) -> Camera:
        go_on.wait(30)
        return plug(index)

    frames = CameraFrames(3, "camera:3", slow, opening=60)
    assert frames.next(0.05) is None
    go_on.set()
    assert frames.next(10) is not None
    frames.close()
    assert plug.cameras[0].released.wait(10)


def test_an_absurd_picture_is_no_frame(plug: Plug, frames: CameraFrames) -> None:
    assert frames.next(5) is not None
    plug.cameras[0].picture = np.zeros((0, 0, 3), np.uint8)
    assert fault(frames) == "reader-lost"


def test_an_error_of_the_library_is_a_camera_lost(plug: Plug, frames: CameraFrames) -> None:
    class Broken(Camera):
        def grab(self) -> bool:
            raise cv2.error("Unknown C++ exception")

    plug.next = Broken
    assert fault(frames) == "reader-lost"


def test_closing_lets_the_camera_go_and_it_can_be_asked_again(plug: Plug, frames: CameraFrames) -> None:
    assert frames.next(5) is not None
    frames.close()
    assert plug.cameras[0].released.wait(10)
    assert frames.next(5) is not None


def test_a_number_that_no_camera_has_is_lost_without_a_word_on_the_console(capfd: pytest.CaptureFixture[str]) -> None:
    capture = open_camera(97)
    assert not capture.isOpened()
    capture.release()
    frames = CameraFrames(97, "camera:97")
    assert fault(frames) == "reader-lost"
    frames.close()
    assert capfd.readouterr() == ("", "")

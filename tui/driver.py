"""The driver: what comes from the terminal, and what goes to it, written thriftily.

Knows no widget and no record.
"""

from __future__ import annotations

import errno
import os
import signal
import sys
import termios
from io import TextIOWrapper
from threading import get_ident
from time import sleep

from textual import events
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from tui import kept_frame
from tui.thrift import FRAME, Thrift

ALTERNATE = "\x1b[?1049h"
SYNC_START, SYNC_END = "\x1b[?2026h", "\x1b[?2026l"


class ThriftyDriver(LinuxDriver):
    """Textual's driver for Linux and macOS, writing only the cells that differ."""

    def __init__(
        self,
        app: App[object],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._thrift = Thrift() if getattr(app, "thrift", True) else None
        # Textual writes to the standard error; here `2>log` leaves the screen where it is.
        if isinstance(sys.__stdout__, TextIOWrapper):
            sys.__stdout__.reconfigure(errors="replace")
            self._file = sys.__stdout__
        self._sync = False  # within a synchronised update
        self._held = ""  # what is to be written in it
        self._draws = get_ident()  # the thread that draws
        self._gone = False
        self._told_size = False
        self._kept = kept_frame.Drawn()

    def forget(self) -> None:
        """The terminal may show anything: the next frame is written whole."""
        if self._thrift:
            self._thrift.forget()

    def start_application_mode(self) -> None:
        """Takes over the terminal; what was kept of the last visit may stand on it already."""
        self._kept = kept_frame.taken_over()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self._kept.attributes is not None:
            self.attrs_before = self._kept.attributes

    @property
    def picture(self) -> str:
        """What the terminal shows, to be drawn again at the next visit; "" where unknown."""
        return self._thrift.picture() if self._thrift else ""

    def hung_up(self) -> bool:
        """Whether the terminal is gone; nothing is written to it any more then."""
        try:
            termios.tcgetattr(self.fileno)
        except termios.error as error:
            self._gone = self._gone or error.args[:1] == (errno.EIO,)
        return self._gone

    def close(self) -> None:
        """Ends the thread that writes; one that failed has ended, and would not answer."""
        if not self._gone:
            super().close()

    def _sigtstp_application(self, *_: object) -> None:
        """Stops the whole job: stopped alone under `make`, it would leave make the terminal."""
        self.suspend_application_mode()
        self._must_signal_resume = True
        os.killpg(0, signal.SIGSTOP)

    def process_message(self, message: Message) -> None:
        """Takes a message from the terminal; one of its size makes the screen unknown.

        A terminal that reports its size tells it once at the start: that is no news.
        """
        if isinstance(message, events.Resize):
            told, self._told_size = self._told_size, True
            if not told and message.size == self._app.size:
                return
            self.forget()
        super().process_message(message)

    def send_message(self, message: Message) -> None:
        """Hands a message to the application from the thread that reads, without a task for it."""
        self._app.post_message(message)

    def write(self, data: str) -> None:
        """Writes a frame thriftily, and anything else as it is."""
        if self._gone or (self._writer_thread and not self._writer_thread.is_alive()):
            self._gone = True
            return
        if data == SYNC_START:
            self._sync = True
            return
        if data == SYNC_END:
            self._send()
            self._sync = False
            return
        if self._thrift and FRAME.match(data):
            width, height = self._app.size
            if self._kept.size == (width, height):
                self._thrift.spare(self._kept.picture, width, height)
            self._kept = kept_frame.Drawn()
            data = self._thrift.spare(data, width, height)
        elif self._kept.picture and data == ALTERNATE:
            return  # some terminals would wipe it
        elif "\x1b[?1049" in data or "\x1b[2J" in data:
            self.forget()
        if get_ident() != self._draws:  # an answer to the terminal: no part of a frame
            super().write(data)
            return
        self._held += data
        if not self._sync:
            self._send()

    def _send(self) -> None:
        """Writes what is held, as one update where the terminal knows of such."""
        held, self._held = self._held, ""
        if held:
            super().write(SYNC_START + held + SYNC_END if self._sync else held)
            sleep(0)  # lets the thread that writes have its turn now

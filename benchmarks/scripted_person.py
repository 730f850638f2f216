"""A scripted person at a real browser: the person's seconds are counted by a published model, the machine's measured.

Card, Moran and Newell, *The keystroke-level model for user performance time with interactive systems* (Communications
of the ACM 23(7), 1980), with an average typist's key and Kieras's rounder mental step; silent reading from Brysbaert
(Journal of Memory and Language 109, 2019), 238 words a minute.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page

KEY, MENTAL, HAND, POINT, BUTTON = 0.28, 1.2, 0.4, 1.1, 0.2
WORD = 60 / 238


@dataclass
class Person:
    """Somebody at one browser; `by_hand` are the person's seconds, `waited` the machine's, `steps` how many."""

    page: Page
    address: str
    live: bool = False
    by_hand: float = 0.0
    waited: float = 0.0
    steps: int = field(default=0)

    @property
    def seconds(self) -> float:
        """All together."""
        return self.by_hand + self.waited

    def _spend(self, seconds: float) -> None:
        self.by_hand += seconds
        self.steps += 1
        if self.live:
            time.sleep(seconds)

    def _wait(self, act: Callable[[], object]) -> None:
        started = time.perf_counter()
        with self.page.expect_navigation():
            act()
        self.waited += time.perf_counter() - started

    def sign_in(self, name: str, password: str) -> None:
        """Sign in before the clock starts."""
        self.page.goto(f"{self.address}/sign-in")
        self.page.fill("[name=name]", name)
        self.page.fill("[name=password]", password)
        self.page.press("[name=password]", "Enter")
        self.page.wait_for_load_state()

    def write(self, name: str, words: str) -> None:
        """Tab on to the next box and type; a box that is not the next is pointed at instead, which is no quicker."""
        self._spend(MENTAL + KEY * (1 + len(words)))
        self.page.locator(f"[name='{name}']").first.fill(words)

    def choose(self, name: str, value: str) -> None:
        """Tab on to a question and choose an answer with the keyboard."""
        self._spend(MENTAL + 2 * KEY)
        self.page.locator(f"[name='{name}'][value='{value}']").first.check()

    def press(self, words: str, role: str = "button") -> None:
        """Think, move the hand to the mouse, point, press; and wait for the page."""
        self._spend(MENTAL + HAND + POINT + BUTTON)
        wanted = self.page.get_by_role(role, name=re.compile(f"^{re.escape(words)}")).first  # type: ignore[arg-type]
        self._wait(wanted.click)

    def follow(self, words: str) -> None:
        """The same with a link."""
        self.press(words, "link")

    def go(self, link: Locator) -> None:
        """The same with one certain link."""
        self._spend(MENTAL + HAND + POINT + BUTTON)
        self._wait(link.click)

    def read(self, part: Locator) -> None:
        """Read every word of a part of the page."""
        self._spend(len(part.inner_text().split()) * WORD)

    def copy_and_send(self) -> None:
        """Mark, copy, change to the council's secure e-mail, paste, send: four chords and as many thoughts."""
        self._spend(4 * (MENTAL + 2 * KEY) + HAND + POINT + BUTTON)

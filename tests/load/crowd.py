"""A class at once: each uploads a photo of its own at the same moment, then all walk from page to page together."""

import asyncio
import re
import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from tests.load.student import Student

Step = tuple[str, dict[str, str]]


@dataclass
class Report:
    """What happened: seconds by step, what went wrong, whose answers were not the library's, bytes received."""

    seconds: dict[str, list[float]] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    bytes: int = 0

    def add(self, other: "Report") -> None:
        for step, values in other.seconds.items():
            self.seconds.setdefault(step, []).extend(values)
        self.errors += other.errors
        self.wrong += other.wrong
        self.bytes += other.bytes

    async def timed(self, step: str, work: Awaitable[None]) -> None:
        """Counts how long `work` takes as one more of `step`."""
        begin = time.perf_counter()
        await work
        self.seconds.setdefault(step, []).append(time.perf_counter() - begin)

    async def asked(self, step: str, student: Student, name: str, data: bytes) -> None:
        """Uploads a photo: how long until the page names five classes, and until all of it is there."""
        begin = time.perf_counter()
        await student.upload(name, data)
        await student.visit("classify")
        await student.rest()
        self.seconds.setdefault(f"{step} to top five", []).append(student.answered - begin)
        self.seconds.setdefault(f"{step} to all of the page", []).append(time.perf_counter() - begin)

    def check(self, number: int, student: Student, answers: list[str]) -> None:
        """Whether the page says to the photo of the student `number` what it has to."""
        said = " ".join(re.sub(r"\s+", " ", text) for text in student.texts)
        if not all(answer in said for answer in answers):
            self.wrong.append(f"{number}: {answers} not in {said[:300]}")

    def table(self) -> str:
        """A row a step: how many, median, 95th percentile and longest, in seconds."""
        rows = [f"| {'step':38} | count | median | p95 | longest |", "| :-- | --: | --: | --: | --: |"]
        for step, values in self.seconds.items():
            high = sorted(values)[int(0.95 * (len(values) - 1))]
            rows.append(f"| {step:38} | {len(values)} | {statistics.median(values):.2f} | {high:.2f} | {max(values):.2f} |")
        return "\n".join(rows)


async def crowd(
    base: str, files: list[bytes], answers: list[list[str]], walk: Callable[[int], list[Step]], together: bool = True
) -> Report:
    """One student for each of `files`.

    Args:
        answers: what each student's page has to say to his photo.
        walk: the steps of each student by his number.
        together: all wait for the last one before the next page, because the teacher said so.
    """
    report, barrier = Report(), asyncio.Barrier(len(files))

    async def one(number: int) -> None:
        student = Student(base)
        try:
            await report.timed("open", student.open())
            await student.visit("classify")
            await barrier.wait()
            await report.asked("upload", student, f"{number}.jpg", files[number])
            report.check(number, student, answers[number])
            for slug, place in walk(number):
                if together:
                    await barrier.wait()
                await report.timed(slug, student.visit(slug, **place))
                if student.waits:
                    await report.timed(f"{slug}: slow", student.rest())
                report.errors += [f"{number} {slug} {place}: {alert}" for alert in student.alerts if not _harmless(slug, alert)]
            await student.close()
        except Exception as error:
            report.errors.append(f"{number}: {type(error).__name__} {error}")
            await barrier.abort()
        report.errors += [f"{number}: {exception}" for exception in student.exceptions]
        report.bytes += student.bytes

    await asyncio.gather(*(one(number) for number in range(len(files))))
    return report


def _harmless(slug: str, alert: str) -> bool:
    """Sentences that a page says when all is well: nobody has trained yet; nothing is drawn, for all is zero."""
    return slug in ("train", "maps") and "server" not in alert

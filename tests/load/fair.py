"""Is a quick question quick while slow ones are at work? Some readers run occlusion all the time, others upload photos."""

import asyncio
from itertools import count

from app.frame.photo import samples
from tests.load.crowd import Report
from tests.load.student import Student

PAUSE = 0.5  # seconds between two uploads


async def fair(base: str, files: list[bytes], answers: list[list[str]], slow: int = 5) -> Report:
    """Uploads `files` one after the other while `slow` readers run occlusion on both sides of Compare.

    Args:
        answers: what the page has to say to each file.
    """
    report, over = Report(), asyncio.Event()
    busy = [asyncio.create_task(_occupied(base, number, over)) for number in range(slow)]
    students = [Student(base) for _ in files]
    for student in students:
        await student.open()
        await student.visit("classify")

    async def one(number: int) -> None:
        await asyncio.sleep(number * PAUSE)
        await report.asked(f"upload beside {slow} slow", students[number], f"{number}.jpg", files[number])
        report.check(number, students[number], answers[number])
        await students[number].close()

    await asyncio.gather(*(one(number) for number in range(len(files))))
    over.set()
    await asyncio.gather(*busy)
    return report


async def _occupied(base: str, number: int, over: asyncio.Event) -> None:
    student, photos = Student(base), list(samples())
    await student.open()
    for again in count():
        if over.is_set():
            break
        place = {"photo": photos[(7 * again + number) % len(photos)], "left": "occlusion", "right": "occlusion"}
        await student.visit("home")  # what the page before has chosen is forgotten, and the address counts
        await student.visit("saliency", **place, **{"left-occlusion-stride": "8", "right-occlusion-stride": "12"})
        while student.waits and not over.is_set():
            await student.look()
    await student.close()

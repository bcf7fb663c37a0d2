"""Predict, then reveal: a quiz drawn from real photos and networks."""

from app.frame.guard import fragment
from app.lessons import quiz

fragment(quiz.play)()

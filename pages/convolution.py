"""Convolution, step by step: the window, the products, their sum, and the number on the map."""

from app.frame.guard import fragment
from app.frame.view import view
from app.lessons import convolution

photo, network = view()
fragment(convolution.picture)(photo, network, *convolution.chosen(photo, network))

"""The two networks, what flows through them, what is known of their layers."""

from alexnet.network.one_tower import DENSE_INPUT, POOL5, AlexNet, Network, freeze, fresh, twin
from alexnet.network.two_towers import TwoGpuAlexNet

__all__ = ["DENSE_INPUT", "POOL5", "AlexNet", "Network", "TwoGpuAlexNet", "freeze", "fresh", "twin"]

"""Why the network says what it says: one heat map of the photo for each method, all with one signature.

A method is called as `run(network, x, target, report, **settings)`:
    network: a frozen network, shared with others; nothing is hung on it.
    x: (1, 3, H, W), the normalised photo, on the network's device.
    target: index of the class to explain.
    report: hears the share done, in [0, 1]; whatever it raises stops the work.
and gives a float32 (H, W) heat map on the CPU: how much each pixel matters to the score of `target` before the
softmax. Only the methods that are `signed` go below zero, for pixels that speak against the class.
"""

from collections.abc import Callable

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from alexnet.network import Network, twin
from alexnet.network.trace import trace
from alexnet.registry import Parameter, Registered, register

Report = Callable[[float], None]
METHODS: dict[str, Registered] = {}
PART = 10  # photos in one batch of the slow methods: short enough to report and to stop between two


def silent(share: float) -> None:
    """A report that nobody hears."""


def explain(network: Network, x: Tensor, method: str, target: int, report: Report = silent, **settings: float) -> Tensor:
    """The (H, W) heat map of `method`; the settings that are not given take their defaults.

    Raises:
        KeyError: for a method or a setting that there is not. ValueError: for a setting out of bounds, or a target
            that is not a class of the network.
    """
    recipe = METHODS[method]
    if not 0 <= target < network.classes:
        raise ValueError(f"target must be a class, 0 ... {network.classes - 1}, not {target}")
    return recipe.run(network, x, target, report, **recipe.settings(settings)).detach().float().cpu()


@register(METHODS, "grad-cam")
def grad_cam(network: Network, x: Tensor, target: int, report: Report) -> Tensor:
    """Grad-CAM (Selvaraju et al. 2017): the maps of conv5, each weighted by the mean gradient on it, what is above zero.

    conv5 has 13x13 positions, so the map is coarse; it is enlarged smoothly.
    """
    maps = trace(network, x, until="relu5")["relu5"].requires_grad_()
    for _, out in network.steps(maps, after="relu5"):  # noqa: B007  the last are the scores
        pass
    (gradient,) = torch.autograd.grad(out[0, target], maps)
    cam = (gradient.mean((2, 3), keepdim=True) * maps).sum(1, keepdim=True).relu()
    return F.interpolate(cam.detach(), x.shape[2:], mode="bilinear", align_corners=False)[0, 0]


@register(METHODS, "gradient")
def gradient(network: Network, x: Tensor, target: int, report: Report) -> Tensor:
    """Gradient saliency (Simonyan et al. 2013): how fast the score changes with a pixel, in its strongest channel."""
    from captum.attr import Saliency

    return _strongest(Saliency(network).attribute(_input(x), target, abs=False))


@register(
    METHODS,
    "smoothgrad",
    Parameter("samples", default=30, low=10, high=100, step=10),
    Parameter("noise", default=0.15, low=0.05, high=0.5, step=0.05),
    slow=True,
)
def smoothgrad(network: Network, x: Tensor, target: int, report: Report, *, samples: int, noise: float) -> Tensor:
    """SmoothGrad (Smilkov et al. 2017): the gradient averaged over `samples` noisy copies of the photo.

    The noise is normal; its standard deviation is `noise` times the photo's range. It is drawn from a generator of
    this call's own, so that the same photo gives the same map.
    """
    from captum.attr import Saliency

    generator = torch.Generator().manual_seed(0)
    spread = noise * (x.max() - x.min())
    total = torch.zeros_like(x)
    for done in range(0, samples, PART):
        copies = min(PART, samples - done)
        noisy = x + spread * torch.randn(copies, *x.shape[1:], generator=generator).to(x)
        total += Saliency(network).attribute(_input(noisy), target, abs=False).sum(0, keepdim=True)
        report((done + copies) / samples)
    return _strongest(total / samples)


@register(METHODS, "integrated-gradients", Parameter("steps", default=50, low=10, high=200, step=10), slow=True, signed=True)
def integrated_gradients(network: Network, x: Tensor, target: int, report: Report, *, steps: int) -> Tensor:
    """Integrated gradients (Sundararajan et al. 2017): gradients summed on the way from a grey picture to the photo.

    The grey is the mean of the training photos, 0 after normalisation. The map's sum is nearly the difference of the
    two scores, the nearer the more `steps`.
    """
    from captum.attr import IntegratedGradients

    counted = _counted(network, steps, report)
    attribution = IntegratedGradients(counted).attribute(_input(x), 0 * x, target, n_steps=steps, internal_batch_size=PART)
    return attribution[0].sum(0)


@register(METHODS, "guided-backprop")
def guided_backprop(network: Network, x: Tensor, target: int, report: Report) -> Tensor:
    """Guided backpropagation (Springenberg et al. 2014): the gradient, with what is below zero stopped at each ReLU.

    captum hangs hooks on the ReLUs, so it gets a twin of the network.
    """
    from captum.attr import GuidedBackprop

    return _strongest(GuidedBackprop(twin(network)).attribute(_input(x), target))


@register(
    METHODS,
    "occlusion",
    Parameter("window", default=40, low=16, high=96, step=8),
    Parameter("stride", default=16, low=8, high=32, step=4),
    slow=True,
    signed=True,
)
def occlusion(network: Network, x: Tensor, target: int, report: Report, *, window: int, stride: int) -> Tensor:
    """Occlusion (Zeiler and Fergus 2013): by how much the score falls when a grey square covers a place.

    The square has `window` pixels a side and moves by `stride`, at most its own side; a pixel gets the mean over the
    squares that cover it.
    """
    from captum.attr import Occlusion

    stride = min(stride, window)
    places = 1
    for side in x.shape[2:]:
        places *= -(-(side - window) // stride) + 1
    attribution = Occlusion(_counted(network, places, report)).attribute(
        x, (3, window, window), (3, stride, stride), 0.0, target, perturbations_per_eval=32
    )
    return attribution[0].mean(0)


def _input(x: Tensor) -> Tensor:
    """A private copy on which gradients can be taken."""
    return x.detach().clone().requires_grad_()


def _strongest(attribution: Tensor) -> Tensor:
    """(1, 3, H, W) to (H, W): the largest absolute value of the three channels."""
    return attribution[0].abs().amax(0)


def _counted(network: nn.Module, photos: int, report: Report) -> Callable[[Tensor], Tensor]:
    """`network` as a function that reports the share of `photos` that have gone through it."""
    done = 0

    def forward(x: Tensor) -> Tensor:
        nonlocal done
        scores = network(x)
        done += len(x)
        report(min(1.0, done / photos))
        return scores

    return forward

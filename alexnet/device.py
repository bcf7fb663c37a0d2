"""Where the numbers are crunched: CUDA, then Apple's MPS, then the CPU."""

import torch


def best_device() -> torch.device:
    """The fastest device here: the current CUDA GPU, else Apple's GPU, else the CPU."""
    if torch.cuda.is_available():
        return torch.device("cuda", torch.cuda.current_device())
    if torch.backends.mps.is_available():
        return torch.device("mps")
    return torch.device("cpu")


def describe(device: torch.device) -> str:
    """What a reader calls the device: the GPU's name for CUDA, else 'Apple GPU (MPS)' or 'CPU'."""
    if device.type == "cuda":
        return torch.cuda.get_device_name(device)
    return {"mps": "Apple GPU (MPS)", "cpu": "CPU"}.get(device.type, str(device))


def tower_devices(device: torch.device) -> tuple[torch.device, torch.device]:
    """Where the two towers of the paper's network sit: on two CUDA GPUs where there are two, else both on `device`."""
    if device.type == "cuda" and torch.cuda.device_count() > 1:
        return torch.device("cuda", 0), torch.device("cuda", 1)
    return device, device

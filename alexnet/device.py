"""Where the numbers are crunched: CUDA, then Apple's MPS, then the CPU."""

from typing import Literal

import torch

# As Lightning Fabric names them.
Precision = Literal["32-true", "64-true", "16-true", "16-mixed", "bf16-true", "bf16-mixed"]


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


def quick_in_bf16(device: torch.device) -> bool:
    """Whether `device` calculates in bfloat16 itself. A CPU without AMX or AVX512-BF16 imitates it, many times slower."""
    if device.type != "cpu":
        return device.type == "cuda"
    if hasattr(torch.cpu, "get_capabilities"):
        found = torch.cpu.get_capabilities()
        return any(found.get(name) for name in ("amx_bf16", "avx512_bf16", "avx10_2", "bf16", "sve_bf16"))
    return torch.cpu._is_avx512_bf16_supported()  # before torch 2.12


def precision_on(device: torch.device, asked: Precision) -> Precision:
    """The precision to train in, as Lightning Fabric names it: `asked`, but float32 for bfloat16 where that is slow."""
    return "32-true" if asked == "bf16-mixed" and not quick_in_bf16(device) else asked

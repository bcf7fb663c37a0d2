"""Why a file does not open: what it is, by its first bytes, for the sentence that helps its reader."""

import re

CFA, LINEAR = 32803, 34892  # of a TIFF's tag 262: what a camera's sensor saw
TIFF = re.compile(rb"II[*+]\0|MM\0[*+]")
RAW_TIFF = re.compile(  # the tag 262, one short number, with one of the two
    b"|".join(
        re.escape(b"".join(number.to_bytes(size, order) for number, size in ((262, 2), (3, 2), (1, 4), (kind, 2))))
        for order in ("little", "big")
        for kind in (CFA, LINEAR)
    )
)
RAW = re.compile(rb"II\*\0.{4}CR|IIRO|IIRS|MMOR|IIU\0|II\x1a\0\0\0HEAPCCDR|FUJIFILMCCD-RAW|FOVb|\0MRM|.{4}ftypcrx", re.DOTALL)
HEIC = re.compile(rb".{4}ftyp.{0,48}?(hei[cxms]|hev[cxms])", re.DOTALL)
KINDS = {  # of sentence, by what a file begins with
    "photo.pdf": re.compile(rb"\s*%PDF"),
    "photo.eps": re.compile(rb"\s*%!PS|\xc5\xd0\xd3\xc6"),
    "photo.svg": re.compile(rb"(\xef\xbb\xbf)?\s*(?=<)((?!<html|<!doctype html).){0,4000}?<svg", re.DOTALL | re.I),
    "photo.damaged": re.compile(
        rb"\xff\xd8\xff|\x89PNG|RIFF.{4}WEBP|GIF8|BM.{4}\0{4}|II[*+]\0|MM\0[*+]|.{4}ftyp(avi[fs]|mif1|hei[cxms]|hev[cxms])"
        rb"|\0\0\0\x0cjP  |\xff\x4f\xff\x51",
        re.DOTALL,
    ),
}
OTHERS = {  # pictures of programs and instruments, by their name
    "Photoshop": re.compile(rb"8BP[SB]"),
    "GIMP": re.compile(rb"gimp xcf"),
    "JPEG XL": re.compile(rb"\xff\x0a|\0\0\0\x0cJXL "),
    "JPEG XR": re.compile(rb"II\xbc"),
    "OpenEXR": re.compile(rb"v/1\x01"),
    "Radiance HDR": re.compile(rb"#\?R(ADIANCE|GBE)"),
    "DICOM": re.compile(rb".{128}DICM", re.DOTALL),
    "FITS": re.compile(rb"SIMPLE  ="),
    "WMF": re.compile(rb"\xd7\xcd\xc6\x9a|\x01\0\0\0.{36} EMF", re.DOTALL),
    "DjVu": re.compile(rb"AT&TFORM"),
    "TGA": re.compile(rb".*TRUEVISION-XFILE\.\0\Z", re.DOTALL),
}
UNUSUAL = re.compile(  # what Pillow says of a format's kinds that it has no decoder for; a mere number is a way of packing
    r"unknown|unsupported|unrecogni[sz]ed|not supported|cannot handle|not available|no (un)?packer|^\d+$", re.I
)


def is_raw(data: bytes) -> bool:
    """Whether it is a camera's raw file, of which a decoder of TIFF would take the small picture beside it for the photo."""
    return bool(RAW.match(data) or (TIFF.match(data) and RAW_TIFF.search(data)))


def refusal(data: bytes, error: Exception, form: str) -> tuple[str, dict[str, str]]:
    """Kind and values of the sentence for a file of the format `form` ("" for none of ours) that raised `error`."""
    if is_raw(data):
        return "photo.raw", {}
    if isinstance(error, ImportError):
        return "photo.heic", {}
    if form and UNUSUAL.search(str(error)):
        return "photo.unusual", {"format": form}
    if kind := next((kind for kind, start in KINDS.items() if start.match(data)), None):
        return kind, {}
    if name := next((name for name, start in OTHERS.items() if start.match(data)), None):
        return "photo.other", {"format": name}
    return "photo.not_a_photo", {}

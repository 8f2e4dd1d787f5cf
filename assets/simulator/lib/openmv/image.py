# OpenMV's image module: the public names. Methods that nearly every script needs are added here; others live in
# image_*.py and are loaded on first use, because compiling everything would cost every script its start time.

import _image_core as _core
from _image_convert import METHODS as _CONVERT
from _image_core import *
from _image_draw import METHODS as _DRAW
from _profile import profiled as _profiled
from _unsimulated import missing as _missing_of

PALETTE_RAINBOW = 0
PALETTE_IRONBOW = 1
PALETTE_DEPTH = 2
PALETTE_EVT_DARK = 3
PALETTE_EVT_LIGHT = 4

JPEG_SUBSAMPLING_AUTO = 0
JPEG_SUBSAMPLING_444 = 0x11
JPEG_SUBSAMPLING_422 = 0x21
JPEG_SUBSAMPLING_420 = 0x22

SEARCH_EX = 0
SEARCH_DS = 1
CORNER_FAST = 0
CORNER_AGAST = 1

TAG16H5 = 1
TAG25H9 = 2
TAG36H10 = 4
TAG36H11 = 8
TAGCIRCLE21H7 = 16
TAGCIRCLE49H12 = 32
TAGCUSTOM48H12 = 64
TAGSTANDARD41H12 = 128
TAGSTANDARD52H13 = 256

EAN2, EAN5, EAN8, UPCE, ISBN10, UPCA, EAN13, ISBN13 = range(8)
I25, DATABAR, DATABAR_EXP, CODABAR, CODE39, PDF417, CODE93, CODE128 = range(8, 16)

for _methods in (_CONVERT, _DRAW, {"flush": Image.flush}):
    for _name, _method in _methods.items():
        setattr(Image, _name, _profiled("py_image_" + _name, _method))
Image.scale = Image.crop
Image.compress = Image.to_jpeg
Image.assign = Image.replace = Image.set = Image.blend = Image.draw_image

for _module, _names in (
    (
        "image_shapes",
        "draw_ellipse draw_arrow draw_detection draw_edges draw_keypoints flood_fill"
        " mask_rectangle mask_circle mask_ellipse",
    ),
    (
        "image_filters",
        "binary invert negate b_and b_nand b_or b_nor b_xor b_xnor erode dilate open close top_hat black_hat"
        " add sub rsub min max difference mean median mode midpoint morph blur gaussian gaussian_blur"
        " laplacian bilateral find_edges",
    ),
    ("image_blobs", "find_blobs"),
    ("image_statistics", "get_hist get_histogram histogram get_stats get_statistics statistics"),
    ("image_comparison", "get_regression get_similarity"),
    ("image_tone", "histeq linpolar logpolar lens_corr rotation_corr awb ccm gamma gamma_corr"),
    ("image_files", "save"),
    ("image_arrays", "to_ndarray"),
):
    for _name in _names.split(" "):
        _core._modules[_name] = _module
_core._parts.update({"files": "image_files", "arrays": "image_arrays", "items": "image_items"})
# The operations are also offered as and, or, xor…; these words can only be reached by getattr.
for _name in ("and", "nand", "or", "nor", "xor", "xnor"):
    _core._modules[_name] = "image_filters"

for _name in (
    "find_lines find_line_segments find_circles find_rects find_qrcodes find_apriltags find_datamatrices find_barcodes"
    " find_displacement find_template find_features find_eye find_lbp find_keypoints find_hog selective_search"
    " stereo_disparity draw_event_histogram"
).split(" "):
    _core._unsimulated.add(_name)

_FUNCTIONS = (
    "binary_to_grayscale binary_to_rgb binary_to_lab binary_to_yuv grayscale_to_binary grayscale_to_rgb grayscale_to_lab"
    " grayscale_to_yuv rgb_to_binary rgb_to_grayscale rgb_to_lab rgb_to_yuv lab_to_binary lab_to_grayscale lab_to_rgb"
    " lab_to_yuv yuv_to_binary yuv_to_grayscale yuv_to_rgb yuv_to_lab get_solidity get_convexity get_major_axis_line"
    " get_minor_axis_line get_enclosing_circle get_enclosed_ellipse"
).split(" ")
_missing = _missing_of("image", "ImageIO HaarCascade load_descriptor save_descriptor match_descriptor")


def __getattr__(name):
    if name in _FUNCTIONS:
        import image_functions

        for function in _FUNCTIONS:
            globals()[function] = getattr(image_functions, function)
        return globals()[name]
    return _missing(name)

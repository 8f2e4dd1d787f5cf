import _cam
from _unsimulated import missing

_BOARDS = {
    "N6": ("N6", "OMV N6", "OPENMV_N6"),
    "H7": ("H7", "OMV4 H7 1024", "OPENMV4"),
    "RT1062": ("IMXRT1060", "OMVRT1060 32768", "OPENMV_RT1060"),
}


def version_major():
    return 5


def version_minor():
    return 0


def version_patch():
    return 0


def version_string():
    return "5.0.0"


def arch():
    return _BOARDS[_cam.board()][1]


def board_type():
    return _BOARDS[_cam.board()][0]


def board_id():
    return "0000000053494D30%08X" % (_cam.seed() & 0xFFFFFFFF)


def disable_fb(disable=None):
    return False


__getattr__ = missing("omv")

import _cam
from _unsimulated import missing


def version_major():
    return 5


def version_minor():
    return 0


def version_patch():
    return 0


def version_string():
    return "5.0.0"


def arch():
    return _cam.fact("arch")


def board_type():
    return _cam.fact("board_type")


def board_id():
    return "0000000053494D30%08X" % (_cam.seed() & 0xFFFFFFFF)


def disable_fb(disable=None):
    return False


__getattr__ = missing("omv", "bus_info fb_size")

# Checks of arguments with the messages of the firmware's C functions.


def integer(value):
    if not isinstance(value, int):
        raise TypeError("can't convert %s to int" % type(value).__name__)
    return int(value)


def number(value):
    if not isinstance(value, (int, float)):
        raise TypeError("can't convert %s to float" % type(value).__name__)
    return value


def sequence(value, length=None):
    if not isinstance(value, (tuple, list)):
        raise TypeError("object '%s' isn't a tuple or list" % type(value).__name__)
    if length is not None and len(value) != length:
        raise ValueError("requested length %d but object has length %d" % (length, len(value)))
    return value

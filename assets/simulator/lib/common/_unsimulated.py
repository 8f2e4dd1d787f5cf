# Names that a board has and the simulation has not. Using one raises an error that names it.
#
# A name of a module raises ImportError, so that `try: from machine import I2C except ImportError` takes the other
# branch; hasattr(), getattr() with a default and dir() treat it as missing (_boot_system.py). A method can be found, and
# raises NotImplementedError when it is called. A name that no board has raises the usual error of Python.


def missing(module, names):
    # For `__getattr__` of a module.
    known = set(names.split())

    def __getattr__(name):
        if name in known:
            raise ImportError(module + "." + name + " is not simulated")
        raise AttributeError("module '" + module + "' has no attribute '" + name + "'")

    return __getattr__


def missing_attribute(owner, names):
    # For `__getattr__` of a class; `owner` is "module.Class".
    known = set(names.split())
    cls = owner.split(".")[-1]

    def __getattr__(self, name):
        if name in known:
            return refusal(owner + "." + name)
        raise AttributeError("'" + cls + "' object has no attribute '" + name + "'")

    return __getattr__


def refusal(name):
    # A function or method that can be found but not called.
    def refuse(*args, **options):
        raise NotImplementedError(name + " is not simulated")

    return refuse


class Refused:
    # A namespace such as Pin.board: every name in it is missing.
    def __init__(self, owner):
        self._owner = owner

    def __getattr__(self, name):
        raise AttributeError(self._owner + "." + name + " is not simulated")

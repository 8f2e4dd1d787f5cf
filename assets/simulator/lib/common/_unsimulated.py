# What a camera has and the simulation has not: asking for it names it.


def missing(owner):
    def __getattr__(name):
        if name.startswith("__"):
            raise AttributeError(name)
        raise NotImplementedError(owner + "." + name + " is not simulated")

    return __getattr__

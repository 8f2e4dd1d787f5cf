# Lets the profiler of the simulation see a call (src-main/simulator/profile). In a camera without the profile channel
# functions stay as they are.

import _cam


def profiled(name, function):
    number = _cam.profile_number(name)
    if number < 0:
        return function
    enter = _cam.profile_enter
    leave = _cam.profile_exit

    # Defaults instead of a closure: inside a call of a closure garbage cannot be collected (collector.ts).
    def measured(*args, _number=number, _function=function, _enter=enter, _leave=leave, **options):
        token = _enter(_number)
        try:
            return _function(*args, **options)
        finally:
            _leave(token)

    return measured

# Runs once in a new interpreter and makes it a board. `_cam` holds the functions of the simulation. `_boot_family` does
# what one family of boards needs.

import _cam
import sys
import uctypes

# The collector scans this copy of the C stack; see collector.ts.
_stack_copy = bytearray(_cam.stack_bytes())


def _do_nothing():
    pass


_cam.set_collector(uctypes.addressof(_stack_copy), len(_stack_copy), _do_nothing)

sys.path[:] = ["/rom/lib", "", ".frozen", "/flash", "/flash/lib"]

import _boot_time
import _boot_system
import _boot_family

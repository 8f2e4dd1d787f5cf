# machine.Pin. Nothing is connected to the pins: an output reads back what was written to it.

from _unsimulated import Refused, refusal

_NAMES = {"SW", "LED_RED", "LED_GREEN", "LED_BLUE", "LED_IR"}
# Mode, pull and value of each pin, whichever object a script reaches it by.
_pins = {}


def _exists(name):
    if not isinstance(name, str):
        return False
    # Names on the board: P0 to P31. Names of the chip: PA0 to PQ15, GPIO_AD_B0_00 and others.
    if name[:1] == "P" and name[1:].isdigit():
        return int(name[1:]) < 32
    if name[:1] == "P" and "A" <= name[1:2] <= "Q" and name[2:].isdigit():
        return int(name[2:]) < 16
    return name in _NAMES or name.startswith("GPIO_")


class Pin:
    IN = 0
    OUT = 1
    OPEN_DRAIN = 2
    ALT = 3
    ALT_OPEN_DRAIN = 18
    ANALOG = 4
    OUT_PP = 1
    OUT_OD = 17
    PULL_NONE = 0
    PULL_UP = 1
    PULL_DOWN = 2
    IRQ_RISING = 1
    IRQ_FALLING = 2
    board = Refused("machine.Pin.board")
    cpu = Refused("machine.Pin.cpu")

    def __init__(self, id, mode=-1, pull=None, value=None, **options):
        if isinstance(id, Pin):
            id = id._id
        if not _exists(id):
            raise ValueError("Pin(%s) doesn't exist" % id)
        self._id = id
        self._state = _pins.setdefault(id, [Pin.IN, None, 0])
        if mode != -1:
            self.init(mode, pull, value, **options)

    def init(self, mode, pull=None, value=None, *, alt=-1, af=-1, drive=0):
        state = self._state
        state[0] = mode
        state[1] = pull
        if value is not None:
            state[2] = 1 if value else 0
        elif mode == Pin.IN:
            state[2] = 1 if pull == Pin.PULL_UP else 0

    def value(self, value=None):
        if value is None:
            return self._state[2]
        self._state[2] = 1 if value else 0

    __call__ = value

    def on(self):
        self._state[2] = 1

    def off(self):
        self._state[2] = 0

    high = on
    low = off

    def toggle(self):
        self._state[2] ^= 1

    def mode(self, mode=None):
        if mode is None:
            return self._state[0]
        self._state[0] = mode

    def pull(self, pull=None):
        if pull is None:
            return self._state[1]
        self._state[1] = pull

    def name(self):
        return self._id

    irq = refusal("machine.Pin.irq")
    af = refusal("machine.Pin.af")
    af_list = refusal("machine.Pin.af_list")
    gpio = refusal("machine.Pin.gpio")
    pin = refusal("machine.Pin.pin")
    port = refusal("machine.Pin.port")
    names = refusal("machine.Pin.names")
    drive = refusal("machine.Pin.drive")

    def __repr__(self):
        return "Pin(%s)" % self._id

# What the suite runs on the device to make it do things. The host writes a command to the channel "helper"; the loop at
# the end executes it and then sends an event with the number of the command. The other channels are there to be tested.

import image
import protocol
import time

FORMATS = {"gray": image.GRAYSCALE, "rgb565": image.RGB565, "binary": image.BINARY, "jpeg": image.JPEG}


def pattern(start, size):
    return bytes((start + index) & 0xFF for index in range(size))


class Helper:
    def __init__(self):
        self.command = None

    def write(self, offset, data):
        self.command = bytes(data).decode()
        return len(data)


class Echo:
    def __init__(self):
        self.data = pattern(0, 700)
        self.offset = 0
        self.locks = 0
        self.unlocks = 0

    def poll(self):
        return len(self.data) > 0

    def size(self):
        return len(self.data)

    def shape(self):
        return (self.offset, self.locks, self.unlocks)

    def read(self, offset, size):
        return self.data[offset : offset + size]

    def write(self, offset, data):
        self.offset = offset
        text = bytes(data)
        if text == b"answer 0":
            return 0
        if text == b"answer None":
            return None
        if text == b"answer -1":
            return -1
        self.data = b"" if text == b"clear" else text
        return len(text)

    def ioctl(self, request, size, data):
        if request == 1:
            return None
        if request == 2:
            return 0
        if request == 3:
            return 5
        # The size of the arguments, and whether they came as None.
        self.offset = size + (1000 if data is None else 0)

    def lock(self):
        self.locks += 1
        return True

    def unlock(self):
        self.unlocks += 1
        return True


class SmallPieces:
    def size(self):
        return 1000

    def read(self, offset, size):
        return pattern(offset, min(size, 30, 1000 - offset))


class Whole:
    def size(self):
        return 10000

    def readp(self, offset, size):
        return pattern(offset, size)


class Raising:
    def poll(self):
        raise ValueError()

    def size(self):
        raise ValueError()

    def shape(self):
        raise ValueError()

    def read(self, offset, size):
        raise ValueError()

    def write(self, offset, data):
        raise ValueError()

    def ioctl(self, request, size, data):
        raise ValueError()

    def lock(self):
        raise ValueError()

    def unlock(self):
        raise ValueError()


class Bare:
    def poll(self):
        return True


helper = Helper()
channel = protocol.register(name="helper", backend=helper)
protocol.register(name="echo", backend=Echo())
protocol.register(name="small pieces that go on", backend=SmallPieces())
protocol.register(name="whole", backend=Whole())
protocol.register(name="raising", backend=Raising())
protocol.register(name="bare", backend=Bare())


def data_of(name, width, height, start):
    if name == "jpeg":
        return b"\xff\xd8" + pattern(start, 96) + b"\xff\xd9"
    if name == "binary":
        return pattern(start, (width + 31) // 32 * 4 * height)
    return pattern(start, width * height * (2 if name == "rgb565" else 1))


def show(width, height, name, data):
    image.Image(width, height, FORMATS[name], buffer=bytearray(data)).flush()


def perform(words):
    if words[0] == "print":
        print("x" * int(words[1]), end="")
    elif words[0] == "overflow":
        print("x" * int(words[1]) + "end", end="")
    elif words[0] == "frame":
        width, height, start = int(words[2]), int(words[3]), int(words[4])
        show(width, height, words[1], data_of(words[1], width, height, start))
    elif words[0] == "compressed":
        show(100, 100, "jpeg", bytes(int(words[1])))
    elif words[0] == "event":
        channel.send_event(int(words[1]))
    elif words[0] == "acknowledged":
        channel.send_event(int(words[1]), wait_ack=True)
    elif words[0] == "refused":
        try:
            channel.send_event(1)
            print("sent")
        except RuntimeError:
            print("RuntimeError")


channel.send_event(0)
while True:
    if helper.command is None:
        time.sleep_ms(1)
        continue
    words = helper.command.split()
    helper.command = None
    perform(words[1:])
    try:
        channel.send_event(int(words[0]))
    except RuntimeError:
        # Events are switched off.
        pass

# Pictures through a channel
#
# Sends JPEG pictures through a channel of its own, for a program that wants whole pictures rather than a preview. A
# picture is larger than a packet, so it is read in pieces; it must not change until the last piece is gone. That is what
# the latch is for: a new picture is taken only after the old one has been read to its end.

import csi
import protocol

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
camera.snapshot(time=500)

FRAME_READY = 1  # our own event number


class FrameChannel:
    def __init__(self):
        self.picture = b""
        self.latched = False

    def latch(self, picture):
        self.picture = picture
        self.latched = True

    def poll(self):
        return self.latched

    def size(self):
        return len(self.picture) if self.latched else 0

    def readp(self, offset, size):
        # Called once for a whole request; the camera cuts the answer into packets without copying it.
        end = offset + size
        piece = memoryview(self.picture)[offset:end]
        if end >= len(self.picture):
            self.latched = False  # the last byte is on its way
        return piece


channel = FrameChannel()
port = protocol.register(name="frame", backend=channel)
count = 0

while True:
    img = camera.snapshot()
    if not channel.latched:
        # A copy, because the camera reuses the memory of its pictures.
        channel.latch(bytes(img.to_jpeg(quality=85, copy=True).bytearray()))
        port.send_event(FRAME_READY)
        count += 1
        if count % 50 == 0:
            print(count, "pictures offered, the last one has", channel.size(), "bytes")

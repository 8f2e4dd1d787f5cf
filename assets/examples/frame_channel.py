# Frames through a channel
#
# Sends JPEG frames through its own channel, for a program that wants whole frames rather than a preview. A
# frame is larger than a packet, so it is read in pieces; it must not change until the last piece is gone. That is what
# the latch is for: a new frame is taken only after the old one has been read to its end.

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
        self.frame = b""
        self.latched = False

    def latch(self, frame):
        self.frame = frame
        self.latched = True

    def poll(self):
        return self.latched

    def size(self):
        return len(self.frame) if self.latched else 0

    def readp(self, offset, size):
        # Called once for a whole request; the camera cuts the answer into packets without copying it.
        end = offset + size
        piece = memoryview(self.frame)[offset:end]
        if end >= len(self.frame):
            self.latched = False  # the last byte is on its way
        return piece


channel = FrameChannel()
port = protocol.register(name="frame", backend=channel)
count = 0

while True:
    frame = camera.snapshot()
    if not channel.latched:
        # A copy, because the camera reuses the memory of its frames.
        channel.latch(bytes(frame.to_jpeg(quality=85, copy=True).bytearray()))
        port.send_event(FRAME_READY)
        count += 1
        if count % 50 == 0:
            print(count, "frames offered, the last one has", channel.size(), "bytes")

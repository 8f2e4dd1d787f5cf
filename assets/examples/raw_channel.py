# Raw frames through a channel
#
# Pixels as they are, for a program that computes with them: one byte each, 160 × 120 of them. As in "Frames through a
# channel" a frame is held until its last byte was read. Choose the channel "pixels" above the img, with the format
# GRAYSCALE and this size, or on the command line:
#
#   viewfinder run raw_channel.py --frames-from pixels --frames-as grayscale:160x120

import csi
import protocol

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.GRAYSCALE)
camera.framesize(csi.QQVGA)
camera.snapshot(time=500)

PICTURE_READY = 1  # our own event number


class PixelChannel:
    def __init__(self, size):
        self.pixels = bytearray(size)
        self.latched = False

    def poll(self):
        return self.latched

    def size(self):
        return len(self.pixels) if self.latched else 0

    def readp(self, offset, size):
        end = offset + size
        if end >= len(self.pixels):
            self.latched = False  # the last byte is on its way
        return memoryview(self.pixels)[offset:end]


channel = PixelChannel(160 * 120)
port = protocol.register(name="pixels", backend=channel)
count = 0

while True:
    img = camera.snapshot()
    if not channel.latched:
        # Into our own memory, because the camera reuses that of its frames.
        channel.pixels[:] = img.bytearray()
        channel.latched = True
        port.send_event(PICTURE_READY)
        count += 1
        if count % 50 == 0:
            print(count, "frames offered")

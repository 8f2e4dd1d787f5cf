# Custom channels
#
# A channel is a named place that the host can read and write while the script runs, however busy the script is. This
# script offers two:
#
#   "counter"  8 bytes to read: how often the loop went round, and the limit, as two little-endian 32-bit numbers
#   "limit"    4 bytes to write: a new limit
#
# Open the tool tab "Channels" while it runs, or use any program that speaks the OpenMV protocol.

import protocol
import struct
import time

count = 0
limit = 1000


class Counter:
    # What the host may read. poll() tells whether there is something, size() how much.
    def poll(self):
        return True

    def size(self):
        return 8

    def read(self, offset, size):
        return struct.pack("<II", count, limit)[offset : offset + size]


class Limit:
    # What the host may write. Return how many bytes were taken; 0 refuses them.
    def size(self):
        return 4

    def write(self, offset, data):
        global limit
        if len(data) != 4:
            return 0
        limit = struct.unpack("<I", data)[0]
        return len(data)


counter = protocol.register(name="counter", backend=Counter())
protocol.register(name="limit", backend=Limit())

while True:
    count += 1
    if count > limit:
        count = 0
        counter.send_event(1)  # tells the host without being asked
        print("starting over at", limit)
    time.sleep_ms(1)

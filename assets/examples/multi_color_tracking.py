# Track several colours
#
# With several thresholds each blob tells by its code which of them it belongs to: 1 for the first, 2 for the second,
# 4 for the third. Several bits are set where blobs of different colours were merged.

import csi
import time

THRESHOLDS = [
    (30, 100, 15, 127, 15, 127),  # red, code 1
    (30, 100, -64, -8, -32, 32),  # green, code 2
    (0, 15, 0, 40, -80, -20),  # blue, code 4
]
NAMES = {1: "red", 2: "green", 4: "blue"}
COLORS = {1: (255, 0, 0), 2: (0, 255, 0), 4: (0, 0, 255)}

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
camera.snapshot(time=1000)
camera.auto_gain(False)
camera.auto_whitebal(False)

clock = time.clock()

while True:
    clock.tick()
    img = camera.snapshot()
    found = []
    for blob in img.find_blobs(THRESHOLDS, pixels_threshold=150, area_threshold=150):
        if blob.code not in NAMES:
            continue
        img.draw_rectangle(blob.rect, color=COLORS[blob.code], thickness=2)
        img.draw_string((blob.x, blob.y - 12), NAMES[blob.code], color=(255, 255, 255))
        found.append("%s (%d, %d)" % (NAMES[blob.code], blob.cx, blob.cy))
    print(", ".join(sorted(found)), "| %.1f frames/s" % clock.fps())

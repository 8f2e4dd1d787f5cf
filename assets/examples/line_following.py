# Follow a dark line
#
# Cuts the frame into three strips and looks for the darkest area in each. The nearest strip counts most, the farthest
# warns of a curve. The result is one number to steer by: 0 straight on, below 0 left, above 0 right.

import csi
import math
import time

DARK = (0, 50)  # grey levels that belong to the line

# Strip (x, y, w, h) in a frame of 160 x 120, and its weight.
STRIPS = (
    ((0, 100, 160, 20), 0.7),
    ((0, 70, 160, 20), 0.3),
    ((0, 40, 160, 20), 0.1),
)

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.GRAYSCALE)
camera.framesize(csi.QQVGA)
camera.snapshot(time=1000)

clock = time.clock()

while True:
    clock.tick()
    img = camera.snapshot()
    position = 0
    weights = 0
    for strip, weight in STRIPS:
        blobs = img.find_blobs([DARK], roi=strip, pixels_threshold=20, area_threshold=20, merge=True)
        img.draw_rectangle(strip, color=128)
        if not blobs:
            continue
        line = max(blobs, key=lambda blob: blob.pixels)
        img.draw_rectangle(line.rect, color=255)
        img.draw_cross((line.cx, line.cy), color=255)
        position += line.cx * weight
        weights += weight
    if weights:
        offset = position / weights - img.width() / 2
        angle = math.degrees(math.atan2(offset, img.height() / 2))
        print("steer %+.0f degrees, %.1f frames/s" % (angle, clock.fps()))
    else:
        print("no line in sight")

# Drawing
#
# Everything drawn into the frame shows in the preview, and nowhere else: the next frame is fresh. Places are given as
# one tuple. Colours are (red, green, blue), or one grey level in GRAYSCALE frames.

import csi
import math
import time

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
camera.snapshot(time=500)

YELLOW = (255, 220, 0)
CYAN = (0, 220, 255)
WHITE = (255, 255, 255)

clock = time.clock()
angle = 0.0

while True:
    clock.tick()
    img = camera.snapshot()
    cx, cy = img.width() // 2, img.height() // 2

    # A clock hand and the circle it turns in.
    x = int(cx + 80 * math.cos(angle))
    y = int(cy + 80 * math.sin(angle))
    img.draw_circle((cx, cy, 80), color=CYAN, thickness=2)
    img.draw_line((cx, cy, x, y), color=YELLOW, thickness=3)
    img.draw_circle((x, y, 6), color=YELLOW, fill=True)

    img.draw_cross((cx, cy), color=WHITE, size=10)
    img.draw_rectangle((10, 10, 60, 40), color=CYAN)
    img.draw_rectangle((20, 20, 40, 20), color=YELLOW, fill=True)
    img.draw_arrow((300, 220, 250, 190), color=WHITE, thickness=2)
    img.draw_ellipse((270, 40, 36, 18, 30), color=CYAN, thickness=2)
    img.draw_string((10, 215), "%.0f frames/s" % clock.fps(), color=WHITE, scale=2)

    angle += 0.05

# Track one colour
#
# find_blobs() looks for connected areas whose pixels lie inside a LAB threshold: lightness, green to red, blue to
# yellow. The tool tab "Thresholds" helps to find the numbers for your own light and objects.

import csi
import time

# (L min, L max, A min, A max, B min, B max)
RED = (30, 100, 15, 127, 15, 127)

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
camera.snapshot(time=1000)
camera.auto_gain(False)  # both would change the colours while we track
camera.auto_whitebal(False)

clock = time.clock()

while True:
    clock.tick()
    img = camera.snapshot()
    # Smaller areas than these are noise. merge joins areas that overlap.
    blobs = img.find_blobs([RED], pixels_threshold=100, area_threshold=100, merge=True)
    for blob in blobs:
        img.draw_rectangle(blob.rect, color=(255, 255, 255))
        img.draw_cross((blob.cx, blob.cy), color=(255, 255, 255))
        print("red at x=%d y=%d, %d pixels" % (blob.cx, blob.cy, blob.pixels))
    if not blobs:
        print("no red,", "%.1f frames/s" % clock.fps())

# Frame differencing
#
# Keeps one frame as the background and shows how far each new one differs from it. What moves is bright. After a while
# the background is renewed, so that slow changes of the light do not count as motion.

import csi
import time

RENEW_EVERY = 100  # frames
MOTION = (40, 255)  # a difference this large is motion, not noise

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.GRAYSCALE)
camera.framesize(csi.QVGA)
camera.snapshot(time=1000)
camera.auto_gain(False)

background = camera.snapshot().copy()
clock = time.clock()
frames = 0

while True:
    clock.tick()
    img = camera.snapshot()
    frames += 1
    if frames % RENEW_EVERY == 0:
        background = img.copy()
    img.difference(background)
    moving = img.find_blobs([MOTION], pixels_threshold=50, area_threshold=50, merge=True, margin=5)
    for blob in moving:
        img.draw_rectangle(blob.rect, color=255)
    print("%d things move, %.1f frames/s" % (len(moving), clock.fps()))

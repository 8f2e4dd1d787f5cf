# Hello, camera
#
# Takes frames as fast as the camera can and prints the rate. Press Run: the frame moves, text arrives below.

import csi
import time

camera = csi.CSI()
camera.reset()  # start from the sensor's own settings
camera.pixformat(csi.RGB565)  # colour, two bytes per pixel; GRAYSCALE needs one
camera.framesize(csi.QVGA)  # 320 x 240 pixels
camera.snapshot(time=500)  # let exposure and white balance settle

clock = time.clock()

while True:
    clock.tick()
    img = camera.snapshot()
    img.draw_string((8, 8), "Hello, camera", color=(255, 255, 255), scale=2)
    print("%.1f frames/s" % clock.fps())

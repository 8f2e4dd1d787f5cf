# Histogram and statistics
#
# Counts how often each brightness and colour occurs in the middle of the img, and draws the lightness as bars. The
# tool tab "Histogram" shows the same for the whole frame without any script.

import csi
import time

camera = csi.CSI()
camera.reset()
camera.pixformat(csi.RGB565)
camera.framesize(csi.QVGA)
camera.snapshot(time=1000)

REGION = (80, 60, 160, 120)
BARS = 32

clock = time.clock()

while True:
    clock.tick()
    img = camera.snapshot()
    histogram = img.get_histogram(roi=REGION, l_bins=BARS)
    statistics = histogram.get_statistics()

    img.draw_rectangle(REGION, color=(255, 255, 255))
    share = histogram.l_bins()  # each entry is a share of all pixels
    for bar in range(BARS):
        height = int(share[bar] * 300)
        img.draw_rectangle((bar * 10, 239 - height, 8, height + 1), color=(255, 220, 0), fill=True)

    middle = histogram.get_percentile(0.5)
    print(
        "lightness mean %d, spread %d, half of the pixels below %d | %.1f frames/s"
        % (statistics.l_mean, statistics.l_stdev, middle.l_value, clock.fps())
    )

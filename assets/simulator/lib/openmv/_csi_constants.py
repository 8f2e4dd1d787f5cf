# Constants of csi: pixel formats, frame sizes, sensors.

BINARY = 0x08010000
GRAYSCALE = 0x08020001
RGB565 = 0x0C030002
BAYER = 0x05040001
YUV422 = 0x14050002
JPEG = 0x06060000

_SIZES = (
    ("INVALID", 0, 0),
    ("QQCIF", 88, 72),
    ("QCIF", 176, 144),
    ("CIF", 352, 288),
    ("QQSIF", 88, 60),
    ("QSIF", 176, 120),
    ("SIF", 352, 240),
    ("QQQQVGA", 40, 30),
    ("QQQVGA", 80, 60),
    ("QQVGA", 160, 120),
    ("QVGA", 320, 240),
    ("VGA", 640, 480),
    ("HQQQQVGA", 30, 20),
    ("HQQQVGA", 60, 40),
    ("HQQVGA", 120, 80),
    ("HQVGA", 240, 160),
    ("HVGA", 480, 320),
    ("B64X32", 64, 32),
    ("B64X64", 64, 64),
    ("B128X64", 128, 64),
    ("B128X128", 128, 128),
    ("B160X160", 160, 160),
    ("B320X320", 320, 320),
    ("LCD", 128, 160),
    ("QQVGA2", 128, 160),
    ("WVGA", 720, 480),
    ("WVGA2", 752, 480),
    ("SVGA", 800, 600),
    ("XGA", 1024, 768),
    ("WXGA", 1280, 768),
    ("SXGA", 1280, 1024),
    ("SXGAM", 1280, 960),
    ("UXGA", 1600, 1200),
    ("HD", 1280, 720),
    ("FHD", 1920, 1080),
    ("QHD", 2560, 1440),
    ("QXGA", 2048, 1536),
    ("WQXGA", 2560, 1600),
    ("WQXGA2", 2592, 1944),
)
for _number, _size in enumerate(_SIZES):
    globals()[_size[0]] = _number

OV2640 = 0x26
OV5640 = 0x5640
OV7690 = 0x76
OV7725 = 0x77
OV9650 = 0x96
MT9V022 = 0x1311
MT9V034 = 0x1324
MT9M114 = 0x2481
LEPTON = 0x54
HM01B0 = 0xB0
HM0360 = 0x60
GC2145 = 0x21
PAJ6100 = 0x6100
FROGEYE2020 = 0x2020
PAG7920 = 0x7920
PAG7936 = 0x7936
PS5520 = 0x5520
GENX320 = 0x30501C01

NORMAL = 0
NEGATIVE = 1
SINGLE_BUFFER = 1
DOUBLE_BUFFER = 2
TRIPLE_BUFFER = 3
VIDEO_FIFO = 4

from uprotocol import Channel, is_active, register
from _unsimulated import missing

CHANNEL_FLAG_READ = 0x01
CHANNEL_FLAG_WRITE = 0x02
CHANNEL_FLAG_EXEC = 0x04
CHANNEL_FLAG_LOCK = 0x08
CHANNEL_FLAG_STREAM = 0x10
CHANNEL_FLAG_DYNAMIC = 0x20
CHANNEL_FLAG_PHYSICAL = 0x40

__getattr__ = missing("protocol")

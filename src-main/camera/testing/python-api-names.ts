// Names of the official `openmv` package's API reference, in its order; docs/camera-api.md must map each of them.

/** Methods of `Camera`, the internals with their underscore. */
export const pythonMethods: readonly string[] = [
  'connect',
  'disconnect',
  'is_connected',
  'reset',
  'boot',
  'update_capabilities',
  'poll_events',
  'exec',
  'stop',
  'read_stdout',
  'streaming',
  'read_frame',
  'has_channel',
  'channel_size',
  'channel_read',
  'channel_write',
  'read_status',
  'update_channels',
  'get_channel',
  'version',
  'system_info',
  'print_system_info',
  'host_stats',
  'device_stats',
  'profiler_mode',
  'profiler_reset',
  'profiler_event',
  'read_profile',
  '_handle_event',
  'retry_if_failed',
  '_channel_lock',
  '_channel_unlock',
  '_channel_shape',
  '_channel_ioctl',
  '_channel_size',
  '_channel_read',
  '_channel_write',
  '_send_cmd_wait_resp',
  '_channel_list',
  '_resync',
];

/** Arguments of its constructor. */
export const pythonConstructorArguments: readonly string[] = [
  'port',
  'baudrate',
  'crc',
  'seq',
  'ack',
  'events',
  'timeout',
  'max_retry',
  'max_payload',
  'drop_rate',
];

/** Exceptions. */
export const pythonExceptions: readonly string[] = [
  'OMVException',
  'TimeoutException',
  'ChecksumException',
  'SequenceException',
];

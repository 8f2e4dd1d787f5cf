import { hasHolder, hasLimit, isLinuxPort, isMistyped, isNetworkAddress, isRecording } from './error-facts.ts';
import type { ErrorDictionary } from './error-words.ts';

const replug = 'Unplug the camera, plug it in again and connect.';
const report = 'Try again. If it happens again, please report it with the text of the output panel.';

export const englishWords: ErrorDictionary = {
  'port-not-found': {
    variants: [
      {
        when: isMistyped,
        words: [
          '"{port}" is no address of a camera.',
          'Addresses look like this: {expected}.',
          'Correct it, or choose a camera from the list.',
        ],
      },
      {
        when: isRecording,
        words: [
          '{port} is not there.',
          'The file was moved, renamed or deleted, or its name is mistyped.',
          'Check the name of the file.',
        ],
      },
      {
        when: isNetworkAddress,
        words: [
          'No camera answers at {port}.',
          'Nothing listens there, or the address is mistyped.',
          'Check that the camera is on and in the same network, and check its address.',
        ],
      },
    ],
    words: [
      'There is no camera at {port|this port}.',
      'It is not plugged in, or the system gave it another name.',
      'Plug it in, look at the list of cameras again, or choose the simulated camera.',
    ],
  },
  'port-busy': {
    variants: [
      {
        when: hasHolder,
        words: ['{port} is in use.', '{holder} has it open.', 'Close that program, then connect again.'],
      },
    ],
    words: [
      '{port|The port} is in use.',
      'Another program has it open, for example another IDE or a serial terminal.',
      'Close that program, then connect again.',
    ],
  },
  'port-no-permission': {
    variants: [
      {
        when: isLinuxPort,
        words: [
          'Your user may not open {port}.',
          'On Linux only members of the group "dialout" ("uucp" on some systems) may open serial ports.',
          'Run: sudo usermod -aG dialout $USER, then log out and in again. Or, with a udev rule: put SUBSYSTEM=="tty", ATTRS{idVendor}=="37c5", MODE="0666" into /etc/udev/rules.d/60-openmv.rules, run: sudo udevadm control --reload, and plug the camera in again.',
        ],
      },
    ],
    words: [
      'The system refuses access to {port|the port}.',
      'Your user may not open it, or a security setting forbids it.',
      'Check the access rights of the port, then connect again.',
    ],
  },
  'port-lost': {
    variants: [
      {
        when: isNetworkAddress,
        words: [
          'The connection to {port} was lost.',
          'The camera went off or left the network.',
          'Check the camera; it is connected again when it is back.',
        ],
      },
    ],
    words: [
      'The connection to {port|the camera} was lost.',
      'The camera was unplugged, was reset, or lost its power.',
      'Plug it in again; it is connected again by itself. Your text is safe.',
    ],
  },
  'port-closed': [
    'The connection is closed.',
    '{port|The port} was closed before the request was done.',
    'Connect again.',
  ],
  'port-open-failed': [
    '{port|The port} does not open.',
    'The system reported: {message}',
    'Plug the camera out and in again. If it stays so, try another cable or another USB port.',
  ],

  'not-a-camera': [
    'What is connected there does not answer like a camera.',
    'It is another device, its firmware is older than version 5, or it is in its bootloader.',
    'Choose another port, or update the camera to firmware 5 or newer.',
  ],
  'unsupported-protocol': [
    'The camera speaks a protocol that this program does not know.',
    'Its protocol version is {version|unknown}; this program knows version 1.',
    'Update this program, or install another firmware on the camera.',
  ],
  'camera-silent': ['The camera does not answer.', 'It is busy, it hangs, or the cable is bad.', replug],
  'request-refused': [
    'The camera refused a request ({request|unknown}, status {status|unknown}).',
    'It is not able to do that now, or its firmware does not offer it.',
    'Stop the script and try again.',
  ],
  'out-of-sync': [
    'The conversation with the camera is out of step.',
    'Bytes were lost on the way and putting it right did not help.',
    replug,
  ],
  'checksum-failed': [
    'Data from the camera arrives damaged.',
    'The cable, a hub or the network loses or changes bytes.',
    'Use another cable or another port, without a hub.',
  ],
  'camera-rebooted': [
    'The camera restarted in the middle of a request.',
    'A script reset it, or its power was too low.',
    'Try again when it is ready.',
  ],
  'not-connected': ['No camera is connected.', 'The request needs a camera.', 'Connect a camera first.'],
  'already-connected': [
    'The camera is connected already.',
    'It was to be connected a second time.',
    'Use it as it is, or disconnect it first.',
  ],
  'script-too-large': {
    variants: [
      {
        when: hasLimit,
        words: [
          'The script is too large for the camera.',
          'It has {sizeBytes} bytes; the camera takes {limitBytes}.',
          'Shorten it, or move parts into modules on the camera’s file system and import them.',
        ],
      },
    ],
    words: [
      'The script is too large for the camera.',
      'Its {sizeBytes|many} bytes do not fit into the camera’s memory.',
      'Shorten it, or move parts into modules on the camera’s file system and import them.',
    ],
  },
  'script-did-not-start': [
    'The script did not start.',
    'The camera took it but did not report a start in time.',
    'Run it again. If it stays so, reset the camera.',
  ],
  'script-did-not-stop': [
    'The script does not stop.',
    'It ignores the interrupt, for example inside a long native call.',
    'Reset the camera. Your text is safe.',
  ],
  'channel-not-found': [
    'Channel {channel|} is not there.',
    'The script that registers it does not run, or does not register it.',
    'Run the script that registers it, then try again.',
  ],
  'channel-not-supported': [
    'Channel {channel|} cannot do that.',
    'Its backend in the script has no method for it.',
    'Add the method to the backend (read, write or size) and run the script again.',
  ],

  'payload-too-short': ['The camera sent an incomplete answer.', 'A {layout|part} was cut off.', replug],
  'bad-frame-header': [
    'A picture was left out.',
    'Its header cannot be true, so it was damaged on the way.',
    'Nothing to do if it happens rarely. If it happens often, use another cable or port.',
  ],
  'bad-record-size': [
    'The profile data cannot be read.',
    'Its records have {recordSize|an unknown number of} bytes, which no known firmware sends.',
    'Update this program or the firmware.',
  ],
  'value-out-of-range': [
    'A value is outside what the camera takes.',
    'It does not fit its field: {message}',
    'Choose a smaller value.',
  ],

  'file-not-found': [
    '{path|The file} is not there.',
    'It was moved, renamed or deleted.',
    'Look for it in its folder, or save the text under a new name.',
  ],
  'folder-not-found': [
    'There is no folder {path|of that name}.',
    'It was moved, renamed or deleted, or its name is mistyped.',
    'Make the folder, or choose another one.',
  ],
  'file-no-permission': [
    'You may not open or change {path|this file}.',
    'The system refuses access, or the disk is read-only.',
    'Save under another name or in another folder.',
  ],
  'file-changed': [
    '{path|The file} has changed on disk.',
    'Another program wrote it after you opened it.',
    'Decide which version to keep: overwrite it, or save yours under another name.',
  ],
  'file-exists': [
    '{path|The file} exists already.',
    'Saving would replace it.',
    'Confirm that it may be replaced, or choose another name.',
  ],
  'file-read-only': [
    '{path|The file} is read-only.',
    'Its access rights do not allow changes.',
    'Confirm that it may be replaced, or save under another name.',
  ],
  'file-too-large': [
    '{path|The file} is too large to open.',
    'It has {sizeBytes|too many} bytes; the limit is {limitBytes|8388608}.',
    'Open it with another program.',
  ],
  'not-a-file': ['{path|This} is not a file.', 'It is a folder or a device.', 'Choose a file.'],
  'not-a-folder': ['{path|This} is not a folder.', 'A part of the path is a file.', 'Choose a folder.'],
  'bad-path': [
    'The path {path|} cannot be used.',
    'It is not a complete path of this system, or its name is too long.',
    'Choose a place by its complete path.',
  ],
  'disk-full': [
    '{path|The file} was not saved.',
    'The disk is full.',
    'Free some space and save again; your text is still in the editor.',
  ],
  'file-failed': [
    '{path|The file} could not be read or written.',
    'The system reported {systemCode|a failure}.',
    'Try again, or use another folder.',
  ],
  'example-not-found': ['There is no such example.', 'The list of examples has changed.', 'Open the list again.'],
  'address-refused': [
    'The address was not opened.',
    'Only addresses that begin with https:// are opened.',
    'Copy it into your browser if you trust it.',
  ],
  'no-windows': ['No window can be opened here.', 'The program runs in a browser.', "Use the browser's own windows."],
  'no-dialogs': [
    'There is no file dialog of the system here.',
    'The program runs in a browser.',
    'Use the file list of the program.',
  ],

  'frame-lane-limit': [
    'The preview cannot be shown on this page.',
    'This browser already shows it on {limit|several} pages; more would block all other requests.',
    'Close or hide another page of Viewfinder, then return to this one.',
  ],

  'bad-message': [
    'The page and the host misunderstood each other.',
    'A message did not have the agreed shape ({where|unknown place}).',
    'Reload the page. If it happens again, both are of different versions: install the program again.',
  ],
  'unknown-method': [
    'The host does not know this request.',
    'The page and the host are of different versions.',
    'Reload the page.',
  ],
  'too-many-calls': [
    'Too many requests at once.',
    'The host takes {limit|a limited number} at a time.',
    'Wait a moment and try again.',
  ],
  'message-too-large': [
    'That is too much for one message to the host.',
    'It has {sizeBytes|too many} bytes; the limit is {limitBytes|16777216}.',
    'Save long text to a file of its own, and keep the script smaller.',
  ],
  cancelled: ['Cancelled.', 'You, or a newer request, ended it.', 'Start it again when you want it.'],
  'connection-lost': [
    'The connection to the host broke off.',
    'The host ended, or the network failed.',
    'Wait until it is back, then try again. Your text is safe.',
  ],
  internal: ['Something went wrong inside the program.', '{message}', report],
  'host-unreachable': [
    'The host does not answer.',
    'It was ended, or it does not accept this page any more.',
    'Start the program again and open the address it prints. Your text is kept.',
  ],

  'server-port-in-use': [
    'Port {port|} of this computer is in use.',
    'Another program listens there.',
    'Choose another port with --port, or leave it out to get a free one.',
  ],
  'server-port-refused': [
    'The system does not allow port {port|}.',
    'Ports below 1024 are reserved.',
    'Choose a port of 1024 or above with --port.',
  ],
  'server-tls-unusable': [
    'The page cannot be served by https.',
    'The certificate or its key cannot be used.',
    'Give a certificate and its key as PEM files that belong together.',
  ],
  'server-start-failed': [
    'The page cannot be served at {host|this address}.',
    'The address is not one of this computer, or the system refused it: {message}',
    'Leave out --host to serve this computer alone.',
  ],

  'address-unavailable': [
    'The simulated camera cannot be offered at {address|this address}.',
    'It is in use or not allowed.',
    'Choose another port.',
  ],
  'pty-unavailable': [
    'This system offers no pseudo terminal.',
    'Neither socat nor perl is installed, or the system is Windows.',
    'Install socat, or offer the camera with --tcp.',
  ],
  'codec-unavailable': [
    'The JPEG codec does not start.',
    'Its files are missing or damaged.',
    'Install the program again (npm ci).',
  ],

  'bad-picture': [
    'A picture could not be shown.',
    'Its data was damaged or cut off on the way.',
    'Nothing to do if it happens rarely. If it happens often, use another cable or a smaller picture.',
  ],
  'format-not-supported': [
    'A picture in {format|this format} cannot be converted.',
    'There is no conversion from this pixel format.',
    'Let the script use RGB565, GRAYSCALE or JPEG.',
  ],

  'preview-overflow': [
    'A picture is too large to be shown.',
    "The script compressed it itself, and it does not fit the camera's {limitKb|small} KB for the preview.",
    'Compress it more (a lower quality), or take smaller pictures.',
  ],
  'profile-lost': [
    'The profile was not read to its end.',
    'The profile channel went away, or sent less than it promised.',
    'The last good table stays. If it happens again, reset the camera.',
  ],
  'too-many-records': [
    'The camera reports {count|too} many profile records.',
    'No firmware counts that many functions; the number was damaged on the way.',
    'The last good table stays. If it happens again, connect anew.',
  ],
  'no-profiler': [
    'This firmware has no profiler.',
    'It was built without it: the camera offers no profile channel.',
    'Build the firmware with make PROFILE_ENABLE=1, or connect the simulated camera.',
  ],
  'profile-empty': [
    'The profiler has no records.',
    'No function was counted since the last reset, or the camera has started anew.',
    'Run a script that calls functions of the image module.',
  ],
  'not-a-capture': [
    '{path|The file} is not a capture log.',
    'It does not begin as one; another program may have written it.',
    'Choose a file that "viewfinder record" wrote.',
  ],
  'capture-too-new': [
    '{path|The capture log} is of a later version.',
    'Its format has version {version|2 or later}, which this program does not know.',
    'Update Viewfinder.',
  ],
  'capture-too-slow': [
    'The recording ended before the session did.',
    'The disk was slower than the camera for a long time.',
    'Record to a faster disk, or a smaller picture. What was written up to then can be replayed.',
  ],
  'nothing-to-replay': [
    'There is nothing in {path|the capture log} that can be shown.',
    'No camera answered in it in OpenMV protocol V2.',
    'Record again, from before the camera is connected.',
  ],
  'elf-not-an-elf': [
    '{name|The file} is not an ELF file.',
    'It does not begin as one; a .bin or .dfu file has no symbols.',
    'Choose the .elf file that the firmware build wrote beside it.',
  ],
  'elf-not-32-bit': [
    '{name|The file} is for a 64-bit machine.',
    'Cameras are 32-bit; this is the ELF of another program.',
    "Choose the .elf file of the camera's firmware.",
  ],
  'elf-not-little-endian': [
    '{name|The file} is for a big-endian machine.',
    'Cameras are little-endian; this is the ELF of another program.',
    "Choose the .elf file of the camera's firmware.",
  ],
  'elf-truncated': [
    '{name|The file} is cut short.',
    'Its {what|headers} reach byte {need|beyond its end}; the file ends at {have|an earlier one}.',
    'Copy or build the file again.',
  ],
  'elf-absurd': [
    '{name|The file} is damaged.',
    'It states a {what|number} of {value|a value} that cannot be.',
    'Copy or build the file again.',
  ],
  'elf-no-symbols': [
    '{name|The file} names no functions.',
    'Its symbol table was stripped.',
    'Choose the ELF as the build wrote it, before it was stripped.',
  ],

  unknown: ['Something went wrong ({code}).', '{message}', report],
};

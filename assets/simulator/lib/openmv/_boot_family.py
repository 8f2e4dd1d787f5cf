# Boot code of OpenMV cameras: loads the modules that nearly every script uses while the interpreter waits for a script.

import uprotocol
import csi

# Exceptions
#
# An exception that is caught is printed and the script goes on. One that is not caught ends the script, and the editor
# marks the line that raised it.

import sys
import time


def divide(a, b):
    return a / b


try:
    divide(1, 0)
except ZeroDivisionError as error:
    print("Caught, here is where it came from:")
    sys.print_exception(error)

for seconds in (3, 2, 1):
    print("An exception that is not caught, in", seconds)
    time.sleep_ms(500)

divide("one", 2)  # this line and the one it calls are in the traceback

// What the Python modules of a board accept and refuse, with the firmware's types and messages (firmware of July 2026:
// modules/py_csi_ng.c, modules/py_csi.c, common/omv_csi.c, MicroPython's objects).

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ScriptBench } from './testing/script-bench.ts';

let bench: ScriptBench;
beforeAll(async () => {
  bench = await ScriptBench.create();
});
afterAll(() => bench.dispose());

/** Evaluates expressions one after the other in one script: the value of each, or the class and text of its exception. */
async function evaluate(setup: string, expressions: readonly string[]): Promise<string[]> {
  const source = `${setup}
for _expression in ${JSON.stringify(expressions)}:
    try:
        print(repr(eval(_expression)))
    except BaseException as error:
        print(type(error).__name__ + ":", error)
`;
  const { text } = await bench.run(source);
  return text.trimEnd().split('\r\n');
}

async function expectResults(setup: string, results: Readonly<Record<string, string>>): Promise<void> {
  const expressions = Object.keys(results);
  const values = await evaluate(setup, expressions);
  expect(Object.fromEntries(expressions.map((expression, index) => [expression, values[index]]))).toEqual(results);
}

test('a script starts with the names of a board, in every interpreter', async () => {
  for (let round = 0; round < 2; round++)
    expect((await bench.run('print(sorted(globals()))')).text).toBe("['__name__']\r\n");
});

test('functions check their arguments', async () => {
  await expectResults('import time, machine, pyb', {
    'time.sleep("1")': "TypeError: can't convert str to float",
    'time.sleep(None)': "TypeError: can't convert NoneType to float",
    'time.sleep([1])': "TypeError: can't convert list to float",
    'time.sleep(0.001)': 'None',
    'time.sleep(-1)': 'None',
    'time.sleep_ms(1.5)': "TypeError: can't convert float to int",
    'time.sleep_ms("10")': "TypeError: can't convert str to int",
    'time.sleep_us(2.5)': "TypeError: can't convert float to int",
    'pyb.delay("1")': "TypeError: can't convert str to int",
    'pyb.udelay(1.5)': "TypeError: can't convert float to int",
    'time.localtime("1")': "TypeError: can't convert str to float",
    'time.mktime((2000, 1, 1))': 'TypeError: mktime needs a tuple of length 8 or 9 (3 given)',
    'machine.Pin("NOPE")': "ValueError: Pin(NOPE) doesn't exist",
    'machine.Pin(3.5)': "ValueError: Pin(3.5) doesn't exist",
    'machine.LED("NOPE")': "ValueError: LED(NOPE) doesn't exist",
    'machine.LED(9)': "ValueError: LED(9) doesn't exist",
    'machine.freq("1")': "TypeError: can't convert str to int",
    'machine.RTC().datetime((1, 2))': 'ValueError: requested length 8 but object has length 2',
    'machine.RTC().datetime(1)': "TypeError: object 'int' isn't a tuple or list",
  });
});

test('the clock is one, counts whole seconds and follows the RTC', async () => {
  await expectResults('import time, machine', {
    'type(time.time())': "<class 'int'>",
    'time.localtime(0)[:3]': '(2000, 1, 1)',
    'time.mktime((2000, 1, 2, 0, 0, 0, 0, 0))': '86400',
    'machine.RTC().datetime((2031, 5, 6, 2, 7, 8, 9, 0))': 'None',
    'time.localtime()[:5]': '(2031, 5, 6, 7, 8)',
    'time.localtime(time.time())[:5]': '(2031, 5, 6, 7, 8)',
    'machine.RTC().datetime()[:6]': '(2031, 5, 6, 2, 7, 8)',
  });
});

test('a light and a pin have one state, whichever object reaches them', async () => {
  await expectResults('import machine, pyb', {
    'machine.LED("LED_RED").on()': 'None',
    'machine.LED("LED_RED").value()': '1',
    'pyb.LED(1).value()': '1',
    'machine.LED("LED_GREEN").value()': '0',
    'pyb.LED(1).toggle()': 'None',
    'machine.LED("LED_RED").value()  ': '0',
    'machine.Pin("P0", machine.Pin.OUT)(1)': 'None',
    'machine.Pin("P0").value()': '1',
    'machine.Pin("P0").mode()': '1',
    'machine.Pin("P1").value()': '0',
    'machine.Pin("P2", machine.Pin.IN, machine.Pin.PULL_UP).value()': '1',
    'machine.Pin(machine.Pin("P0"))': 'Pin(P0)',
  });
});

describe('the sensor', () => {
  test('is one behind all objects of csi and sensor', async () => {
    await expectResults('import csi, sensor\nc = csi.CSI()\nd = csi.CSI()', {
      'c.snapshot()': 'RuntimeError: Pixel format is not supported or is not set.',
      'c.pixformat()': 'RuntimeError: Pixel format is not supported or is not set.',
      'c.pixformat(csi.RGB565)': 'None',
      'd.snapshot()': 'RuntimeError: Frame size is not supported or is not set.',
      'c.framesize()': 'RuntimeError: Frame size is not supported or is not set.',
      'c.window()': 'RuntimeError: Frame size is not supported or is not set.',
      'd.framesize(csi.QVGA)': 'None',
      'c.framesize()  ': '11',
      'sensor.get_framesize()': '11',
      'c.snapshot().size()': '153600',
      'sensor.snapshot().width()': '320',
      'csi.CSI().snapshot().height()': '240',
      'sensor.reset()': 'None',
      'd.pixformat()': 'RuntimeError: Pixel format is not supported or is not set.',
    });
  });

  test('clips and reports windows', async () => {
    const setup = 'import csi, sensor\nc = csi.CSI()\nc.pixformat(csi.RGB565)\nc.framesize(csi.QVGA)';
    await expectResults(setup, {
      'sensor.set_windowing(100, 80)': 'None',
      'c.window()': '(110, 80, 100, 80)',
      'sensor.get_windowing()': '(110, 80, 100, 80)',
      'c.width()': '320',
      'c.snapshot().width()': '100',
      'sensor.set_windowing(1, 2, 30, 40)': 'None',
      'c.window()  ': '(1, 2, 30, 40)',
      'c.window((300, 200, 100, 100))': 'None',
      'c.window()   ': '(300, 200, 20, 40)',
      'c.window((-10, -10, 20, 20))': 'None',
      'c.window()    ': '(0, 0, 10, 10)',
      'c.window((0, 0, 0, 5))': 'ValueError: Invalid ROI dimensions!',
      'c.window((400, 0, 5, 5))': 'ValueError: ROI does not overlap on the image!',
      'c.window((1, 2, 3))': 'ValueError: Expected (w, h) or (x, y, w, h) tuple/list.',
      'sensor.set_windowing(1)': "TypeError: object 'int' isn't a tuple or list",
      'c.window((1.5, 0, 5, 5))': "TypeError: can't convert float to int",
      'c.pixformat(csi.JPEG)': 'RuntimeError: The requested operation is not supported on the current pixel format.',
    });
  });

  test('accepts and refuses settings', async () => {
    const setup = 'import csi\nc = csi.CSI()\nc.reset()\nc.pixformat(csi.RGB565)\nc.framesize((96, 64))';
    await expectResults(setup, {
      'c.snapshot().height()': '64',
      'c.framesize()': '1',
      'c.framesize([1, 2])': 'RuntimeError: An invalid argument is used.',
      'c.framesize(999)': 'RuntimeError: Sensor control failed.',
      'c.pixformat(99)': 'RuntimeError: Sensor control failed.',
      'c.pixformat("x")': "TypeError: can't convert str to int",
      'c.framerate()': 'RuntimeError: Frame rate is not supported or is not set.',
      'c.framerate(30)': 'None',
      'c.framerate()  ': '30',
      'c.framerate(-1)': 'RuntimeError: An invalid argument is used.',
      'c.brightness(2)': 'True',
      'c.brightness(9)': 'False',
      'c.contrast(-4)': 'False',
      'c.gainceiling(3)': 'RuntimeError: An invalid argument is used.',
      'c.gainceiling(16)': 'True',
      'c.auto_gain(False, gain_db=3)': 'None',
      'c.gain_db()': '3.0',
      'c.auto_exposure(False, exposure_us=5000)': 'None',
      'c.exposure_us()': '5000',
      'c.framebuffers(0)': 'RuntimeError: An invalid argument is used.',
      'c.snapshot(time=10)': 'None',
      'c.snapshot(frames=2)': 'None',
      'c.snapshot(1)': 'TypeError: snapshot() takes 1 positional arguments but 2 were given',
      'csi.CSI(4)': 'TypeError: __init__() takes 1 positional arguments but 2 were given',
      'csi.CSI(cid=csi.LEPTON)': 'RuntimeError: Failed to detect the image sensor or image sensor is detached.',
      'c.ioctl(csi.IOCTL_LEPTON_GET_FPA_TEMP)':
        'RuntimeError: The requested operation is not supported by the image sensor.',
      'csi.QQCIF': "AttributeError: module 'csi' has no attribute 'QQCIF'",
      '(csi.QCIF, csi.QVGA, csi.WQXGA2)': '(3, 11, 39)',
      'c.sleep(True)': 'None',
      'c.snapshot()': 'RuntimeError: Frame capture has timed out.',
    });
  });

  test('transposes, inverts, shows bars and draws into a given image', async () => {
    const setup =
      'import csi, image\nc = csi.CSI()\nc.reset()\nc.pixformat(csi.RGB565)\nc.framesize((96, 64))\n' +
      'target = image.Image(48, 32, image.RGB565)';
    await expectResults(setup, {
      'c.transpose(True)': 'None',
      'c.snapshot().width()': '64',
      'c.transpose(False)': 'None',
      'c.colorbar(True)': 'True',
      'c.snapshot().get_pixel((0, 0))': '(255, 255, 255)',
      'c.snapshot().get_pixel((95, 63))': '(0, 0, 0)',
      'c.special_effect(csi.NEGATIVE)': 'True',
      'c.snapshot().get_pixel((95, 63))  ': '(255, 255, 255)',
      'c.snapshot(image=target)': 'None',
      'target.get_pixel((47, 31))': '(255, 255, 255)',
    });
  });
});

describe('what is not simulated', () => {
  test('says so', async () => {
    await expectResults(
      'import machine, pyb, csi, sensor, image, os, sys, omv\nimg = image.Image(8, 8, image.RGB565)',
      {
        'machine.UART(1)': 'ImportError: machine.UART is not simulated',
        'pyb.Timer(4)': 'ImportError: pyb.Timer is not simulated',
        'csi.PIX_ON_EVENT': 'ImportError: csi.PIX_ON_EVENT is not simulated',
        'image.ImageIO("/flash/x", "r")': 'ImportError: image.ImageIO is not simulated',
        'machine.Pin("P1").irq(print)': 'NotImplementedError: machine.Pin.irq is not simulated',
        'machine.Pin.board.P1': 'AttributeError: machine.Pin.board.P1 is not simulated',
        'machine.RTC().wakeup(1000)': 'NotImplementedError: machine.RTC.wakeup is not simulated',
        'csi.CSI().blc_regs()': 'NotImplementedError: csi.CSI.blc_regs is not simulated',
        'csi.CSI().ioctl(csi.IOCTL_SET_TRIGGERED_MODE, True)':
          'NotImplementedError: csi.CSI.ioctl(csi.IOCTL_SET_TRIGGERED_MODE) is not simulated',
        'sensor.get_blc_regs()': 'NotImplementedError: sensor.get_blc_regs is not simulated',
        'img.find_lines()': 'NotImplementedError: Image.find_lines is not simulated',
        'os.dupterm(None)': 'NotImplementedError: os.dupterm is not simulated',
        'sys.atexit(print)': 'NotImplementedError: sys.atexit is not simulated',
        'input()': 'NotImplementedError: input() is not simulated',
      },
    );
  });

  test('is told apart from what no board has', async () => {
    await expectResults('import machine, csi, image\nimg = image.Image(8, 8, image.RGB565)', {
      'machine.Uart': "AttributeError: module 'machine' has no attribute 'Uart'",
      'csi.CSI().dance': "AttributeError: 'CSI' object has no attribute 'dance'",
      'img.dance': "AttributeError: 'Image' object has no attribute 'dance'",
    });
  });

  test('does not disturb a script that looks for it', async () => {
    await expectResults('import machine, image, csi\nimg = image.Image(8, 8, image.RGB565)', {
      'hasattr(machine, "UART")': 'False',
      'hasattr(machine, "Pin")': 'True',
      'hasattr(img, "find_lines")': 'True',
      'hasattr(img, "dance")': 'False',
      'getattr(machine, "UART", 5)': '5',
      '"Image" in dir(image) and "ImageIO" not in dir(image)': 'True',
      '"Pin" in dir(machine) and "UART" not in dir(machine)': 'True',
      '"find_blobs" in dir(img)': 'True',
      '"snapshot" in dir(csi.CSI())': 'True',
    });
  });

  test.each([
    'import ml',
    'from pid import PID',
    'from machine import I2C',
    'import display',
    'from network import WLAN',
    'import ml.apps',
  ])('%s is caught as ImportError', async (statement) => {
    const { text } = await bench.run(`try:\n    ${statement}\nexcept ImportError as error:\n    print(error)`);
    expect(text).toMatch(/^\S+ is not simulated\r\n$/);
  });

  test('is not claimed of a module that the board does not have', async () => {
    expect((await bench.run('import neopixel')).text).toContain("ImportError: no module named 'neopixel'");
  });
});

test('system functions that need no hardware work', async () => {
  await expectResults('import os, micropython, gc', {
    'os.sync()': 'None',
    'len(os.urandom(5))': '5',
    'micropython.alloc_emergency_exception_buf(100)': 'None',
    'micropython.const(3)': '3',
  });
});

describe('machine.reset', () => {
  test('ends a script that catches everything', async () => {
    const script =
      'import machine\nprint("go")\ntry:\n    machine.reset()\nexcept:\n    print("caught")\nfinally:\n    print("late")';
    expect(await bench.run(script)).toEqual({ kind: 'finished', text: 'go\r\n' });
  });

  test('follows deepsleep', async () => {
    expect((await bench.run('import machine\nmachine.deepsleep(1)\nprint("late")')).text).toBe('');
  });

  test('does not come while deepsleep has no end, but Stop does', async () => {
    await bench.start('import machine\nprint("go")\nmachine.deepsleep()');
    await bench.until('the script printed', () => bench.text.startsWith('go'));
    bench.engine.interrupt();
    expect((await bench.ended()).kind).toBe('interrupted');
  });
});

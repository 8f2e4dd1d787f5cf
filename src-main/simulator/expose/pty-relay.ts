// A pseudo terminal without native code: a small helper process holds its master side and relays its own stdin and
// stdout. socat where it is installed, else perl, which nearly every Unix has.

import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { SimulatorError } from '../core/simulator-error.ts';

export interface PtyRelay {
  /** What a host opens. */
  readonly path: string;
  readonly process: ChildProcessWithoutNullStreams;
}

/** Prints the terminal's path on stderr, then relays both ways until either side ends. Linux. */
const perlRelay = `
use strict; use warnings; use POSIX ();
sysopen(my $master, '/dev/ptmx', 2 | 0400) or die "ptmx: $!";
my $unlocked = pack('i', 0); ioctl($master, 0x40045431, $unlocked) or die "unlock: $!";
my $number = pack('I', 0); ioctl($master, 0x80045430, $number) or die "number: $!";
my $path = '/dev/pts/' . unpack('I', $number);
sysopen(my $slave, $path, 2 | 0400) or die "$path: $!";
my $mode = POSIX::Termios->new; $mode->getattr(fileno($slave));
$mode->setiflag(0); $mode->setoflag(0); $mode->setlflag(0);
$mode->setcflag(POSIX::CS8() | POSIX::CREAD() | POSIX::CLOCAL());
$mode->setcc(POSIX::VMIN(), 1); $mode->setcc(POSIX::VTIME(), 0);
$mode->setattr(fileno($slave), POSIX::TCSANOW());
syswrite(STDERR, "PTY is $path\\nstarting data transfer loop\\n");
sub relay { my ($from, $to) = @_; my $count = sysread($from, my $bytes, 65536); exit 0 unless $count;
  my $at = 0; while ($at < $count) { my $done = syswrite($to, $bytes, $count - $at, $at); exit 0 unless defined $done; $at += $done; } }
while (1) { my $ready = ''; vec($ready, fileno($master), 1) = 1; vec($ready, fileno(STDIN), 1) = 1;
  select($ready, undef, undef, undef);
  relay($master, \\*STDOUT) if vec($ready, fileno($master), 1); relay(\\*STDIN, $master) if vec($ready, fileno(STDIN), 1); }
`;

const startLimitMs = 5000;

const helpers: Readonly<Record<string, readonly string[]>> = {
  socat: ['-d', '-d', 'PTY,rawer', 'STDIO'],
  perl: ['-e', perlRelay],
};

/** Starts the first helper that works, or those named. Rejects with `pty-unavailable`. */
export async function startPtyRelay(names: readonly string[] = Object.keys(helpers)): Promise<PtyRelay> {
  const failures: unknown[] = [];
  for (const name of names) {
    try {
      return await start(name, helpers[name] ?? []);
    } catch (error) {
      failures.push(error);
    }
  }
  throw new SimulatorError('pty-unavailable', 'No pseudo terminal: neither socat nor perl could offer one.', {
    cause: new AggregateError(failures),
  });
}

async function start(command: string, args: readonly string[]): Promise<PtyRelay> {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  let notes = '';
  const started = new Promise<string>((resolve, reject) => {
    child.stderr.on('data', (bytes: Buffer) => {
      notes += bytes.toString();
      const path = /PTY is (\S+)/.exec(notes)?.[1];
      if (path !== undefined && notes.includes('starting data transfer loop')) resolve(path);
    });
    child.once('error', reject);
    child.once('exit', () => reject(new Error(`${command} ended: ${notes.trim().slice(-200)}`)));
  });
  const limit = setTimeout(() => child.kill(), startLimitMs);
  try {
    return { path: await started, process: child };
  } finally {
    clearTimeout(limit);
  }
}

/** Ends the helper; resolves when the terminal is gone. */
export async function stopPtyRelay({ process: child }: PtyRelay): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill();
  await exited;
}

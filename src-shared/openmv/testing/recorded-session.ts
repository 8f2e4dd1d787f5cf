// A complete session with the firmware's protocol code, N6-like, 8192-byte buffer (docs/protocol-v2.md §25.2). Each
// line is one packet; `>` from the host, `<` from the device. Long runs of zero bytes are written as {n}, text as "…".

import { fromHex } from './hex.ts';

export interface RecordedPacket {
  readonly from: 'host' | 'device';
  readonly name: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const lines = `
> SYNC               aad5000000000000b0ac
< SYNC ack           aad50000010000000846
> GET_CAPS           aad5000000010000c3dd
< caps               aad5000008011000ef0b 0f000000f21f{10} 6cf45db8
> caps ack           aad50000010100007b37
> SET_CAPS           aad5010000021000c84f 0f0000000010{10} 792d8c19
< SET_CAPS ack       aad5010001020000a0c3
> LIST               aad50200002000007b7f
< list               aad502000820500058cb 0040"usb"{11} 0106"stdin"{9} 0201"stdout"{8} 0319"stream"{8} 0409"profile"{7} 4a288855
> list ack           aad5020001200000c395
> VERSION            aad5030000040000e139
< version            aad5030008041000cdef 010002010003050000{7} 655cf299
> version ack        aad503000104000059d3
> SYS_INFO           aad50400001200002dd8
< info               aad5040008124c000220 20d21f41 99aabbcc 55667788 11223344 0612c537 {20} ff081f00 {16} 00040000 {12} acbe0595
> info ack           aad50400011200009532
> RAW_CTRL(1)        aad50503002808003d1f 01000000 01000000 030fb1b7
< RAW_CTRL ack       aad5050301280000edc6
> STREAM_CTRL(1)     aad5060300280800efb6 00000000 01000000 d0425761
< STREAM_CTRL ack    aad50603012800003f6f
> RESET              aad50701002804008b41 03000000 d4cc85b0
< RESET ack          aad507010128000087b2
> WRITE              aad5080100271900b1d8 00000000 11000000 "#wh=4,2 #fms=40 x" 2b8fcef2
< WRITE ack          aad5080101270000dc61
> EXEC               aad50901002804008e23 02000000 4b31298a
< EXEC ack           aad509010128000082d0
< started            aad50a01202902006026 0100 b0fb6882
< frame ready        aad50a03202900004c90
< stdout data        aad50a022029000037cd
> POLL               aad50a0000210000e6c6
< mask               aad50a0008210400ae6f 0e000000 4656ab4f
> mask ack           aad50a00012100005e2c
> LOCK               aad50b0300220000b0d5
< LOCK ack           aad50b0301220000083f
> SIZE               aad50c030025000003b7
< size               aad50c03082504004b1e 30000000 53add51d
> size ack           aad50c0301250000bb5d
> SHAPE              aad50d03002400003ea1
< shape              aad50d0308240c001e3b 04000000 02000000 02000000 b7da2c37
> shape ack          aad50d0301240000864b
> READ               aad50e030026080062d9 00000000 30000000 69d85eb9
< frame              aad50e030826300086f1 04000000 02000000 0200030c 02000000 20000000 {12} 000102030405060708090a0b0c0d0e0f 1540d20e
> frame ack          aad50e0301260000b200
> UNLOCK             aad50f0300230000b4c0
< UNLOCK ack         aad50f03012300000c2a
> STOP               aad5100100280400bde4 01000000 ea37dcc5
< STOP ack           aad5100101280000b117
< stopped            aad5110120290200cf2f 0000 14407216
< SOFT_REBOOT        aad51100201302000f06 0200 d54a11c4
< stdout after boot  aad500022029000045cb
> POLL, stale number aad511000021000049cf
< NAK SEQUENCE       aad500000221020071e0 0600 de22819a
> POLL, right number aad5010000210000daa7
< mask after boot    aad5010008210400920e 04000000 093cc315
> mask ack           aad5010001210000624d
`;

function parseLine(line: string): RecordedPacket {
  const [, direction, name, body] = /^([<>]) (.{18}) (.*)$/.exec(line)!;
  const hex = body!
    .replaceAll(/\{(\d+)\}/g, (_, count: string) => '00'.repeat(Number(count)))
    .replaceAll(/"([^"]*)"/g, (_, text: string) =>
      Array.from(text, (letter) => letter.charCodeAt(0).toString(16).padStart(2, '0')).join(''),
    );
  return { from: direction === '>' ? 'host' : 'device', name: name!.trim(), bytes: fromHex(hex) };
}

export const recordedSession: readonly RecordedPacket[] = lines.trim().split('\n').map(parseLine);

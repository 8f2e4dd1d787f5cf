// The page with every message of the product and its code, made from the words themselves.

import { cameraErrors } from '../../src-shared/contract/errors/camera.ts';
import { cliErrors } from '../../src-shared/contract/errors/cli.ts';
import type { ErrorEntry, Wording } from '../../src-shared/contract/errors/define-errors.ts';
import { fileErrors } from '../../src-shared/contract/errors/files.ts';
import { hostErrors, simulatorErrors } from '../../src-shared/contract/errors/host.ts';
import { profileErrors } from '../../src-shared/contract/errors/profile.ts';
import { pictureErrors, protocolErrors } from '../../src-shared/contract/errors/protocol.ts';
import { recordingErrors } from '../../src-shared/contract/errors/recording.ts';
import { otherErrors, rpcErrors } from '../../src-shared/contract/errors/rpc.ts';
import { rtspErrors } from '../../src-shared/contract/errors/rtsp.ts';
import { serverErrors } from '../../src-shared/contract/errors/server.ts';
import { transportErrors } from '../../src-shared/contract/errors/transport.ts';
import type { Language } from './outline.ts';

const groups = [
  { title: { en: 'Ports and connections', zh: '端口与连接' }, layers: [transportErrors] },
  { title: { en: 'Camera and script', zh: '相机与脚本' }, layers: [cameraErrors] },
  { title: { en: 'Frames and data', zh: '图像与数据' }, layers: [protocolErrors, pictureErrors] },
  { title: { en: 'Recordings', zh: '录制文件' }, layers: [recordingErrors] },
  { title: { en: 'Streams over RTSP', zh: 'RTSP 视频流' }, layers: [rtspErrors] },
  { title: { en: 'Profiler', zh: '性能分析' }, layers: [profileErrors] },
  { title: { en: 'Simulated camera', zh: '模拟相机' }, layers: [simulatorErrors] },
  { title: { en: 'Files', zh: '文件' }, layers: [fileErrors] },
  { title: { en: 'Viewfinder itself', zh: 'Viewfinder 本身' }, layers: [hostErrors, rpcErrors, otherErrors] },
  { title: { en: 'Server', zh: '服务器' }, layers: [serverErrors] },
  { title: { en: 'Command line', zh: '命令行' }, layers: [cliErrors] },
];

const words = {
  en: {
    title: 'Messages and codes',
    intro:
      'Every failure has a code. A message shows it below its text, and the command line prints it in brackets: `error [port-busy]: …`. Words in capitals stand for a value, such as the name of a port.',
    cli: 'On the command line:',
  },
  zh: {
    title: '消息与错误代码',
    intro:
      '每种错误都有一个代码。界面在消息下方显示它，命令行在方括号中打印它：`error [port-busy]: …`。大写的词代表具体的值，例如端口名。',
    cli: '命令行：',
  },
} as const;

/** Markdown: one heading for each code, with what happened, why, and what to do. */
export function messagesPage(language: Language): string {
  const { title, intro } = words[language];
  const parts = groups.map((group) => {
    const entries = group.layers.flatMap((layer): [string, ErrorEntry][] => Object.entries(layer));
    return `## ${group.title[language]}\n\n${entries.map(([code, entry]) => codeText(code, entry, language)).join('\n\n')}`;
  });
  return `# ${title}\n\n${intro}\n\n${parts.join('\n\n')}\n`;
}

function codeText(code: string, entry: ErrorEntry, language: Language): string {
  const wordings: readonly Wording[] = [entry, ...(entry.variants ?? [])];
  return `### \`${code}\`\n\n${wordings.map((wording) => wordingText(wording, language)).join('\n\n')}`;
}

function wordingText(wording: Wording, language: Language): string {
  const [sentence, cause, nextStep] = wording[language].map(withNames) as [string, string, string];
  const cli = wording.cli === undefined ? '' : ` ${words[language].cli} ${withNames(wording.cli[language])}`;
  return `- **${sentence}** ${cause} ${nextStep}${cli}`;
}

/** `{port|the port}` becomes PORT. Characters that mean something in Markdown are kept as text. */
function withNames(template: string): string {
  return template
    .replaceAll(/[\\`*_<>[\]]/g, String.raw`\$&`)
    .replaceAll(/\{(\w+)(?:\|[^}]*)?\}/g, (_, name: string) =>
      name.replaceAll(/(?<=[a-z])[A-Z]/g, '-$&').toUpperCase(),
    );
}

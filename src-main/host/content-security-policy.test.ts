import { expect, it } from 'vitest';
import { contentSecurityPolicy } from './content-security-policy.ts';

function directives(policy: string): Record<string, string[]> {
  return Object.fromEntries(
    policy.split('; ').map((each) => {
      const [name, ...sources] = each.split(' ');
      return [name!, sources];
    }),
  );
}

it('allows only scripts from files of the program, and forbids everything else by default', () => {
  const policy = directives(contentSecurityPolicy());
  expect(policy['default-src']).toEqual(["'none'"]);
  expect(policy['script-src']).toEqual(["'self'"]);
  for (const name of ['base-uri', 'form-action', 'frame-ancestors']) expect(policy[name]).toEqual(["'none'"]);
  // Frames, objects and all that is not named fall back to the default.
  expect(Object.keys(policy)).not.toContain('frame-src');
  expect(Object.keys(policy)).not.toContain('object-src');
});

it('names no place but the page itself and what the shell adds', () => {
  const sources = Object.values(directives(contentSecurityPolicy(['ws://127.0.0.1:5000']))).flat();
  const beyond = sources.filter(
    (source) => !["'self'", "'none'", "'unsafe-inline'", 'data:', 'blob:'].includes(source),
  );
  expect(beyond).toEqual(['ws://127.0.0.1:5000']);
  expect(directives(contentSecurityPolicy())['style-src']).toContain("'unsafe-inline'");
  expect(contentSecurityPolicy()).not.toContain('unsafe-eval');
});

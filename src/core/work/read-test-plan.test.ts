import { describe, expect, it } from 'vitest';
import { formatProblem } from '../plan/problem.ts';
import { inBatches, parseBatches } from './batches.ts';
import { readTestPlan } from './read-test-plan.ts';

const MARKDOWN = `# Test plan: login

Some words.

## Batch 1: set up
1. Install: \`echo "npm ci"\`
   - timeout: 5m
2. Build
   \`\`\`sh
   npm run build
     npm run more
   \`\`\`
   - expect: /0 errors/i
   - expect: \`done\`

## Batch 2
- [ ] Look: \`ls\`
  - exit code: any
### Task 2.2: Compare
\`\`\`
diff a b
\`\`\`
`;

function tasksOf(text: string, path: string, batches = 'all') {
  const read = readTestPlan(text, path, parseBatches(batches) ?? 'all');
  if (!read.ok) return read.problems.map((problem) => formatProblem(problem, path));
  return read.work.body.kind === 'tasks' ? read.work.body.tasks : [];
}

describe('readTestPlan', () => {
  it('reads Markdown: batches, tasks of every form, and what is expected of them', () => {
    expect(readTestPlan(MARKDOWN, 'plans/login.md', 'all')).toMatchObject({ ok: true, work: { id: 'login', name: 'login', timeoutMs: 1_800_000 } });
    expect(tasksOf(MARKDOWN, 'login.md')).toEqual([
      { id: '1.1', batch: 1, name: 'Install', run: { shell: 'echo "npm ci"' }, timeoutMs: 300_000, exitCode: 0, patterns: [] },
      {
        id: '1.2',
        batch: 1,
        name: 'Build',
        run: { shell: 'npm run build\n  npm run more' },
        timeoutMs: 600_000,
        exitCode: 0,
        patterns: ['/0 errors/i', 'done'],
      },
      { id: '2.1', batch: 2, name: 'Look', run: { shell: 'ls' }, timeoutMs: 600_000, exitCode: 'any', patterns: [] },
      { id: '2.2', batch: 2, name: 'Compare', run: { shell: 'diff a b' }, timeoutMs: 600_000, exitCode: 0, patterns: [] },
    ]);
  });

  it('reads YAML', () => {
    const text = `
name: login
timeout: 10m
task-timeout: 30
batches:
  - name: set up
    tasks: [npm ci, { name: build, command: npm run build, expected_patterns: [done] }]
  - batch: 5
    tasks: [{ argv: [ls, -l], timeout: 2, exit_code: 2 }]
`;
    expect(readTestPlan(text, 'login.yml', 'all')).toMatchObject({ ok: true, work: { id: 'login', name: 'login', timeoutMs: 600_000 } });
    expect(tasksOf(text, 'login.yml')).toMatchObject([
      { id: '1.1', name: 'npm ci', run: { shell: 'npm ci' }, timeoutMs: 30_000 },
      { id: '1.2', name: 'build', patterns: ['done'] },
      { id: '5.1', batch: 5, run: { argv: ['ls', '-l'] }, timeoutMs: 2_000, exitCode: 2 },
    ]);
  });

  it('takes the batches that were asked for', () => {
    expect(tasksOf(MARKDOWN, 'a.md', '2')).toMatchObject([{ id: '2.1' }, { id: '2.2' }]);
    expect(tasksOf(MARKDOWN, 'a.md', '3-4')).toEqual(['a.md:1:1: the test plan has none of these batches: it has 1, 2']);
  });

  it.each([
    ['a.md', '# x\n## Batch 1\n1. Do it by hand\n', 'a.md:3:1: task 1.1 has no command: write it as code: `npm test`'],
    ['a.md', '## Batch 1\n1. A: `true`\n   - timeout: soon\n', 'a.md:3:1: expected a timeout such as "90s" or "5m", got "soon"'],
    ['a.md', '## Batch 1\n1. A: `true`\n   - expect: /(/\n', 'a.md:3:1: Invalid regular expression: /(/: Unterminated group'],
    ['a.md', '## Batch 1\n1. A\n```\ntrue\n', 'a.md:3:1: the block of code has no end'],
    ['a.md', '## Batch 1\n1. A: `true`\n## Batch 1\n', 'a.md:3:1: batch 1 stands here twice'],
    ['a.md', 'Nothing.', 'a.md:1:1: the test plan has no tasks'],
    ['a.yml', 'batches: 5', 'a.yml:1:10: batches: expected a list of batches, each with tasks'],
    ['a.yml', 'batches: [{ tasks: [{ name: a }] }]', 'a.yml:1:21: batches.0.tasks.0: has no command'],
  ])('%s with %j', (path, text, problem) => expect(tasksOf(text, path)[0]).toBe(problem));
});

describe('parseBatches', () => {
  it.each([
    ['all', [1, 2, 3, 9]],
    ['2', [2]],
    ['1-3', [1, 2, 3]],
    [' 1 - 2, 9 ', [1, 2, 9]],
  ])('%s', (text, batches) => expect([1, 2, 3, 9].filter((batch) => inBatches(batch, parseBatches(text) ?? []))).toEqual(batches));
  it.each(['', '0', '3-1', 'a', '1-', '1,,2'])('%j is none', (text) => expect(parseBatches(text)).toBeUndefined());
});

import { expect, it } from 'vitest';
import { OutputMask } from './output-mask.ts';

it('masks what a workflow asks for, from then on and in what is read later', () => {
  const mask = new OutputMask();
  let log = '';
  const stream = mask.stream((text) => (log += text));
  for (const piece of ['early s3cr', 'et\n::add-mask::s3c', 'ret\nlate s3', 'cret and s3cret-long\nno end s3cret']) stream.write(piece);
  stream.end();
  expect(log).toBe('early s3cret\n::add-mask::***\nlate *** and ***-long\nno end ***');
  expect(mask.text('early s3cret')).toBe('early ***');
});

it('takes a value of several lines apart, the longest value first, and no empty one', () => {
  const mask = new OutputMask();
  mask.text('::add-mask::first%0Asecond%25\n::add-mask::\n  ::add-mask::first-born\n');
  expect(mask.text('first, first-born; second%\nfirst\nsecond%')).toBe('***, ***; ***\n***');
});

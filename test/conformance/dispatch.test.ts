import { register } from './register.ts';
import { ambiguousRows } from './rows/ambiguous.ts';
import { limitRows } from './rows/limits.ts';
import { refusalRows } from './rows/refusals.ts';
import { serverRows } from './rows/servers.ts';

register([...ambiguousRows, ...serverRows, ...refusalRows, ...limitRows]);

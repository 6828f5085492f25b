import { register } from './register.ts';
import { listRows } from './rows/lists.ts';
import { stampRows } from './rows/stamps.ts';
import { stateRows } from './rows/states.ts';

register([...listRows, ...stateRows, ...stampRows]);

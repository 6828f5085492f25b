import { register } from './register.ts';
import { journalRows } from './rows/journal.ts';

register(journalRows);

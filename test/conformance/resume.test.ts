import { register } from './register.ts';
import { resumeRows } from './rows/resume.ts';

register(resumeRows);

import { defineMessages } from '../../state/language.ts';
import { en } from './messages.en.ts';
import { zh } from './messages.zh.ts';

export const profilerMessages = defineMessages(en, zh);

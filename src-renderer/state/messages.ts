import { defineMessages } from './language.ts';
import { en } from './messages.en.ts';
import { zh } from './messages.zh.ts';

export const sharedMessages = defineMessages(en, zh);

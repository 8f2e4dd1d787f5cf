import { defineMessages } from '../state/language.ts';
import { en } from './messages.en.ts';
import { zh } from './messages.zh.ts';

export const workbenchMessages = defineMessages(en, zh);

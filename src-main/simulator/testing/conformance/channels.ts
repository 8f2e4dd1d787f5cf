import { ChannelId } from '../../../../src-shared/protocol/constants.ts';

export const { stdin, stdout, stream } = ChannelId;

import { ChannelId } from '../../src-shared/openmv/constants.ts';

export const { stdin, stdout, stream } = ChannelId;

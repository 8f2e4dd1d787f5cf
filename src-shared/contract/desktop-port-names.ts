// Names of the messages about ports, in the window and between preload and main process. A file of their own, so that the
// preload carries nothing but them.

export const portRequestType = 'viewfinder-port-request';
export const portAnswerType = 'viewfinder-port';
